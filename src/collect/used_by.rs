//! What a key protects: keys and data stores put together.
//!
//! In: keys, buckets, databases. Out: keys that know their stores. A key serves its own region only. Where one store's
//! key or tags were not seen there, a key of that region may protect more than is known.

use super::Found;
use super::kms::Keys;
use super::rds::Databases;
use super::s3::Buckets;
use super::store::Store;
use crate::fact::kms::UsedBy;
use crate::fact::{Observed, Unknown};
use std::collections::BTreeSet;

/// Gives every key its stores.
pub(super) fn complete(keys: Keys, buckets: &Buckets, databases: &Databases) -> Found {
    let stores: Vec<Store> = buckets.stores().into_iter().chain(databases.stores()).collect();
    let mut found = keys.found;
    for (sheet, mut key) in keys.keys {
        let here = || stores.iter().filter(|store| store.region == sheet.region);
        let unlisted = buckets.unlisted().into_iter().chain(databases.unlisted(&sheet.region));
        let unseen = here().filter_map(|store| unseen_of(store, &keys.account)).chain(unlisted).min();
        let all_seen = unseen.map_or(Observed::Value(true), Observed::Unknown);
        key.used_by = Observed::Value(used_by(&here().collect::<Vec<_>>(), &sheet.arn, all_seen));
        found.resources.push(sheet.finish(&keys.account, &key));
    }
    found
}

/// Why it is open whether a store lies under a key of this account. One that names another account's key does not.
fn unseen_of(store: &Store, account: &str) -> Option<Unknown> {
    let named_account =
        store.key_id.as_deref().and_then(|id| id.strip_prefix("arn:")).and_then(|arn| arn.split(':').nth(3));
    match (&store.key, &store.tags) {
        (Observed::Unknown(_), _) if named_account.is_some_and(|named| named != account) => None,
        (Observed::Unknown(why), _) | (Observed::Value(_), Observed::Unknown(why)) => Some(why.clone()),
        _ => None,
    }
}

fn used_by(stores: &[&Store], key: &str, all_seen: Observed<bool>) -> UsedBy {
    let own: Vec<&Store> =
        stores.iter().copied().filter(|store| store.key.value().is_some_and(|data_key| data_key.arn == key)).collect();
    let tags_of = |store: &Store| store.tags.value().cloned().unwrap_or_default();
    let names: BTreeSet<String> = own.iter().flat_map(|store| tags_of(store).into_keys()).collect();
    let values = |name: &String| {
        own.iter().map(|store| tags_of(store).remove(name).unwrap_or_default()).collect::<BTreeSet<_>>()
    };
    let distinct = |texts: BTreeSet<String>| texts.into_iter().collect::<Vec<_>>();
    UsedBy {
        all_seen,
        resources: distinct(own.iter().map(|store| store.arn.clone()).collect()),
        vpcs: distinct(own.iter().filter_map(|store| store.vpc.clone()).collect()),
        databases: distinct(own.iter().filter_map(|store| store.database.clone()).collect()),
        tag_values: names.iter().map(|name| (name.clone(), distinct(values(name)))).collect(),
    }
}
