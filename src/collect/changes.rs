//! Of which changes of permissions and keys somebody hears.
//!
//! Calls: those of `cloudtrail/` for trails; `DescribeMetricFilters` per log group of a trail and the alarms of its region;
//! `ListRules` in every region that matters and `ListTargetsByRule` for rules that may match; the topics behind them.

mod filters;
mod rules;

use super::cloudtrail::CloudTrail;
use super::sheet::Sheet;
use super::survey::Survey;
use super::{Found, global};
use crate::alarm::{Event, Says, Topic, Where, events};
use crate::aws::api::main_region;
use crate::fact::cloudwatch::{Account, Changes};
use crate::fact::{Coverage, GLOBAL, ResourceKind, Unknown};
use crate::trail::{Access, Events, Place};
use filters::Filters;
use jiff::Timestamp;
use rules::Rules;
use std::collections::{BTreeMap, BTreeSet};

const KIND: ResourceKind = ResourceKind::CloudWatchAccount;

/// An event in one place.
struct Happening {
    topic: Topic,
    event: Event,
    /// `None`: in a region of which it is not known that it exists.
    region: Option<String>,
    /// The same as trails see it.
    recorded: Events,
}

/// What notices an event: a filter or a rule, and whether somebody hears of it.
struct Notice {
    name: String,
    matches: Says,
    heard: Says,
}

/// Collects of which changes somebody hears.
pub(super) async fn collect(survey: &Survey<'_>, trails: &CloudTrail) -> Found {
    let mut found = Found::default();
    if !survey.plan.wants(KIND) {
        return found;
    }
    found.coverage.push(global(KIND, Ok(1)));
    found.coverage.extend(strange_regions(survey));
    let happenings = happenings(survey);
    let (filters, rules) = tokio::join!(Filters::of(survey, trails), Rules::of(survey, &happenings));
    let id = &survey.account.id;
    let mut sheet = Sheet::new(KIND, GLOBAL, id, &format!("arn:{}:iam::{id}:root", survey.account.partition));
    let answered: [&[(&'static str, Timestamp)]; 3] = [trails.answered(), &filters.answered, &rules.answered];
    for answered in answered {
        sheet.answered(answered);
    }
    let changes = |topic: Topic| {
        let own = happenings.iter().filter(|one| one.topic == topic);
        changes(own.map(|one| (one, notices(trails, &filters, &rules, one))), trails)
    };
    let facts = Account {
        permission_changes: changes(Topic::Iam),
        key_changes: changes(Topic::Kms),
        root_use: changes(Topic::Root),
    };
    found.resources.push(sheet.finish(id, &facts));
    found
}

fn notices(trails: &CloudTrail, filters: &Filters, rules: &Rules, one: &Happening) -> Vec<Notice> {
    let recorded = trails.recorded(one.recorded.clone());
    // NOTE: EventBridge hears of calls only where a trail records them ("Events from AWS services delivered via CloudTrail").
    let recorded = match recorded.all_seen {
        _ if recorded.complete => Says::Yes,
        crate::fact::Observed::Unknown(why) => Says::CannotTell(why),
        _ => Says::No,
    };
    let mut notices = filters.notices(one);
    notices.extend(
        rules.notices(one).into_iter().map(|notice| Notice { heard: notice.heard.and(recorded.clone()), ..notice }),
    );
    notices
}

/// What follows from who notices which event.
fn changes<'h>(all: impl Iterator<Item = (&'h Happening, Vec<Notice>)>, trails: &CloudTrail) -> Changes {
    let mut notified = Says::Yes;
    let mut unnoticed: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut noticed_by = BTreeSet::new();
    for (one, notices) in all {
        let certain = notices.iter().filter(|notice| notice.matches == Says::Yes);
        noticed_by.extend(certain.map(|notice| notice.name.clone()));
        let heard = Says::any(notices.into_iter().map(|notice| notice.matches.and(notice.heard)));
        // A trail that was not seen may feed a filter.
        let heard = heard.or(trails.unlisted().map_or(Says::No, |why| Says::CannotTell(why.clone())));
        if heard == Says::No {
            unnoticed.entry(&one.event.name).or_default().extend(one.region.as_deref());
        }
        notified = notified.and(heard);
    }
    let name = |(event, regions): (&str, BTreeSet<&str>)| {
        format!("{event} ({})", regions.into_iter().collect::<Vec<_>>().join(", "))
    };
    Changes {
        notified: notified.into(),
        unnoticed: unnoticed.into_iter().map(name).collect(),
        noticed_by: noticed_by.into_iter().collect(),
    }
}

/// Every event that must be noticed, in every place where it may happen: regions of the document's scope, and the main region
/// of the partition for global services.
fn happenings(survey: &Survey<'_>) -> Vec<Happening> {
    let main = main_region(&survey.account.home_region()).to_owned();
    let in_scope = survey.regions.asked.iter().filter(|region| survey.plan.in_scope(KIND, region)).cloned();
    let in_scope: Vec<Option<String>> =
        in_scope.map(Some).chain(survey.regions.enabled.is_err().then_some(None)).collect();
    let mut all = Vec::new();
    for topic in [Topic::Iam, Topic::Kms, Topic::Root] {
        for event in events(topic, &survey.account.partition, &survey.account.id) {
            let at_main = [Some(main.clone())];
            let regions: Vec<Option<String>> = match event.place {
                Where::MainRegion => at_main.into(),
                Where::EveryRegion => in_scope.clone(),
                Where::Anywhere => {
                    at_main.into_iter().chain(in_scope.clone()).collect::<BTreeSet<_>>().into_iter().collect()
                }
            };
            all.extend(regions.into_iter().map(|region| Happening {
                topic,
                recorded: recorded(topic, event.place, &main, region.as_deref()),
                event: event.clone(),
                region,
            }));
        }
    }
    all
}

/// The event as a sort of those that trails record.
fn recorded(topic: Topic, place: Where, main: &str, region: Option<&str>) -> Events {
    let place = match (place, region) {
        (Where::MainRegion, _) => Place::GlobalServices { main_region: main.to_owned() },
        (_, Some(region)) => Place::Region(region.to_owned()),
        (_, None) => Place::UnknownRegions,
    };
    if topic == Topic::Kms {
        return Events::of_kms(&place, Access::Write);
    }
    // Calls to sources that a trail may leave out, KMS among them, are no measure for the use of root.
    Events::of_ordinary_sources(&place, Access::Write)
}

/// Regions of the document's scope that the account has not enabled: nothing can be confirmed there by silence.
fn strange_regions(survey: &Survey<'_>) -> Vec<Coverage> {
    let Ok(enabled) = &survey.regions.enabled else { return Vec::new() };
    let strange = survey.plan.scope().iter().filter(|region| !enabled.contains(region));
    let gap = |region: &String| Coverage {
        kind: KIND,
        region: region.clone(),
        listed: Err(Unknown::RegionDisabled { region: region.clone() }),
    };
    strange.map(gap).collect()
}
