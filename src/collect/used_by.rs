//! What a key protects: keys and data stores put together.
//!
//! In: keys, buckets, databases. Out: keys that know their stores. As soon as one store's key or tags were not seen, nobody
//! can say of any key what it protects.

use super::Found;
use super::kms::Keys;
use super::rds::Databases;
use super::s3::Buckets;
use crate::fact::kms::{DataKey, UsedBy};
use crate::fact::{Observed, Unknown};
use std::collections::{BTreeMap, BTreeSet};

/// One data store, as far as its key is concerned.
#[derive(Clone, Debug)]
pub(super) struct Store {
    pub(super) arn: String,
    /// The key; absent without one.
    pub(super) key: Observed<DataKey>,
    pub(super) vpc: Option<String>,
    /// The database that the store belongs to: itself, or its cluster.
    pub(super) database: Option<String>,
    pub(super) tags: Observed<BTreeMap<String, String>>,
}

/// Gives every key its stores.
pub(super) fn complete(keys: Keys, buckets: &Buckets, databases: &Databases) -> Found {
    let stores: Vec<Store> = buckets.stores().into_iter().chain(databases.stores()).collect();
    let unlisted = buckets.unlisted().into_iter().chain(databases.unlisted());
    let unseen = stores.iter().filter_map(unseen_of).chain(unlisted).min();
    let mut found = keys.found;
    for (sheet, mut key) in keys.keys {
        key.used_by = match &unseen {
            Some(why) => Observed::Unknown(why.clone()),
            None => Observed::Value(used_by(&stores, &sheet.arn)),
        };
        found.resources.push(sheet.finish(&keys.account, &key));
    }
    found
}

fn unseen_of(store: &Store) -> Option<Unknown> {
    match (&store.key, &store.tags) {
        (Observed::Unknown(why), _) | (Observed::Value(_), Observed::Unknown(why)) => Some(why.clone()),
        _ => None,
    }
}

fn used_by(stores: &[Store], key: &str) -> UsedBy {
    let own: Vec<&Store> =
        stores.iter().filter(|store| store.key.value().is_some_and(|data_key| data_key.arn == key)).collect();
    let tags_of = |store: &Store| store.tags.value().cloned().unwrap_or_default();
    let names: BTreeSet<String> = own.iter().flat_map(|store| tags_of(store).into_keys()).collect();
    let values = |name: &String| {
        own.iter().map(|store| tags_of(store).remove(name).unwrap_or_default()).collect::<BTreeSet<_>>()
    };
    let distinct = |texts: BTreeSet<String>| texts.into_iter().collect::<Vec<_>>();
    UsedBy {
        resources: distinct(own.iter().map(|store| store.arn.clone()).collect()),
        vpcs: distinct(own.iter().filter_map(|store| store.vpc.clone()).collect()),
        databases: distinct(own.iter().filter_map(|store| store.database.clone()).collect()),
        tag_values: names.iter().map(|name| (name.clone(), distinct(values(name)))).collect(),
    }
}
