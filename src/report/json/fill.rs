//! What tomscan holds inside, put into version 1 of the JSON report.
//!
//! In: a report. Out: [`ReportV1`].

use super::findings::{Findings, Told};
use super::v1::{
    Attestation, Attestations, Claim, Condition, Coverage, Document, Gap, Param, Regions, RemarkV1, ReportV1,
    RuleResult, WaiverV1, Waivers,
};
use crate::claim::Origin;
use crate::claim::wording::Remark;
use crate::evaluate::{Assessment, Judged, ParamSource};
use crate::report::{Report, unseen};
use crate::rule::Rule;
use crate::text::Lang;
use serde_json::Value;

impl ReportV1 {
    /// The report in this version, as a whole: for a large account it is many times what the scan itself holds, see [`Told`].
    pub fn of(report: &Report<'_>) -> Self {
        Self::with(report, |told| told.each().map(|one| one.whole().into_owned()).collect())
    }

    /// The report in this version, but for its findings.
    pub(super) fn without_findings(report: &Report<'_>) -> Self {
        Self::with(report, |_| Vec::new())
    }
}

impl<'r> ReportV1<Told<'r>> {
    /// The report in this version, whose findings are made one by one while they are read.
    pub fn told(report: &Report<'r>) -> Self {
        Self::with(report, |told| told)
    }
}

impl<F> ReportV1<F> {
    fn with<'r>(report: &Report<'r>, findings: impl Fn(Told<'r>) -> F) -> Self {
        let (claims, inventory, evaluation) = (report.claims, report.inventory, report.evaluation);
        let waivers =
            |indices: &[usize]| indices.iter().filter_map(|index| claims.waivers.get(*index)).map(waiver).collect();
        let attestations = |indices: &[usize]| {
            indices.iter().filter_map(|index| claims.attestations.get(*index)).map(attestation).collect()
        };
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
            results: evaluation
                .assessments
                .iter()
                .filter_map(|assessment| {
                    let rule = report.rules.get(&assessment.rule.0)?;
                    Some(result(report.lang, assessment, rule, findings(Told { report: *report, assessment, rule })))
                })
                .collect(),
            coverage: inventory.coverage.iter().map(coverage).collect(),
            calls: inventory.calls.clone(),
            throttled: inventory.throttled.clone(),
            retried: inventory.retried.clone(),
            waivers: Waivers {
                expired: waivers(&evaluation.expired_waivers),
                ending: waivers(&evaluation.ending_waivers),
                unmatched: waivers(&evaluation.unmatched_waivers),
            },
            attestations: Attestations {
                ended: attestations(&evaluation.ended_attestations),
                ending: attestations(&evaluation.ending_attestations),
            },
            undocumented: evaluation.undocumented.clone(),
            remarks: evaluation.remarks.iter().map(|one| remark(report, one)).collect(),
            drift: report.drift.cloned(),
        }
    }
}

fn remark(report: &Report<'_>, remark: &Remark) -> RemarkV1 {
    RemarkV1 {
        kind: remark.kind,
        claims: remark.claims.iter().map(|index| report.claims.claims[*index].id.clone()).collect(),
        text: remark.text.in_lang(report.lang).to_owned(),
    }
}

/// The document and where its claims come from.
pub(crate) fn document(report: &Report<'_>) -> Document {
    let (claims, document, scope) = (report.claims, &report.claims.document, &report.claims.scope);
    Document {
        title: document.title.clone(),
        party: document.party.clone(),
        version: document.version.clone(),
        file: document.file.as_ref().map(|file| file.path.clone()),
        file_sha256: document.file.as_ref().map(|file| file.sha256.clone()),
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
    let attestation = judged.attestation.and_then(|index| report.claims.attestations.get(index));
    Claim {
        id: claim.id.clone(),
        words: claim.words.clone(),
        place: claim.place.clone(),
        family: claim.family,
        line: claim.line,
        verdict: judged.verdict,
        verdict_word: judged.verdict.word(report.lang).to_owned(),
        counts: report.counts(judged),
        results: judged.assessments.clone(),
        attestation: attestation.map(self::attestation),
    }
}

fn attestation(attestation: &crate::claim::Attestation) -> Attestation {
    Attestation {
        claim: attestation.claim.clone(),
        by: attestation.by.clone(),
        on: attestation.on.to_string(),
        until: attestation.until.to_string(),
        evidence: attestation.evidence.clone(),
    }
}

fn result<F>(lang: Lang, assessment: &Assessment, rule: &Rule, findings: F) -> RuleResult<F> {
    let condition = |check: &crate::rule::Check| Condition {
        resource: check.kind,
        population: check.population.as_ref().map(|population| population.source.clone()),
        that: check.that.source.clone(),
    };
    RuleResult {
        rule: rule.id.0.clone(),
        title: rule.title.in_lang(lang).to_owned(),
        severity: rule.severity,
        proof: rule.proof,
        limits: rule.limits.as_ref().map(|limits| limits.in_lang(lang).to_owned()),
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
        missing_actions: unseen::missing_actions(assessment).into_iter().map(str::to_owned).collect(),
        fix: rule.fix.aws.clone(),
        verify: rule.fix.verify.clone(),
        findings,
    }
}

fn param(value: &Value, source: ParamSource) -> Param {
    let source = match source {
        ParamSource::Documented => "documented",
        ParamSource::Assumed => "assumed",
    };
    Param { value: value.clone(), source: source.to_owned() }
}

pub(super) fn waiver(waiver: &crate::claim::Waiver) -> WaiverV1 {
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
