//! Reading files: no more of each than a file of its sort has.
//!
//! In: a path and what should lie there. Out: its bytes, or one sentence. A file that somebody else made may be endless, a
//! folder or a pipe that nobody writes to; none of these may hold tomscan up or fill the memory. Limits on what a file holds
//! (claims, texts, conditions) stand where that is read.

use crate::both;
use crate::text::{Lang, Say, Text};
use sha2::{Digest, Sha256};
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// What should lie at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A claims file.
    Claims,
    /// A list of accounts.
    Accounts,
    /// A rule.
    Rule,
    /// The document that a claims file names, of which only the hash counts.
    Document,
    /// A recording.
    Recording,
    /// A report in JSON.
    Report,
    /// A key: for pseudonyms, for signatures, or a public one.
    Key,
    /// Certificates.
    Certificates,
    /// A PDF to verify.
    Pdf,
    /// A file of a ledger's chain: `ledger.json`, `head.json`, a run.
    Run,
    /// What a ledger keeps apart, as it lies there.
    Kept,
}

const KIB: u64 = 1024;
const MIB: u64 = 1024 * KIB;
const GIB: u64 = 1024 * MIB;

impl Sort {
    /// All sorts.
    pub const ALL: [Self; 11] = [
        Self::Claims,
        Self::Accounts,
        Self::Rule,
        Self::Document,
        Self::Recording,
        Self::Report,
        Self::Key,
        Self::Certificates,
        Self::Pdf,
        Self::Run,
        Self::Kept,
    ];

    /// The most bytes that such a file has: a multiple of what was ever seen.
    pub const fn most(self) -> u64 {
        match self {
            Self::Key => 64 * KIB,
            // The longest claims file that was seen has 36 KB.
            Self::Claims | Self::Accounts | Self::Rule | Self::Certificates => MIB,
            // A verdict per claim, or the message of a run that failed.
            Self::Run => 16 * MIB,
            // A report of 20,000 findings has some 50 MB.
            Self::Report | Self::Document | Self::Pdf => 512 * MIB,
            Self::Recording | Self::Kept => GIB,
        }
    }

    /// Whether somebody typed the path, and so may name a pipe: `--sign <(vault read …)` keeps a key off the disk. What a file or
    /// a folder names may not.
    const fn is_typed(self) -> bool {
        match self {
            Self::Claims
            | Self::Accounts
            | Self::Recording
            | Self::Report
            | Self::Key
            | Self::Certificates
            | Self::Pdf => true,
            Self::Rule | Self::Document | Self::Run | Self::Kept => false,
        }
    }

    /// "No claims file", in both languages.
    fn none(self) -> (&'static str, &'static str) {
        match self {
            Self::Claims => ("keine Datei mit Aussagen", "no claims file"),
            Self::Accounts => ("keine Liste von Konten", "no list of accounts"),
            Self::Rule => ("keine Regel", "no rule"),
            Self::Document => ("kein Dokument", "no document"),
            Self::Recording => ("keine Aufzeichnung", "no recording"),
            Self::Report => ("kein Bericht", "no report"),
            Self::Key => ("kein Schlüssel", "no key"),
            Self::Certificates => ("keine Zertifikatskette", "no chain of certificates"),
            Self::Pdf => ("kein solches PDF", "no such PDF"),
            Self::Run => ("kein Lauf eines Prüfbuchs", "no run of a ledger"),
            Self::Kept => ("kein Anhang eines Prüfbuchs", "nothing that a ledger keeps"),
        }
    }
}

/// Why a file was not read.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// What the system says.
    Io(#[from] io::Error),
    /// There is more of it than there can be.
    TooLarge(Sort),
    /// A folder.
    Folder,
    /// A pipe or a device where only a file may lie.
    NoFile,
    /// Bytes that are no text.
    NoText,
}

impl InputError {
    /// Whether there is nothing at the path.
    pub fn is_not_found(&self) -> bool {
        matches!(self, Self::Io(error) if error.kind() == io::ErrorKind::NotFound)
    }

    /// The message in both languages: what follows on "cannot be read:".
    pub fn both(&self) -> Text {
        match self {
            Self::Io(error) => both!("{error}", "{error}"),
            Self::TooLarge(sort) => {
                let (most, (de, en)) = (size(sort.most()), sort.none());
                both!(
                    "größer als {most}, und so groß ist {de}; ist eine andere Datei gemeint?",
                    "larger than {most}, which {en} is; was another file meant?"
                )
            }
            Self::Folder => both!(
                "das ist ein Ordner; gebraucht wird der Pfad der Datei darin",
                "this is a folder; the path of the file in it is needed"
            ),
            Self::NoFile => both!(
                "das ist keine gewöhnliche Datei, sondern eine Pipe oder ein Gerät; den Inhalt in eine Datei schreiben",
                "this is no regular file but a pipe or a device; write what it holds to a file"
            ),
            Self::NoText => both!("kein Text in UTF-8", "no text in UTF-8"),
        }
    }
}

impl Say for InputError {
    fn say(&self, lang: Lang) -> String {
        self.both().in_lang(lang).to_owned()
    }
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.say(Lang::En))
    }
}

/// A size in the largest unit of which it is a multiple.
fn size(bytes: u64) -> String {
    let (unit, name) = [(GIB, "GiB"), (MIB, "MiB"), (KIB, "KiB")]
        .into_iter()
        .find(|(unit, _)| bytes >= *unit && bytes.is_multiple_of(*unit))
        .unwrap_or((1, "B"));
    format!("{} {name}", bytes / unit)
}

/// The bytes of a file.
pub fn read(path: &Path, sort: Sort) -> Result<Vec<u8>, InputError> {
    let mut bytes = Vec::new();
    // One byte more than there may be shows that there is more.
    opened(path, sort)?.take(sort.most() + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > sort.most() {
        return Err(InputError::TooLarge(sort));
    }
    Ok(bytes)
}

/// The text of a file.
pub fn read_text(path: &Path, sort: Sort) -> Result<String, InputError> {
    String::from_utf8(read(path, sort)?).map_err(|_| InputError::NoText)
}

/// The SHA-256 of a file in hex, which is never in memory as a whole.
pub fn sha256(path: &Path, sort: Sort) -> Result<String, InputError> {
    let mut rest = opened(path, sort)?.take(sort.most() + 1);
    let (mut hash, mut length, mut part) = (Sha256::new(), 0, vec![0; 64 * 1024]);
    loop {
        let read = match rest.read(&mut part) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error.into()),
        };
        hash.update(part.get(..read).unwrap_or_default());
        length += read as u64;
    }
    if length > sort.most() { Err(InputError::TooLarge(sort)) } else { Ok(crate::hex(&hash.finalize())) }
}

/// Opens a file, after a look at what it is: opening a pipe waits for whoever writes to it.
fn opened(path: &Path, sort: Sort) -> Result<File, InputError> {
    let metadata = path.metadata()?;
    if metadata.is_dir() {
        return Err(InputError::Folder);
    }
    if !metadata.is_file() && !sort.is_typed() {
        return Err(InputError::NoFile);
    }
    if metadata.is_file() && metadata.len() > sort.most() {
        return Err(InputError::TooLarge(sort));
    }
    Ok(File::open(path)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of so many bytes that takes none on the disk.
    fn of_length(length: u64) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        file.as_file().set_len(length).unwrap();
        file
    }

    #[test]
    fn a_file_of_the_largest_size_is_read_and_one_byte_more_is_not() {
        for sort in [Sort::Key, Sort::Rule, Sort::Claims] {
            assert_eq!(read(of_length(sort.most()).path(), sort).unwrap().len() as u64, sort.most());
            assert!(
                matches!(read(of_length(sort.most() + 1).path(), sort), Err(InputError::TooLarge(of)) if of == sort)
            );
        }
    }

    #[test]
    fn every_sort_has_a_limit_and_says_it_in_both_languages() {
        for sort in Sort::ALL {
            let file = of_length(sort.most() + 1);
            for error in [read(file.path(), sort).unwrap_err(), sha256(file.path(), sort).unwrap_err()] {
                let text = error.both();
                assert!(
                    text.de.starts_with("größer als ") && text.de.contains("iB, und so groß ist kein"),
                    "{}",
                    text.de
                );
                assert!(text.en.starts_with("larger than ") && text.en.contains("iB, which no"), "{}", text.en);
            }
        }
    }

    #[test]
    fn the_hash_is_that_of_the_bytes() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let bytes = b"abc".repeat(100_000);
        std::fs::write(file.path(), &bytes).unwrap();
        assert_eq!(sha256(file.path(), Sort::Document).unwrap(), crate::sha256(&bytes));
    }

    #[test]
    fn a_folder_is_no_file_and_a_text_is_text() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(read(folder.path(), Sort::Claims), Err(InputError::Folder)));
        assert!(read(&folder.path().join("none"), Sort::Claims).unwrap_err().is_not_found());
        let file = folder.path().join("latin1");
        std::fs::write(&file, b"gr\xfc\xdfe").unwrap();
        assert!(matches!(read_text(&file, Sort::Claims), Err(InputError::NoText)));
    }

    #[cfg(unix)]
    #[test]
    fn a_device_without_end_ends_and_a_pipe_that_nobody_writes_to_is_not_waited_for() {
        let zero = Path::new("/dev/zero");
        assert!(matches!(read(zero, Sort::Key), Err(InputError::TooLarge(Sort::Key))));
        assert!(matches!(sha256(zero, Sort::Document), Err(InputError::NoFile)));
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("00000001.json");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        for sort in [Sort::Rule, Sort::Run, Sort::Kept] {
            assert!(matches!(read(&pipe, sort), Err(InputError::NoFile)));
        }
    }
}
