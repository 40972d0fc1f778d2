//! Choosing the context of a counterexample. In: statements that are to apply and statements that are not to. Out: the keys to
//! set for that.
//!
//! Only keys that a requester can influence are chosen, from the policy's own values and a few ordinary ones. Whoever asks has
//! the result checked by the plain evaluator; nothing is concluded if nothing is found.

use super::condition::Test;
use super::context::{Context, Presence, ValueType, is_free, value_type};
use super::document::Statement;
use super::glob::{Glob, Syntax};
use std::collections::BTreeMap;

/// A bound on the requests and contexts tried for one question; what hits it is not decided.
const MAX_TRIES: usize = 20_000;
const MAX_VALUES: usize = 12;

/// One search: the tests that lend their values, and what is left to try.
pub(super) struct Search<'a> {
    tests: Vec<&'a Test>,
    /// By key in lower case: what it may be set to, instead of what is usual.
    settled: BTreeMap<String, Vec<Presence>>,
    left: usize,
}

/// What the found context has to bring about, for requests of one action.
#[derive(Clone, Copy)]
pub(super) struct Aim<'s, 'a> {
    pub action: &'s str,
    /// All their tests are to hold.
    pub apply: &'s [&'a Statement],
    /// One test of each is to fail.
    pub avoid: &'s [&'a Statement],
}

impl<'a> Search<'a> {
    pub(super) fn new(statements: impl Iterator<Item = &'a Statement>) -> Self {
        let tests = statements.flat_map(|statement| &statement.condition).collect();
        Self { tests, settled: BTreeMap::new(), left: MAX_TRIES }
    }

    /// The same with `key` set to one of these, or never chosen if there are none.
    pub(super) fn settle(mut self, key: &str, choices: Vec<Presence>) -> Self {
        self.settled.insert(key.to_ascii_lowercase(), choices);
        self
    }

    /// The same with `key` set to one of the policy's own values that fit, or to one of these.
    pub(super) fn settle_own(self, key: &str, fits: impl Fn(&str) -> bool, others: Vec<Presence>) -> Self {
        let fitting = |presence: &Presence| match presence {
            Presence::Absent => false,
            Presence::Present(values) => values.iter().all(|value| fits(value)),
        };
        let own: Vec<Presence> = self.own_values(key).into_iter().filter(fitting).chain(others).collect();
        self.settle(key, own)
    }

    /// Counts one attempt; `None` when there have been enough.
    pub(super) fn count(&mut self) -> Option<()> {
        self.left = self.left.checked_sub(1)?;
        Some(())
    }

    /// Whether a counterexample may choose `key`: it is free, and neither given nor chosen already.
    pub(super) fn may_set(&self, known: &Context, key: &str) -> bool {
        if known.knows(key) {
            return false;
        }
        let lower = key.to_ascii_lowercase();
        if let Some(choices) = self.settled.get(&lower) {
            return !choices.is_empty();
        }
        let anonymous = matches!(known.get("aws:PrincipalType"), Some(Presence::Present(values)) if values.iter().any(|value| value == "Anonymous"));
        match lower.as_str() {
            // In clear text, `s3:TlsVersion` may be absent; what else it could be is not known, so no
            // value is ever claimed.
            "s3:tlsversion" => true,
            // The region is the resource's.
            "aws:requestedregion" => false,
            _ if anonymous && (lower.starts_with("aws:principal") || lower.starts_with("aws:multifactor")) => false,
            _ => is_free(&lower),
        }
    }

    /// Further keys that bring the aim about, beside those that are known.
    pub(super) fn context(&mut self, aim: Aim<'_, 'a>, known: &Context) -> Option<Context> {
        self.extend(aim, known, Context::default())
    }

    fn extend(&mut self, aim: Aim<'_, 'a>, known: &Context, chosen: Context) -> Option<Context> {
        let open =
            aim.apply.iter().flat_map(|statement| &statement.condition).find(|test| !test.holds(known).is_true());
        if let Some(test) = open {
            return self.choose(aim, known, &chosen, test, true);
        }
        let Some(statement) = aim.avoid.iter().find(|statement| !statement.condition_holds(known).is_false()) else {
            return Some(chosen);
        };
        statement.condition.iter().find_map(|test| self.choose(aim, known, &chosen, test, false))
    }

    /// Sets the key of the test so that the test holds, or so that it fails, and goes on.
    fn choose(
        &mut self,
        aim: Aim<'_, 'a>,
        known: &Context,
        chosen: &Context,
        test: &Test,
        hold: bool,
    ) -> Option<Context> {
        if !self.may_set(known, test.key()) {
            return None;
        }
        for presence in self.choices(test.key(), aim.action) {
            self.count()?;
            let mut next = known.clone();
            next.set(test.key(), presence.clone());
            let wanted = if hold { test.holds(&next).is_true() } else { test.holds(&next).is_false() };
            if !next.is_possible() || !wanted {
                continue;
            }
            let mut chosen = chosen.clone();
            chosen.set(test.key(), presence);
            if let Some(found) = self.extend(aim, &next, chosen) {
                return Some(found);
            }
        }
        None
    }

    /// What `key` may be set to, the most telling first.
    fn choices(&self, key: &str, action: &str) -> Vec<Presence> {
        let lower = key.to_ascii_lowercase();
        if let Some(choices) = self.settled.get(&lower) {
            return choices.clone();
        }
        let present = |value: &str| Presence::Present(vec![value.to_owned()]);
        if !lower.starts_with("aws:") && !carries(action, &lower) {
            return vec![Presence::Absent];
        }
        let own = self.own_values(key);
        // Every other free key is missing from some requests.
        match value_type(key) {
            ValueType::Address => {
                let ordinary = ["203.0.113.7", "198.51.100.77", "192.0.2.177", "2001:db8::7"].into_iter().map(present);
                ordinary.chain(own).chain([Presence::Absent]).collect()
            }
            _ if lower == "sns:protocol" => own.into_iter().chain([present("https")]).collect(),
            _ => std::iter::once(Presence::Absent).chain(own).chain([present("example")]).collect(),
        }
    }

    /// Values of `key` that the policy itself names. A CIDR stands for its first address.
    fn own_values(&self, key: &str) -> Vec<Presence> {
        let same_key = self.tests.iter().filter(|test| test.key().eq_ignore_ascii_case(key));
        let mut own: Vec<Presence> = Vec::new();
        for value in same_key.flat_map(|test| examples(test)) {
            let value = if value_type(key) == ValueType::Address {
                value.split('/').next().unwrap_or("").to_owned()
            } else {
                value
            };
            let fits = match value_type(key) {
                ValueType::Address => value.parse::<std::net::IpAddr>().is_ok(),
                ValueType::Boolean => matches!(value.as_str(), "true" | "false"),
                ValueType::Number => false,
                ValueType::Text => !value.is_empty(),
            };
            if fits && own.len() < MAX_VALUES {
                own.push(Presence::Present(vec![value]));
            }
        }
        own
    }
}

/// Values that the test's own patterns match.
pub(super) fn examples(test: &Test) -> impl Iterator<Item = String> {
    let syntax = Syntax { wildcards: test.has_wildcards(), variables: true };
    test.values().iter().filter_map(move |value| Glob::new(value, syntax).example('x', "example"))
}

/// Whether requests for `action` can carry the service's own key with a value of the requester's choice.
fn carries(action: &str, lower_key: &str) -> bool {
    match action {
        "s3:PutObject" => lower_key.starts_with("s3:x-amz-"),
        "s3:ListBucket" => lower_key == "s3:prefix",
        "s3:GetObject" => lower_key.starts_with("s3:existingobjecttag/"),
        "sns:Subscribe" => matches!(lower_key, "sns:protocol" | "sns:endpoint"),
        "elasticfilesystem:ClientMount" | "elasticfilesystem:ClientWrite" | "elasticfilesystem:ClientRootAccess" => {
            lower_key == "elasticfilesystem:accessedviamounttarget"
        }
        "kms:Encrypt" | "kms:Decrypt" | "kms:GenerateDataKey" => {
            lower_key == "kms:viaservice" || lower_key.starts_with("kms:encryptioncontext:")
        }
        _ => false,
    }
}
