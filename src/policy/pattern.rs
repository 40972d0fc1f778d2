//! The patterns of `Action` and `Resource`. In: their texts. Out: what they cover and what they may
//! overlap with.
//!
//! `covers` follows what AWS documents, strictly; `overlaps` reads wildcards as widely as can be.
//! Between the two lies what nobody can say.

use super::glob::{Glob, Syntax};

/// A pattern that stands for a set of texts.
pub(super) trait Pattern {
    /// Everything in `other` is in this: a proof.
    fn covers(&self, other: &Self) -> bool;
    /// Something may be in both; `false` is a proof that nothing is.
    fn overlaps(&self, other: &Self) -> bool;
}

/// `service:Name`, case-insensitive ("IAM JSON policy elements: Action").
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ActionPattern {
    glob: Glob,
    /// As it was written.
    text: String,
}

impl ActionPattern {
    pub(super) fn new(text: &str) -> Self {
        // Variables are not documented for actions; reading them as unknown text is right either
        // way.
        let syntax = Syntax { wildcards: true, variables: true };
        Self { glob: Glob::new(&text.to_ascii_lowercase(), syntax), text: text.to_owned() }
    }

    /// One action.
    pub(super) fn concrete(text: &str) -> Self {
        Self { glob: Glob::literal(&text.to_ascii_lowercase()), text: text.to_owned() }
    }

    /// As it was written.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The action if there is neither wildcard nor variable.
    pub(super) fn as_text(&self) -> Option<String> {
        self.glob.as_text().map(|_| self.text.clone())
    }

    pub(super) fn has_variable(&self) -> bool {
        self.glob.has_variable()
    }

    /// Some action that matches, in lower case.
    pub(super) fn example(&self) -> Option<String> {
        self.glob.example('x', "x").filter(|text| text.contains(':'))
    }
}

impl Pattern for ActionPattern {
    fn covers(&self, other: &Self) -> bool {
        // NOTE: the service part must be named ("IAM JSON policy elements: Action"); of `s3*`
        // nothing is documented.
        self.glob.is_anything() || (self.glob.has_literal(':') && self.glob.covers(&other.glob))
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.glob.overlaps(&other.glob)
    }
}

/// The number of colon-separated parts of an ARN; the last takes all further colons.
pub(super) const ARN_PARTS: usize = 6;

/// An ARN with wildcards, or `*`; case-sensitive ("IAM JSON policy elements: Resource").
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ResourcePattern {
    whole: Glob,
    parts: Vec<Glob>,
    /// Every text of this class has five colons, as names of IAM have none; then no wildcard can
    /// stand for one.
    five_colons: bool,
    /// The very last character is a `*`; `*?` matches the same texts as `?*`, but only the latter
    /// can expand beyond a colon.
    open_end: bool,
}

impl ResourcePattern {
    pub(super) fn new(text: &str, variables: bool) -> Self {
        let syntax = Syntax { wildcards: true, variables };
        Self { open_end: text.ends_with('*'), ..Self::from_glob(Glob::new(text, syntax)) }
    }

    /// One concrete resource.
    pub(super) fn concrete(text: &str) -> Self {
        Self::from_glob(Glob::literal(text))
    }

    /// A class of IAM resources: their names and paths hold no colon ("IAM and AWS STS quotas",
    /// name requirements).
    pub(super) fn of_iam(text: &str) -> Self {
        Self { five_colons: true, ..Self::new(text, false) }
    }

    fn from_glob(whole: Glob) -> Self {
        let parts = whole.parts(ARN_PARTS);
        Self { whole, parts, five_colons: false, open_end: false }
    }

    pub(super) fn has_variable(&self) -> bool {
        self.whole.has_variable()
    }

    /// One resource that matches, with `many` for every `*`.
    pub(super) fn example(&self, many: &str) -> Option<String> {
        self.whole.example('x', many)
    }

    /// The part at `index` (1 is the partition, 4 the account) if it is written out.
    pub(super) fn part_text(&self, index: usize) -> Option<String> {
        self.parts.get(index)?.as_text()
    }
}

impl Pattern for ResourcePattern {
    /// NOTE: "IAM JSON policy elements: Resource": wildcards work within the parts between the
    /// colons; a `*` that is the last character of a part can expand beyond the colon. Nothing else
    /// may cross a colon here. The pattern's own last part is the only one where that is used, so
    /// `arn:aws:s3*:x` proves nothing.
    fn covers(&self, other: &Self) -> bool {
        if self.whole.is_anything() {
            return true;
        }
        let count = self.parts.len();
        let fits = count == other.parts.len() || (count < other.parts.len() && self.open_end);
        fits && self.parts.iter().zip(&other.parts).all(|(mine, theirs)| mine.covers(theirs))
    }

    fn overlaps(&self, other: &Self) -> bool {
        let aligned =
            (self.five_colons || other.five_colons) && self.parts.len() == ARN_PARTS && other.parts.len() == ARN_PARTS;
        if aligned {
            return self.parts.iter().zip(&other.parts).all(|(mine, theirs)| mine.overlaps(theirs));
        }
        self.whole.overlaps(&other.whole)
    }
}
