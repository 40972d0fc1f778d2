//! A ledger in S3: objects that are written under conditions, so that two jobs cannot overwrite each other.
//!
//! In: a bucket, a prefix, a login. Out: a [`Store`]. Reading order: `write.rs`, what the ledger rests on; `read.rs`; `remove.rs`;
//! `lock.rs`, what S3 keeps by itself; `failure.rs`, what an error means. Encryption is the bucket's own: nothing here names a key.

mod failure;
mod lock;
mod read;
mod remove;
mod write;

pub use lock::{Lock, Mode, Period, Rule};

use super::store::{Creation, Hint, Removal, Store, StoreError};
use crate::aws::{LoginError, direct, whole_lists};
use crate::both;
use aws_sdk_s3::Client;
use aws_types::SdkConfig;
use aws_types::region::Region;
use failure::Failure;
use lock::Retention;
use std::sync::OnceLock;
use tokio::runtime::{Builder, Runtime};

/// Attempts of one write where the configuration says nothing.
const ATTEMPTS: u32 = 6;

/// A bucket, or what begins with a prefix in it. Its functions wait: they must not be called from within a runtime.
#[derive(Debug)]
pub struct S3Store {
    bucket: String,
    prefix: String,
    place: String,
    client: Client,
    lock: Lock,
    retention: Option<Retention>,
    versioned: OnceLock<bool>,
    attempts: u32,
    runtime: Runtime,
}

impl S3Store {
    /// Logs in, with a profile of its own if there is one, and finds the bucket. `prefix`: without slashes at either end.
    pub fn open(bucket: &str, prefix: &str, profile: Option<&str>) -> Result<Self, StoreError> {
        let place = place(bucket, prefix);
        let runtime = runtime(&place)?;
        let config = runtime.block_on(direct(profile)).map_err(|error| no_login(&place, error))?;
        Self::found(runtime, &config, bucket, prefix)
    }

    /// Finds the bucket with a login that is already there.
    pub fn with(config: &SdkConfig, bucket: &str, prefix: &str) -> Result<Self, StoreError> {
        Self::found(runtime(&place(bucket, prefix))?, config, bucket, prefix)
    }

    fn found(runtime: Runtime, config: &SdkConfig, bucket: &str, prefix: &str) -> Result<Self, StoreError> {
        let place = place(bucket, prefix);
        let found = runtime.block_on(async {
            let client = in_its_region(&whole_lists(config), bucket).await;
            let client = client.map_err(|failure| failure.at(place.clone(), "s3:ListBucket"))?;
            let lock = lock::look(&client, bucket).await;
            Ok((client, lock.map_err(|failure| failure.at(place.clone(), "s3:GetBucketObjectLockConfiguration"))?))
        });
        let (client, lock) = found?;
        Ok(Self {
            bucket: bucket.to_owned(),
            prefix: prefix.to_owned(),
            place,
            client,
            lock,
            retention: None,
            versioned: OnceLock::new(),
            attempts: config.retry_config().map_or(ATTEMPTS, aws_sdk_s3::config::retry::RetryConfig::max_attempts),
            runtime,
        })
    }

    /// What the bucket's Object Lock does by itself.
    pub fn lock(&self) -> &Lock {
        &self.lock
    }

    /// Gives everything that is created from now on a retention of so many days, whatever the bucket's own rule. What is replaced
    /// gets none: its older versions are under the bucket's rule alone.
    pub fn retain_for(&mut self, days: u32, mode: Mode) {
        self.retention = Some(Retention { days, mode });
    }

    fn key(&self, name: &str) -> String {
        if self.prefix.is_empty() { name.to_owned() } else { format!("{}/{name}", self.prefix) }
    }

    fn place_of(&self, name: &str) -> String {
        if name.is_empty() { self.place.clone() } else { format!("{}/{name}", self.place) }
    }
}

impl Store for S3Store {
    fn place(&self) -> &str {
        &self.place
    }

    fn retain(&mut self, days: u32, compliance: bool) -> bool {
        let mode = if compliance { Mode::Compliance } else { Mode::Governance };
        match self.lock {
            Lock::Off => false,
            // The bucket's own rule goes first.
            Lock::On(Some(_)) => true,
            Lock::On(None) | Lock::Unknown => {
                self.retain_for(days, mode);
                true
            }
        }
    }

    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let object = self.runtime.block_on(self.object(name));
        let object = object.map_err(|failure| failure.at(self.place_of(name), read::TO_READ))?;
        Ok(object.map(|object| object.bytes))
    }

    fn get_all(&self, names: &[String]) -> Result<Vec<Option<Vec<u8>>>, StoreError> {
        self.runtime.block_on(self.objects(names))
    }

    fn list(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        let names = self.runtime.block_on(self.names(prefix));
        names.map_err(|failure| failure.at(self.place_of(prefix), "s3:ListBucket"))
    }

    fn create(&self, name: &str, bytes: &[u8]) -> Result<Creation, StoreError> {
        self.runtime.block_on(self.put_new(name, bytes))
    }

    fn swap(&self, name: &str, from: &[u8], to: &[u8]) -> Result<bool, StoreError> {
        self.runtime.block_on(self.replace(name, from, to))
    }

    fn remove(&self, name: &str) -> Result<Removal, StoreError> {
        self.runtime.block_on(self.take_away(name))
    }
}

fn place(bucket: &str, prefix: &str) -> String {
    if prefix.is_empty() { format!("s3://{bucket}") } else { format!("s3://{bucket}/{prefix}") }
}

/// A thread of its own, so that connections are looked after between calls: a scan lies between opening a ledger and writing to it.
fn runtime(place: &str) -> Result<Runtime, StoreError> {
    let made = Builder::new_multi_thread().worker_threads(1).thread_name("ledger").enable_all().build();
    made.map_err(|error| StoreError { place: place.to_owned(), cause: error.to_string(), hint: Hint::Cause })
}

fn no_login(place: &str, error: LoginError) -> StoreError {
    if let LoginError::ClearText(url) = &error {
        let told = both!(
            "der Endpunkt {url} ist unverschlüsselt; https:// verwenden oder einen auf diesem Rechner",
            "the endpoint {url} is not encrypted; use https:// or one on this machine"
        );
        return StoreError { place: place.to_owned(), cause: error.to_string(), hint: Hint::Told(told) };
    }
    let cause = match &error {
        LoginError::NoCredentials { cause, .. } => format!("{error}: {cause}"),
        _ => error.to_string(),
    };
    let hint = if let LoginError::NoProfile(name) = error { Hint::NoProfile(name) } else { Hint::Login };
    StoreError { place: place.to_owned(), cause, hint }
}

/// A client for the region in which the bucket lies, whatever region is configured.
/// NOTE: S3 names it in `x-amz-bucket-region`, also to who may not see the bucket (403) and where another region is asked (301, 400)
/// (HeadBucket, Amazon S3 API Reference). An endpoint on an IP address is asked by path by the SDK's own endpoint rules.
async fn in_its_region(config: &SdkConfig, bucket: &str) -> Result<Client, Failure> {
    let client = Client::new(config);
    let region = match client.head_bucket().bucket(bucket).send().await {
        Ok(output) => output.bucket_region,
        Err(error) => {
            let header = error.raw_response().and_then(|response| response.headers().get("x-amz-bucket-region"));
            let failure = Failure::read(&error);
            match header {
                Some(region) => Some(region.to_owned()),
                None if failure.status == Some(404) => return Err(failure.without_bucket()),
                // HEAD has no body: what is wrong is said by the next call.
                None if failure.status.is_some_and(|status| status < 500) => None,
                None => return Err(failure),
            }
        }
    };
    match region {
        Some(region) if config.region().map(Region::as_ref) != Some(region.as_str()) => {
            Ok(Client::new(&config.to_builder().region(Region::new(region)).build()))
        }
        _ => Ok(client),
    }
}
