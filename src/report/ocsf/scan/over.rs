//! Last events on what is over since the run before: they close what earlier files opened.

use super::Scan;
use crate::drift::{ClaimChange, FindingChange, FindingTurn};
use crate::report::json::Findings;
use crate::report::ocsf::event::{Said, region, resource, rule, sentence};
use crate::report::ocsf::model::{Event, Unmapped};
use crate::report::ocsf::status::{self, CLOSE, INFORMATIONAL};
use crate::report::told;

impl<'r, F: Findings> Scan<'r, F> {
    pub(super) fn over(&self, change: &'r FindingChange) -> Option<Event<'r>> {
        let over = [FindingTurn::Mended, FindingTurn::Gone, FindingTurn::NoLongerClaimed, FindingTurn::VerifiedAgain];
        let turn = Some(change.turn).filter(|turn| over.contains(turn))?;
        let (status, compliance, code) = status::ended(Some(turn));
        let title = self.report.results.iter().find(|result| result.rule == change.rule);
        let title = title.map_or(change.rule.as_str(), |result| result.title.as_str());
        let claims = self.report.claims.iter().filter(|claim| change.claims.contains(&claim.id));
        let requirements = claims.map(|claim| sentence(&told::named(claim))).collect();
        let text = format!("{}: {}", told::turn(Some(turn), self.about.lang), change.name);
        let said = Said {
            code: "resource",
            id: self.series.finding(&change.rule, change.resource.as_str(), &change.region, &change.arn),
            activity: CLOSE,
            severity: INFORMATIONAL,
            status,
            title: format!("{title}: {}", change.name),
            compliance: self.about.compliance(change.rule.clone(), requirements, compliance, code, Some(&text)),
            desc: text,
            analytic: Some(rule(&change.rule, title)),
            seen: self.seen(change.since.as_ref()),
        };
        let mut event = Event {
            resources: vec![resource(change.resource.as_str(), &change.name, &change.region, &change.arn)],
            unmapped: Unmapped {
                claims: change.claims.iter().map(String::as_str).collect(),
                outcome: Some(code),
                ..Unmapped::default()
            },
            ..self.about.event(said)
        };
        event.cloud.region = region(&change.region);
        Some(event)
    }

    pub(super) fn removed(&self, change: &'r ClaimChange) -> Event<'r> {
        let (status, compliance, code) = status::ended(Some(FindingTurn::NoLongerClaimed));
        let named = format!("{} {}", change.claim, change.words);
        let text = told::turn(Some(FindingTurn::NoLongerClaimed), self.about.lang);
        let said = Said {
            code: "claim",
            id: self.series.id("claim", &[&change.claim]),
            activity: CLOSE,
            severity: INFORMATIONAL,
            status,
            title: named.clone(),
            desc: text.to_owned(),
            compliance: self.about.compliance(
                change.claim.clone(),
                vec![sentence(&named)],
                compliance,
                code,
                Some(text),
            ),
            analytic: None,
            seen: self.seen(change.since.as_ref()),
        };
        Event { unmapped: Unmapped { claim: Some(&change.claim), ..Unmapped::default() }, ..self.about.event(said) }
    }
}
