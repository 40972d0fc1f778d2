//! Trails: which there are, whether they work, and what becomes of their log files.

use super::record::given;
use super::{ACCOUNT, BUCKET, CHANGES, TRAIL, asks_selectors, asks_status, bucket, needs};
use crate::aws::Answer;
use crate::aws::wire::Ask;
use crate::aws::wire::cloudtrail::{
    DescribeTrails, EventSelectors, GetEventSelectors, GetTrailStatus, Trail as Described, TrailStatus as Status,
};
use crate::aws::wire::logs::DescribeLogGroups;
use crate::collect::sheet::{Sheet, days_ago, hours_ago};
use crate::collect::side_by_side::side_by_side;
use crate::collect::survey::{Survey, not_collected};
use crate::collect::{Found, in_turn};
use crate::fact::cloudtrail::{Trail, TrailLogGroup, TrailStatus};
use crate::fact::{Coverage, GLOBAL, Observed, Unknown};
use jiff::Timestamp;
use serde_json::json;
use std::collections::BTreeMap;

/// A trail with what it says of itself.
#[derive(Debug)]
pub(super) struct SeenTrail {
    pub(super) trail: Described,
    pub(super) status: Answer<Status>,
    pub(super) selectors: Answer<EventSelectors>,
}

/// All trails that could be seen.
#[derive(Debug, Default)]
pub(super) struct Listing {
    pub(super) trails: Vec<SeenTrail>,
    /// Regions whose trails were not seen, and why.
    pub(super) unlisted: BTreeMap<String, Unknown>,
    /// Whether any region answered: each shows the trails of all regions.
    pub(super) seen_anywhere: bool,
    /// Why it is not known which regions there are, if so.
    pub(super) regions_unknown: Option<Unknown>,
    pub(super) answered: Vec<(&'static str, Timestamp)>,
}

/// Asks every region for its trails, and each trail for its status and selectors.
pub(super) async fn list(survey: &Survey<'_>) -> Listing {
    let (asked, left_out) = regions(survey);
    let answers = side_by_side(asked.iter().map(|region| async {
        let answer = survey.site(region).get::<DescribeTrails>(json!({})).await;
        (region.clone(), answer)
    }));
    let mut listing = Listing { regions_unknown: survey.regions.enabled.clone().err(), ..Listing::default() };
    listing.unlisted.extend(left_out.into_iter().map(|region| (region.clone(), Unknown::NotAsked { region })));
    let mut described: BTreeMap<String, Described> = BTreeMap::new();
    for (region, answer) in answers.await {
        listing.answered.extend(&answer.answered);
        match answer.seen {
            Observed::Value(reply) => {
                listing.seen_anywhere = true;
                described.extend(reply.trail_list.into_iter().map(|trail| (trail.trail_arn.clone(), trail)));
            }
            Observed::Unknown(why) => {
                listing.unlisted.insert(region, why);
            }
            Observed::Absent => {}
        }
    }
    listing.trails = in_turn(described.into_values().map(|trail| seen(survey, trail))).await;
    for trail in &listing.trails {
        listing.answered.extend(trail.status.answered.iter().chain(&trail.selectors.answered));
    }
    listing
}

/// The regions to ask, and those that `--region` leaves out. What all trails together record concerns every region; trails
/// as such are looked for where the document speaks of.
fn regions(survey: &Survey<'_>) -> (Vec<String>, Vec<String>) {
    let everywhere = needs(survey, &[ACCOUNT, BUCKET, CHANGES], DescribeTrails::OPERATION);
    let meant = |region: &&String| everywhere || survey.plan.in_scope(TRAIL, region);
    let meant: Vec<String> = survey.regions.asked.iter().filter(meant).cloned().collect();
    let (mut asked, left_out): (Vec<_>, Vec<_>) =
        meant.into_iter().partition(|region| survey.plan.narrowing.leaves(region));
    if asked.is_empty() {
        asked.push(survey.account.home_region());
    }
    (asked, left_out)
}

async fn seen(survey: &Survey<'_>, trail: Described) -> SeenTrail {
    let site = survey.site(&trail.home_region);
    let arn = &trail.trail_arn;
    let (status, selectors) = tokio::join!(
        async {
            let asked = asks_status(survey);
            if asked { site.get::<GetTrailStatus>(json!({ "Name": arn })).await } else { not_collected() }
        },
        async {
            let asked = asks_selectors(survey);
            if asked { site.get::<GetEventSelectors>(json!({ "TrailName": arn })).await } else { not_collected() }
        },
    );
    SeenTrail { trail, status, selectors }
}

/// The trails as resources.
pub(super) async fn collect(survey: &Survey<'_>, listing: &Listing) -> Found {
    let mut found = Found::default();
    if !survey.plan.wants(TRAIL) {
        return found;
    }
    let listed = match (&listing.regions_unknown, listing.unlisted.values().next()) {
        (Some(why), _) => Err(why.clone()),
        (None, Some(why)) if !listing.seen_anywhere => Err(why.clone()),
        _ => Ok(listing.trails.len() as u64),
    };
    found.coverage.push(Coverage { kind: TRAIL, region: GLOBAL.to_owned(), listed });
    for (region, why) in &listing.unlisted {
        found.coverage.push(Coverage { kind: TRAIL, region: region.clone(), listed: Err(why.clone()) });
    }
    found.resources = in_turn(listing.trails.iter().map(async |seen| {
        let trail = &seen.trail;
        let mut sheet = Sheet::new(TRAIL, GLOBAL, &trail.name, &trail.trail_arn);
        sheet.answered(&listing.answered);
        let facts = facts(survey, seen, &mut sheet).await;
        sheet.finish(&survey.account.id, &facts)
    }))
    .await;
    found
}

async fn facts(survey: &Survey<'_>, seen: &SeenTrail, sheet: &mut Sheet) -> Trail {
    let (trail, now) = (&seen.trail, survey.account.now);
    let (key, group, bucket) = tokio::join!(
        survey.keys.of_store(TRAIL, &trail.home_region, trail.kms_key_id.as_deref()),
        log_group(survey, seen),
        bucket::facts(survey, trail),
    );
    let (bucket, answered) = bucket;
    sheet.answered(&answered);
    Trail {
        home_region: trail.home_region.clone(),
        multi_region: trail.is_multi_region_trail,
        organization: trail.is_organization_trail,
        log_file_validation: trail.log_file_validation_enabled,
        status: seen.status.seen.clone().map(|status| TrailStatus {
            logging: status.is_logging,
            stopped_days: status.stop_logging_time.filter(|_| !status.is_logging).map(|time| days_ago(now, time.0)),
            delivery_error: given(status.latest_delivery_error.as_ref()),
            delivery_age_hours: status.latest_delivery_time.map(|time| hours_ago(now, time.0)),
            digest_error: given(status.latest_digest_delivery_error.as_ref()),
            digest_age_hours: status.latest_digest_delivery_time.map(|time| hours_ago(now, time.0)),
        }),
        kms_key_id: trail.kms_key_id.clone(),
        key: sheet.seen(key),
        bucket,
        log_group: sheet.seen(group),
    }
}

/// The log group of a trail: `arn:aws:logs:eu-central-1:111122223333:log-group:NAME:*`.
async fn log_group(survey: &Survey<'_>, seen: &SeenTrail) -> Answer<TrailLogGroup> {
    let Some(arn) = seen.trail.cloud_watch_logs_log_group_arn.as_deref().filter(|arn| !arn.is_empty()) else {
        return Answer::known(Observed::Absent);
    };
    let parts: Vec<&str> = arn.splitn(7, ':').collect();
    let [_, _, _, region, account, _, name] = parts.as_slice() else {
        return Answer::known(Observed::Unknown(Unknown::undecidable("log-group-of-another-account")));
    };
    if *account != survey.account.id {
        return Answer::known(Observed::Unknown(Unknown::undecidable("log-group-of-another-account")));
    }
    let name = name.strip_suffix(":*").unwrap_or(name);
    let asked = json!({ "logGroupNamePrefix": name });
    let groups = survey.site(region).list_for::<DescribeLogGroups>(TRAIL, asked).await;
    let receives = seen.status.seen.clone().map(|status| {
        status.latest_cloud_watch_logs_delivery_time.is_some()
            && given(status.latest_cloud_watch_logs_delivery_error.as_ref()).is_none()
    });
    // A group that is not there any more keeps nothing.
    groups.and_then(|groups| {
        let group = groups.into_iter().find(|group| group.log_group_name == name);
        Observed::of(group.map(|group| TrailLogGroup {
            name: group.log_group_name,
            retention_days: group.retention_in_days,
            receives,
        }))
    })
}
