//! Sets of addresses of which only the bounds are known. In: sets. Out: what is certainly in, and what may be.

use super::address::{Cidr, Family};
use super::set::AddressSet;

/// A set between two bounds; `at_least` is part of `at_most`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Between {
    /// What is certainly in it.
    pub(super) at_least: AddressSet,
    /// What may be in it.
    pub(super) at_most: AddressSet,
}

impl Between {
    pub(super) fn nothing() -> Self {
        Self::default()
    }

    pub(super) fn all(family: Family) -> Self {
        Self::exactly(AddressSet::all(family))
    }

    /// Nothing is known of it.
    pub(super) fn anything(family: Family) -> Self {
        Self { at_least: AddressSet::empty(), at_most: AddressSet::all(family) }
    }

    pub(super) fn exactly(set: AddressSet) -> Self {
        Self { at_least: set.clone(), at_most: set }
    }

    /// The set of these ranges; `None`: they were not seen.
    pub(super) fn of(family: Family, cidrs: Option<&[Cidr]>) -> Self {
        cidrs.map_or_else(|| Self::anything(family), |cidrs| Self::exactly(AddressSet::of(family, cidrs)))
    }

    pub(super) fn union(&self, other: &Self) -> Self {
        Self { at_least: self.at_least.union(&other.at_least), at_most: self.at_most.union(&other.at_most) }
    }

    pub(super) fn intersection(&self, other: &Self) -> Self {
        Self {
            at_least: self.at_least.intersection(&other.at_least),
            at_most: self.at_most.intersection(&other.at_most),
        }
    }

    pub(super) fn minus(&self, other: &Self) -> Self {
        Self { at_least: self.at_least.minus(&other.at_most), at_most: self.at_most.minus(&other.at_least) }
    }

    /// What may be in it is no longer certain.
    pub(super) fn in_doubt(self) -> Self {
        Self { at_least: AddressSet::empty(), at_most: self.at_most }
    }
}
