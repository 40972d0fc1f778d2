//! Removing for good: every version of a name, and the delete markers among them.
//!
//! In: a name. Out: gone, or protected by a retention. Nothing is lifted: who may bypass a retention does it elsewhere.

use super::S3Store;
use super::failure::Failure;
use crate::ledger::{Removal, StoreError};
use aws_sdk_s3::types::{BucketVersioningStatus, ObjectLockLegalHoldStatus};
use jiff::Timestamp;

impl S3Store {
    /// Removes a name.
    pub(super) async fn take_away(&self, name: &str) -> Result<Removal, StoreError> {
        let failed = |actions: &'static str| move |failure: Failure| failure.at(self.place_of(name), actions);
        if !self.is_versioned().await.map_err(failed("s3:GetBucketVersioning"))? {
            let delete = self.client.delete_object().bucket(&self.bucket).key(self.key(name));
            let deleted = delete.send().await.map_err(|error| Failure::read(&error));
            return deleted.map(|_| Removal::Removed).map_err(failed("s3:DeleteObject"));
        }
        // From the oldest on: were the newest to go first, an older one would stand there until it goes as well.
        let versions = self.versions(name).await.map_err(failed("s3:ListBucketVersions"))?;
        for version in versions.iter().rev() {
            let delete = self.client.delete_object().bucket(&self.bucket).key(self.key(name));
            if let Err(error) = delete.version_id(version).send().await {
                let failure = Failure::read(&error);
                if failure.names_object_lock() || failure.is_denied() && self.is_retained(name, version).await {
                    return Ok(Removal::Retained);
                }
                return Err(failed("s3:DeleteObjectVersion")(failure));
            }
        }
        Ok(Removal::Removed)
    }

    /// Whether the bucket keeps older versions. A bucket whose versioning was suspended still has them.
    async fn is_versioned(&self) -> Result<bool, Failure> {
        if let Some(known) = self.versioned.get() {
            return Ok(*known);
        }
        let ask = self.client.get_bucket_versioning().bucket(&self.bucket);
        let output = ask.send().await.map_err(|error| Failure::read(&error))?;
        let versioned =
            matches!(output.status, Some(BucketVersioningStatus::Enabled | BucketVersioningStatus::Suspended));
        Ok(*self.versioned.get_or_init(|| versioned))
    }

    /// Ids of all versions and delete markers of a name, the newest first.
    async fn versions(&self, name: &str) -> Result<Vec<String>, Failure> {
        let key = self.key(name);
        let mut found: Vec<(Option<aws_smithy_types::DateTime>, bool, String)> = Vec::new();
        let mut from: Option<(Option<String>, Option<String>)> = None;
        loop {
            let (at_key, at_version) = from.clone().unwrap_or_default();
            let list = self.client.list_object_versions().bucket(&self.bucket).prefix(&key);
            let page = list.set_key_marker(at_key).set_version_id_marker(at_version).send().await;
            let page = page.map_err(|error| Failure::read(&error))?;
            let versions = page.versions.unwrap_or_default().into_iter();
            let versions = versions.map(|one| (one.key, one.version_id, one.last_modified, one.is_latest));
            let markers = page.delete_markers.unwrap_or_default().into_iter();
            let markers = markers.map(|one| (one.key, one.version_id, one.last_modified, one.is_latest));
            for (of, id, time, latest) in versions.chain(markers) {
                // The prefix is also that of longer names.
                if of.as_deref() == Some(&key) {
                    let id = id.ok_or_else(|| Failure::unreadable("a version without an id"))?;
                    found.push((time, latest == Some(true), id));
                }
            }
            let next = (page.next_key_marker, page.next_version_id_marker);
            match page.is_truncated {
                Some(false) => break,
                // Keys come in the order of their letters, and this one comes first among those that begin like it.
                Some(true) if next.0.as_deref().is_some_and(|next| next > key.as_str()) => break,
                Some(true) if next.0.is_some() && from.as_ref() != Some(&next) => from = Some(next),
                _ => return Err(Failure::unreadable("the list has no end")),
            }
        }
        // Versions and markers are two lists, each the newest first: together they are ordered by time, the current one at its end.
        found.sort_by_key(|(time, latest, _)| {
            (std::cmp::Reverse(*latest), std::cmp::Reverse(time.map(|time| (time.secs(), time.subsec_nanos()))))
        });
        Ok(found.into_iter().map(|(.., id)| id).collect())
    }

    /// Whether a retention or a legal hold protects a version.
    /// NOTE: S3 shows them only to who has s3:GetObjectRetention and s3:GetObjectLegalHold (HeadObject, Amazon S3 API Reference).
    async fn is_retained(&self, name: &str, version: &str) -> bool {
        let head = self.client.head_object().bucket(&self.bucket).key(self.key(name)).version_id(version);
        let Ok(output) = head.send().await else { return false };
        let until = output.object_lock_retain_until_date.map(|until| until.secs());
        until.is_some_and(|until| until > Timestamp::now().as_second())
            || output.object_lock_legal_hold_status == Some(ObjectLockLegalHoldStatus::On)
    }
}
