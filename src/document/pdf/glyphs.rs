//! Glyphs to pieces of text.
//!
//! In: a PDF. Out: for each page, pieces of text on one baseline without larger gaps, and the strokes that are drawn. Points from the
//! upper left corner of the page as it is shown.

use crate::document::ReadError;
use crate::document::bound::{self, Deadline};
use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Dict, Name};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::{
    BlendMode, CacheKey, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache, InterpreterSettings, Paint,
    PathDrawMode, SoftMask, TransformExt, interpret_page,
};
use kurbo::{Affine, BezPath, Point, Rect, Shape};
use std::collections::HashMap;

/// Bytes of text that all pages have together.
const MOST_TEXT: usize = 32 * 1024 * 1024;
/// Strokes of one page that are looked at.
const MOST_STROKES: usize = 20_000;

/// What is drawn on one page. Forms that draw themselves twice would go on for ever.
const MOST_CALLS: usize = 3_000_000;

/// A piece of text.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    /// The baseline.
    pub(super) base: f32,
    pub(super) size: f32,
    /// How many letters are bold, of how many.
    pub(super) bold: usize,
    pub(super) letters: usize,
    /// Marked as what repeats on each page.
    pub(super) is_artifact: bool,
}

/// What is on a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Drawn {
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) pieces: Vec<Piece>,
    /// Strokes from left to right and from top to bottom: (position, begin, end).
    pub(super) level: Vec<(f32, f32, f32)>,
    pub(super) upright: Vec<(f32, f32, f32)>,
}

/// Reads all pages.
pub(super) fn pages(pdf: &Pdf, deadline: Deadline) -> Result<Vec<Drawn>, ReadError> {
    let (cache, mut bold, mut drawn, mut bytes) = (InterpreterCache::new(), HashMap::new(), Vec::new(), 0usize);
    for page in pdf.pages().iter() {
        deadline.check()?;
        note_fonts(page, &mut bold);
        let (width, height) = page.render_dimensions();
        let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        // Images are never asked for, so that none is decoded.
        let mut context = Context::new(
            page.initial_transform(true).to_kurbo(),
            area,
            &cache,
            pdf.xref(),
            InterpreterSettings::default(),
        );
        let of_page = Drawn { width, height, ..Drawn::default() };
        let mut reader = Reader {
            drawn: of_page,
            bold: &mut bold,
            marks: Vec::new(),
            left: MOST_TEXT.saturating_sub(bytes),
            calls: 0,
            deadline,
            before: None,
        };
        interpret_page(page, &mut context, &mut reader);
        if reader.left == 0 {
            return Err(bound::too_much_inside());
        }
        bytes = MOST_TEXT - reader.left;
        drawn.push(reader.drawn);
    }
    Ok(drawn)
}

/// Notes which fonts of a page are bold by their names.
fn note_fonts(page: &Page<'_>, bold: &mut HashMap<u128, bool>) {
    let fonts = &page.resources().fonts;
    for name in fonts.keys() {
        let Some(font) = fonts.get::<Dict<'_>>(&*name) else { continue };
        let base = font.get::<Name<'_>>(b"BaseFont".as_slice());
        if let Some(base) = base {
            bold.insert(font.cache_key(), is_bold(&String::from_utf8_lossy(&base)));
        }
    }
}

/// Whether the name of a font says that it is bold.
fn is_bold(name: &str) -> bool {
    let name = name.rsplit('+').next().unwrap_or(name);
    ["Bold", "bold", "BOLD", "Black", "Heavy", "Semibold", "SemiBold", "Demi", "CMBX", "-Bd"]
        .iter()
        .any(|word| name.contains(word))
}

struct Reader<'f> {
    drawn: Drawn,
    bold: &'f mut HashMap<u128, bool>,
    /// Which of the marks that are open say that what they hold repeats on each page.
    marks: Vec<bool>,
    left: usize,
    /// How often the interpreter has called.
    calls: usize,
    deadline: Deadline,
    /// The last glyph and where it stood.
    before: Option<(String, f32, f32)>,
}

impl Reader<'_> {
    fn is_bold(&mut self, glyph: &Glyph<'_>) -> bool {
        let Glyph::Outline(glyph) = glyph else { return false };
        *self.bold.entry(glyph.font_cache_key()).or_insert_with(|| {
            let font = glyph.font_data();
            let weight = font.as_ref().and_then(|font| font.weight).unwrap_or_default();
            weight >= 600 || font.and_then(|font| font.postscript_name).is_some_and(|name| is_bold(&name))
        })
    }

    /// Ends reading where it takes too long or gives too much: unwinding is the only way out of the interpreter, and ends at the
    /// thread's end, without a message.
    fn check(&mut self) {
        self.calls += 1;
        if self.calls > MOST_CALLS || self.deadline.is_over() {
            std::panic::resume_unwind(Box::new("deadline"));
        }
    }

    fn take(&mut self, text: &str, place: Affine, advance: f64, is_bold: bool) {
        let (origin, end, up) =
            (place * Point::ORIGIN, place * Point::new(advance, 0.0), place * Point::new(0.0, 1000.0));
        let (left, right, base) = (narrow(origin.x), narrow(end.x), narrow(origin.y));
        let size = narrow(up.distance(origin));
        // Text that does not run from left to right is a stamp or lies beside the page.
        let is_level = (end.y - origin.y).abs() <= (end.x - origin.x).abs() * 0.2 && end.x >= origin.x;
        let is_on_page = left > -2.0 && left < self.drawn.width + 2.0 && base > -2.0 && base < self.drawn.height + 2.0;
        if !is_level || !is_on_page || !(0.5..2000.0).contains(&size) {
            return;
        }
        self.left = self.left.saturating_sub(text.len());
        if self.left == 0 {
            return;
        }
        // Some programs make bold type by drawing it twice.
        let is_again = self.before.as_ref().is_some_and(|(before, x, y)| {
            before == text && (x - left).abs() < size * 0.1 && (y - base).abs() < size * 0.1
        });
        self.before = Some((text.to_owned(), left, base));
        let is_artifact = self.marks.contains(&true);
        if let Some(last) = self.drawn.pieces.last_mut() {
            if is_again && last.letters > 0 {
                last.bold = last.letters;
                return;
            }
            let gap = left - last.right;
            let goes_on = last.letters > 0
                && (last.base - base).abs() < size * 0.12
                && (last.size - size).abs() < size * 0.2
                && last.is_artifact == is_artifact;
            if goes_on && gap > -size * 0.5 && gap < size * 0.5 {
                if gap > size * 0.17 && !last.text.ends_with(' ') && text != " " {
                    last.text.push(' ');
                }
                last.text.push_str(text);
                last.right = last.right.max(right);
                last.letters += 1;
                last.bold += usize::from(is_bold || text == " " && last.bold > 0);
                return;
            }
        }
        let bold = usize::from(is_bold);
        self.drawn.pieces.push(Piece { text: text.to_owned(), left, right, base, size, bold, letters: 1, is_artifact });
    }

    /// Browsers draw bullets as shapes. It becomes a piece of text without letters; its size is about a third of theirs.
    fn dot(&mut self, area: Rect) {
        let size = narrow(area.width()) * 3.2;
        let base = narrow(area.center().y) + size * 0.28;
        let (left, right) = (narrow(area.x0), narrow(area.x1));
        if self.left > 4 {
            self.left -= 4;
            let text = "•".to_owned();
            self.drawn.pieces.push(Piece { text, left, right, base, size, bold: 0, letters: 0, is_artifact: false });
        }
    }

    fn stroke(&mut self, area: Rect) {
        let (width, height) = (narrow(area.width()), narrow(area.height()));
        let (left, top) = (narrow(area.x0), narrow(area.y0));
        if self.drawn.level.len() + self.drawn.upright.len() > MOST_STROKES {
            return;
        }
        if height < 2.5 && width > 4.0 {
            self.drawn.level.push((top + height / 2.0, left, left + width));
        } else if width < 2.5 && height > 4.0 {
            self.drawn.upright.push((left + width / 2.0, top, top + height));
        }
    }
}

/// Whether a shape is as small as a bullet, and as high as it is wide.
fn is_dot(area: Rect) -> bool {
    (1.5..7.0).contains(&area.width()) && (area.width() - area.height()).abs() < 0.6
}

#[expect(clippy::cast_possible_truncation, reason = "points on a page; more than f32 holds is off the page")]
fn narrow(value: f64) -> f32 {
    value as f32
}

impl<'p> Device<'p> for Reader<'_> {
    fn draw_glyph(&mut self, glyph: &Glyph<'p>, transform: Affine, of_glyph: Affine, _: &Paint<'p>, _: &GlyphDrawMode) {
        self.check();
        let text = match glyph.as_unicode() {
            Some(BfString::Char(letter)) => letter.to_string(),
            Some(BfString::String(text)) => text,
            None => char::REPLACEMENT_CHARACTER.to_string(),
        };
        let advance = match glyph {
            Glyph::Outline(glyph) => glyph.advance_width().map_or(500.0, f64::from),
            Glyph::Type3(_) => 500.0,
        };
        let is_bold = self.is_bold(glyph);
        self.take(&text, transform * of_glyph, advance, is_bold);
    }

    fn draw_path(&mut self, path: &BezPath, transform: Affine, _: &Paint<'p>, mode: &PathDrawMode) {
        self.check();
        if path.elements().len() > 64 {
            return;
        }
        let area = (transform * path).bounding_box();
        if is_dot(area) {
            return self.dot(area);
        }
        // A box with a border has four strokes; one that is filled and thin is a stroke itself.
        match mode {
            PathDrawMode::Stroke(_) => path.segments().for_each(|part| self.stroke((transform * part).bounding_box())),
            PathDrawMode::Fill(_) => self.stroke(area),
        }
    }

    fn begin_marked_content(&mut self, tag: &[u8], _: Option<i32>) {
        if self.marks.len() < 10_000 {
            self.marks.push(tag == b"Artifact");
        }
    }

    fn end_marked_content(&mut self) {
        self.marks.pop();
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'p>>) {
        self.check();
    }

    fn set_blend_mode(&mut self, _: BlendMode) {
        self.check();
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.check();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'p>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'p, '_>, _: Affine) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
