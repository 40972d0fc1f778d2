//! What may be typed to scan several accounts at once.

use super::Format;
use clap::Args;
use std::path::PathBuf;
use tomscan::aws::Role;
use tomscan::organization::Shard;

/// Which accounts beside that of the login, and how they are reached.
#[derive(Clone, Debug, Args)]
pub(crate) struct OrganizationArgs {
    /// Scan every account of the organisation that the claims file speaks of
    #[arg(long, group = "several", requires = "role", conflicts_with_all = ["accounts", "replay", "demo"])]
    pub(crate) organization: bool,
    /// Scan these accounts: ids with commas between, or a file with one on each line
    #[arg(long, value_name = "IDS|FILE", group = "several", requires = "role", conflicts_with_all = ["replay", "demo"])]
    pub(crate) accounts: Option<String>,
    /// Role that tomscan assumes in each of them
    #[arg(long, value_name = "NAME", requires = "several")]
    pub(crate) role: Option<String>,
    /// External id that the role's trust policy asks for
    #[arg(long, value_name = "ID", requires = "role")]
    pub(crate) external_id: Option<String>,
    /// Scan only this part of the accounts, for task INDEX (from 0) of COUNT; `tomscan merge` puts the parts together
    #[arg(long, value_name = "INDEX/COUNT", requires = "several")]
    pub(crate) shard: Option<Shard>,
}

impl OrganizationArgs {
    /// Whether several accounts are to be scanned.
    pub(crate) fn several(&self) -> bool {
        self.organization || self.accounts.is_some()
    }

    /// The role, where there is one.
    pub(crate) fn role(&self) -> Option<Role> {
        Some(Role { name: self.role.clone()?, external_id: self.external_id.clone() })
    }
}

/// Put the reports of several accounts or shards together, to the report that one run over all of them gives
#[derive(Debug, Args)]
pub(crate) struct MergeArgs {
    /// Reports (JSON) of shards or of single accounts, or ledgers, of which the last scan of each account counts
    #[arg(required = true, value_name = "PART")]
    pub(crate) parts: Vec<String>,
    /// Profile that reads ledgers in S3
    #[arg(long, value_name = "NAME")]
    pub(crate) profile: Option<String>,
    /// Format on standard output: table, json, markdown or csv
    #[arg(long, value_enum, default_value = "table", value_name = "FORMAT", hide_possible_values = true)]
    pub(crate) format: Format,
    /// Also write it to this file; its ending says the format: .txt, .json, .md or .csv (repeatable)
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Vec<PathBuf>,
}
