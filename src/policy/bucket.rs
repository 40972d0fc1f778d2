//! The ARN of a bucket. In: partition and name. Out: the ARN, checked.

use std::fmt;

/// The ARN of a general purpose bucket: `arn:aws:s3:::name`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BucketArn {
    partition: String,
    name: String,
}

/// A partition or bucket name that cannot be one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a partition or bucket name")]
pub struct InvalidBucket(String);

impl BucketArn {
    /// A bucket of a partition (`aws`, `aws-cn`, `aws-us-gov`).
    ///
    /// # Errors
    ///
    /// If one of the two holds characters that neither a partition nor a bucket can have ("General
    /// purpose bucket naming rules"; old buckets also have capitals and underscores).
    pub fn new(partition: &str, name: &str) -> Result<Self, InvalidBucket> {
        let plain = |text: &str, more: &[char]| {
            !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(&c))
        };
        if !plain(partition, &['-']) {
            return Err(InvalidBucket(partition.to_owned()));
        }
        if !plain(name, &['-', '.', '_']) || name.len() > 255 {
            return Err(InvalidBucket(name.to_owned()));
        }
        Ok(Self { partition: partition.to_owned(), name: name.to_owned() })
    }

    /// The partition, such as `aws`.
    #[must_use]
    pub fn partition(&self) -> &str {
        &self.partition
    }

    /// The name of the bucket.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl fmt::Display for BucketArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "arn:{}:s3:::{}", self.partition, self.name)
    }
}
