//! What is known of a request's context. In: keys that are set to values, or known to be absent.
//! Out: look-ups, in any letter case; a key that is not mentioned may have any value or none.
//!
//! "AWS global condition context keys" says which keys are there when, and of what type.

use std::collections::BTreeMap;
use std::fmt;

/// Whether a condition key is in the request context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It is not.
    Absent,
    /// It is, with these values (one for a single-valued key, never none).
    Present(Vec<String>),
}

/// What is known of a request context; of keys that are not in it, nothing is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// By the key in lower case: context key names are not case-sensitive.
    keys: BTreeMap<String, (String, Presence)>,
}

impl Context {
    /// What is known of `key`, in any letter case; `None` if nothing is.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Presence> {
        self.keys.get(&key.to_ascii_lowercase()).map(|(_, presence)| presence)
    }

    /// The same with `key` set to one value.
    #[must_use]
    pub fn with(mut self, key: &str, value: &str) -> Self {
        self.set(key, Presence::Present(vec![value.to_owned()]));
        self
    }

    /// The same with `key` known to be absent.
    #[must_use]
    pub fn without(mut self, key: &str) -> Self {
        self.set(key, Presence::Absent);
        self
    }

    /// Sets what is known of `key`.
    pub fn set(&mut self, key: &str, presence: Presence) {
        self.keys.insert(key.to_ascii_lowercase(), (key.to_owned(), presence));
    }

    /// Whether some request can have this context. NOTE: "AWS global condition context keys":
    /// `aws:SourceIp` is there unless the request comes through a VPC endpoint, and
    /// `aws:SourceVpc`, `aws:SourceVpce` and `aws:VpcSourceIp` are there only if it does.
    pub(super) fn is_possible(&self) -> bool {
        let is = |key: &str, present: bool| match self.get(key) {
            Some(Presence::Present(_)) => present,
            Some(Presence::Absent) => !present,
            None => false,
        };
        let endpoint_keys = ["aws:SourceVpc", "aws:SourceVpce", "aws:VpcSourceIp"];
        let through_endpoint = is("aws:SourceIp", false) || endpoint_keys.iter().any(|key| is(key, true));
        let direct = is("aws:SourceIp", true) || endpoint_keys.iter().any(|key| is(key, false));
        !(through_endpoint && direct)
    }

    /// All that is known, by key.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Presence)> {
        self.keys.values().map(|(key, presence)| (key.as_str(), presence))
    }
}

impl fmt::Display for Context {
    /// `aws:SourceIp=203.0.113.7, aws:SourceVpce absent`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (key, presence)) in self.iter().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            match presence {
                Presence::Absent => write!(f, "{comma}{key} absent")?,
                Presence::Present(values) => write!(f, "{comma}{key}={}", values.join("|"))?,
            }
        }
        Ok(())
    }
}

/// The type of a key's values, where it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ValueType {
    Text,
    Boolean,
    Number,
    Address,
}

pub(super) fn value_type(key: &str) -> ValueType {
    match key.to_ascii_lowercase().as_str() {
        "aws:securetransport" | "aws:multifactorauthpresent" | "aws:viaawsservice" | "aws:principalisawsservice" => {
            ValueType::Boolean
        }
        "s3:tlsversion" | "s3:max-keys" | "aws:multifactorauthage" => ValueType::Number,
        "aws:sourceip" | "aws:vpcsourceip" => ValueType::Address,
        _ => ValueType::Text,
    }
}

/// The keys that a requester can choose, or that depend on where the request comes from; everything
/// else is fixed by the principal, the resource, the time or the service and is never guessed at.
/// Only single-valued keys are among them.
const FREE_KEYS: [&str; 10] = [
    "aws:multifactorauthpresent",
    "aws:referer",
    "aws:requestedregion",
    "aws:sourceip",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:useragent",
    "aws:vpcsourceip",
    "aws:principalorgid",
    "s3:prefix",
];

/// Whether a counterexample may set `key` as it likes.
pub(super) fn is_free(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    FREE_KEYS.contains(&key.as_str())
        || key.starts_with("aws:principaltag/")
        || key.starts_with("s3:x-amz-")
        || key.starts_with("s3:existingobjecttag/")
}
