//! The styles of a Word document.
//!
//! In: `styles.xml`. Out: what a style says of a paragraph or a run, with what it inherits.

use super::is_on;
use crate::document::xml::Element;
use std::collections::HashMap;

/// Styles inherit from each other no further.
const LONGEST_CHAIN: usize = 20;

/// What one style says itself.
#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    list: Option<(String, Option<u8>)>,
    is_bold: Option<bool>,
    is_hidden: Option<bool>,
}

/// All styles by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles(HashMap<String, Style>);

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn read(part: &Element) -> Self {
        let styles =
            part.child("styles").into_iter().flat_map(Element::elements).filter(|element| &*element.name == "style");
        Self(styles.filter_map(|element| Some((element.attribute("styleId")?.to_owned(), style(element)))).collect())
    }

    /// A style and those from which it inherits.
    fn chain(&self, id: Option<&str>) -> impl Iterator<Item = &Style> {
        let first = id.and_then(|id| self.0.get(id));
        std::iter::successors(first, |style| self.0.get(style.based_on.as_deref()?)).take(LONGEST_CHAIN)
    }

    /// The level of the heading that a style makes.
    pub(super) fn heading(&self, id: Option<&str>) -> Option<u8> {
        let of_name = self.chain(id).find_map(|style| named(&style.name));
        let outline = || {
            self.chain(id).find_map(|style| style.outline).filter(|level| *level < 9).map(|level| (level + 1).min(6))
        };
        // Without `styles.xml` the id is all there is.
        of_name.or_else(outline).or_else(|| if self.0.is_empty() { named(id?) } else { None })
    }

    /// The list to which a style belongs, and how deep.
    pub(super) fn list(&self, id: Option<&str>) -> Option<(&str, Option<u8>)> {
        let mut chain = self.chain(id);
        let (style, (list, depth)) = chain.find_map(|style| Some((style, style.list.as_ref()?)))?;
        let last =
            style.name.chars().last().and_then(|letter| letter.to_digit(10)).and_then(|digit| u8::try_from(digit).ok());
        Some((list, depth.or(last.map(|digit| digit.saturating_sub(1)))))
    }

    /// Whether a style is that of a line of the table of contents.
    pub(super) fn is_contents(&self, id: Option<&str>) -> bool {
        let is_one = |name: &str| {
            let name = name.to_lowercase();
            let rest = name.strip_prefix("toc").or_else(|| name.strip_prefix("verzeichnis")).map(str::trim);
            rest.is_some_and(|rest| rest.parse::<u8>().is_ok())
        };
        self.chain(id).any(|style| is_one(&style.name)) || id.is_some_and(is_one)
    }

    /// Whether a style is bold.
    pub(super) fn is_bold(&self, id: Option<&str>) -> bool {
        self.chain(id).find_map(|style| style.is_bold).unwrap_or_default()
    }

    /// Whether text of a style is not shown.
    pub(super) fn is_hidden(&self, id: Option<&str>) -> bool {
        self.chain(id).find_map(|style| style.is_hidden).unwrap_or_default()
    }
}

fn style(element: &Element) -> Style {
    let (paragraph, run) = (element.child("pPr"), element.child("rPr"));
    let list = paragraph.and_then(|paragraph| paragraph.child("numPr"));
    let number = |text: &str| text.parse::<u8>().ok();
    Style {
        name: element.value("name", "val").unwrap_or_default().to_owned(),
        based_on: element.value("basedOn", "val").map(str::to_owned),
        outline: paragraph.and_then(|paragraph| paragraph.value("outlineLvl", "val")).and_then(number),
        list: list.and_then(|list| {
            Some((list.value("numId", "val")?.to_owned(), list.value("ilvl", "val").and_then(number)))
        }),
        is_bold: is_on(run, "b"),
        is_hidden: is_on(run, "vanish"),
    }
}

/// The level of a heading by the name of its style, which Word keeps in English and others write in their own language.
fn named(name: &str) -> Option<u8> {
    let name = name.to_lowercase();
    if name == "title" || name == "titel" {
        return Some(1);
    }
    let words = ["heading", "überschrift", "ueberschrift", "berschrift"];
    let rest = words.iter().find_map(|word| name.strip_prefix(word))?;
    rest.trim().parse().ok().filter(|level| (1..=9).contains(level)).map(|level: u8| level.min(6))
}
