//! The command line: what may be typed, in both languages.
//!
//! In: arguments. Out: [`Cli`]. The doc comments are the English help; [`german`] holds the German one, and a test sees to it
//! that nothing is missing there.

mod german;
mod ledger;
mod organization;
mod pace;
mod plan;
mod read;
mod review;

pub(crate) use ledger::{
    AcceptArgs, DiffArgs, FailOn, HistoryArgs, HistoryFormat, Keep, KeepArgs, LedgerArgs, LedgerCommand,
};

pub(crate) use organization::{MergeArgs, OrganizationArgs};
pub(crate) use pace::PaceArgs;
pub(crate) use plan::{PlanArgs, PlanFormat};
pub(crate) use read::{ReadArgs, ReadFormat};
pub(crate) use review::{ReviewArgs, ReviewCommand};

use crate::exit::Exit;
use clap::{Args, Command, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use tomscan::text::Lang;

/// Checks which documented technical and organisational measures (TOM, Art. 32 GDPR) are true of a live AWS account
#[derive(Debug, Parser)]
#[command(name = "tomscan", version, max_term_width = 100, args_conflicts_with_subcommands = true)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) scan: ScanArgs,
    #[command(subcommand)]
    pub(crate) command: Option<Subcommands>,
}

/// Arguments of a scan.
#[derive(Debug, Args)]
pub(crate) struct ScanArgs {
    #[command(flatten)]
    pub(crate) what: WhatArgs,
    /// Profile of the AWS configuration
    #[arg(long, value_name = "NAME", conflicts_with_all = ["replay", "demo"])]
    pub(crate) profile: Option<String>,
    /// Ask only this region; whatever lies elsewhere stays not verified (repeatable)
    #[arg(long, value_name = "CODE")]
    pub(crate) region: Vec<String>,
    /// Format on standard output
    #[arg(long, value_enum, default_value = "table", value_name = "FORMAT")]
    pub(crate) format: Format,
    /// Also write the report to this file; its ending says the format: .txt, .json, .md, .xml, .sarif,
    /// .csv, .html, .pdf, .oscal.json or .ocsf.json (repeatable)
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Vec<PathBuf>,
    /// Also ask for what no claim speaks of, to list measures that the document leaves out
    #[arg(long)]
    pub(crate) undocumented: bool,
    /// Keep every answer of AWS in this file, without credentials
    #[arg(long, value_name = "FILE", conflicts_with_all = ["replay", "demo"])]
    pub(crate) record: Option<PathBuf>,
    /// Scan a recording instead of an account: no network, no credentials
    #[arg(long, value_name = "FILE", conflicts_with_all = ["demo", "ledger"])]
    pub(crate) replay: Option<PathBuf>,
    /// Show the report of a small made-up company, from a recording inside tomscan
    #[arg(long, conflicts_with_all = ["claims", "ledger"])]
    pub(crate) demo: bool,
    #[command(flatten)]
    pub(crate) organization: OrganizationArgs,
    #[command(flatten)]
    pub(crate) pace: PaceArgs,
    #[command(flatten)]
    pub(crate) place: LedgerArgs,
    #[command(flatten)]
    pub(crate) keep: KeepArgs,
}

/// What is claimed and what would prove it.
#[derive(Debug, Args)]
pub(crate) struct WhatArgs {
    /// Claims file; else tom.toml in this folder, else a built-in general set
    #[arg(long, value_name = "FILE")]
    pub(crate) claims: Option<PathBuf>,
    /// Folder of your own rules, instead of the built-in ones
    #[arg(long, value_name = "DIR")]
    pub(crate) rules: Option<PathBuf>,
    /// Language of the output; else that of the claims file
    #[arg(long, value_enum, value_name = "LANG", global = true)]
    pub(crate) lang: Option<LangArg>,
}

/// Everything that is not a scan.
#[derive(Debug, Subcommand)]
pub(crate) enum Subcommands {
    Read(ReadArgs),
    /// List, show and check rules
    #[command(subcommand)]
    Rules(RulesCommand),
    /// Check a claims file without asking any account: mistakes, and words that no account can live up to
    Check {
        /// Claims file; else tom.toml in this folder. Several: also what cannot hold in all of them
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Folder of your own rules, instead of the built-in ones
        #[arg(long, value_name = "DIR")]
        rules: Option<PathBuf>,
    },
    /// Say what changed between two runs, and why
    Diff(DiffArgs),
    /// List the runs of a ledger, and the nights of each claim
    History(HistoryArgs),
    Accept(AcceptArgs),
    Review(ReviewArgs),
    Merge(MergeArgs),
    /// Make, verify or prune a ledger
    #[command(subcommand)]
    Ledger(LedgerCommand),
    Plan(PlanArgs),
    /// Print the least IAM policy that a scan of these claims needs
    IamPolicy {
        #[command(flatten)]
        what: WhatArgs,
        /// Also what a scan with a ledger asks: who changed what is newly refuted
        #[arg(long)]
        with_ledger: bool,
        /// As a policy document, or as a read-only role for CloudFormation or Terraform
        #[arg(long, value_enum, default_value = "json", value_name = "FORMAT")]
        format: PolicyFormat,
    },
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// Commands about rules.
#[derive(Debug, Subcommand)]
pub(crate) enum RulesCommand {
    /// List all rules
    List {
        /// Folder of your own rules, instead of the built-in ones
        #[arg(long, value_name = "DIR")]
        rules: Option<PathBuf>,
    },
    /// Show one rule with its limits, parameters, facts and permissions
    Show {
        /// Id of the rule, such as s3-tls-only
        id: String,
        /// Folder of your own rules, instead of the built-in ones
        #[arg(long, value_name = "DIR")]
        rules: Option<PathBuf>,
    },
    /// Check rules for mistakes
    Check {
        /// Folder of your own rules; the built-in ones, if absent
        dir: Option<PathBuf>,
    },
}

/// Formats on standard output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Table,
    /// For programs: version 1 of the documented schema
    Json,
    /// For the summary of a job
    Markdown,
    /// For any CI: a test case per claim
    Junit,
    /// For code scanning: deviations at the lines of the claims file
    Sarif,
    /// For spreadsheets: a row per claim and resource
    Csv,
    /// For tools that collect assessments: NIST's OSCAL assessment results
    Oscal,
    /// For security lakes and hubs: OCSF compliance findings
    Ocsf,
    /// For people who were not there: a page that needs no network
    Html,
    /// For files; nobody reads it on a terminal
    #[value(skip)]
    Pdf,
}

/// Formats of `iam-policy`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PolicyFormat {
    /// The policy document
    Json,
    /// A CloudFormation template with a role
    Cloudformation,
    /// A Terraform configuration with a role
    Terraform,
}

/// `--lang`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LangArg {
    /// German
    De,
    /// English
    En,
}

impl From<LangArg> for Lang {
    fn from(lang: LangArg) -> Self {
        match lang {
            LangArg::De => Self::De,
            LangArg::En => Self::En,
        }
    }
}

impl Cli {
    /// Parses the arguments. Help and mistakes come as the error.
    pub(crate) fn read(arguments: &[std::ffi::OsString]) -> Result<Self, clap::Error> {
        let matches = command(first_lang(arguments)).try_get_matches_from(arguments)?;
        Self::from_arg_matches(&matches)
    }

    /// `--lang`, if given.
    pub(crate) fn lang(&self) -> Option<Lang> {
        let own = match &self.command {
            Some(Subcommands::IamPolicy { what, .. }) => what.lang,
            _ => None,
        };
        own.or(self.scan.what.lang).map(Lang::from)
    }
}

/// The command with its help in one language.
pub(crate) fn command(lang: Lang) -> Command {
    let codes = Exit::ALL.iter().map(|exit| format!("  {:>2}  {}", *exit as u8, exit.meaning(lang)));
    let codes = codes.collect::<Vec<_>>().join("\n");
    let heading = lang.pick("Rückgabewerte:", "Exit codes:");
    let command = Cli::command().after_help(format!("{heading}\n{codes}"));
    match lang {
        Lang::De => german::translate(command),
        Lang::En => command,
    }
}

/// The language before anything is parsed: `--lang`, else the locale.
pub(crate) fn first_lang(arguments: &[std::ffi::OsString]) -> Lang {
    let words: Vec<_> = arguments.iter().filter_map(|argument| argument.to_str()).collect();
    let after = words.windows(2).find(|pair| pair[0] == "--lang").map(|pair| pair[1]);
    let joined = words.iter().find_map(|word| word.strip_prefix("--lang="));
    if let Some(word) = after.or(joined) {
        return Lang::of_locale(word);
    }
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    Lang::of_locale(&locale.unwrap_or_default())
}
