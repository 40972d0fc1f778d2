//! `tomscan read --explain`: what each statement is, and by which words.

use super::Ended;
use std::fmt::Write as _;
use std::io::{self, Write};
use tomscan::draft::{Draft, Entry};
use tomscan::recognise::{HeldBack, Mood};
use tomscan::report::plain::plain;
use tomscan::rule::Who;
use tomscan::say;
use tomscan::text::Lang;

/// Writes it to standard output.
pub(super) fn write(draft: &Draft, lang: Lang) -> Result<(), Ended> {
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    for entry in &draft.entries {
        writeln!(out, "{}", plain(&one(entry, lang)))?;
    }
    Ok(out.flush()?)
}

fn one(entry: &Entry, lang: Lang) -> String {
    let place = entry.statement.place;
    let page = place.page.map(|page| format!("{page}:")).unwrap_or_default();
    let mut text = format!("{page}{} {}\n", place.number, entry.statement.text);
    let mood = match entry.statement.mood {
        Mood::Measure => lang.pick("Maßnahme", "measure"),
        Mood::Hedged => lang.pick("Maßnahme mit Vorbehalt", "measure with a reserve"),
        Mood::Negated => lang.pick("verneint", "denied"),
        Mood::Plan => lang.pick("Absicht", "plan"),
        Mood::Placeholder => lang.pick("Platzhalter", "placeholder"),
        Mood::Purpose => lang.pick("Zweck, keine Maßnahme", "purpose, no measure"),
        Mood::Introduction => lang.pick("Einleitung", "introduction"),
    };
    let who = match entry.recognised.who {
        Who::Ourselves => lang.pick("eigene Systeme", "own systems"),
        Who::Hoster => lang.pick("Hoster", "hoster"),
        Who::Customer => lang.pick("Kunde", "customer"),
        Who::Application => lang.pick("Anwendung", "application"),
        Who::Staff => lang.pick("Beschäftigte, Geräte, Räume", "staff, devices, rooms"),
    };
    // Writing to a text cannot fail.
    let _ = writeln!(text, "    {mood}; {who}; {}", entry.family.name(lang));
    for binding in &entry.recognised.bindings {
        let params: Vec<String> = binding.params.iter().map(|(name, value)| format!("{name} = {value}")).collect();
        let words = binding.words.join(" … ");
        let quoted = say!(lang, "„{words}“", "\"{words}\"");
        let _ = writeln!(text, "    + {}: {quoted} ({}) {}", binding.rule, binding.wording, params.join(", "));
    }
    for (rule, why) in &entry.recognised.held_back {
        let why = match why {
            HeldBack::Mood => lang.pick("keine bestehende Maßnahme", "no measure in place"),
            HeldBack::Denied => lang.pick("verneint", "denied"),
            HeldBack::Who => lang.pick("von anderen die Rede", "speaks of others"),
        };
        let _ = writeln!(text, "    - {rule}: {why}");
    }
    text
}
