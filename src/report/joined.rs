//! A JSON report whose references are resolved: which claims a result speaks for, and what identifies each finding.
//!
//! In: a report. Out: the results that claims refer to, with claims and identifiers beside them. Sixteen bytes a finding are held;
//! formats write the rest while they read the report.

use super::identity::{Distinct, Series};
use super::json::{Claim, FindingV1, Findings, Gap, OneFinding, ReportV1, RuleResult};
use crate::text::Lang;
use uuid::Uuid;

/// A report with its references.
pub(crate) struct Joined<'r, F = Vec<FindingV1>> {
    pub(crate) report: &'r ReportV1<F>,
    pub(crate) series: Series,
    findings: Vec<Vec<Uuid>>,
    gaps: Vec<Vec<Uuid>>,
    claims: Vec<Vec<usize>>,
}

/// A rule that was applied, for at least one claim.
pub(crate) struct Tested<'j, F = Vec<FindingV1>> {
    pub(crate) result: &'j RuleResult<F>,
    pub(crate) lang: Lang,
    pub(crate) account: &'j str,
    report: &'j ReportV1<F>,
    findings: &'j [Uuid],
    gaps: &'j [Uuid],
    claims: &'j [usize],
}

/// Derived, it would ask that findings can be copied; only the reference is.
impl<F> Clone for Tested<'_, F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<F> Copy for Tested<'_, F> {}

impl<'r, F: Findings> Joined<'r, F> {
    pub(crate) fn of(report: &'r ReportV1<F>) -> Self {
        let document = &report.document;
        let series = Series::of(&report.caller.account, &document.party, &document.title);
        let mut distinct = Distinct::default();
        let mut findings = Vec::new();
        let mut gaps = Vec::new();
        for result in &report.results {
            let ids = result
                .findings
                .each()
                .map(|one| distinct.take(series.finding(&result.rule, one.kind().as_str(), one.region(), one.arn())));
            findings.push(ids.collect());
            let ids = result
                .gaps
                .iter()
                .map(|gap| distinct.take(series.id("gap", &[&result.rule, gap.resource.as_str(), &gap.region])));
            gaps.push(ids.collect());
        }
        let mut claims = vec![Vec::new(); report.results.len()];
        for (index, claim) in report.claims.iter().enumerate() {
            for result in &claim.results {
                if let Some(claims) = claims.get_mut(*result) {
                    claims.push(index);
                }
            }
        }
        Self { report, series, findings, gaps, claims }
    }

    /// The rules that claims refer to.
    pub(crate) fn tested(&self) -> impl Iterator<Item = Tested<'_, F>> {
        (0..self.report.results.len())
            .filter_map(|index| self.at(index))
            .filter(|tested| tested.claims().next().is_some())
    }

    /// The rules of a claim.
    pub(crate) fn of_claim<'j>(&'j self, claim: &'j Claim) -> impl Iterator<Item = Tested<'j, F>> {
        claim.results.iter().filter_map(|index| self.at(*index))
    }

    fn at(&self, index: usize) -> Option<Tested<'_, F>> {
        Some(Tested {
            result: self.report.results.get(index)?,
            lang: self.report.language,
            account: &self.report.caller.account,
            report: self.report,
            findings: self.findings.get(index)?,
            gaps: self.gaps.get(index)?,
            claims: self.claims.get(index)?,
        })
    }
}

impl<'j, F: Findings> Tested<'j, F> {
    /// The claims that the rule was applied for.
    pub(crate) fn claims(self) -> impl Iterator<Item = &'j Claim> {
        self.claims.iter().filter_map(move |index| self.report.claims.get(*index))
    }

    /// Resources that were judged, each by an identifier that is the same in every scan.
    pub(crate) fn findings(self) -> impl Iterator<Item = (Uuid, OneFinding<'j>)> {
        self.findings.iter().copied().zip(self.result.findings.each())
    }

    /// What could not be listed, likewise.
    pub(crate) fn gaps(self) -> impl Iterator<Item = (Uuid, &'j Gap)> {
        self.gaps.iter().copied().zip(&self.result.gaps)
    }
}
