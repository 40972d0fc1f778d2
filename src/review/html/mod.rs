//! A review as one HTML file: readable on a phone, on paper, with a keyboard and with a screen reader.
//!
//! In: blocks. Out: HTML that asks nothing of any network: style and script stand in it, and its content security policy names their
//! hashes and nothing else, so that no name from an account can become code even if escaping failed.

mod escape;
mod strip;
mod table;

use super::paper::Block;
use crate::text::Lang;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use escape::text;
use sha2::{Digest, Sha256};
use std::io::{self, Write};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// Writes the paper.
pub fn write(blocks: &[Block], lang: Lang, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let title = blocks.iter().find_map(|block| match block {
        Block::Heading(1, title) => Some(title.as_str()),
        _ => None,
    });
    head(title.unwrap_or("tomscan"), lang, out)?;
    contents(blocks, lang, out)?;
    writeln!(out, "<main>")?;
    for (index, block) in blocks.iter().enumerate() {
        write_block(index, block, lang, out)?;
    }
    writeln!(out, "</main>\n<script>{SCRIPT}</script>\n</body>\n</html>")
}

fn head(title: &str, lang: Lang, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let policy = format!(
        "default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'",
        source(STYLE),
        source(SCRIPT)
    );
    writeln!(out, "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">")?;
    writeln!(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">")?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
    writeln!(out, "<meta name=\"referrer\" content=\"no-referrer\">")?;
    writeln!(out, "<title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>", text(title))
}

/// The hash by which a content security policy knows an inline style or script (CSP level 3, section 2.3.1).
fn source(content: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(content.as_bytes())))
}

/// Links to the headings.
fn contents(blocks: &[Block], lang: Lang, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let label = lang.pick("Inhalt", "Contents");
    let skip = lang.pick("Zum Inhalt springen", "Skip to content");
    writeln!(out, "<a class=\"skip\" href=\"#b0\">{skip}</a>")?;
    writeln!(out, "<nav aria-label=\"{label}\">\n<details>\n<summary>{label}</summary>\n<ul>")?;
    for (index, block) in blocks.iter().enumerate() {
        if let Block::Heading(level @ 2..=3, words) = block {
            writeln!(out, "<li class=\"l{level}\"><a href=\"#b{index}\">{}</a></li>", text(words))?;
        }
    }
    writeln!(out, "</ul>\n</details>\n</nav>")
}

fn write_block(index: usize, block: &Block, lang: Lang, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    match block {
        Block::Heading(level, words) => writeln!(out, "<h{level} id=\"b{index}\">{}</h{level}>", text(words)),
        Block::Text(words) => writeln!(out, "<p>{}</p>", text(words)),
        Block::Facts(facts) => {
            writeln!(out, "<dl>")?;
            facts.iter().try_for_each(|(name, value)| {
                writeln!(out, "<div><dt>{}</dt><dd>{}</dd></div>", text(name), text(value))
            })?;
            writeln!(out, "</dl>")
        }
        Block::List(items) => {
            writeln!(out, "<ul>")?;
            items.iter().try_for_each(|item| writeln!(out, "<li>{}</li>", text(item)))?;
            writeln!(out, "</ul>")
        }
        Block::Table(table) => table::write(table, lang, out),
        Block::Strip(spans, period) => strip::write(spans, *period, lang, out),
        Block::Legend(signs) => strip::legend(signs, out),
        Block::Command(line) => writeln!(out, "<pre tabindex=\"0\"><code>{}</code></pre>", escape::whole(line)),
        Block::Blank(fields) => {
            writeln!(out, "<dl class=\"blank\">")?;
            fields.iter().try_for_each(|field| writeln!(out, "<div><dt>{}</dt><dd>&nbsp;</dd></div>", text(field)))?;
            writeln!(out, "</dl>")
        }
    }
}
