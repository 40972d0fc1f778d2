//! Events as a JSON array, one to a line: a JSON file for whoever reads it whole, and lines for whoever searches it.
//!
//! In: events, one by one. Out: JSON. Text from the account stays what it is, since JSON can hold it; characters that a terminal would
//! obey or that turn the direction of writing are written as `\u…`.

use crate::report::plain::is_harmful;
use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;
use std::io::{self, Write};

/// An array under way.
pub(crate) struct Array<'w, W: Write + ?Sized> {
    out: &'w mut W,
    empty: bool,
}

impl<'w, W: Write + ?Sized> Array<'w, W> {
    /// Begins it.
    pub(crate) fn begin(out: &'w mut W) -> io::Result<Self> {
        out.write_all(b"[")?;
        Ok(Self { out, empty: true })
    }

    /// Writes an event.
    pub(crate) fn push(&mut self, event: &impl Serialize) -> io::Result<()> {
        self.out.write_all(if self.empty { b"\n" } else { b",\n" })?;
        self.empty = false;
        Ok(event.serialize(&mut Serializer::with_formatter(&mut *self.out, Harmless))?)
    }

    /// Ends it, with a line break.
    pub(crate) fn end(self) -> io::Result<()> {
        self.out.write_all(b"\n]\n")
    }
}

/// JSON without spaces, and without characters that do harm where it is shown.
struct Harmless;

impl Formatter for Harmless {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| is_harmful(*c)) {
            let (before, after) = rest.split_at(at);
            // All of them are below U+10000.
            write!(writer, "{before}\\u{:04x}", u32::from(c))?;
            rest = after.get(c.len_utf8()..).unwrap_or_default();
        }
        writer.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::Array;

    #[test]
    fn text_stays_what_it_is_and_does_no_harm() {
        let texts = ["a\u{202e}b\u{9b}31m\u{1b}[31m", "ü„“\u{1f511}", "\u{7f}\u{feff}"];
        let mut out = Vec::new();
        let mut array = Array::begin(&mut out).unwrap();
        for text in texts {
            array.push(&text).unwrap();
        }
        array.end().unwrap();
        let written = String::from_utf8(out).unwrap();
        assert!(written.contains(r"a\u202eb\u009b31m\u001b[31m") && written.contains("ü„“\u{1f511}"), "{written}");
        assert_eq!(serde_json::from_str::<Vec<String>>(&written).unwrap(), texts);
        assert_eq!(written.lines().count(), texts.len() + 2);
    }
}
