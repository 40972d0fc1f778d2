//! What may be typed to have a document read.

use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

/// Read a TOM document and draft the claims file: every statement with its place, and the rules that test it
#[derive(Debug, Args)]
pub(crate) struct ReadArgs {
    /// The document: PDF, DOCX, ODT, HTML, Markdown or plain text
    pub(crate) document: PathBuf,
    /// Write to this file, which must not exist yet; else it goes to standard output. The ending .html asks for the format html
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// What is written: toml, the draft of the claims file (default), or html, the document with each statement marked and
    /// explained, for a person to go through
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<ReadFormat>,
    /// Bring this claims file up to date with a new version of its document: what people decided stays, what changed is marked
    #[arg(long, value_name = "FILE", conflicts_with_all = ["output", "explain", "format"])]
    pub(crate) update: Option<PathBuf>,
    /// Say of each statement what becomes of it and by which words, instead of the draft
    #[arg(long, conflicts_with_all = ["output", "format"])]
    pub(crate) explain: bool,
    /// Folder of your own rules, instead of the built-in ones; a vocabulary.toml in it adds lists of words
    #[arg(long, value_name = "DIR")]
    pub(crate) rules: Option<PathBuf>,
}

/// What becomes of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReadFormat {
    Html,
    Toml,
}

impl ReadArgs {
    /// What is written: as asked for, else as the file's ending says.
    pub(crate) fn format(&self) -> ReadFormat {
        let ending = self.output.as_deref().and_then(Path::extension);
        let is_page = ending.is_some_and(|ending| ending.eq_ignore_ascii_case("html"));
        self.format.unwrap_or(if is_page { ReadFormat::Html } else { ReadFormat::Toml })
    }
}
