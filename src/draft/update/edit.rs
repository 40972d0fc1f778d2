//! Changes of a text at its places, and the lines of a text.
//!
//! In: a text and what is to stand where. Out: the text with these changes; whatever lies between them is the same byte for byte.

use std::ops::Range;

/// What is to stand at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// The place, in bytes. An empty one is a place between two signs.
    pub(super) at: Range<usize>,
    /// What is to stand there.
    pub(super) text: String,
}

/// The text with its changes, which must not overlap. Of several at one place the first comes first.
pub(super) fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| (edit.at.start, edit.at.end));
    let (mut whole, mut done) = (String::with_capacity(text.len()), 0);
    for edit in edits {
        whole.push_str(text.get(done..edit.at.start).unwrap_or_default());
        whole.push_str(&edit.text);
        done = edit.at.end;
    }
    whole.push_str(text.get(done..).unwrap_or_default());
    whole
}

/// Where the text begins, behind a byte order mark.
pub(super) fn beginning(text: &str) -> usize {
    text.len() - text.trim_start_matches('\u{feff}').len()
}

/// Where the line of a place begins.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    before.rfind('\n').map_or(beginning(text), |end| end + 1)
}

/// Where the next line begins.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |end| at + end + 1)
}

/// The lines between two places, each with its end.
pub(super) fn lines(text: &str, within: Range<usize>) -> Vec<Range<usize>> {
    let (mut lines, mut at) = (Vec::new(), within.start);
    while at < within.end {
        let end = line_end(text, at).min(within.end);
        lines.push(at..end);
        at = end;
    }
    lines
}

/// Lines as the file ends them: those of Windows stay so.
pub(super) fn with_ends_of(file: &str, lines: &str) -> String {
    let is_crlf = file.find('\n').is_some_and(|end| file.get(..end).is_some_and(|line| line.ends_with('\r')));
    if is_crlf { lines.replace('\n', "\r\n") } else { lines.to_owned() }
}
