//! A review as OSCAL assessment results, of the version and with the parts of [`crate::report::oscal`].
//!
//! In: a review. Out: one file, with a `result` for each document in each account, from the beginning to the end of the period.
//!
//! | review | OSCAL |
//! |---|---|
//! | claim over the period | an `observation` with its nights, and a `finding`, or none where it was to be tested on no night |
//! | resource that deviated | an `observation`, with beginning and end |
//! | waiver of the last scan | the `observation` of that scan, and a `risk` |
//! | the ledger, with the hash of its last run | a resource of the back matter, to which evidence refers |
//!
//! A result speaks for all of the period, so `satisfied` asks for more than the last night: what [`super::Proposal::Effective`] asks
//! for. It is `fail` if any night refuted the claim, and `other` for all else: too few nights, a part only, not verified at the end.

mod findings;
mod nights;
mod seen;

use super::Review;
use crate::report::identity::{global, part};
use crate::report::joined::Joined;
use crate::report::oscal::document::{Head, Plan, document};
use crate::report::oscal::model::{Citation, LocalObjective, Property, Resource, ResourceLink};
use crate::report::oscal::text::line;
use crate::report::uri;
use crate::say;
use crate::text::Lang;
use nights::Nights;
use std::collections::BTreeSet;
use std::io::{self, Write};
use uuid::Uuid;

/// Writes the review, indented, with a line break at the end. One without documents is refused: OSCAL knows no file without results.
pub fn write(review: &Review, lang: Lang, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    if review.documents.is_empty() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "the review has no documents"));
    }
    let file = file_id(review);
    let joined: Vec<Option<Joined<'_>>> =
        review.documents.iter().map(|document| document.report.as_ref().map(Joined::of)).collect();
    let documents = review.documents.iter().zip(&joined);
    let nights: Vec<Nights<'_>> = documents
        .map(|(document, joined)| Nights::of(review, document, joined.as_ref(), ledger_id(file), lang))
        .collect();
    let results = nights.iter().map(Nights::result).collect();
    serde_json::to_writer_pretty(&mut *out, &document(head(review, file, lang), objectives(&nights), results))?;
    writeln!(out)
}

fn file_id(review: &Review) -> Uuid {
    let (from, to) = (review.period.from.to_string(), review.period.to.to_string());
    let documents: Vec<&str> = review
        .documents
        .iter()
        .flat_map(|document| [&document.account, &document.party, &document.title].map(String::as_str))
        .collect();
    let made = review.made.to_string();
    let names = [&[review.ledger.id.as_str(), &review.ledger.sha256, &from, &to, &made][..], &documents].concat();
    global("review", &names)
}

fn ledger_id(file: Uuid) -> Uuid {
    part(file, "ledger")
}

/// The claims of all documents; those of one document in several accounts once.
fn objectives(nights: &[Nights<'_>]) -> Vec<LocalObjective> {
    let mut known = BTreeSet::new();
    let all = nights.iter().flat_map(Nights::objectives);
    all.filter(|objective| known.insert(objective.control_id.clone())).collect()
}

fn head(review: &Review, file: Uuid, lang: Lang) -> Head<'_> {
    let (from, to) = (review.period.from, review.period.to);
    let parties: BTreeSet<&str> = review.documents.iter().map(|document| document.party.as_str()).collect();
    let mut props = vec![Property::new("tomscan", &review.tomscan), Property::new("language", &lang.to_string())];
    props.extend(review.occasion.as_deref().map(|occasion| Property::new("occasion", occasion)));
    let citation = lang.pick(
        "Die Maßnahmendateien der Nächte, an ihren Hashes zu erkennen; in welcher Nacht welche galt, steht in der Kontrolle selbst",
        "The claims files of the nights, known by their hashes; which counted on which night stands in the review itself",
    );
    Head {
        id: file,
        title: say!(lang, "Wirksamkeitskontrolle {from} bis {to}", "Effectiveness review {from} to {to}"),
        time: review.made.to_string(),
        parties: parties.into_iter().collect(),
        props,
        lang,
        plan: Plan { citation: citation.to_owned(), props: hashes(review), links: Vec::new() },
        resources: vec![ledger(review, file, lang)],
    }
}

/// What was measured by, each once.
fn hashes(review: &Review) -> Vec<Property> {
    let versions = || review.documents.iter().flat_map(|document| &document.versions);
    let claims: BTreeSet<&str> = versions().map(|version| version.claims_sha256.as_str()).collect();
    let rules: BTreeSet<&str> = versions().map(|version| version.rules_sha256.as_str()).collect();
    let claims = claims.into_iter().map(|hash| Property::new("claims-sha256", hash));
    claims.chain(rules.into_iter().map(|hash| Property::new("rules-sha256", hash))).collect()
}

fn ledger(review: &Review, file: Uuid, lang: Lang) -> Resource {
    let super::Source { place, id, run, sha256 } = &review.ledger;
    let text = lang.pick(
        "Die Kette der Läufe, aus der die Kontrolle gemacht ist; der Hash des letzten Laufs bürgt für alle davor.",
        "The chain of runs from which the review was made; the hash of the last run vouches for all before it.",
    );
    Resource {
        uuid: ledger_id(file),
        title: line(lang.pick("Das Prüfbuch", "The ledger")),
        description: line(text),
        props: vec![
            Property::new("ledger", id),
            Property::new("place", place),
            Property::new("run", &run.to_string()),
            Property::new("run-sha256", sha256),
        ],
        citation: Citation {
            text: line(&say!(lang, "{place}, Lauf {run}, SHA-256 {sha256}", "{place}, run {run}, SHA-256 {sha256}")),
        },
        rlinks: vec![ResourceLink { href: uri::of_place(place), hashes: Vec::new() }],
    }
}
