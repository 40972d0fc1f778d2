//! Alarms as resources of their own.
//!
//! Calls: those of `alarms.rs`.

use super::Found;
use super::alarms::{Heard, acts_on_the_system};
use super::sheet::Sheet;
use super::survey::{Site, Survey};
use crate::alarm::{Watched, Wiring, is_availability};
use crate::aws::wire::Ask;
use crate::aws::wire::sns::ListSubscriptionsByTopic;
use crate::fact::cloudwatch::Alarm;
use crate::fact::{Observed, ResourceKind, Unknown};

const KIND: ResourceKind = ResourceKind::CloudWatchAlarm;

/// Collects alarms.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    survey.in_regions(&[KIND], async |site| in_region(survey, site).await).await
}

async fn in_region(survey: &Survey<'_>, site: &Site<'_>) -> Found {
    let mut found = Found::default();
    let heard = survey.alarms.of(&site.region).await;
    let listed = heard.wiring.clone().map(|wiring| wiring.alarms().to_vec());
    found.note(KIND, &site.region, &listed);
    let Observed::Value(wiring) = &heard.wiring else { return found };
    for index in 0..wiring.alarms().len() {
        found.resources.extend(alarm(site, &heard, wiring, index));
    }
    found
}

fn alarm(site: &Site<'_>, heard: &Heard, wiring: &Wiring, index: usize) -> Option<crate::fact::Resource> {
    let alarm = wiring.alarms().get(index)?;
    let mut sheet = Sheet::new(KIND, &site.region, &alarm.name, &alarm.arn);
    sheet.answered(&heard.answered);
    let metric = match &alarm.watched {
        Watched::Metric(metric) => Some(metric),
        _ => None,
    };
    let mut actions = wiring.fires_with(index).into_iter().flat_map(|(alarm, _)| &alarm.actions);
    let facts = Alarm {
        metric: metric.map(|metric| format!("{} {}", metric.namespace, metric.name)),
        availability: metric.is_some_and(|metric| is_availability(&metric.namespace, &metric.name)),
        actions_enabled: alarm.actions_enabled,
        names_recipient: actions.any(|action| !acts_on_the_system(action)),
        state: alarm.state.clone(),
        reaches_somebody: if site.needs(KIND, ListSubscriptionsByTopic::OPERATION) {
            wiring.notifies(index, &|alarm, action| heard.reaches(alarm, action)).into()
        } else {
            Observed::Unknown(Unknown::undecidable("not-collected"))
        },
    };
    Some(sheet.finish(&site.account.id, &facts))
}
