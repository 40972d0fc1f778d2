//! What is known of a request's context. In: keys that are set to values, or known to be absent; for
//! whole classes of requests also keys of which only the kind of value is known. Out: look-ups, in any
//! letter case; a key that is not mentioned may have any value or none.
//!
//! "AWS global condition context keys" says which keys are there when, and of what type.

use super::value::Class;
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

/// What is known of one key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Known {
    Is(Presence),
    Among(Among),
}

/// The value of a key is of one of these classes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Among {
    pub classes: Vec<Class>,
    /// Or there is none.
    pub or_absent: bool,
    /// The key has several values, each of them of one of the classes.
    pub several: bool,
}

/// What is known of a request context; of keys that are not in it, nothing is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// By the key in lower case: context key names are not case-sensitive.
    keys: BTreeMap<String, (String, Known)>,
}

impl Context {
    /// What is known of `key`, in any letter case; `None` if nothing is.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Presence> {
        match self.known(key)? {
            Known::Is(presence) => Some(presence),
            Known::Among(_) => None,
        }
    }

    pub(super) fn known(&self, key: &str) -> Option<&Known> {
        self.keys.get(&key.to_ascii_lowercase()).map(|(_, known)| known)
    }

    /// Whether anything is known of `key`.
    pub(super) fn knows(&self, key: &str) -> bool {
        self.known(key).is_some()
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
        self.keys.insert(key.to_ascii_lowercase(), (key.to_owned(), Known::Is(presence)));
    }

    /// The same with a value of one of these classes for `key`.
    pub(super) fn among(mut self, key: &str, classes: Vec<Class>) -> Self {
        let among = Among { classes, or_absent: false, several: false };
        self.keys.insert(key.to_ascii_lowercase(), (key.to_owned(), Known::Among(among)));
        self
    }

    /// The same with a value of one of these classes for `key`, or none.
    pub(super) fn perhaps(mut self, key: &str, classes: Vec<Class>) -> Self {
        let among = Among { classes, or_absent: true, several: false };
        self.keys.insert(key.to_ascii_lowercase(), (key.to_owned(), Known::Among(among)));
        self
    }

    /// The same with some values of one of these classes for `key`, or none.
    pub(super) fn perhaps_several(mut self, key: &str, classes: Vec<Class>) -> Self {
        let among = Among { classes, or_absent: true, several: true };
        self.keys.insert(key.to_ascii_lowercase(), (key.to_owned(), Known::Among(among)));
        self
    }

    /// The same with nothing known of `key`.
    pub(super) fn forget(mut self, key: &str) -> Self {
        self.keys.remove(&key.to_ascii_lowercase());
        self
    }

    /// The same with everything that `other` knows.
    pub(super) fn and(mut self, other: &Self) -> Self {
        self.keys.extend(other.keys.clone());
        self
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
        self.keys.values().filter_map(|(key, known)| match known {
            Known::Is(presence) => Some((key.as_str(), presence)),
            Known::Among(_) => None,
        })
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
        "aws:securetransport"
        | "aws:multifactorauthpresent"
        | "aws:viaawsservice"
        | "aws:principalisawsservice"
        | "elasticfilesystem:accessedviamounttarget" => ValueType::Boolean,
        "s3:tlsversion" | "s3:max-keys" | "aws:multifactorauthage" => ValueType::Number,
        "aws:sourceip" | "aws:vpcsourceip" => ValueType::Address,
        _ => ValueType::Text,
    }
}

/// The keys that a requester can choose, or that depend on where the request comes from; everything
/// else is fixed by the principal, the resource, the time or the service and is never guessed at.
/// Only single-valued keys are among them.
const FREE_KEYS: [&str; 14] = [
    "aws:multifactorauthpresent",
    "aws:referer",
    "aws:requestedregion",
    "aws:sourceip",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:useragent",
    "aws:vpcsourceip",
    "aws:principalorgid",
    "elasticfilesystem:accessedviamounttarget",
    "kms:viaservice",
    "s3:prefix",
    "sns:endpoint",
    "sns:protocol",
];

/// Whether a counterexample may set `key` as it likes.
pub(super) fn is_free(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    FREE_KEYS.contains(&key.as_str())
        || key.starts_with("aws:principaltag/")
        || key.starts_with("s3:x-amz-")
        || key.starts_with("s3:existingobjecttag/")
        || key.starts_with("kms:encryptioncontext:")
}
