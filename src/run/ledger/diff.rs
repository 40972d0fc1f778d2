//! `tomscan diff`: what changed between two runs of a ledger, two reports, or one of each.

use super::night::before;
use super::place::{failed, open};
use crate::cli::{DiffArgs, HistoryFormat};
use crate::exit::Exit;
use crate::run::{Ended, layout};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::io::{self, Write};
use std::path::Path;
use tomscan::drift::{Before, ClaimTurn, Compared, FindingTurn, Now, Reference, Sight, State, compare};
use tomscan::input::{self, InputError, Sort};
use tomscan::ledger::{Ledger, LedgerError, Link, Scan};
use tomscan::report::terminal;
use tomscan::say;
use tomscan::text::{Lang, Say};

/// Runs it. The exit code is that of what is new: 10, 11 or 0.
pub(in crate::run) fn run(args: &DiffArgs, lang: Lang) -> Result<Exit, Ended> {
    let desk =
        Desk { ledger: if args.place.ledger.is_some() { Some(open(&args.place, None, lang)?) } else { None }, lang };
    let later = desk.side(args.b.as_deref().unwrap_or("last"))?;
    let earlier = match &args.a {
        Some(named) => desk.side(named)?,
        None => desk.side_before(&later)?,
    };
    let now = Now { sight: later.sight, listed: later.state.map(|state| state.resources) };
    let Compared { drift, .. } = compare(Some(&earlier), &now);
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    match args.format {
        HistoryFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &drift).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        HistoryFormat::Table => terminal::write_drift(&drift, lang, layout(), &mut out)?,
    }
    out.flush()?;
    Ok(if drift.findings_that(FindingTurn::NewlyRefuted).next().is_some() {
        Exit::Refuted
    } else if drift.claims_that(ClaimTurn::NewlyUnverified).next().is_some() {
        Exit::Unverified
    } else {
        Exit::Holds
    })
}

/// Where runs and files are looked up.
struct Desk {
    ledger: Option<Ledger>,
    lang: Lang,
}

impl Desk {
    /// What an argument names.
    fn side(&self, named: &str) -> Result<Before, Ended> {
        let run = named.parse::<u64>();
        let date = named.parse::<Date>();
        match (run, date) {
            (Ok(run), _) => self.run(run),
            (_, Ok(date)) => self.of_scan(named, |scan| scan.time.to_zoned(TimeZone::UTC).date() == date),
            _ if named == "last" => self.of_scan(named, |_| true),
            _ => self.file(named),
        }
    }

    fn ledger(&self, named: &str) -> Result<&Ledger, Ended> {
        let message = || {
            say!(
                self.lang,
                "nicht verglichen: „{named}“ ist ein Lauf, und --ledger fehlt",
                "nothing was compared: \"{named}\" is a run, and --ledger is missing"
            )
        };
        self.ledger.as_ref().ok_or_else(|| Ended::With(Exit::Usage, message()))
    }

    fn run(&self, run: u64) -> Result<Before, Ended> {
        let ledger = self.ledger(&run.to_string())?;
        let found = ledger.run(run).and_then(|link| before(ledger, link));
        found.map_err(|error| failed(&error, self.lang))
    }

    /// The last complete scan that fits.
    fn of_scan(&self, named: &str, fits: impl Fn(&Scan) -> bool) -> Result<Before, Ended> {
        let ledger = self.ledger(named)?;
        let found = ledger.scans().rev().find(|(_, scan)| scan.complete && fits(scan));
        let found = found.ok_or_else(|| LedgerError::NoRun(named.to_owned()));
        found.and_then(|(link, _)| before(ledger, link)).map_err(|error| failed(&error, self.lang))
    }

    /// The complete scan before another one, of the same account and document.
    fn side_before(&self, later: &Before) -> Result<Before, Ended> {
        let ledger = self.ledger("last")?;
        let run = later.reference.run.unwrap_or(u64::MAX);
        let own = ledger.run(run).ok().and_then(|link| link.entry.scan());
        let same = |(link, scan): &(&Link, &Scan)| {
            let alike = own.is_none_or(|own| own.account == scan.account);
            scan.complete && link.entry.run < run && alike
        };
        let mut earlier = ledger.scans().rev().filter(same);
        let title = |scan: &Scan| own.is_none_or(|own| own.title == scan.title && own.party == scan.party);
        let all: Vec<_> = earlier.by_ref().collect();
        let found = all.iter().find(|(_, scan)| title(scan)).or_else(|| all.first());
        let Some((link, _)) = found else {
            return Err(failed(&LedgerError::NoRun(say!(self.lang, "davor", "before it")), self.lang));
        };
        before(ledger, link).map_err(|error| failed(&error, self.lang))
    }

    /// A JSON report.
    fn file(&self, path: &str) -> Result<Before, Ended> {
        let unreadable = |error: InputError| {
            let error = error.say(self.lang);
            let message = say!(
                self.lang,
                "nicht verglichen: {path} ist weder ein lesbarer Bericht ({error}) noch ein Lauf, ein Datum oder `last`",
                "nothing was compared: {path} is neither a report that can be read ({error}) nor a run, a date or `last`"
            );
            Ended::With(Exit::Usage, message)
        };
        let bytes = input::read(Path::new(path), Sort::Report).map_err(unreadable)?;
        let sight: Sight = serde_json::from_slice(&bytes).map_err(|error| {
            let message = say!(
                self.lang,
                "nicht verglichen: {path} ist kein Bericht im JSON-Format ({error})",
                "nothing was compared: {path} is no report in JSON ({error})"
            );
            Ended::With(Exit::Usage, message)
        })?;
        let reference = Reference { run: None, file: Some(path.to_owned()), time: sight.time().to_owned() };
        Ok(Before { reference, sight, state: None::<State> })
    }
}
