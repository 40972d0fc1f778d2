//! A ledger in a folder.
//!
//! In: names and bytes. Out: files that are whole or absent: written under another name, flushed to the disk, then linked to
//! their place. A process that is killed leaves at most a file that begins with [`UNFINISHED`], which nobody reads.

use super::store::{Creation, Hint, Removal, Store, StoreError, sort_of};
use crate::input::{self, InputError, Sort};
use crate::whole;
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// How the names of unfinished files begin.
const UNFINISHED: &str = ".unfinished-";
/// An unfinished file of this age is nobody's work any more.
const LEFT_BEHIND: std::time::Duration = std::time::Duration::from_hours(24);
/// So many folders lie within each other: `data/ID/`. A folder further down counts as a file, so that a link to a folder above
/// ends.
const DEEPEST: usize = 2;
/// The file whose lock orders those who replace something.
const LOCK: &str = ".lock";

/// A folder.
#[derive(Debug)]
pub struct Directory {
    folder: PathBuf,
    place: String,
}

impl Directory {
    /// A folder as a place for a ledger; nothing is asked of it yet.
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_path_buf(), place: folder.display().to_string() }
    }

    fn failed(&self, name: &str, error: InputError) -> StoreError {
        let place = self.folder.join(name).display().to_string();
        match error {
            InputError::Io(error) => StoreError { place, cause: error.to_string(), hint: Hint::Cause },
            error => StoreError { place, cause: error.to_string(), hint: Hint::Told(error.both()) },
        }
    }

    /// Writes bytes to an unfinished file beside `path`, and has the disk take them.
    fn unfinished(path: &Path, bytes: &[u8]) -> io::Result<tempfile::NamedTempFile> {
        fs::create_dir_all(whole::folder_of(path))?;
        whole::beside(path, UNFINISHED, |out| out.write_all(bytes))
    }

    fn try_create(&self, name: &str, bytes: &[u8]) -> Result<Creation, InputError> {
        let path = self.folder.join(name);
        match Self::unfinished(&path, bytes)?.persist_noclobber(&path) {
            Ok(_) => {
                self.flush_folders(&path)?;
                Ok(Creation::Created)
            }
            Err(error) if error.error.kind() == ErrorKind::AlreadyExists => {
                Ok(if input::read(&path, sort_of(name))? == bytes { Creation::Created } else { Creation::Taken })
            }
            Err(error) => Err(error.error.into()),
        }
    }

    fn try_swap(&self, name: &str, from: &[u8], to: &[u8]) -> Result<bool, InputError> {
        let lock = File::options().create(true).append(true).open(self.folder.join(LOCK))?;
        lock.lock()?;
        let path = self.folder.join(name);
        if read(&path, sort_of(name))?.as_deref() != Some(from) {
            return Ok(false);
        }
        Self::unfinished(&path, to)?.persist(&path).map_err(|error| error.error)?;
        self.flush_folders(&path)?;
        Ok(true)
    }

    /// Has the disk take the names of a new file and of the folders up to the ledger's.
    fn flush_folders(&self, path: &Path) -> io::Result<()> {
        let folders = path.ancestors().skip(1).take_while(|folder| folder.starts_with(&self.folder));
        for folder in folders {
            flush_folder(folder)?;
        }
        Ok(())
    }

    /// All files below a folder, by their names in the ledger.
    fn files_below(&self, folder: &Path, deeper: usize, names: &mut Vec<String>) -> io::Result<()> {
        let entries = match fs::read_dir(folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            entries => entries?,
        };
        for entry in entries {
            let path = entry?.path();
            let own = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if deeper > 0 && path.is_dir() {
                self.files_below(&path, deeper - 1, names)?;
            } else if !own.starts_with(UNFINISHED)
                && own != LOCK
                && let Ok(name) = path.strip_prefix(&self.folder)
            {
                names.push(name.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/"));
            }
        }
        Ok(())
    }
}

impl Store for Directory {
    fn place(&self) -> &str {
        &self.place
    }

    fn retain(&mut self, _days: u32, _compliance: bool) -> bool {
        false
    }

    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        read(&self.folder.join(name), sort_of(name)).map_err(|error| self.failed(name, error))
    }

    fn list(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        let mut names = Vec::new();
        self.files_below(&self.folder, DEEPEST, &mut names).map_err(|error| self.failed("", error.into()))?;
        names.retain(|name| name.starts_with(prefix));
        names.sort();
        Ok(names)
    }

    fn create(&self, name: &str, bytes: &[u8]) -> Result<Creation, StoreError> {
        self.try_create(name, bytes).map_err(|error| self.failed(name, error))
    }

    fn swap(&self, name: &str, from: &[u8], to: &[u8]) -> Result<bool, StoreError> {
        self.try_swap(name, from, to).map_err(|error| self.failed(name, error))
    }

    fn sweep(&self) {
        // Whoever is at work now is so for seconds, not for a day.
        let old = |path: &Path| {
            let made = path.metadata().and_then(|metadata| metadata.modified());
            made.is_ok_and(|made| made.elapsed().is_ok_and(|age| age > LEFT_BEHIND))
        };
        for folder in [self.folder.clone(), self.folder.join("runs")] {
            let files = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
            let unfinished = files.filter(|path| {
                path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(UNFINISHED)) && old(path)
            });
            for path in unfinished {
                let _it_harms_nobody_if_it_stays = fs::remove_file(path);
            }
        }
    }

    fn remove(&self, name: &str) -> Result<Removal, StoreError> {
        let path = self.folder.join(name);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(self.failed(name, error.into())),
            _ => {}
        }
        // A folder that is empty now goes as well; one that is not stays, which is no failure.
        let _it_may_hold_more = path.parent().filter(|folder| *folder != self.folder).map(fs::remove_dir);
        Ok(Removal::Removed)
    }
}

/// A file's bytes; `None` where there is none.
fn read(path: &Path, sort: Sort) -> Result<Option<Vec<u8>>, InputError> {
    match input::read(path, sort) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.is_not_found() => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(unix)]
fn flush_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Windows flushes names with the file.
#[cfg(not(unix))]
fn flush_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}
