//! What changed, in words: the same sections for every format that people read.
//!
//! In: a [`Drift`] and a language. Out: headings with lines, what needs a human first; each format escapes them in its own way.

use super::unknown_in_words;
use crate::drift::{
    Cause, ClaimChange, ClaimTurn, Drift, FindingChange, FindingTurn, Reference, ResourceChange, ValueChange,
    Yardstick, YardstickChange,
};
use crate::fact::ResourceKind;
use crate::rule::show;
use crate::say;
use crate::text::{Lang, Say};
use std::collections::BTreeMap;

/// A heading with what stands under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The heading.
    pub heading: &'static str,
    /// The lines, each about one thing.
    pub lines: Vec<Line>,
}

/// One thing that changed, and what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What changed.
    pub text: String,
    /// More about it.
    pub below: Vec<String>,
}

/// With what was compared.
pub fn reference_in_words(reference: Option<&Reference>, lang: Lang) -> String {
    let Some(Reference { run, file, time }) = reference else {
        return say!(
            lang,
            "erster Lauf: es gibt noch nichts, womit zu vergleichen wäre",
            "first run: there is nothing yet to compare with"
        );
    };
    match (run, file) {
        (Some(run), _) => say!(lang, "seit Lauf {run} vom {time}", "since run {run} of {time}"),
        (None, Some(file)) => say!(lang, "seit {file} vom {time}", "since {file} of {time}"),
        (None, None) => say!(lang, "seit {time}", "since {time}"),
    }
}

/// Everything that changed; empty where nothing did and nothing is refuted still.
pub fn sections(drift: &Drift, lang: Lang) -> Vec<Section> {
    let writer = Writer { drift, lang };
    let all = [
        (lang.pick("Neu widerlegt", "Newly refuted"), writer.newly_refuted()),
        (lang.pick("Neu nicht geprüft", "Newly not verified"), writer.newly_unverified()),
        (lang.pick("Nicht mehr nachgewiesen", "No longer attested"), writer.claims(ClaimTurn::NoLongerAttested)),
        (lang.pick("Behoben oder wieder geprüft", "Mended or verified again"), writer.mended()),
        (lang.pick("Sonst anders", "Otherwise changed"), writer.otherwise()),
        (lang.pick("Geändert, aber nicht im Konto", "Changed, but not in the account"), writer.yardstick()),
        (lang.pick("Ressourcen neu oder weg", "Resources new or gone"), writer.resources()),
        (lang.pick("Andere Werte", "Other values"), writer.values()),
        (lang.pick("Weiterhin widerlegt", "Still refuted"), writer.still()),
    ];
    all.into_iter().filter(|(_, lines)| !lines.is_empty()).map(|(heading, lines)| Section { heading, lines }).collect()
}

/// Why something changed, as a phrase.
pub fn causes_in_words(causes: &[Cause], lang: Lang) -> String {
    let words: Vec<&str> = causes.iter().map(|cause| cause_in_words(*cause, lang)).collect();
    words.join(lang.pick(" und ", " and "))
}

fn cause_in_words(cause: Cause, lang: Lang) -> &'static str {
    match cause {
        Cause::Account => lang.pick("das Konto hat sich geändert", "the account changed"),
        Cause::ClaimsFile => lang.pick("die Aussagendatei hat sich geändert", "the claims file changed"),
        Cause::Parameters => lang.pick("das Dokument nennt andere Werte", "the document states other values"),
        Cause::Rules => lang.pick("die Regel hat sich geändert", "the rule changed"),
        Cause::Scope => lang.pick("der Geltungsbereich hat sich geändert", "the scope changed"),
        Cause::Permissions => lang.pick("die Berechtigungen haben sich geändert", "the permissions changed"),
        Cause::Outage => lang.pick("eine Antwort von AWS fehlte", "an answer of AWS was missing"),
        Cause::Tomscan => lang.pick("tomscan hat sich geändert", "tomscan changed"),
        Cause::Waiver => lang.pick("eine Ausnahme gilt nicht mehr oder neu", "a waiver ended or began"),
        Cause::Undecided => lang.pick(
            "ob sich das Konto geändert hat, lässt sich nicht sagen",
            "whether the account changed cannot be told",
        ),
        Cause::Time => lang.pick("nur die Zeit ist vergangen", "only time has passed"),
    }
}

struct Writer<'d> {
    drift: &'d Drift,
    lang: Lang,
}

impl Writer<'_> {
    fn claim(&self, change: &ClaimChange) -> String {
        let lang = self.lang;
        let word = |verdict: Option<crate::evaluate::Verdict>| verdict.map(|verdict| verdict.word(lang));
        let turn = match (word(change.from), word(change.to)) {
            (Some(from), Some(to)) if from != to => format!("{from} → {to}"),
            (Some(word), _) | (None, Some(word)) => word.to_owned(),
            (None, None) => String::new(),
        };
        let (id, words, causes) = (&change.claim, &change.words, causes_in_words(&change.causes, lang));
        let line = say!(lang, "Aussage {id}: {words} ({turn})", "claim {id}: {words} ({turn})");
        if causes.is_empty() { line } else { format!("{line}: {causes}") }
    }

    fn claims(&self, turn: ClaimTurn) -> Vec<Line> {
        self.drift.claims_that(turn).map(|change| bare(self.claim(change))).collect()
    }

    fn finding(&self, change: &FindingChange) -> String {
        let (lang, FindingChange { rule, name, region, .. }) = (self.lang, change);
        let claims = change.claims.join(", ");
        let causes = causes_in_words(&change.causes, lang);
        let line = if claims.is_empty() {
            format!("{name} · {region} · {rule}")
        } else {
            say!(lang, "{name} · {region} · {rule} · Aussage {claims}", "{name} · {region} · {rule} · claim {claims}")
        };
        if causes.is_empty() { line } else { format!("{line}: {causes}") }
    }

    fn findings(&self, turn: FindingTurn) -> impl Iterator<Item = Line> {
        let below = |change: &FindingChange| {
            let unknown = change.unknown.iter().map(|why| unknown_in_words(why, self.lang));
            let origin = change.origin.iter().map(|origin| origin.say(self.lang));
            change.observed.clone().into_iter().chain(unknown).chain(origin).collect()
        };
        self.drift.findings_that(turn).map(move |change| Line { text: self.finding(change), below: below(change) })
    }

    fn newly_refuted(&self) -> Vec<Line> {
        self.claims(ClaimTurn::NewlyRefuted).into_iter().chain(self.findings(FindingTurn::NewlyRefuted)).collect()
    }

    fn newly_unverified(&self) -> Vec<Line> {
        self.claims(ClaimTurn::NewlyUnverified).into_iter().chain(self.findings(FindingTurn::NewlyUnverified)).collect()
    }

    fn mended(&self) -> Vec<Line> {
        let claims = self.claims(ClaimTurn::Mended).into_iter().chain(self.claims(ClaimTurn::VerifiedAgain));
        let findings = |turn: FindingTurn, word: &'static str| {
            self.drift.findings_that(turn).map(move |change| {
                let since = self.since(change.since.as_deref());
                bare(format!("{}{since} · {word}", self.finding(change)))
            })
        };
        let lang = self.lang;
        claims
            .chain(findings(FindingTurn::Mended, lang.pick("behoben", "mended")))
            .chain(findings(FindingTurn::Gone, lang.pick("Ressource ist weg", "the resource is gone")))
            .chain(findings(FindingTurn::VerifiedAgain, lang.pick("wieder geprüft", "verified again")))
            .collect()
    }

    fn otherwise(&self) -> Vec<Line> {
        let lang = self.lang;
        let word = |turn: FindingTurn, word: &'static str| {
            self.drift.findings_that(turn).map(move |change| bare(format!("{} · {word}", self.finding(change))))
        };
        [ClaimTurn::Added, ClaimTurn::Removed, ClaimTurn::Attested, ClaimTurn::Otherwise]
            .into_iter()
            .flat_map(|turn| self.claims(turn))
            .chain(word(FindingTurn::Waived, lang.pick("durch eine Ausnahme gedeckt", "covered by a waiver")))
            .chain(word(
                FindingTurn::NoLongerClaimed,
                lang.pick("keine Aussage nennt die Regel mehr", "no claim names the rule any more"),
            ))
            .collect()
    }

    fn since(&self, since: Option<&str>) -> String {
        since.map_or_else(String::new, |since| say!(self.lang, " (seit {since})", " (since {since})"))
    }

    fn still(&self) -> Vec<Line> {
        let claims = self.drift.claims.iter().filter(|change| !change.turn.is_change());
        let claims =
            claims.map(|change| bare(format!("{}{}", self.claim(change), self.since(change.since.as_deref()))));
        let findings = self.drift.findings_that(FindingTurn::StillRefuted);
        let findings =
            findings.map(|change| bare(format!("{}{}", self.finding(change), self.since(change.since.as_deref()))));
        claims.chain(findings).collect()
    }

    fn yardstick(&self) -> Vec<Line> {
        self.drift.yardstick.iter().map(|change| bare(self.measure(change))).collect()
    }

    fn measure(&self, change: &YardstickChange) -> String {
        let lang = self.lang;
        let what = match change.what {
            Yardstick::Account => lang.pick("das geprüfte Konto", "the account looked at"),
            Yardstick::Identity => lang.pick("die Identität, die fragt", "the identity that asks"),
            Yardstick::Document => lang.pick("das Dokument", "the document"),
            Yardstick::ClaimsFile => lang.pick("die Aussagendatei", "the claims file"),
            Yardstick::Binding => lang.pick("Regeln der Aussage", "rules of claim"),
            Yardstick::Parameter => lang.pick("der Wert", "the value"),
            Yardstick::RuleSet => lang.pick("der Regelstand", "the rules"),
            Yardstick::Rule => lang.pick("die Regel", "the rule"),
            Yardstick::Scope => lang.pick("der Geltungsbereich", "the scope"),
            Yardstick::Regions => lang.pick("aktive Regionen", "enabled regions"),
            Yardstick::Permission => lang.pick("die Berechtigung", "the permission"),
            Yardstick::Tomscan => "tomscan",
            Yardstick::Pseudonyms => lang.pick(
                "der Schlüssel der Pseudonyme (jeder Benutzer erscheint als ein anderer):",
                "the key of the pseudonyms (every user looks like another one):",
            ),
        };
        let word = |value: &Option<String>| match value.as_deref() {
            None => "–".to_owned(),
            Some("missing") if change.what == Yardstick::Permission => lang.pick("fehlt", "missing").to_owned(),
            Some("granted") if change.what == Yardstick::Permission => lang.pick("vorhanden", "granted").to_owned(),
            Some(value) => value.to_owned(),
        };
        let of = if change.of.is_empty() { String::new() } else { format!(" {}", change.of) };
        format!("{what}{of}: {} → {}", word(&change.from), word(&change.to))
    }

    /// One line per kind and region: snapshots come and go every night.
    fn resources(&self) -> Vec<Line> {
        const NAMED: usize = 5;
        let mut groups: BTreeMap<(ResourceKind, &str, bool), Vec<&ResourceChange>> = BTreeMap::new();
        for change in &self.drift.resources {
            groups.entry((change.resource, &change.region, !change.there)).or_default().push(change);
        }
        let line = |((kind, region, gone), changes): ((ResourceKind, &str, bool), Vec<&ResourceChange>)| {
            let (kind, count) = (kind.plural(self.lang), changes.len());
            let names = changes.iter().take(NAMED).map(|change| change.name.as_str()).collect::<Vec<_>>().join(", ");
            let more = if count > NAMED { ", …" } else { "" };
            let word = if gone { self.lang.pick("weg", "gone") } else { self.lang.pick("neu", "new") };
            bare(format!("{kind} · {region} · {count} {word}: {names}{more}"))
        };
        groups.into_iter().map(line).collect()
    }

    fn values(&self) -> Vec<Line> {
        let line = |change: &ValueChange| {
            let ValueChange { name, region, path, from, to, .. } = change;
            let (from, to) = (short(&show(Some(from), self.lang)), short(&show(Some(to), self.lang)));
            bare(format!("{name} · {region} · {path}: {from} → {to}"))
        };
        self.drift.values.iter().map(line).collect()
    }
}

fn bare(text: String) -> Line {
    Line { text, below: Vec::new() }
}

/// A value in at most so many characters; the whole of it stands in the JSON.
fn short(text: &str) -> String {
    const MOST: usize = 120;
    match text.char_indices().nth(MOST) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}
