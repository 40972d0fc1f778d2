//! A data store as its key sees it: what buckets, databases, queues, volumes and others have in common.
//!
//! In: what the collectors find, one by one. Out: [`Stores`], by key. What counts as a data store beside buckets and databases is
//! one line in [`SORTS`]; the plan takes from it which lists have to be asked.

use crate::fact::catalogue::catalogue;
use crate::fact::kms::DataKey;
use crate::fact::{Coverage, GLOBAL, Observed, Resource, ResourceKind, Unknown};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// One data store, as far as its key is concerned.
#[derive(Clone, Debug)]
pub(super) struct Store {
    pub(super) arn: String,
    pub(super) region: String,
    /// The key as the store names it, where it tells.
    pub(super) key_id: Option<String>,
    /// The key; absent without one.
    pub(super) key: Observed<DataKey>,
    pub(super) network: Network,
    /// The database that the store belongs to: itself, or its cluster.
    pub(super) database: Option<String>,
    pub(super) tags: Observed<BTreeMap<String, String>>,
}

/// In which VPC a store lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Network {
    /// In these; in none where there are none.
    In(BTreeSet<String>),
    /// In those of the EC2 instances to which it is attached, by id.
    OfServers(Vec<String>),
    /// In one that was not seen.
    Unseen(Unknown),
}

impl Network {
    /// In this VPC, or in none.
    pub(super) fn of(vpc: Option<String>) -> Self {
        Self::In(vpc.into_iter().collect())
    }

    /// In a VPC of which the list of stores says nothing.
    pub(super) fn not_looked_up() -> Self {
        Self::Unseen(Unknown::undecidable("network-not-looked-up"))
    }
}

/// Where the facts of a kind say in which VPC it lies.
#[derive(Clone, Copy, Debug)]
enum Lies {
    /// It has no network.
    Outside,
    /// The path of the VPC's id.
    In(&'static str),
    /// The path of the ids of the instances that use it.
    WithServers(&'static str),
    /// In one, of which the list says nothing.
    Somewhere,
}

/// A kind of data store beside buckets and databases of RDS.
#[derive(Debug)]
pub(super) struct Sort {
    pub(super) kind: ResourceKind,
    /// The path of its key.
    key: &'static str,
    /// The path of the key as the store names it.
    named: Option<&'static str>,
    lies: Lies,
    /// Whether AWS offers it as a database.
    database: bool,
}

/// One line per kind. Backups and snapshots are left out: they mostly take the key, but not always the tags of their source,
/// and would leave nearly every key open.
pub(super) const SORTS: &[Sort] = &[
    sort(ResourceKind::DynamodbTable, Lies::Outside).database(),
    sort(ResourceKind::RedshiftCluster, Lies::In("vpc")).database(),
    sort(ResourceKind::MemorydbCluster, Lies::Somewhere).database(),
    sort(ResourceKind::ElasticacheReplicationGroup, Lies::Somewhere),
    sort(ResourceKind::ElasticacheCluster, Lies::Somewhere),
    sort(ResourceKind::ElasticacheServerlessCache, Lies::Somewhere),
    sort(ResourceKind::OpensearchDomain, Lies::In("vpc")),
    sort(ResourceKind::Ec2Volume, Lies::WithServers("attached_to")),
    sort(ResourceKind::EfsFileSystem, Lies::Somewhere),
    sort(ResourceKind::FsxFileSystem, Lies::In("vpc")),
    sort(ResourceKind::EcrRepository, Lies::Outside),
    sort(ResourceKind::SqsQueue, Lies::Outside),
    sort(ResourceKind::SnsTopic, Lies::Outside),
    sort(ResourceKind::SecretsManagerSecret, Lies::Outside),
    sort(ResourceKind::LogsLogGroup, Lies::Outside).names("key", "kms_key_id"),
    sort(ResourceKind::CloudTrailTrail, Lies::Outside).names("key", "kms_key_id"),
    sort(ResourceKind::CloudTrailEventDataStore, Lies::Outside).names("key", "settings.kms_key_id"),
    sort(ResourceKind::BackupVault, Lies::Outside),
];

const fn sort(kind: ResourceKind, lies: Lies) -> Sort {
    Sort { kind, key: "storage.key", named: None, lies, database: false }
}

impl Sort {
    const fn database(self) -> Self {
        Self { database: true, ..self }
    }

    const fn names(self, key: &'static str, named: &'static str) -> Self {
        Self { key, named: Some(named), ..self }
    }

    /// The operations that tell which stores of this kind there are, under which key and in which network.
    pub(super) fn operations(&self) -> BTreeSet<&'static str> {
        let kind = catalogue(self.kind);
        let vpc = match self.lies {
            Lies::In(path) | Lies::WithServers(path) => Some(path),
            Lies::Outside | Lies::Somewhere => None,
        };
        let facts = [Some(self.key), self.named, vpc].into_iter().flatten().filter_map(|path| kind.fact(path));
        facts.flat_map(|fact| &fact.operations).chain(&kind.listed_by).map(String::as_str).collect()
    }

    fn store(&self, resource: &Resource) -> Store {
        let at = |path: &str| at(&resource.facts, path);
        let text = |path: &str| at(path).value().and_then(|value| value.as_str().map(str::to_owned));
        let key_id = self.named.and_then(text);
        let place = key_id.as_deref().and_then(|id| part(id, REGION)).or_else(|| part(&resource.arn, REGION));
        Store {
            arn: resource.arn.clone(),
            region: if resource.region == GLOBAL { place.unwrap_or(GLOBAL) } else { &resource.region }.to_owned(),
            key: at(self.key).and_then(read_key),
            key_id,
            network: match self.lies {
                Lies::Outside => Network::of(None),
                Lies::Somewhere => Network::not_looked_up(),
                Lies::In(path) => match at(path) {
                    Observed::Unknown(why) => Network::Unseen(why),
                    _ => Network::of(text(path)),
                },
                Lies::WithServers(path) => match at(path) {
                    Observed::Unknown(why) => Network::Unseen(why),
                    ids => Network::OfServers(ids.value().map(|ids| texts(ids)).unwrap_or_default()),
                },
            },
            database: self.database.then(|| database(resource)),
            tags: match at("tags") {
                Observed::Value(Value::Object(tags)) => Observed::Value(
                    tags.iter()
                        .map(|(key, value)| (key.clone(), value.as_str().unwrap_or_default().to_owned()))
                        .collect(),
                ),
                // Those of a list that tells no tags are asked for later, and only where they matter.
                _ => Observed::Unknown(Unknown::undecidable("not-collected")),
            },
        }
    }
}

/// The database to which a store belongs. Tables of DynamoDB stand beside each other like those of one database.
fn database(resource: &Resource) -> String {
    match (resource.kind, resource.arn.rsplit_once('/')) {
        (ResourceKind::DynamodbTable, Some((tables, _))) => format!("{tables}/*"),
        _ => resource.arn.clone(),
    }
}

fn texts(values: &Value) -> Vec<String> {
    values.as_array().into_iter().flatten().filter_map(|value| value.as_str().map(str::to_owned)).collect()
}

/// What stands at a path. What is missing was not seen.
fn at<'f>(facts: &'f Map<String, Value>, path: &str) -> Observed<&'f Value> {
    let mut names = path.split('.');
    let mut value = names.next().and_then(|name| facts.get(name));
    for name in names {
        if value.is_some_and(|value| value.is_null() || Unknown::is_mark(value)) {
            break;
        }
        value = value.and_then(|value| value.get(name));
    }
    match value {
        None => Observed::Unknown(Unknown::undecidable("not-collected")),
        Some(Value::Null) => Observed::Absent,
        Some(value) => Unknown::from_json(value).map_or(Observed::Value(value), Observed::Unknown),
    }
}

fn read_key(value: &Value) -> Observed<DataKey> {
    match serde_json::from_value(value.clone()) {
        Ok(key) => Observed::Value(key),
        Err(_) => Observed::Unknown(Unknown::undecidable("unreadable-mark")),
    }
}

/// Positions in an ARN: `arn:aws:kms:eu-central-1:111122223333:key/…`.
const REGION: usize = 3;
const ACCOUNT: usize = 4;

fn part(arn: &str, position: usize) -> Option<&str> {
    arn.starts_with("arn:").then(|| arn.split(':').nth(position)).flatten().filter(|part| !part.is_empty())
}

impl Store {
    /// Why it is open whether it lies under a key of this account. One that names another account's key does not.
    fn key_unseen(&self, account: &str) -> Option<Unknown> {
        let named_account = self.key_id.as_deref().and_then(|id| part(id, ACCOUNT));
        match &self.key {
            Observed::Unknown(_) if named_account.is_some_and(|named| named != account) => None,
            Observed::Unknown(why) => Some(why.clone()),
            _ => None,
        }
    }
}

/// The data stores of the account by their keys, and where there may be more. What lies under no key is not kept.
#[derive(Debug, Default)]
pub(super) struct Stores {
    account: String,
    pub(super) under: BTreeMap<String, UnderKey>,
    /// Regions in which the key of some store was not seen, or [`GLOBAL`], and why.
    keys_unseen: BTreeMap<String, Unknown>,
    /// Regions in which some kind was not listed, or [`GLOBAL`] for all of them, and why.
    unlisted: Vec<(String, Unknown)>,
    /// Kinds and the regions in which they were asked for.
    asked: BTreeSet<(ResourceKind, String)>,
    /// Tags that many stores have in common.
    tags: BTreeSet<Arc<BTreeMap<String, String>>>,
}

/// What lies under one key.
#[derive(Debug, Default)]
pub(super) struct UnderKey {
    /// Whether it is a key of the customer's.
    pub(super) of_customer: bool,
    pub(super) stores: Vec<Kept>,
}

/// What is kept of a store under a key.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) arn: Box<str>,
    pub(super) region: String,
    pub(super) network: Network,
    pub(super) database: Option<Box<str>>,
    pub(super) tags: Observed<Arc<BTreeMap<String, String>>>,
}

impl Stores {
    /// No store of this account so far.
    pub(super) fn of(account: &str) -> Self {
        Self { account: account.to_owned(), ..Self::default() }
    }

    /// No stores, in a region in which every kind was asked for.
    #[cfg(test)]
    pub(super) fn listed(account: &str, region: &str) -> Self {
        let asked = SORTS.iter().map(|sort| (sort.kind, region.to_owned())).collect();
        Self { asked, ..Self::of(account) }
    }

    /// One more store.
    pub(super) fn add(&mut self, store: Store) {
        if let Some(why) = store.key_unseen(&self.account) {
            let least = self.keys_unseen.entry(store.region.clone()).or_insert_with(|| why.clone());
            if why < *least {
                *least = why;
            }
        }
        let Observed::Value(key) = store.key else { return };
        let tags = store.tags.map(|tags| {
            let known = self.tags.get(&tags).map_or_else(|| Arc::new(tags), Arc::clone);
            self.tags.insert(Arc::clone(&known));
            known
        });
        let of_customer = key.is_of_customer();
        let under = self.under.entry(key.arn).or_default();
        under.of_customer |= of_customer;
        under.stores.push(Kept {
            arn: store.arn.into(),
            region: store.region,
            network: store.network,
            database: store.database.map(Into::into),
            tags,
        });
    }

    /// A resource that may be a store.
    pub(super) fn see(&mut self, resource: &Resource) {
        if let Some(sort) = SORTS.iter().find(|sort| sort.kind == resource.kind) {
            self.add(sort.store(resource));
        }
    }

    /// Where the kinds of [`SORTS`] were listed, and where not.
    pub(super) fn covered(&mut self, coverage: &[Coverage]) {
        for item in coverage.iter().filter(|item| SORTS.iter().any(|sort| sort.kind == item.kind)) {
            self.asked.insert((item.kind, item.region.clone()));
            self.unlisted.extend(item.listed.as_ref().err().map(|why| (item.region.clone(), why.clone())));
        }
    }

    /// Where there may be more of other kinds, and why.
    pub(super) fn unlisted(&mut self, places: impl Iterator<Item = (String, Unknown)>) {
        self.unlisted.extend(places);
    }

    /// Why there may be more stores under the keys of a region, if so. A kind that nobody asked for there was not seen either.
    pub(super) fn gaps(&self, region: &str) -> impl Iterator<Item = Unknown> {
        let here = move |place: &str| place == region || place == GLOBAL;
        let unasked =
            SORTS.iter().any(|sort| !self.asked.iter().any(|(kind, place)| *kind == sort.kind && here(place)));
        let unlisted = self.unlisted.iter().filter(move |(place, _)| here(place)).map(|(_, why)| why.clone());
        let unseen = self.keys_unseen.iter().filter(move |(place, _)| here(place)).map(|(_, why)| why.clone());
        unlisted.chain(unseen).chain(unasked.then(|| Unknown::undecidable("not-collected")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aws::wire::Ask;
    use crate::aws::wire::ec2_servers::DescribeInstances;
    use crate::aws::wire::tagging::GetResources;
    use serde_json::json;

    #[test]
    fn a_kind_that_was_not_listed_or_not_even_asked_for_is_a_gap() {
        let coverage = |sort: &Sort, listed| Coverage {
            kind: sort.kind,
            region: if sort.kind.is_global() { GLOBAL } else { "eu-central-1" }.to_owned(),
            listed,
        };
        let gaps = |coverage: Vec<Coverage>| {
            let mut stores = Stores::default();
            stores.covered(&coverage);
            stores.gaps("eu-central-1").collect::<Vec<_>>()
        };
        let all = |count: usize| SORTS.iter().take(count).map(|sort| coverage(sort, Ok(0))).collect::<Vec<_>>();
        assert_eq!(gaps(all(SORTS.len())), []);
        assert_eq!(gaps(all(SORTS.len() - 1)), [Unknown::undecidable("not-collected")]);
        let denied = Unknown::AccessDenied { action: "sqs:ListQueues".to_owned() };
        let mut one_denied = all(SORTS.len());
        one_denied[0].listed = Err(denied.clone());
        assert_eq!(gaps(one_denied), [denied]);
    }

    #[test]
    fn the_fact_names_what_is_asked_for_its_sake() {
        let fact =
            catalogue(ResourceKind::KmsKey).fact("used_by").map(|fact| &fact.operations).expect("the fact is there");
        let buckets_and_databases = [
            "s3:ListBuckets",
            "s3:GetBucketEncryption",
            "s3:GetBucketTagging",
            "rds:DescribeDBInstances",
            "rds:DescribeDBClusters",
            "kms:DescribeKey",
        ];
        let mut asked: BTreeSet<&str> = SORTS.iter().flat_map(Sort::operations).collect();
        asked.extend(buckets_and_databases);
        asked.extend([DescribeInstances::OPERATION.id, GetResources::OPERATION.id]);
        assert_eq!(fact.iter().map(String::as_str).collect::<BTreeSet<_>>(), asked);
        for sort in SORTS {
            assert!(catalogue(sort.kind).fact(sort.key).is_some(), "{} has no {}", sort.kind, sort.key);
        }
    }

    fn resource(kind: ResourceKind, arn: &str, facts: Value) -> Resource {
        let Value::Object(facts) = facts else { return resource(kind, arn, json!({})) };
        Resource {
            kind,
            account: "111122223333".to_owned(),
            region: if kind.is_global() { GLOBAL } else { "eu-central-1" }.to_owned(),
            name: "one".to_owned(),
            arn: arn.to_owned(),
            facts,
            answered: BTreeMap::new(),
        }
    }

    fn store(kind: ResourceKind, arn: &str, facts: Value) -> Store {
        let sort = SORTS.iter().find(|sort| sort.kind == kind);
        sort.map_or_else(|| unreachable!("{kind} is a store"), |sort| sort.store(&resource(kind, arn, facts)))
    }

    const KEY: &str = "arn:aws:kms:eu-central-1:111122223333:key/1";

    fn key() -> Value {
        json!({ "arn": KEY, "manager": "CUSTOMER", "state": "Enabled", "origin": "AWS_KMS", "account": "111122223333" })
    }

    #[test]
    fn a_key_that_was_not_seen_stays_unseen_wherever_the_gap_lies() {
        let denied = Unknown::AccessDenied { action: "dynamodb:DescribeTable".to_owned() };
        let unseen = |facts: Value| {
            store(ResourceKind::DynamodbTable, "arn:aws:dynamodb:eu-central-1:111122223333:table/t", facts)
                .key_unseen("111122223333")
        };
        assert_eq!(unseen(json!({ "storage": denied.to_json() })), Some(denied.clone()));
        assert_eq!(unseen(json!({ "storage": { "kms": true, "key": denied.to_json() } })), Some(denied));
        assert!(unseen(json!({})).is_some());
        assert!(unseen(json!({ "storage": { "key": { "arn": KEY } } })).is_some());
        assert_eq!(unseen(json!({ "storage": { "kms": false, "key": null } })), None);
        assert_eq!(unseen(json!({ "storage": { "kms": true, "key": key() } })), None);
    }

    #[test]
    fn a_trail_lies_where_its_key_does_and_another_accounts_key_is_none_of_ours() {
        let denied = Unknown::AccessDenied { action: "kms:DescribeKey".to_owned() }.to_json();
        let trail = |id: &str| {
            let facts = json!({ "kms_key_id": id, "key": denied });
            store(ResourceKind::CloudTrailTrail, "arn:aws:cloudtrail:eu-west-1:111122223333:trail/t", facts)
        };
        assert_eq!(trail(KEY).region, "eu-central-1");
        assert!(trail(KEY).key_unseen("111122223333").is_some());
        assert_eq!(trail(KEY).key_unseen("444455556666"), None);
        assert_eq!(trail("some-id").region, "eu-west-1");
    }

    #[test]
    fn the_tables_of_a_region_are_one_database_and_a_network_is_known_or_said_to_be_unknown() {
        let table = store(ResourceKind::DynamodbTable, "arn:aws:dynamodb:eu-central-1:1:table/t", json!({}));
        assert_eq!(table.database.as_deref(), Some("arn:aws:dynamodb:eu-central-1:1:table/*"));
        assert_eq!(table.network, Network::of(None));
        let cluster = |facts| store(ResourceKind::RedshiftCluster, "arn:aws:redshift:eu-central-1:1:cluster:c", facts);
        assert_eq!(cluster(json!({ "vpc": "vpc-1" })).network, Network::of(Some("vpc-1".to_owned())));
        assert!(matches!(cluster(json!({})).network, Network::Unseen(_)));
        let volume = |facts| store(ResourceKind::Ec2Volume, "arn:aws:ec2:eu-central-1:1:volume/v", facts);
        let attached = volume(json!({ "attached_to": ["i-1"], "tags": { "Environment": "prod" } }));
        assert_eq!(attached.network, Network::OfServers(vec!["i-1".to_owned()]));
        assert_eq!(attached.tags.value().map(BTreeMap::len), Some(1));
    }
}
