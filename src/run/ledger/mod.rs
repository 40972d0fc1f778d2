//! The ledger on the command line: making, verifying and pruning it, and keeping a night in it.

pub(super) mod accept;
pub(super) mod diff;
pub(super) mod history;
mod night;
mod place;

pub(super) use night::{Baseline, Night, keep_failure};
pub(super) use place::{failed, not_kept, open};

use super::Ended;
use crate::cli::{Keep, LedgerArgs, LedgerCommand};
use crate::exit::Exit;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use place::store;
use std::io::{self, Write};
use tomscan::clock;
use tomscan::ledger::{Head, Ledger, LedgerError, Retention};
use tomscan::report::plain::plain;
use tomscan::say;
use tomscan::text::Lang;

/// Runs `tomscan ledger …`.
pub(super) fn run(command: &LedgerCommand, lang: Lang) -> Result<Exit, Ended> {
    match command {
        LedgerCommand::Init { place, retain, compliance } => init(place, retain.as_ref(), *compliance, lang),
        LedgerCommand::Verify { place, head } => verify(place, head.as_deref(), lang),
        LedgerCommand::Prune { place, keep } => prune(place, *keep, lang),
    }
}

fn line(text: &str) -> io::Result<()> {
    writeln!(io::stdout().lock(), "{}", plain(text))
}

fn init(args: &LedgerArgs, retain: Option<&Keep>, compliance: bool, lang: Lang) -> Result<Exit, Ended> {
    let mut store = store(args, None, lang)?;
    let now = clock::now();
    let retention = retain.map(|keep| Retention { days: days(*keep, now), compliance });
    Ledger::init(&mut *store, now, retention).map_err(|error| failed(&error, lang))?;
    let place = store.place();
    line(&say!(lang, "{place} ist jetzt ein Prüfbuch", "{place} is a ledger now"))?;
    Ok(Exit::Holds)
}

/// A length of time from now on, in days.
fn days(keep: Keep, now: Timestamp) -> u32 {
    let start = now.to_zoned(TimeZone::UTC);
    let days = start.checked_add(keep.0).map_or(36_500, |end| end.duration_since(&start).as_hours() / 24);
    u32::try_from(days).unwrap_or(36_500)
}

fn verify(args: &LedgerArgs, head: Option<&str>, lang: Lang) -> Result<Exit, Ended> {
    let ledger = open(args, None, lang)?;
    if let Some(head) = head {
        vouched(&ledger, head, lang)?;
    }
    let verified = ledger.verify().map_err(|error| failed(&error, lang))?;
    if !verified.damages.is_empty() {
        return Err(failed(&LedgerError::Broken(ledger.place().to_owned(), verified.damages), lang));
    }
    let (place, runs, data, pruned) = (ledger.place(), verified.runs, verified.data, verified.pruned);
    let Head { run, sha256, .. } = ledger.head();
    line(&say!(
        lang,
        "{place}: unverändert; {runs} Läufe, {data} Dateien mit Daten, von {pruned} Läufen Daten entfernt; letzter Lauf {run}:{sha256}",
        "{place}: unchanged; {runs} runs, {data} files of data, data of {pruned} runs pruned; last run {run}:{sha256}"
    ))?;
    for name in verified.strangers {
        line(&say!(
            lang,
            "  {name} gehört zu keinem Lauf (Rest eines abgebrochenen Laufs, oder fremd)",
            "  {name} belongs to no run (left by a run that was broken off, or foreign)"
        ))?;
    }
    Ok(Exit::Holds)
}

/// Whether the chain goes through a run as a log outside of it names it: who holds the ledger could have made all of it anew.
fn vouched(ledger: &Ledger, head: &str, lang: Lang) -> Result<(), Ended> {
    let named = head.split_once(':').and_then(|(run, hash)| Some((run.parse::<u64>().ok()?, hash)));
    let Some((run, hash)) = named else {
        let message = say!(
            lang,
            "nicht geprüft: „{head}“ ist kein Lauf; erwartet wird NUMMER:HASH, wie die Prüfung ihn ausgibt",
            "nothing was verified: \"{head}\" is no run; NUMBER:HASH is, as a scan prints it"
        );
        return Err(Ended::With(Exit::Usage, message));
    };
    let here = ledger.run(run).map(|link| link.sha256.clone());
    if here.as_deref().is_ok_and(|own| own == hash) {
        return Ok(());
    }
    let place = ledger.place();
    Err(Ended::With(
        Exit::Failed,
        say!(
            lang,
            "{place} ist nicht das Prüfbuch, in dem Lauf {run} mit {hash} stand: es wurde ersetzt oder gekürzt",
            "{place} is not the ledger in which run {run} stood with {hash}: it was replaced or cut"
        ),
    ))
}

fn prune(args: &LedgerArgs, keep: Keep, lang: Lang) -> Result<Exit, Ended> {
    let mut ledger = open(args, None, lang)?;
    let now = clock::now();
    let before = now.to_zoned(TimeZone::UTC).checked_sub(keep.0).map_or(now, |before| before.timestamp());
    let pruned = ledger.prune(before, now).map_err(|error| failed(&error, lang))?;
    let (runs, removed) = (pruned.runs, pruned.removed);
    line(&say!(
        lang,
        "Daten von {runs} Läufen vor dem {before} entfernt ({removed} Dateien); die Kette bleibt",
        "data of {runs} runs before {before} removed ({removed} files); the chain stays"
    ))?;
    if pruned.retained > 0 {
        let retained = pruned.retained;
        line(&say!(
            lang,
            "{retained} Dateien hält S3 Object Lock noch; später erneut aufrufen",
            "{retained} files are still retained by S3 Object Lock; call again later"
        ))?;
    }
    Ok(Exit::Holds)
}
