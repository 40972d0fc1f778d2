//! What the nights saw: claims night by night, resources that deviated, and what the last scan saw of accepted deviations.

use super::nights::{Nights, named};
use crate::report::oscal::model::{Evidence, InventoryItem, Observation, Property, Risk};
use crate::report::oscal::seen::{Place, Seen};
use crate::report::oscal::text::{line, paragraphs};
use crate::report::told;
use crate::review::paper::{held, result, sign, span};
use crate::review::{Deviation, ReviewedClaim};
use crate::say;
use crate::text::{Lang, Say};
use jiff::Timestamp;
use std::collections::HashSet;
use uuid::Uuid;

impl<'d> Nights<'d> {
    pub(super) fn inventory(&self) -> impl Iterator<Item = InventoryItem> {
        let deviated = self.deviations.iter().map(|(_, deviation)| place(deviation).item(self.series));
        let accepted = self.accepted.into_iter().flat_map(Seen::inventory);
        let mut known = HashSet::new();
        deviated.chain(accepted).filter(move |item| known.insert(item.uuid))
    }

    pub(super) fn observations(&self) -> impl Iterator<Item = Observation> {
        let claims = self.document.claims.iter().map(|claim| self.of_claim(claim));
        let deviations = self.deviations.iter().map(|(id, deviation)| self.of_deviation(*id, deviation));
        claims.chain(deviations).chain(self.accepted.into_iter().flat_map(Seen::observations))
    }

    pub(super) fn risks(&self) -> impl Iterator<Item = Risk> {
        self.accepted.into_iter().flat_map(Seen::risks)
    }

    fn of_claim(&self, claim: &'d ReviewedClaim) -> Observation {
        let tally = claim.tally;
        let mut props = self.claim_props(claim);
        let nights = tally.named().into_iter().filter(|(_, count)| *count > 0);
        props.extend(nights.map(|(sign, count)| Property::new(format!("nights-{sign}"), &count.to_string())));
        let spans = claim.strip.iter().map(|one| format!("{}: {}", span(one, self.lang), sign(one.sign, self.lang)));
        let spans =
            Evidence { href: Some(format!("#{}", self.ledger)), description: paragraphs(&spans.collect::<Vec<_>>()) };
        let by_people = tally.due() == 0 && tally.attested + tally.unattested > 0;
        Observation {
            uuid: self.claim_id(claim),
            title: line(&named(claim)),
            description: paragraphs(&[result(claim, self.lang), held(&tally, self.lang)]),
            props,
            methods: [if by_people { "EXAMINE" } else { "TEST" }],
            types: vec!["control-objective"],
            origins: self.origins(),
            subjects: Vec::new(),
            relevant_evidence: if claim.strip.is_empty() { Vec::new() } else { vec![spans] },
            collected: self.last_time().to_string(),
            expires: None,
            remarks: None,
        }
    }

    fn of_deviation(&self, id: Uuid, deviation: &'d Deviation) -> Observation {
        let lang = self.lang;
        let observed = deviation.observed.as_deref().unwrap_or_else(|| lang.pick("weicht ab", "deviates"));
        let ended = deviation.ended.as_ref();
        let mut props = vec![
            Property::new("rule", &deviation.rule),
            Property::new("outcome", "deviates"),
            Property::new("since", &deviation.since),
        ];
        if let Some(ended) = ended {
            props.push(Property::new("ended", &ended.time));
            props.push(Property::new("ended-how", told::turn(ended.how, Lang::En)));
        }
        let since = &deviation.since;
        let mut lines = vec![observed.to_owned()];
        lines.push(match ended {
            Some(ended) => format!("{since} – {}: {}", ended.time, told::turn(ended.how, lang)),
            None => say!(lang, "offen seit {since}", "open since {since}"),
        });
        lines.extend(deviation.origin.as_ref().map(|origin| origin.say(lang)));
        Observation {
            uuid: id,
            title: line(&format!("{} · {}", deviation.name, deviation.rule)),
            description: paragraphs(&lines),
            props,
            methods: ["TEST"],
            types: vec!["control-objective", "discovery"],
            origins: self.origins(),
            subjects: vec![place(deviation).subject(self.series)],
            relevant_evidence: Vec::new(),
            collected: ended
                .and_then(|ended| ended.time.parse::<Timestamp>().ok())
                .unwrap_or_else(|| self.last_time())
                .to_string(),
            expires: None,
            remarks: None,
        }
    }
}

fn place(deviation: &Deviation) -> Place<'_> {
    Place { kind: deviation.resource.as_str(), region: &deviation.region, arn: &deviation.arn, name: &deviation.name }
}
