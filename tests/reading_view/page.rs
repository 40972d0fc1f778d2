//! A page as a browser reads it: html5ever, which refuses nothing but says what is wrong.
//!
//! In: HTML. Out: [`Page`]: elements and texts in order. What only a page with mistakes needs is not there.

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, ExpandedName, ParseOpts, QualName, local_name, ns, parse_document};
use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

/// A page.
#[derive(Default)]
pub(crate) struct Page {
    nodes: Vec<Node>,
    /// What is wrong with it.
    pub(crate) mistakes: Vec<String>,
}

/// An element, or a text.
#[derive(Default)]
pub(crate) struct Node {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    text: String,
    children: Vec<usize>,
}

impl Node {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(of, _)| of == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn has_class(&self, class: &str) -> bool {
        self.attribute("class").is_some_and(|classes| classes.split(' ').any(|one| one == class))
    }
}

impl Page {
    pub(crate) fn parse(html: &str) -> Self {
        let page = Rc::new(RefCell::new(Self { nodes: vec![Node::default()], mistakes: Vec::new() }));
        parse_document(Sink(Rc::clone(&page)), ParseOpts::default()).one(html);
        page.take()
    }

    /// All elements, in the order of the page, with their index.
    pub(crate) fn elements(&self) -> impl Iterator<Item = (usize, &Node)> {
        self.below(0, &|_| false).into_iter().map(|id| (id, &self.nodes[id])).filter(|(_, node)| !node.name.is_empty())
    }

    /// The first element of this name.
    pub(crate) fn first(&self, name: &str) -> usize {
        self.elements().find(|(_, node)| node.name == name).expect("such an element").0
    }

    /// The text in a node, without that of elements that are left out.
    pub(crate) fn text(&self, id: usize, left_out: &dyn Fn(&Node) -> bool) -> String {
        self.below(id, left_out).into_iter().map(|id| self.nodes[id].text.as_str()).collect()
    }

    fn below(&self, id: usize, left_out: &dyn Fn(&Node) -> bool) -> Vec<usize> {
        let (mut all, mut open) = (Vec::new(), vec![id]);
        while let Some(next) = open.pop() {
            if !left_out(&self.nodes[next]) {
                all.push(next);
                open.extend(self.nodes[next].children.iter().rev());
            }
        }
        all
    }
}

/// A node for the parser, which asks for its name.
#[derive(Clone)]
struct Handle(usize, Rc<QualName>);

struct Sink(Rc<RefCell<Page>>);

impl Sink {
    fn add(&self, node: Node, name: QualName) -> Handle {
        let nodes = &mut self.0.borrow_mut().nodes;
        nodes.push(node);
        Handle(nodes.len() - 1, Rc::new(name))
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

    fn parse_error(&self, mistake: Cow<'static, str>) {
        self.0.borrow_mut().mistakes.push(mistake.into_owned());
    }

    fn get_document(&self) -> Handle {
        Handle(0, Rc::new(no_name()))
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.1.expanded()
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Handle {
        let attributes = attributes.iter().map(|one| (one.name.local.to_string(), one.value.to_string())).collect();
        self.add(Node { name: name.local.to_string(), attributes, ..Node::default() }, name)
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        panic!("a page of ours has no comments")
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        panic!("a page of ours has no processing instructions")
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        let child = match child {
            NodeOrText::AppendNode(child) => child.0,
            NodeOrText::AppendText(text) => self.add(Node { text: text.to_string(), ..Node::default() }, no_name()).0,
        };
        self.0.borrow_mut().nodes[parent.0].children.push(child);
    }

    fn append_based_on_parent_node(&self, _: &Handle, _: &Handle, _: NodeOrText<Handle>) {
        panic!("text in a table, outside of its cells")
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        one.0 == other.0
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        assert_eq!(mode, QuirksMode::NoQuirks);
    }

    fn append_before_sibling(&self, _: &Handle, _: NodeOrText<Handle>) {
        panic!("an element at a place where none may stand")
    }

    fn add_attrs_if_missing(&self, _: &Handle, _: Vec<Attribute>) {
        panic!("a second html or body")
    }

    fn remove_from_parent(&self, _: &Handle) {
        panic!("an element at a place where none may stand")
    }

    fn reparent_children(&self, _: &Handle, _: &Handle) {
        panic!("elements that end crosswise")
    }
}
