//! What a result was at the last run: its `baselineState` (§ 3.27.24), and since when it has been there.
//!
//! In: a result, and what became of its claim and resource. Out: the result with both. All results of a run have a state, or none
//! has. What is mended or gone has no result: GitHub knows no `absent`, and would open an alert for it.

use crate::claim::Claim;
use crate::drift::{ClaimTurn, FindingTurn};
use crate::evaluate::Finding;
use crate::report::plain::one_line;
use crate::report::since::Since;
use crate::rule::RuleId;
use crate::text::{Lang, Say};
use serde_json::{Value, json};

/// Of a resource.
pub(super) fn of_finding(
    result: &mut Value,
    since: &Since<'_>,
    (claim, rule, finding): (&Claim, &RuleId, &Finding),
    lang: Lang,
) {
    let change = since.finding(claim, rule, finding);
    let state = match change.map(|change| change.turn) {
        Some(FindingTurn::NewlyRefuted | FindingTurn::NewlyUnverified) => "new",
        None if since.claim(claim).is_some_and(|change| change.turn == ClaimTurn::Added) => "new",
        Some(FindingTurn::Waived) => "updated",
        _ if since.is_otherwise(finding) => "updated",
        _ => "unchanged",
    };
    if let Some(origin) = change.and_then(|change| change.origin.as_ref()) {
        result["properties"]["origin"] = json!(one_line(&origin.say(lang)));
    }
    set(result, since, state, change.and_then(|change| change.since.as_deref()));
}

/// Of a claim as a whole.
pub(super) fn of_claim(result: &mut Value, since: &Since<'_>, claim: &Claim) {
    let change = since.claim(claim);
    let state = match change.map(|change| change.turn) {
        Some(ClaimTurn::NewlyUnverified | ClaimTurn::NoLongerAttested | ClaimTurn::Added) => "new",
        _ => "unchanged",
    };
    set(result, since, state, change.and_then(|change| change.since.as_deref()));
}

fn set(result: &mut Value, since: &Since<'_>, state: &str, first: Option<&str>) {
    if since.compared {
        result["baselineState"] = json!(state);
    }
    if let Some(first) = first {
        result["provenance"] = json!({ "firstDetectionTimeUtc": first });
    }
}
