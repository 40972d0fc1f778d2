//! A document as one HTML file, each of its statements marked by what becomes of it: for a lawyer to go through, sentence by sentence.
//!
//! In: a [`View`], which is the document, its draft and the rules. Out: a page of ours (`src/page`). The document's part holds the text
//! of its blocks in order and nothing of it twice; signs, notes and page numbers are elements of their own.
//!
//! Read: `structure.rs` (headings, paragraphs, lists), `table.rs`, `marked.rs` (the text of a block), `note.rs` (what is said of a
//! statement), `top.rs` (what stands above the document), `legend.rs` (signs, counts, filter), `used.rs` (the rules below it).

mod legend;
mod marked;
mod note;
mod sign;
mod structure;
mod table;
mod top;
mod used;

use super::{Contradiction, Draft, Entry};
use crate::document::Document;
use crate::page::Page;
use crate::rule::{RuleId, RuleSet};
use crate::text::Lang;
use std::collections::BTreeMap;
use std::io::{self, Write};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// As many contradictions are listed: they come in pairs, and of many statements there are many more pairs.
const MOST_CONTRADICTIONS: usize = 100;

/// What is shown.
#[derive(Clone, Copy, Debug)]
pub struct View<'v> {
    /// The document's file name.
    pub name: &'v str,
    /// The document.
    pub document: &'v Document,
    /// Its draft.
    pub draft: &'v Draft,
    /// What it says in two places that cannot both hold.
    pub contradictions: &'v [Contradiction],
    /// The rules with which it was read.
    pub rules: &'v RuleSet,
}

impl View<'_> {
    /// Writes the page.
    pub fn write(&self, lang: Lang, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
        let shown = Shown::of(self, lang);
        let title = format!("{}: {}", self.name, lang.pick("Satz für Satz", "sentence by sentence"));
        let page = Page { title: &title, lang, style: STYLE, script: SCRIPT };
        page.begin(out)?;
        top::write(&shown, &title, out)?;
        structure::write(&shown, out)?;
        used::write(&shown, out)?;
        writeln!(out, "</main>")?;
        page.end(out)
    }
}

/// What is shown, and what links lead to.
struct Shown<'v> {
    view: &'v View<'v>,
    lang: Lang,
    /// The statements of each block, by the block's index.
    statements: BTreeMap<usize, Vec<usize>>,
    /// The rules that are spoken of, numbered in their order.
    rules: BTreeMap<&'v RuleId, usize>,
    /// The listed contradictions of each statement, by the statement's index.
    against: BTreeMap<usize, Vec<usize>>,
}

impl<'v> Shown<'v> {
    fn of(view: &'v View<'v>, lang: Lang) -> Self {
        let (mut statements, mut rules, mut against) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for (index, entry) in view.draft.entries.iter().enumerate() {
            statements.entry(entry.statement.block).or_insert_with(Vec::new).push(index);
            let bound = entry.recognised.bindings.iter().map(|binding| &binding.rule);
            let held_back = entry.recognised.held_back.iter().map(|(rule, _)| rule);
            rules.extend(bound.chain(held_back).map(|rule| (rule, 0)));
        }
        for (number, at) in rules.values_mut().enumerate() {
            *at = number + 1;
        }
        for (index, contradiction) in view.contradictions.iter().take(MOST_CONTRADICTIONS).enumerate() {
            for entry in &contradiction.entries {
                against.entry(*entry).or_insert_with(Vec::new).push(index);
            }
        }
        Self { view, lang, statements, rules, against }
    }

    /// A statement by its index. Its number for readers, and in the claims file, is one more.
    fn entry(&self, index: usize) -> Option<&'v Entry> {
        self.view.draft.entries.get(index)
    }

    /// The language of the document where tomscan speaks around it, as an attribute; nothing where it is the same.
    fn theirs(&self) -> String {
        self.language(self.view.draft.language)
    }

    /// The language of tomscan within the document, as an attribute; nothing where it is the same.
    fn ours(&self) -> String {
        self.language(self.lang)
    }

    fn language(&self, lang: Lang) -> String {
        if self.lang == self.view.draft.language { String::new() } else { format!(" lang=\"{lang}\"") }
    }
}
