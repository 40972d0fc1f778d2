//! The nights of a ledger, for people: a line per run, and per claim a strip of nights.
//!
//! In: runs. Out: text with ANSI styles. Signs differ by shape, colours only help.

use super::plain::plain;
use super::terminal::{RESET, colour};
use crate::evaluate::Verdict;
use crate::ledger::{Act, Entry, Link, Night, Scan, by_night};
use crate::say;
use crate::text::Lang;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Runs, by night.
#[derive(Debug)]
pub struct Nights<'l> {
    /// The runs shown, oldest first.
    runs: Vec<&'l Link>,
    /// Per account its nights, oldest first, none left out.
    accounts: BTreeMap<&'l str, Vec<(Date, Night<'l>)>>,
}

impl<'l> Nights<'l> {
    /// The last `count` runs, and as many nights.
    pub fn of(links: &[&'l Link], count: usize) -> Self {
        let by_account = by_night(links.iter().copied(), |scan| scan.account.as_str());
        let accounts = by_account.into_iter().map(|(account, nights)| (account, gapless(&nights, count))).collect();
        let runs = links.iter().skip(links.len().saturating_sub(count)).copied().collect();
        Self { runs, accounts }
    }
}

/// All dates up to the last, so that a night without a run is seen.
fn gapless<'l>(nights: &BTreeMap<Date, Night<'l>>, count: usize) -> Vec<(Date, Night<'l>)> {
    let (Some((first, _)), Some((last, _))) = (nights.first_key_value(), nights.last_key_value()) else {
        return Vec::new();
    };
    let back = i64::try_from(count.saturating_sub(1)).unwrap_or(i64::MAX).min(100_000);
    let start = last.saturating_sub(back.days()).max(*first);
    let dates = start.series(1.day()).take_while(|date| date <= last);
    dates.map(|date| (date, nights.get(&date).cloned().unwrap_or_default())).collect()
}

/// Writes the runs and the strips.
pub fn write(nights: &Nights<'_>, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    if nights.runs.is_empty() {
        return writeln!(out, "{}", lang.pick("noch kein Lauf", "no run yet"));
    }
    for link in &nights.runs {
        writeln!(out, "{}", plain(&run(link, lang)))?;
    }
    for (account, nights) in &nights.accounts {
        strips(account, nights, lang, out)?;
    }
    writeln!(out)?;
    legend(lang, out)
}

fn run(link: &Link, lang: Lang) -> String {
    let Entry { run, act, .. } = &link.entry;
    let time = link.entry.time();
    let what = match act {
        Act::Scan(scan) => scanned(scan, lang),
        Act::Failure(failure) => {
            let message = failure.message.lines().next().unwrap_or_default();
            say!(lang, "kein Bericht: {message}", "no report: {message}")
        }
        Act::Acceptance(acceptance) => {
            let (of, until, owner, reason) = (acceptance.of, acceptance.until, &acceptance.owner, &acceptance.reason);
            say!(
                lang,
                "Lauf {of} hingenommen bis {until} ({owner}: {reason})",
                "run {of} accepted until {until} ({owner}: {reason})"
            )
        }
        Act::Pruning(pruning) => {
            let (count, before) = (pruning.runs.len(), pruning.before);
            say!(lang, "Daten von {count} Läufen vor {before} entfernt", "data of {count} runs before {before} pruned")
        }
    };
    format!("{run:>6}  {time}  {what}")
}

fn scanned(scan: &Scan, lang: Lang) -> String {
    let mut counts: BTreeMap<Verdict, usize> = BTreeMap::new();
    for claim in &scan.claims {
        *counts.entry(claim.verdict).or_default() += 1;
    }
    let parts =
        Verdict::ALL.iter().filter_map(|verdict| Some(format!("{} {}", counts.get(verdict)?, verdict.word(lang))));
    let parts = parts.collect::<Vec<_>>().join(" · ");
    let broken = if scan.complete { "" } else { lang.pick("ABGEBROCHEN · ", "INTERRUPTED · ") };
    let (account, exit) = (&scan.account, scan.exit);
    say!(lang, "{account}  {broken}{parts} (Rückgabewert {exit})", "{account}  {broken}{parts} (exit {exit})")
}

/// One line per claim of the account's last scan.
fn strips(account: &str, nights: &[(Date, Night<'_>)], lang: Lang, out: &mut impl Write) -> io::Result<()> {
    let (Some((first, _)), Some((last, _))) = (nights.first(), nights.last()) else { return Ok(()) };
    let count = nights.len();
    writeln!(out)?;
    let head = match count {
        1 => say!(lang, "{account}: eine Nacht, {last}", "{account}: one night, {last}"),
        count => say!(
            lang,
            "{account}: {count} Nächte vom {first} bis {last}",
            "{account}: {count} nights from {first} to {last}"
        ),
    };
    writeln!(out, "{head}")?;
    let mut claims: Vec<&str> = Vec::new();
    let scans = nights.iter().rev().filter_map(|(_, night)| night.scan()).map(|(_, scan)| scan);
    for id in scans.flat_map(|scan| scan.claims.iter().map(|claim| claim.id.as_str())) {
        if !claims.contains(&id) {
            claims.push(id);
        }
    }
    let width = claims.iter().map(|id| id.width()).max().unwrap_or(0).min(24);
    for id in claims {
        let name = plain(id);
        write!(out, "  {name}{:pad$}  ", "", pad = width.saturating_sub(name.width()))?;
        for (_, night) in nights {
            sign(night, id, out)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn sign(night: &Night<'_>, id: &str, out: &mut impl Write) -> io::Result<()> {
    match (night.scan(), night.verdict(id)) {
        (_, Some(verdict)) => write!(out, "{}{}{RESET}", colour(verdict), sign_of(verdict)),
        (Some(_), None) => write!(out, "_"),
        (None, None) if night.failed() => write!(out, "!"),
        (None, None) => write!(out, " "),
    }
}

fn sign_of(verdict: Verdict) -> char {
    match verdict {
        Verdict::Confirmed => '█',
        Verdict::PartlyConfirmed => '▓',
        Verdict::Refuted => '✗',
        Verdict::Unverified => '?',
        Verdict::NotApplicable => '·',
        Verdict::Attested => '■',
        Verdict::Unattested => '□',
    }
}

fn legend(lang: Lang, out: &mut impl Write) -> io::Result<()> {
    let verdicts = Verdict::ALL.iter().map(|verdict| format!("{} {}", sign_of(*verdict), verdict.word(lang)));
    let others = [
        lang.pick("! kein Bericht", "! no report"),
        lang.pick("_ noch nicht oder nicht mehr behauptet", "_ not claimed then"),
        lang.pick("Lücke: kein Lauf", "gap: no run"),
    ];
    let all: Vec<String> = verdicts.chain(others.map(str::to_owned)).collect();
    writeln!(out, "{}", all.join("  "))
}
