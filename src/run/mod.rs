//! Running a command: the only place that writes to the terminal.
//!
//! In: the parsed command line. Out: the report on standard output, everything else on standard error, and the exit code.

mod check;
mod files;
mod format;
mod ledger;
mod merge;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(not(feature = "pdf"))]
#[path = "without_pdf.rs"]
mod pdf;
mod plan;
mod policy;
mod progress;
mod read;
mod reason;
mod review;
mod rules;
mod scan;
mod signals;
mod summary;

use crate::cli::{self, Cli, ScanArgs, Subcommands, WhatArgs};
use crate::exit::Exit;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use tomscan::aws::Login;
use tomscan::input::{self, Sort};
use tomscan::report::terminal::Layout;
use tomscan::say;
use tomscan::scan::{ClaimsFrom, Options, ScanError};
use tomscan::text::{Lang, Say};

/// Why a command ended early.
pub(crate) enum Ended {
    /// With this message.
    With(Exit, String),
    /// Whoever read the output has gone, which is no failure.
    PipeClosed,
}

impl From<io::Error> for Ended {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::PipeClosed
        } else {
            Self::With(Exit::Failed, error.to_string())
        }
    }
}

/// Runs a command and says how it ended.
pub(crate) fn run(cli: Cli, fallback: Lang) -> Exit {
    let lang = cli.lang();
    let speaks = lang.unwrap_or(fallback);
    let ended = match cli.command {
        None => scan::run(&cli.scan, lang, fallback),
        Some(Subcommands::Diff(args)) => ledger::diff::run(&args, speaks),
        Some(Subcommands::History(args)) => ledger::history::run(&args, speaks),
        Some(Subcommands::Accept(args)) => ledger::accept::run(&args, speaks),
        Some(Subcommands::Review(args)) => review::run(&args, speaks),
        Some(Subcommands::Merge(args)) => merge::run(&args, speaks),
        Some(Subcommands::Ledger(command)) => ledger::run(&command, speaks),
        Some(Subcommands::Rules(command)) => rules::run(&command, speaks),
        Some(Subcommands::Check { files, rules }) => check::run(&files, rules.as_deref(), lang, fallback),
        Some(Subcommands::Read(args)) => read::run(&args, lang, fallback),
        Some(Subcommands::Plan(args)) => plan::run(&args, lang, fallback),
        Some(Subcommands::IamPolicy { what, with_ledger, format }) => {
            policy::run(&what, with_ledger, format, lang, fallback)
        }
        Some(Subcommands::Completions { shell }) => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut cli::command(speaks), "tomscan", &mut script);
            io::stdout().write_all(&script).map(|()| Exit::Holds).map_err(Ended::from)
        }
    };
    match ended {
        Ok(exit) => exit,
        Err(Ended::PipeClosed) => Exit::Holds,
        Err(Ended::With(exit, message)) => {
            let _the_terminal_may_be_gone = writeln!(anstream::stderr(), "tomscan: {message}");
            exit
        }
    }
}

const DEMO: &str = include_str!("../../fixtures/accounts/demo.jsonl");
const DEMO_CLAIMS: [&str; 2] =
    [include_str!("../../examples/demo/tom.de.toml"), include_str!("../../examples/demo/tom.en.toml")];

fn options(what: &WhatArgs, demo: bool, lang: Option<Lang>, fallback: Lang) -> Options {
    let claims = match &what.claims {
        _ if demo => ClaimsFrom::Text("demo", lang.unwrap_or(fallback).pick(DEMO_CLAIMS[0], DEMO_CLAIMS[1])),
        Some(path) => ClaimsFrom::File(path.clone()),
        None => ClaimsFrom::Default,
    };
    Options {
        claims,
        rules: what.rules.clone(),
        regions: Vec::new(),
        undocumented: false,
        login: Login::default(),
        lang,
        fallback,
    }
}

/// The recording to play instead of asking AWS.
fn replay(args: &ScanArgs, lang: Lang) -> Result<Option<(String, String)>, Ended> {
    if args.demo {
        return Ok(Some(("demo".to_owned(), DEMO.to_owned())));
    }
    let Some(path) = &args.replay else { return Ok(None) };
    let name = path.display().to_string();
    match input::read_text(path, Sort::Recording) {
        Ok(text) => Ok(Some((name, text))),
        Err(error) => Err(explained(&ScanError::File { path: name, error }, lang)),
    }
}

fn explained(error: &ScanError, lang: Lang) -> Ended {
    let exit = match error {
        ScanError::Input(_) | ScanError::OtherAccount { .. } | ScanError::File { .. } => Exit::Usage,
        ScanError::Login(_) => Exit::Failed,
    };
    Ended::With(exit, error.say(lang))
}

/// The width of the terminal; 80 columns where there is none.
fn layout() -> Layout {
    let terminal = io::stdout().is_terminal().then(terminal_size::terminal_size).flatten();
    terminal.map_or_else(Layout::default, |(width, _)| Layout { width: usize::from(width.0) })
}

/// A message for a file that could not be written.
pub(crate) fn not_written(path: &Path, error: &io::Error, lang: Lang) -> Ended {
    let path = path.display();
    Ended::With(Exit::Failed, say!(lang, "{path} wurde nicht geschrieben: {error}", "{path} was not written: {error}"))
}
