//! The evidence of a review: what its PDF carries along, so that whoever has the PDF alone can check what it says.
//!
//! In: a review and its ledger; or the files that a PDF carried. Out: the files; or what does not fit together. The chain's runs lie
//! with it byte for byte: they name the hash of the last report and of the claims, and the nights of every claim follow from them.

use super::pdf::{Attachment, Relationship};
use super::{Review, Reviewed};
use crate::ledger::{Ledger, LedgerError, Link, date_of, links_of};
use crate::report::json::ReportV1;
use crate::say;
use crate::sha256;
use crate::text::{Lang, Say};
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

/// The review itself.
pub const REVIEW: &str = "review.json";
/// The runs of the chain.
pub const RUNS: &str = "ledger-runs.json";

impl Review {
    /// The files that its PDF carries.
    pub fn evidence(&self, ledger: &Ledger, lang: Lang) -> Result<Vec<Attachment>, LedgerError> {
        let unwritable = |error: io::Error| LedgerError::Unwritable(error.to_string());
        let mut review = Vec::new();
        self.write_json(&mut review).map_err(unwritable)?;
        let says = lang.pick("Die Prüfung, maschinenlesbar", "The review, machine-readable");
        let mut files = vec![file(REVIEW, Relationship::Data, JSON, says.to_owned(), review)];
        let says = lang.pick(
            "Die Läufe des Prüfbuchs, Datei an Datei: jeder nennt den Hash des Laufs davor",
            "The runs of the ledger, file behind file: each names the hash of the one before",
        );
        let runs = ledger.segment(self.first_run(ledger))?;
        files.push(file(RUNS, Relationship::Source, JSON, says.to_owned(), runs));
        let last_runs = self.documents.iter().filter_map(|document| document.last_run.as_ref());
        for run in last_runs.map(|last| last.run).collect::<BTreeSet<_>>() {
            if let Some(report) = ledger.read_kept(run, "report")? {
                let says = say!(lang, "Der Bericht von Lauf {run}", "The report of run {run}");
                files.push(file(&report_of(run), Relationship::Source, JSON, says, report));
            }
        }
        for (hash, run) in self.claims_files(ledger) {
            if let Some(claims) = ledger.read_kept(run, "claims")? {
                let says = say!(lang, "Die Aussagendatei mit SHA-256 {hash}", "The claims file with SHA-256 {hash}");
                files.push(file(&claims_of(&hash), Relationship::Source, TOML, says, claims));
            }
        }
        Ok(files)
    }

    /// The first run of which the review says something.
    fn first_run(&self, ledger: &Ledger) -> u64 {
        let before = self.documents.iter().filter_map(|document| document.before.as_ref()).map(|before| before.run);
        let within = ledger.links().iter().find(|link| date_of(&link.entry) >= self.period.from);
        before.chain(within.map(|link| link.entry.run)).min().unwrap_or(1)
    }

    /// The claims files that counted, each with a run that keeps it.
    fn claims_files(&self, ledger: &Ledger) -> BTreeMap<String, u64> {
        let counted = self.claims_hashes();
        let kept = ledger.scans().map(|(link, scan)| (scan.claims_sha256.clone(), link.entry.run));
        kept.filter(|(hash, _)| counted.contains(hash)).collect()
    }

    /// SHA-256 of each claims file that counted.
    pub fn claims_hashes(&self) -> BTreeSet<String> {
        let versions = self.documents.iter().flat_map(|document| &document.versions);
        versions.map(|version| version.claims_sha256.clone()).collect()
    }

    /// SHA-256 over all rules, of each state of them that counted.
    pub fn rules_hashes(&self) -> BTreeSet<String> {
        let versions = self.documents.iter().flat_map(|document| &document.versions);
        versions.map(|version| version.rules_sha256.clone()).collect()
    }
}

const JSON: &str = "application/json";
const TOML: &str = "application/toml";

fn file(name: &str, relationship: Relationship, mime: &'static str, description: String, bytes: Vec<u8>) -> Attachment {
    Attachment { name: name.to_owned(), relationship, mime, description, bytes: bytes.into() }
}

fn report_of(run: u64) -> String {
    format!("report-{run}.json")
}

fn claims_of(hash: &str) -> String {
    format!("claims-{}.toml", hash.get(..12).unwrap_or(hash))
}

/// What in a review's evidence does not fit together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// A file is missing or cannot be read.
    Unreadable(String),
    /// A run, by its place in the file, that does not follow on the one before.
    Chain(usize),
    /// The runs do not end with the one that the review names.
    OtherEnd,
    /// A file is not what the chain or the review says.
    Other(String),
    /// The nights of a claim are not those of the chain.
    Nights(String),
}

impl Say for Misfit {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::Unreadable(name) => {
                say!(lang, "{name} fehlt oder ist nicht lesbar", "{name} is missing or cannot be read")
            }
            Self::Chain(place) => say!(
                lang,
                "der {place}. Lauf in {RUNS} folgt nicht auf den davor",
                "run number {place} in {RUNS} does not follow on the one before"
            ),
            Self::OtherEnd => say!(
                lang,
                "{RUNS} endet nicht mit dem Lauf, den die Prüfung nennt",
                "{RUNS} does not end with the run that the review names"
            ),
            Self::Other(name) => {
                say!(lang, "{name} ist nicht das, was die Kette nennt", "{name} is not what the chain names")
            }
            Self::Nights(claim) => say!(
                lang,
                "die Nächte der Aussage {claim} sind nicht die der Kette",
                "the nights of claim {claim} are not those of the chain"
            ),
        }
    }
}

/// What was found to fit: the runs, from one number to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fits {
    /// The first run that was carried along.
    pub from: u64,
    /// The last.
    pub to: u64,
}

/// Checks the files that a PDF carried against each other.
pub fn check(files: &BTreeMap<String, Vec<u8>>) -> Result<(Review, Fits), Misfit> {
    let review: Review = parsed(files, REVIEW)?;
    let runs = files.get(RUNS).ok_or_else(|| Misfit::Unreadable(RUNS.to_owned()))?;
    let links = links_of(runs).map_err(Misfit::Chain)?;
    let ends = |link: &Link| (link.entry.run, &link.sha256) == (review.ledger.run, &review.ledger.sha256);
    let (Some(first), Some(last)) = (links.first(), links.last().filter(|link| ends(link))) else {
        return Err(Misfit::OtherEnd);
    };
    for document in &review.documents {
        fits(document, &links, files)?;
        document.is_said_by(&links, review.period).map_err(Misfit::Nights)?;
    }
    for hash in review.claims_hashes() {
        // With pseudonyms the text that is kept is not the file's own: the run says what it kept.
        let name = claims_of(&hash);
        let of_hash = links.iter().filter_map(|link| link.entry.scan()).filter(|scan| scan.claims_sha256 == hash);
        let kept: BTreeSet<&str> =
            of_hash.filter_map(|scan| scan.data.get("claims")).map(|claims| claims.content_sha256.as_str()).collect();
        if files.get(&name).is_some_and(|claims| !kept.contains(sha256(claims).as_str())) {
            return Err(Misfit::Other(name));
        }
    }
    let fits = Fits { from: first.entry.run, to: last.entry.run };
    Ok((review, fits))
}

/// Whether the report of a document is the one that the chain names, and the review's.
fn fits(document: &Reviewed, links: &[Link], files: &BTreeMap<String, Vec<u8>>) -> Result<(), Misfit> {
    let Some(last) = &document.last_run else { return Ok(()) };
    let name = report_of(last.run);
    let link = links.iter().find(|link| link.entry.run == last.run && link.sha256 == last.sha256);
    let scan = link.and_then(|link| link.entry.scan()).ok_or(Misfit::OtherEnd)?;
    let named = scan.data.get("report").map(|report| &report.content_sha256);
    if named != last.report_sha256.as_ref() {
        return Err(Misfit::Other(name));
    }
    let Some(shown) = &document.report else { return Ok(()) };
    let bytes = files.get(&name).ok_or_else(|| Misfit::Unreadable(name.clone()))?;
    let report: ReportV1 = parsed(files, &name)?;
    let same = serde_json::to_value(&report).ok() == serde_json::to_value(shown).ok();
    if named != Some(&sha256(bytes)) || !same {
        return Err(Misfit::Other(name));
    }
    Ok(())
}

fn parsed<T: DeserializeOwned>(files: &BTreeMap<String, Vec<u8>>, name: &str) -> Result<T, Misfit> {
    let bytes = files.get(name).map(Vec::as_slice).unwrap_or_default();
    serde_json::from_slice(bytes).map_err(|_| Misfit::Unreadable(name.to_owned()))
}
