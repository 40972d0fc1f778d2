//! Resources that deviated in the period, and who changed them.
//!
//! In: what each kept run said that had changed, oldest first. Out: deviations with beginning and end. Claims tell how long a
//! measure was not in place; this tells where.

use crate::drift::{Drift, FindingChange, FindingTurn, Origin, State};
use crate::fact::ResourceKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A resource that deviated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Deviation {
    /// The rule.
    pub rule: String,
    /// Kind of the resource.
    pub resource: ResourceKind,
    /// Region code or `global`.
    pub region: String,
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// Ids of the claims that the rule tests.
    pub claims: Vec<String>,
    /// What was found, in words, in the language of the scan.
    pub observed: Option<String>,
    /// The first scan that saw it (UTC, RFC 3339), also before the period.
    pub since: String,
    /// How it ended; null: it was open at the end of the period.
    pub ended: Option<Ended>,
    /// Who changed it, and when, as far as the scan that saw it first could tell.
    pub origin: Option<Origin>,
}

/// The end of a deviation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Ended {
    /// The scan that saw it ended (UTC, RFC 3339).
    pub time: String,
    /// How: mended, waived, gone, or no longer claimed; null where the data of the runs around its end were pruned.
    pub how: Option<FindingTurn>,
}

type Key = (String, ResourceKind, String, String);

/// Collects deviations run by run.
#[derive(Debug, Default)]
pub(super) struct Deviations {
    open: BTreeMap<Key, Deviation>,
    ended: Vec<Deviation>,
}

impl Deviations {
    /// What a complete run said.
    pub(super) fn add(&mut self, drift: &Drift, time: &str) {
        for change in &drift.findings {
            let key = (change.rule.clone(), change.resource, change.region.clone(), change.arn.clone());
            match change.turn {
                FindingTurn::NewlyRefuted | FindingTurn::StillRefuted => {
                    let since = change.since.as_deref().unwrap_or(time);
                    let seen = self.open.entry(key).or_insert_with(|| begun(change, since));
                    seen.claims.clone_from(&change.claims);
                    if change.observed.is_some() {
                        seen.observed.clone_from(&change.observed);
                    }
                    if change.origin.is_some() {
                        seen.origin.clone_from(&change.origin);
                    }
                }
                FindingTurn::Mended | FindingTurn::Waived | FindingTurn::Gone | FindingTurn::NoLongerClaimed => {
                    self.end(&key, time, Some(change.turn));
                }
                FindingTurn::NewlyUnverified | FindingTurn::VerifiedAgain => {}
            }
        }
    }

    /// After runs whose data were pruned: what is not open any more ended in between.
    pub(super) fn catch_up(&mut self, state: &State, time: &str) {
        let open: BTreeSet<Key> = state
            .open
            .iter()
            .map(|open| (open.rule.clone(), open.resource, open.region.clone(), open.arn.clone()))
            .collect();
        let gone: Vec<Key> = self.open.keys().filter(|key| !open.contains(*key)).cloned().collect();
        for key in gone {
            self.end(&key, time, None);
        }
    }

    /// All, by beginning, rule, region and ARN.
    pub(super) fn finish(self) -> Vec<Deviation> {
        let mut all: Vec<Deviation> = self.ended.into_iter().chain(self.open.into_values()).collect();
        all.sort_by(|a, b| (&a.since, &a.rule, &a.region, &a.arn).cmp(&(&b.since, &b.rule, &b.region, &b.arn)));
        all
    }

    fn end(&mut self, key: &Key, time: &str, how: Option<FindingTurn>) {
        // One that began and ended outside the period, or in runs that were pruned, is not known here.
        if let Some(deviation) = self.open.remove(key) {
            let ended = Some(Ended { time: time.to_owned(), how });
            self.ended.push(Deviation { ended, ..deviation });
        }
    }
}

fn begun(change: &FindingChange, since: &str) -> Deviation {
    Deviation {
        rule: change.rule.clone(),
        resource: change.resource,
        region: change.region.clone(),
        name: change.name.clone(),
        arn: change.arn.clone(),
        claims: change.claims.clone(),
        observed: change.observed.clone(),
        since: since.to_owned(),
        ended: None,
        origin: change.origin.clone(),
    }
}
