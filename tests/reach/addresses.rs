//! Ranges of addresses: what is read, what lies within what, and sets of them against plain membership.

use super::cidr;
use proptest::prelude::*;
use tomscan::reach::{AddressSet, Cidr, Family, within};

#[test]
fn ranges_are_read_as_aws_writes_them() {
    for (text, canonical) in [
        ("10.0.0.7/8", "10.0.0.0/8"),
        ("0.0.0.0/0", "0.0.0.0/0"),
        ("203.0.113.7", "203.0.113.7/32"),
        ("2001:DB8::1/32", "2001:db8::/32"),
        ("::/0", "::/0"),
        ("2001:db8::7", "2001:db8::7/128"),
    ] {
        assert_eq!(cidr(text).to_string(), canonical);
    }
    for text in
        ["", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0/8", "::/129", "any", "10.0.0.0/8/8"]
    {
        assert_eq!(Cidr::parse(text), None, "{text}");
    }
}

#[test]
fn one_range_lies_within_another_or_not() {
    assert_eq!(within("198.51.100.7/32", "198.51.100.0/24"), Some(true));
    assert_eq!(within("198.51.100.0/24", "198.51.100.7/32"), Some(false));
    assert_eq!(within("0.0.0.0/0", "0.0.0.0/0"), Some(true));
    assert_eq!(within("0.0.0.0/0", "::/0"), Some(false), "families have nothing in common");
    assert_eq!(within("the office", "0.0.0.0/0"), None);
}

#[test]
fn the_whole_of_a_family_is_one_range() {
    for family in Family::BOTH {
        let all = AddressSet::all(family);
        assert_eq!(all.cidrs(family), vec![Cidr::all(family)]);
        assert!(all.minus(&all).is_empty());
    }
}

fn set() -> impl Strategy<Value = AddressSet> {
    let range = (0_u128..64, 26_u32..=32).prop_map(|(address, length)| Cidr::new(Family::V4, address, length).unwrap());
    prop::collection::vec(range, 0..6).prop_map(|ranges| AddressSet::of(Family::V4, &ranges))
}

proptest! {
    #[test]
    fn sets_do_what_membership_says(a in set(), b in set()) {
        let ranges = a.cidrs(Family::V4);
        prop_assert_eq!(&AddressSet::of(Family::V4, &ranges), &a);
        prop_assert_eq!(a.includes(&b), (0..64).all(|address| a.contains(address) || !b.contains(address)));
        for address in 0..64 {
            let (in_a, in_b) = (a.contains(address), b.contains(address));
            prop_assert_eq!(a.union(&b).contains(address), in_a || in_b);
            prop_assert_eq!(a.intersection(&b).contains(address), in_a && in_b);
            prop_assert_eq!(a.minus(&b).contains(address), in_a && !in_b);
        }
    }
}
