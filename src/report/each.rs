//! Lists whose items are made while they are written, so that no more than one of them is there at a time.
//!
//! In: a way to the items. Out: a list for serde.

use serde::{Serialize, Serializer};

/// A list whose items are made one by one.
pub(crate) struct Each<F>(F);

impl<F, I> Each<F>
where
    F: Fn() -> I,
    I: Iterator,
{
    /// A list, which may be empty.
    pub(crate) fn new(items: F) -> Self {
        Self(items)
    }

    /// `None` where there are no items: OSCAL's schema allows no empty lists.
    pub(crate) fn of(items: F) -> Option<Self> {
        items().next().is_some().then(|| Self(items))
    }
}

impl<F, I> Serialize for Each<F>
where
    F: Fn() -> I,
    I: Iterator,
    I::Item: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}
