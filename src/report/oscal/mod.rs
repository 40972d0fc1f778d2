//! The report as OSCAL assessment results: NIST's *Assessment Results Model* 1.2.3 in JSON
//! (<https://pages.nist.gov/OSCAL-Reference/models/v1.2.3/assessment-results/json-reference/>).
//!
//! In: a JSON report. Out: one file with one `result`. [`crate::review::oscal`] makes the same of a review.
//!
//! | tomscan | OSCAL |
//! |---|---|
//! | document in an account | a `result` |
//! | claim | a control with one objective, in `local-definitions`: no catalogue has it |
//! | verdict on a claim | a `finding` on the objective, or none, see below |
//! | resource | an `inventory-item` |
//! | resource under a rule; what could not be listed | an `observation`, method `TEST` |
//! | waived deviation | a `risk` with the status `deviation-approved`; nothing else is a risk, because tomscan judges none |
//! | attestation | an `observation`, method `EXAMINE`: what was looked at is the claims file, nobody was interviewed |
//!
//! **Status.** OSCAL knows `satisfied` and `not-satisfied`, and a `reason`. `satisfied` is, by its definition, what is satisfied
//! completely: *confirmed*, and nothing else. *Not verified* is `not-satisfied` with the reason `other`, which OSCAL defines as
//! neither a pass nor a fail. The alternative, an observation without a finding, was not taken: the claim would fall out of whatever
//! share a reader counts, and the rest would look better than was seen. (In NIST SP 800-53A too an assessor who could not see enough
//! says *other than satisfied*.) The reason keeps it apart from a deviation, and the property `verdict` says exactly what it is. Of
//! what was *not tested* there is no finding, since nothing was determined: the claim is excluded from the controls reviewed, so that
//! the absence of a finding is not read as a pass, and an observation says why.
//!
//! | verdict | state | reason |
//! |---|---|---|
//! | confirmed | `satisfied` | `pass` |
//! | refuted | `not-satisfied` | `fail` |
//! | partly confirmed, not verified | `not-satisfied` | `other` |
//! | not applicable, attested, not attested | no finding, excluded | |
//!
//! **Identifiers** are UUIDs of version 5, so that the same report gives the same bytes. Findings, risks and resources keep theirs
//! from scan to scan, observations are those of one scan.
//!
//! **`import-ap`** is required, and there is no plan in OSCAL: it refers to a resource in the back matter that says so and names
//! claims file and rules by their hashes.

pub(crate) mod control;
pub(crate) mod document;
pub(crate) mod model;
mod scan;
pub(crate) mod seen;
pub(crate) mod text;
pub(crate) mod tool;

use super::json::{Findings, ReportV1};
use std::io::{self, Write};

/// Writes the report, indented, with a line break at the end. A report without a valid time is refused.
pub fn write(report: &ReportV1<impl Findings>, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    scan::write(report, out)
}
