//! Findings of a report: held, as of a file that was read, or made one by one while somebody reads them.
//!
//! In: an assessment, or what stands in a file. Out: [`FindingV1`]s. An account of half a million resources has gigabytes of them, and
//! no format needs more than one at a time.

use super::fill::waiver;
use super::v1::{EvidenceV1, FindingV1};
use crate::evaluate::{Assessment, Evidence, Finding, Outcome};
use crate::fact::{ResourceKind, Unknown};
use crate::report::Report;
use crate::report::sentence::sentence;
use crate::rule::{Rule, Template};
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// The findings of one rule.
pub trait Findings {
    /// One after the other.
    fn each(&self) -> impl Iterator<Item = OneFinding<'_>>;
}

impl Findings for Vec<FindingV1> {
    fn each(&self) -> impl Iterator<Item = OneFinding<'_>> {
        self.iter().map(OneFinding::Held)
    }
}

/// The findings of an assessment, told when they are asked for.
#[derive(Clone, Copy, Debug)]
pub struct Told<'r> {
    pub(super) report: Report<'r>,
    pub(super) assessment: &'r Assessment,
    pub(super) rule: &'r Rule,
}

impl Findings for Told<'_> {
    fn each(&self) -> impl Iterator<Item = OneFinding<'_>> {
        self.assessment.findings.iter().map(|finding| OneFinding::Told(*self, finding))
    }
}

impl Serialize for Told<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.each().map(OneFinding::whole))
    }
}

/// One finding. What most readers want of it is there without telling the whole.
#[derive(Clone, Copy, Debug)]
pub enum OneFinding<'f> {
    /// It is held as the report has it.
    Held(&'f FindingV1),
    /// It is still to be told.
    Told(Told<'f>, &'f Finding),
}

impl<'f> OneFinding<'f> {
    /// The finding as the report has it.
    pub fn whole(self) -> Cow<'f, FindingV1> {
        match self {
            Self::Held(finding) => Cow::Borrowed(finding),
            Self::Told(told, finding) => Cow::Owned(told.finding(finding)),
        }
    }

    /// Kind of resource.
    pub fn kind(self) -> ResourceKind {
        match self {
            Self::Held(finding) => finding.resource,
            Self::Told(_, finding) => finding.resource.kind(),
        }
    }

    /// Region code or `global`.
    pub fn region(self) -> &'f str {
        match self {
            Self::Held(finding) => &finding.region,
            Self::Told(_, finding) => finding.resource.region(),
        }
    }

    /// Name.
    pub fn name(self) -> &'f str {
        match self {
            Self::Held(finding) => &finding.name,
            Self::Told(_, finding) => finding.resource.name(),
        }
    }

    /// ARN.
    pub fn arn(self) -> &'f str {
        match self {
            Self::Held(finding) => &finding.arn,
            Self::Told(_, finding) => finding.resource.arn(),
        }
    }

    /// Whether it is neither a deviation nor unknown.
    pub fn conforms(self) -> bool {
        match self {
            Self::Held(finding) => finding.outcome == Outcome::Conforms.as_str(),
            Self::Told(_, finding) => finding.outcome == Outcome::Conforms,
        }
    }

    /// Whether somebody accepts the deviation.
    pub fn is_waived(self) -> bool {
        match self {
            Self::Held(finding) => finding.waiver.is_some(),
            Self::Told(told, finding) => told.report.waiver(finding).is_some(),
        }
    }

    /// Why it cannot be said.
    pub fn unknown(self) -> Vec<&'f Unknown> {
        match self {
            Self::Held(finding) => finding.unknown.iter().collect(),
            Self::Told(_, finding) => finding.unknown.iter().collect(),
        }
    }
}

impl Told<'_> {
    fn finding(&self, finding: &Finding) -> FindingV1 {
        let deviates = finding.outcome == Outcome::Deviates;
        let said = |template: &Template| sentence(template, self.report.lang, finding, self.assessment);
        let (check, resource) = (&self.rule.checks[finding.check], &finding.resource);
        FindingV1 {
            check: finding.check,
            resource: resource.kind(),
            region: resource.region().to_owned(),
            name: resource.name().to_owned(),
            arn: resource.arn().to_owned(),
            outcome: finding.outcome.as_str().to_owned(),
            observed: deviates.then(|| said(&check.otherwise)),
            expected: deviates.then(|| said(&check.expected)),
            unknown: finding.unknown.iter().cloned().collect(),
            waiver: self.report.waiver(finding).map(waiver),
            evidence: finding.evidence().map(|one| evidence(&one)).collect(),
        }
    }
}

fn evidence(evidence: &Evidence<'_>) -> EvidenceV1 {
    EvidenceV1 {
        path: evidence.path.to_owned(),
        observed: evidence.observed.clone(),
        operations: evidence.operations.iter().map(|&operation| operation.to_owned()).collect(),
        time: evidence.time.map(|time| time.to_string()),
    }
}
