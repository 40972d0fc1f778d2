//! What may be typed about reviews.

use super::LedgerArgs;
use clap::{Args, Subcommand};
use jiff::civil::Date;
use std::path::PathBuf;

/// Make the effectiveness review of a period (Art. 32 (1) d GDPR) from the nights of a ledger
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct ReviewArgs {
    #[command(subcommand)]
    pub(crate) command: Option<ReviewCommand>,
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
    /// Write the review to this file; its ending says the format: .pdf, .html, .md, .json, .oscal.json,
    /// .ocsf.json, or .xlsx for the list of actions (repeatable)
    #[arg(long, short, value_name = "FILE", required = true)]
    pub(crate) output: Vec<PathBuf>,
    /// Sign the PDF: with a private key in a file (PKCS #8, PEM), or with an asymmetric key of AWS KMS by its ARN or alias
    #[arg(long, value_name = "KEY")]
    pub(crate) sign: Option<String>,
    /// Certificates issued for that key, its own first (PEM); else the key issues one for itself
    #[arg(long, value_name = "FILE", requires = "sign")]
    pub(crate) certificate: Option<PathBuf>,
    /// Profile that may use the key of AWS KMS; else that of the ledger
    #[arg(long, value_name = "NAME", requires = "sign")]
    pub(crate) sign_profile: Option<String>,
    /// Have a timestamp authority vouch for the time of the PDF (RFC 3161); it is sent a hash and nothing else
    #[arg(long, value_name = "URL")]
    pub(crate) tsa: Option<String>,
}

/// Commands about reviews.
#[derive(Debug, Subcommand)]
pub(crate) enum ReviewCommand {
    /// Verify a PDF of tomscan from the file alone: what is inside, the chain, the signature, the timestamp
    Verify {
        /// The PDF
        file: PathBuf,
        /// The public key, or its certificate, that must have signed (PEM)
        #[arg(long, value_name = "FILE")]
        key: Option<PathBuf>,
    },
}
