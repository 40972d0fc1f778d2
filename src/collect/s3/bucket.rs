//! One bucket: the calls per bucket, and what their answers mean; those that others make too are in `shared.rs`.

use super::super::data_key::DataKeys;
use super::super::delivery::Delivery;
use super::super::outside::access;
use super::super::sheet::Sheet;
use super::super::{Plan, when};
use super::listed::{self, Buckets, Listed};
use super::shared::Shared;
use crate::aws::wire::s3control::PublicAccessBlock as AccessBlock;
use crate::aws::{Account, Answer, operations};
use crate::fact::outside::Access;
use crate::fact::s3::{Bucket, BucketEncryption, BucketPolicy, Logging, Replication};
use crate::fact::{Observed, ResourceKind, Unknown};
use crate::policy::{BucketArn, Decision, Policy, TlsVersion, plain_http, refuses_plaintext, refuses_tls_below};
use aws_sdk_s3::Client;
use aws_sdk_s3::types::{EncryptionType, ReplicationRuleStatus};
use jiff::Timestamp;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};
use tokio::sync::OnceCell;

const KIND: ResourceKind = ResourceKind::S3Bucket;

/// Asks about buckets.
pub(in crate::collect) struct Asker<'a> {
    account: &'a Account,
    pub(super) plan: &'a Plan,
    keys: &'a DataKeys<'a>,
    clients: Mutex<HashMap<String, Client>>,
    listed: OnceCell<Answer<Buckets>>,
    pub(super) account_block: OnceCell<Answer<AccessBlock>>,
    pub(super) shared: Shared,
}

impl<'a> Asker<'a> {
    pub(in crate::collect) fn new(account: &'a Account, plan: &'a Plan, keys: &'a DataKeys<'a>) -> Self {
        Self {
            account,
            plan,
            keys,
            clients: Mutex::default(),
            listed: OnceCell::new(),
            account_block: OnceCell::new(),
            shared: Shared::default(),
        }
    }

    /// The account.
    pub(super) fn account(&self) -> &'a Account {
        self.account
    }

    /// The buckets of the account, listed once whoever asks.
    pub(in crate::collect) async fn listed(&self) -> &Answer<Buckets> {
        self.listed.get_or_init(|| listed::list(self.account, self)).await
    }

    /// The S3 client of a region.
    pub(super) fn client(&self, region: &str) -> Client {
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        clients.entry(region.to_owned()).or_insert_with(|| self.account.s3_in(region)).clone()
    }

    /// A bucket with the facts that rules read.
    pub(super) async fn bucket(
        &self,
        name: &str,
        region: &str,
        listed: &[(&'static str, Timestamp)],
        own: &Buckets,
        delivery: &Delivery<'_>,
    ) -> (Sheet, Bucket) {
        let client = self.client(region);
        let arn = format!("arn:{}:s3:::{name}", self.account.partition);
        let mut sheet = Sheet::new(KIND, region, name, &arn);
        sheet.answered(listed);
        let needs = |operation| self.plan.needs(KIND, operation);
        let for_keys = |operation| self.plan.needs(ResourceKind::KmsKey, operation);
        let encryption = needs(&operations::GET_BUCKET_ENCRYPTION) || for_keys(&operations::GET_BUCKET_ENCRYPTION);
        let tagging = needs(&operations::GET_BUCKET_TAGGING) || for_keys(&operations::GET_BUCKET_TAGGING);
        let (encryption, policy, access, versioning, replication, tags) = tokio::join!(
            when(encryption, self.encryption(&client, name, region)),
            when(needs(&operations::GET_BUCKET_POLICY), self.policy(&client, name, region)),
            self.opened(delivery, &sheet),
            when(needs(&operations::GET_BUCKET_VERSIONING), self.versioning(name, region)),
            when(needs(&operations::GET_BUCKET_REPLICATION), self.replication(&client, name, region, own)),
            when(tagging, self.tags(&client, name, region)),
        );
        let (policy, outside) = match sheet.seen(policy) {
            Observed::Value((policy, outside)) => (Observed::Value(policy), outside),
            Observed::Absent => (Observed::Absent, Observed::Absent),
            Observed::Unknown(why) => (Observed::Unknown(why.clone()), Observed::Unknown(why)),
        };
        let bucket = Bucket {
            encryption: sheet.seen(encryption),
            policy,
            outside,
            policy_status: sheet.seen(access.policy_status),
            acl: sheet.seen(access.acl),
            ownership: sheet.seen(access.ownership),
            public_access_block: sheet.seen(access.public_access_block),
            versioning: sheet.seen(versioning),
            // What other buckets and trails do here is told by them.
            logging: not_collected(),
            access_logs_kept: not_collected(),
            data_events: not_collected(),
            is_trail_bucket: not_collected(),
            replication: sheet.seen(replication),
            tags: sheet.seen(tags),
        };
        (sheet, bucket)
    }
}

fn not_collected<T>() -> Observed<T> {
    Observed::Unknown(Unknown::undecidable("not-collected"))
}

/// The single calls.
impl Asker<'_> {
    async fn encryption(&self, client: &Client, name: &str, region: &str) -> Answer<BucketEncryption> {
        let operation = &operations::GET_BUCKET_ENCRYPTION;
        let answer = self.account.ask(operation, region, client.get_bucket_encryption().bucket(name).send()).await;
        let first_rule = answer.and_then(|output| {
            let rules = output.server_side_encryption_configuration.map(|config| config.rules);
            Observed::required(rules.and_then(|rules| rules.into_iter().next()), operation.action)
        });
        let mut answered = first_rule.answered;
        let rule = match first_rule.seen {
            Observed::Value(rule) => rule,
            other => return Answer { seen: other.and_then(|_| Observed::Absent), answered },
        };
        let default = rule.apply_server_side_encryption_by_default;
        let algorithm =
            default.as_ref().map_or_else(|| "AES256".to_owned(), |default| default.sse_algorithm.as_str().to_owned());
        let key_id = default.and_then(|default| default.kms_master_key_id);
        let key = self.key(&algorithm, key_id.as_deref(), region).await;
        answered.extend(key.answered);
        let blocked = rule.blocked_encryption_types.and_then(|blocked| blocked.encryption_type).unwrap_or_default();
        let encryption = BucketEncryption {
            algorithm,
            key_id,
            sse_c_blocked: blocked.contains(&EncryptionType::SseC),
            key: key.seen,
        };
        Answer { seen: Observed::Value(encryption), answered }
    }

    async fn key(&self, algorithm: &str, id: Option<&str>, region: &str) -> Answer<crate::fact::kms::DataKey> {
        if !algorithm.starts_with("aws:kms") {
            return Answer::known(Observed::Absent);
        }
        // NOTE: an alias is resolved in the account of whoever stores an object, so it names no key by itself
        // (ServerSideEncryptionByDefault, S3 API reference).
        if id.is_some_and(|id| id.starts_with("alias/") || id.contains(":alias/")) {
            return Answer::known(Observed::Unknown(Unknown::undecidable("alias-resolves-in-requester-account")));
        }
        self.keys.of_store(KIND, region, Some(id.unwrap_or("alias/aws/s3"))).await
    }

    async fn policy(&self, client: &Client, name: &str, region: &str) -> Answer<(BucketPolicy, Observed<Access>)> {
        let operation = &operations::GET_BUCKET_POLICY;
        let answer = self.account.ask(operation, region, client.get_bucket_policy().bucket(name).send()).await;
        let text = match answer.seen {
            Observed::Value(output) => {
                Observed::required(output.policy.filter(|text| !text.trim().is_empty()), operation.action)
            }
            Observed::Absent => Observed::Absent,
            Observed::Unknown(why) => Observed::Unknown(why),
        };
        let bucket = BucketArn::new(&self.account.partition, name);
        let seen = match (text, bucket) {
            (Observed::Unknown(why), _) => Observed::Unknown(why),
            (_, Err(_)) => Observed::Unknown(Unknown::undecidable("unusual-bucket-name")),
            (Observed::Absent, Ok(bucket)) => Observed::Value((no_policy(&bucket), Observed::Value(Access::default()))),
            (Observed::Value(text), Ok(bucket)) => {
                let arn = format!("arn:{}:s3:::{name}", self.account.partition);
                Observed::Value((read_policy(&text, &bucket), access(Some(&text), &arn, &self.account.id)))
            }
        };
        Answer { seen, answered: answer.answered }
    }

    /// Where a bucket delivers its access logs; whether it takes those of others is not known by that.
    pub(super) async fn logging(&self, name: &str, region: &str) -> Answer<Logging> {
        let operation = &operations::GET_BUCKET_LOGGING;
        let client = self.client(region);
        let answer = self.account.ask(operation, region, client.get_bucket_logging().bucket(name).send()).await;
        answer.map(|output| Logging {
            enabled: output.logging_enabled.is_some(),
            target_prefix: output.logging_enabled.as_ref().map(|logging| logging.target_prefix.clone()),
            target_bucket: output.logging_enabled.map(|logging| logging.target_bucket),
            is_log_target: not_collected(),
        })
    }

    async fn replication(&self, client: &Client, name: &str, region: &str, own: &Buckets) -> Answer<Replication> {
        let operation = &operations::GET_BUCKET_REPLICATION;
        let answer = self.account.ask(operation, region, client.get_bucket_replication().bucket(name).send()).await;
        let rules = answer.and_then(|output| {
            Observed::required(output.replication_configuration.map(|config| config.rules), operation.action)
        });
        let answered = rules.answered;
        let rules = match rules.seen {
            Observed::Value(found) => found,
            other => return Answer { seen: other.and_then(|_| Observed::Absent), answered },
        };
        let enabled = rules.into_iter().filter(|rule| rule.status == ReplicationRuleStatus::Enabled);
        let mut destinations: Vec<String> =
            enabled.filter_map(|rule| Some(bucket_name(&rule.destination?.bucket).to_owned())).collect();
        destinations.sort();
        destinations.dedup();
        let mut regions_seen = Vec::new();
        let mut unseen = None;
        for destination in &destinations {
            match own.named(destination).and_then(Listed::located) {
                Some((_, region)) => regions_seen.push(region.to_owned()),
                None => match self.region_of(destination).await {
                    Ok(region) => regions_seen.push(region),
                    Err(why) => unseen = Some(why),
                },
            }
        }
        let regions = unseen.map_or_else(|| Observed::Value(regions_seen.clone()), Observed::Unknown);
        Answer { seen: Observed::Value(Replication { destinations, regions_seen, regions }), answered }
    }

    async fn tags(&self, client: &Client, name: &str, region: &str) -> Answer<BTreeMap<String, String>> {
        let operation = &operations::GET_BUCKET_TAGGING;
        let answer = self.account.ask(operation, region, client.get_bucket_tagging().bucket(name).send()).await;
        let tags =
            answer.map(|output| output.tag_set.into_iter().map(|tag| (tag.key, tag.value)).collect::<BTreeMap<_, _>>());
        Answer { seen: tags.seen.or_absent(BTreeMap::new), answered: tags.answered }
    }
}

/// `arn:aws:s3:::name` to `name`.
fn bucket_name(arn: &str) -> &str {
    arn.rsplit(':').next().unwrap_or(arn)
}

/// What S3 itself enforces since February 2024 ("TLS 1.2 to become the minimum", AWS Security Blog).
const TLS_FLOOR: &str = "1.2";

/// Without a policy a request in clear text is not refused.
fn no_policy(bucket: &BucketArn) -> BucketPolicy {
    let counterexample = Some(plain_http(bucket).to_string());
    BucketPolicy {
        exists: false,
        refuses_plaintext: Observed::Value(false),
        counterexample,
        min_tls: Observed::Value(TLS_FLOOR.to_owned()),
    }
}

fn read_policy(text: &str, bucket: &BucketArn) -> BucketPolicy {
    let unreadable = || Observed::Unknown(Unknown::undecidable("unreadable-policy"));
    let Ok(policy) = Policy::parse(text) else {
        return BucketPolicy {
            exists: true,
            refuses_plaintext: unreadable(),
            counterexample: None,
            min_tls: Observed::Unknown(Unknown::undecidable("unreadable-policy")),
        };
    };
    let (refuses_plaintext, counterexample) = match refuses_plaintext(&policy, bucket) {
        Decision::Yes => (Observed::Value(true), None),
        Decision::No(request) => (Observed::Value(false), Some(request.to_string())),
        Decision::CannotTell(reason) => (Observed::Unknown(Unknown::undecidable(reason.code())), None),
    };
    let min_tls = match refuses_tls_below(&policy, bucket, TlsVersion::Tls13) {
        Decision::Yes => Observed::Value("1.3".to_owned()),
        Decision::No(_) => Observed::Value(TLS_FLOOR.to_owned()),
        Decision::CannotTell(reason) => Observed::Unknown(Unknown::undecidable(reason.code())),
    };
    BucketPolicy { exists: true, refuses_plaintext, counterexample, min_tls }
}
