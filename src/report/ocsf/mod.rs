//! The report as OCSF events: class *Compliance Finding* (2003) of the Open Cybersecurity Schema Framework 1.6.0
//! (<https://schema.ocsf.io/1.6.0/classes/compliance_finding>).
//!
//! In: a JSON report. Out: a JSON array, which is what collectors of such files read (Prowler's `json-ocsf` is one too), with one
//! event to a line, so that it can also be read line by line. [`crate::review::ocsf`] makes the same of a review.
//!
//! An event for each claim, for each resource that deviates or could not be judged under a rule, and for each kind of resource that
//! could not be listed in a region. Resources that conform have none: the claim counts them. With a ledger there is a last event for
//! what deviated and does not any more, which closes it.
//!
//! | tomscan | `compliance.status` | why |
//! |---|---|---|
//! | confirmed | 1 Pass | nothing else is a pass, neither what is mended nor what conforms in part |
//! | refuted; a deviation, waived or not | 3 Fail | |
//! | not verified; a resource that could not be judged; a kind that could not be listed | 2 Warning | by its definition: "did not yield a result due to missing information" |
//! | partly confirmed, not applicable, attested, not attested | 99 Other, with the English word | neither holds nor deviates nor lacks information |
//!
//! `compliance.status_code` has the exact verdict. The finding's own `status` is *New* where somebody has to act, *Suppressed* under
//! a waiver, *Resolved* where a claim is confirmed or a deviation mended, else *Archived*. `finding_info.uid` is the same from scan to
//! scan, `metadata.uid` that of one event. The standard is the company's own document: no conformity with a law is stated.

pub(crate) mod array;
pub(crate) mod event;
pub(crate) mod model;
mod scan;
pub(crate) mod status;

use super::json::{Findings, ReportV1};
use std::io::{self, Write};

/// Writes the report. One without a valid time is refused.
pub fn write(report: &ReportV1<impl Findings>, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    scan::write(report, out)
}
