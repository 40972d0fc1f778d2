//! SES: configuration sets and identities.
//!
//! Calls per region: `ListConfigurationSets`, `GetConfigurationSet` per set, `ListEmailIdentities`, `GetEmailIdentity` per
//! identity; a set that an identity names is asked for once.

use super::Found;
use super::sheet::Sheet;
use super::survey::{Site, Survey, not_collected};
use crate::aws::wire::Ask;
use crate::aws::wire::sesv2::{
    ConfigurationSet as Set, GetConfigurationSet, GetEmailIdentity, ListConfigurationSets, ListEmailIdentities,
    ListedIdentity, Tag,
};
use crate::aws::{Answer, Once};
use crate::fact::ses::{ConfigurationSet, Identity};
use crate::fact::{Observed, Resource, ResourceKind};
use serde_json::json;
use std::collections::BTreeMap;

const SET: ResourceKind = ResourceKind::SesConfigurationSet;
const IDENTITY: ResourceKind = ResourceKind::SesIdentity;

/// Collects what decides how mail is sent.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    survey
        .in_regions(&[SET, IDENTITY], async |site| {
            let sets = Sets { site, asked: Once::default() };
            let (mut found, identities) = tokio::join!(
                site.each_of::<ListConfigurationSets>(SET, json!({}), async |name, listed| {
                    let sheet = site.sheet(SET, name, &site.arn("ses", &format!("configuration-set/{name}")), listed);
                    set(&sets, sheet).await
                }),
                site.each_of::<ListEmailIdentities>(IDENTITY, json!({}), async |item, listed| {
                    let arn = site.arn("ses", &format!("identity/{}", item.identity_name));
                    identity(&sets, item, site.sheet(IDENTITY, &item.identity_name, &arn, listed)).await
                }),
            );
            found.add(identities);
            found
        })
        .await
}

/// Configuration sets, each asked for once.
struct Sets<'s, 'a> {
    site: &'s Site<'a>,
    asked: Once<String, Answer<Set>>,
}

impl Sets<'_, '_> {
    async fn get(&self, kind: ResourceKind, name: &str) -> Answer<Set> {
        if !self.site.needs(kind, GetConfigurationSet::OPERATION) {
            return not_collected();
        }
        let ask = self.site.get::<GetConfigurationSet>(json!({ "ConfigurationSetName": name }));
        self.asked.cloned(name.to_owned(), ask).await
    }
}

async fn set(sets: &Sets<'_, '_>, mut sheet: Sheet) -> Resource {
    let set = sheet.seen(sets.get(SET, &sheet.name.clone()).await);
    let facts = ConfigurationSet { tls_policy: set.clone().map(tls_policy), tags: set.map(|set| tags(set.tags)) };
    sheet.finish(&sets.site.account.id, &facts)
}

async fn identity(sets: &Sets<'_, '_>, item: &ListedIdentity, mut sheet: Sheet) -> Resource {
    let site = sets.site;
    let asked = json!({ "EmailIdentity": item.identity_name });
    let seen = sheet.seen(site.get_for::<GetEmailIdentity>(IDENTITY, asked).await);
    let configuration_set =
        seen.clone().and_then(|identity| Observed::of(identity.configuration_set_name.filter(|name| !name.is_empty())));
    let tls_policy = match &configuration_set {
        Observed::Value(name) => sheet.seen(sets.get(IDENTITY, name).await).map(tls_policy),
        Observed::Absent => Observed::Value(DEFAULT_POLICY.to_owned()),
        Observed::Unknown(why) => Observed::Unknown(why.clone()),
    };
    let facts = Identity {
        sending_enabled: Observed::required(item.sending_enabled, ListEmailIdentities::OPERATION.action),
        configuration_set,
        tls_policy,
        tags: seen.map(|identity| tags(identity.tags)),
    };
    sheet.finish(&site.account.id, &facts)
}

/// NOTE: SES sends with opportunistic TLS unless a configuration set requires it ("Amazon SES and security protocols", SES
/// Developer Guide).
const DEFAULT_POLICY: &str = "OPTIONAL";

fn tls_policy(set: Set) -> String {
    set.delivery_options.and_then(|options| options.tls_policy).unwrap_or_else(|| DEFAULT_POLICY.to_owned())
}

fn tags(tags: Vec<Tag>) -> BTreeMap<String, String> {
    tags.into_iter().map(|tag| (tag.key, tag.value)).collect()
}
