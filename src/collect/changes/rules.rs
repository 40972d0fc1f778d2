//! EventBridge rules on the default bus, and whom their targets reach.

use super::super::in_turn;
use super::super::survey::{Site, Survey};
use super::super::topics::Publisher;
use super::{Happening, KIND, Notice};
use crate::alarm::{EventPattern, Says};
use crate::aws::wire::events::{ListRules, ListTargetsByRule, Rule as Described};
use crate::fact::{Observed, Unknown};
use jiff::Timestamp;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// The rules of all regions that matter.
#[derive(Default)]
pub(super) struct Rules {
    by_region: BTreeMap<String, Result<Vec<Rule>, Unknown>>,
    regions_unknown: Option<Unknown>,
    pub(super) answered: Answered,
}

/// A rule for events.
struct Rule {
    name: String,
    pattern: EventPattern,
    /// Whether it is switched on.
    on: Says,
    /// Whether one of its targets reaches somebody.
    heard: Says,
}

type Answered = Vec<(&'static str, Timestamp)>;

impl Rules {
    pub(super) async fn of(survey: &Survey<'_>, happenings: &[Happening]) -> Self {
        let mut all = Self { regions_unknown: survey.regions.enabled.clone().err(), ..Self::default() };
        let main = happenings.iter().find(|one| one.event.place == crate::alarm::Where::MainRegion);
        let main = main.and_then(|one| one.region.as_deref());
        let regions: BTreeSet<&str> = happenings.iter().filter_map(|one| one.region.as_deref()).collect();
        // The main region is asked for what is global, whatever `--region` leaves.
        let (asked, left_out): (Vec<&str>, Vec<&str>) =
            regions.into_iter().partition(|region| survey.plan.narrowing.leaves(region) || main == Some(*region));
        for region in left_out {
            all.by_region.insert(region.to_owned(), Err(Unknown::NotAsked { region: region.to_owned() }));
        }
        let found = in_turn(asked.iter().map(|region| in_region(survey, region, happenings))).await;
        for (region, (rules, answered)) in asked.into_iter().zip(found) {
            all.by_region.insert(region.to_owned(), rules);
            all.answered.extend(answered);
        }
        all
    }

    /// Rules that notice an event. One that was not seen may.
    pub(super) fn notices(&self, one: &Happening) -> Vec<Notice> {
        let unseen = |why: &Unknown| {
            vec![Notice { name: String::new(), matches: Says::CannotTell(why.clone()), heard: Says::Yes }]
        };
        let rules = match one.region.as_ref().map(|region| self.by_region.get(region)) {
            Some(Some(Ok(rules))) => rules,
            Some(Some(Err(why))) => return unseen(why),
            _ => return self.regions_unknown.as_ref().map(unseen).unwrap_or_default(),
        };
        let notice = |rule: &Rule| Notice {
            name: rule.name.clone(),
            matches: rule.pattern.matches(&one.event).and(rule.on.clone()),
            heard: rule.heard.clone(),
        };
        rules.iter().map(notice).collect()
    }
}

async fn in_region(
    survey: &Survey<'_>,
    region: &str,
    happenings: &[Happening],
) -> (Result<Vec<Rule>, Unknown>, Answered) {
    let site = survey.site(region);
    let listed = site.list_for::<ListRules>(KIND, json!({})).await;
    let mut answered = listed.answered;
    let rules = match listed.seen {
        Observed::Value(rules) => rules,
        Observed::Absent => Vec::new(),
        Observed::Unknown(why) => return (Err(why), answered),
    };
    let here: Vec<&Happening> = happenings.iter().filter(|one| one.region.as_deref() == Some(region)).collect();
    let mut read = Vec::new();
    for rule in in_turn(rules.iter().map(|rule| one_rule(survey, &site, rule, &here))).await {
        let Some((rule, more)) = rule else { continue };
        read.push(rule);
        answered.extend(more);
    }
    (Ok(read), answered)
}

/// A rule that may notice one of these events; `None` for any other, whose targets nobody needs to know.
async fn one_rule(
    survey: &Survey<'_>,
    site: &Site<'_>,
    rule: &Described,
    happenings: &[&Happening],
) -> Option<(Rule, Answered)> {
    let pattern = EventPattern::parse(rule.event_pattern.as_deref()?);
    let on = match rule.state.as_str() {
        "ENABLED" | "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS" => Says::Yes,
        "DISABLED" => Says::No,
        _ => Says::cannot_tell("status-not-known"),
    };
    let matters = on != Says::No && happenings.iter().any(|one| pattern.matches(&one.event) != Says::No);
    matters.then_some(())?;
    let targets = site.list_for::<ListTargetsByRule>(KIND, json!({ "Rule": rule.name })).await;
    let mut answered = targets.answered;
    let heard = match targets.seen {
        Observed::Unknown(why) => Says::CannotTell(why),
        Observed::Absent => Says::No,
        Observed::Value(targets) => {
            let mut heard = Says::No;
            for target in &targets {
                heard = heard.or(match survey.alarms.topics.topic(&target.arn).await {
                    Some(topic) => {
                        answered.extend(&topic.answered);
                        topic.reaches(Publisher::Rule(&rule.arn), &survey.account.id)
                    }
                    None if is_store(&target.arn) => Says::No,
                    None => Says::cannot_tell("action-leads-elsewhere"),
                });
            }
            heard
        }
    };
    Some((Rule { name: rule.name.clone(), pattern, on, heard }, answered))
}

/// Targets that keep events and tell nobody.
fn is_store(target: &str) -> bool {
    matches!(target.split(':').nth(2), Some("logs" | "kinesis" | "firehose"))
}
