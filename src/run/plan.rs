//! `tomscan plan`: which calls a scan would make, and about how many, without asking anybody.
//!
//! In: claims and rules, and an earlier report that counted resources. Out: a table or JSON.

use super::{Ended, explained, options};
use crate::cli::{PlanArgs, PlanFormat};
use crate::exit::Exit;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{self, Write};
use tomscan::collect::{Counted, Expected, Per, estimate};
use tomscan::fact::ResourceKind;
use tomscan::input::{self, Sort};
use tomscan::say;
use tomscan::scan::{ScanError, prepare};
use tomscan::text::Lang;

/// A kept report (JSON, version 1), as far as it counts.
#[derive(Deserialize)]
struct Kept {
    regions: KeptRegions,
    coverage: Vec<KeptCoverage>,
}

#[derive(Deserialize)]
struct KeptRegions {
    enabled: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct KeptCoverage {
    resource: ResourceKind,
    listed: Option<u64>,
}

/// Runs it.
pub(super) fn run(args: &PlanArgs, lang: Option<Lang>, fallback: Lang) -> Result<Exit, Ended> {
    let mut asked = options(&args.what, false, lang, fallback);
    asked.regions.clone_from(&args.region);
    asked.undocumented = args.undocumented;
    let prepared = prepare(&asked).map_err(|error| explained(&error, lang.unwrap_or(fallback)))?;
    let lang = prepared.lang;
    let counted = match &args.from {
        Some(path) => counted(path, lang)?,
        None => Counted::default(),
    };
    let expected = estimate(&prepared.plan, &counted);
    let mut out = io::stdout().lock();
    match args.format {
        PlanFormat::Json => {
            let text = serde_json::to_string_pretty(&as_json(&expected)).map_err(io::Error::other)?;
            writeln!(out, "{text}")?;
        }
        PlanFormat::Table => table(&expected, lang, &mut out)?,
    }
    Ok(Exit::Holds)
}

fn counted(path: &std::path::Path, lang: Lang) -> Result<Counted, Ended> {
    let name = path.display().to_string();
    let text = input::read_text(path, Sort::Report)
        .map_err(|error| explained(&ScanError::File { path: name.clone(), error }, lang))?;
    let kept: Kept = serde_json::from_str(&text).map_err(|error| {
        let message = say!(
            lang,
            "kein Plan: {name} ist kein Bericht von tomscan (JSON): {error}",
            "no plan: {name} is no report of tomscan (JSON): {error}"
        );
        Ended::With(Exit::Usage, message)
    })?;
    let mut resources: BTreeMap<ResourceKind, u64> = BTreeMap::new();
    for coverage in kept.coverage {
        *resources.entry(coverage.resource).or_default() += coverage.listed.unwrap_or_default();
    }
    Ok(Counted { regions: kept.regions.enabled.map(|regions| regions.len() as u64), resources })
}

fn as_json(expected: &[Expected]) -> Value {
    let calls = expected.iter().map(|one| {
        let per = match one.per {
            Per::Account => json!("account"),
            Per::Region => json!("region"),
            Per::Each(kind, _) => json!(kind),
        };
        json!({ "operation": one.operation.id, "action": one.operation.action, "per": per, "calls": one.calls })
    });
    json!({ "calls": calls.collect::<Vec<_>>(), "total": total(expected), "uncounted": uncounted(expected) })
}

fn total(expected: &[Expected]) -> u64 {
    expected.iter().filter_map(|one| one.calls).sum()
}

fn uncounted(expected: &[Expected]) -> usize {
    expected.iter().filter(|one| one.calls.is_none()).count()
}

fn table(expected: &[Expected], lang: Lang, out: &mut impl Write) -> io::Result<()> {
    let per = |one: &Expected| match one.per {
        Per::Account => lang.pick("einmal", "once").to_owned(),
        Per::Region => lang.pick("je Region", "per region").to_owned(),
        Per::Each(kind, 1) => say!(lang, "je {kind}", "per {kind}"),
        Per::Each(kind, lot) => say!(lang, "je {lot} {kind}", "per {lot} {kind}"),
    };
    let width = expected.iter().map(|one| one.operation.id.len()).max().unwrap_or_default();
    for one in expected {
        let calls = one.calls.map_or_else(|| "?".to_owned(), |calls| calls.to_string());
        writeln!(out, "{:width$}  {calls:>8}  {}", one.operation.id, per(one))?;
    }
    let (total, uncounted) = (total(expected), uncounted(expected));
    let sum = match uncounted {
        0 => say!(
            lang,
            "etwa {total} Abfragen; weitere Seiten langer Listen kommen dazu, und was andere Antworten schon entscheiden, entfällt",
            "about {total} requests; further pages of long lists come on top, and what other answers decide is left out"
        ),
        _ => say!(
            lang,
            "{total} Abfragen und dazu die von {uncounted} Operationen; wie oft diese gefragt werden, sagt erst ein Bericht dieses Kontos (--from report.json)",
            "{total} requests, and those of {uncounted} operations besides; how often these are asked only a report of this account tells (--from report.json)"
        ),
    };
    writeln!(out, "\n{sum}")
}
