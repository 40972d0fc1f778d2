//! Is a principal in effect an administrator? In: his identity policies and permissions boundary.
//! Out: `AdminDecision`.
//!
//! An administrator can perform every action on every resource, or can give himself that by one of
//! the ways in [`ESCALATIONS`] on all resources. A condition that he can satisfy (MFA, a network)
//! does not make him less of one. *No* is said only if full access and every single way is ruled
//! out; *Yes* only if one is shown.
//!
//! Not considered: policies of the organisation, session policies, and resource policies that allow
//! him something.

use super::caller::is_account;
use super::coverage::Selection;
use super::document::Policy;
use super::escalation::{ESCALATIONS, Escalation};
use super::permissions::{Finding, Permissions};
use super::truth::Reason;
use std::collections::BTreeSet;

/// A principal's identity policies (inline, attached, and those of his groups), each with a name,
/// and his permissions boundary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// Name and document of each policy.
    pub policies: Vec<(String, Policy)>,
    /// The permissions boundary, which limits what the policies allow ("Permissions boundaries for
    /// IAM entities").
    pub boundary: Option<Policy>,
}

/// The account a principal lives in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Home {
    /// Such as `aws`.
    pub partition: String,
    /// Twelve digits.
    pub account: String,
}

/// Whether a principal is in effect an administrator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AdminDecision {
    /// He is, and this is why.
    Yes(AdminEvidence),
    /// He is not.
    No,
    /// Not decided.
    CannotTell(Reason),
}

/// What makes a principal an administrator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdminEvidence {
    /// In which way.
    pub kind: AdminKind,
    /// The allowing statements; more than one if they do so together.
    pub statements: Vec<StatementRef>,
}

/// In which way a principal is an administrator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdminKind {
    /// Every action on every resource.
    FullAccess,
    /// He can give himself that.
    Escalation(&'static Escalation),
}

/// A statement of one of the identity's policies.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StatementRef {
    /// The name of the policy, as given in [`Identity::policies`].
    pub policy: String,
    /// The position of the statement in its policy, from 0.
    pub index: usize,
    /// `Sid`, if there is one.
    pub sid: Option<String>,
}

/// How many accounts are gone through if the principal's is not known.
const MAX_HOMES: usize = 16;

/// Whether the principal is in effect an administrator, for whatever account he may live in. If the
/// account is known, ask [`administrator_in`]: policies often write it out.
#[must_use]
pub fn administrator(identity: &Identity) -> AdminDecision {
    let homes = homes(identity);
    // Nobody's policies name that many accounts; what is beyond is not decided.
    let mut doubt = (homes.len() > MAX_HOMES).then_some(Reason::AccountUnknown);
    let mut decisions = homes.iter().take(MAX_HOMES).map(|home| administrator_in(identity, home));
    let first = decisions.next().unwrap_or(AdminDecision::CannotTell(Reason::AccountUnknown));
    for next in decisions {
        match (&first, &next) {
            (AdminDecision::Yes(_), AdminDecision::Yes(_)) | (AdminDecision::No, AdminDecision::No) => {}
            (_, AdminDecision::CannotTell(reason)) => doubt = Some(*reason),
            _ => doubt = doubt.or(Some(Reason::AccountUnknown)),
        }
    }
    match (&first, doubt) {
        (AdminDecision::CannotTell(_), _) | (_, None) => first,
        (_, Some(reason)) => AdminDecision::CannotTell(reason),
    }
}

/// Whether the principal, who lives in `home`, is in effect an administrator of that account.
#[must_use]
pub fn administrator_in(identity: &Identity, home: &Home) -> AdminDecision {
    let permissions = Permissions { identity, home };
    let mut doubt = None;
    match permissions.full_access() {
        Finding::Shown(statements) => {
            return AdminDecision::Yes(AdminEvidence { kind: AdminKind::FullAccess, statements });
        }
        Finding::RuledOut => {}
        Finding::Open(reason) => doubt = Some(reason),
    }
    for way in ESCALATIONS {
        match permissions.escalation(way) {
            Finding::Shown(statements) => {
                return AdminDecision::Yes(AdminEvidence { kind: AdminKind::Escalation(way), statements });
            }
            Finding::RuledOut => {}
            Finding::Open(reason) => doubt = doubt.or(Some(reason)),
        }
    }
    doubt.map_or(AdminDecision::No, AdminDecision::CannotTell)
}

/// The accounts and partitions that the policies write out, and one that they do not.
fn homes(identity: &Identity) -> Vec<Home> {
    let (mut partitions, mut accounts) = (BTreeSet::from(["aws".to_owned()]), BTreeSet::new());
    let policies = identity.policies.iter().map(|(_, policy)| policy).chain(&identity.boundary);
    for pattern in
        policies.flat_map(Policy::statements).filter_map(|s| s.resources.as_ref()).flat_map(Selection::patterns)
    {
        partitions.extend(pattern.part_text(1).filter(|text| matches!(text.as_str(), "aws-cn" | "aws-us-gov")));
        accounts.extend(pattern.part_text(4).filter(|text| is_account(text)));
    }
    let other =
        (900_000_000_001_u64..=999_999_999_999).map(|n| n.to_string()).find(|account| !accounts.contains(account));
    let accounts: Vec<String> = other.into_iter().chain(accounts).collect();
    partitions
        .iter()
        .flat_map(|partition| {
            accounts.iter().map(|account| Home { partition: partition.clone(), account: account.clone() })
        })
        .collect()
}
