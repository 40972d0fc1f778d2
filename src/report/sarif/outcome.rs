//! Results: what deviates, what could not be seen, what nobody vouches for.
//!
//! In: a report and its rules. Out: results, those first that would be missed most where not all of them fit, each made when it is
//! written.

use super::rules::{ATTESTATION, Described, level};
use super::text::{message, verbatim};
use super::{baseline, location};
use crate::claim::Claim;
use crate::evaluate::{Assessment, Finding, Judged, Outcome, Verdict};
use crate::fact::ResourceKind;
use crate::report::plain::one_line;
use crate::report::sentence::command;
use crate::report::since::Since;
use crate::report::{Report, deviation, unknown_in_words, unseen};
use crate::rule::{Rule, Severity};
use crate::{hex, say};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// In which order results are kept: deviations, the gravest first, then what was not seen, then what is accepted.
type Rank = (u8, Reverse<Severity>);

/// What a result is made of, once it is certain that there is room for it.
#[derive(Clone, Copy)]
enum Source<'r> {
    /// A deviation under a rule.
    Deviation(usize, &'r Finding),
    /// A resource that a rule could not judge.
    Unseen(usize, &'r Finding),
    /// A kind of resource that could not be listed.
    Unlisted(usize, ResourceKind),
    /// A claim that nobody vouches for.
    Unattested(&'r Judged),
}

/// All results of a report, each made when it is written: a large account has more than GitHub takes.
pub(super) struct Results<'r> {
    report: &'r Report<'r>,
    rules: &'r BTreeMap<String, Described>,
    since: Since<'r>,
    about: Vec<About<'r>>,
    ranked: Vec<(Rank, Source<'r>)>,
}

impl<'r> Results<'r> {
    pub(super) fn of(report: &'r Report<'r>, rules: &'r BTreeMap<String, Described>) -> Self {
        let (mut about, mut ranked) = (Vec::new(), Vec::new());
        for judged in &report.evaluation.claims {
            let claim = report.claim(judged);
            for assessment in report.assessments(judged) {
                let Some(rule) = report.rule(assessment) else { continue };
                let missing = unseen::missing_actions(assessment).into_iter().collect();
                let own = About { report, claim, assessment, rule, judged, missing };
                own.rank(about.len(), &mut ranked);
                about.push(own);
            }
            if judged.verdict == Verdict::Unattested {
                ranked.push(((3, Reverse(Severity::Low)), Source::Unattested(judged)));
            }
        }
        ranked.sort_by_key(|(rank, _)| *rank);
        Self { report, rules, since: Since::of(report), about, ranked }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ranked.len()
    }

    /// One after the other, those first that would be missed most.
    pub(super) fn each(&self) -> impl Iterator<Item = Value> {
        self.ranked.iter().filter_map(|(_, source)| {
            let mut result = self.result(*source)?;
            let index = result["ruleId"].as_str().and_then(|id| self.rules.get(id)).map(|rule| rule.index);
            result["ruleIndex"] = json!(index);
            Some(result)
        })
    }

    fn result(&self, source: Source<'_>) -> Option<Value> {
        Some(match source {
            Source::Deviation(index, finding) => self.about.get(index)?.deviation(&self.since, finding),
            Source::Unseen(index, finding) => self.about.get(index)?.unseen(&self.since, finding),
            Source::Unlisted(index, kind) => self.about.get(index)?.unlisted(&self.since, kind)?,
            Source::Unattested(judged) => {
                let claim = self.report.claim(judged);
                let mut result = unattested(self.report, claim);
                baseline::of_claim(&mut result, &self.since, claim);
                result
            }
        })
    }
}

/// One rule's word on one claim.
struct About<'r> {
    report: &'r Report<'r>,
    claim: &'r Claim,
    assessment: &'r Assessment,
    rule: &'r Rule,
    judged: &'r Judged,
    /// IAM actions, gathered once for all results.
    missing: Vec<&'r str>,
}

impl<'r> About<'r> {
    /// Notes everything that has a result, by the rank that it gets.
    fn rank(&self, index: usize, ranked: &mut Vec<(Rank, Source<'r>)>) {
        let with = |outcome| self.assessment.findings.iter().filter(move |finding| finding.outcome == outcome);
        let severity = Reverse(self.rule.severity);
        ranked.extend(with(Outcome::Deviates).map(|finding| {
            let accepted = self.report.waiver(finding).is_some();
            ((if accepted { 2 } else { 0 }, severity), Source::Deviation(index, finding))
        }));
        ranked.extend(with(Outcome::Unknown).map(|finding| ((1, severity), Source::Unseen(index, finding))));
        ranked.extend(self.unlisted_kinds().into_keys().map(|kind| ((1, severity), Source::Unlisted(index, kind))));
    }

    fn deviation(&self, since: &Since<'_>, finding: &Finding) -> Value {
        let report = self.report;
        let told = deviation::told(report, self.assessment, self.rule, finding);
        let (name, region) = (verbatim(finding.resource.name()), finding.resource.region());
        let (observed, expected) = (&told.observed, &told.expected);
        let text = say!(
            report.lang,
            "{name} ({region}): Ist: {observed}. Soll: {expected}",
            "{name} ({region}): observed: {observed}. Expected: {expected}"
        );
        let mut result = self.result(&text, &self.of_resource(finding));
        self.compare(&mut result, since, finding);
        result["kind"] = json!("fail");
        result["level"] = json!(level(self.rule.severity));
        let account = &report.inventory.caller.account;
        result["properties"]["remedy"] = json!(verbatim(&command(&self.rule.fix.aws, account, finding)));
        result["properties"]["verify"] = json!(verbatim(&command(&self.rule.fix.verify, account, finding)));
        let Some(waiver) = report.waiver(finding) else { return result };
        let mut suppression = json!({ "kind": "external", "status": "accepted" });
        suppression["justification"] = json!(one_line(&told.waived.unwrap_or_default()));
        if let Some(place) = location::in_claims_file(report, waiver.line) {
            suppression["location"] = json!({ "physicalLocation": place });
        }
        result["suppressions"] = json!([suppression]);
        result
    }

    fn unseen(&self, since: &Since<'_>, finding: &Finding) -> Value {
        let why: Vec<String> = finding.unknown.iter().map(|why| unknown_in_words(why, self.report.lang)).collect();
        let (name, region, why) = (verbatim(finding.resource.name()), finding.resource.region(), why.join("; "));
        let text =
            say!(self.report.lang, "{name} ({region}), nicht geprüft: {why}", "{name} ({region}), not verified: {why}");
        let mut result = open(self.result(&text, &self.of_resource(finding)));
        self.compare(&mut result, since, finding);
        result
    }

    /// One result per kind of resource: hundreds of regions and kinds are one missing permission.
    fn unlisted(&self, since: &Since<'_>, kind: ResourceKind) -> Option<Value> {
        let lines = self.unlisted_kinds().remove(&kind)?.join("; ");
        let text = say!(self.report.lang, "nicht geprüft: {lines}", "not verified: {lines}");
        let subject = Subject {
            name: kind.plural(self.report.lang),
            identity: kind.as_str(),
            kind: "kind of resource",
            key: vec!["not-listed", kind.as_str()],
        };
        let mut result = open(self.result(&text, &subject));
        baseline::of_claim(&mut result, since, self.claim);
        Some(result)
    }

    fn unlisted_kinds(&self) -> BTreeMap<ResourceKind, Vec<String>> {
        let mut kinds: BTreeMap<_, Vec<String>> = BTreeMap::new();
        for (kind, line) in unseen::gaps(self.assessment, self.report.lang) {
            kinds.entry(kind).or_default().push(line);
        }
        kinds
    }

    fn compare(&self, result: &mut Value, since: &Since<'_>, finding: &Finding) {
        baseline::of_finding(result, since, (self.claim, &self.rule.id, finding), self.report.lang);
    }

    fn of_resource<'f>(&self, finding: &'f Finding) -> Subject<'f> {
        let resource = &finding.resource;
        let mut key = vec![resource.kind().as_str(), resource.region(), resource.arn(), resource.name()];
        // A rule may look at the same resource twice.
        let twice = self.rule.checks.iter().take(finding.check).filter(|check| check.kind == resource.kind()).count();
        key.extend(std::iter::repeat_n("again", twice));
        Subject { name: resource.name(), identity: resource.arn(), kind: "resource", key }
    }

    fn result(&self, text: &str, subject: &Subject<'_>) -> Value {
        let mut result = result(self.report, self.claim, &self.rule.id.0, text, subject);
        result["properties"]["verdict"] = json!(self.judged.verdict);
        if !self.missing.is_empty() {
            result["properties"]["missingActions"] = json!(self.missing);
        }
        result
    }
}

/// What a result speaks of.
struct Subject<'f> {
    name: &'f str,
    identity: &'f str,
    kind: &'f str,
    /// What makes it the same from scan to scan.
    key: Vec<&'f str>,
}

fn unattested(report: &Report<'_>, claim: &Claim) -> Value {
    let text = report.lang.pick("niemand steht für die Aussage ein", "nobody vouches for the claim");
    let subject = Subject { name: &claim.id, identity: &claim.id, kind: "claim", key: Vec::new() };
    let mut result = open(result(report, claim, ATTESTATION, text, &subject));
    result["kind"] = json!("review");
    result
}

/// SARIF allows no other level where nothing failed (§ 3.27.10).
fn open(mut result: Value) -> Value {
    result["kind"] = json!("open");
    result["level"] = json!("none");
    result
}

fn result(report: &Report<'_>, claim: &Claim, rule: &str, text: &str, subject: &Subject<'_>) -> Value {
    let (id, words) = (&claim.id, &claim.words);
    let text = say!(report.lang, "{text} · Aussage {id}: „{words}“", "{text} · claim {id}: “{words}”");
    let fingerprint = fingerprint(report, claim, rule, subject);
    json!({
        "ruleId": rule,
        "message": { "text": message(&text) },
        "locations": [location::of(report, claim.line, subject.name, subject.identity, subject.kind)],
        // GitHub reads the second alone. Without it, it would hash the line of the claim, and all resources be one alert.
        "partialFingerprints": { "tomscan/v1": fingerprint, "primaryLocationLineHash": fingerprint },
        "properties": { "claim": verbatim(id), "family": claim.family },
    })
}

/// The same from scan to scan: nothing that was observed, no time, no line, no language.
fn fingerprint(report: &Report<'_>, claim: &Claim, rule: &str, subject: &Subject<'_>) -> String {
    let identity = json!([report.inventory.caller.account, rule, claim.id, subject.key]);
    hex(&Sha256::digest(identity.to_string()))
}
