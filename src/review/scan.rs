//! A single scan, seen as a review sees a document at the end of a period.

use super::{NightCounts, Proposal, Reviewed, ReviewedClaim, Spells, Tally, Version};
use crate::report::json::{Claim, ReportV1};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

impl Reviewed {
    /// The document of a report: its verdicts, without nights.
    pub(super) fn of_scan(report: &ReportV1) -> Self {
        let document = &report.document;
        let date = report.time.parse::<Timestamp>().map_or(Date::ZERO, |time| time.to_zoned(TimeZone::UTC).date());
        Self {
            account: report.caller.account.clone(),
            party: document.party.clone(),
            title: document.title.clone(),
            versions: vec![Version {
                from: date,
                document: document.version.clone(),
                document_sha256: document.file_sha256.clone(),
                claims_sha256: document.claims_sha256.clone(),
                rules_sha256: report.rules_sha256.clone(),
                tomscan: report.tomscan.clone(),
                caller: report.caller.arn.clone(),
            }],
            nights: NightCounts::default(),
            claims: report.claims.iter().map(claim).collect(),
            deviations: Vec::new(),
            pruned: Vec::new(),
            before: None,
            last_run: None,
            report: Some(report.clone()),
        }
    }
}

fn claim(claim: &Claim) -> ReviewedClaim {
    ReviewedClaim {
        id: claim.id.clone(),
        words: Some(claim.words.clone()),
        place: claim.place.clone(),
        family: Some(claim.family),
        verdict: Some(claim.verdict),
        before: None,
        tally: Tally::default(),
        strip: Vec::new(),
        spells: Spells::default(),
        proposal: Proposal::None,
    }
}
