//! The report as Markdown, for the summary of a CI job: what is refuted first, the table of all claims last.
//!
//! In: a report, and how many bytes there is room for. Out: GitHub's Markdown. GitHub refuses a summary over 1 MiB as a whole, so
//! what does not fit is left out section by section, and the last line says so. The table of claims has its room for certain.

mod changes;
pub(crate) mod escape;
mod people;
mod sections;
mod table;

use super::Report;
use crate::claim::Origin;
use crate::evaluate::Verdict;
use crate::say;
use escape::{code, text};
use std::io::{self, Write};

/// Room in a job summary: <https://docs.github.com/en/actions/reference/limits>, less than the 1 MiB for what others write there.
pub const ROOM: usize = 1_000_000;

/// Writes the report.
pub fn write(report: &Report<'_>, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    write_within(report, ROOM, out)
}

/// Writes the report into so many bytes.
pub fn write_within(report: &Report<'_>, room: usize, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    // What says that something was left out, or that there is no room at all, has its own.
    let mut page = Page { text: String::new(), room: room.saturating_sub(500), left_out: 0 };
    page.put(&head(report));
    let table = table::table(report, page.room / 2);
    page.room = page.room.saturating_sub(table.len());
    changes::changes(report, &mut page);
    sections::deviations(report, &mut page);
    sections::unverified(report, &mut page);
    people::waivers_and_attestations(report, &mut page);
    page.room += table.len();
    page.put(&table);
    page.put(&foot(report));
    if page.left_out > 0 {
        let left_out = page.left_out;
        page.text += &say!(
            report.lang,
            "\n**⚠️ {left_out} Abschnitte fehlen hier aus Platzgründen; vollständig ist der Bericht mit `--format json`**\n",
            "\n**⚠️ {left_out} sections are left out here for want of room; the whole report comes with `--format json`**\n"
        );
    }
    out.write_all(page.text.as_bytes())
}

/// What was written, and what there is still room for.
struct Page {
    text: String,
    room: usize,
    left_out: usize,
}

impl Page {
    /// Adds a block, whole or not at all, behind an empty line.
    fn put(&mut self, block: &str) {
        let between = if self.text.is_empty() { "" } else { "\n" };
        let length = between.len() + block.len();
        if length > self.room {
            self.left_out += 1;
            return;
        }
        self.room -= length;
        self.text.push_str(between);
        self.text.push_str(block);
    }
}

fn head(report: &Report<'_>) -> String {
    let (lang, claims, inventory) = (report.lang, report.claims, report.inventory);
    let document = &claims.document;
    let origin = match &claims.origin {
        Origin::File(path) => say!(lang, "Aussagen aus {}", "claims from {}", code(path)),
        Origin::BuiltIn => {
            lang.pick("eingebauter allgemeiner Satz von Aussagen", "built-in general set of claims").to_owned()
        }
    };
    let (party, version) = (text(&document.party), text(&document.version));
    let line = say!(lang, "**{party}** · Fassung {version} · {origin}", "**{party}** · version {version} · {origin}");
    let (account, caller, now) = (code(&inventory.caller.account), code(&inventory.caller.arn), inventory.now);
    let asked =
        say!(lang, "Konto {account}, gefragt als {caller}, {now}", "account {account}, asked as {caller}, {now}");
    let mut head = format!("# {}\n\n{line}  \n{asked}{}\n", text(&document.title), regions(report));
    if !inventory.complete {
        let word = lang.pick("ABGEBROCHEN: der Bericht ist unvollständig", "INTERRUPTED: this report is incomplete");
        head = head + "\n**⚠️ " + word + "**\n";
    }
    let summary = report.summary();
    let count = |verdict: &Verdict| {
        let count = summary.get(verdict)?;
        Some(format!("{} {count} {}", sign(*verdict), verdict.word(lang)).replace(' ', "&nbsp;"))
    };
    let counts: Vec<String> = Verdict::ALL.iter().filter_map(count).collect();
    head + &format!("\n**{}**\n", counts.join(" · "))
}

fn regions(report: &Report<'_>) -> String {
    match &report.inventory.regions {
        Ok(regions) if regions.is_empty() => String::new(),
        Ok(regions) => say!(report.lang, ", {} aktive Regionen", ", {} enabled regions", regions.len()),
        Err(why) => {
            let why = text(&super::unknown_in_words(why, report.lang));
            say!(report.lang, ", aktive Regionen nicht bekannt ({why})", ", enabled regions not known ({why})")
        }
    }
}

fn foot(report: &Report<'_>) -> String {
    let (inventory, version) = (report.inventory, crate::VERSION);
    let (calls, resources) = (super::requests_in_words(inventory, report.lang), report.evaluation.resources.len());
    let rules = report.rules.hash.get(..12).unwrap_or_default();
    say!(
        report.lang,
        "Ressourcen: {resources} · Abfragen: {calls} · tomscan {version}, Regelstand `{rules}`\n",
        "resources: {resources} · requests: {calls} · tomscan {version}, rules `{rules}`\n"
    )
}

/// A sign for quick reading; always beside the word, never instead of it.
pub(crate) fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Refuted => "❌",
        Verdict::Unverified => "❓",
        Verdict::Unattested => "✍️",
        Verdict::PartlyConfirmed => "🟡",
        Verdict::Confirmed | Verdict::Attested => "✅",
        Verdict::NotApplicable => "➖",
    }
}
