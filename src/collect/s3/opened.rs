//! Who opens a bucket to everybody: its policy, its list, lists of its objects.
//!
//! Calls: the public access block first; the others only where it leaves open what a rule says of the bucket.

use super::KIND;
use super::bucket::Asker;
use crate::aws::Answer;
use crate::aws::operations::{self, Operation};
use crate::collect::delivery::Delivery;
use crate::collect::when;
use crate::fact::s3::{Acl, Ownership, PolicyStatus, PublicAccessBlock};
use crate::fact::{Observed, Resource, Unknown};
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The answers.
pub(super) struct Opened {
    pub(super) public_access_block: Answer<PublicAccessBlock>,
    pub(super) policy_status: Answer<PolicyStatus>,
    pub(super) ownership: Answer<Ownership>,
    pub(super) acl: Answer<Acl>,
}

impl Asker<'_> {
    /// Asks who opens a bucket, as far as rules read it and nothing else decides.
    pub(super) async fn opened(&self, delivery: &Delivery<'_>, name: &str, region: &str, arn: &str) -> Opened {
        let needs = |operation| self.plan.needs(KIND, operation);
        let rest = [
            &operations::GET_BUCKET_POLICY_STATUS,
            &operations::GET_BUCKET_OWNERSHIP_CONTROLS,
            &operations::GET_BUCKET_ACL,
        ];
        let block =
            when(needs(&operations::GET_BUCKET_PUBLIC_ACCESS_BLOCK), self.public_access_block(name, region)).await;
        let mut known = self.known(name, region, arn);
        add(&mut known, "public_access_block", &block.seen);
        let mut asked = if rest.into_iter().any(needs) { delivery.still_asked(&known) } else { BTreeSet::new() };
        let (policy_status, ownership) = tokio::join!(
            self.unless_decided(&asked, &operations::GET_BUCKET_POLICY_STATUS, self.policy_status(name, region)),
            self.unless_decided(&asked, &operations::GET_BUCKET_OWNERSHIP_CONTROLS, self.ownership(name, region)),
        );
        if asked.contains(operations::GET_BUCKET_ACL.id) {
            add(&mut known, "policy_status", &policy_status.seen);
            add(&mut known, "ownership", &ownership.seen);
            asked = delivery.still_asked(&known);
        }
        let acl = self.unless_decided(&asked, &operations::GET_BUCKET_ACL, self.acl(name, region)).await;
        Opened { public_access_block: block, policy_status, ownership, acl }
    }

    /// The bucket before anything is known of it.
    fn known(&self, name: &str, region: &str, arn: &str) -> Resource {
        Resource {
            kind: KIND,
            account: self.account().id.clone(),
            region: region.to_owned(),
            name: name.to_owned(),
            arn: arn.to_owned(),
            facts: Map::new(),
            answered: BTreeMap::new(),
        }
    }

    async fn unless_decided<T>(
        &self,
        asked: &BTreeSet<&str>,
        operation: &'static Operation,
        call: impl Future<Output = Answer<T>>,
    ) -> Answer<T> {
        let needed = self.plan.needs(KIND, operation);
        if needed && !asked.contains(operation.id) {
            return Answer::known(Observed::Unknown(Unknown::undecidable("not-needed")));
        }
        when(needed, call).await
    }
}

fn add(known: &mut Resource, fact: &str, seen: &impl Serialize) {
    known.facts.insert(fact.to_owned(), serde_json::to_value(seen).unwrap_or(Value::Null));
}
