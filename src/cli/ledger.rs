//! What may be typed about the ledger: where it is, what a scan does with it, and the commands that read it.

use clap::{Args, Subcommand, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;

/// Where runs are kept.
#[derive(Clone, Debug, Args)]
pub(crate) struct LedgerArgs {
    /// Ledger of all runs: a folder, or s3://BUCKET/PREFIX; made with `tomscan ledger init`
    #[arg(long, value_name = "PLACE")]
    pub(crate) ledger: Option<String>,
    /// Profile that keeps the ledger in S3; else that of the scan
    #[arg(long, value_name = "NAME", requires = "ledger")]
    pub(crate) ledger_profile: Option<String>,
}

/// What a scan does with the ledger.
#[derive(Clone, Debug, Args)]
pub(crate) struct KeepArgs {
    /// Keep the recording in the ledger too
    #[arg(long, requires = "ledger")]
    pub(crate) keep_recording: bool,
    /// Replace names of IAM users by pseudonyms everywhere, made with the key in this file
    #[arg(long, value_name = "KEY-FILE", conflicts_with_all = ["record", "keep_recording"])]
    pub(crate) pseudonymise: Option<PathBuf>,
    /// Fail only on this (repeatable, or with commas); else on what is refuted (10) or could not be verified (11)
    #[arg(long, value_enum, value_name = "WHAT", value_delimiter = ',')]
    pub(crate) fail_on: Vec<FailOn>,
}

/// What makes a job fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// A claim is refuted
    Refuted,
    /// Something is refuted or not verified that was not before, or that nobody accepted
    Drift,
    /// Something could not be verified
    Unverified,
    /// The document is no longer the one that the claims were taken from
    Document,
}

/// Commands about the ledger itself.
#[derive(Debug, Subcommand)]
pub(crate) enum LedgerCommand {
    /// Make a folder or a place in S3 a ledger
    Init {
        #[command(flatten)]
        place: LedgerArgs,
        /// Have S3 retain what is kept for so long (Object Lock), such as 4y; the bucket's own rule goes first
        #[arg(long, value_name = "TIME")]
        retain: Option<Keep>,
        /// Nobody at all may shorten the retention (compliance mode)
        #[arg(long, requires = "retain")]
        compliance: bool,
    },
    /// Walk the chain and say which run was changed, removed or inserted
    Verify {
        #[command(flatten)]
        place: LedgerArgs,
        /// The last run as a job's log names it, NUMBER:HASH; the chain must go through it
        #[arg(long, value_name = "NUMBER:HASH")]
        head: Option<String>,
    },
    /// Remove raw data by age; the chain stays verifiable
    Prune {
        #[command(flatten)]
        place: LedgerArgs,
        /// How long raw data are kept, such as 4y, 18m or 400d
        #[arg(long, value_name = "TIME")]
        keep: Keep,
    },
}

/// A length of time in days, months or years.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Keep(pub(crate) jiff::Span);

impl std::str::FromStr for Keep {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("'{text}' is no length of time; a number with y, m or d is, such as 4y");
        let unit = text.chars().last().ok_or_else(wrong)?;
        let number: i64 = text.trim_end_matches(['y', 'm', 'd']).parse().map_err(|_| wrong())?;
        if !(1..=36_500).contains(&number) {
            return Err(wrong());
        }
        let span = jiff::Span::new();
        let span = match unit {
            'y' => span.try_years(number),
            'm' => span.try_months(number),
            'd' => span.try_days(number),
            _ => return Err(wrong()),
        };
        span.map(Self).map_err(|_| wrong())
    }
}

/// Accept what a run refuted or could not verify, until a day, as the baseline of `--fail-on drift`
#[derive(Debug, Args)]
pub(crate) struct AcceptArgs {
    /// Number of the run; else the last complete one
    pub(crate) run: Option<u64>,
    #[command(flatten)]
    pub(crate) place: LedgerArgs,
    /// Why it is acceptable
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
    /// Who answers for it
    #[arg(long, value_name = "NAME")]
    pub(crate) owner: String,
    /// The last day on which it counts, such as 2027-03-31
    #[arg(long, value_name = "DATE")]
    pub(crate) until: Date,
    /// Account, where the ledger holds several
    #[arg(long, value_name = "ID")]
    pub(crate) account: Option<String>,
}

/// Arguments of `history`.
#[derive(Debug, Args)]
pub(crate) struct HistoryArgs {
    #[command(flatten)]
    pub(crate) place: LedgerArgs,
    /// Only this account
    #[arg(long, value_name = "ID")]
    pub(crate) account: Option<String>,
    /// So many of the last runs
    #[arg(long, value_name = "NUMBER", default_value_t = 30)]
    pub(crate) last: usize,
    /// Format on standard output
    #[arg(long, value_enum, default_value = "table", value_name = "FORMAT")]
    pub(crate) format: HistoryFormat,
}

/// Formats of `history`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum HistoryFormat {
    /// For people
    Table,
    /// For programs
    Json,
}

/// Arguments of `diff`.
#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    /// The earlier one: a JSON report, a run's number, a date (its last complete run), `last`; else the complete run before B
    pub(crate) a: Option<String>,
    /// The later one; else the last run
    pub(crate) b: Option<String>,
    #[command(flatten)]
    pub(crate) place: LedgerArgs,
    /// Format on standard output
    #[arg(long, value_enum, default_value = "table", value_name = "FORMAT")]
    pub(crate) format: HistoryFormat,
}
