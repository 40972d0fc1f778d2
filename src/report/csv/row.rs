//! A row per claim and resource, and its columns.
//!
//! In: a report. Out: rows. Names of columns are part of the interface: new ones may be added at the end, none changes its meaning.

use super::cell::Cell;
use crate::evaluate::{Assessment, Finding, Gap, Judged, Outcome};
use crate::fact::Unknown;
use crate::report::plain::plain;
use crate::report::sentence::command;
use crate::report::since::Since;
use crate::report::{Report, deviation, unknown_in_words};
use crate::rule::Rule;
use crate::text::Say;
use serde::Serialize;
use serde_json::{Value, json};

/// One row. What a row has no value for is empty.
#[derive(Debug, Default, Serialize)]
pub(super) struct Row {
    /// The claim: its number, words, place in the document and family of measures.
    claim_id: Cell,
    claim: Cell,
    place: Cell,
    family: Cell,
    /// The verdict on the whole claim: its code, and its word in the language of the report.
    verdict: Cell,
    verdict_word: Cell,
    /// The rule that tested it; empty for an organisational claim.
    rule_id: Cell,
    rule: Cell,
    severity: Cell,
    /// The resource, and what the rule says of it: `conforms`, `deviates`, `unknown`; `not-listed` where all resources of the
    /// kind in a region could not be listed; empty where there is none.
    outcome: Cell,
    resource_kind: Cell,
    resource: Cell,
    region: Cell,
    arn: Cell,
    /// Of a deviation.
    observed: Cell,
    expected: Cell,
    /// Why something was not seen, and the IAM actions that were missing.
    not_seen: Cell,
    missing_actions: Cell,
    /// Of a deviation that somebody accepts.
    waived_until: Cell,
    waived_by: Cell,
    waiver_reason: Cell,
    /// Of an organisational claim.
    attested_until: Cell,
    attested_by: Cell,
    attested_with: Cell,
    /// Commands of AWS's own tool that mend a deviation and show the state.
    remedy: Cell,
    verify: Cell,
    /// The account and the scan's point in time.
    account: Cell,
    time: Cell,
    /// What became of it since the last run, and since when it has been deviating or not verified; empty without a ledger.
    change: Cell,
    since: Cell,
    /// Who changed what is newly refuted, and when.
    origin: Cell,
}

impl Row {
    fn changed(&mut self, turn: &Value, since: Option<&str>) {
        self.change = Cell::from(turn.as_str().unwrap_or_default());
        self.since = Cell::from(since.unwrap_or_default());
    }
}

/// All rows, claims in the order of the document, each made when it is asked for.
pub(super) fn rows<'r>(report: &'r Report<'r>, since: &'r Since<'r>) -> impl Iterator<Item = Row> + 'r {
    report.evaluation.claims.iter().flat_map(move |judged| OfClaim { report, judged, since }.rows())
}

/// The rows of one claim.
#[derive(Clone, Copy)]
struct OfClaim<'r> {
    report: &'r Report<'r>,
    judged: &'r Judged,
    since: &'r Since<'r>,
}

impl<'r> OfClaim<'r> {
    fn rows(self) -> impl Iterator<Item = Row> + 'r {
        let Self { report, judged, .. } = self;
        let tested = move || report.assessments(judged).filter_map(move |one| Some((one, report.rule(one)?)));
        let nothing = tested().next().is_none().then(|| self.of_whole(of_words(report, judged)));
        tested().flat_map(move |(assessment, rule)| self.of_rule(assessment, rule)).chain(nothing)
    }

    fn of_rule(self, assessment: &'r Assessment, rule: &'r Rule) -> impl Iterator<Item = Row> + 'r {
        let Self { report, judged, .. } = self;
        let nothing = assessment.findings.is_empty() && assessment.gaps.is_empty();
        let nothing = nothing.then(|| self.of_whole(of_rule(report, judged, rule)));
        let findings = assessment.findings.iter().map(move |finding| self.of_finding(assessment, rule, finding));
        let gaps = assessment.gaps.iter().map(move |gap| self.of_whole(of_gap(report, judged, rule, gap)));
        findings.chain(gaps).chain(nothing)
    }

    fn of_finding(self, assessment: &Assessment, rule: &Rule, finding: &Finding) -> Row {
        let Self { report, judged, since } = self;
        let mut row = of_finding(report, judged, assessment, rule, finding);
        if let Some(change) = since.finding(report.claim(judged), &rule.id, finding) {
            row.changed(&json!(change.turn), change.since.as_deref());
            row.origin = Cell::from(change.origin.as_ref().map(|origin| origin.say(report.lang)).unwrap_or_default());
        }
        row
    }

    /// A row that speaks of the claim and no resource.
    fn of_whole(self, mut row: Row) -> Row {
        if let Some(change) = self.since.claim(self.report.claim(self.judged)) {
            row.changed(&json!(change.turn), change.since.as_deref());
        }
        row
    }
}

fn of_words(report: &Report<'_>, judged: &Judged) -> Row {
    let claim = report.claim(judged);
    let mut row = Row {
        claim_id: Cell::from(&claim.id),
        claim: Cell::from(&claim.words),
        place: Cell::from(claim.place.as_deref().unwrap_or_default()),
        family: Cell::from(claim.family.key()),
        verdict: Cell::from(judged.verdict.key()),
        verdict_word: Cell::from(judged.verdict.word(report.lang)),
        account: Cell::from(&report.inventory.caller.account),
        time: Cell::from(report.inventory.now.to_string()),
        ..Row::default()
    };
    if let Some(attestation) = report.attestation(judged) {
        row.attested_until = Cell::from(attestation.until.to_string());
        row.attested_by = Cell::from(&attestation.by);
        row.attested_with = Cell::from(&attestation.evidence);
    }
    row
}

fn of_rule(report: &Report<'_>, judged: &Judged, rule: &Rule) -> Row {
    Row {
        rule_id: Cell::from(&rule.id.0),
        rule: Cell::from(rule.title.in_lang(report.lang)),
        severity: Cell::from(rule.severity.key()),
        ..of_words(report, judged)
    }
}

fn of_finding(report: &Report<'_>, judged: &Judged, assessment: &Assessment, rule: &Rule, finding: &Finding) -> Row {
    let resource = &finding.resource;
    let mut row = Row {
        outcome: Cell::from(finding.outcome.as_str()),
        resource_kind: Cell::from(resource.kind().as_str()),
        resource: Cell::from(plain(resource.name())),
        region: Cell::from(resource.region()),
        arn: Cell::from(plain(resource.arn())),
        ..of_rule(report, judged, rule)
    };
    not_seen(&mut row, report, finding.unknown.iter());
    if finding.outcome == Outcome::Deviates {
        let told = deviation::told(report, assessment, rule, finding);
        let account = &report.inventory.caller.account;
        row.observed = Cell::from(told.observed);
        row.expected = Cell::from(told.expected);
        row.remedy = Cell::from(plain(&command(&rule.fix.aws, account, finding)));
        row.verify = Cell::from(plain(&command(&rule.fix.verify, account, finding)));
    }
    if let Some(waiver) = report.waiver(finding) {
        row.waived_until = Cell::from(waiver.until.to_string());
        row.waived_by = Cell::from(&waiver.owner);
        row.waiver_reason = Cell::from(&waiver.reason);
    }
    row
}

fn of_gap(report: &Report<'_>, judged: &Judged, rule: &Rule, gap: &Gap) -> Row {
    let mut row = Row {
        outcome: Cell::from("not-listed"),
        resource_kind: Cell::from(gap.kind.as_str()),
        region: Cell::from(&gap.region),
        ..of_rule(report, judged, rule)
    };
    not_seen(&mut row, report, std::iter::once(&gap.why));
    row
}

fn not_seen<'u>(row: &mut Row, report: &Report<'_>, unknown: impl Iterator<Item = &'u Unknown> + Clone) {
    let why: Vec<String> = unknown.clone().map(|why| unknown_in_words(why, report.lang)).collect();
    let actions: Vec<&str> = unknown.filter_map(Unknown::missing_action).collect();
    row.not_seen = Cell::from(why.join("; "));
    row.missing_actions = Cell::from(actions.join(" "));
}
