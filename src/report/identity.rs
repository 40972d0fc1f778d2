//! Identifiers that are the same from scan to scan, for formats whose readers follow something over time.
//!
//! In: what a thing is: document, account, rule, kind, region, ARN. Out: UUIDs of version 5 (RFC 9562, § 5.5), which are hashes of
//! names. No time, language, line or observed value is among the names, unless what is named belongs to one point in time.

use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// One document in one account, whatever scan looked at it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Series(Uuid);

impl Series {
    /// That of this document in this account.
    pub(crate) fn of(account: &str, party: &str, title: &str) -> Self {
        Self(global("series", &[account, party, title]))
    }

    /// Something of the document in the account.
    pub(crate) fn id(self, kind: &str, names: &[&str]) -> Uuid {
        named(&self.0, kind, names)
    }

    /// A resource under a rule, whichever of its checks looks at it.
    pub(crate) fn finding(self, rule: &str, kind: &str, region: &str, arn: &str) -> Uuid {
        self.id("finding", &[rule, kind, region, arn])
    }

    /// A resource.
    pub(crate) fn resource(self, kind: &str, region: &str, arn: &str, name: &str) -> Uuid {
        self.id("resource", &[kind, region, arn, name])
    }
}

/// Something that does not belong to a document in an account.
pub(crate) fn global(kind: &str, names: &[&str]) -> Uuid {
    let tomscan = Uuid::new_v5(&Uuid::NAMESPACE_URL, env!("CARGO_PKG_REPOSITORY").as_bytes());
    named(&tomscan, kind, names)
}

/// A part of something, or the same thing at a point in time.
pub(crate) fn part(of: Uuid, name: &str) -> Uuid {
    named(&of, "part", &[name])
}

/// JSON keeps names apart that would be the same text once put together.
fn named(within: &Uuid, kind: &str, names: &[&str]) -> Uuid {
    Uuid::new_v5(within, json!([kind, names]).to_string().as_bytes())
}

/// Tells things apart that have the same names.
#[derive(Debug, Default)]
pub(crate) struct Distinct(HashMap<Uuid, u64>);

impl Distinct {
    /// The first keeps its identifier, later ones are numbered.
    pub(crate) fn take(&mut self, id: Uuid) -> Uuid {
        let earlier = self.0.entry(id).or_default();
        *earlier += 1;
        if *earlier == 1 { id } else { part(id, &earlier.to_string()) }
    }
}
