//! Files that are whole or absent.
//!
//! In: a path and what belongs there. Out: a file beside it that the disk has taken; moving it to its place is one step.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use tempfile::NamedTempFile;

/// The folder in which a file lies.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Writes what belongs to `path` into a file beside it, whose name begins with `prefix`. It goes away unless it is persisted.
pub fn beside(
    path: &Path,
    prefix: &str,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<NamedTempFile> {
    let mut file = tempfile::Builder::new().prefix(prefix).tempfile_in(folder_of(path))?;
    let mut out = io::BufWriter::new(&mut file);
    content(&mut out)?;
    out.flush()?;
    drop(out);
    readable(file.as_file())?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// A temporary file is for its owner only; what is kept has the rights that files usually get.
#[cfg(unix)]
fn readable(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_file: &File) -> io::Result<()> {
    Ok(())
}
