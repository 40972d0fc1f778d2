//! Why a claims file stays as it is.
//!
//! In: what became of its claims. Out: [`NotUpdated`], or nothing.

use super::pairing::{Fate, Pairing, Taken};
use crate::both;
use crate::claim::{Claim, Claims, Waiver};
use crate::draft::Draft;
use crate::source::{MOST_ITEMS, Mistakes};
use crate::text::{Lang, Say, Text};
use std::fmt;

/// Why a claims file stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotUpdated {
    /// It has mistakes.
    Mistakes(Mistakes),
    /// Its claims are not written `[[claim]]`.
    Inline,
    /// Hardly any of its claims is in the document.
    Another {
        /// Claims whose words are in it.
        same: usize,
        /// Claims that it makes in other words.
        reworded: usize,
        /// All claims.
        all: usize,
    },
    /// With the new claims it would hold more than a claims file can.
    TooMany,
    /// It would have mistakes afterwards, which is a mistake of ours.
    Broken(Mistakes),
    /// Something that people decided would be another, which is a mistake of ours.
    NotKept,
}

impl NotUpdated {
    /// Whether it is a mistake of tomscan.
    pub fn is_ours(&self) -> bool {
        matches!(self, Self::Broken(_) | Self::NotKept)
    }

    /// The message in both languages: what follows on "stays as it is:".
    pub fn both(&self) -> Text {
        match self {
            Self::Mistakes(mistakes) => Text { de: mistakes.say(Lang::De), en: mistakes.say(Lang::En) },
            Self::Inline => both!(
                "die Aussagen stehen in einer Liste; sie müssen einzeln unter [[claim]] stehen",
                "its claims stand in a list; each has to stand below a [[claim]] of its own"
            ),
            Self::Another { same, reworded, all } => both!(
                "von {all} Aussagen stehen {same} wörtlich in diesem Dokument und {reworded} ähnlich, zu wenige für eine neue Fassung; entweder ist es ein anderes Dokument, oder die Aussagen sind in eigenen Worten geschrieben; einen neuen Entwurf schreibt -o",
                "of {all} claims {same} are in this document word for word and {reworded} in similar words, too few for a new version; either it is another document, or the claims are in somebody's own words; -o writes a new draft"
            ),
            Self::TooMany => both!(
                "mit den neuen hätte die Datei mehr als {MOST_ITEMS} Aussagen; ist ein anderes Dokument gemeint?",
                "with the new ones the file would hold more than {MOST_ITEMS} claims; was another document meant?"
            ),
            Self::Broken(mistakes) => {
                let (de, en) = (mistakes.say(Lang::De), mistakes.say(Lang::En));
                both!(
                    "danach wäre sie fehlerhaft; das ist ein Fehler von tomscan, bitte melden:\n{de}",
                    "it would have mistakes afterwards; that is a mistake of tomscan, please report it:\n{en}"
                )
            }
            Self::NotKept => both!(
                "Regeln, Werte, Nachweise oder Ausnahmen wären danach andere; das ist ein Fehler von tomscan, bitte melden",
                "rules, values, attestations or waivers would be others afterwards; that is a mistake of tomscan, please report it"
            ),
        }
    }
}

impl Say for NotUpdated {
    fn say(&self, lang: Lang) -> String {
        self.both().in_lang(lang).to_owned()
    }
}

impl fmt::Display for NotUpdated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.say(Lang::En))
    }
}

/// A new version of a document makes at least one claim in four again; one in other words counts half. Of 56 documents of different companies
/// none makes more than one in nine of another's; our general set, which is made of what most documents say, comes to 23 in a hundred.
const ONE_IN: usize = 4;

/// A document in which hardly any claim is found is none that the claims were taken from.
pub(super) fn if_another(pairing: &Pairing) -> Result<(), NotUpdated> {
    let same = pairing.fates.iter().filter(|fate| matches!(fate, Fate::Same(_))).count();
    let reworded = pairing.fates.iter().filter(|fate| matches!(fate, Fate::Reworded(_))).count();
    let all = pairing.fates.len();
    if (2 * same + reworded) * ONE_IN < 2 * all || same + reworded == 0 {
        return Err(NotUpdated::Another { same, reworded, all });
    }
    Ok(())
}

/// A file holds so many claims and no more.
pub(super) fn if_too_many(draft: &Draft, pairing: &Pairing) -> Result<(), NotUpdated> {
    let statements = draft.entries.iter().zip(&pairing.statements);
    let new = statements.filter(|(entry, taken)| **taken == Taken::Not && entry.standing.is_claim()).count();
    if new + pairing.fates.len() > MOST_ITEMS { Err(NotUpdated::TooMany) } else { Ok(()) }
}

/// What people decided is there as before.
pub(super) fn if_not_kept(before: &Claims, after: &Claims) -> Result<(), NotUpdated> {
    let is_kept = |claim: &Claim| {
        let mut same = after.claims.iter().filter(|other| other.id == claim.id);
        same.any(|other| (&other.rules, &other.params, other.family) == (&claim.rules, &claim.params, claim.family))
    };
    let waivers = |claims: &Claims| {
        let timeless = |waiver: &Waiver| Waiver { line: 0, ..waiver.clone() };
        claims.waivers.iter().map(timeless).collect::<Vec<_>>()
    };
    let (ones, others) = (&before.scope, &after.scope);
    let is_same = before.claims.iter().all(is_kept)
        && before.attestations == after.attestations
        && waivers(before) == waivers(after)
        && (&ones.accounts, &ones.regions, ones.select.is_some())
            == (&others.accounts, &others.regions, others.select.is_some());
    if is_same { Ok(()) } else { Err(NotUpdated::NotKept) }
}
