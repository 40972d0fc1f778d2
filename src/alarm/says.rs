//! Three values: yes, no, or why it cannot be told.

use crate::fact::{Observed, Unknown};

/// An answer that may stay open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Says {
    /// It is so, whatever is not known.
    Yes,
    /// It is not so, whatever is not known.
    No,
    /// Neither can be said.
    CannotTell(Unknown),
}

impl Says {
    /// A certain answer.
    pub fn known(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }

    /// Shorthand for what the answers themselves leave open.
    pub fn cannot_tell(reason: &str) -> Self {
        Self::CannotTell(Unknown::undecidable(reason))
    }

    /// Both: one *no* decides.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::CannotTell(why), _) | (_, Self::CannotTell(why)) => Self::CannotTell(why),
            (Self::Yes, Self::Yes) => Self::Yes,
        }
    }

    /// One of them: one *yes* decides.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Yes, _) | (_, Self::Yes) => Self::Yes,
            (Self::CannotTell(why), _) | (_, Self::CannotTell(why)) => Self::CannotTell(why),
            (Self::No, Self::No) => Self::No,
        }
    }

    /// The opposite.
    #[must_use]
    pub fn negate(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            open @ Self::CannotTell(_) => open,
        }
    }

    /// Whether all are so; of none, all are.
    pub fn all(answers: impl IntoIterator<Item = Self>) -> Self {
        answers.into_iter().fold(Self::Yes, Self::and)
    }

    /// Whether one is so.
    pub fn any(answers: impl IntoIterator<Item = Self>) -> Self {
        answers.into_iter().fold(Self::No, Self::or)
    }

    /// What `a && b || c` makes: `ands` is true for each `&&`. Which of the two binds tighter is tried both ways; where that
    /// matters, it cannot be told, for `reason`.
    pub(super) fn row(values: &[Self], ands: &[bool], reason: &str) -> Self {
        let Some((first, rest)) = values.split_first() else { return Self::No };
        let rest = || ands.iter().zip(rest.iter().cloned());
        let in_order =
            rest().fold(first.clone(), |left, (and, right)| if *and { left.and(right) } else { left.or(right) });
        let mut groups = vec![first.clone()];
        for (and, value) in rest() {
            match groups.last_mut() {
                Some(group) if *and => *group = group.clone().and(value),
                _ => groups.push(value),
            }
        }
        let and_first = Self::any(groups);
        if in_order == and_first { and_first } else { Self::cannot_tell(reason) }
    }
}

impl From<Says> for Observed<bool> {
    fn from(says: Says) -> Self {
        match says {
            Says::Yes => Self::Value(true),
            Says::No => Self::Value(false),
            Says::CannotTell(why) => Self::Unknown(why),
        }
    }
}

impl From<Observed<bool>> for Says {
    /// What is certainly absent is not so.
    fn from(seen: Observed<bool>) -> Self {
        match seen {
            Observed::Value(yes) => Self::known(yes),
            Observed::Absent => Self::No,
            Observed::Unknown(why) => Self::CannotTell(why),
        }
    }
}
