//! The summary of a GitHub job: where there is one, a scan appends its report to it.
//!
//! In: the variable that names the file (<https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions>).
//! Out: Markdown behind whatever the step has written there already.

use super::{Ended, not_written};
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tomscan::report::{Report, markdown};
use tomscan::text::Lang;

const VARIABLE: &str = "GITHUB_STEP_SUMMARY";

/// GitHub refuses a step's summary as a whole if it is longer.
const LONGEST: u64 = 1024 * 1024;

/// The least room that is worth writing into: what says that everything was left out has less.
const NEEDED: usize = 1024;

/// The file of the summary, if this runs in a job that has one. Fails before anything is asked if it could not be written.
pub(super) fn file(lang: Lang) -> Result<Option<PathBuf>, Ended> {
    let Some(path) = std::env::var_os(VARIABLE).filter(|path| !path.is_empty()).map(PathBuf::from) else {
        return Ok(None);
    };
    opened(&path).map_err(|error| not_written(&path, &error, lang))?;
    Ok(Some(path))
}

/// Appends the report of one account.
pub(super) fn append(path: &Path, report: &Report<'_>) -> Result<(), Ended> {
    append_text(path, report.lang, |room| {
        let mut text = Vec::new();
        markdown::write_within(report, room.min(markdown::ROOM), &mut text)?;
        Ok(text)
    })
}

/// Appends a text, which is told how many bytes it may have.
pub(super) fn append_text(
    path: &Path,
    lang: Lang,
    text: impl FnOnce(usize) -> io::Result<Vec<u8>>,
) -> Result<(), Ended> {
    let appended = || -> io::Result<()> {
        let mut file = opened(path)?;
        let taken = file.metadata()?.len();
        let between: &[u8] = if taken > 0 { b"\n\n" } else { b"" };
        let room = usize::try_from(LONGEST.saturating_sub(taken)).unwrap_or(usize::MAX);
        let text = if room < NEEDED { None } else { Some(text(room - between.len())?) };
        let Some(text) = text.filter(|text| text.len() <= room - between.len()) else {
            return Err(io::Error::other(lang.pick(
                "in der Zusammenfassung ist kein Platz mehr, GitHub nimmt höchstens 1 MiB je Schritt",
                "there is no room left in the summary, GitHub takes 1 MiB per step at most",
            )));
        };
        // At once: another process of the step may append too.
        file.write_all(&[between, &text].concat())
    };
    appended().map_err(|error| not_written(path, &error, lang))
}

fn opened(path: &Path) -> io::Result<File> {
    OpenOptions::new().append(true).create(true).open(path)
}
