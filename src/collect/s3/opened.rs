//! Who opens a bucket to everybody: its policy, its list, lists of its objects.
//!
//! Calls: the public access block first; the others only where it leaves open what a rule says of the bucket.

use super::KIND;
use super::bucket::Asker;
use crate::aws::{Answer, operations};
use crate::collect::delivery::Delivery;
use crate::collect::draft::Draft;
use crate::collect::sheet::Sheet;
use crate::collect::when;
use crate::fact::s3::{Acl, Ownership, PolicyStatus, PublicAccessBlock};

/// The answers.
pub(super) struct Opened {
    pub(super) public_access_block: Answer<PublicAccessBlock>,
    pub(super) policy_status: Answer<PolicyStatus>,
    pub(super) ownership: Answer<Ownership>,
    pub(super) acl: Answer<Acl>,
}

impl Asker<'_> {
    /// Asks who opens a bucket, as far as rules read it and nothing else decides.
    pub(super) async fn opened(&self, delivery: &Delivery<'_>, sheet: &Sheet) -> Opened {
        let (name, region) = (sheet.name.as_str(), sheet.region.as_str());
        let block = self.plan.needs(KIND, &operations::GET_BUCKET_PUBLIC_ACCESS_BLOCK);
        let public_access_block = when(block, self.public_access_block(name, region)).await;
        let mut known = Draft::of(sheet, &self.account().id, delivery);
        known.add("public_access_block", &public_access_block.seen);
        let (status, controls, list) = (
            &operations::GET_BUCKET_POLICY_STATUS,
            &operations::GET_BUCKET_OWNERSHIP_CONTROLS,
            &operations::GET_BUCKET_ACL,
        );
        let mut open = known.open(&[status, controls, list]);
        let (policy_status, ownership) = tokio::join!(
            open.ask(status, self.policy_status(name, region)),
            open.ask(controls, self.ownership(name, region)),
        );
        if open.has(list) {
            known.add("policy_status", &policy_status.seen);
            known.add("ownership", &ownership.seen);
            open = known.open(&[list]);
        }
        let acl = open.ask(list, self.acl(name, region)).await;
        Opened { public_access_block, policy_status, ownership, acl }
    }
}
