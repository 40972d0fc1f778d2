//! One concrete request, and whether a policy denies it. In: a statement and a request, or a whole
//! class of requests. Out: `Truth`.
//!
//! "Policy evaluation logic": an explicit deny wins; here only that is asked, not who allows.

use super::caller::{Caller, read_iam_arn};
use super::context::Context;
use super::document::{Policy, Statement};
use super::pattern::{ActionPattern, ResourcePattern};
use super::principal::{self, Who};
use super::truth::{Reason, Truth};
use std::fmt;

/// A version of TLS, as in `s3:TlsVersion`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TlsVersion {
    /// TLS 1.0
    Tls10,
    /// TLS 1.1
    Tls11,
    /// TLS 1.2
    Tls12,
    /// TLS 1.3
    Tls13,
}

impl TlsVersion {
    /// All versions, oldest first.
    pub const ALL: [Self; 4] = [Self::Tls10, Self::Tls11, Self::Tls12, Self::Tls13];

    /// `1.2`, as in the values of `s3:TlsVersion`.
    #[must_use]
    pub const fn number(self) -> &'static str {
        match self {
            Self::Tls10 => "1.0",
            Self::Tls11 => "1.1",
            Self::Tls12 => "1.2",
            Self::Tls13 => "1.3",
        }
    }
}

/// How a request travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// In clear text: `aws:SecureTransport` is `false`.
    Http,
    /// With TLS: `aws:SecureTransport` is `true` and `s3:TlsVersion` is there.
    Tls(TlsVersion),
}

impl Transport {
    /// The keys that every request of this kind carries. "The `aws:SecureTransport` key is always
    /// present in the request context" ("IAM JSON policy elements: Condition operators").
    pub(super) fn describe(self, context: Context) -> Context {
        match self {
            Self::Http => context.with("aws:SecureTransport", "false"),
            Self::Tls(version) => context.with("aws:SecureTransport", "true").with("s3:TlsVersion", version.number()),
        }
    }
}

/// One request, as far as a policy can tell it from others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// In clear text or with TLS.
    pub transport: Transport,
    /// Who calls.
    pub caller: Caller,
    /// Such as `s3:ListBucket`.
    pub action: String,
    /// An ARN, such as that of a bucket or an object.
    pub resource: String,
    /// Further context keys on which the request depends; those that follow from transport and
    /// caller are not repeated.
    pub context: Context,
}

impl Request {
    /// Whether the policy explicitly denies this request, whatever the keys are that
    /// [`Request::context`] does not mention.
    #[must_use]
    pub fn is_denied_by(&self, policy: &Policy) -> Truth {
        self.applies(policy.denies(), Who::One(&self.caller))
    }

    /// Whether some statement of the policy allows this request, whatever the keys are that
    /// [`Request::context`] does not mention. A deny still wins.
    #[must_use]
    pub fn is_allowed_by(&self, policy: &Policy) -> Truth {
        self.applies(policy.allows().map(|(_, statement)| statement), Who::One(&self.caller))
    }

    pub(super) fn applies<'a>(&self, statements: impl Iterator<Item = &'a Statement>, who: Who<'_>) -> Truth {
        let context = self.full_context();
        let (action, resource) = (ActionPattern::concrete(&self.action), ResourcePattern::concrete(&self.resource));
        let scope = Scope { who, action: &action, resource: &resource, context: &context };
        statements.map(|statement| statement.applies(&scope)).fold(Truth::False, Truth::or)
    }

    /// All that is known of the request context, also what follows from transport, caller and
    /// service.
    #[must_use]
    pub fn full_context(&self) -> Context {
        let known = self.caller.describe(self.transport.describe(self.context.clone()));
        let service = self.action.split(':').next().unwrap_or_default();
        let known = if service.eq_ignore_ascii_case("s3") { known } else { known.forget("s3:TlsVersion") };
        match (service, &self.caller) {
            // "AWS KMS condition keys": there for all operations on a key.
            ("kms", Caller::Iam(arn)) => match read_iam_arn(arn) {
                Some((account, _, _)) => known.with("kms:CallerAccount", account),
                None => known,
            },
            _ => known,
        }
    }
}

impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.transport {
            Transport::Http => f.write_str("http")?,
            Transport::Tls(version) => write!(f, "tls{}", version.number())?,
        }
        write!(f, " {} {} (principal {}", self.action, self.resource, self.caller)?;
        if self.context.iter().next().is_some() {
            write!(f, ", {}", self.context)?;
        }
        f.write_str(")")
    }
}

/// A class of requests: one request, or all that the patterns stand for.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub who: Who<'a>,
    pub action: &'a ActionPattern,
    pub resource: &'a ResourcePattern,
    pub context: &'a Context,
}

impl Statement {
    /// Whether the statement applies to all requests of the scope (true), to none (false), or
    /// neither is certain.
    pub(super) fn applies(&self, scope: &Scope<'_>) -> Truth {
        self.selects_action(scope.action)
            .and(self.selects_resource(scope.resource))
            .and(self.matches_caller_and_context(scope.who, scope.context))
    }

    pub(super) fn selects_action(&self, class: &ActionPattern) -> Truth {
        self.actions.contains(class, Reason::ActionPattern)
    }

    pub(super) fn selects_resource(&self, class: &ResourcePattern) -> Truth {
        self.resources.as_ref().map_or(Truth::Unknown(Reason::MisplacedElement), |resources| {
            resources.contains(class, Reason::ResourcePattern)
        })
    }

    /// Principal and condition together, and the caveat about variables; without action and
    /// resource.
    pub(super) fn matches_caller_and_context(&self, who: Who<'_>, context: &Context) -> Truth {
        let certain = if self.has_variable { Truth::Unknown(Reason::PolicyVariable) } else { Truth::True };
        principal::includes(self.principal.as_ref(), who).and(self.condition_holds(context)).and(certain)
    }

    pub(super) fn condition_holds(&self, context: &Context) -> Truth {
        self.condition.iter().map(|test| test.holds(context)).fold(Truth::True, Truth::and)
    }
}
