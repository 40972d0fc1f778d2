//! The styles of an OpenDocument text.
//!
//! In: `styles.xml` and `content.xml`. Out: what a style says of text, with what it inherits, and which lists have numbers.

use crate::document::xml::Element;
use std::collections::{HashMap, HashSet};

/// Styles inherit from each other no further.
const LONGEST_CHAIN: usize = 20;

#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    /// The level of a heading.
    outline: Option<u8>,
    is_bold: Option<bool>,
    is_hidden: Option<bool>,
}

/// All styles by family and name.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<(String, String), Style>,
    /// Lists with numbers.
    numbered: HashSet<String>,
}

impl Styles {
    /// Adds the styles of a part.
    pub(super) fn add(&mut self, part: &Element) {
        for root in part.elements() {
            let groups = root.elements().filter(|group| matches!(&*group.name, "styles" | "automatic-styles"));
            for element in groups.flat_map(Element::elements) {
                let Some(name) = element.attribute("name") else { continue };
                match &*element.name {
                    "style" => {
                        let family = element.attribute("family").unwrap_or_default();
                        self.styles.insert((family.to_owned(), name.to_owned()), style(element));
                    }
                    "list-style"
                        if element.elements().next().is_some_and(|level| &*level.name == "list-level-style-number") =>
                    {
                        self.numbered.insert(name.to_owned());
                    }
                    _ => {}
                }
            }
        }
    }

    fn chain<'s>(&'s self, family: &'s str, name: Option<&str>) -> impl Iterator<Item = (String, &'s Style)> {
        let one = move |name: &str| {
            let style = self.styles.get(&(family.to_owned(), name.to_owned()))?;
            Some((name.to_owned(), style))
        };
        std::iter::successors(name.and_then(one), move |(_, style)| one(style.parent.as_deref()?)).take(LONGEST_CHAIN)
    }

    /// The level of the heading that a paragraph style makes.
    pub(super) fn heading(&self, name: Option<&str>) -> Option<u8> {
        let is_title = |name: &str| matches!(name, "Title" | "Titel");
        let level = |(name, style): (String, &Style)| {
            let is_one = is_title(&name) || style.parent.as_deref().is_some_and(is_title);
            if is_one { Some(1) } else { style.outline }
        };
        let of_chain = self.chain("paragraph", name).find_map(level);
        of_chain.or(name.filter(|name| is_title(name)).map(|_| 1)).filter(|level| *level > 0)
    }

    /// Whether text of a style is bold.
    pub(super) fn is_bold(&self, family: &str, name: Option<&str>) -> Option<bool> {
        self.chain(family, name).find_map(|(_, style)| style.is_bold)
    }

    /// Whether text of a style is not shown.
    pub(super) fn is_hidden(&self, family: &str, name: Option<&str>) -> bool {
        self.chain(family, name).find_map(|(_, style)| style.is_hidden).unwrap_or_default()
    }

    /// Whether a list has numbers.
    pub(super) fn is_numbered(&self, list: Option<&str>) -> bool {
        list.is_some_and(|list| self.numbered.contains(list))
    }
}

fn style(element: &Element) -> Style {
    let text = element.child("text-properties");
    Style {
        parent: element.attribute("parent-style-name").map(str::to_owned),
        outline: element
            .attribute("default-outline-level")
            .and_then(|level| level.parse().ok())
            .map(|level: u8| level.min(6)),
        is_bold: text
            .and_then(|text| text.attribute("font-weight"))
            .map(|weight| matches!(weight, "bold" | "600" | "700" | "800" | "900")),
        is_hidden: text.and_then(|text| text.attribute("display")).map(|display| display == "none"),
    }
}
