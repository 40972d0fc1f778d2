//! Markdown.
//!
//! In: the bytes of a file. Out: its blocks. Code, raw HTML and what stands before the text (front matter) are left out.

use super::bound::{Deadline, MOST_DEEP, too_deep};
use super::build::{Blocks, Joint, Piece};
use super::lead;
use super::{Document, Format, Kind, ReadError, charset};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Reads a Markdown file.
pub(super) fn read(bytes: &[u8], deadline: Deadline) -> Result<Document, ReadError> {
    let text = charset::decode(bytes, None);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let blocks = Blocks::new(Format::Markdown, Joint::Wrapped, deadline);
    let mut reader = Reader { starts, ..Reader::new(blocks) };
    for (count, (event, range)) in Parser::new_ext(&text, options).into_offset_iter().enumerate() {
        reader.take(event, range.start)?;
        if count.is_multiple_of(10_000) {
            deadline.check()?;
        }
    }
    reader.flush()?;
    Ok(reader.blocks.finish(None))
}

struct Reader {
    blocks: Blocks,
    /// Where each line begins.
    starts: Vec<usize>,
    pieces: Vec<Piece>,
    /// What the text that is gathered belongs to.
    kind: Kind,
    /// The first paragraphs of the items that are open: whether they are still to come.
    items: Vec<bool>,
    row: u32,
    column: u32,
    level: lead::Level,
    /// How many elements are open in which text is left out, of what is bold, and of all.
    left_out: usize,
    bold: usize,
    depth: usize,
    is_bold: bool,
}

impl Reader {
    fn new(blocks: Blocks) -> Self {
        Self {
            blocks,
            starts: Vec::new(),
            pieces: Vec::new(),
            kind: Kind::Paragraph,
            items: Vec::new(),
            row: 0,
            column: 0,
            level: lead::Level::default(),
            left_out: 0,
            bold: 0,
            depth: 0,
            is_bold: true,
        }
    }

    fn take(&mut self, event: Event<'_>, offset: usize) -> Result<(), ReadError> {
        match event {
            Event::Start(tag) => {
                self.depth += 1;
                if self.depth > MOST_DEEP {
                    return Err(too_deep());
                }
                self.begin(&tag)?;
            }
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                self.end(tag)?;
            }
            Event::Text(text) | Event::Code(text) if self.left_out == 0 => self.text(&text, offset),
            Event::SoftBreak | Event::HardBreak => self.text("\n", offset + 1),
            Event::TaskListMarker(is_done) => self.text(if is_done { "☑ " } else { "☐ " }, offset),
            _ => {}
        }
        Ok(())
    }

    fn begin(&mut self, tag: &Tag<'_>) -> Result<(), ReadError> {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush()?;
                self.kind = Kind::Heading(*level as u8);
            }
            Tag::Item => {
                self.flush()?;
                self.items.push(true);
                self.begin_item();
            }
            Tag::Paragraph => {
                self.flush()?;
                self.begin_item();
            }
            Tag::Table(_) => {
                self.flush()?;
                self.row = 0;
            }
            Tag::TableHead | Tag::TableRow => (self.row, self.column) = (self.row.saturating_add(1), 0),
            Tag::TableCell => {
                self.column = self.column.saturating_add(1);
                self.kind = Kind::Cell(self.row, self.column);
            }
            Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_) | Tag::Image { .. } => self.left_out += 1,
            Tag::Strong => self.bold += 1,
            Tag::List(_) | Tag::BlockQuote(_) | Tag::FootnoteDefinition(_) => self.flush()?,
            _ => {}
        }
        Ok(())
    }

    /// Text that follows is an item's, if one has just begun.
    fn begin_item(&mut self) {
        let depth = u8::try_from(self.items.len().min(9)).unwrap_or(9);
        self.kind = if self.items.last() == Some(&true) { Kind::Item(depth) } else { Kind::Paragraph };
    }

    fn end(&mut self, tag: TagEnd) -> Result<(), ReadError> {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell | TagEnd::List(_) => self.flush()?,
            TagEnd::Item => {
                self.flush()?;
                self.items.pop();
            }
            TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) | TagEnd::Image => {
                self.left_out = self.left_out.saturating_sub(1);
            }
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str, offset: usize) {
        self.is_bold &= self.bold > 0 || text.trim().is_empty();
        let line = self.starts.partition_point(|start| *start <= offset);
        let number = u32::try_from(line).ok();
        match self.pieces.last_mut() {
            Some(last) if text != "\n" => last.text.push_str(text),
            _ => self.pieces.push(Piece { text: text.trim_matches('\n').to_owned(), page: None, number }),
        }
    }

    fn flush(&mut self) -> Result<(), ReadError> {
        let pieces = std::mem::take(&mut self.pieces);
        let is_bold = std::mem::replace(&mut self.is_bold, true);
        if pieces.is_empty() {
            return Ok(());
        }
        let kind = match self.kind {
            Kind::Paragraph
                if is_bold && lead::is_title(&pieces.iter().map(|piece| piece.text.as_str()).collect::<String>()) =>
            {
                Kind::Heading(self.level.below())
            }
            kind => kind,
        };
        if let Kind::Heading(level) = self.kind {
            self.level.note(level);
        }
        if let Some(first) = self.items.last_mut().filter(|_| matches!(self.kind, Kind::Item(_))) {
            *first = false;
        }
        self.kind = Kind::Paragraph;
        self.blocks.add(kind, &pieces)
    }
}
