//! One HTML file that asks nothing of any network: readable on a phone, on paper, with a keyboard and with a screen reader.
//!
//! In: title, style and script. Out: the head and the end of the file; between them stands what whoever calls this writes, through
//! [`text`] or [`whole`]. Style and script stand in the file, and its content security policy names their hashes and nothing else, so
//! that no text from an account or a document can become code even if escaping failed.

mod escape;

pub(crate) use escape::{text, whole};

use crate::text::Lang;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::io::{self, Write};

/// What all pages look like: colours by day, by night and on paper, headings, links.
const BASE: &str = include_str!("base.css");

/// A page.
pub(crate) struct Page<'p> {
    /// Its title, not yet escaped.
    pub(crate) title: &'p str,
    /// The language of what tomscan says in it.
    pub(crate) lang: Lang,
    /// Its own style, beside that of all pages.
    pub(crate) style: &'p str,
    /// Its script.
    pub(crate) script: &'p str,
}

impl Page<'_> {
    /// Everything before its content.
    pub(crate) fn begin(&self, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
        let Self { title, lang, style, script } = self;
        let style = format!("{BASE}{style}");
        let policy = format!(
            "default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'",
            source(&style),
            source(script)
        );
        writeln!(out, "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">")?;
        writeln!(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">")?;
        writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
        writeln!(out, "<meta name=\"referrer\" content=\"no-referrer\">")?;
        writeln!(out, "<title>{}</title>\n<style>{style}</style>\n</head>\n<body>", text(title))
    }

    /// Everything behind it.
    pub(crate) fn end(&self, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
        writeln!(out, "<script>{}</script>\n</body>\n</html>", self.script)
    }
}

/// The hash by which a content security policy knows an inline style or script (CSP level 3, section 2.3.1).
fn source(content: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(content.as_bytes())))
}
