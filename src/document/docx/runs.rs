//! The runs of a paragraph of a Word document.
//!
//! In: a paragraph. Out: its text with bold type, and the text boxes that hang on it. What was deleted under tracking is left out, and
//! so is hidden text.

use super::is_on;
use super::styles::Styles;
use crate::document::lead::Inline;
use crate::document::xml::{Child, Element};

/// The text of a paragraph.
#[derive(Debug, Default)]
pub(super) struct Text<'e> {
    pub(super) inline: Inline,
    pub(super) boxes: Vec<&'e Element>,
}

/// Reads the runs below an element. `is_bold`: what the paragraph's style says.
pub(super) fn runs<'e>(element: &'e Element, is_bold: bool, styles: &Styles, text: &mut Text<'e>) {
    for child in element.elements() {
        match &*child.name {
            "r" => run(child, is_bold, styles, text),
            "hyperlink" | "ins" | "moveTo" | "smartTag" | "sdt" | "sdtContent" | "fldSimple" | "dir" | "bdo"
            | "customXml" => {
                runs(child, is_bold, styles, text);
            }
            "AlternateContent" => runs(chosen(child), is_bold, styles, text),
            _ => {}
        }
    }
}

fn run<'e>(run: &'e Element, is_bold: bool, styles: &Styles, text: &mut Text<'e>) {
    let properties = run.child("rPr");
    let style = properties.and_then(|properties| properties.value("rStyle", "val"));
    if is_on(properties, "vanish").unwrap_or_else(|| styles.is_hidden(style)) {
        return;
    }
    let is_bold = is_on(properties, "b").unwrap_or(is_bold || styles.is_bold(style));
    for child in run.elements() {
        match &*child.name {
            "t" => child.children.iter().for_each(|child| {
                if let Child::Text(of) = child {
                    text.inline.push(of, is_bold);
                }
            }),
            "noBreakHyphen" => text.inline.push("-", is_bold),
            "cr" => text.inline.end_line(),
            "br" if !matches!(child.attribute("type"), Some("page" | "column")) => text.inline.end_line(),
            // A new page or column is only a space.
            "tab" | "ptab" | "br" => text.inline.push(" ", is_bold),
            "sym" => text.inline.push(&symbol(child), is_bold),
            "drawing" | "pict" | "object" => boxes(child, text),
            "AlternateContent" => boxes(chosen(child), text),
            _ => {}
        }
    }
}

/// Of the ways to show the same, the first; the others are for older programs.
fn chosen(alternatives: &Element) -> &Element {
    alternatives.child("Choice").or_else(|| alternatives.child("Fallback")).unwrap_or(alternatives)
}

/// Notes the text boxes in a drawing.
fn boxes<'e>(element: &'e Element, text: &mut Text<'e>) {
    for child in element.elements() {
        match &*child.name {
            "txbxContent" => text.boxes.push(child),
            "AlternateContent" => boxes(chosen(child), text),
            _ => boxes(child, text),
        }
    }
}

/// A letter of a symbol font, by its number.
fn symbol(element: &Element) -> String {
    let number = element.attribute("char").and_then(|number| u32::from_str_radix(number, 16).ok());
    match number {
        // Boxes to tick, of Wingdings.
        Some(0xf06f | 0xf0a8) => "☐".to_owned(),
        Some(0xf0fe | 0xf052) => "☑".to_owned(),
        Some(0xf078 | 0xf053) => "☒".to_owned(),
        Some(number) => char::from_u32(number).map(String::from).unwrap_or_default(),
        None => String::new(),
    }
}
