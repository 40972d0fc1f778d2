//! Lists in pages.
//!
//! In: how long a list is, how large a page may be, the token that was asked with. Out: which part of it the page holds, and the
//! token of the next. A list that is to be broken never ends, or repeats itself.

use super::call::Call;
use std::ops::Range;

/// Whether lists end as they should.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Lists {
    #[default]
    True,
    /// A new token each time, without end.
    Endless,
    /// The same token each time.
    Repeating,
}

/// A page.
pub(crate) struct Page {
    /// The entries that it holds.
    pub(crate) holds: Range<usize>,
    /// The token of the next.
    pub(crate) next: Option<String>,
}

const AGAIN: &str = "again";

impl Call {
    /// The page of a list of `len` entries: as many as the member `size` asks for, `most` at most.
    pub(crate) fn page(&self, len: usize, size: &str, most: usize, token: &str) -> Page {
        let asked = if size.is_empty() { None } else { self.asked(size).and_then(|size| size.parse().ok()) };
        let size = asked.unwrap_or(most).clamp(1, most);
        let token = self.asked(token).unwrap_or_default();
        let (from, round) = read(&token);
        let to = (from + size).min(len);
        let next = match self.lists {
            Lists::Repeating => Some(AGAIN.to_owned()),
            Lists::Endless => Some(format!("p{}x{}", if to < len { to } else { 0 }, round + 1)),
            Lists::True => (to < len).then(|| format!("p{to}x0")),
        };
        Page { holds: from.min(to)..to, next }
    }
}

/// `p500x0`: where a page begins, and how often the list was gone through.
fn read(token: &str) -> (usize, u64) {
    let parts = token.strip_prefix('p').and_then(|token| token.split_once('x'));
    parts.map_or((0, 0), |(from, round)| (from.parse().unwrap_or(0), round.parse().unwrap_or(0)))
}

impl Page {
    /// The token as a member of JSON, with a comma before it.
    pub(crate) fn json(&self, name: &str) -> String {
        self.next.as_ref().map(|token| format!(",\"{name}\":\"{token}\"")).unwrap_or_default()
    }

    /// The token as an element.
    pub(crate) fn xml(&self, name: &str) -> String {
        self.next.as_ref().map(|token| format!("<{name}>{token}</{name}>")).unwrap_or_default()
    }
}
