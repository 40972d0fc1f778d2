//! A scan: what `tomscan` does without a subcommand.
//!
//! The ledger is opened first, so that no night is scanned that could not be kept; it gets the run last, also one that came to no
//! report.

use super::ledger::{Night, keep_failure, open};
use super::{Ended, explained, files, format, layout, options, progress, reason, signals, summary};
use crate::cli::{FailOn, Format, ScanArgs};
use crate::exit::Exit;
use std::io::{self, Write};
use std::path::Path;
use tokio::runtime::Runtime;
use tomscan::aws::{Account, Login};
use tomscan::collect::origins;
use tomscan::drift::{Concerned, Drift, FindingChange, Origin};
use tomscan::input::{self, Sort};
use tomscan::ledger::Ledger;
use tomscan::pseudonym::{LEAST_KEY_BYTES, Names, Pseudonyms};
use tomscan::report::{self, Report};
use tomscan::say;
use tomscan::scan::{ScanError, Scanned, login, prepare, scan};
use tomscan::text::Lang;

/// Runs a scan, and keeps it where there is a ledger.
pub(super) fn run(args: &ScanArgs, lang: Option<Lang>, fallback: Lang) -> Result<Exit, Ended> {
    let speaks = lang.unwrap_or(fallback);
    refuse_drift_without_ledger(args, speaks)?;
    let pseudonyms = pseudonyms(args, speaks)?;
    let summary = summary::file(speaks)?;
    let mut ledger = match &args.place.ledger {
        Some(_) => Some(open(&args.place, args.profile.as_deref(), speaks)?),
        None => None,
    };
    let seen = match observe(args, lang, fallback) {
        Ok(seen) => seen,
        Err(ended) => {
            if let (Some(ledger), Ended::With(exit, message)) = (&mut ledger, &ended) {
                let kept = pseudonyms.as_ref().map_or_else(|| message.clone(), |own| own.in_message(message));
                keep_failure(ledger, *exit, message, &kept, speaks)?;
            }
            return Err(ended);
        }
    };
    finish(args, seen, ledger, pseudonyms.as_ref(), summary.as_deref())
}

/// Compares a scan with the night before, tells it, keeps it, and says how it ends.
fn finish(
    args: &ScanArgs,
    seen: Seen,
    ledger: Option<Ledger>,
    pseudonyms: Option<&Pseudonyms>,
    summary: Option<&Path>,
) -> Result<Exit, Ended> {
    let Seen { mut scanned, account, runtime } = seen;
    let names = pseudonyms.map(|pseudonyms| {
        let Scanned { prepared, inventory, evaluation, .. } = &mut scanned;
        pseudonyms.apply(&mut prepared.claims, inventory, evaluation)
    });
    let speaks = scanned.prepared.lang;
    let night = ledger.map(|ledger| Night::compare(ledger, &mut scanned, pseudonyms)).transpose();
    if let Some(drift) = &mut scanned.drift {
        runtime.block_on(add_origins(drift, &account, names.as_ref()));
        scanned.inventory.calls = account.calls();
        scanned.recording = account.tape().recorded();
    }
    let told = tell(args, summary, &scanned);
    let mut night = night.map_err(|error| super::ledger::failed(&error, speaks))?;
    let outcome = reason::outcome(&scanned, &args.keep.fail_on, night.as_ref().and_then(Night::baseline));
    let kept = night.as_mut().map(|night| night.keep(&scanned, outcome.exit, args.keep.keep_recording)).transpose();
    told?;
    let kept = kept.map_err(|error| super::ledger::not_kept(&error, speaks))?;
    if let Some(kept) = kept {
        let (run, hash, place) = (kept.run, &kept.sha256, args.place.ledger.as_deref().unwrap_or_default());
        note(&say!(
            speaks,
            "als Lauf {run} in {place} aufbewahrt ({run}:{hash})",
            "kept as run {run} in {place} ({run}:{hash})"
        ));
    }
    for ending in night.iter().filter_map(Night::baseline).flat_map(|baseline| baseline.ending_in_words(speaks)) {
        note(&ending);
    }
    if night.is_some() || !args.keep.fail_on.is_empty() {
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

/// Asks CloudTrail who changed what is newly refuted.
async fn add_origins(drift: &mut Drift, account: &Account, names: Option<&Names<'_>>) {
    let changed: Vec<&mut FindingChange> = drift.findings.iter_mut().filter(|change| change.after.is_some()).collect();
    let concerned: Vec<Concerned> = changed
        .iter()
        .map(|change| {
            let one = Concerned::of(change, change.after.as_ref().and_then(|after| after.parse().ok()));
            let back = |text: String| names.map_or(text.clone(), |names| names.back(&text));
            Concerned { name: back(one.name), arn: back(one.arn), ..one }
        })
        .collect();
    for (change, mut origin) in changed.into_iter().zip(origins(account, &concerned).await) {
        if let (Origin::Named { events, .. }, Some(names)) = (&mut origin, names) {
            for principal in
                events.iter_mut().filter(|event| !event.by_service).filter_map(|event| event.principal.as_mut())
            {
                *principal = names.of_principal(principal);
            }
        }
        change.origin = Some(origin);
    }
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
}

/// Asks the account and judges every claim.
fn observe(args: &ScanArgs, lang: Option<Lang>, fallback: Lang) -> Result<Seen, Ended> {
    let mut options = options(&args.what, args.demo, lang, fallback);
    options.regions.clone_from(&args.region);
    options.undocumented = args.undocumented;
    let record = args.record.is_some() || args.keep.keep_recording;
    options.login = Login { profile: args.profile.clone(), record, replay: super::replay(args, fallback)? };
    for path in &args.output {
        files::format_of(path, fallback)?;
    }
    for path in args.output.iter().chain(&args.record) {
        files::can_be_written(path, fallback)?;
    }
    let prepared = prepare(&options).map_err(|error| explained(&error, lang.unwrap_or(fallback)))?;
    let speaks = prepared.lang;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let scanned = runtime.block_on(async {
        let (account, caller) = login(&prepared, options.login).await?;
        let progress = progress::Line::start(&account, speaks);
        signals::stop_on_signal(&account, speaks);
        let scanned = scan(prepared, &account, caller).await;
        progress.finish();
        Ok::<_, ScanError>((scanned, account))
    });
    let (scanned, account) = scanned.map_err(|error| explained(&error, speaks))?;
    Ok(Seen { scanned, account, runtime })
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
