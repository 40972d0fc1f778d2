//! Events on claims.

use super::Scan;
use crate::drift::{ClaimChange, ClaimTurn};
use crate::evaluate::Verdict;
use crate::report::json::{Claim, Findings, RuleResult};
use crate::report::ocsf::event::{Said, sentence};
use crate::report::ocsf::model::{Check, Coded, Compliance, Event, Unmapped};
use crate::report::ocsf::status::{self, CLOSE, INFORMATIONAL, UNKNOWN};
use crate::report::told;

impl<'r, F: Findings> Scan<'r, F> {
    pub(super) fn claim(&self, claim: &'r Claim) -> Event<'r> {
        let lines = told::claim(self.report, claim);
        let change = self.claims.get(claim.id.as_str()).copied();
        let verdict = claim.verdict;
        let checks: Vec<Check> = self.joined.of_claim(claim).map(|tested| check(tested.result)).collect();
        let said = Said {
            code: "claim",
            id: self.series.id("claim", &[&claim.id]),
            activity: self.claim_activity(verdict, change),
            severity: self.claim_severity(claim),
            status: status::of_claim(verdict),
            title: told::named(claim),
            desc: lines.join(" · "),
            compliance: Compliance {
                standards: self.about.standard(),
                requirements: vec![sentence(&told::named(claim))],
                control: sentence(&claim.id),
                control_parameters: Vec::new(),
                category: Some(claim.family.name(self.about.lang)),
                checks,
                status_id: status::compliance(verdict).0,
                status: status::compliance(verdict).1,
                status_code: verdict.key(),
                status_details: lines.iter().map(|line| sentence(line)).collect(),
            },
            analytic: None,
            seen: self.seen(change.and_then(|change| change.since.as_ref())),
        };
        Event {
            unmapped: Unmapped {
                claim: Some(&claim.id),
                verdict: Some(verdict.key()),
                place: claim.place.as_deref(),
                counts: (!claim.results.is_empty()).then_some(claim.counts),
                ..Unmapped::default()
            },
            ..self.about.event(said)
        }
    }

    fn claim_activity(&self, verdict: Verdict, change: Option<&ClaimChange>) -> Coded {
        let newly =
            [ClaimTurn::NewlyRefuted, ClaimTurn::NewlyUnverified, ClaimTurn::NoLongerAttested, ClaimTurn::Added];
        let was_open = change.and_then(|change| change.from).is_some_and(status::is_open);
        if was_open && !status::is_open(verdict) {
            return CLOSE;
        }
        self.is_new(change.is_some_and(|change| newly.contains(&change.turn)))
    }

    fn claim_severity(&self, claim: &Claim) -> Coded {
        let refuted = self.joined.of_claim(claim).filter(|tested| tested.result.verdict == Verdict::Refuted);
        match claim.verdict {
            Verdict::Refuted => refuted.map(|tested| tested.result.severity).max().map_or(UNKNOWN, status::severity),
            Verdict::Unverified => UNKNOWN,
            _ => INFORMATIONAL,
        }
    }
}

fn check<F>(result: &RuleResult<F>) -> Check {
    let (severity, status) = (status::severity(result.severity), status::compliance(result.verdict));
    Check {
        uid: result.rule.clone(),
        name: sentence(&result.title),
        severity_id: severity.0,
        severity: severity.1,
        status_id: status.0,
        status: status.1,
    }
}
