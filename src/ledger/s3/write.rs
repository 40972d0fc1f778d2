//! Writing under a condition: the two acts that the ledger rests on, and what to think of an answer that got lost.
//!
//! NOTE: "How to prevent object overwrites with conditional writes", S3 User Guide. `If-None-Match: *` writes where nothing stands, or
//! where a delete marker is the current version; else 412 PreconditionFailed. `If-Match` replaces what has this ETag; else 412,
//! or 404 where nothing stands any more. Of several at once the first to finish wins. 409 ConditionalRequestConflict: another request got in
//! between, try again (PutObject, Amazon S3 API Reference).

use super::S3Store;
use super::failure::Failure;
use super::read::{Object, TO_READ};
use crate::ledger::{Creation, StoreError};
use aws_sdk_s3::config::Builder;
use aws_sdk_s3::config::retry::RetryConfig;
use aws_sdk_s3::operation::put_object::builders::PutObjectFluentBuilder;
use aws_sdk_s3::types::ChecksumAlgorithm;
use std::time::{Duration, Instant};

/// What an identity needs that writes.
const TO_WRITE: &str = "s3:PutObject";
/// No attempt begins later than this after the first.
const LATEST: Duration = Duration::from_secs(90);
/// The shortest and the longest wait between attempts.
const WAIT: Duration = Duration::from_millis(100);
const LONGEST_WAIT: Duration = Duration::from_secs(5);
/// What a slow line carries in a second: a large report gets more time.
const BYTES_PER_SECOND: u64 = 64 * 1024;

impl S3Store {
    /// Puts bytes where nothing stands.
    pub(super) async fn put_new(&self, name: &str, bytes: &[u8]) -> Result<Creation, StoreError> {
        let until = self.retention.map(super::lock::Retention::beginning_now);
        let mut attempts = Attempts::new(self.attempts);
        loop {
            let put = self.put_object(name, bytes).if_none_match("*");
            let put = match until.clone() {
                Some((mode, until)) => put.object_lock_mode(mode).object_lock_retain_until_date(until),
                None => put,
            };
            let failure = match self.send(put, bytes).await {
                Ok(()) => return Ok(Creation::Created),
                Err(failure) if failure.is_unmet() => match self.object(name).await {
                    Ok(Some(object)) => return Ok(created(&object, bytes)),
                    // It went meanwhile.
                    Ok(None) => failure,
                    Err(failure) => return Err(failure.at(self.place_of(name), TO_READ)),
                },
                Err(failure) if failure.may_be_done() => match self.object(name).await {
                    Ok(Some(object)) => return Ok(created(&object, bytes)),
                    Ok(None) | Err(_) => failure,
                },
                Err(failure) if failure.is_conflict() || failure.passing => failure,
                Err(failure) => return Err(failure.at(self.place_of(name), TO_WRITE)),
            };
            if !attempts.again().await {
                return Err(self.given_up(name, &failure));
            }
        }
    }

    /// Replaces what stands there, if it is `from`.
    pub(super) async fn replace(&self, name: &str, from: &[u8], to: &[u8]) -> Result<bool, StoreError> {
        let mut attempts = Attempts::new(self.attempts);
        // A write whose answer did not come: it may have happened, and may still.
        let mut lost: Option<Failure> = None;
        loop {
            let now = match (self.object(name).await, &lost) {
                (Ok(now), _) => now,
                (Err(_), Some(lost)) => return Err(lost.unsure_at(self.place_of(name))),
                (Err(failure), None) => return Err(failure.at(self.place_of(name), TO_READ)),
            };
            let etag = match (now, &lost) {
                (Some(now), Some(_)) if now.bytes == to => return Ok(true),
                (Some(now), _) if now.bytes == from => now.etag,
                // Somebody else replaced it, before the lost write or after it.
                (_, Some(lost)) => return Err(lost.unsure_at(self.place_of(name))),
                (_, None) => return Ok(false),
            };
            let put = self.put_object(name, to).if_match(etag);
            let failure = match self.send(put, to).await {
                Ok(()) => return Ok(true),
                Err(failure) if (failure.is_unmet() || failure.is_gone()) && lost.is_none() => return Ok(false),
                Err(failure) if failure.is_unmet() || failure.is_gone() || failure.is_conflict() => failure,
                Err(failure) if failure.may_be_done() => lost.insert(failure).clone(),
                Err(failure) if failure.passing => failure,
                Err(failure) => return Err(failure.at(self.place_of(name), TO_WRITE)),
            };
            if !attempts.again().await {
                let now = self.object(name).await;
                let stands = lost.is_some() && now.is_ok_and(|now| now.is_some_and(|now| now.bytes == to));
                return if stands { Ok(true) } else { Err(self.given_up(name, lost.as_ref().unwrap_or(&failure))) };
            }
        }
    }

    /// NOTE: a retention, also a bucket's own, wants Content-MD5 or x-amz-sdk-checksum-algorithm with every upload (PutObject, Amazon S3
    /// API Reference, "Content-MD5"). The SDK's CRC32 is enough, but `request_checksum_calculation = when_required` in a user's
    /// configuration would leave it out: so it is asked for.
    fn put_object(&self, name: &str, bytes: &[u8]) -> PutObjectFluentBuilder {
        let put = self.client.put_object().bucket(&self.bucket).key(self.key(name));
        put.checksum_algorithm(ChecksumAlgorithm::Crc32).body(bytes.to_vec().into())
    }

    /// One attempt. The SDK must not repeat it: what 412 means depends on whether an attempt before got through.
    async fn send(&self, put: PutObjectFluentBuilder, bytes: &[u8]) -> Result<(), Failure> {
        let own = self.client.config();
        let mut change = Builder::new().retry_config(RetryConfig::disabled());
        if let Some(timeouts) = own.timeout_config() {
            let more = Duration::from_secs(bytes.len() as u64 / BYTES_PER_SECOND);
            let one = timeouts.operation_attempt_timeout().map(|one| one + more);
            let all = timeouts.operation_timeout().map(|all| all + more);
            let mut longer = timeouts.to_builder();
            longer.set_operation_attempt_timeout(one).set_operation_timeout(all);
            change = change.timeout_config(longer.build());
        }
        let output = put.customize().config_override(change).send().await.map_err(|error| Failure::read(&error))?;
        // Whatever stands between here and S3 and answers in its stead knows no ETag.
        if output.e_tag.is_some() { Ok(()) } else { Err(Failure::unreadable("PutObject")) }
    }

    fn given_up(&self, name: &str, failure: &Failure) -> StoreError {
        let place = self.place_of(name);
        if failure.may_be_done() { failure.unsure_at(place) } else { failure.at(place, TO_WRITE) }
    }
}

fn created(object: &Object, bytes: &[u8]) -> Creation {
    if object.bytes == bytes { Creation::Created } else { Creation::Taken }
}

/// Counts attempts, and waits between them.
#[derive(Debug)]
struct Attempts {
    left: u32,
    wait: Duration,
    begun: Instant,
}

impl Attempts {
    fn new(most: u32) -> Self {
        Self { left: most, wait: WAIT, begun: Instant::now() }
    }

    /// Whether there may be another attempt; if so, waits for it.
    async fn again(&mut self) -> bool {
        self.left = self.left.saturating_sub(1);
        if self.left == 0 || self.begun.elapsed() > LATEST {
            return false;
        }
        // Two who got into each other's way must not come back at the same time.
        let share = getrandom::u32().map_or(1.0, |random| 0.5 + f64::from(random) / f64::from(u32::MAX) / 2.0);
        tokio::time::sleep(self.wait.mul_f64(share)).await;
        self.wait = (self.wait * 2).min(LONGEST_WAIT);
        true
    }
}
