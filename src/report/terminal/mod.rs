//! The report for a terminal or a log file: a table of claims, then what deviates, then what could not be verified.
//!
//! In: a report and the width. Out: text with ANSI styles, which the caller strips where nobody wants them.

mod changes;
mod details;
mod document;
mod paper;
mod table;

use super::Report;
use crate::claim::Origin;
use crate::drift::Drift;
use crate::evaluate::Verdict;
use crate::say;
use crate::text::Lang;
pub(super) use paper::RESET;
pub(crate) use paper::{Column, Paper};
use std::io::{self, Write};

/// How a report is written to a terminal.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// Columns.
    pub width: usize,
}

impl Default for Layout {
    fn default() -> Self {
        Self { width: 80 }
    }
}

/// Writes the report.
pub fn write(report: &Report<'_>, layout: Layout, out: &mut impl Write) -> io::Result<()> {
    let page = Page { report, paper: Paper::of(layout) };
    page.head(out)?;
    table::write(&page, out)?;
    changes::changes(&page, out)?;
    details::deviations(&page, out)?;
    details::unverified(&page, out)?;
    details::assumptions(&page, out)?;
    details::waivers(&page, out)?;
    document::undocumented(&page, out)?;
    document::remarks(&page, out)?;
    page.foot(out)
}

/// Writes what changed between two runs, without a report around it.
pub fn write_drift(drift: &Drift, lang: Lang, layout: Layout, out: &mut impl Write) -> io::Result<()> {
    changes::body(&Paper::of(layout), drift, lang, out)
}

/// One report on its paper.
struct Page<'r> {
    report: &'r Report<'r>,
    paper: Paper,
}

impl std::ops::Deref for Page<'_> {
    type Target = Paper;

    fn deref(&self) -> &Paper {
        &self.paper
    }
}

impl Page<'_> {
    fn lang(&self) -> Lang {
        self.report.lang
    }

    fn head(&self, out: &mut impl Write) -> io::Result<()> {
        let (lang, claims, inventory) = (self.lang(), self.report.claims, self.report.inventory);
        let document = &claims.document;
        self.bold(&document.title, out)?;
        let version = say!(lang, "{} · Fassung {}", "{} · version {}", document.party, document.version);
        self.wrapped(&version, 0, out)?;
        let origin = match &claims.origin {
            Origin::File(path) => say!(lang, "Aussagen aus {path}", "claims from {path}"),
            Origin::BuiltIn => say!(
                lang,
                "Aussagen: eingebauter allgemeiner Satz (keine Datei tom.toml hier; eigene mit --claims FILE)",
                "claims: built-in general set (no file tom.toml here; your own with --claims FILE)"
            ),
        };
        self.wrapped(&origin, 0, out)?;
        let (account, caller, now) = (&inventory.caller.account, &inventory.caller.arn, inventory.now);
        self.wrapped(
            &say!(lang, "Konto {account}, gefragt als {caller}, {now}", "account {account}, asked as {caller}, {now}"),
            0,
            out,
        )?;
        let regions = match &inventory.regions {
            Ok(regions) if regions.is_empty() => return Ok(()),
            Ok(regions) => say!(lang, "{} aktive Regionen", "{} enabled regions", regions.len()),
            Err(why) => say!(
                lang,
                "aktive Regionen nicht bekannt ({})",
                "enabled regions not known ({})",
                super::unknown_in_words(why, lang)
            ),
        };
        self.wrapped(&regions, 0, out)
    }

    fn foot(&self, out: &mut impl Write) -> io::Result<()> {
        let (lang, inventory) = (self.lang(), self.report.inventory);
        writeln!(out)?;
        if !inventory.complete {
            self.wrapped(
                &say!(lang, "ABGEBROCHEN: der Bericht ist unvollständig", "INTERRUPTED: this report is incomplete"),
                0,
                out,
            )?;
        }
        let summary = self.report.summary();
        let parts = Verdict::ALL
            .iter()
            .filter_map(|verdict| summary.get(verdict).map(|count| format!("{count} {}", verdict.word(lang))));
        self.bold(&parts.collect::<Vec<_>>().join(" · "), out)?;
        let calls = super::requests_in_words(inventory, lang);
        let (resources, rules, version) = (
            self.report.evaluation.resources.len(),
            self.report.rules.hash.get(..12).unwrap_or_default(),
            crate::VERSION,
        );
        let line = say!(
            lang,
            "Ressourcen: {resources} · Abfragen: {calls} · tomscan {version}, Regelstand {rules}",
            "resources: {resources} · requests: {calls} · tomscan {version}, rules {rules}"
        );
        self.wrapped(&line, 0, out)
    }
}

/// The colour of a verdict; always beside its word, never instead of it.
pub(super) fn colour(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Refuted => "\x1b[31m",
        Verdict::Unverified | Verdict::Unattested => "\x1b[33m",
        Verdict::PartlyConfirmed => "\x1b[36m",
        Verdict::Confirmed | Verdict::Attested => "\x1b[32m",
        Verdict::NotApplicable => "\x1b[2m",
    }
}
