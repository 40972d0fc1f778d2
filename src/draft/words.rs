//! What a draft says of statements, in words.
//!
//! In: how a statement is meant, of whom it speaks, what becomes of it. Out: the word for it, the same wherever it is said.

use super::{Draft, Standing};
use crate::recognise::{HeldBack, Mood};
use crate::rule::Who;
use crate::say;
use crate::text::Lang;

/// How a statement is meant.
pub fn mood(mood: Mood, lang: Lang) -> &'static str {
    match mood {
        Mood::Measure => lang.pick("Maßnahme", "measure"),
        Mood::Hedged => lang.pick("Maßnahme mit Vorbehalt", "measure with a reserve"),
        Mood::Negated => lang.pick("verneint", "denied"),
        Mood::Plan => lang.pick("Absicht", "plan"),
        Mood::Placeholder => lang.pick("Platzhalter", "placeholder"),
        Mood::Purpose => lang.pick("Zweck, keine Maßnahme", "purpose, no measure"),
        Mood::Introduction => lang.pick("Einleitung", "introduction"),
    }
}

/// Of whom a statement speaks.
pub fn who(who: Who, lang: Lang) -> &'static str {
    match who {
        Who::Ourselves => lang.pick("eigene Systeme", "own systems"),
        Who::Hoster => lang.pick("Hoster", "hoster"),
        Who::Customer => lang.pick("Kunde", "customer"),
        Who::Application => lang.pick("Anwendung", "application"),
        Who::Staff => lang.pick("Beschäftigte, Geräte, Räume", "staff, devices, rooms"),
    }
}

/// Why a rule is not bound although its wording fits.
pub fn held_back(why: HeldBack, lang: Lang) -> &'static str {
    match why {
        HeldBack::Mood => lang.pick("keine bestehende Maßnahme", "no measure in place"),
        HeldBack::Denied => lang.pick("verneint", "denied"),
        HeldBack::Who => lang.pick("von anderen die Rede", "speaks of others"),
    }
}

impl Draft {
    /// How many statements there are, and what became of them.
    pub fn summary(&self, lang: Lang) -> String {
        let count = |standing| self.count(standing);
        let (all, tested, organisational) =
            (self.entries.len(), count(Standing::Tested), count(Standing::Organisational));
        let (doubtful, findings, rest) =
            (count(Standing::Doubtful), count(Standing::Finding), count(Standing::NoMeasure));
        say!(
            lang,
            "{all} Sätze: {tested} mit Regeln, {organisational} organisatorisch, {doubtful} zum Ansehen, {findings} Absichten oder Platzhalter, {rest} ohne Maßnahme",
            "{all} statements: {tested} with rules, {organisational} organisational, {doubtful} for a look, {findings} plans or placeholders, {rest} without a measure"
        )
    }
}
