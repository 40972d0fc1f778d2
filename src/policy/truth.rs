//! Three-valued truth. In: partial answers of the matchers. Out: `Truth`, with the reason when
//! nothing can be said.

use std::fmt;

/// Why something could not be decided. The codes of [`Reason::code`] are stable and may be shown or
/// translated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// A condition operator that this evaluator does not know.
    UnsupportedOperator,
    /// `ForAnyValue:`/`ForAllValues:` in a combination that AWS does not document.
    SetOperator,
    /// A condition value that does not fit its operator (`"Bool": "no"`, a broken CIDR, an empty
    /// list).
    MalformedValue,
    /// A condition on a key whose value in the request is not known.
    ConditionKey,
    /// A condition that depends on the date.
    TimeDependent,
    /// Whether `s3:TlsVersion` is present in a clear-text request is not documented.
    TlsVersionOfPlaintext,
    /// A `${…}` policy variable.
    PolicyVariable,
    /// An action pattern that AWS does not document, such as one without a colon.
    ActionPattern,
    /// Single statements cover parts of the actions, and that they cover all of them together could
    /// not be shown.
    ActionUnion,
    /// A resource pattern that covers a part only, or a wildcard that would have to cross a colon.
    ResourcePattern,
    /// A `Principal` that might or might not include the caller.
    PrincipalPattern,
    /// A `NotPrincipal` whose exemption AWS evaluates in several steps.
    NotPrincipal,
    /// A statement lacks the `Principal` or `Resource` that this kind of policy needs, or has one
    /// too many.
    MisplacedElement,
    /// No statement decides alone, and neither a proof nor a counterexample was found.
    ConditionUnion,
    /// The result depends on which account the principal lives in.
    AccountUnknown,
    /// A privilege-escalating action is allowed on some resources; whether the principal's own are
    /// among them is not known.
    EscalationOnSomeResources,
    /// Whether the endpoint takes clear text is a setting of the resource; policies know nothing of
    /// it.
    TransportSetting,
    /// A principal is named in a way that does not tell his account.
    PrincipalWithoutAccount,
    /// A service may act for a resource whose ARN does not tell its account.
    SourceWithoutAccount,
    /// The action is allowed on some resources, or under conditions that may not be met; whether
    /// they are those that it needs is not known.
    AllowedOnSomeResources,
    /// No policy is known at one level of the organisation.
    LevelWithoutPolicy,
    /// The policy names so many that they are not gone through.
    PolicyTooLarge,
    /// An action outside the documented exemptions is exempt, and no request was found that shows
    /// what it is good for.
    ExemptAction,
}

impl Reason {
    /// The stable kebab-case code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::UnsupportedOperator => "unsupported-operator",
            Self::SetOperator => "set-operator",
            Self::MalformedValue => "malformed-value",
            Self::ConditionKey => "condition-key",
            Self::TimeDependent => "time-dependent",
            Self::TlsVersionOfPlaintext => "tls-version-of-plaintext",
            Self::PolicyVariable => "policy-variable",
            Self::ActionPattern => "action-pattern",
            Self::ActionUnion => "action-union",
            Self::ResourcePattern => "resource-pattern",
            Self::PrincipalPattern => "principal-pattern",
            Self::NotPrincipal => "not-principal",
            Self::MisplacedElement => "misplaced-element",
            Self::ConditionUnion => "condition-union",
            Self::AccountUnknown => "account-unknown",
            Self::EscalationOnSomeResources => "escalation-on-some-resources",
            Self::TransportSetting => "transport-setting",
            Self::PrincipalWithoutAccount => "principal-without-account",
            Self::SourceWithoutAccount => "source-without-account",
            Self::AllowedOnSomeResources => "allowed-on-some-resources",
            Self::LevelWithoutPolicy => "level-without-policy",
            Self::PolicyTooLarge => "policy-too-large",
            Self::ExemptAction => "exempt-action",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The answer of an evaluation over everything that is not known: true for all of it, false for all
/// of it, or neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// Holds, whatever the unknown parts are.
    True,
    /// Does not hold, whatever the unknown parts are.
    False,
    /// Not decided.
    Unknown(Reason),
}

impl Truth {
    pub(super) const fn known(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }

    /// Conjunction: one false decides.
    pub(super) const fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::False, _) | (_, Self::False) => Self::False,
            (Self::Unknown(reason), _) | (_, Self::Unknown(reason)) => Self::Unknown(reason),
            (Self::True, Self::True) => Self::True,
        }
    }

    /// Disjunction: one true decides.
    pub(super) const fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::True, _) | (_, Self::True) => Self::True,
            (Self::Unknown(reason), _) | (_, Self::Unknown(reason)) => Self::Unknown(reason),
            (Self::False, Self::False) => Self::False,
        }
    }

    pub(super) const fn negate(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            unknown @ Self::Unknown(_) => unknown,
        }
    }

    /// Whether this is certainly true.
    #[must_use]
    pub const fn is_true(self) -> bool {
        matches!(self, Self::True)
    }

    /// Whether this is certainly false.
    #[must_use]
    pub const fn is_false(self) -> bool {
        matches!(self, Self::False)
    }
}
