//! What may be typed about reviews.

use super::LedgerArgs;
use clap::Args;
use jiff::civil::Date;
use std::path::PathBuf;

/// Make the effectiveness review of a period (Art. 32 (1) d GDPR) from the nights of a ledger
#[derive(Debug, Args)]
pub(crate) struct ReviewArgs {
    #[command(flatten)]
    pub(crate) place: LedgerArgs,
    /// The first night, such as 2026-01-01; else a year before the last
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<Date>,
    /// The last night, such as 2026-12-31; else today (UTC)
    #[arg(long, value_name = "DATE")]
    pub(crate) to: Option<Date>,
    /// Only this account (repeatable)
    #[arg(long, value_name = "ID")]
    pub(crate) account: Vec<String>,
    /// Why it is made, such as "yearly review" or "incident of 12 May"
    #[arg(long, value_name = "TEXT")]
    pub(crate) occasion: Option<String>,
    /// Write the review to this file; its ending says the format: .html, .md or .json (repeatable)
    #[arg(long, short, value_name = "FILE", required = true)]
    pub(crate) output: Vec<PathBuf>,
}
