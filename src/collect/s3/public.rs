//! Whether a bucket is public in effect, as one answer: for buckets that a rule does not look at as such, but whose
//! openness decides about something else.

use super::bucket::Asker;
use crate::aws::Answer;
use crate::fact::s3::PublicAccessBlock;
use crate::fact::{Observed, Unknown};

impl Asker<'_> {
    /// Whether the policy or the access control list of a bucket of this account lets anyone in. Where lists have an effect
    /// and are not ignored, a private one decides nothing: an object may carry a public one.
    pub(in crate::collect) async fn is_public(&self, name: &str, region: &str) -> Answer<bool> {
        let block = self.public_access_block(name, region).await;
        let closes = |block: &PublicAccessBlock| {
            [&block.restrict_public_buckets, &block.ignore_public_acls]
                .into_iter()
                .all(|one| *one == Observed::Value(true))
        };
        if block.seen.value().is_some_and(closes) {
            return block.map(|_| false);
        }
        let (status, acl, ownership) =
            tokio::join!(self.policy_status(name, region), self.acl(name, region), self.ownership(name, region));
        let times = [&status.answered, &block.answered, &acl.answered, &ownership.answered];
        let answered = times.into_iter().flatten().copied().collect();
        let blocked =
            |of: fn(&PublicAccessBlock) -> &Observed<bool>| block.seen.clone().and_then(|block| of(&block).clone());
        let by_policy =
            closed(&blocked(|block| &block.restrict_public_buckets), &status.seen.map(|status| !status.public));
        let objects = acl.seen.and_then(|acl| {
            let undecided = Observed::Unknown(Unknown::undecidable("object-lists-not-seen"));
            if acl.public { Observed::Value(false) } else { undecided }
        });
        let ignored = closed(
            &blocked(|block| &block.ignore_public_acls),
            &ownership.seen.map(|ownership| !ownership.acls_enabled),
        );
        let by_acl = closed(&ignored, &objects);
        let seen = match (by_policy, by_acl) {
            (Observed::Value(false), _) | (_, Observed::Value(false)) => Observed::Value(true),
            (Observed::Value(true), Observed::Value(true)) => Observed::Value(false),
            (Observed::Unknown(why), _) | (_, Observed::Unknown(why)) => Observed::Unknown(why),
            _ => Observed::Unknown(Unknown::undecidable("not-collected")),
        };
        Answer { seen, answered }
    }
}

/// Closed by the one or by the other: true where either is, false where neither is, else unknown.
fn closed(one: &Observed<bool>, other: &Observed<bool>) -> Observed<bool> {
    match (one, other) {
        (Observed::Value(true), _) | (_, Observed::Value(true)) => Observed::Value(true),
        (Observed::Unknown(why), _) | (_, Observed::Unknown(why)) => Observed::Unknown(why.clone()),
        _ => Observed::Value(false),
    }
}
