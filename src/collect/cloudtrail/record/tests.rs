//! Trails as AWS answers them, and what follows. Letters in brackets are the entries of the collection of account states that
//! scanners judge wrongly.
#![allow(clippy::expect_used, reason = "a test may end where its own input is wrong")]

use super::*;
use crate::aws::Answer;
use crate::trail::{Access, Place};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const HOME: &str = "eu-central-1";
const AWAY: &str = "eu-west-1";

fn now() -> Timestamp {
    "2026-06-15T12:00:00Z".parse().expect("a time")
}

/// Seconds since 1970 so many hours before now, as CloudTrail writes them.
fn hours_before(hours: i64) -> Value {
    json!(now().as_second() - hours * 3600)
}

fn answer<T: serde::de::DeserializeOwned>(value: Value) -> Answer<T> {
    Answer::known(Observed::Value(serde_json::from_value(value).expect("an answer")))
}

fn denied<T>() -> Answer<T> {
    Answer::known(Observed::Unknown(Unknown::AccessDenied { action: "a:A".to_owned() }))
}

fn all_management() -> Value {
    json!({ "EventSelectors": [{ "ReadWriteType": "All", "IncludeManagementEvents": true, "DataResources": [],
        "ExcludeManagementEventSources": [] }] })
}

fn works() -> Value {
    json!({ "IsLogging": true, "LatestDeliveryTime": hours_before(1) })
}

/// A trail of all regions, with members of its own.
fn trail(more: &Value, status: Answer<crate::aws::wire::cloudtrail::TrailStatus>, selectors: Value) -> SeenTrail {
    let mut value = json!({
        "TrailARN": "arn:aws:cloudtrail:eu-central-1:111122223333:trail/main", "Name": "main", "HomeRegion": HOME,
        "IsMultiRegionTrail": true, "IsOrganizationTrail": false, "IncludeGlobalServiceEvents": true,
        "LogFileValidationEnabled": true, "S3BucketName": "logs",
    });
    for (name, member) in more.as_object().into_iter().flatten() {
        value[name.as_str()] = member.clone();
    }
    SeenTrail { trail: serde_json::from_value(value).expect("a trail"), status, selectors: answer(selectors) }
}

fn listing(trails: Vec<SeenTrail>) -> Listing {
    Listing { trails, seen_anywhere: true, ..Listing::default() }
}

fn recorded(listing: &Listing, stores: &Stores) -> Recorded {
    let recorders = Recorders::of(now(), listing, stores);
    let places = [HOME, AWAY].map(|region| Place::Region(region.to_owned()));
    let of = |access| places.iter().flat_map(|place| Events::management(place, access)).collect::<Vec<_>>();
    recorders.recording(&of(Access::Read), &of(Access::Write)).all
}

fn of(trails: Vec<SeenTrail>) -> Recorded {
    recorded(&listing(trails), &Stores::default())
}

/// Whether it is certain that something is missing.
fn certainly_missing(recorded: &Recorded) -> bool {
    !recorded.complete && recorded.all_seen == Observed::Value(true)
}

fn why(recorded: &Recorded) -> Option<Unknown> {
    match &recorded.all_seen {
        Observed::Unknown(why) if !recorded.complete => Some(why.clone()),
        _ => None,
    }
}

#[test]
fn a_working_trail_of_all_regions_records() {
    let found = of(vec![trail(&json!({}), answer(works()), all_management())]);
    assert!(found.complete);
    assert_eq!(found.delivery_age_hours, Some(1.0));
}

#[test]
fn no_trail_at_all_is_certainly_missing() {
    assert!(certainly_missing(&of(Vec::new())));
}

#[test]
fn a_stopped_trail_records_nothing() {
    let stopped =
        json!({ "IsLogging": false, "LatestDeliveryTime": hours_before(1), "StopLoggingTime": hours_before(1) });
    assert!(certainly_missing(&of(vec![trail(&json!({}), answer(stopped), all_management())])));
}

/// C4: it logs, but nothing arrives.
#[test]
fn a_trail_whose_delivery_fails_records_nothing() {
    let mut status = works();
    status["LatestDeliveryError"] = json!("NoSuchBucket");
    assert!(certainly_missing(&of(vec![trail(&json!({}), answer(status), all_management())])));
    let mut status = works();
    status["LatestDeliveryError"] = json!("");
    assert!(of(vec![trail(&json!({}), answer(status), all_management())]).complete);
}

#[test]
fn a_trail_that_has_not_delivered_yet_leaves_it_open() {
    let status = json!({ "IsLogging": true });
    let found = of(vec![trail(&json!({}), answer(status), all_management())]);
    assert_eq!(why(&found), Some(Unknown::undecidable("trail-has-not-delivered-yet")));
}

/// C6: an organisation's trail in a member account, whose status the member may not see, does not disturb the others.
#[test]
fn an_unseen_status_concerns_that_trail_only() {
    let organization =
        || trail(&json!({ "IsOrganizationTrail": true, "TrailARN": "arn:o" }), denied(), all_management());
    let alone = of(vec![organization()]);
    assert_eq!(why(&alone), Some(Unknown::AccessDenied { action: "a:A".to_owned() }));
    let beside = of(vec![organization(), trail(&json!({}), answer(works()), all_management())]);
    assert!(beside.complete);
}

#[test]
fn an_unseen_trail_that_could_not_close_the_gap_leaves_it_certain() {
    let elsewhere = json!({ "IsMultiRegionTrail": false, "HomeRegion": AWAY });
    let found = of(vec![trail(&elsewhere, denied(), all_management())]);
    assert!(certainly_missing(&found), "{found:?}");
}

#[test]
fn unseen_selectors_leave_it_open() {
    let mut seen = trail(&json!({}), answer(works()), all_management());
    seen.selectors = denied();
    assert!(why(&of(vec![seen])).is_some());
    // One that stands still records nothing, whatever it selects.
    let mut seen = trail(&json!({}), answer(json!({ "IsLogging": false })), all_management());
    seen.selectors = denied();
    assert!(certainly_missing(&of(vec![seen])));
    let neither = trail(&json!({}), answer(works()), json!({ "TrailARN": "arn" }));
    assert!(matches!(why(&of(vec![neither])), Some(Unknown::Failed { .. })));
}

/// C2: the name of an advanced selector is free text.
#[test]
fn the_name_of_a_selector_decides_nothing() {
    let selector = |name: &str, category: &str, kind: &[&str]| {
        let mut fields = vec![json!({ "Field": "eventCategory", "Equals": [category] })];
        fields.extend((!kind.is_empty()).then(|| json!({ "Field": "resources.type", "Equals": kind })));
        json!({ "AdvancedEventSelectors": [{ "Name": name, "FieldSelectors": fields }] })
    };
    let right = of(vec![trail(&json!({}), answer(works()), selector("whatever", "Management", &[]))]);
    assert!(right.complete);
    let named = selector("Management events selector", "Data", &["AWS::S3::Object"]);
    assert!(certainly_missing(&of(vec![trail(&json!({}), answer(works()), named)])));
}

/// C3: sources that are left out.
#[test]
fn excluded_sources_are_missing() {
    let mut selectors = all_management();
    selectors["EventSelectors"][0]["ExcludeManagementEventSources"] = json!(["kms.amazonaws.com"]);
    let found = of(vec![trail(&json!({}), answer(works()), selectors)]);
    assert!(certainly_missing(&found));
    assert_eq!(found.gap.as_deref(), Some("Management readOnly=true kms.amazonaws.com eu-central-1"));
}

#[test]
fn a_region_that_was_not_seen_may_have_a_trail_of_its_own() {
    let one = || trail(&json!({ "IsMultiRegionTrail": false }), answer(works()), all_management());
    let mut unlisted = listing(vec![one()]);
    unlisted.unlisted = BTreeMap::from([(AWAY.to_owned(), Unknown::NotAsked { region: AWAY.to_owned() })]);
    assert_eq!(why(&recorded(&unlisted, &Stores::default())), Some(Unknown::NotAsked { region: AWAY.to_owned() }));
    // Another region's trails would not help.
    unlisted.unlisted =
        BTreeMap::from([("us-west-1".to_owned(), Unknown::NotAsked { region: "us-west-1".to_owned() })]);
    assert!(certainly_missing(&recorded(&unlisted, &Stores::default())));
    // Where no region answered, there may be a trail for all of them.
    unlisted.seen_anywhere = false;
    assert!(why(&recorded(&unlisted, &Stores::default())).is_some());
}

fn store(status: &str, category: &str) -> Stores {
    let settings = json!({ "Status": status, "MultiRegionEnabled": true, "RetentionPeriod": 366,
        "AdvancedEventSelectors": [{ "FieldSelectors": [{ "Field": "eventCategory", "Equals": [category] }] }] });
    let listed = json!({ "EventDataStoreArn": "arn", "Name": "lake" });
    let store = SeenStore {
        region: HOME.to_owned(),
        listed: serde_json::from_value(listed).expect("a store"),
        settings: answer(settings),
    };
    Stores { stores: vec![store], ..Stores::default() }
}

#[test]
fn an_event_data_store_leaves_open_whether_events_arrive() {
    let none = listing(Vec::new());
    let reason = why(&recorded(&none, &store("ENABLED", "Management")));
    assert_eq!(reason, Some(Unknown::undecidable("event-data-store-tells-no-delivery")));
    assert!(certainly_missing(&recorded(&none, &store("ENABLED", "ConfigurationItem"))));
    assert!(certainly_missing(&recorded(&none, &store("STOPPED_INGESTION", "Management"))));
    assert_eq!(store("ENABLED", "Management").taking_in(), Observed::Value(1));
    assert_eq!(store("ENABLED", "ConfigurationItem").taking_in(), Observed::Value(0));
}
