//! The organisation's report as CSV, for spreadsheets: a row per claim and account.
//!
//! In: the report. Out: RFC 4180. An account without a report has its rows too, so that nobody who counts rows takes it for sound.

use super::terminal::verdict_in;
use super::v1::OrganizationV1;
use crate::report::csv::{Cell, cells};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Debug, Serialize)]
struct Row {
    account: Cell,
    name: Cell,
    claim: Cell,
    words: Cell,
    verdict: &'static str,
    listed: u64,
    evaluated: u64,
    conforming: u64,
    deviating: u64,
    waived: u64,
    unknown: u64,
    why: Cell,
}

/// Writes the report.
pub fn write(report: &OrganizationV1, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let tested = report.claims.iter().filter(|claim| claim.tested);
    let rows = tested.flat_map(|claim| report.accounts.iter().map(move |account| (claim, account)));
    cells(
        rows.map(|(claim, account)| {
            let seen = account.claim(&claim.id);
            let counts = seen.map(|seen| seen.counts).unwrap_or_default();
            let missing = seen.map(|seen| seen.missing_actions.iter().cloned().collect::<Vec<_>>().join(" "));
            Row {
                account: account.account.as_str().into(),
                name: account.name.as_deref().unwrap_or_default().into(),
                claim: claim.id.as_str().into(),
                words: claim.words.as_str().into(),
                verdict: verdict_in(account, claim).key(),
                listed: counts.listed,
                evaluated: counts.evaluated,
                conforming: counts.conforming,
                deviating: counts.deviating,
                waived: counts.waived,
                unknown: counts.unknown,
                why: account.failed.clone().or(missing).unwrap_or_default().into(),
            }
        }),
        out,
    )
}
