//! The tree of a web page.
//!
//! In: its text. Out: elements and texts, as browsers see them, of which only a few attributes are kept. Too many nodes, or too deep
//! ones, end the reading; so does the deadline.

use crate::document::ReadError;
use crate::document::bound::{self, Deadline, MOST_DEEP};
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{Attribute, ExpandedName, ParseOpts, QualName, local_name, ns, parse_document};
use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

/// Nodes of a page.
const MOST_NODES: usize = 1_000_000;
/// How much is parsed between two looks at the clock, in bytes.
const PART: usize = 8 * 1024;
/// Attributes that somebody asks for.
const ATTRIBUTES: [&str; 9] =
    ["id", "class", "role", "aria-label", "aria-hidden", "hidden", "style", "colspan", "rowspan"];

/// The node in which all others lie.
pub(super) const ROOT: usize = 0;

/// A page.
#[derive(Debug, Default)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    is_too_large: bool,
    is_too_deep: bool,
}

/// A node.
#[derive(Debug, Default)]
pub(super) struct Node {
    parent: Option<usize>,
    depth: usize,
    /// What lies in it.
    pub(super) children: Vec<usize>,
    /// The name of an element; empty for texts and others.
    pub(super) name: String,
    /// Of an element.
    attributes: Vec<(String, String)>,
    /// The text of a text.
    pub(super) text: String,
}

impl Node {
    /// An attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(of, _)| of == name).map(|(_, value)| value.as_str())
    }
}

impl Tree {
    /// Parses a page.
    pub(super) fn parse(text: &str, deadline: Deadline) -> Result<Self, ReadError> {
        let tree = Rc::new(RefCell::new(Self { nodes: vec![Node::default()], ..Self::default() }));
        let opts = TreeBuilderOpts { drop_doctype: true, ..TreeBuilderOpts::default() };
        let mut parser =
            parse_document(Sink(Rc::clone(&tree)), ParseOpts { tree_builder: opts, ..ParseOpts::default() });
        let mut rest = text;
        while !rest.is_empty() {
            let (part, after) = rest.split_at(rest.floor_char_boundary(PART.max(4)));
            parser.process(StrTendril::from_slice(part));
            rest = after;
            deadline.check()?;
            tree.borrow().check()?;
        }
        parser.finish();
        let tree = tree.take();
        tree.check()?;
        Ok(tree)
    }

    fn check(&self) -> Result<(), ReadError> {
        match (self.is_too_deep, self.is_too_large) {
            (true, _) => Err(bound::too_deep()),
            (_, true) => Err(bound::too_many_blocks()),
            _ => Ok(()),
        }
    }

    /// A node.
    pub(super) fn node(&self, id: usize) -> Option<&Node> {
        self.nodes.get(id)
    }

    /// All nodes below one, with it, in the order of the page.
    pub(super) fn below(&self, id: usize) -> impl Iterator<Item = usize> + '_ {
        let mut open = vec![id];
        std::iter::from_fn(move || {
            let next = open.pop()?;
            open.extend(self.node(next).into_iter().flat_map(|node| node.children.iter().rev()));
            Some(next)
        })
    }

    /// The nodes in which one lies, from the inside.
    pub(super) fn above(&self, id: usize) -> impl Iterator<Item = &Node> {
        let parent = |node: &&Node| node.parent.and_then(|parent| self.node(parent));
        std::iter::successors(self.node(id).and_then(|node| parent(&node)), parent).take(MOST_DEEP * 2)
    }

    /// How many letters lie below a node.
    pub(super) fn length(&self, id: usize) -> usize {
        self.below(id).filter_map(|id| self.node(id)).map(|node| node.text.trim().len()).sum()
    }

    fn add(&mut self, node: Node) -> usize {
        self.is_too_large |= self.nodes.len() >= MOST_NODES;
        if !self.is_too_large {
            self.nodes.push(node);
        }
        self.nodes.len().saturating_sub(1)
    }

    /// Puts a node or a text before a child of `parent`, or behind all.
    fn insert(&mut self, parent: usize, before: Option<usize>, child: NodeOrText<Handle>) {
        let children = self.nodes.get(parent).map(|node| node.children.as_slice()).unwrap_or_default();
        let at =
            before.and_then(|before| children.iter().rposition(|child| *child == before)).unwrap_or(children.len());
        let left = at.checked_sub(1).and_then(|left| children.get(left)).copied();
        let child = match child {
            NodeOrText::AppendNode(child) => child.id,
            NodeOrText::AppendText(text) => {
                // Texts that touch are one.
                if let Some(left) = left.and_then(|left| self.nodes.get_mut(left)).filter(|left| !left.text.is_empty())
                {
                    left.text.push_str(&text);
                    return;
                }
                self.add(Node { text: text.to_string(), ..Node::default() })
            }
        };
        self.detach(child);
        let depth = self.nodes.get(parent).map_or(0, |node| node.depth) + 1;
        self.is_too_deep |= depth > MOST_DEEP;
        if self.is_too_deep || self.is_too_large || child == parent {
            return;
        }
        if let Some(node) = self.nodes.get_mut(child) {
            (node.parent, node.depth) = (Some(parent), depth);
        }
        if let Some(node) = self.nodes.get_mut(parent) {
            let at = at.min(node.children.len());
            node.children.insert(at, child);
        }
    }

    fn detach(&mut self, child: usize) {
        let parent = self.nodes.get_mut(child).and_then(|node| node.parent.take());
        if let Some(node) = parent.and_then(|parent| self.nodes.get_mut(parent))
            && let Some(at) = node.children.iter().rposition(|of| *of == child)
        {
            node.children.remove(at);
        }
    }
}

/// A node for the parser, which asks for its name.
#[derive(Clone, Debug)]
struct Handle {
    id: usize,
    name: Rc<QualName>,
}

/// What the parser writes into.
struct Sink(Rc<RefCell<Tree>>);

impl Sink {
    fn handle(&self, node: Node, name: QualName) -> Handle {
        Handle { id: self.0.borrow_mut().add(node), name: Rc::new(name) }
    }
}

fn no_name() -> QualName {
    QualName::new(None, ns!(), local_name!(""))
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = ();
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) {}

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle { id: ROOT, name: Rc::new(no_name()) }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.expanded()
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Handle {
        let asked = attributes.iter().filter(|attribute| ATTRIBUTES.contains(&&*attribute.name.local));
        let attributes =
            asked.map(|attribute| (attribute.name.local.to_string(), attribute.value.to_string())).collect();
        self.handle(Node { name: name.local.to_string(), attributes, ..Node::default() }, name)
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.handle(Node::default(), no_name())
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.handle(Node::default(), no_name())
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.0.borrow_mut().insert(parent.id, None, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        let has_parent = self.0.borrow().node(element.id).is_some_and(|node| node.parent.is_some());
        if has_parent { self.append_before_sibling(element, child) } else { self.append(previous, child) }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        one.id == other.id
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let parent = self.0.borrow().node(sibling.id).and_then(|node| node.parent);
        if let Some(parent) = parent {
            self.0.borrow_mut().insert(parent, Some(sibling.id), child);
        }
    }

    fn add_attrs_if_missing(&self, _: &Handle, _: Vec<Attribute>) {}

    fn remove_from_parent(&self, target: &Handle) {
        self.0.borrow_mut().detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let children = self.0.borrow_mut().nodes.get_mut(node.id).map(|node| std::mem::take(&mut node.children));
        for child in children.unwrap_or_default() {
            let child = Handle { id: child, name: Rc::new(no_name()) };
            self.append(new_parent, NodeOrText::AppendNode(child));
        }
    }
}
