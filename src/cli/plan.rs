//! What may be typed to see the calls of a scan before it is made.

use super::WhatArgs;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Print the calls that a scan would make, without asking anybody
#[derive(Debug, Args)]
pub(crate) struct PlanArgs {
    #[command(flatten)]
    pub(crate) what: WhatArgs,
    /// Only this region (repeatable)
    #[arg(long, value_name = "CODE")]
    pub(crate) region: Vec<String>,
    /// Also what no claim speaks of
    #[arg(long)]
    pub(crate) undocumented: bool,
    /// Estimate the numbers from what an earlier report (JSON) of the account counted
    #[arg(long, value_name = "REPORT")]
    pub(crate) from: Option<PathBuf>,
    /// As a table, or for programs
    #[arg(long, value_enum, default_value = "table", value_name = "FORMAT")]
    pub(crate) format: PlanFormat,
}

/// Formats of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlanFormat {
    /// A line per operation
    Table,
    /// JSON
    Json,
}
