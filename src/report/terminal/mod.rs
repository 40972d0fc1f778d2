//! The report for a terminal or a log file: a table of claims, then what deviates, then what could not be verified.
//!
//! In: a report and the width. Out: text with ANSI styles, which the caller strips where nobody wants them.

mod changes;
mod details;
mod document;
mod table;

use super::Report;
use super::plain::plain;
use crate::claim::Origin;
use crate::drift::Drift;
use crate::evaluate::Verdict;
use crate::say;
use crate::text::Lang;
use std::io::{self, Write};

/// Narrowest and widest line.
const WIDTHS: std::ops::RangeInclusive<usize> = 60..=120;

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
    let width = layout.width.clamp(*WIDTHS.start(), *WIDTHS.end());
    let page = Page { report, paper: Paper { width } };
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
    changes::body(&Paper { width: layout.width.clamp(*WIDTHS.start(), *WIDTHS.end()) }, drift, lang, out)
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

/// Lines of one width.
struct Paper {
    width: usize,
}

impl Paper {
    /// A heading with a line under it.
    fn heading(&self, text: &str, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "\n{BOLD}{}{RESET}\n{}", plain(text), "─".repeat(self.width))
    }

    /// Bold text broken into lines of the page's width.
    fn bold(&self, text: &str, out: &mut impl Write) -> io::Result<()> {
        for line in wrap(&plain(text), self.width) {
            writeln!(out, "{BOLD}{line}{RESET}")?;
        }
        Ok(())
    }

    /// Text broken into lines of the page's width, each behind `indent` columns.
    fn wrapped(&self, text: &str, indent: usize, out: &mut impl Write) -> io::Result<()> {
        for line in wrap(&plain(text), self.width.saturating_sub(indent)) {
            writeln!(out, "{:indent$}{line}", "")?;
        }
        Ok(())
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
        let calls: u64 = inventory.calls.values().sum();
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

const BOLD: &str = "\x1b[1m";
pub(super) const RESET: &str = "\x1b[0m";

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

/// Lines of at most `width` columns, broken at spaces; a longer word is broken anywhere.
fn wrap(text: &str, width: usize) -> Vec<String> {
    use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        if !line.is_empty() && line.width() + 1 + word.width() > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        for c in word.chars() {
            if line.width() + c.width().unwrap_or(0) > width {
                lines.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
    }
    lines.push(line);
    lines
}
