//! Comparing one value of the request with one of the policy. In: two texts and how to compare
//! them. Out: `Truth`.
//!
//! "IAM JSON policy elements: Condition operators". Values that do not fit the operator are
//! unknown, never unequal.

use super::glob::{Glob, Syntax};
use super::operator::Order;
use super::pattern::ARN_PARTS;
use super::truth::{Reason, Truth};
use std::net::IpAddr;

const MALFORMED: Truth = Truth::Unknown(Reason::MalformedValue);

/// `Bool` and `Null` values. NOTE: whether `False` or `FALSE` is a Boolean is not documented, so
/// only the lower-case words are.
pub(super) fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

pub(super) fn booleans(policy: &str, request: &str) -> Truth {
    match (boolean(policy), boolean(request)) {
        (Some(a), Some(b)) => Truth::known(a == b),
        _ => MALFORMED,
    }
}

/// `StringEquals` and `StringLike`; `variables` if `${…}` is one.
pub(super) fn texts(policy: &str, request: &str, wildcards: bool, variables: bool) -> Truth {
    glob(&Glob::new(policy, Syntax { wildcards, variables }), &Glob::literal(request))
}

/// `StringEqualsIgnoreCase`. Beyond ASCII, which letters AWS takes for equal is not documented.
pub(super) fn texts_ignoring_case(policy: &str, request: &str, variables: bool) -> Truth {
    let found = texts(&policy.to_ascii_lowercase(), &request.to_ascii_lowercase(), false, variables);
    if found.is_false() && !(policy.is_ascii() && request.is_ascii()) { MALFORMED } else { found }
}

fn glob(pattern: &Glob, text: &Glob) -> Truth {
    if pattern.covers(text) {
        Truth::True
    } else if !pattern.overlaps(text) {
        Truth::False
    } else if pattern.has_variable() {
        Truth::Unknown(Reason::PolicyVariable)
    } else {
        MALFORMED
    }
}

/// `ArnEquals`, `ArnLike`: each of the six parts is compared separately; the last takes the
/// remaining colons.
pub(super) fn arns(policy: &str, request: &str, variables: bool) -> Truth {
    let pattern = Glob::new(policy, Syntax { wildcards: true, variables });
    let text = Glob::literal(request);
    let (mine, theirs) = (pattern.parts(ARN_PARTS), text.parts(ARN_PARTS));
    if mine.len() < ARN_PARTS || theirs.len() < ARN_PARTS || !request.starts_with("arn:") {
        return MALFORMED;
    }
    mine.iter().zip(&theirs).fold(Truth::True, |all, (mine, theirs)| all.and(glob(mine, theirs)))
}

/// A plain decimal. Fifteen digits are exact in an `f64`, so that comparing is too.
pub(super) fn number(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if plain(whole) && plain(fraction) && digits.len() <= 15 { text.parse().ok() } else { None }
}

pub(super) fn numbers(policy: &str, request: &str, order: Order) -> Truth {
    let (Some(policy), Some(request)) = (number(policy), number(request)) else {
        return MALFORMED;
    };
    let comparison = request.total_cmp(&policy);
    Truth::known(match order {
        Order::Equals => comparison.is_eq(),
        Order::Less => comparison.is_lt(),
        Order::LessEquals => comparison.is_le(),
        Order::Greater => comparison.is_gt(),
        Order::GreaterEquals => comparison.is_ge(),
    })
}

/// `IpAddress`: CIDR, or one address. NOTE: "If you specify an IP address without the associated
/// routing prefix, IAM uses the default prefix value of /32"; for IPv6 that can hardly be meant, so
/// an IPv6 address without prefix is not decided.
pub(super) fn addresses(policy: &str, request: &str) -> Truth {
    let Some(found) = network(policy).zip(request.parse::<IpAddr>().ok()) else {
        return MALFORMED;
    };
    match found {
        ((IpAddr::V4(network), length), IpAddr::V4(address)) if length <= 32 => {
            let mask = u32::MAX.checked_shl(32 - length).unwrap_or(0);
            Truth::known(network.to_bits() & mask == address.to_bits() & mask)
        }
        ((IpAddr::V6(network), length), IpAddr::V6(address)) if length <= 128 => {
            let mask = u128::MAX.checked_shl(128 - length).unwrap_or(0);
            Truth::known(network.to_bits() & mask == address.to_bits() & mask)
        }
        ((IpAddr::V4(_), length), IpAddr::V6(_)) if length <= 32 => Truth::False,
        ((IpAddr::V6(_), length), IpAddr::V4(_)) if length <= 128 => Truth::False,
        _ => MALFORMED,
    }
}

/// The same for an address that belongs to no network which the policy names. NOTE: "Blocking public access to your Amazon S3
/// storage", The meaning of "public": ranges wider than /8 (IPv4) or /32 (IPv6) name no network.
pub(super) fn elsewhere(policy: &str) -> Truth {
    match network(policy) {
        Some((IpAddr::V4(_), 8..=32) | (IpAddr::V6(_), 32..=128)) => Truth::False,
        Some(_) => Truth::Unknown(Reason::ConditionKey),
        None => MALFORMED,
    }
}

fn network(text: &str) -> Option<(IpAddr, u32)> {
    match text.split_once('/') {
        Some((address, length)) if length.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some((address.parse().ok()?, length.parse().ok()?))
        }
        Some(_) => None,
        None => match text.parse().ok()? {
            address @ IpAddr::V4(_) => Some((address, 32)),
            IpAddr::V6(_) => None,
        },
    }
}
