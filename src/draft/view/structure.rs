//! The blocks of the document in order, as what they are: headings, paragraphs, lists in lists, tables.

use super::marked::Setter;
use super::{Shown, table};
use crate::document::{Block, Kind};
use std::io::{self, Write};

/// Lists are set at most so deep in each other: on a phone nothing would be left of the line.
const DEEPEST: u8 = 6;
/// The document's highest headings stand below that of its part of the page.
const ABOVE: u16 = 2;
/// HTML has so many levels of headings; lower ones say theirs by an attribute.
const LOWEST: u16 = 6;

pub(super) fn write(shown: &Shown<'_>, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let language = shown.theirs();
    writeln!(out, "<article class=\"document\"{language}>")?;
    let (mut setter, mut lists) = (Setter::new(shown), Lists::default());
    let blocks = &shown.view.document.blocks;
    let mut index = 0;
    while let Some(block) = blocks.get(index) {
        if let Kind::Item(level) = block.kind {
            lists.begin_item(level, out)?;
        } else {
            lists.end(out)?;
        }
        match block.kind {
            Kind::Cell(..) => {
                let cells = table::cells(blocks, index);
                table::write(&mut setter, &cells, out)?;
                index += cells.len().max(1);
                continue;
            }
            Kind::Heading(level) => heading(&mut setter, index, block, level, out)?,
            Kind::Paragraph | Kind::Item(_) => setter.block(index, block, out)?,
        }
        index += 1;
    }
    lists.end(out)?;
    writeln!(out, "</article>")
}

fn heading(
    setter: &mut Setter<'_>,
    index: usize,
    block: &Block,
    level: u8,
    out: &mut (impl Write + ?Sized),
) -> io::Result<()> {
    setter.turn(block, out)?;
    let wanted = u16::from(level) + ABOVE;
    let level = wanted.min(LOWEST);
    let deeper = if wanted > LOWEST { format!(" aria-level=\"{wanted}\"") } else { String::new() };
    write!(out, "<h{level} id=\"b{index}\"{deeper}>")?;
    setter.marked(index, block, out)?;
    writeln!(out, "</h{level}>")
}

/// The lists that are open, by their levels, the outermost first. An item is open in each.
#[derive(Default)]
struct Lists(Vec<u8>);

impl Lists {
    fn begin_item(&mut self, level: u8, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
        let level = level.min(DEEPEST);
        while self.0.last().is_some_and(|open| *open > level) {
            self.0.pop();
            writeln!(out, "</li>\n</ul>")?;
        }
        if self.0.last() == Some(&level) {
            return writeln!(out, "</li>\n<li>");
        }
        self.0.push(level);
        writeln!(out, "<ul>\n<li>")
    }

    fn end(&mut self, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
        while self.0.pop().is_some() {
            writeln!(out, "</li>\n</ul>")?;
        }
        Ok(())
    }
}
