//! Settings of a bucket that several collectors need: as those of a bucket, of one that takes a trail's log files, of one that
//! takes access logs. Each call is made once per bucket, whoever comes first.

use super::bucket::Asker;
use super::keeping::Lock;
use crate::aws::wire::s3control::{GetPublicAccessBlock, PublicAccessBlock as AccessBlock};
use crate::aws::{Answer, Once, operations};
use crate::fact::s3::{Acl, Ownership, PolicyStatus, PublicAccessBlock, Versioning};
use crate::fact::{Observed, Unknown};
use crate::lifecycle::Rule;
use aws_sdk_s3::types::Grant;
use serde_json::json;

/// What was asked, by the name of the bucket: nobody else in the world has one of that name.
#[derive(Default)]
pub(super) struct Shared {
    region: Once<String, Result<String, Unknown>>,
    policy_status: Once<String, Answer<PolicyStatus>>,
    acl: Once<String, Answer<Acl>>,
    ownership: Once<String, Answer<Ownership>>,
    public_access_block: Once<String, Answer<PublicAccessBlock>>,
    versioning: Once<String, Answer<Versioning>>,
    pub(super) lifecycle: Once<String, Answer<Vec<Rule>>>,
    pub(super) object_lock: Once<String, Answer<Lock>>,
}

impl Shared {
    /// Lets go of what was asked about a bucket.
    pub(super) fn forget(&self, name: &str) {
        self.region.forget(name);
        self.policy_status.forget(name);
        self.acl.forget(name);
        self.ownership.forget(name);
        self.public_access_block.forget(name);
        self.versioning.forget(name);
        self.lifecycle.forget(name);
        self.object_lock.forget(name);
    }
}

impl Asker<'_> {
    /// The region of any bucket, also of another account: S3 names it in a header even when it denies the request
    /// (`HeadBucket`, S3 API reference).
    pub(in crate::collect) async fn region_of(&self, name: &str) -> Result<String, Unknown> {
        let operation = &operations::HEAD_BUCKET;
        let home = self.account().home_region();
        let head = self.client(&home).head_bucket().bucket(name).send();
        let asked = async {
            match head.await {
                Ok(output) => Ok(output.bucket_region),
                Err(error) => {
                    match error.raw_response().and_then(|response| response.headers().get("x-amz-bucket-region")) {
                        Some(region) => Ok(Some(region.to_owned())),
                        None => Err(error),
                    }
                }
            }
        };
        let ask = async {
            let answer = self.account().ask(operation, &home, asked).await;
            match answer.seen.and_then(|region| Observed::required(region, operation.action)) {
                Observed::Value(region) => Ok(region),
                Observed::Unknown(why) => Err(why),
                Observed::Absent => Err(Unknown::undecidable("bucket-without-region")),
            }
        };
        self.shared.region.cloned(name.to_owned(), ask).await
    }

    pub(super) async fn policy_status(&self, name: &str, region: &str) -> Answer<PolicyStatus> {
        let operation = &operations::GET_BUCKET_POLICY_STATUS;
        let ask = async {
            let call = self.client(region).get_bucket_policy_status().bucket(name).send();
            let status = self.account().ask(operation, region, call).await.and_then(|output| {
                Observed::required(output.policy_status.and_then(|status| status.is_public), operation.action)
            });
            Answer {
                seen: status.seen.or_absent(|| false).map(|public| PolicyStatus { public }),
                answered: status.answered,
            }
        };
        self.shared.policy_status.cloned(name.to_owned(), ask).await
    }

    pub(super) async fn acl(&self, name: &str, region: &str) -> Answer<Acl> {
        let operation = &operations::GET_BUCKET_ACL;
        let ask = async {
            let call = self.client(region).get_bucket_acl().bucket(name).send();
            let answer = self.account().ask(operation, region, call).await;
            answer.and_then(|output| Observed::required(output.grants, operation.action)).map(|grants| acl(&grants))
        };
        self.shared.acl.cloned(name.to_owned(), ask).await
    }

    pub(super) async fn ownership(&self, name: &str, region: &str) -> Answer<Ownership> {
        let operation = &operations::GET_BUCKET_OWNERSHIP_CONTROLS;
        let ask = async {
            let call = self.client(region).get_bucket_ownership_controls().bucket(name).send();
            let rule = self.account().ask(operation, region, call).await.and_then(|output| {
                let rules = output.ownership_controls.map(|controls| controls.rules);
                Observed::required(rules.and_then(|rules| rules.into_iter().next()), operation.action)
            });
            let enabled = rule.map(|rule| rule.object_ownership.as_str() != "BucketOwnerEnforced");
            // Without ownership controls the bucket dates from before 2023 and its lists are in force.
            Answer {
                seen: enabled.seen.or_absent(|| true).map(|acls_enabled| Ownership { acls_enabled }),
                answered: enabled.answered,
            }
        };
        self.shared.ownership.cloned(name.to_owned(), ask).await
    }

    pub(super) async fn public_access_block(&self, name: &str, region: &str) -> Answer<PublicAccessBlock> {
        let operation = &operations::GET_BUCKET_PUBLIC_ACCESS_BLOCK;
        let ask = async {
            let home = self.account().home_region();
            let of_account = || self.account().get::<GetPublicAccessBlock>(&home, json!({}));
            let account = self.account_block.get_or_init(of_account).await.clone();
            if account.seen.value().is_some_and(|block| *block == EVERYTHING) {
                // The bucket's own block can add nothing.
                return account.map(|block| either(&Observed::Value(block), &Observed::Absent));
            }
            let call = self.client(region).get_public_access_block().bucket(name).send();
            let bucket = self
                .account()
                .ask(operation, region, call)
                .await
                .and_then(|output| Observed::required(output.public_access_block_configuration, operation.action));
            let of_bucket = bucket.seen.map(|block| AccessBlock {
                block_public_acls: block.block_public_acls.unwrap_or(false),
                ignore_public_acls: block.ignore_public_acls.unwrap_or(false),
                block_public_policy: block.block_public_policy.unwrap_or(false),
                restrict_public_buckets: block.restrict_public_buckets.unwrap_or(false),
            });
            let mut answered = bucket.answered;
            answered.extend(&account.answered);
            Answer { seen: Observed::Value(either(&account.seen, &of_bucket)), answered }
        };
        self.shared.public_access_block.cloned(name.to_owned(), ask).await
    }

    /// Versioning; `Off` where it was never switched on.
    pub(super) async fn versioning(&self, name: &str, region: &str) -> Answer<Versioning> {
        let operation = &operations::GET_BUCKET_VERSIONING;
        let ask = async {
            let call = self.client(region).get_bucket_versioning().bucket(name).send();
            self.account().ask(operation, region, call).await.map(|output| Versioning {
                status: output.status.map_or_else(|| "Off".to_owned(), |status| status.as_str().to_owned()),
            })
        };
        self.shared.versioning.cloned(name.to_owned(), ask).await
    }
}

/// A block of everything.
const EVERYTHING: AccessBlock = AccessBlock {
    block_public_acls: true,
    ignore_public_acls: true,
    block_public_policy: true,
    restrict_public_buckets: true,
};

/// Which grants of a list let anyone in.
fn acl(grants: &[Grant]) -> Acl {
    let public = |grant: &Grant| {
        let group = grant.grantee.as_ref()?.uri.as_deref()?.rsplit('/').next()?.to_owned();
        let permission = grant.permission.as_ref()?.as_str();
        ["AllUsers", "AuthenticatedUsers"].contains(&group.as_str()).then(|| format!("{permission} {group}"))
    };
    let public_grants: Vec<String> = grants.iter().filter_map(public).collect();
    Acl { public: !public_grants.is_empty(), public_grants }
}

/// A setting holds where the account or the bucket has it; it is unknown where one was not seen and the other lacks it.
fn either(account: &Observed<AccessBlock>, bucket: &Observed<AccessBlock>) -> PublicAccessBlock {
    let setting = |of: fn(&AccessBlock) -> bool| {
        let sides = [account, bucket].map(|side| side.clone().or_absent(AccessBlock::default).map(|block| of(&block)));
        match sides {
            [Observed::Value(true), _] | [_, Observed::Value(true)] => Observed::Value(true),
            [Observed::Unknown(why), _] | [_, Observed::Unknown(why)] => Observed::Unknown(why),
            _ => Observed::Value(false),
        }
    };
    PublicAccessBlock {
        block_public_acls: setting(|block| block.block_public_acls),
        ignore_public_acls: setting(|block| block.ignore_public_acls),
        block_public_policy: setting(|block| block.block_public_policy),
        restrict_public_buckets: setting(|block| block.restrict_public_buckets),
    }
}
