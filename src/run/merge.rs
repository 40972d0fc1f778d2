//! `tomscan merge`: the reports of shards and of single accounts, put together to the report of one run.
//!
//! In: files, and ledgers of which the last scan of each account counts. Out: the organisation's report, and its exit code.

use super::ledger::{failed, open};
use super::scan::{Outputs, exit_of};
use super::{Ended, explained};
use crate::cli::{LedgerArgs, MergeArgs};
use crate::exit::Exit;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::path::Path;
use tomscan::input::{self, Sort};
use tomscan::ledger::Ledger;
use tomscan::organization::{KeptReport, Merged, merge};
use tomscan::say;
use tomscan::scan::ScanError;
use tomscan::text::{Lang, Say};

/// Which sort of report a file is.
#[derive(Deserialize)]
struct Shape {
    organization_version: Option<u32>,
}

/// Runs it.
pub(super) fn run(args: &MergeArgs, lang: Lang) -> Result<Exit, Ended> {
    let outputs = Outputs::of_whole(&args.output, args.format, lang)?;
    let mut reports = Vec::new();
    for part in &args.parts {
        let is_ledger = part.starts_with("s3://") || Path::new(part).is_dir();
        if is_ledger {
            reports.extend(of_ledger(part, args.profile.as_deref(), lang)?);
        } else {
            reports.push((part.clone(), of_file(part, lang)?));
        }
    }
    let whole = merge(reports).map_err(|error| Ended::With(Exit::Usage, error.say(lang)))?;
    outputs.write_whole(args.format, None, &whole)?;
    Ok(exit_of(&whole))
}

fn of_file(path: &str, lang: Lang) -> Result<Merged, Ended> {
    let text = input::read_text(Path::new(path), Sort::Report)
        .map_err(|error| explained(&ScanError::File { path: path.to_owned(), error }, lang))?;
    let shape: Shape = report(path, text.as_bytes(), lang)?;
    Ok(match shape.organization_version {
        Some(_) => Merged::Organization(Box::new(report(path, text.as_bytes(), lang)?)),
        None => Merged::Account(Box::new(report(path, text.as_bytes(), lang)?)),
    })
}

fn report<T: DeserializeOwned>(name: &str, bytes: &[u8], lang: Lang) -> Result<T, Ended> {
    serde_json::from_slice(bytes).map_err(|error| {
        let message = say!(
            lang,
            "nichts wurde zusammengeführt: {name} ist kein Bericht von tomscan (JSON): {error}",
            "nothing was put together: {name} is no report of tomscan (JSON): {error}"
        );
        Ended::With(Exit::Usage, message)
    })
}

/// The last scan of each account that a ledger holds.
fn of_ledger(place: &str, profile: Option<&str>, lang: Lang) -> Result<Vec<(String, Merged)>, Ended> {
    let args = LedgerArgs { ledger: Some(place.to_owned()), ledger_profile: None };
    let ledger: Ledger = open(&args, profile, lang)?;
    let last: BTreeMap<&str, u64> =
        ledger.scans().map(|(link, scan)| (scan.account.as_str(), link.entry.run)).collect();
    last.into_values()
        .map(|run| {
            let name = format!("{place} ({run})");
            let bytes = ledger.read(run, "report").map_err(|error| failed(&error, lang))?;
            let report: KeptReport = report(&name, &bytes, lang)?;
            Ok((name, Merged::Account(Box::new(report))))
        })
        .collect()
}
