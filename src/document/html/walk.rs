//! The tree of a web page to blocks.
//!
//! In: its tree, and where the content lies. Out: the blocks.

use super::left_out::is_left_out;
use super::table;
use super::tree::{Node, Tree};
use crate::document::build::Blocks;
use crate::document::lead::{self, Inline, Level};
use crate::document::{Kind, ReadError};

/// Elements that begin and end a block.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "header",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "caption",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
];

/// Adds the blocks below some nodes.
pub(super) fn walk(tree: &Tree, roots: &[usize], blocks: &mut Blocks) -> Result<(), ReadError> {
    let mut walker = Walker { tree, blocks, inline: Inline::default(), level: Level::default() };
    for root in roots {
        walker.node(*root, &mut Around::default())?;
        walker.flush(&mut Around::default())?;
    }
    Ok(())
}

/// What a node lies in.
#[derive(Clone, Copy, Debug, Default)]
struct Around {
    kind: Option<Kind>,
    /// How many lists.
    lists: u8,
    is_bold: bool,
    /// Line ends are the author's.
    is_preformatted: bool,
    /// A heading of no level of its own.
    is_soft: bool,
}

struct Walker<'t> {
    tree: &'t Tree,
    blocks: &'t mut Blocks,
    inline: Inline,
    level: Level,
}

// Recursion is bounded: the tree is no deeper than `MOST_DEEP`.
impl Walker<'_> {
    fn node(&mut self, id: usize, around: &mut Around) -> Result<(), ReadError> {
        let Some(node) = self.tree.node(id) else { return Ok(()) };
        if !node.text.is_empty() {
            self.text(&node.text, around);
            return Ok(());
        }
        if node.name == "br" {
            self.inline.end_line();
        }
        if is_left_out(self.tree, id, node) {
            return Ok(());
        }
        if BLOCKS.contains(&node.name.as_str()) { self.block(id, node, around) } else { self.run(node, around) }
    }

    fn text(&mut self, text: &str, around: &Around) {
        if around.is_preformatted {
            return self.inline.push(text, around.is_bold);
        }
        let mut words = text.split_ascii_whitespace();
        let mut line = String::with_capacity(text.len());
        line.push_str(if text.starts_with(|letter: char| letter.is_ascii_whitespace()) { " " } else { "" });
        line.push_str(words.next().unwrap_or_default());
        words.for_each(|word| line.extend([" ", word]));
        line.push_str(if text.ends_with(|letter: char| letter.is_ascii_whitespace()) { " " } else { "" });
        self.inline.push(&line, around.is_bold);
    }

    /// What stands within a line.
    fn run(&mut self, node: &Node, around: &mut Around) -> Result<(), ReadError> {
        let style = node.attribute("style").unwrap_or_default();
        let is_heavy = style.contains("font-weight")
            && ["bold", "600", "700", "800", "900"].iter().any(|heavy| style.contains(heavy));
        let before = around.is_bold;
        around.is_bold |= is_heavy || matches!(node.name.as_str(), "b" | "strong");
        for child in &node.children {
            self.node(*child, around)?;
        }
        around.is_bold = before;
        Ok(())
    }

    fn block(&mut self, id: usize, node: &Node, around: &mut Around) -> Result<(), ReadError> {
        self.flush(around)?;
        if node.name == "table" && self.table(id, around)? {
            return Ok(());
        }
        let mut inside = self.inside(node, around);
        for child in &node.children {
            self.node(*child, &mut inside)?;
        }
        self.flush(&mut inside)?;
        // The second paragraph of an item is no item; nor is what follows a list in it.
        if matches!(around.kind, Some(Kind::Item(_))) && node.name != "ul" && node.name != "ol" {
            around.kind = inside.kind.filter(|_| node.name != "li").or(around.kind);
        }
        Ok(())
    }

    /// What lies in a block.
    fn inside(&self, node: &Node, around: &Around) -> Around {
        let mut inside = *around;
        let is_cell = matches!(around.kind, Some(Kind::Cell(..)));
        let kind = match node.name.as_str() {
            "h1" => Some(Kind::Heading(1)),
            "h2" => Some(Kind::Heading(2)),
            "h3" => Some(Kind::Heading(3)),
            "h4" => Some(Kind::Heading(4)),
            "h5" => Some(Kind::Heading(5)),
            "h6" => Some(Kind::Heading(6)),
            "summary" | "dt" | "legend" => Some(Kind::Heading(self.level.below())),
            "li" => Some(Kind::Item(around.lists.max(1))),
            _ => None,
        };
        match node.name.as_str() {
            "ul" | "ol" | "menu" => {
                inside.lists = inside.lists.saturating_add(1).min(9);
                inside.kind = around.kind.filter(|_| is_cell);
            }
            "pre" => inside.is_preformatted = true,
            "summary" | "dt" | "legend" => inside.is_soft = true,
            name if name.starts_with('h') => inside.is_soft = false,
            _ => {}
        }
        if kind.is_some() && !is_cell {
            inside.kind = kind;
        }
        inside
    }

    /// Reads the cells of a table; `false` if it only lays out.
    fn table(&mut self, id: usize, around: &Around) -> Result<bool, ReadError> {
        let Some(cells) = table::cells(self.tree, id) else { return Ok(false) };
        let is_inner = matches!(around.kind, Some(Kind::Cell(..)));
        for cell in cells {
            // What an inner table says belongs to the cell in which it lies.
            let kind = if is_inner { around.kind } else { Some(Kind::Cell(cell.row, cell.column)) };
            let mut inside = Around { kind, ..*around };
            for child in self.tree.node(cell.id).into_iter().flat_map(|node| &node.children) {
                self.node(*child, &mut inside)?;
            }
            self.flush(&mut inside)?;
        }
        Ok(true)
    }

    /// Adds what was gathered.
    fn flush(&mut self, around: &mut Around) -> Result<(), ReadError> {
        if self.inline.is_empty() {
            self.inline = Inline::default();
            return Ok(());
        }
        let inline = std::mem::take(&mut self.inline);
        let kind = around.kind.unwrap_or(Kind::Paragraph);
        let mut level = self.level;
        lead::add(self.blocks, kind, &inline, &mut level)?;
        if !around.is_soft {
            self.level = level;
        }
        if matches!(kind, Kind::Item(_)) {
            around.kind = Some(Kind::Paragraph);
        }
        Ok(())
    }
}
