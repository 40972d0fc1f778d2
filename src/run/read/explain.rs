//! `tomscan read --explain`: what each statement is, and by which words.

use super::Ended;
use std::fmt::Write as _;
use std::io::{self, Write};
use tomscan::draft::{Draft, Entry, words};
use tomscan::report::plain::plain;
use tomscan::say;
use tomscan::text::Lang;

/// Writes it to standard output.
pub(super) fn write(draft: &Draft, lang: Lang) -> Result<(), Ended> {
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    for entry in &draft.entries {
        for line in one(entry, lang).lines() {
            writeln!(out, "{}", plain(line))?;
        }
        writeln!(out)?;
    }
    Ok(out.flush()?)
}

fn one(entry: &Entry, lang: Lang) -> String {
    let place = entry.statement.place;
    let page = place.page.map(|page| format!("{page}:")).unwrap_or_default();
    let mut text = format!("{page}{} {}\n", place.number, entry.statement.text);
    let mood = words::mood(entry.statement.mood, lang);
    let who = words::who(entry.recognised.who, lang);
    // Writing to a text cannot fail.
    let _ = writeln!(text, "    {mood}; {who}; {}", entry.family.name(lang));
    for binding in &entry.recognised.bindings {
        let params: Vec<String> = binding.params.iter().map(|(name, value)| format!("{name} = {value}")).collect();
        let words = binding.words.join(" … ");
        let quoted = say!(lang, "„{words}“", "\"{words}\"");
        let _ = writeln!(text, "    + {}: {quoted} ({}) {}", binding.rule, binding.wording, params.join(", "));
    }
    for (rule, why) in &entry.recognised.held_back {
        let why = words::held_back(*why, lang);
        let _ = writeln!(text, "    - {rule}: {why}");
    }
    text
}
