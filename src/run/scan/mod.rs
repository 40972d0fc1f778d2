//! A scan: what `tomscan` does without a subcommand, of one account or of several.
//!
//! The ledger is opened first, so that no night is scanned that could not be kept; it gets the run last, also one that came to no
//! report. `conclude.rs` is what happens to every account's scan; `organization/` scans several.

mod clocks;
mod conclude;
mod organization;

use super::ledger::{keep_failure, open};
use super::{Ended, explained, files, format, layout, options, progress, signals, summary};
use crate::cli::{FailOn, Format, ScanArgs};
use crate::exit::Exit;
use clocks::warn_of_clock;
use conclude::{Concluded, conclude};
pub(super) use organization::{Outputs, exit_of};
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use tokio::runtime::Runtime;
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout_at};
use tomscan::aws::{Account, Login, LoginError};
use tomscan::input::{self, Sort};
use tomscan::ledger::Ledger;
use tomscan::pseudonym::{LEAST_KEY_BYTES, Pseudonyms};
use tomscan::report::{self, Report};
use tomscan::say;
use tomscan::scan::{Options, ScanError, Scanned, login, prepare, scan};
use tomscan::text::Lang;

/// Runs a scan, and keeps it where there is a ledger.
pub(super) fn run(args: &ScanArgs, lang: Option<Lang>, fallback: Lang) -> Result<Exit, Ended> {
    let speaks = lang.unwrap_or(fallback);
    refuse_drift_without_ledger(args, speaks)?;
    let own = Own {
        pseudonyms: pseudonyms(args, speaks)?,
        summary: summary::file(speaks)?,
        ledger: match &args.place.ledger {
            Some(_) => Some(Mutex::new(open(&args.place, args.profile.as_deref(), speaks)?)),
            None => None,
        },
    };
    if args.organization.several() {
        return organization::run(args, &own, lang, fallback);
    }
    let seen = match observe(args, lang, fallback) {
        Ok(seen) => seen,
        Err(ended) => {
            own.keep_failure(&ended, "", speaks)?;
            return Err(ended);
        }
    };
    finish(args, seen, &own)
}

/// What a run has beside its accounts.
struct Own {
    pseudonyms: Option<Pseudonyms>,
    /// The file of a job's summary.
    summary: Option<std::path::PathBuf>,
    /// Accounts that are scanned side by side take turns.
    ledger: Option<Mutex<Ledger>>,
}

impl Own {
    /// Does something with the ledger, if there is one.
    fn with_ledger<T>(&self, with: impl FnOnce(&mut Ledger) -> T) -> Option<T> {
        self.ledger.as_ref().map(|ledger| with(&mut ledger.lock().unwrap_or_else(PoisonError::into_inner)))
    }

    /// A text as it may be kept: without names of people, where those are replaced.
    fn without_names(&self, text: &str) -> String {
        self.pseudonyms.as_ref().map_or_else(|| text.to_owned(), |own| own.in_message(text))
    }

    /// Keeps that a scan came to no report, and why. `whose` stands before it.
    fn keep_failure(&self, ended: &Ended, whose: &str, lang: Lang) -> Result<(), Ended> {
        let Ended::With(exit, message) = ended else { return Ok(()) };
        let message = format!("{whose}{message}");
        let kept = self.without_names(&message);
        self.with_ledger(|ledger| keep_failure(ledger, *exit, &message, &kept, lang)).unwrap_or(Ok(()))
    }
}

/// Compares a scan with the night before, tells it, keeps it, and says how it ends.
fn finish(args: &ScanArgs, seen: Seen, own: &Own) -> Result<Exit, Ended> {
    let Seen { mut scanned, account, runtime, deadline } = seen;
    let tell = |scanned: &Scanned| {
        deadline.abort();
        tell(args, own.summary.as_deref(), scanned)
    };
    let Concluded { outcome, notes } = conclude(args, &mut scanned, &account, runtime.handle(), own, tell)?;
    for text in &notes {
        note(text);
    }
    if own.ledger.is_some() || !args.keep.fail_on.is_empty() {
        note(&outcome.reason);
    }
    Ok(outcome.exit)
}

fn refuse_drift_without_ledger(args: &ScanArgs, lang: Lang) -> Result<(), Ended> {
    if !args.keep.fail_on.contains(&FailOn::Drift) || args.place.ledger.is_some() {
        return Ok(());
    }
    let message = lang.pick(
        "nicht geprüft: --fail-on drift braucht --ledger; ohne Prüfbuch gibt es nichts, womit zu vergleichen wäre",
        "nothing was scanned: --fail-on drift needs --ledger; without one there is nothing to compare with",
    );
    Err(Ended::With(Exit::Usage, message.to_owned()))
}

fn note(text: &str) {
    let _the_terminal_may_be_gone = writeln!(anstream::stderr(), "tomscan: {}", report::plain::plain(text));
}

/// The key that `--pseudonymise` names.
fn pseudonyms(args: &ScanArgs, lang: Lang) -> Result<Option<Pseudonyms>, Ended> {
    let Some(path) = &args.keep.pseudonymise else { return Ok(None) };
    let name = path.display().to_string();
    let key = input::read(path, Sort::Key)
        .map_err(|error| explained(&ScanError::File { path: name.clone(), error }, lang))?;
    let too_short = || {
        let message = say!(
            lang,
            "nicht geprüft: der Schlüssel in {name} ist kürzer als {LEAST_KEY_BYTES} Zeichen; einen neuen macht `openssl rand -hex 32`",
            "nothing was scanned: the key in {name} is shorter than {LEAST_KEY_BYTES} characters; `openssl rand -hex 32` makes a new one"
        );
        Ended::With(Exit::Usage, message)
    };
    Pseudonyms::with_key(&key).map(Some).ok_or_else(too_short)
}

/// A scan that was made, and the account, which can still be asked.
struct Seen {
    scanned: Scanned,
    account: Account,
    runtime: Runtime,
    /// The task that ends the questions at the deadline.
    deadline: JoinHandle<()>,
}

/// What is to be scanned, and how.
fn asked(args: &ScanArgs, lang: Option<Lang>, fallback: Lang) -> Result<Options, Ended> {
    let mut options = options(&args.what, args.demo, lang, fallback);
    options.regions.clone_from(&args.region);
    options.undocumented = args.undocumented;
    options.login = Login {
        profile: args.profile.clone(),
        record: args.record.is_some() || args.keep.keep_recording,
        replay: super::replay(args, fallback)?,
        pace: args.pace.pace(),
    };
    Ok(options)
}

/// Asks the account and judges every claim.
fn observe(args: &ScanArgs, lang: Option<Lang>, fallback: Lang) -> Result<Seen, Ended> {
    let options = asked(args, lang, fallback)?;
    for path in &args.output {
        files::format_of(path, fallback)?;
    }
    for path in args.output.iter().chain(&args.record) {
        files::can_be_written(path, fallback)?;
    }
    let prepared = prepare(&options).map_err(|error| explained(&error, lang.unwrap_or(fallback)))?;
    let speaks = prepared.lang;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let deadline = Instant::now() + args.pace.deadline;
    let scanned = runtime.block_on(async {
        let (account, caller) = in_time(deadline, login(&prepared, options.login)).await?;
        warn_of_clock(speaks);
        let deadline = signals::stop_at(deadline, &account, speaks);
        let progress = progress::Line::start(&account, speaks);
        signals::stop_on_signal(&account, speaks);
        let scanned = scan(prepared, &account, caller).await;
        progress.finish();
        Ok::<_, ScanError>((scanned, account, deadline))
    });
    let (scanned, account, deadline) = scanned.map_err(|error| explained(&error, speaks))?;
    Ok(Seen { scanned, account, runtime, deadline })
}

/// What a login gives, if it comes to an end before the deadline. It is boxed, because the SDK's futures are large.
fn in_time<T, E: From<LoginError>>(
    deadline: Instant,
    login: impl Future<Output = Result<T, E>>,
) -> impl Future<Output = Result<T, E>> {
    let login = Box::pin(login);
    async move {
        match timeout_at(deadline, login).await {
            Ok(logged_in) => logged_in,
            Err(_) => Err(LoginError::Unreachable("--deadline".to_owned()).into()),
        }
    }
}

/// Writes the report to the terminal first, then to files: what can be shown is shown, even if a disk is full.
fn tell(args: &ScanArgs, summary: Option<&Path>, scanned: &Scanned) -> Result<(), Ended> {
    let report = scanned.report();
    let shown = show(args.format, &report);
    for path in &args.output {
        let format = files::format_of(path, report.lang)?;
        files::write(path, report.lang, |out| format::write_plain(format, &report, out))?;
    }
    if let Some(path) = summary {
        summary::append(path, &report)?;
    }
    if let (Some(path), Some(recording)) = (&args.record, &scanned.recording) {
        files::write(path, report.lang, |out| out.write_all(recording.as_bytes()))?;
    }
    match shown {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        shown => Ok(shown?),
    }
}

fn show(format: Format, report: &Report<'_>) -> io::Result<()> {
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    format::write(format, report, layout(), &mut out)?;
    out.flush()
}
