//! The lists of a Word document.
//!
//! In: `numbering.xml`. Out: whether a level of a list has numbers or bullets.

use crate::document::xml::Element;
use std::collections::HashMap;

/// What stands before the items of a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Before {
    Bullet,
    Number,
    /// The list only indents.
    Nothing,
}

/// The lists by their numbers.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// The definition of each list.
    lists: HashMap<String, String>,
    definitions: HashMap<String, HashMap<u8, Before>>,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn read(part: &Element) -> Self {
        let mut read = Self::default();
        for element in part.child("numbering").into_iter().flat_map(Element::elements) {
            match &*element.name {
                "abstractNum" => {
                    let id = element.attribute("abstractNumId").unwrap_or_default().to_owned();
                    read.definitions.insert(id, levels(element));
                }
                "num" => {
                    let id = element.attribute("numId").unwrap_or_default().to_owned();
                    read.lists.insert(id, element.value("abstractNumId", "val").unwrap_or_default().to_owned());
                }
                _ => {}
            }
        }
        read
    }

    /// What stands before the items of a level, from 0. A list that nobody defined has bullets.
    pub(super) fn before(&self, list: &str, level: u8) -> Before {
        let levels = self.lists.get(list).and_then(|definition| self.definitions.get(definition));
        levels.and_then(|levels| levels.get(&level)).copied().unwrap_or(Before::Bullet)
    }
}

fn levels(definition: &Element) -> HashMap<u8, Before> {
    let levels = definition.elements().filter(|element| &*element.name == "lvl");
    let level = |element: &Element| {
        let before = match element.value("numFmt", "val") {
            Some("bullet") | None => Before::Bullet,
            Some("none") => Before::Nothing,
            Some(_) => Before::Number,
        };
        Some((element.attribute("ilvl")?.parse().ok()?, before))
    };
    levels.filter_map(level).collect()
}
