//! Metric filters on the log groups of trails, and the alarms on what they count.

use super::super::alarms::Heard;
use super::super::cloudtrail::{CloudTrail, Feed};
use super::super::in_turn;
use super::super::survey::Survey;
use super::{Happening, KIND, Notice};
use crate::alarm::{FilterPattern, Says, Watched, Wiring};
use crate::aws::wire::logs::{DescribeMetricFilters, MetricFilter, MetricTransformation};
use crate::fact::{Observed, Unknown};
use crate::trail::{Coverage, coverage};
use jiff::Timestamp;
use serde_json::json;
use std::sync::Arc;

/// The filters of all log groups to which trails deliver.
pub(super) struct Filters<'t> {
    groups: Vec<Group<'t>>,
    pub(super) answered: Vec<(&'static str, Timestamp)>,
}

/// One such log group.
struct Group<'t> {
    feed: &'t Feed,
    filters: Result<Vec<Filter>, Unknown>,
}

/// A metric filter.
struct Filter {
    name: String,
    pattern: FilterPattern,
    /// Whether one event reaches somebody.
    heard: Says,
}

impl<'t> Filters<'t> {
    pub(super) async fn of(survey: &Survey<'_>, trails: &'t CloudTrail) -> Self {
        let asked = in_turn(trails.feeds().iter().map(|feed| group(survey, feed))).await;
        let mut all = Self { groups: Vec::new(), answered: Vec::new() };
        for (group, answered) in asked {
            all.groups.push(group);
            all.answered.extend(answered);
        }
        all
    }

    /// Filters that notice an event. One that was not seen may.
    pub(super) fn notices(&self, one: &Happening) -> Vec<Notice> {
        let mut notices = Vec::new();
        for group in &self.groups {
            let arrives = arrives(group.feed, one);
            match &group.filters {
                _ if arrives == Says::No => {}
                Ok(filters) => notices.extend(filters.iter().map(|filter| Notice {
                    name: filter.name.clone(),
                    matches: filter.pattern.matches(&one.event).and(arrives.clone()),
                    heard: filter.heard.clone(),
                })),
                Err(why) => notices.push(Notice {
                    name: String::new(),
                    matches: Says::CannotTell(why.clone()).and(arrives),
                    heard: Says::Yes,
                }),
            }
        }
        notices
    }
}

/// Whether an event arrives in the log group.
fn arrives(feed: &Feed, one: &Happening) -> Says {
    let certain = feed.open.clone().map_or(Says::Yes, Says::CannotTell);
    match coverage(std::slice::from_ref(&one.recorded), &[&feed.recorder]) {
        Coverage::Complete { .. } => certain,
        Coverage::Gap(_) => Says::No,
        Coverage::Open => certain.and(Says::cannot_tell("selectors-leave-it-open")),
    }
}

type Answered = Vec<(&'static str, Timestamp)>;

async fn group<'t>(survey: &Survey<'_>, feed: &'t Feed) -> (Group<'t>, Answered) {
    // arn:aws:logs:REGION:ACCOUNT:log-group:NAME:*
    let parts: Vec<&str> = feed.log_group.splitn(7, ':').collect();
    let [_, _, _, region, account, _, name] = parts.as_slice() else {
        return (Group { feed, filters: Err(Unknown::undecidable("unusual-log-group")) }, Vec::new());
    };
    if *account != survey.account.id {
        return (Group { feed, filters: Err(Unknown::undecidable("log-group-of-another-account")) }, Vec::new());
    }
    let members = json!({ "logGroupName": name.strip_suffix(":*").unwrap_or(name) });
    let listed = survey.site(region).list_for::<DescribeMetricFilters>(KIND, members).await;
    let mut answered = listed.answered;
    let filters = match listed.seen {
        Observed::Unknown(why) => Err(why),
        Observed::Absent => Ok(Vec::new()),
        Observed::Value(filters) if filters.is_empty() => Ok(Vec::new()),
        Observed::Value(filters) => {
            let heard = survey.alarms.of(region).await;
            answered.extend(&heard.answered);
            Ok(filters.iter().map(|filter| read(filter, &heard)).collect())
        }
    };
    (Group { feed, filters }, answered)
}

fn read(filter: &MetricFilter, heard: &Arc<Heard>) -> Filter {
    let other_words = filter.apply_on_transformed_logs
        || filter.field_selection_criteria.as_ref().is_some_and(|text| !text.is_empty());
    let counted = Says::any(filter.metric_transformations.iter().map(|count| is_heard(count, heard)));
    Filter {
        name: filter.filter_name.clone(),
        pattern: FilterPattern::parse(&filter.filter_pattern),
        heard: if other_words { counted.and(Says::cannot_tell("filter-pattern-leaves-open")) } else { counted },
    }
}

/// Whether somebody hears of one event that a filter counts.
fn is_heard(count: &MetricTransformation, heard: &Heard) -> Says {
    let wiring = match &heard.wiring {
        Observed::Value(wiring) => wiring,
        Observed::Unknown(why) => return Says::CannotTell(why.clone()),
        Observed::Absent => return Says::No,
    };
    Says::any((0..wiring.alarms().len()).map(|index| match goes_off(count, wiring, index) {
        Says::No => Says::No,
        goes_off => goes_off.and(wiring.notifies(index, &|alarm, action| heard.reaches(alarm, action))),
    }))
}

/// Whether one event that a filter counts sets an alarm off.
fn goes_off(count: &MetricTransformation, wiring: &Wiring, index: usize) -> Says {
    let Some(alarm) = wiring.alarms().get(index) else { return Says::No };
    match &alarm.watched {
        Watched::Metric(metric) if metric.namespace == count.metric_namespace && metric.name == count.metric_name => {
            match count.metric_value.parse() {
                Ok(value) if count.dimensions.is_empty() && metric.dimensions.is_empty() => {
                    metric.fires_on_one(value, count.default_value.is_some())
                }
                Ok(_) if count.dimensions.is_empty() => Says::No,
                _ => Says::cannot_tell("alarm-condition-leaves-open"),
            }
        }
        Watched::Expression(text) if text.contains(&count.metric_name) => Says::cannot_tell("alarm-on-expression"),
        Watched::Promql | Watched::Logs => Says::cannot_tell("alarm-on-expression"),
        _ => Says::No,
    }
}
