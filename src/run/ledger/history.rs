//! `tomscan history`: the runs of a ledger, and of each claim the nights.

use super::place::open;
use crate::cli::{HistoryArgs, HistoryFormat};
use crate::exit::Exit;
use crate::run::Ended;
use std::io::{self, Write};
use tomscan::ledger::{Ledger, Link};
use tomscan::report::history::{Nights, write};
use tomscan::text::Lang;

/// Runs it.
pub(in crate::run) fn run(args: &HistoryArgs, lang: Lang) -> Result<Exit, Ended> {
    let ledger = open(&args.place, None, lang)?;
    let links = chosen(&ledger, args);
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    match args.format {
        HistoryFormat::Json => json(&links, &mut out)?,
        HistoryFormat::Table => write(&Nights::of(&links, args.last), lang, &mut out)?,
    }
    out.flush()?;
    Ok(Exit::Holds)
}

/// Runs of the account that is asked for; those that came to no account concern all.
fn chosen<'l>(ledger: &'l Ledger, args: &HistoryArgs) -> Vec<&'l Link> {
    let of = |link: &&Link| match (&args.account, link.entry.account()) {
        (Some(asked), Some(account)) => asked == account,
        _ => true,
    };
    ledger.links().iter().filter(of).collect()
}

fn json(links: &[&Link], out: &mut impl Write) -> io::Result<()> {
    let all: Vec<_> =
        links.iter().map(|link| serde_json::json!({ "sha256": link.sha256, "run": link.entry })).collect();
    serde_json::to_writer_pretty(&mut *out, &all)?;
    writeln!(out)
}
