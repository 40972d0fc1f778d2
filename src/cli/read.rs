//! What may be typed to have a document read.

use clap::Args;
use std::path::PathBuf;

/// Read a TOM document and draft the claims file: every statement with its place, and the rules that test it
#[derive(Debug, Args)]
pub(crate) struct ReadArgs {
    /// The document: PDF, DOCX, ODT, HTML, Markdown or plain text
    pub(crate) document: PathBuf,
    /// Write the draft to this file, which must not exist yet; else it goes to standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Bring this claims file up to date with a new version of its document: what people decided stays, what changed is marked
    #[arg(long, value_name = "FILE", conflicts_with_all = ["output", "explain"])]
    pub(crate) update: Option<PathBuf>,
    /// Say of each statement what becomes of it and by which words, instead of the draft
    #[arg(long, conflicts_with = "output")]
    pub(crate) explain: bool,
    /// Folder of your own rules, instead of the built-in ones; a vocabulary.toml in it adds lists of words
    #[arg(long, value_name = "DIR")]
    pub(crate) rules: Option<PathBuf>,
}
