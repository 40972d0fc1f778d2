//! Where a result is: a line of the claims file, and a resource of the account.
//!
//! In: a report, a line, a resource. Out: locations. The general set inside the binary has no file, and so no physical location.

use super::text::verbatim;
use crate::claim::Origin;
use crate::report::{Report, uri};
use serde_json::{Value, json};

/// The claims file as a URI: relative as the user named it, which in a job is relative to the repository.
pub(super) fn claims_file(report: &Report<'_>) -> Option<String> {
    match &report.claims.origin {
        Origin::File(path) => Some(uri::of_file(path)),
        Origin::BuiltIn => None,
    }
}

/// A line of the claims file.
pub(super) fn in_claims_file(report: &Report<'_>, line: usize) -> Option<Value> {
    let uri = claims_file(report)?;
    Some(json!({ "artifactLocation": { "uri": uri }, "region": { "startLine": line.max(1) } }))
}

/// The place of a result: the claim's line, where there is a file, and what in the account is meant.
pub(super) fn of(report: &Report<'_>, line: usize, name: &str, identity: &str, kind: &str) -> Value {
    let logical = json!({ "name": verbatim(name), "fullyQualifiedName": verbatim(identity), "kind": kind });
    let mut location = json!({ "logicalLocations": [logical] });
    if let Some(place) = in_claims_file(report, line) {
        location["physicalLocation"] = place;
    }
    location
}
