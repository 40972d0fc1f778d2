//! What stands in for PDFs in a tomscan that was built without them; the command line has refused them before.

use std::io;
use tomscan::report::Report;

/// None.
pub(super) fn of_report(_: &Report<'_>) -> io::Result<Vec<u8>> {
    Err(io::ErrorKind::Unsupported.into())
}
