//! Whom does a resource policy let in from outside the account? In: the policy, its resource, and what is known of the owner.
//! Out: [`Outside`]: who certainly is let in, each with a request that shows it, and who may be.
//!
//! Reading order: `listed` (whom the policy names), `party` (everyone outside, in classes), `open` (may a class be let in?),
//! `shown` (a request that certainly is). The two lists together are complete: whoever is in neither can do nothing, and that is
//! a proof. Conditions on networks, tags or MFA do not make an account less of an outsider.
//!
//! Not considered: policies of the organisation (SCP, RCP), block public access settings of S3, Lambda and EFS, session and VPC
//! endpoint policies, grants of KMS (see [`grantee`]) and access control lists; but for the last two they can only deny more.

mod listed;
mod open;
mod party;
mod shown;

use super::caller::is_account;
use super::context::Context;
use super::document::Policy;
use super::principal::account_of;
use super::request::Request;
use super::resource::ResourceArn;
use super::truth::{Reason, Truth};
use listed::Names;
use std::collections::BTreeSet;
use std::fmt;

/// Classes times statements times denies that are gone through for one policy. Nobody's policies come near it, a hostile one may.
const MAX_EFFORT: usize = 1_000_000;

/// Whose resource it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Owner {
    /// Twelve digits.
    pub account: String,
    /// Names of his buckets, as far as they are known. A bucket that is not among them may be anybody's.
    pub buckets: BTreeSet<String>,
    /// His canonical user id (`Owner.ID` of `ListBuckets`), if it is known.
    pub canonical_user: Option<String>,
}

/// Somebody outside the account.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outsider {
    /// Everybody: every account, or nobody in particular.
    Anyone,
    /// Everybody who comes through certain networks: addresses, VPCs, endpoints, or mount targets, as the policy names them.
    Through(Vec<String>),
    /// Somebody of this account.
    Account(String),
    /// Every account of this organisation (`o-…`).
    Organization(String),
    /// This service, for whatever account it acts.
    Service(String),
    /// A service for this resource, of which nothing tells the account (`arn:aws:s3:::name`).
    Source(String),
    /// A principal whose account the policy does not tell: a canonical user, an identity provider, a deleted user.
    Principal(String),
}

impl fmt::Display for Outsider {
    /// `*`, `111122223333`, `o-a1b2c3d4e5`, `sns.amazonaws.com`, an ARN, `* through vpce-1, 10.0.0.0/8`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Anyone => f.write_str("*"),
            Self::Through(networks) => write!(f, "* through {}", networks.join(", ")),
            Self::Account(text)
            | Self::Organization(text)
            | Self::Service(text)
            | Self::Source(text)
            | Self::Principal(text) => f.write_str(text),
        }
    }
}

/// An outsider who certainly is let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entrance {
    /// Who.
    pub outsider: Outsider,
    /// The position of the allowing statement, from 0.
    pub statement: usize,
    /// Its `Sid`, if it has one.
    pub sid: Option<String>,
    /// What he can do, for example.
    pub request: Box<Request>,
}

/// An outsider who may be let in: it could neither be shown nor ruled out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// Who.
    pub outsider: Outsider,
    /// The position of the statement that may allow it, from 0.
    pub statement: usize,
    /// Its `Sid`, if it has one.
    pub sid: Option<String>,
    /// Why nothing can be said.
    pub reason: Reason,
}

/// Who is let in from outside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outside {
    /// Those who certainly are, each once.
    pub shown: Vec<Entrance>,
    /// Those who may be, each once, and not among the shown.
    pub possible: Vec<Doubt>,
}

/// Whether somebody is let in who is not on a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutsideDecision {
    /// This one is.
    Yes(Entrance),
    /// Nobody else is: proved.
    No,
    /// Not decided.
    CannotTell(Reason),
}

impl Outside {
    /// Those who certainly are let in, as text.
    #[must_use]
    pub fn shown(&self) -> Vec<String> {
        self.shown.iter().map(|entrance| entrance.outsider.to_string()).collect()
    }

    /// Those who may be let in, as text.
    #[must_use]
    pub fn possible(&self) -> Vec<String> {
        self.possible.iter().map(|doubt| doubt.outsider.to_string()).collect()
    }

    /// Whether everybody is let in, from anywhere.
    #[must_use]
    pub fn is_public(&self) -> Truth {
        if self.shown.iter().any(|entrance| entrance.outsider == Outsider::Anyone) {
            return Truth::True;
        }
        let doubt = self.possible.iter().find(|doubt| doubt.outsider == Outsider::Anyone);
        doubt.map_or(Truth::False, |doubt| Truth::Unknown(doubt.reason))
    }

    /// Whether somebody is let in who is not among `allowed`: accounts, organisations, services and so on, as [`Outsider`]
    /// writes them.
    #[must_use]
    pub fn beyond(&self, allowed: &[&str]) -> OutsideDecision {
        let listed = |outsider: &Outsider| allowed.contains(&outsider.to_string().as_str());
        if let Some(entrance) = self.shown.iter().find(|entrance| !listed(&entrance.outsider)) {
            return OutsideDecision::Yes(entrance.clone());
        }
        let doubt = self.possible.iter().find(|doubt| !listed(&doubt.outsider));
        doubt.map_or(OutsideDecision::No, |doubt| OutsideDecision::CannotTell(doubt.reason))
    }
}

/// Who outside the owner's account can do anything with the resource by its policy: principals of other accounts, anonymous
/// ones, and services that act for other accounts. `known` is what all requests to the resource have in common, such as
/// `lambda:FunctionUrlAuthType`, which follows from the function's URL.
#[must_use]
pub fn grants_outside(policy: &Policy, resource: impl Into<ResourceArn>, owner: &Owner, known: &Context) -> Outside {
    let resource = resource.into();
    let policy = policy.on(&resource);
    let names = Names::of(&policy, owner);
    let undecided = |reason| Outside {
        shown: Vec::new(),
        possible: vec![Doubt { outsider: Outsider::Anyone, statement: 0, sid: None, reason }],
    };
    if !is_account(&owner.account) {
        // Whose resource it is decides everything.
        return undecided(Reason::AccountUnknown);
    }
    if names.effort(&policy) > MAX_EFFORT {
        return undecided(Reason::PolicyTooLarge);
    }
    let question = open::Question { policy: &policy, resource: &resource, owner, names: &names, known };
    let mut outside = Outside::default();
    // Services that certainly act for everybody: then it does not matter for whom else.
    let mut for_everybody: Vec<String> = Vec::new();
    for party in party::all(&question) {
        if party.service().is_some_and(|name| for_everybody.iter().any(|other| other == name)) {
            continue;
        }
        let Some((statements, reason)) = question.open(&party) else { continue };
        match shown::find(&question, &party, &statements) {
            Some(entrance) => {
                if let Outsider::Service(name) = &entrance.outsider {
                    for_everybody.push(name.clone());
                }
                if !outside.shown.iter().any(|other| other.outsider == entrance.outsider) {
                    outside.shown.push(entrance);
                }
            }
            None => outside.possible.extend(statements.first().map(|(index, statement)| Doubt {
                outsider: question.named(&party),
                statement: *index,
                sid: statement.sid().map(str::to_owned),
                reason,
            })),
        }
    }
    outside.settle();
    outside
}

impl Outside {
    /// In order, each once. Everybody is everybody: then it does not matter through which network or organisation, and who else
    /// may be let in.
    fn settle(&mut self) {
        if self.is_public().is_true() {
            self.possible.clear();
            self.shown.retain(|entrance| match &entrance.outsider {
                Outsider::Through(_) | Outsider::Organization(_) => false,
                Outsider::Service(name) => !name.starts_with('*'),
                _ => true,
            });
        }
        self.shown.sort_by(|a, b| a.outsider.cmp(&b.outsider));
        self.possible.sort_by(|a, b| a.outsider.cmp(&b.outsider));
        self.possible.dedup_by(|a, b| a.outsider == b.outsider);
        let shown: BTreeSet<&Outsider> = self.shown.iter().map(|entrance| &entrance.outsider).collect();
        self.possible.retain(|doubt| !shown.contains(&doubt.outsider));
    }
}

/// Whom a grant of KMS lets in (`GranteePrincipal`; `IssuingAccount` is the account of whoever made the grant): `None` for the
/// owner's own principals. NOTE: "ListGrants": where AWS's own service got the grant for one of an account's resources, the
/// answer names the service; whose resource it is follows from who made the grant.
#[must_use]
pub fn grantee(principal: &str, issuing_account: Option<&str>, owner: &Owner) -> Option<Outsider> {
    let is_own = |text: &str| account_of(text).is_some_and(|account| account == owner.account);
    match account_of(principal) {
        _ if is_own(principal) => None,
        Some(account) => Some(Outsider::Account(account.to_owned())),
        None if principal.contains(':') => Some(Outsider::Principal(principal.to_owned())),
        None if issuing_account.is_some_and(is_own) => None,
        None => Some(Outsider::Service(principal.to_owned())),
    }
}

impl Owner {
    /// The owner of whom the account alone is known.
    #[must_use]
    pub fn new(account: &str) -> Self {
        Self { account: account.to_owned(), ..Self::default() }
    }
}
