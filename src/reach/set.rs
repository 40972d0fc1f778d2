//! Sets of addresses of one family. In: ranges. Out: union, intersection, difference, size, and the ranges again.

use super::address::{Cidr, Family};

/// A set of addresses, as disjoint ranges in ascending order that do not touch.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct AddressSet {
    ranges: Vec<(u128, u128)>,
}

impl AddressSet {
    /// No address.
    #[must_use]
    pub const fn empty() -> Self {
        Self { ranges: Vec::new() }
    }

    /// Every address of a family.
    #[must_use]
    pub fn all(family: Family) -> Self {
        Self { ranges: vec![(0, family.last())] }
    }

    /// The addresses of these ranges that belong to the family.
    #[must_use]
    pub fn of<'c>(family: Family, cidrs: impl IntoIterator<Item = &'c Cidr>) -> Self {
        let own = cidrs.into_iter().filter(|cidr| cidr.family() == family);
        Self::joined(own.map(|cidr| (cidr.first(), cidr.last())).collect())
    }

    fn joined(mut ranges: Vec<(u128, u128)>) -> Self {
        ranges.sort_unstable();
        let mut joined: Vec<(u128, u128)> = Vec::with_capacity(ranges.len());
        for (first, last) in ranges {
            match joined.last_mut() {
                Some((_, end)) if first <= end.saturating_add(1) => *end = last.max(*end),
                _ => joined.push((first, last)),
            }
        }
        Self { ranges: joined }
    }

    /// Whether there is no address in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// Whether an address is in it.
    #[must_use]
    pub fn contains(&self, address: u128) -> bool {
        self.ranges.iter().any(|(first, last)| (*first..=*last).contains(&address))
    }

    /// Whether every address of the other set is in it.
    #[must_use]
    pub fn includes(&self, other: &Self) -> bool {
        other.minus(self).is_empty()
    }

    /// Addresses in one of the two.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self::joined(self.ranges.iter().chain(&other.ranges).copied().collect())
    }

    /// Addresses in both.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        let mut both = Vec::new();
        let (mut left, mut right) = (self.ranges.iter().peekable(), other.ranges.iter().peekable());
        while let (Some(&&(a, b)), Some(&&(c, d))) = (left.peek(), right.peek()) {
            let (first, last) = (a.max(c), b.min(d));
            if first <= last {
                both.push((first, last));
            }
            if b < d {
                left.next();
            } else {
                right.next();
            }
        }
        Self { ranges: both }
    }

    /// Addresses in this, but not in the other.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        let mut rest = Vec::new();
        for (first, last) in &self.ranges {
            let mut next = Some(*first);
            for (cut_first, cut_last) in other.ranges.iter().filter(|(a, b)| a <= last && b >= first) {
                let Some(start) = next else { break };
                if *cut_first > start {
                    rest.push((start, cut_first - 1));
                }
                next = cut_last.checked_add(1).filter(|after| after <= last);
            }
            rest.extend(next.map(|start| (start, *last)));
        }
        Self { ranges: rest }
    }

    /// The number of blocks of `2^host_bits` addresses that the set touches, as near as a double is.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a number for readers and for a comparison with a round one")]
    pub fn blocks(&self, host_bits: u32) -> f64 {
        self.ranges.iter().map(|(first, last)| ((last >> host_bits) - (first >> host_bits)) as f64 + 1.0).sum()
    }

    /// The fewest ranges with a common prefix that make up the set.
    #[must_use]
    pub fn cidrs(&self, family: Family) -> Vec<Cidr> {
        let mut cidrs = Vec::new();
        for (first, last) in &self.ranges {
            let mut next = Some(*first);
            while let Some(start) = next {
                let host_bits = widest(family, start, *last);
                let Some(cidr) = Cidr::new(family, start, family.bits() - host_bits) else { break };
                cidrs.push(cidr);
                next = cidr.last().checked_add(1).filter(|after| after <= last);
            }
        }
        cidrs
    }
}

/// The number of host bits of the widest range that begins at `start` and does not go beyond `last`.
fn widest(family: Family, start: u128, last: u128) -> u32 {
    let aligned = start.trailing_zeros().min(family.bits());
    let fits = |bits: &u32| match 1_u128.checked_shl(*bits) {
        Some(size) => last - start >= size - 1,
        None => last - start == u128::MAX,
    };
    (0..=aligned).rev().find(fits).unwrap_or(0)
}

/// Addresses that somebody on the internet may have. What is certainly private, local or not in use counts out; the rest
/// counts, the blocks for documentation among it, because a packet from them would be let through all the same.
#[must_use]
pub(super) fn public(family: Family) -> AddressSet {
    // IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890); 2000::/3 is all of IPv6 that is given out.
    const NOT_PUBLIC: [&str; 8] = [
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "224.0.0.0/3",
    ];
    match family {
        Family::V4 => {
            let private: Vec<Cidr> = NOT_PUBLIC.iter().filter_map(|text| Cidr::parse(text)).collect();
            AddressSet::all(family).minus(&AddressSet::of(family, &private))
        }
        Family::V6 => AddressSet::of(family, Cidr::parse("2000::/3").iter()),
    }
}
