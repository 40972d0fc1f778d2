//! A draft as `tom.toml`.
//!
//! In: a [`Draft`]. Out: the file's text: head, a claim for each statement with its words, place, family, rules and parameters; plans,
//! placeholders and doubts as comments where they stand in the document.

use super::{About, Draft, Entry, Standing};
use crate::recognise::{Binding, HeldBack, Mood};
use crate::say;
use ::toml::Value;
use std::collections::BTreeMap;
use std::fmt::Write;

/// What the file says of the document that the document itself does not.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// Path of the document, relative to the claims file.
    pub file: Option<String>,
    /// The document's SHA-256, in hex: a scan says when it is another.
    pub sha256: Option<String>,
}

impl Draft {
    /// The claims file.
    pub fn to_toml(&self, head: &Head) -> String {
        let mut text = self.head(head);
        for (number, entry) in self.entries.iter().enumerate() {
            text.push_str(&self.entry(number + 1, entry));
        }
        text
    }

    fn head(&self, head: &Head) -> String {
        let lang = self.language;
        let mut text = say!(
            lang,
            "# Entwurf von tomscan: Jede Aussage bitte mit dem Dokument vergleichen, dann gilt die Datei.\n# Danach prüfen mit: tomscan check\n\n",
            "# Drafted by tomscan: please compare every claim with the document; then the file holds.\n# Check it afterwards with: tomscan check\n\n"
        );
        let unsaid = lang.pick("bitte eintragen", "please fill in");
        let About { title, party, version, date } = &self.about;
        line(&mut text, "[document]");
        for (key, said) in [("title", title), ("party", party), ("version", version)] {
            line(&mut text, &format!("{key} = {}", quoted(said.as_deref().unwrap_or(unsaid))));
        }
        if let Some(date) = date {
            line(&mut text, &format!("date = {date}"));
        }
        line(&mut text, &format!("language = {}", quoted(&lang.to_string())));
        if let Some(file) = &head.file {
            line(&mut text, &format!("file = {}", quoted(file)));
            if let Some(hash) = &head.sha256 {
                line(&mut text, &format!("sha256 = {}", quoted(hash)));
            }
        }
        text
    }

    fn entry(&self, number: usize, entry: &Entry) -> String {
        match entry.standing {
            Standing::NoMeasure => String::new(),
            Standing::Finding => self.finding(entry),
            _ => self.claim(&number.to_string(), entry),
        }
    }

    /// A plan or a placeholder is no claim; it stands as a comment where it was found.
    fn finding(&self, entry: &Entry) -> String {
        let lang = self.language;
        let what = match entry.statement.mood {
            Mood::Placeholder => {
                lang.pick("Platzhalter, im Dokument auszufüllen", "placeholder, to be filled in in the document")
            }
            _ => lang.pick("Absicht, noch keine Maßnahme", "a plan, not yet a measure"),
        };
        let place = self.place(&entry.statement, lang);
        format!("\n# {what} ({place}): {}\n", entry.statement.text)
    }

    /// A claim as the file holds it, with an empty line before it.
    pub(super) fn claim(&self, id: &str, entry: &Entry) -> String {
        let mut text = String::from("\n");
        for doubt in self.doubts(entry) {
            line(&mut text, &format!("# {doubt}"));
        }
        line(&mut text, "[[claim]]");
        line(&mut text, &format!("id = {}", quoted(id)));
        line(&mut text, &format!("words = {}", quoted(&entry.statement.text)));
        line(&mut text, &format!("place = {}", quoted(&self.place(&entry.statement, self.language))));
        line(&mut text, &format!("family = {}", quoted(entry.family.key())));
        for bound in bound(&entry.recognised.bindings) {
            line(&mut text, &bound);
        }
        text
    }

    /// What a person should know before the claim holds.
    pub(super) fn doubts(&self, entry: &Entry) -> Vec<String> {
        let lang = self.language;
        let mut doubts = Vec::new();
        if entry.statement.mood == Mood::Hedged {
            doubts.push(
                lang.pick("mit Vorbehalt oder Ausnahme zugesagt", "promised with a reserve or an exception").to_owned(),
            );
        }
        if entry.standing == Standing::Doubtful {
            for (rule, why) in &entry.recognised.held_back {
                let why = match why {
                    HeldBack::Denied => lang.pick("verneint", "denied"),
                    HeldBack::Who => lang
                        .pick("spricht wohl nicht von den eigenen Systemen", "seems not to speak of the own systems"),
                    HeldBack::Mood => lang.pick("keine Maßnahme", "no measure"),
                };
                doubts.push(say!(
                    lang,
                    "bitte ansehen: {rule} passt zum Wortlaut, aber: {why}",
                    "please look: {rule} fits the words, but: {why}"
                ));
            }
        }
        doubts
    }
}

/// The lines `rules` and `params` of a claim, as far as there are any.
pub(super) fn bound(bindings: &[Binding]) -> Vec<String> {
    if bindings.is_empty() {
        return Vec::new();
    }
    let rules: Vec<String> = bindings.iter().map(|binding| quoted(&binding.rule.0)).collect();
    let params: Vec<String> = params(bindings).into_iter().map(|(name, value)| format!("{name} = {value}")).collect();
    let params = Some(params).filter(|params| !params.is_empty());
    let params = params.map(|params| format!("params = {{ {} }}", params.join(", ")));
    std::iter::once(format!("rules = [{}]", rules.join(", "))).chain(params).collect()
}

/// The parameters as the file states them: by name where all rules of the claim agree, else below the rule.
fn params(bindings: &[Binding]) -> BTreeMap<String, String> {
    let mut by_name: BTreeMap<&str, Vec<(&Binding, &serde_json::Value)>> = BTreeMap::new();
    for binding in bindings {
        for (name, value) in &binding.params {
            by_name.entry(name).or_default().push((binding, value));
        }
    }
    let mut all = BTreeMap::new();
    let mut apart: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (name, stated) in by_name {
        let same = stated.iter().all(|(_, value)| Some(*value) == stated.first().map(|(_, first)| *first));
        match stated.first().filter(|_| same && stated.len() == bindings.len()) {
            Some((_, value)) => {
                all.insert(name.to_owned(), value.to_string());
            }
            None => {
                for (binding, value) in stated {
                    apart.entry(&binding.rule.0).or_default().push(format!("{name} = {value}"));
                }
            }
        }
    }
    all.extend(apart.into_iter().map(|(rule, params)| (rule.to_owned(), format!("{{ {} }}", params.join(", ")))));
    all
}

/// A text as a value of TOML.
pub(super) fn quoted(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}

fn line(text: &mut String, line: &str) {
    // Writing to a text cannot fail.
    let _ = writeln!(text, "{line}");
}
