//! What changed beside the account: the document, the claims file, the rules, the scope, the eyes.
//!
//! In: two runs. Out: changes, by what they concern. Hashes are shown by their first twelve digits.

use super::sight::{RuleResult, Sight};
use super::{Yardstick, YardstickChange};
use std::collections::BTreeSet;

/// Compares everything but what was seen.
pub(super) fn compare(before: &Sight, now: &Sight) -> Vec<YardstickChange> {
    let mut changes = Changes(Vec::new());
    let (old, new) = (&before.document, &now.document);
    changes.text(Yardstick::Account, "", &before.caller.account, &now.caller.account);
    changes.text(Yardstick::Identity, "", identity(&before.caller.arn), identity(&now.caller.arn));
    changes.text(Yardstick::Document, "title", &old.title, &new.title);
    changes.text(Yardstick::Document, "party", &old.party, &new.party);
    changes.text(Yardstick::Document, "version", &old.version, &new.version);
    changes.maybe(Yardstick::Document, "sha256", short(old.file_sha256.as_ref()), short(new.file_sha256.as_ref()));
    let hash = |hash: &String| short(Some(hash));
    changes.maybe(Yardstick::ClaimsFile, "sha256", hash(&old.claims_sha256), hash(&new.claims_sha256));
    bindings(before, now, &mut changes);
    changes.maybe(Yardstick::RuleSet, "sha256", hash(&before.rules_sha256), hash(&now.rules_sha256));
    rules(before, now, &mut changes);
    changes.maybe(Yardstick::Scope, "accounts", list(&old.accounts), list(&new.accounts));
    changes.maybe(Yardstick::Scope, "regions", list(&old.regions), list(&new.regions));
    changes.maybe(Yardstick::Scope, "select", old.select.clone(), new.select.clone());
    regions(before, now, &mut changes);
    permissions(before, now, &mut changes);
    changes.text(Yardstick::Tomscan, "", &before.tomscan, &now.tomscan);
    changes.0
}

/// The identity without the name of its session, which is another one in each run of a job.
fn identity(arn: &str) -> &str {
    match arn.rsplit_once('/') {
        Some((role, _)) if arn.contains(":assumed-role/") => role,
        _ => arn,
    }
}

fn short(hash: Option<&String>) -> Option<String> {
    hash.map(|hash| hash.get(..12).unwrap_or(hash).to_owned())
}

fn list(items: &[String]) -> Option<String> {
    (!items.is_empty()).then(|| items.join(", "))
}

/// Rules that a claim names now and did not before, or the other way round. Claims that are new or gone say so themselves.
fn bindings(before: &Sight, now: &Sight, changes: &mut Changes) {
    for claim in &now.claims {
        let Some(earlier) = before.claim(&claim.id) else { continue };
        let rules = |sight: &Sight, claim| -> BTreeSet<String> {
            sight.results(claim).map(|result| result.rule.clone()).collect()
        };
        let (old, new) = (rules(before, earlier), rules(now, claim));
        let gone = old.difference(&new).map(|rule| (rule, true));
        for (rule, was) in gone.chain(new.difference(&old).map(|rule| (rule, false))) {
            let rule = Some(rule.clone());
            let (from, to) = if was { (rule, None) } else { (None, rule) };
            changes.0.push(YardstickChange { what: Yardstick::Binding, of: claim.id.clone(), from, to });
        }
    }
}

/// Conditions and parameters of the rules that both runs applied, each once however many claims they serve.
fn rules(before: &Sight, now: &Sight, changes: &mut Changes) {
    let mut seen = BTreeSet::new();
    for claim in &now.claims {
        let Some(earlier) = before.claim(&claim.id) else { continue };
        for result in now.results(claim) {
            let Some(old) = before.results(earlier).find(|old| old.rule == result.rule) else { continue };
            for change in rule(old, result) {
                if seen.insert((change.what, change.of.clone(), change.from.clone(), change.to.clone())) {
                    changes.0.push(change);
                }
            }
        }
    }
}

fn rule(old: &RuleResult, new: &RuleResult) -> Vec<YardstickChange> {
    let mut changes = Changes(Vec::new());
    let conditions = |result: &RuleResult| {
        let parts = result.conditions.iter().map(|condition| match &condition.population {
            Some(population) => format!("{} where {population}: {}", condition.resource, condition.that),
            None => format!("{}: {}", condition.resource, condition.that),
        });
        Some(parts.collect::<Vec<_>>().join("; "))
    };
    changes.maybe(Yardstick::Rule, &new.rule, conditions(old), conditions(new));
    let names: BTreeSet<&String> = old.params.keys().chain(new.params.keys()).collect();
    for name in names {
        let value = |result: &RuleResult| result.params.get(name).map(|param| param.value.to_string());
        changes.maybe(Yardstick::Parameter, &format!("{}.{name}", new.rule), value(old), value(new));
    }
    changes.0
}

fn regions(before: &Sight, now: &Sight, changes: &mut Changes) {
    let (Some(old), Some(new)) = (&before.regions.enabled, &now.regions.enabled) else { return };
    for region in old.iter().filter(|region| !new.contains(region)) {
        changes.maybe(Yardstick::Regions, "", Some(region.clone()), None);
    }
    for region in new.iter().filter(|region| !old.contains(region)) {
        changes.maybe(Yardstick::Regions, "", None, Some(region.clone()));
    }
}

/// Actions that are missing now and were not, or the other way round.
fn permissions(before: &Sight, now: &Sight, changes: &mut Changes) {
    let missing = |sight: &Sight| -> BTreeSet<String> {
        let findings = sight.results.iter().flat_map(|result| &result.findings).flat_map(|finding| &finding.unknown);
        let gaps = sight.results.iter().flat_map(|result| &result.gaps).map(|gap| &gap.unknown);
        findings.chain(gaps).filter_map(|why| why.missing_action().map(str::to_owned)).collect()
    };
    let (old, new) = (missing(before), missing(now));
    let word = |there: bool| Some(if there { "missing" } else { "granted" }.to_owned());
    for action in old.union(&new) {
        changes.maybe(Yardstick::Permission, action, word(old.contains(action)), word(new.contains(action)));
    }
}

struct Changes(Vec<YardstickChange>);

impl Changes {
    fn text(&mut self, what: Yardstick, of: &str, from: &str, to: &str) {
        self.maybe(what, of, Some(from.to_owned()), Some(to.to_owned()));
    }

    fn maybe(&mut self, what: Yardstick, of: &str, from: Option<String>, to: Option<String>) {
        if from != to {
            self.0.push(YardstickChange { what, of: of.to_owned(), from, to });
        }
    }
}
