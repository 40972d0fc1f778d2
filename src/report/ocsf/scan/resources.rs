//! Events on resources that deviate or could not be judged, and on kinds that could not be listed.

use super::Scan;
use crate::drift::{ClaimTurn, FindingChange, FindingTurn};
use crate::report::joined::Tested;
use crate::report::json::{FindingV1, Findings, Gap};
use crate::report::ocsf::event::{Said, region, resource, rule, sentence};
use crate::report::ocsf::model::{Coded, Compliance, Event, Evidence, KeyValue, Remediation, Unmapped};
use crate::report::ocsf::status::{self, FAIL, NEW, SUPPRESSED, UNKNOWN, WARNING};
use crate::report::told;
use crate::say;
use crate::text::Say;
use std::collections::BTreeMap;
use uuid::Uuid;

impl<'r, F: Findings> Scan<'r, F> {
    pub(super) fn finding<'e>(&'e self, tested: Tested<'e, F>, id: Uuid, finding: &'e FindingV1) -> Event<'e> {
        let (result, lang) = (tested.result, tested.lang);
        let deviates = finding.outcome == "deviates";
        let key = (result.rule.as_str(), finding.resource.as_str(), finding.region.as_str(), finding.arn.as_str());
        let change = self.findings.get(&key).copied();
        let text = told::finding(result, finding, lang);
        let compliance = if deviates { FAIL } else { WARNING };
        let title = format!("{}: {}", result.title, finding.name);
        let said = Said {
            code: "resource",
            id,
            activity: self.is_new(self.newly(tested, change)),
            severity: if deviates { status::severity(result.severity) } else { UNKNOWN },
            status: if finding.waiver.is_some() { SUPPRESSED } else { NEW },
            title,
            compliance: self.of_rule(tested, compliance, if deviates { "deviates" } else { "unknown" }, &text),
            desc: text,
            analytic: Some(rule(&result.rule, &result.title)),
            seen: self.seen(change.and_then(|change| change.since.as_ref())),
        };
        let origin = change.and_then(|change| change.origin.as_ref()).map(|origin| origin.say(lang));
        let waiver = finding.waiver.as_ref().map(|waiver| told::waiver(waiver, lang));
        let data: BTreeMap<&str, &serde_json::Value> =
            finding.evidence.iter().map(|evidence| (evidence.path.as_str(), &evidence.observed)).collect();
        let commands = deviates.then(|| told::Commands::of(result, tested.account, finding).say(lang));
        let mut event = Event {
            comment: waiver.or(origin).map(|text| sentence(&text)),
            resources: vec![resource(finding.resource.as_str(), &finding.name, &finding.region, &finding.arn)],
            evidences: if data.is_empty() { Vec::new() } else { vec![Evidence { data }] },
            remediation: commands.map(|desc| Remediation { desc }),
            unmapped: Unmapped {
                claims: tested.claims().map(|claim| claim.id.as_str()).collect(),
                outcome: Some(&finding.outcome),
                waiver: finding.waiver.as_ref(),
                ..Unmapped::default()
            },
            ..self.about.event(said)
        };
        event.cloud.region = region(&finding.region);
        event.finding_info.data_sources = sources(finding);
        event
    }

    fn newly(&self, tested: Tested<'_, F>, change: Option<&FindingChange>) -> bool {
        match change {
            Some(change) => [FindingTurn::NewlyRefuted, FindingTurn::NewlyUnverified].contains(&change.turn),
            None => tested
                .claims()
                .all(|claim| self.claims.get(claim.id.as_str()).is_some_and(|change| change.turn == ClaimTurn::Added)),
        }
    }

    pub(super) fn gap(&self, tested: Tested<'r, F>, id: Uuid, gap: &'r Gap) -> Event<'r> {
        let (result, lang) = (tested.result, tested.lang);
        let text = told::gap(gap, lang);
        let said = Said {
            code: "not-listed",
            id,
            activity: self.is_new(false),
            severity: UNKNOWN,
            status: NEW,
            title: say!(lang, "{}: nicht geprüft", "{}: not verified", result.title),
            compliance: self.of_rule(tested, WARNING, "not-listed", &text),
            desc: text,
            analytic: Some(rule(&result.rule, &result.title)),
            seen: self.seen(None),
        };
        let mut event = Event {
            unmapped: Unmapped {
                claims: tested.claims().map(|claim| claim.id.as_str()).collect(),
                outcome: Some("not-listed"),
                ..Unmapped::default()
            },
            ..self.about.event(said)
        };
        event.cloud.region = region(&gap.region);
        event
    }

    fn of_rule(&self, tested: Tested<'_, F>, status: Coded, code: &'static str, text: &str) -> Compliance {
        let requirements = tested.claims().map(|claim| sentence(&told::named(claim))).collect();
        let params = tested.result.params.iter();
        Compliance {
            control_parameters: params
                .map(|(name, param)| KeyValue { name: name.clone(), value: param_text(&param.value) })
                .collect(),
            ..self.about.compliance(tested.result.rule.clone(), requirements, status, code, Some(text))
        }
    }
}

fn param_text(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The API operations that answered.
fn sources(finding: &FindingV1) -> Vec<String> {
    let mut operations: Vec<String> =
        finding.evidence.iter().flat_map(|evidence| evidence.operations.iter().cloned()).collect();
    operations.sort();
    operations.dedup();
    operations
}
