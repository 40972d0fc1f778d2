//! Writing files: whole, or not at all.

use super::{Ended, not_written};
use crate::cli::Format;
use crate::exit::Exit;
use std::io::{self, Write};
use std::path::Path;
use tomscan::say;
use tomscan::text::Lang;
use tomscan::whole;

/// Endings of files, and the format that each asks for; the first that fits counts.
const ENDINGS: [(&str, Format); 11] = [
    (".txt", Format::Table),
    (".sarif.json", Format::Sarif),
    (".oscal.json", Format::Oscal),
    (".ocsf.json", Format::Ocsf),
    (".json", Format::Json),
    (".md", Format::Markdown),
    (".xml", Format::Junit),
    (".sarif", Format::Sarif),
    (".csv", Format::Csv),
    (".html", Format::Html),
    (".pdf", Format::Pdf),
];

/// The format that a file's ending asks for.
pub(super) fn format_of(path: &Path, lang: Lang) -> Result<Format, Ended> {
    let format = by_ending(path, &ENDINGS, lang)?;
    if format == Format::Pdf {
        pdf_can_be_made(lang)?;
    }
    Ok(format)
}

/// What a file's ending asks for; the first that fits counts.
pub(super) fn by_ending<T: Copy>(path: &Path, endings: &[(&str, T)], lang: Lang) -> Result<T, Ended> {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    if let Some((_, wanted)) = endings.iter().find(|(ending, _)| name.ends_with(ending)) {
        return Ok(*wanted);
    }
    let (path, endings) = (path.display(), endings.iter().map(|(ending, _)| *ending).collect::<Vec<_>>().join(" "));
    let message = say!(
        lang,
        "nichts wurde gemacht: {path} hat keine bekannte Endung; möglich sind {endings}",
        "nothing was done: {path} has no known ending; possible are {endings}"
    );
    Err(Ended::With(Exit::Usage, message))
}

/// Fails where this tomscan was built without the typesetter.
pub(super) fn pdf_can_be_made(lang: Lang) -> Result<(), Ended> {
    if cfg!(feature = "pdf") {
        return Ok(());
    }
    let message = lang.pick(
        "nichts wurde gemacht: dieses tomscan ist ohne PDF gebaut; die veröffentlichten Programme können es, und selbst gebaut \
         `cargo install --locked --path . --features pdf`",
        "nothing was done: this tomscan was built without PDF; released binaries have it, and so has one that you build with \
         `cargo install --locked --path . --features pdf`",
    );
    Err(Ended::With(Exit::Usage, message.to_owned()))
}

/// Fails before anything is asked if a file could not be written afterwards.
pub(super) fn can_be_written(path: &Path, lang: Lang) -> Result<(), Ended> {
    let tried = if is_special(path) {
        std::fs::OpenOptions::new().write(true).open(path).map(|_| ())
    } else {
        tempfile::NamedTempFile::new_in(whole::folder_of(path)).map(|_| ())
    };
    tried.map_err(|error| not_written(path, &error, lang))
}

/// A device, a pipe or a folder: something that must not be replaced by a file.
fn is_special(path: &Path) -> bool {
    path.metadata().is_ok_and(|metadata| !metadata.is_file())
}

/// Writes a file beside its place and moves it there when it is whole. A device or pipe is written to directly.
pub(super) fn write(
    path: &Path,
    lang: Lang,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Ended> {
    let written = if is_special(path) { write_through(path, content) } else { write_whole(path, content) };
    written.map_err(|error| not_written(path, &error, lang))
}

fn write_through(path: &Path, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = io::BufWriter::new(std::fs::OpenOptions::new().write(true).open(path)?);
    content(&mut out)?;
    out.flush()
}

fn write_whole(path: &Path, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    whole::beside(path, ".tmp", content)?.persist(path).map_err(|error| error.error)?;
    Ok(())
}
