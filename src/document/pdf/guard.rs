//! Whether a PDF is harmless, before anything reads it.
//!
//! In: the bytes of a file. Out: nothing, or why it is not read. The reader that comes after unpacks without a bound and follows
//! objects as deep as they lie, so what it would follow is counted here: bytes of streams when unpacked, arrays and dictionaries
//! within each other, and page trees and forms that lead back to themselves. Where a file is encrypted, but opens without a password,
//! the reader deciphers the streams for a second look; before that it may unpack those that hold other objects, so these must be small.

use super::super::ReadError;
use super::super::bound::{self, Deadline, MOST_PAGES, MOST_UNPACKED, broken};
use flate2::read::ZlibDecoder;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{ObjectIdentifier, Stream};
use std::collections::HashMap;
use std::io::Read;

/// Arrays and dictionaries within each other. Compressed bytes look like some, but never like so many.
const MOST_DEEP: usize = 20_000;
/// Bytes of an image when unpacked, which nobody does here, but which may be called one only to get through.
const MOST_OF_IMAGE: u64 = 4 * MOST_UNPACKED;

/// Bytes of an array of pages.
const MOST_OF_ARRAY: usize = 256 * 1024;

/// Bytes of a stream of objects in an encrypted file: what so many can give at most when unpacked (a thousand times as much, RFC 1951)
/// is as much as any file may give.
const MOST_OF_ENCRYPTED: usize = 64 * 1024;

/// Looks at a file.
pub(super) fn check(bytes: &[u8], deadline: Deadline) -> Result<(), ReadError> {
    check_depth(bytes)?;
    let mut look = Look::at(bytes, deadline)?;
    if is_encrypted(bytes) {
        check_streams_of_objects(bytes)?;
        return look.check();
    }
    for at in find(bytes, b"stream") {
        deadline.check()?;
        let Some((head, body)) = stream(bytes, at) else { continue };
        look.take_in(head, body)?;
    }
    look.check()
}

/// Looks at an encrypted file once more, through a reader that knows its key. One that is not encrypted was looked at already.
pub(super) fn check_deciphered(pdf: &Pdf, bytes: &[u8], deadline: Deadline) -> Result<(), ReadError> {
    if !is_encrypted(bytes) {
        return Ok(());
    }
    let mut look = Look::at(bytes, deadline)?;
    for at in find(bytes, b"stream") {
        deadline.check()?;
        let Some((head, _)) = stream(bytes, at) else { continue };
        let Some(id) = identifier(bytes, at - head.len()) else { continue };
        let Some(stream) = pdf.xref().get::<Stream<'_>>(id) else { continue };
        look.take_in(head, &stream.raw_data())?;
    }
    look.check()
}

/// Dictionaries are not encrypted, only texts and streams ("Encryption", ISO 32000-2, 7.6).
fn is_encrypted(bytes: &[u8]) -> bool {
    contains(bytes, b"/Encrypt")
}

/// Of streams of objects in an encrypted file the length must be said and small.
fn check_streams_of_objects(bytes: &[u8]) -> Result<(), ReadError> {
    for at in find(bytes, b"stream") {
        let Some((head, body)) = stream(bytes, at) else { continue };
        if !contains(head, b"/ObjStm") {
            continue;
        }
        let filters = find(head, b"Decode").count();
        if length(head).unwrap_or(body.len()) > MOST_OF_ENCRYPTED || filters > 1 {
            return Err(bound::too_much_inside());
        }
    }
    Ok(())
}

/// `Length` of a stream, where its dictionary says it and names no other object that does.
fn length(head: &[u8]) -> Option<usize> {
    let value = text(head.get(memory(head, b"/Length")? + 7..)?);
    let mut words = value.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty());
    let length = words.next()?.parse().ok()?;
    let is_reference = words.next().is_some_and(|word| word.parse::<u32>().is_ok()) && words.next() == Some("R");
    (!is_reference).then_some(length)
}

/// The object whose words `12 0` stand before `obj`, which stands at this place.
fn identifier(bytes: &[u8], at: usize) -> Option<ObjectIdentifier> {
    let before = text(bytes.get(at.saturating_sub(32)..at)?);
    let mut numbers = before.split_whitespace().rev();
    let generation = numbers.next()?.parse().ok()?;
    Some(ObjectIdentifier::new(
        numbers.next()?.rsplit(|sign: char| !sign.is_ascii_digit()).next()?.parse().ok()?,
        generation,
    ))
}

/// What was seen of a file so far.
struct Look {
    tree: Tree,
    forms: Tree,
    /// Bytes that its streams may still give.
    left: u64,
    /// The same of its images.
    images: u64,
}

impl Look {
    fn at(bytes: &[u8], deadline: Deadline) -> Result<Self, ReadError> {
        let (mut tree, mut forms) = (Tree::default(), Tree::default());
        tree.note(bytes, KIDS, deadline)?;
        forms.note(bytes, FORMS, deadline)?;
        Ok(Self { tree, forms, left: MOST_UNPACKED, images: 4 * MOST_OF_IMAGE })
    }

    /// Looks into a stream with its dictionary.
    fn take_in(&mut self, head: &[u8], body: &[u8]) -> Result<(), ReadError> {
        let is_image = contains(head, b"/Image");
        let bound = if is_image { &mut self.images } else { &mut self.left };
        let unpacked = unpack(body, *bound, !is_image)?;
        *bound = bound.saturating_sub(unpacked.1);
        if is_image {
            return Ok(());
        }
        check_depth(&unpacked.0)?;
        if contains(head, b"ObjStm") {
            self.tree.note_packed(head, &unpacked.0, KIDS);
            self.forms.note_packed(head, &unpacked.0, FORMS);
        }
        Ok(())
    }

    fn check(&self) -> Result<(), ReadError> {
        self.tree.check()?;
        self.forms.check()
    }
}

/// The bytes of a stream before which its dictionary stands.
fn stream(bytes: &[u8], at: usize) -> Option<(&[u8], &[u8])> {
    let before = bytes.get(..at)?;
    if before.ends_with(b"end") {
        return None;
    }
    let head = before.get(before.len().saturating_sub(2048)..)?;
    let begin = head.windows(3).rposition(|window| window == b"obj").unwrap_or(0);
    let body = bytes.get(at + 6..)?;
    let body = body
        .strip_prefix(b"\r\n")
        .or_else(|| body.strip_prefix(b"\n"))
        .or_else(|| body.strip_prefix(b"\r"))
        .unwrap_or(body);
    Some((head.get(begin..)?, body))
}

/// Unpacks a stream, and what it gives once more if that is packed too.
fn unpack(body: &[u8], most: u64, is_kept: bool) -> Result<(Vec<u8>, u64), ReadError> {
    let is_packed = |bytes: &[u8]| bytes.first().is_some_and(|first| first & 0x0f == 8) && bytes.len() > 2;
    let (mut kept, mut count, mut packed) = (Vec::new(), 0, body.to_vec_if(is_packed(body)));
    for _ in 0..4 {
        let Some(from) = packed.take() else { break };
        let mut decoder = ZlibDecoder::new(&*from).take(most + 1);
        let mut part = vec![0; 64 * 1024];
        let mut head: Vec<u8> = Vec::new();
        let begin = count;
        while let Ok(read @ 1..) = decoder.read(&mut part) {
            count += read as u64;
            if count > most {
                return Err(bound::too_much_inside());
            }
            if is_kept || head.len() < 4096 {
                head.extend_from_slice(part.get(..read).unwrap_or_default());
            }
        }
        if count > begin && is_packed(&head) && head.len() > 16 {
            packed = Some(std::borrow::Cow::Owned(head.clone()));
        }
        kept = head;
    }
    Ok((kept, count))
}

/// Bytes, if there is a reason to look at them.
trait MaybeBytes {
    fn to_vec_if(&self, is_wanted: bool) -> Option<std::borrow::Cow<'_, [u8]>>;
}

impl MaybeBytes for [u8] {
    fn to_vec_if(&self, is_wanted: bool) -> Option<std::borrow::Cow<'_, [u8]>> {
        is_wanted.then_some(std::borrow::Cow::Borrowed(self))
    }
}

/// Counts how deep arrays and dictionaries lie within each other.
fn check_depth(bytes: &[u8]) -> Result<(), ReadError> {
    let mut depth = 0usize;
    for byte in bytes {
        match byte {
            b'[' | b'<' | b'(' => depth += 1,
            b']' | b'>' | b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MOST_DEEP {
            return Err(bound::too_deep());
        }
    }
    Ok(())
}

/// Where a word stands.
fn find<'b>(bytes: &'b [u8], word: &'static [u8]) -> impl Iterator<Item = usize> + 'b {
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = bytes.get(from..)?;
        let at = memory(rest, word)?;
        from += at + word.len();
        Some(from - word.len())
    })
}

/// The first place of a word.
fn memory(bytes: &[u8], word: &[u8]) -> Option<usize> {
    let first = *word.first()?;
    let mut from = 0;
    loop {
        let at = from + bytes.get(from..)?.iter().position(|byte| *byte == first)?;
        if bytes.get(at..)?.starts_with(word) {
            return Some(at);
        }
        from = at + 1;
    }
}

fn contains(bytes: &[u8], word: &[u8]) -> bool {
    memory(bytes, word).is_some()
}

/// A key whose value names other objects, and how that value begins and ends.
type Key = (&'static [u8], &'static [u8], &'static [u8]);

/// The children of a node of the page tree.
const KIDS: Key = (b"/Kids", b"[", b"]");
/// What a page or a form draws.
const FORMS: Key = (b"/XObject", b"<<", b">>");

/// Which objects name which: as their children in the page tree, or as what they draw.
#[derive(Default)]
struct Tree(HashMap<u32, Vec<u32>>);

impl Tree {
    /// Notes the objects of a file.
    fn note(&mut self, bytes: &[u8], key: Key, deadline: Deadline) -> Result<(), ReadError> {
        for at in find(bytes, key.0) {
            deadline.check()?;
            let before = bytes.get(at.saturating_sub(16 * 1024)..at).unwrap_or_default();
            let Some(obj) = before.windows(4).rposition(|window| window == b" obj") else { continue };
            let number =
                before.get(..obj).unwrap_or_default().rsplit(|byte| !byte.is_ascii_digit() && *byte != b' ').next();
            let number =
                number.and_then(|number| text(number).split_whitespace().next().and_then(|number| number.parse().ok()));
            self.add(number, bytes.get(at + key.0.len()..).unwrap_or_default(), key);
        }
        Ok(())
    }

    /// Notes the objects of a stream that holds several.
    fn note_packed(&mut self, head: &[u8], unpacked: &[u8], key: Key) {
        let first = memory(head, b"/First").and_then(|at| head.get(at + 6..)).map(text).unwrap_or_default();
        let first: usize = first
            .split_whitespace()
            .next()
            .and_then(|first| first.trim_matches(|letter: char| !letter.is_ascii_digit()).parse().ok())
            .unwrap_or(0);
        let numbers = text(unpacked.get(..first.min(unpacked.len())).unwrap_or_default());
        let numbers: Vec<usize> = numbers.split_whitespace().filter_map(|number| number.parse().ok()).collect();
        let mut objects: Vec<(usize, usize)> =
            numbers.chunks(2).filter_map(|pair| Some((*pair.last()?, *pair.first()?))).collect();
        objects.sort_unstable();
        let ends = objects.iter().skip(1).map(|(offset, _)| *offset).chain([unpacked.len()]);
        for ((offset, number), end) in objects.iter().zip(ends) {
            let object = unpacked
                .get(first.saturating_add(*offset)..first.saturating_add(end).min(unpacked.len()))
                .unwrap_or_default();
            if let Some(at) = memory(object, key.0) {
                self.add(u32::try_from(*number).ok(), object.get(at + key.0.len()..).unwrap_or_default(), key);
            }
        }
    }

    /// Notes the references in a value.
    fn add(&mut self, number: Option<u32>, array: &[u8], key: Key) {
        let array = array.get(..array.len().min(MOST_OF_ARRAY)).unwrap_or(array);
        let array = array.trim_ascii_start();
        if !array.starts_with(key.1) {
            return;
        }
        let Some(array) = memory(array, key.2).and_then(|end| array.get(..end)) else { return };
        let words = text(array).replace(['[', '<'], " ");
        let words: Vec<&str> = words.split_whitespace().collect();
        let kids = words
            .windows(3)
            .filter(|words| words.last() == Some(&"R"))
            .filter_map(|words| words.first()?.parse::<u32>().ok());
        if let Some(number) = number {
            self.0.entry(number).or_default().extend(kids.take(MOST_PAGES * 4));
        }
    }

    /// Whether every way through the tree ends, and soon.
    fn check(&self) -> Result<(), ReadError> {
        let mut steps = 0usize;
        for root in self.0.keys() {
            let mut open = vec![(*root, 0usize)];
            while let Some((at, depth)) = open.pop() {
                steps += 1;
                if depth > 64 {
                    return Err(broken("PDF", "PDF"));
                }
                if steps > MOST_PAGES * 200 {
                    return Err(bound::too_many_pages());
                }
                open.extend(self.0.get(&at).into_iter().flatten().map(|kid| (*kid, depth + 1)));
            }
        }
        Ok(())
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
