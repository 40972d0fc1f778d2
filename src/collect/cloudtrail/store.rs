//! Event data stores of CloudTrail Lake. The list tells names only, so each is asked for its settings.

use super::{ACCOUNT, BUCKET, STORE, needs};
use crate::aws::Answer;
use crate::aws::wire::Ask;
use crate::aws::wire::cloudtrail::{
    EventDataStore as Listed, EventDataStoreSettings as Settings, GetEventDataStore, ListEventDataStores,
};
use crate::collect::sheet::Sheet;
use crate::collect::side_by_side::side_by_side;
use crate::collect::survey::{Survey, not_collected};
use crate::collect::{Found, in_turn};
use crate::fact::cloudtrail::{EventDataStore, EventDataStoreSettings};
use crate::fact::{Coverage, Observed, Unknown};
use jiff::Timestamp;
use serde_json::json;
use std::collections::BTreeMap;

/// A store with its settings.
#[derive(Debug)]
pub(super) struct SeenStore {
    pub(super) region: String,
    pub(super) listed: Listed,
    pub(super) settings: Answer<Settings>,
}

/// All stores that could be seen.
#[derive(Debug, Default)]
pub(super) struct Stores {
    pub(super) stores: Vec<SeenStore>,
    /// Number of stores by region.
    pub(super) counts: BTreeMap<String, u64>,
    /// Regions whose stores were not seen, and why.
    pub(super) unlisted: BTreeMap<String, Unknown>,
    pub(super) answered: Vec<(&'static str, Timestamp)>,
}

/// Asks every region for its stores.
pub(super) async fn list(survey: &Survey<'_>) -> Stores {
    let everywhere = needs(survey, &[ACCOUNT, BUCKET], ListEventDataStores::OPERATION);
    let meant = |region: &&String| everywhere || survey.plan.in_scope(STORE, region);
    let (asked, left_out): (Vec<String>, Vec<String>) =
        survey.regions.asked.iter().filter(meant).cloned().partition(|region| survey.plan.narrowing.leaves(region));
    let answers = side_by_side(asked.iter().map(|region| in_region(survey, region))).await;
    let mut all = Stores::default();
    all.unlisted.extend(left_out.into_iter().map(|region| (region.clone(), Unknown::NotAsked { region })));
    for (region, (listed, stores)) in asked.into_iter().zip(answers) {
        all.answered.extend(&listed.answered);
        match listed.seen {
            Observed::Unknown(why) => {
                all.unlisted.insert(region, why);
            }
            _ => {
                all.counts.insert(region, stores.len() as u64);
            }
        }
        all.answered.extend(stores.iter().flat_map(|store| &store.settings.answered));
        all.stores.extend(stores);
    }
    all
}

async fn in_region(survey: &Survey<'_>, region: &str) -> (Answer<Vec<Listed>>, Vec<SeenStore>) {
    let site = survey.site(region);
    let listed = site.list::<ListEventDataStores>(json!({})).await;
    let reads = needs(survey, &[ACCOUNT, BUCKET, STORE], GetEventDataStore::OPERATION);
    let stores = in_turn(listed.seen.value().into_iter().flatten().map(async |listed| {
        let asked = json!({ "EventDataStore": listed.event_data_store_arn });
        let settings = if reads { site.get::<GetEventDataStore>(asked).await } else { not_collected() };
        SeenStore { region: region.to_owned(), listed: listed.clone(), settings }
    }));
    let stores = stores.await;
    (listed, stores)
}

impl Stores {
    /// How many take in events of CloudTrail. Where some were not seen, those seen are enough to say that there are any.
    pub(super) fn taking_in(&self) -> Observed<i64> {
        let takes_in = |settings: &&Settings| {
            settings.status == "ENABLED"
                && categories(settings)
                    .iter()
                    .any(|category| ["Management", "Data", "NetworkActivity"].contains(&category.as_str()))
        };
        let settings = || self.stores.iter().map(|store| &store.settings.seen);
        let seen = settings().filter_map(Observed::value).filter(takes_in).count();
        let unseen = settings().find_map(|settings| match settings {
            Observed::Unknown(why) => Some(why),
            _ => None,
        });
        match unseen.or_else(|| self.unlisted.values().next()) {
            Some(why) if seen == 0 => Observed::Unknown(why.clone()),
            _ => Observed::Value(i64::try_from(seen).unwrap_or(i64::MAX)),
        }
    }
}

/// The stores as resources.
pub(super) async fn collect(survey: &Survey<'_>, stores: Stores) -> Found {
    let mut found = Found::default();
    if !survey.plan.wants(STORE) {
        return found;
    }
    let here = |region: &str| survey.plan.covers(STORE, region);
    for (region, count) in stores.counts.iter().filter(|(region, _)| here(region)) {
        found.coverage.push(Coverage { kind: STORE, region: region.clone(), listed: Ok(*count) });
    }
    for (region, why) in stores.unlisted.iter().filter(|(region, _)| here(region)) {
        found.coverage.push(Coverage { kind: STORE, region: region.clone(), listed: Err(why.clone()) });
    }
    let answered = &stores.answered;
    let of_here = stores.stores.into_iter().filter(|store| here(&store.region));
    found.resources = in_turn(of_here.map(async |store| {
        let arn = &store.listed.event_data_store_arn;
        let mut sheet = Sheet::new(STORE, &store.region, &store.listed.name, arn);
        sheet.answered(answered);
        let settings = sheet.seen(store.settings);
        let key = match &settings {
            Observed::Value(settings) => {
                sheet.seen(survey.keys.of_store(STORE, &store.region, settings.kms_key_id.as_deref()).await)
            }
            Observed::Unknown(why) => Observed::Unknown(why.clone()),
            Observed::Absent => Observed::Absent,
        };
        let facts = EventDataStore { settings: settings.map(|settings| facts(&settings)), key };
        sheet.finish(&survey.account.id, &facts)
    }))
    .await;
    found
}

fn facts(settings: &Settings) -> EventDataStoreSettings {
    EventDataStoreSettings {
        status: settings.status.clone(),
        retention_days: settings.retention_period,
        categories: categories(settings),
        kms_key_id: settings.kms_key_id.clone(),
    }
}

/// The values of `eventCategory` in a store's selectors.
fn categories(settings: &Settings) -> Vec<String> {
    let fields = settings.advanced_event_selectors.iter().flat_map(|selector| &selector.field_selectors);
    let mut categories: Vec<String> =
        fields.filter(|field| field.field == "eventCategory").flat_map(|field| field.equals.clone()).collect();
    categories.sort();
    categories.dedup();
    categories
}
