//! A scan as events.
//!
//! In: a JSON report. Out: events on claims, then on resources, then on what is over.

mod claims;
mod over;
mod resources;

use super::array::Array;
use super::event::{About, Span};
use super::model::Coded;
use super::status::{CREATE, UPDATE};
use crate::drift::{ClaimChange, ClaimTurn, Drift, FindingChange};
use crate::report::identity::Series;
use crate::report::joined::Joined;
use crate::report::json::{Findings, ReportV1};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Writes all events.
pub(in crate::report::ocsf) fn write(
    report: &ReportV1<impl Findings>,
    out: &mut (impl Write + ?Sized),
) -> io::Result<()> {
    let time = report.time.parse::<Timestamp>().map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
    let joined = Joined::of(report);
    let scan = Scan::of(report, &joined, time);
    let mut array = Array::begin(out)?;
    for claim in &report.claims {
        array.push(&scan.claim(claim))?;
    }
    for tested in joined.tested() {
        for (id, finding) in tested.findings().filter(|(_, one)| !one.conforms()) {
            array.push(&scan.finding(tested, id, &finding.whole()))?;
        }
        for (id, gap) in tested.gaps() {
            array.push(&scan.gap(tested, id, gap))?;
        }
    }
    let over = scan.drift().flat_map(|drift| &drift.findings);
    for event in over.filter_map(|change| scan.over(change)) {
        array.push(&event)?;
    }
    let removed = scan.drift().flat_map(|drift| &drift.claims).filter(|change| change.turn == ClaimTurn::Removed);
    for change in removed {
        array.push(&scan.removed(change))?;
    }
    array.end()
}

/// Kind, region and ARN under a rule.
type Key<'r> = (&'r str, &'static str, &'r str, &'r str);

struct Scan<'r, F> {
    report: &'r ReportV1<F>,
    about: About<'r>,
    series: Series,
    joined: &'r Joined<'r, F>,
    claims: BTreeMap<&'r str, &'r ClaimChange>,
    findings: BTreeMap<Key<'r>, &'r FindingChange>,
}

impl<'r, F: Findings> Scan<'r, F> {
    fn of(report: &'r ReportV1<F>, joined: &'r Joined<'r, F>, time: Timestamp) -> Self {
        let document = &report.document;
        let drift = report.drift.as_ref();
        let findings = drift.into_iter().flat_map(|drift| &drift.findings);
        let key = |change: &'r FindingChange| {
            (change.rule.as_str(), change.resource.as_str(), change.region.as_str(), change.arn.as_str())
        };
        Self {
            report,
            about: About {
                account: &report.caller.account,
                party: &document.party,
                title: &document.title,
                version: &document.version,
                tomscan: &report.tomscan,
                lang: report.language,
                time,
            },
            series: joined.series,
            joined,
            claims: drift
                .into_iter()
                .flat_map(|drift| &drift.claims)
                .map(|change| (change.claim.as_str(), change))
                .collect(),
            findings: findings.map(|change| (key(change), change)).collect(),
        }
    }

    /// What changed, where there was something to compare with.
    fn drift(&self) -> impl Iterator<Item = &'r Drift> + use<'r, F> {
        self.report.drift.iter().filter(|drift| drift.reference.is_some())
    }

    fn is_new(&self, newly: bool) -> Coded {
        if newly || self.drift().next().is_none() { CREATE } else { UPDATE }
    }

    fn seen(&self, since: Option<&String>) -> Span {
        let first = since.and_then(|since| since.parse().ok());
        Span { first, last: Some(self.about.time), end: None }
    }
}
