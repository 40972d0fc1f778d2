//! What is kept of a resource when its facts are gone: what identifies it, and when AWS answered.
//!
//! In: a [`Resource`]. Out: [`Identity`], which all findings on the resource share. Accounts have a million resources, of thirty
//! kinds, in twenty regions: so those are shared, and a name that the ARN ends in is not held a second time.

use super::{Resource, ResourceKind};
use jiff::Timestamp;
use std::sync::Arc;

/// What many resources have in common: where they lie, and when AWS answered.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Sighting {
    /// Kind of the resources.
    pub kind: ResourceKind,
    /// Region code, or [`super::GLOBAL`].
    pub region: Arc<str>,
    /// When AWS answered, as far as it matters to a check, by operation.
    pub answered: Box<[(&'static str, Timestamp)]>,
}

/// A resource without its facts.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    sighting: Arc<Sighting>,
    /// The ARN, then the name unless the ARN ends in it.
    text: Box<str>,
    /// Bytes of the ARN, and where the name begins: 64 MiB at most, for no answer of AWS is read beyond that.
    arn_length: u32,
    name_start: u32,
}

impl Identity {
    /// What is to be kept of a resource.
    pub fn of(resource: &Resource, sighting: Arc<Sighting>) -> Self {
        Self::named(&resource.name, &resource.arn, sighting)
    }

    /// The same resource under another name and ARN.
    #[must_use]
    pub fn renamed(&self, name: &str, arn: &str) -> Self {
        Self::named(name, arn, Arc::clone(&self.sighting))
    }

    fn named(name: &str, arn: &str, sighting: Arc<Sighting>) -> Self {
        let (text, name_start): (Box<str>, usize) = match arn.strip_suffix(name) {
            Some(head) => (arn.into(), head.len()),
            None => ([arn, name].concat().into(), arn.len()),
        };
        let short = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        Self { sighting, text, arn_length: short(arn.len()), name_start: short(name_start) }
    }

    /// Its type.
    pub fn kind(&self) -> ResourceKind {
        self.sighting.kind
    }

    /// Region code, or [`super::GLOBAL`].
    pub fn region(&self) -> &str {
        &self.sighting.region
    }

    /// The name that people use.
    pub fn name(&self) -> &str {
        self.text.get(at(self.name_start)..).unwrap_or_default()
    }

    /// Amazon Resource Name.
    pub fn arn(&self) -> &str {
        self.text.get(..at(self.arn_length)).unwrap_or_default()
    }

    /// When AWS answered, as far as it matters to a check, by operation.
    pub fn answered(&self) -> &[(&'static str, Timestamp)] {
        &self.sighting.answered
    }

    /// What reports are sorted by: kind, region, name, ARN.
    pub fn order(&self) -> (ResourceKind, &str, &str, &str) {
        (self.kind(), self.region(), self.name(), self.arn())
    }
}

fn at(bytes: u32) -> usize {
    usize::try_from(bytes).unwrap_or(usize::MAX)
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Identity").field(&self.order()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Map;
    use std::collections::BTreeMap;

    fn resource(name: &str, arn: &str) -> Resource {
        Resource {
            kind: ResourceKind::S3Bucket,
            account: String::new(),
            region: "eu-central-1".to_owned(),
            name: name.to_owned(),
            arn: arn.to_owned(),
            facts: Map::new(),
            answered: BTreeMap::new(),
        }
    }

    #[test]
    fn name_and_arn_come_back_as_they_were() {
        let (kind, region) = (ResourceKind::S3Bucket, "eu-central-1".into());
        let sighting = Arc::new(Sighting { kind, region, answered: Box::new([]) });
        for (name, arn) in [
            ("b", "arn:aws:s3:::b"),
            ("Name aus Müll", "arn:aws:ec2:eu-central-1:1:instance/i-1"),
            ("", "arn:aws:s3:::b"),
            ("b", ""),
            ("", ""),
            ("i-1", "arn:i-1:i-1/more"),
        ] {
            let identity = Identity::of(&resource(name, arn), Arc::clone(&sighting));
            assert_eq!((identity.name(), identity.arn()), (name, arn));
            assert_eq!(identity.order(), (ResourceKind::S3Bucket, "eu-central-1", name, arn));
            let other = identity.renamed("ü", arn);
            assert_eq!((other.name(), other.arn(), other.region()), ("ü", arn, "eu-central-1"));
        }
    }

    #[test]
    fn it_is_small() {
        assert_eq!(size_of::<Identity>(), 32);
    }
}
