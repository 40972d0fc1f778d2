//! Version 1 of the JSON report.

use crate::claim::{Family, Origin};
use crate::evaluate::{Assessment, Counts, Evidence, Finding, Judged, ParamSource, Verdict};
use crate::fact::{Caller, ResourceKind, Unknown};
use crate::report::Report;
use crate::report::sentence::sentence;
use crate::rule::{Proof, Severity};
use crate::text::Lang;
use schemars::{JsonSchema, Schema, schema_for};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// The JSON Schema (draft 2020-12) of this version.
pub fn report_schema() -> Schema {
    schema_for!(ReportV1)
}

/// A tomscan report.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportV1 {
    /// Version of this format: 1.
    pub report_version: u32,
    /// Version of tomscan.
    pub tomscan: String,
    /// SHA-256 over all rules, in hex.
    pub rules_sha256: String,
    /// The scan's point in time (UTC, RFC 3339); ages are counted from it.
    pub time: String,
    /// Language of the texts.
    pub language: Lang,
    /// False when the scan was broken off.
    pub complete: bool,
    /// Who asked.
    pub caller: Caller,
    /// Regions enabled for the account.
    pub regions: Regions,
    /// The document and where its claims come from.
    pub document: Document,
    /// Number of claims per verdict.
    pub summary: BTreeMap<Verdict, usize>,
    /// Claims in the order of the document.
    pub claims: Vec<Claim>,
    /// Rules applied, each once per set of parameters; claims refer to them by index.
    pub results: Vec<RuleResult>,
    /// What was listed, per kind and region.
    pub coverage: Vec<Coverage>,
    /// Requests per API operation, retries included.
    pub calls: BTreeMap<String, u64>,
    /// Waivers whose time is over, and waivers that fit no deviation.
    pub waivers: Waivers,
}

/// Regions enabled for the account, or why they are not known.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Regions {
    /// Region codes.
    pub enabled: Option<Vec<String>>,
    /// Why they are not known.
    pub unknown: Option<Unknown>,
}

/// The TOM document.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Title.
    pub title: String,
    /// Whose measures.
    pub party: String,
    /// Version or date.
    pub version: String,
    /// File of the document, if one is named.
    pub file: Option<String>,
    /// SHA-256 of that file, in hex.
    pub file_sha256: Option<String>,
    /// Path of the claims file; null for the built-in general set.
    pub claims_file: Option<String>,
    /// SHA-256 of the claims, in hex.
    pub claims_sha256: String,
    /// Account ids of the scope; empty: any.
    pub accounts: Vec<String>,
    /// Regions of the scope; empty: every enabled one.
    pub regions: Vec<String>,
    /// Selection of resources (CEL).
    pub select: Option<String>,
}

/// One claim.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Id in the claims file.
    pub id: String,
    /// Its words.
    pub words: String,
    /// Where it stands in the document.
    pub place: Option<String>,
    /// Family of measures.
    pub family: Family,
    /// Line in the claims file.
    pub line: usize,
    /// The verdict.
    pub verdict: Verdict,
    /// The verdict's word in the report's language.
    pub verdict_word: String,
    /// Counts over all its rules.
    pub counts: Counts,
    /// Indices into `results`.
    pub results: Vec<usize>,
    /// The attestation of an organisational claim.
    pub attestation: Option<Attestation>,
}

/// A person's word.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Attestation {
    /// Who says so.
    pub by: String,
    /// When.
    pub on: String,
    /// Last day on which it counts.
    pub until: String,
    /// What shows it.
    pub evidence: String,
}

/// One rule with one set of parameters.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleResult {
    /// Id of the rule.
    pub rule: String,
    /// What must be so.
    pub title: String,
    /// How bad a deviation is.
    pub severity: Severity,
    /// How far a pass goes.
    pub proof: Proof,
    /// What a pass does not show.
    pub limits: Option<String>,
    /// The conditions, in CEL, by index of the check.
    pub conditions: Vec<Condition>,
    /// Parameters with value and source.
    pub params: BTreeMap<String, Param>,
    /// What this rule says.
    pub verdict: Verdict,
    /// How many resources, with what outcome.
    pub counts: Counts,
    /// Regions in which evaluated resources lie.
    pub regions: Vec<String>,
    /// What could not be listed.
    pub gaps: Vec<Gap>,
    /// IAM actions that are missing.
    pub missing_actions: Vec<String>,
    /// How to mend, with AWS's own tool.
    pub fix: String,
    /// How to verify without tomscan.
    pub verify: String,
    /// Every resource evaluated.
    pub findings: Vec<FindingV1>,
}

/// A condition of a rule.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// Kind of resource.
    pub resource: ResourceKind,
    /// Which of them.
    pub population: Option<String>,
    /// What must be so.
    pub that: String,
}

/// A parameter.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Param {
    /// The value compared with.
    pub value: Value,
    /// `documented`: the claim states it; `assumed`: the rule's default.
    pub source: String,
}

/// What could not be listed.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Gap {
    /// Kind of resource.
    pub resource: ResourceKind,
    /// Region code, `global`, or `*` for all.
    pub region: String,
    /// Why.
    pub unknown: Unknown,
}

/// One resource under one check.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FindingV1 {
    /// Index into `conditions`.
    pub check: usize,
    /// Kind of resource.
    pub resource: ResourceKind,
    /// Region code or `global`.
    pub region: String,
    /// Name.
    pub name: String,
    /// ARN.
    pub arn: String,
    /// `conforms`, `deviates` or `unknown`.
    pub outcome: String,
    /// What was found, in words, where it deviates.
    pub observed: Option<String>,
    /// What was expected, in words, where it deviates.
    pub expected: Option<String>,
    /// Why it cannot be said.
    pub unknown: Vec<Unknown>,
    /// The waiver that covers the deviation: reason, owner, end.
    pub waiver: Option<WaiverV1>,
    /// The facts that were compared.
    pub evidence: Vec<EvidenceV1>,
}

/// One observed fact.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EvidenceV1 {
    /// Path below `resource`.
    pub path: String,
    /// The value; null where AWS says that there is none; an object with `$unknown` where it was not seen.
    pub observed: Value,
    /// API operations that answered.
    pub operations: Vec<String>,
    /// When the last answer came (UTC, RFC 3339).
    pub time: Option<String>,
}

/// A waiver.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WaiverV1 {
    /// Rule.
    pub rule: String,
    /// Resource, by name or ARN.
    pub resource: String,
    /// Why.
    pub reason: String,
    /// Who answers for it.
    pub owner: String,
    /// Last day on which it counts.
    pub until: String,
}

/// Waivers that need attention.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Waivers {
    /// Their time is over, and the deviation is still there.
    pub expired: Vec<WaiverV1>,
    /// They fit no deviation.
    pub unmatched: Vec<WaiverV1>,
}

/// What was listed.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Coverage {
    /// Kind of resource.
    pub resource: ResourceKind,
    /// Region code or `global`.
    pub region: String,
    /// Number of resources; null when they could not be listed.
    pub listed: Option<u64>,
    /// Why they could not be listed.
    pub unknown: Option<Unknown>,
}

impl ReportV1 {
    /// The report in this version.
    pub fn of(report: &Report<'_>) -> Self {
        let (claims, inventory, evaluation) = (report.claims, report.inventory, report.evaluation);
        let waivers =
            |indices: &[usize]| indices.iter().filter_map(|index| claims.waivers.get(*index)).map(waiver).collect();
        Self {
            report_version: 1,
            tomscan: crate::VERSION.to_owned(),
            rules_sha256: report.rules.hash.clone(),
            time: inventory.now.to_string(),
            language: report.lang,
            complete: inventory.complete,
            caller: inventory.caller.clone(),
            regions: Regions { enabled: inventory.regions.clone().ok(), unknown: inventory.regions.clone().err() },
            document: document(report),
            summary: report.summary(),
            claims: evaluation.claims.iter().map(|judged| claim(report, judged)).collect(),
            results: evaluation.assessments.iter().filter_map(|assessment| result(report, assessment)).collect(),
            coverage: inventory.coverage.iter().map(coverage).collect(),
            calls: inventory.calls.clone(),
            waivers: Waivers {
                expired: waivers(&evaluation.expired_waivers),
                unmatched: waivers(&evaluation.unmatched_waivers),
            },
        }
    }
}

fn document(report: &Report<'_>) -> Document {
    let (claims, document, scope) = (report.claims, &report.claims.document, &report.claims.scope);
    Document {
        title: document.title.clone(),
        party: document.party.clone(),
        version: document.version.clone(),
        file: document.file.as_ref().map(|(name, _)| name.clone()),
        file_sha256: document.file.as_ref().map(|(_, hash)| hash.clone()),
        claims_file: match &claims.origin {
            Origin::File(path) => Some(path.clone()),
            Origin::BuiltIn => None,
        },
        claims_sha256: claims.hash.clone(),
        accounts: scope.accounts.clone(),
        regions: scope.regions.clone(),
        select: scope.select.as_ref().map(|select| select.source.clone()),
    }
}

fn claim(report: &Report<'_>, judged: &Judged) -> Claim {
    let claim = &report.claims.claims[judged.claim];
    let assessments = judged.assessments.iter().map(|index| report.evaluation.assessments[*index].counts);
    let attestation = judged.attestation.and_then(|index| report.claims.attestations.get(index));
    Claim {
        id: claim.id.clone(),
        words: claim.words.clone(),
        place: claim.place.clone(),
        family: claim.family,
        line: claim.line,
        verdict: judged.verdict,
        verdict_word: judged.verdict.word(report.lang).to_owned(),
        counts: assessments.fold(Counts::default(), Counts::plus),
        results: judged.assessments.clone(),
        attestation: attestation.map(|attestation| Attestation {
            by: attestation.by.clone(),
            on: attestation.on.to_string(),
            until: attestation.until.to_string(),
            evidence: attestation.evidence.clone(),
        }),
    }
}

fn result(report: &Report<'_>, assessment: &Assessment) -> Option<RuleResult> {
    let rule = report.rules.rules.get(&assessment.rule)?;
    let condition = |check: &crate::rule::Check| Condition {
        resource: check.kind,
        population: check.population.as_ref().map(|population| population.source.clone()),
        that: check.that.source.clone(),
    };
    let unknown = assessment
        .findings
        .iter()
        .flat_map(|finding| &finding.unknown)
        .chain(assessment.gaps.iter().map(|gap| &gap.why));
    let mut missing: Vec<String> = unknown.filter_map(Unknown::missing_action).map(str::to_owned).collect();
    missing.sort();
    missing.dedup();
    Some(RuleResult {
        rule: rule.id.0.clone(),
        title: rule.title.in_lang(report.lang).to_owned(),
        severity: rule.severity,
        proof: rule.proof,
        limits: rule.limits.as_ref().map(|limits| limits.in_lang(report.lang).to_owned()),
        conditions: rule.checks.iter().map(condition).collect(),
        params: assessment.params.iter().map(|(name, (value, source))| (name.clone(), param(value, *source))).collect(),
        verdict: assessment.verdict,
        counts: assessment.counts,
        regions: assessment.regions.iter().cloned().collect(),
        gaps: assessment
            .gaps
            .iter()
            .map(|gap| Gap { resource: gap.kind, region: gap.region.clone(), unknown: gap.why.clone() })
            .collect(),
        missing_actions: missing,
        fix: rule.fix.aws.clone(),
        verify: rule.fix.verify.clone(),
        findings: assessment.findings.iter().map(|finding| self::finding(report, rule, assessment, finding)).collect(),
    })
}

fn param(value: &Value, source: ParamSource) -> Param {
    let source = match source {
        ParamSource::Documented => "documented",
        ParamSource::Assumed => "assumed",
    };
    Param { value: value.clone(), source: source.to_owned() }
}

fn finding(report: &Report<'_>, rule: &crate::rule::Rule, assessment: &Assessment, finding: &Finding) -> FindingV1 {
    let deviates = finding.outcome == crate::evaluate::Outcome::Deviates;
    let said = |template: &crate::rule::Template| sentence(template, report.lang, finding, assessment);
    let check = &rule.checks[finding.check];
    FindingV1 {
        check: finding.check,
        resource: finding.kind,
        region: finding.region.clone(),
        name: finding.name.clone(),
        arn: finding.arn.clone(),
        outcome: finding.outcome.as_str().to_owned(),
        observed: deviates.then(|| said(&check.otherwise)),
        expected: deviates.then(|| said(&check.expected)),
        unknown: finding.unknown.iter().cloned().collect(),
        waiver: finding.waiver.and_then(|index| report.claims.waivers.get(index)).map(waiver),
        evidence: finding.evidence.iter().map(evidence).collect(),
    }
}

fn evidence(evidence: &Evidence) -> EvidenceV1 {
    EvidenceV1 {
        path: evidence.path.to_owned(),
        observed: evidence.observed.clone(),
        operations: evidence.operations.iter().map(|&operation| operation.to_owned()).collect(),
        time: evidence.time.map(|time| time.to_string()),
    }
}

fn waiver(waiver: &crate::claim::Waiver) -> WaiverV1 {
    WaiverV1 {
        rule: waiver.rule.0.clone(),
        resource: waiver.resource.clone(),
        reason: waiver.reason.clone(),
        owner: waiver.owner.clone(),
        until: waiver.until.to_string(),
    }
}

fn coverage(coverage: &crate::fact::Coverage) -> Coverage {
    Coverage {
        resource: coverage.kind,
        region: coverage.region.clone(),
        listed: coverage.listed.as_ref().ok().copied(),
        unknown: coverage.listed.as_ref().err().cloned(),
    }
}
