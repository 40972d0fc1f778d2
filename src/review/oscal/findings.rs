//! What is determined of the claims over the period.

use super::nights::{Nights, named};
use crate::report::oscal::model::{AssociatedRisk, Finding, RelatedObservation};
use crate::report::oscal::seen::Seen;
use crate::report::oscal::text::{line, paragraphs};
use crate::review::ReviewedClaim;
use crate::review::determined::in_words;
use crate::review::paper::{held, proposal, result};

impl<'d> Nights<'d> {
    pub(super) fn finding(&self, claim: &'d ReviewedClaim) -> Option<Finding> {
        let lines =
            [result(claim, self.lang), held(&claim.tally, self.lang), proposal(claim.proposal, self.lang).into()];
        let target = self.control(claim).determined(&in_words(claim, self.lang))?;
        let deviations = self.deviations.iter().filter(|(_, deviation)| deviation.claims.contains(&claim.id));
        let mut related = vec![RelatedObservation { observation_uuid: self.claim_id(claim) }];
        related.extend(deviations.map(|(id, _)| RelatedObservation { observation_uuid: *id }));
        Some(Finding {
            uuid: self.series.id("claim-in-period", &[&claim.id, &self.period]),
            title: line(&named(claim)),
            description: paragraphs(&lines),
            props: self.claim_props(claim),
            origins: self.origins(),
            target,
            related_observations: related,
            related_risks: self.accepted_for(claim),
        })
    }

    fn accepted_for(&self, claim: &ReviewedClaim) -> Vec<AssociatedRisk> {
        let Some(seen) = self.accepted else { return Vec::new() };
        let last = seen.joined.report.claims.iter().find(|last| last.id == claim.id);
        last.into_iter().flat_map(|last| seen.joined.of_claim(last)).flat_map(Seen::related_risks).collect()
    }
}
