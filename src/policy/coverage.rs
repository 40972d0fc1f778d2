//! Sets of patterns and their unions. In: `Action`/`NotAction` and `Resource`/`NotResource` lists.
//! Out: whether they contain a whole class, alone or several statements together.

use super::pattern::Pattern;
use super::truth::{Reason, Truth};

/// `Action`/`Resource` (only these) or `NotAction`/`NotResource` (all but these). Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Selection<P> {
    Only(Vec<P>),
    AllBut(Vec<P>),
}

impl<P> Selection<P> {
    pub(super) fn patterns(&self) -> &[P] {
        match self {
            Self::Only(patterns) | Self::AllBut(patterns) => patterns,
        }
    }
}

impl<P: Pattern> Selection<P> {
    /// True if all of `class` is selected, false if none of it is. Exact for a class of one text,
    /// but for what `reason` names.
    pub(super) fn contains(&self, class: &P, reason: Reason) -> Truth {
        let (Self::Only(patterns) | Self::AllBut(patterns)) = self;
        let listed = if patterns.iter().any(|pattern| pattern.covers(class)) {
            Truth::True
        } else if patterns.iter().any(|pattern| pattern.overlaps(class)) {
            Truth::Unknown(reason)
        } else {
            Truth::False
        };
        if matches!(self, Self::Only(_)) { listed } else { listed.negate() }
    }
}

/// Whether the selections together contain all of `class`: a proof if true. `true` for `Action:
/// s3:Get*` in one statement and `NotAction: s3:Get*` in another. The selections must be free of
/// variables, and all of them must apply at once.
pub(super) fn together_cover<P: Pattern>(selections: &[&Selection<P>], class: &P) -> bool {
    if selections.iter().any(|selection| selection.contains(class, Reason::ActionUnion).is_true()) {
        return true;
    }
    let (mut listed, mut excepted) = (Vec::new(), Vec::new());
    for selection in selections {
        match selection {
            Selection::Only(patterns) => listed.extend(patterns),
            Selection::AllBut(patterns) => excepted.push(patterns),
        }
    }
    // What all the exceptions leave open must be listed elsewhere. A text of the class that no
    // `AllBut` contains is matched by some pattern of each of them; take the one of `first`. It is
    // harmless if it is listed, or if some other statement's exceptions, except for the listed
    // ones, have nothing in common with it.
    let is_listed = |pattern: &P| listed.iter().any(|other| other.covers(pattern));
    excepted.iter().any(|first| {
        first.iter().filter(|hole| hole.overlaps(class)).all(|hole| {
            is_listed(hole) || excepted.iter().any(|other| other.iter().all(|p| !p.overlaps(hole) || is_listed(p)))
        })
    })
}
