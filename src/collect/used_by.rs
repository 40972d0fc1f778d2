//! What a key protects: keys and data stores put together.
//!
//! In: keys, data stores. Out: keys that know their stores. A key serves its own region only. Where one store's key was not
//! seen there, a key of that region may protect more than is known.
//!
//! Calls: per region `resourcegroupstaggingapi:GetResources` and `ec2:DescribeInstances`, and only where stores share a key of
//! the customer's and their own lists tell no tags or no network: one list for all of them.

use super::Found;
use super::kms::Keys;
use super::store::{Kept, Network, Stores};
use super::survey::Survey;
use crate::aws::wire::ec2_servers::Instance;
use crate::aws::wire::tagging::Resource as Tagged;
use crate::fact::kms::UsedBy;
use crate::fact::{Observed, Unknown};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Gives every key its stores, and hands it over. What was listed is returned.
pub(super) async fn complete(survey: &Survey<'_>, keys: Keys, mut stores: Stores) -> Found {
    let asked = survey.plan.asks_what_keys_protect();
    if asked {
        tag(survey, &mut stores).await;
        place(survey, &mut stores).await;
    }
    for (sheet, mut key) in keys.keys {
        if asked {
            key.used_by = Observed::Value(used_by(&stores, &sheet.arn, &sheet.region));
        }
        survey.delivery.hand(sheet.finish(&keys.account, &key));
    }
    keys.found
}

/// Those that share a key of the customer's. Of a store that has its key for itself, nothing more matters; and what AWS manages,
/// nobody can separate.
fn sharing(stores: &mut Stores) -> impl Iterator<Item = &mut Kept> {
    let shared = stores.under.values_mut().filter(|under| under.of_customer && under.stores.len() > 1);
    shared.flat_map(|under| &mut under.stores)
}

/// Whether a store's own list tells no tags.
fn lacks_tags(store: &Kept) -> bool {
    store.tags == Observed::Unknown(Unknown::undecidable("not-collected"))
}

/// The tags of stores whose own list tells none.
///
/// NOTE: a resource that is not in the list has no tags and never had some ("`GetResources`", Resource Groups Tagging API
/// reference); one that the list does not know counts as untagged, and leaves its key open.
async fn tag(survey: &Survey<'_>, stores: &mut Stores) {
    let asks = |store: &&mut Kept| lacks_tags(store);
    let regions: BTreeSet<String> = sharing(stores).filter(asks).map(|store| store.region.clone()).collect();
    let lists = survey.tagged.of_regions(regions).await;
    let by_arn: BTreeMap<&str, Observed<HashMap<&str, &Tagged>>> =
        lists.iter().map(|(region, list)| (region.as_str(), list.seen.as_ref().map(|list| by_arn(list)))).collect();
    for store in sharing(stores).filter(asks) {
        let Some(list) = by_arn.get(store.region.as_str()) else { continue };
        let tags = list.as_ref().map(|list| {
            let own = list.get(&*store.arn).into_iter().flat_map(|tagged| &tagged.tags);
            Arc::new(own.map(|tag| (tag.key.clone(), tag.value.clone())).collect())
        });
        store.tags = tags;
    }
}

fn by_arn(list: &[Tagged]) -> HashMap<&str, &Tagged> {
    // ARNs of log groups may end in ":*" there.
    list.iter().map(|tagged| (tagged.resource_arn.trim_end_matches(":*"), tagged)).collect()
}

/// The networks of stores that lie where the instances do that use them.
async fn place(survey: &Survey<'_>, stores: &mut Stores) {
    let of_servers = |store: &&mut Kept| matches!(&store.network, Network::OfServers(ids) if !ids.is_empty());
    let regions: BTreeSet<String> = sharing(stores).filter(of_servers).map(|store| store.region.clone()).collect();
    let lists = survey.servers.of_regions(regions).await;
    let by_id: BTreeMap<&str, Observed<Servers<'_>>> =
        lists.iter().map(|(region, list)| (region.as_str(), list.seen.as_ref().map(|list| servers(list)))).collect();
    for store in sharing(stores) {
        let Network::OfServers(ids) = &store.network else { continue };
        store.network = by_id.get(store.region.as_str()).map_or_else(|| Network::of(None), |all| network_of(ids, all));
    }
}

/// Instances by id.
type Servers<'a> = HashMap<&'a str, &'a Instance>;

fn servers(list: &[Instance]) -> Servers<'_> {
    list.iter().map(|server| (server.instance_id.as_str(), server)).collect()
}

/// The VPCs of these instances; one that is not in the list lies nobody knows where.
fn network_of(ids: &[String], servers: &Observed<Servers<'_>>) -> Network {
    let vpc = |id: &String| match servers {
        Observed::Unknown(why) => Err(why.clone()),
        servers => {
            let own = servers.value().and_then(|servers| servers.get(id.as_str()));
            own.and_then(|server| server.vpc_id.clone()).ok_or_else(|| Unknown::undecidable("network-not-looked-up"))
        }
    };
    ids.iter().map(vpc).collect::<Result<_, _>>().map_or_else(Network::Unseen, Network::In)
}

fn used_by(stores: &Stores, key: &str, region: &str) -> UsedBy {
    let own = stores.under.get(key).map_or(&[][..], |under| &under.stores);
    // Whatever the tags of the only store say, it is in one environment.
    let untold = own.iter().filter(|_| own.len() > 1).filter_map(|store| match &store.tags {
        Observed::Unknown(why) => Some(why.clone()),
        _ => None,
    });
    let all_or = |gap: Option<Unknown>| gap.map_or(Observed::Value(true), Observed::Unknown);
    let tags = || own.iter().map(|store| store.tags.value());
    let names: BTreeSet<&String> = tags().flatten().flat_map(|tags| tags.keys()).collect();
    let value = |tags: Option<&Arc<BTreeMap<String, String>>>, name: &str| {
        tags.and_then(|tags| tags.get(name)).cloned().unwrap_or_default()
    };
    let values = |name: &str| distinct(tags().map(|tags| value(tags, name)));
    UsedBy {
        all_seen: all_or(stores.gaps(region).chain(untold).min()),
        resources: distinct(own.iter().map(|store| store.arn.to_string())),
        vpcs: distinct(own.iter().flat_map(vpcs).cloned()),
        vpcs_seen: all_or(own.iter().filter_map(network_unseen).min()),
        databases: distinct(own.iter().filter_map(|store| store.database.as_deref().map(str::to_owned))),
        tag_values: names.into_iter().map(|name| (name.clone(), values(name))).collect(),
    }
}

fn distinct(texts: impl Iterator<Item = String>) -> Vec<String> {
    texts.collect::<BTreeSet<_>>().into_iter().collect()
}

fn vpcs(store: &Kept) -> impl Iterator<Item = &String> {
    let seen = match &store.network {
        Network::In(vpcs) => Some(vpcs),
        Network::OfServers(_) | Network::Unseen(_) => None,
    };
    seen.into_iter().flatten()
}

fn network_unseen(store: &Kept) -> Option<Unknown> {
    match &store.network {
        Network::In(_) => None,
        Network::OfServers(_) => Some(Unknown::undecidable("network-not-looked-up")),
        Network::Unseen(why) => Some(why.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collect::store::Store;
    use crate::fact::GLOBAL;
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
        let mut all = Stores::listed(ACCOUNT, "eu-central-1");
        for store in stores {
            all.add(store);
        }
        all.unlisted(unlisted.map(|(place, why)| (place.to_owned(), why)).into_iter());
        used_by(&all, &arn("1"), "eu-central-1")
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
        let mut three = Stores::of(ACCOUNT);
        let under = [store("a", Some("1"), None), store("b", Some("2"), None), store("c", Some("1"), None)];
        for store in under {
            three.add(store);
        }
        assert_eq!(sharing(&mut three).map(|store| &*store.arn).collect::<Vec<_>>(), ["a", "c"]);
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
        let lies = |servers: &Observed<Servers<'_>>| network_of(&["i-1".to_owned()], servers);
        assert!(matches!(lies(&Observed::Value(Servers::new())), Network::Unseen(_)));
        let why = denied("ec2:DescribeInstances");
        assert_eq!(lies(&Observed::Unknown(why.clone())), Network::Unseen(why));
    }
}
