//! What a key protects: keys and data stores put together.
//!
//! In: keys, data stores. Out: keys that know their stores. A key serves its own region only. Where one store's key was not
//! seen there, a key of that region may protect more than is known.
//!
//! Calls: per region `resourcegroupstaggingapi:GetResources` and `ec2:DescribeInstances`, and only where stores share a key of
//! the customer's and their own lists tell no tags or no network: one list for all of them.

use super::Found;
use super::kms::Keys;
use super::store::{Network, Store, Stores};
use super::survey::Survey;
use crate::aws::Answer;
use crate::aws::wire::ec2_servers::Instance;
use crate::aws::wire::tagging::Resource as Tagged;
use crate::collect::side_by_side::side_by_side;
use crate::fact::kms::UsedBy;
use crate::fact::{GLOBAL, Observed, Unknown};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Gives every key its stores.
pub(super) async fn complete(survey: &Survey<'_>, keys: Keys, mut stores: Stores) -> Found {
    let asked = survey.plan.asks_what_keys_protect();
    if asked {
        let shared = shared(&stores.seen);
        tag(survey, &mut stores.seen, &shared).await;
        place(survey, &mut stores.seen, &shared).await;
    }
    let mut found = keys.found;
    for (sheet, mut key) in keys.keys {
        if asked {
            key.used_by = Observed::Value(used_by(&stores, &sheet.arn, &sheet.region, &keys.account));
        }
        found.resources.push(sheet.finish(&keys.account, &key));
    }
    found
}

/// The keys of customers under which several stores lie. Of a store that has its key for itself, nothing more matters; and
/// what AWS manages, nobody can separate.
fn shared(stores: &[Store]) -> BTreeSet<String> {
    let mut users: BTreeMap<&str, u64> = BTreeMap::new();
    for key in stores.iter().filter_map(|store| store.key.value()).filter(|key| key.manager == "CUSTOMER") {
        *users.entry(&key.arn).or_default() += 1;
    }
    users.into_iter().filter(|(_, users)| *users > 1).map(|(key, _)| key.to_owned()).collect()
}

fn shares(store: &Store, shared: &BTreeSet<String>) -> bool {
    store.key.value().is_some_and(|key| shared.contains(&key.arn))
}

/// Whether a store's own list tells no tags.
fn lacks_tags(store: &Store) -> bool {
    store.tags == Observed::Unknown(Unknown::undecidable("not-collected"))
}

/// The tags of stores whose own list tells none.
///
/// NOTE: a resource that is not in the list has no tags and never had some ("`GetResources`", Resource Groups Tagging API
/// reference); one that the list does not know counts as untagged, and leaves its key open.
async fn tag(survey: &Survey<'_>, stores: &mut [Store], shared: &BTreeSet<String>) {
    let asks = |store: &&mut Store| lacks_tags(store) && shares(store, shared);
    let regions: BTreeSet<String> = stores.iter_mut().filter(asks).map(|store| store.region.clone()).collect();
    let lists = regions.into_iter().map(async |region| {
        let list = survey.tagged.all(&region).await;
        (region, list)
    });
    let lists: BTreeMap<String, Arc<Answer<Vec<Tagged>>>> = side_by_side(lists).await.into_iter().collect();
    for store in stores.iter_mut().filter(asks) {
        let Some(list) = lists.get(&store.region) else { continue };
        store.tags = list.seen.as_ref().map(|list| {
            let own = list.iter().filter(|tagged| tagged.resource_arn.trim_end_matches(":*") == store.arn);
            own.flat_map(|tagged| &tagged.tags).map(|tag| (tag.key.clone(), tag.value.clone())).collect()
        });
    }
}

/// The networks of stores that lie where the instances do that use them.
async fn place(survey: &Survey<'_>, stores: &mut [Store], shared: &BTreeSet<String>) {
    for store in stores.iter_mut().filter(|store| shares(store, shared)) {
        let Network::OfServers(ids) = &store.network else { continue };
        store.network = if ids.is_empty() {
            Network::of(None)
        } else {
            let servers = survey.servers.all(&store.region).await;
            network_of(ids, &servers.seen)
        };
    }
}

/// The VPCs of these instances; one that is not in the list lies nobody knows where.
fn network_of(ids: &[String], servers: &Observed<Vec<Instance>>) -> Network {
    let vpc = |id: &String| match servers {
        Observed::Unknown(why) => Err(why.clone()),
        servers => {
            let own = servers.value().into_iter().flatten().find(|server| server.instance_id == *id);
            own.and_then(|server| server.vpc_id.clone()).ok_or_else(|| Unknown::undecidable("network-not-looked-up"))
        }
    };
    ids.iter().map(vpc).collect::<Result<_, _>>().map_or_else(Network::Unseen, Network::In)
}

fn used_by(stores: &Stores, key: &str, region: &str, account: &str) -> UsedBy {
    let own: Vec<&Store> =
        stores.seen.iter().filter(|store| store.key.value().is_some_and(|data_key| data_key.arn == key)).collect();
    let here = stores.seen.iter().filter(|store| store.region == region || store.region == GLOBAL);
    let unseen = here.filter_map(|store| store.key_unseen(account));
    // Whatever the tags of the only store say, it is in one environment.
    let untold = own.iter().filter(|_| own.len() > 1).filter_map(|store| match &store.tags {
        Observed::Unknown(why) => Some(why.clone()),
        _ => None,
    });
    let all_or = |gap: Option<Unknown>| gap.map_or(Observed::Value(true), Observed::Unknown);
    let tags_of = |store: &Store| store.tags.value().cloned().unwrap_or_default();
    let names: BTreeSet<String> = own.iter().flat_map(|store| tags_of(store).into_keys()).collect();
    let values = |name: &String| {
        own.iter().map(|store| tags_of(store).remove(name).unwrap_or_default()).collect::<BTreeSet<_>>()
    };
    let distinct = |texts: BTreeSet<String>| texts.into_iter().collect::<Vec<_>>();
    UsedBy {
        all_seen: all_or(stores.gaps(region).chain(unseen).chain(untold).min()),
        resources: distinct(own.iter().map(|store| store.arn.clone()).collect()),
        vpcs: distinct(own.iter().flat_map(|store| vpcs(store)).cloned().collect()),
        vpcs_seen: all_or(own.iter().filter_map(|store| network_unseen(store)).min()),
        databases: distinct(own.iter().filter_map(|store| store.database.clone()).collect()),
        tag_values: names.iter().map(|name| (name.clone(), distinct(values(name)))).collect(),
    }
}

fn vpcs(store: &Store) -> impl Iterator<Item = &String> {
    let seen = match &store.network {
        Network::In(vpcs) => Some(vpcs),
        Network::OfServers(_) | Network::Unseen(_) => None,
    };
    seen.into_iter().flatten()
}

fn network_unseen(store: &Store) -> Option<Unknown> {
    match &store.network {
        Network::In(_) => None,
        Network::OfServers(_) => Some(Unknown::undecidable("network-not-looked-up")),
        Network::Unseen(why) => Some(why.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::kms::DataKey;

    const ACCOUNT: &str = "111122223333";

    fn denied(action: &str) -> Unknown {
        Unknown::AccessDenied { action: action.to_owned() }
    }

    fn arn(key: &str) -> String {
        format!("arn:aws:kms:eu-central-1:{ACCOUNT}:key/{key}")
    }

    fn store(name: &str, key: Option<&str>, environment: Option<&str>) -> Store {
        let data_key = |key: &str| DataKey {
            arn: arn(key),
            manager: "CUSTOMER".to_owned(),
            state: "Enabled".to_owned(),
            origin: "AWS_KMS".to_owned(),
            account: ACCOUNT.to_owned(),
        };
        Store {
            arn: name.to_owned(),
            region: "eu-central-1".to_owned(),
            key_id: None,
            key: key.map(data_key).map_or(Observed::Unknown(denied("kms:DescribeKey")), Observed::Value),
            network: Network::of(None),
            database: None,
            tags: environment.map_or(Observed::Unknown(Unknown::undecidable("not-collected")), |value| {
                Observed::Value(BTreeMap::from([("Environment".to_owned(), value.to_owned())]))
            }),
        }
    }

    /// What lies under the key `1`, where every kind was asked for, if not listed.
    fn of(stores: Vec<Store>, unlisted: Option<(&str, Unknown)>) -> UsedBy {
        let mut all = Stores::listed("eu-central-1");
        all.seen = stores;
        all.unlisted.extend(unlisted.map(|(place, why)| (place.to_owned(), why)));
        used_by(&all, &arn("1"), "eu-central-1", ACCOUNT)
    }

    #[test]
    fn stores_of_all_services_count_together() {
        let both = of(vec![store("table", Some("1"), Some("prod")), store("queue", Some("1"), Some("test"))], None);
        assert_eq!(both.tag_values["Environment"], ["prod", "test"]);
        assert_eq!((both.resources.len(), both.all_seen), (2, Observed::Value(true)));
    }

    #[test]
    fn a_list_that_was_not_answered_leaves_the_keys_of_its_region_open() {
        let why = || denied("sqs:ListQueues");
        let with = |place: &str| of(vec![store("table", Some("1"), Some("prod"))], Some((place, why())));
        assert_eq!(with("eu-central-1").all_seen, Observed::Unknown(why()));
        assert_eq!(with(GLOBAL).all_seen, Observed::Unknown(why()));
        assert_eq!(with("eu-west-1").all_seen, Observed::Value(true));
    }

    #[test]
    fn a_store_under_nobody_knows_which_key_leaves_every_key_open() {
        let open = of(vec![store("table", Some("1"), Some("prod")), store("queue", None, Some("prod"))], None);
        assert!(matches!(open.all_seen, Observed::Unknown(_)));
    }

    #[test]
    fn tags_matter_where_a_key_is_shared() {
        let alone = of(vec![store("table", Some("1"), None), store("queue", Some("2"), None)], None);
        assert_eq!(alone.all_seen, Observed::Value(true));
        let together = of(vec![store("table", Some("1"), None), store("queue", Some("1"), Some("prod"))], None);
        assert!(matches!(together.all_seen, Observed::Unknown(_)));
        let three = [store("a", Some("1"), None), store("b", Some("2"), None), store("c", Some("1"), None)];
        assert_eq!(shared(&three), BTreeSet::from([arn("1")]));
    }

    #[test]
    fn a_network_that_was_not_looked_up_is_told() {
        let mut cache = store("cache", Some("1"), Some("prod"));
        cache.network = Network::not_looked_up();
        let used = of(vec![cache, store("table", Some("1"), Some("prod"))], None);
        assert!(matches!(used.vpcs_seen, Observed::Unknown(_)));
        assert_eq!(used.all_seen, Observed::Value(true));
    }

    #[test]
    fn a_volume_lies_where_its_instances_do() {
        let lies = |servers: &Observed<Vec<Instance>>| network_of(&["i-1".to_owned()], servers);
        assert!(matches!(lies(&Observed::Value(Vec::new())), Network::Unseen(_)));
        let why = denied("ec2:DescribeInstances");
        assert_eq!(lies(&Observed::Unknown(why.clone())), Network::Unseen(why));
    }
}
