//! What changes at the claims that the file has: words and places follow the document, and comments say what a person has to decide.

use super::edit::Edit;
use super::layout::{Layout, Stands};
use super::mark::{self, Marks, Vouching};
use super::pairing::{Fate, Pairing};
use crate::claim::{Claim, Claims};
use crate::draft::place::Printed;
use crate::draft::toml::{bound, quoted};
use crate::draft::{Draft, Entry};
use crate::rule::{RuleId, RuleSet};
use crate::source::Mistakes;
use std::collections::{BTreeMap, BTreeSet};

/// The claims and the document that they follow.
pub(super) struct Following<'u> {
    draft: &'u Draft,
    claims: &'u Claims,
    layout: &'u Layout,
    /// Of statements in new words, the claims that a draft would make of them.
    proposals: BTreeMap<usize, Claim>,
}

impl<'u> Following<'u> {
    /// Errors: a draft of these statements that is no claims file.
    pub(super) fn new(
        draft: &'u Draft,
        claims: &'u Claims,
        layout: &'u Layout,
        pairing: &Pairing,
        rules: &RuleSet,
    ) -> Result<Self, Mistakes> {
        let reworded: BTreeSet<usize> = pairing.fates.iter().filter_map(|fate| fate.reworded()).collect();
        let entry = |index: &usize| draft.entries.get(*index).filter(|entry| entry.standing.is_claim());
        let (indices, entries): (Vec<_>, Vec<_>) =
            reworded.iter().filter_map(|index| Some((*index, entry(index)?.clone()))).unzip();
        let proposed =
            if entries.is_empty() { Vec::new() } else { Draft { entries, ..draft.clone() }.claims(rules)?.claims };
        Ok(Self { draft, claims, layout, proposals: indices.into_iter().zip(proposed).collect() })
    }

    /// The changes at each claim.
    pub(super) fn edits(&self, pairing: &Pairing) -> Vec<Edit> {
        let claims = self.claims.claims.iter().zip(&self.layout.claims).zip(&pairing.fates);
        claims.flat_map(|((claim, stands), fate)| self.at(claim, stands, *fate)).collect()
    }

    fn at(&self, claim: &Claim, stands: &Stands, fate: Fate) -> Vec<Edit> {
        let text = &self.claims.text;
        let marks = Marks::above(text, self.layout, stands);
        let entry = fate.statement().and_then(|entry| self.draft.entries.get(entry));
        let mut edits: Vec<Edit> = entry.and_then(|entry| self.place(claim, stands, entry)).into_iter().collect();
        let wanted = match (fate, entry) {
            (Fate::Reworded(index), Some(entry)) => {
                let words = &entry.statement.text;
                edits.push(Edit { at: stands.words.clone(), text: quoted(words) });
                let former = marks.former().unwrap_or_else(|| claim.words.clone());
                let vouching = self.vouching(claim);
                mark::reworded(&former, words, vouching, self.proposal(claim, index, entry), self.draft.language)
            }
            (Fate::Gone, _) => {
                let gone = mark::gone(self.vouching(claim) == Vouching::Attestation, self.draft.language);
                std::iter::once(gone).chain(marks.unconfirmed()).collect()
            }
            _ => marks.unconfirmed(),
        };
        edits.extend(marks.replaced_by(&wanted, text, stands));
        edits
    }

    /// The place, if it was tomscan that wrote it.
    fn place(&self, claim: &Claim, stands: &Stands, entry: &Entry) -> Option<Edit> {
        let (at, before) = (stands.place.clone()?, claim.place.as_ref()?);
        let place = self.draft.place(&entry.statement, Printed::parse(before)?.lang);
        (place != *before).then(|| Edit { at, text: quoted(&place) })
    }

    fn vouching(&self, claim: &Claim) -> Vouching {
        if !claim.rules.is_empty() {
            Vouching::Rules
        } else if self.claims.attestations.iter().any(|attestation| attestation.claim == claim.id) {
            Vouching::Attestation
        } else {
            Vouching::Nobody
        }
    }

    /// What a draft would make of the new words, where that is something else than the claim has.
    fn proposal(&self, claim: &Claim, index: usize, entry: &Entry) -> Vec<String> {
        let lang = self.draft.language;
        let Some(proposed) = self.proposals.get(&index) else {
            let plan = lang.pick(
                "liest sich jetzt als Absicht oder Platzhalter, nicht als bestehende Maßnahme",
                "now reads as a plan or a placeholder, not as a measure in place",
            );
            return vec![plan.to_owned()];
        };
        let mut lines = self.draft.doubts(entry);
        let rules = |claim: &Claim| claim.rules.iter().cloned().collect::<BTreeSet<RuleId>>();
        let stated = |claim: &Claim| {
            let stated = claim.params.iter().filter(|(_, params)| !params.is_empty());
            stated.map(|(rule, params)| (rule.clone(), params.clone())).collect::<BTreeMap<_, _>>()
        };
        if rules(claim) != rules(proposed) || stated(claim) != stated(proposed) {
            let proposal = lang.pick("Vorschlag zum neuen Wortlaut: ", "proposed for the new words: ");
            let bound = bound(&entry.recognised.bindings);
            let none = bound.is_empty().then(|| lang.pick("keine Regeln", "no rules").to_owned());
            lines.extend(bound.into_iter().chain(none).map(|line| format!("{proposal}{line}")));
        }
        lines
    }
}
