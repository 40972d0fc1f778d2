//! Alarms of a region, and whom each of their actions reaches, asked once.
//!
//! Calls: `DescribeAlarms` per region; per SNS topic that alarms name, those of `topics.rs`.

use super::Plan;
use super::data_key::DataKeys;
use super::sheet::{Sheet, hours_ago};
use super::topics::{Publisher, Topic, Topics};
use crate::alarm::{Alarm, Metric, Need, Says, Watched, Wiring};
use crate::aws::wire::cloudwatch::{AnyAlarm, DescribeAlarms, Dimension, MetricAlarm, MetricQuery};
use crate::aws::wire::{Ask, Time};
use crate::aws::{Account, Once};
use crate::fact::cloudwatch::{Availability, Capacity};
use crate::fact::{Observed, ResourceKind, Unknown};
use jiff::Timestamp;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The alarms of regions.
pub(super) struct Alarms<'a> {
    account: &'a Account,
    plan: &'a Plan,
    pub(super) topics: Topics<'a>,
    by_region: Once<String, Heard>,
}

/// The alarms of one region, and the topics that they name.
pub(super) struct Heard {
    pub(super) wiring: Observed<Wiring>,
    account: String,
    topics: BTreeMap<String, Arc<Topic>>,
    pub(super) answered: Vec<(&'static str, Timestamp)>,
}

/// What must be watched so that shortages are noticed. `None` where it cannot run short.
pub(super) struct Shortages {
    pub(super) cpu: Need,
    pub(super) memory: Need,
    pub(super) storage: Option<Need>,
}

impl<'a> Alarms<'a> {
    pub(super) fn new(account: &'a Account, plan: &'a Plan, keys: &'a DataKeys<'a>) -> Self {
        Self { account, plan, topics: Topics::new(account, keys), by_region: Once::default() }
    }

    /// The alarms of a region.
    pub(super) async fn of(&self, region: &str) -> Arc<Heard> {
        self.by_region.get(region.to_owned(), Box::pin(self.ask(region))).await
    }

    async fn ask(&self, region: &str) -> Heard {
        // NOTE: without AlarmTypes only alarms on metrics come (DescribeAlarms, CloudWatch API Reference).
        let types = json!({ "AlarmTypes": ["CompositeAlarm", "MetricAlarm", "LogAlarm"] });
        let listed = self.account.list::<DescribeAlarms>(region, types).await;
        let mut answered = listed.answered;
        let alarms = listed.seen.map(|alarms| alarms.into_iter().map(|alarm| self.alarm(alarm)).collect::<Vec<_>>());
        let mut topics = BTreeMap::new();
        for action in alarms.value().into_iter().flatten().flat_map(|alarm| &alarm.actions) {
            if topics.contains_key(action) {
                continue;
            }
            if let Some(topic) = self.topics.topic(action).await {
                answered.extend(topic.answered.iter().copied());
                topics.insert(action.clone(), topic);
            }
        }
        Heard { wiring: alarms.map(Wiring::new), account: self.account.id.clone(), topics, answered }
    }

    /// The alarms of a region for a kind whose rules read of them.
    async fn heard(&self, kind: ResourceKind, sheet: &mut Sheet, region: &str) -> Option<Arc<Heard>> {
        self.plan.needs(kind, DescribeAlarms::OPERATION).then_some(())?;
        let heard = self.of(region).await;
        sheet.answered(&heard.answered);
        Some(heard)
    }

    /// Whether alarms of a region tell of a system's failure.
    pub(super) async fn availability(
        &self,
        kind: ResourceKind,
        sheet: &mut Sheet,
        region: &str,
        need: &Need,
    ) -> Availability {
        let heard = self.heard(kind, sheet, region).await;
        match wiring(heard.as_deref()) {
            Ok((heard, wiring)) => Availability {
                watched: need.watched(wiring).into(),
                notified: need.notified(wiring, &|alarm, action| heard.reaches(alarm, action)).into(),
            },
            Err(why) => Availability { watched: Observed::Unknown(why.clone()), notified: Observed::Unknown(why) },
        }
    }

    /// Whether alarms of a region tell of a system's shortages.
    pub(super) async fn capacity(
        &self,
        kind: ResourceKind,
        sheet: &mut Sheet,
        region: &str,
        needs: &Shortages,
    ) -> Capacity {
        let heard = self.heard(kind, sheet, region).await;
        let (heard, wiring) = match wiring(heard.as_deref()) {
            Ok(known) => known,
            Err(why) => {
                let unknown = || Observed::Unknown(why.clone());
                let storage = needs.storage.as_ref().map_or(Observed::Absent, |_| unknown());
                return Capacity {
                    cpu: unknown(),
                    memory: unknown(),
                    storage,
                    silent_alarms: Observed::Unknown(why.clone()),
                };
            }
        };
        let reaches = |alarm: &Alarm, action: &str| heard.reaches(alarm, action);
        let notified = |need: &Need| Observed::from(need.notified(wiring, &reaches));
        let all = [Some(&needs.cpu), Some(&needs.memory), needs.storage.as_ref()];
        let silent = all.into_iter().flatten().flat_map(|need| need.silent(wiring, &reaches));
        Capacity {
            cpu: notified(&needs.cpu),
            memory: notified(&needs.memory),
            storage: needs.storage.as_ref().map_or(Observed::Absent, notified),
            silent_alarms: Observed::Value(silent.collect()),
        }
    }

    /// An alarm as the reasoning about alarms sees it.
    fn alarm(&self, alarm: AnyAlarm) -> Alarm {
        let age = |updated: Time, turned: Option<Time>| hours_ago(self.account.now, turned.unwrap_or(updated).0);
        match alarm {
            AnyAlarm::Composite(alarm) => Alarm {
                state_age_hours: age(alarm.state_updated_timestamp, alarm.state_transitioned_timestamp),
                name: alarm.alarm_name,
                arn: alarm.alarm_arn,
                actions_enabled: alarm.actions_enabled,
                actions: alarm.alarm_actions,
                state: alarm.state_value,
                watched: Watched::Composite(alarm.alarm_rule),
            },
            AnyAlarm::Metric(alarm) => Alarm {
                watched: watched(&alarm, &self.account.id),
                state_age_hours: age(alarm.state_updated_timestamp, alarm.state_transitioned_timestamp),
                name: alarm.alarm_name,
                arn: alarm.alarm_arn,
                actions_enabled: alarm.actions_enabled,
                actions: alarm.alarm_actions,
                state: alarm.state_value,
            },
            AnyAlarm::Log(alarm) => Alarm {
                state_age_hours: 0.0,
                name: alarm.alarm_name,
                arn: alarm.alarm_arn,
                actions_enabled: alarm.actions_enabled,
                actions: alarm.alarm_actions,
                state: alarm.state_value,
                watched: Watched::Logs,
            },
        }
    }
}

/// The alarms, or why they are not known.
fn wiring(heard: Option<&Heard>) -> Result<(&Heard, &Wiring), Unknown> {
    let heard = heard.ok_or_else(|| Unknown::undecidable("not-collected"))?;
    match &heard.wiring {
        Observed::Value(wiring) => Ok((heard, wiring)),
        Observed::Unknown(why) => Err(why.clone()),
        Observed::Absent => Err(Unknown::undecidable("not-collected")),
    }
}

impl Heard {
    /// Whether an action of an alarm reaches somebody.
    pub(super) fn reaches(&self, alarm: &Alarm, action: &str) -> Says {
        match self.topics.get(action) {
            Some(topic) => topic.reaches(Publisher::Alarm(&alarm.arn), &self.account),
            None if acts_on_the_system(action) => Says::No,
            None => Says::cannot_tell("action-leads-elsewhere"),
        }
    }
}

/// Actions that restart or scale something instead of telling somebody (`PutMetricAlarm`, CloudWatch API Reference).
pub(super) fn acts_on_the_system(action: &str) -> bool {
    matches!(action.split(':').nth(2), Some("automate" | "swf" | "autoscaling" | "ec2"))
}

fn watched(alarm: &MetricAlarm, account: &str) -> Watched {
    if alarm.evaluation_criteria.is_some() {
        return Watched::Promql;
    }
    if let (Some(namespace), Some(name)) = (&alarm.namespace, &alarm.metric_name) {
        let statistic = alarm.statistic.as_ref().or(alarm.extended_statistic.as_ref());
        return Watched::Metric(metric(alarm, namespace, name, &alarm.dimensions, statistic));
    }
    let of_this_account = |query: &MetricQuery| query.account_id.as_deref().is_none_or(|own| own == account);
    let stats: Vec<_> = alarm.metrics.iter().filter(|query| query.metric_stat.is_some()).collect();
    let expressions: Vec<_> = alarm.metrics.iter().filter(|query| query.expression.is_some()).collect();
    let band = |query: &MetricQuery, of: &MetricQuery| {
        let text = query.expression.as_deref().unwrap_or_default();
        let inner = text.strip_prefix("ANOMALY_DETECTION_BAND(").and_then(|text| text.strip_suffix(')'));
        let first = inner.and_then(|inner| inner.split(',').next()).map(str::trim);
        alarm.threshold_metric_id.as_deref() == Some(&query.id) && first == Some(&of.id)
    };
    let one = match (stats.as_slice(), expressions.as_slice()) {
        ([one], []) if alarm.metrics.len() == 1 => Some(one),
        ([one], [expression]) if alarm.metrics.len() == 2 && band(expression, one) => Some(one),
        _ => None,
    };
    if let Some(stat) = one.filter(|one| of_this_account(one)).and_then(|one| one.metric_stat.as_ref()) {
        let name = |name: &Option<String>| name.clone().unwrap_or_default();
        let (namespace, metric_name) = (name(&stat.metric.namespace), name(&stat.metric.metric_name));
        return Watched::Metric(metric(alarm, &namespace, &metric_name, &stat.metric.dimensions, Some(&stat.stat)));
    }
    let own = alarm.metrics.iter().filter(|query| of_this_account(query));
    let names = own.filter_map(|query| query.metric_stat.as_ref()?.metric.metric_name.clone());
    let texts = expressions.iter().filter_map(|query| query.expression.clone());
    Watched::Expression(names.chain(texts).collect::<Vec<_>>().join(" "))
}

fn metric(
    alarm: &MetricAlarm,
    namespace: &str,
    name: &str,
    dimensions: &[Dimension],
    statistic: Option<&String>,
) -> Metric {
    Metric {
        namespace: namespace.to_owned(),
        name: name.to_owned(),
        dimensions: dimensions.iter().map(|one| (one.name.clone(), one.value.clone())).collect(),
        statistic: statistic.cloned().unwrap_or_default(),
        comparison: alarm.comparison_operator.clone().unwrap_or_default(),
        threshold: alarm.threshold,
        periods: alarm.datapoints_to_alarm.or(alarm.evaluation_periods).unwrap_or_default(),
    }
}
