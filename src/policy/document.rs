//! What a policy is: the types behind a parsed document. In: `parse` fills them. Out: the matchers
//! read them.
//!
//! "IAM JSON policy element reference" gives the names.

use super::condition::Test;
use super::coverage::Selection;
use super::pattern::{ActionPattern, ResourcePattern};

/// A parsed IAM or resource policy. Made by [`Policy::parse`] alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    pub(super) statements: Vec<Statement>,
}

impl Policy {
    /// The statements in the order of the document (`Statement`).
    #[must_use]
    pub fn statements(&self) -> &[Statement] {
        &self.statements
    }

    pub(super) fn denies(&self) -> impl Iterator<Item = &Statement> {
        self.statements.iter().filter(|statement| statement.effect == Effect::Deny)
    }

    pub(super) fn allows(&self) -> impl Iterator<Item = (usize, &Statement)> {
        self.statements.iter().enumerate().filter(|(_, statement)| statement.effect == Effect::Allow)
    }
}

/// `Effect`: "IAM JSON policy elements: Effect". The values are case-sensitive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The statement allows.
    Allow,
    /// The statement denies, whatever else allows.
    Deny,
}

/// One `Statement` of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    pub(super) sid: Option<String>,
    pub(super) effect: Effect,
    /// Absent in identity policies, required in bucket policies.
    pub(super) principal: Option<PrincipalElement>,
    pub(super) actions: Selection<ActionPattern>,
    /// Absent in trust policies.
    pub(super) resources: Option<Selection<ResourcePattern>>,
    /// All of them must hold.
    pub(super) condition: Vec<Test>,
    /// NOTE: "IAM policy elements: Variables and tags": a variable that AWS cannot resolve might
    /// make the entire statement invalid, so such a statement never counts as certainly applying.
    pub(super) has_variable: bool,
}

impl Statement {
    /// `Sid`, if there is one.
    #[must_use]
    pub fn sid(&self) -> Option<&str> {
        self.sid.as_deref()
    }

    /// `Effect`.
    #[must_use]
    pub const fn effect(&self) -> Effect {
        self.effect
    }
}

/// "AWS JSON policy elements: Principal" and "AWS JSON policy elements: `NotPrincipal`".
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PrincipalElement {
    Principal(Vec<PrincipalId>),
    NotPrincipal(Vec<PrincipalId>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PrincipalId {
    /// `"*"` and `{"AWS": "*"}`, which are equivalent ("AWS JSON policy elements: Principal", all
    /// principals).
    Everyone,
    /// An ARN, an account id, or the unique id of a deleted principal.
    Aws(String),
    Service(String),
    Federated(String),
    CanonicalUser(String),
}
