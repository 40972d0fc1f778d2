//! Comments by which tomscan says above a claim what became of its words.
//!
//! In: what became of them, and the marks of an earlier run. Out: the marks that belong there. A mark begins with [`PREFIX`]; comments of
//! people do not, and nothing here touches them.

use super::edit::{Edit, line_start, with_ends_of};
use super::layout::{Layout, Stands};
use crate::recognise::in_plain_words;
use crate::say;
use crate::text::Lang;
use std::ops::Range;

/// What the lines of tomscan begin with.
pub(super) const PREFIX: &str = "# tomscan: ";

const GONE: [&str; 2] = ["nicht mehr im Dokument", "no longer in the document"];
const REWORDED: [&str; 2] = ["neuer Wortlaut, bisher: ", "reworded, before: "];

/// The marks above a claim: where, and what they say behind [`PREFIX`].
pub(super) struct Marks {
    lines: Vec<(Range<usize>, String)>,
}

impl Marks {
    /// Those of an earlier run.
    pub(super) fn above(text: &str, layout: &Layout, claim: &Stands) -> Self {
        let mark = |line: Range<usize>| {
            let says = text.get(line.clone())?.trim().strip_prefix(PREFIX)?.to_owned();
            Some((line, says))
        };
        Self { lines: layout.above(text, claim.header).into_iter().filter_map(mark).collect() }
    }

    /// What they say, but for "no longer in the document": what nobody confirmed yet.
    pub(super) fn unconfirmed(&self) -> Vec<String> {
        let says = self.lines.iter().map(|(_, says)| says);
        says.filter(|says| !GONE.iter().any(|gone| says.starts_with(gone))).cloned().collect()
    }

    /// The words that a person confirmed last, if they are not those of the file.
    pub(super) fn former(&self) -> Option<String> {
        self.lines.iter().find_map(|(_, says)| {
            let quoted = REWORDED.iter().find_map(|reworded| says.strip_prefix(reworded))?;
            serde_json::from_str(quoted).ok()
        })
    }

    /// The changes after which these stand there instead; none where they do.
    pub(super) fn replaced_by(&self, wanted: &[String], text: &str, claim: &Stands) -> Vec<Edit> {
        if self.lines.iter().map(|(_, says)| says).eq(wanted) {
            return Vec::new();
        }
        let start = line_start(text, claim.header);
        let indent = text.get(start..claim.header).unwrap_or_default();
        let lines: Vec<String> = wanted.iter().map(|says| format!("{indent}{PREFIX}{says}\n")).collect();
        let at = self.lines.first().map_or(start, |(line, _)| line.start);
        let gone = self.lines.iter().map(|(line, _)| Edit { at: line.clone(), text: String::new() });
        std::iter::once(Edit { at: at..at, text: with_ends_of(text, &lines.concat()) }).chain(gone).collect()
    }
}

/// The words are not in the document any more.
pub(super) fn gone(is_attested: bool, lang: Lang) -> String {
    let [de, en] = GONE;
    if is_attested {
        say!(
            lang,
            "{de}; die Aussage mit ihrem Nachweis löschen oder beide anpassen",
            "{en}; delete the claim with its attestation, or adapt both"
        )
    } else {
        say!(lang, "{de}; die Aussage löschen oder anpassen", "{en}; delete the claim or adapt it")
    }
}

/// A statement that the document did not make before.
pub(super) fn new(lang: Lang) -> String {
    let text = lang.pick(
        "neu im Dokument; bitte damit vergleichen, dann diese Zeile löschen",
        "new in the document; please compare it there, then delete this line",
    );
    text.to_owned()
}

/// Who vouches for a claim whose words changed, and so what a person has to look at again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Vouching {
    /// Rules.
    Rules,
    /// An attestation.
    Attestation,
    /// Nobody yet.
    Nobody,
}

/// The words changed; nothing where they are again what a person confirmed.
pub(super) fn reworded(
    former: &str,
    words: &str,
    vouching: Vouching,
    proposal: Vec<String>,
    lang: Lang,
) -> Vec<String> {
    if in_plain_words(former) == in_plain_words(words) {
        return Vec::new();
    }
    let [de, en] = REWORDED;
    let former = quoted(former);
    let confirm = match vouching {
        Vouching::Rules => lang.pick(
            "bitte bestätigen, dass Regeln und Werte noch passen; dann diese Zeilen löschen",
            "please confirm that rules and values still fit; then delete these lines",
        ),
        Vouching::Attestation => lang.pick(
            "bitte bestätigen, dass der Nachweis noch passt; dann diese Zeilen löschen",
            "please confirm that the attestation still fits; then delete these lines",
        ),
        Vouching::Nobody => lang.pick(
            "bitte bestätigen, dass weiterhin keine Regel gebraucht wird; dann diese Zeilen löschen",
            "please confirm that it still needs no rule; then delete these lines",
        ),
    };
    let mut lines = vec![say!(lang, "{de}{former}", "{en}{former}"), confirm.to_owned()];
    lines.extend(proposal);
    lines
}

/// A text in one line of a comment, in quotes.
fn quoted(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let line: String = line.chars().filter(|sign| !sign.is_control()).collect();
    serde_json::Value::String(line).to_string()
}
