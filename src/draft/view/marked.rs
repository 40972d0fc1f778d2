//! The text of a block, each of its statements marked, with a divider where a page begins; and beside it the notes.

use super::{Shown, note, sign};
use crate::document::{Block, Kind, Line};
use crate::page::whole;
use crate::say;
use std::io::{self, Write};
use std::ops::Range;

/// The class of a divider that stands in a line: in a sentence, an item or a cell.
const WITHIN: &str = "page within";

/// Sets blocks in order.
pub(super) struct Setter<'v> {
    shown: &'v Shown<'v>,
    /// The page of what was set last.
    page: Option<u32>,
}

impl<'v> Setter<'v> {
    pub(super) fn new(shown: &'v Shown<'v>) -> Self {
        Self { shown, page: None }
    }

    /// Whether a block makes statements.
    pub(super) fn states(&self, block: usize) -> bool {
        self.shown.statements.contains_key(&block)
    }

    /// A block with the notes on it.
    pub(super) fn block(&mut self, index: usize, block: &Block, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
        let is_within = matches!(block.kind, Kind::Item(_) | Kind::Cell(..));
        if !is_within {
            self.turn(block, out)?;
        }
        write!(out, "<div class=\"block\"><p>")?;
        if is_within {
            self.turn_to(block.lines.first().and_then(|line| line.page), WITHIN, out)?;
        }
        self.marked(index, block, out)?;
        writeln!(out, "</p>")?;
        if let Some(statements) = self.shown.statements.get(&index) {
            let language = self.shown.ours();
            writeln!(out, "<div class=\"notes\"{language}>")?;
            statements.iter().try_for_each(|statement| note::write(self.shown, *statement, out))?;
            writeln!(out, "</div>")?;
        }
        writeln!(out, "</div>")
    }

    /// The divider before a block that begins on another page.
    pub(super) fn turn(&mut self, block: &Block, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
        let first = block.lines.first().and_then(|line| line.page);
        self.turn_to(first, "page", out)
    }

    fn turn_to(&mut self, page: Option<u32>, class: &str, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
        let Some(number) = page.filter(|_| page != self.page) else { return Ok(()) };
        self.page = page;
        let lang = self.shown.lang;
        let language = self.shown.ours();
        let words = say!(lang, "Seite {number}", "Page {number}");
        write!(out, "<span class=\"{class}\"{language}>{words}</span>")
    }

    /// The text of a block.
    pub(super) fn marked(&mut self, index: usize, block: &Block, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
        let mut lines: &[Line] = block.lines.get(1..).unwrap_or_default();
        let mut at = 0;
        for statement in self.shown.statements.get(&index).into_iter().flatten() {
            let Some(entry) = self.shown.entry(*statement) else { continue };
            let Range { start, end } = entry.statement.at;
            let (number, class, lang) = (statement + 1, sign::class(entry.standing), self.shown.lang);
            self.piece(block, at..start, &mut lines, out)?;
            // Before its sentence, as verses are numbered: a sign at the beginning of a line belongs to what follows it.
            let (sign, name) = (sign::sign(entry.standing), sign::name(entry.standing, lang));
            let (note, language) = (lang.pick("Anmerkung", "note"), self.shown.ours());
            write!(
                out,
                "<a class=\"sign at {class}\" href=\"#n{number}\"{language}><span aria-hidden=\"true\">{sign}</span><span class=\"unseen\">{name}, {note} </span>{number}</a><mark id=\"s{number}\" class=\"{class}\">"
            )?;
            self.piece(block, start..end, &mut lines, out)?;
            write!(out, "</mark>")?;
            at = end;
        }
        self.piece(block, at..block.text.len(), &mut lines, out)
    }

    /// A part of a block's text. The lines that begin in it are taken off `lines`.
    fn piece(
        &mut self,
        block: &Block,
        range: Range<usize>,
        lines: &mut &[Line],
        out: &mut (impl Write + ?Sized),
    ) -> io::Result<()> {
        let mut at = range.start;
        while let Some((line, rest)) = lines.split_first().filter(|(line, _)| line.offset < range.end) {
            *lines = rest;
            if line.page.is_some() && line.page != self.page {
                write!(out, "{}", whole(block.text.get(at..line.offset).unwrap_or_default()))?;
                at = line.offset.max(at);
                self.turn_to(line.page, WITHIN, out)?;
            }
        }
        write!(out, "{}", whole(block.text.get(at..range.end).unwrap_or_default()))
    }
}
