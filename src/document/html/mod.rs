//! Web pages.
//!
//! In: the bytes of a page. Out: the blocks of what it is about. Navigation, headers, footers, controls, hidden text and cookie notices
//! are left out (`left_out.rs`); the tree is that of browsers (`tree.rs`); `walk.rs` makes blocks of it, `table.rs` knows its tables.

mod left_out;
mod table;
mod tree;
mod walk;

pub(super) use left_out::without_notices;

use super::bound::Deadline;
use super::build::{Blocks, Joint};
use super::{Document, Format, ReadError, charset};
use encoding_rs::Encoding;
use tree::{ROOT, Tree};

/// How far into a page its encoding may be declared.
const HEAD: usize = 4096;

/// Reads a web page.
pub(super) fn read(bytes: &[u8], deadline: Deadline) -> Result<Document, ReadError> {
    let tree = Tree::parse(&charset::decode(bytes, declared(bytes)), deadline)?;
    let mut document = blocks_of(&tree, &left_out::content(&tree), deadline)?;
    if document.blocks.is_empty() {
        document = blocks_of(&tree, &[ROOT], deadline)?;
    }
    Ok(document)
}

fn blocks_of(tree: &Tree, roots: &[usize], deadline: Deadline) -> Result<Document, ReadError> {
    let mut blocks = Blocks::new(Format::Html, Joint::Broken, deadline);
    walk::walk(tree, roots, &mut blocks)?;
    without_notices(blocks.all_mut());
    Ok(blocks.finish(None))
}

/// The encoding that a page declares in `meta` or in its XML declaration.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(HEAD))?).to_ascii_lowercase();
    let after = head.split_once("charset=").or_else(|| head.split_once("encoding="))?.1;
    let label = after.trim_start_matches(['"', '\'', ' ']);
    let end = label
        .find(|letter: char| !letter.is_ascii_alphanumeric() && !matches!(letter, '-' | '_' | ':'))
        .unwrap_or(label.len());
    Encoding::for_label(label.get(..end)?.as_bytes())
}
