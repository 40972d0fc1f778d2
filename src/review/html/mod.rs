//! A review as one HTML file: readable on a phone, on paper, with a keyboard and with a screen reader.
//!
//! In: blocks. Out: a [`Page`], which asks nothing of any network.

mod strip;
mod table;

use super::paper::Block;
use crate::page::{Page, text, whole};
use crate::text::Lang;
use std::io::{self, Write};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// Writes the paper.
pub fn write(blocks: &[Block], lang: Lang, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let title = blocks.iter().find_map(|block| match block {
        Block::Heading(1, title) => Some(title.as_str()),
        _ => None,
    });
    let page = Page { title: title.unwrap_or("tomscan"), lang, style: STYLE, script: SCRIPT };
    page.begin(out)?;
    contents(blocks, lang, out)?;
    writeln!(out, "<main>")?;
    for (index, block) in blocks.iter().enumerate() {
        write_block(index, block, lang, out)?;
    }
    writeln!(out, "</main>")?;
    page.end(out)
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
        Block::Command(line) => writeln!(out, "<pre tabindex=\"0\"><code>{}</code></pre>", whole(line)),
        Block::Blank(fields) => {
            writeln!(out, "<dl class=\"blank\">")?;
            fields.iter().try_for_each(|field| writeln!(out, "<div><dt>{}</dt><dd>&nbsp;</dd></div>", text(field)))?;
            writeln!(out, "</dl>")
        }
    }
}
