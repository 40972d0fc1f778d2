//! Address ranges. In: texts such as `10.0.0.0/8` or `2001:db8::/32`. Out: [`Cidr`], and whether one lies within another.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The version of the internet protocol. Ranges of different families have nothing in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// IPv4.
    V4,
    /// IPv6.
    V6,
}

impl Family {
    /// Both.
    pub const BOTH: [Self; 2] = [Self::V4, Self::V6];

    /// Length of an address in bits.
    #[must_use]
    pub const fn bits(self) -> u32 {
        match self {
            Self::V4 => 32,
            Self::V6 => 128,
        }
    }

    /// The highest address as a number.
    #[must_use]
    pub const fn last(self) -> u128 {
        match self {
            Self::V4 => u32::MAX as u128,
            Self::V6 => u128::MAX,
        }
    }
}

/// A range of addresses that share a prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cidr {
    family: Family,
    first: u128,
    length: u32,
}

impl Cidr {
    /// The range around an address, with a prefix of this length; bits behind it do not count.
    #[must_use]
    pub fn new(family: Family, address: u128, length: u32) -> Option<Self> {
        let host_bits = family.bits().checked_sub(length)?;
        let mask = ones(host_bits);
        (address <= family.last()).then_some(Self { family, first: address & !mask, length })
    }

    /// Reads a range; a text without a length is one address.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (address, length) = match text.split_once('/') {
            Some((address, length)) => (address, Some(length)),
            None => (text, None),
        };
        let (family, address) = number(address.parse().ok()?);
        let length = match length {
            Some(digits) if !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit()) => {
                digits.parse().ok()?
            }
            Some(_) => return None,
            None => family.bits(),
        };
        Self::new(family, address, length)
    }

    /// Every address of a family.
    #[must_use]
    pub const fn all(family: Family) -> Self {
        Self { family, first: 0, length: 0 }
    }

    /// Its family.
    #[must_use]
    pub const fn family(self) -> Family {
        self.family
    }

    /// The length of its prefix in bits.
    #[must_use]
    pub const fn length(self) -> u32 {
        self.length
    }

    /// Its first address as a number.
    #[must_use]
    pub const fn first(self) -> u128 {
        self.first
    }

    /// Its last address as a number.
    #[must_use]
    pub fn last(self) -> u128 {
        self.first | ones(self.family.bits() - self.length)
    }

    /// Whether every address of the other range is one of this.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.family == other.family && self.first <= other.first && other.last() <= self.last()
    }
}

impl fmt::Display for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.family {
            Family::V4 => write!(f, "{}", Ipv4Addr::from(u32::try_from(self.first).unwrap_or(u32::MAX)))?,
            Family::V6 => write!(f, "{}", Ipv6Addr::from(self.first))?,
        }
        write!(f, "/{}", self.length)
    }
}

/// An address as family and number.
pub(super) fn number(address: IpAddr) -> (Family, u128) {
    match address {
        IpAddr::V4(address) => (Family::V4, u128::from(u32::from(address))),
        IpAddr::V6(address) => (Family::V6, u128::from(address)),
    }
}

/// A number whose last `count` bits are ones.
fn ones(count: u32) -> u128 {
    match count {
        0 => 0,
        count => u128::MAX >> (128 - count.min(128)),
    }
}

/// Whether the first range lies within the second; `None` if one of them is no range of addresses.
#[must_use]
pub fn within(inner: &str, outer: &str) -> Option<bool> {
    Some(Cidr::parse(outer)?.contains(Cidr::parse(inner)?))
}
