//! XML as a tree, as DOCX and ODT need it.
//!
//! In: the bytes of a part. Out: its elements by their local names; prefixes differ between programs. Entities of its own are not
//! expanded, depth and number of elements are bounded.

use super::ReadError;
use super::bound::{self, Deadline, MOST_DEEP, broken};
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// Elements and texts of one part.
const MOST_NODES: usize = 2_000_000;

/// An element.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// Its name without prefix.
    pub(super) name: Box<str>,
    attributes: Vec<(Box<str>, Box<str>)>,
    /// What lies in it.
    pub(super) children: Vec<Child>,
}

/// What lies in an element.
#[derive(Debug)]
pub(super) enum Child {
    /// Another.
    Element(Element),
    /// Text.
    Text(String),
}

impl Element {
    /// An attribute by its name without prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(of, _)| &**of == name).map(|(_, value)| &**value)
    }

    /// The elements that lie in it.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Text(_) => None,
        })
    }

    /// The first element with such a name that lies in it.
    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| &*element.name == name)
    }

    /// An attribute of an element that lies in it.
    pub(super) fn value(&self, child: &str, attribute: &str) -> Option<&str> {
        self.child(child)?.attribute(attribute)
    }
}

/// Parses a part. `de`, `en`: what it is a part of.
pub(super) fn parse(bytes: &[u8], deadline: Deadline, (de, en): (&str, &str)) -> Result<Element, ReadError> {
    let mut reader = Reader::from_reader(bytes);
    reader.config_mut().check_end_names = false;
    let (mut buffer, mut open, mut nodes) = (Vec::new(), vec![Element::default()], 0usize);
    loop {
        match reader.read_event_into(&mut buffer).map_err(|_| broken(de, en))? {
            Event::Start(start) => open.push(element(&start)),
            Event::Empty(start) => close(&mut open, element(&start)),
            Event::End(_) if open.len() > 1 => {
                let done = open.pop().unwrap_or_default();
                close(&mut open, done);
            }
            Event::Text(text) => add_text(&mut open, &text.xml_content(XmlVersion::Implicit1_0)),
            Event::CData(text) => add_text(&mut open, &text.xml_content(XmlVersion::Implicit1_0)),
            Event::GeneralRef(entity) => add_text(&mut open, &resolved(&entity)),
            Event::Eof => break,
            _ => {}
        }
        buffer.clear();
        nodes += 1;
        if open.len() > MOST_DEEP {
            return Err(bound::too_deep());
        }
        if nodes > 2 * MOST_NODES {
            return Err(bound::too_many_blocks());
        }
        if nodes.is_multiple_of(10_000) {
            deadline.check()?;
        }
    }
    while open.len() > 1 {
        let done = open.pop().unwrap_or_default();
        close(&mut open, done);
    }
    open.pop().ok_or_else(|| broken(de, en))
}

fn close(open: &mut [Element], done: Element) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(Child::Element(done));
    }
}

fn add_text(open: &mut [Element], text: &str) {
    let Some(parent) = open.last_mut() else { return };
    match parent.children.last_mut() {
        Some(Child::Text(before)) => before.push_str(text),
        _ => parent.children.push(Child::Text(text.to_owned())),
    }
}

fn element(start: &BytesStart<'_>) -> Element {
    let attributes = start.attributes().flatten().map(|attribute| {
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).unwrap_or_default();
        (local(attribute.key.local_name().as_ref()), value.into())
    });
    Element { name: local(start.local_name().as_ref()), attributes: attributes.collect(), children: Vec::new() }
}

fn local(name: &str) -> Box<str> {
    name.into()
}

/// What an entity stands for; one of the file's own stands for nothing.
fn resolved(entity: &BytesRef<'_>) -> String {
    if let Ok(Some(letter)) = entity.resolve_char_ref() {
        return letter.to_string();
    }
    match &*entity.xml_content(XmlVersion::Implicit1_0) {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => "",
    }
    .to_owned()
}
