//! One test of a `Condition` block. In: operator, key, values, and what is known of the request.
//! Out: `Truth`.
//!
//! "IAM JSON policy elements: Condition operators", "Conditions with multiple context keys or
//! values" (values are joined with OR, under a negated operator with NOR) and "Single-valued vs.
//! multivalued context keys".

use super::comparison;
use super::context::{Among, Context, Known, Presence, ValueType, value_type};
use super::glob::{Glob, Syntax};
use super::operator::{Kind, Operator, Qualifier};
use super::truth::{Reason, Truth};
use super::value::Class;

/// One operator applied to one key. All tests of a block must hold (AND).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Test {
    operator: Operator,
    /// As written in the policy.
    key: String,
    values: Vec<String>,
    variables: bool,
}

impl Test {
    pub(super) fn new(operator: &str, key: &str, values: Vec<String>, variables: bool) -> Self {
        Self { operator: Operator::new(operator), key: key.to_owned(), values, variables }
    }

    pub(super) fn key(&self) -> &str {
        &self.key
    }

    pub(super) fn values(&self) -> &[String] {
        &self.values
    }

    /// Whether the test holds for every value but those that it names, and for none at all.
    pub(super) fn excludes_names(&self) -> bool {
        let compares = matches!(self.operator.kind, Kind::StringEquals | Kind::StringLike | Kind::Arn);
        compares && self.operator.negated && self.operator.qualifier == Qualifier::None && !self.values.is_empty()
    }

    /// Whether the test is `Null`, whose values are no values of the key.
    pub(super) fn asks_for_presence(&self) -> bool {
        self.operator.kind == Kind::Null
    }

    /// Whether `*` and `?` in the values are wildcards.
    pub(super) fn has_wildcards(&self) -> bool {
        matches!(self.operator.kind, Kind::StringLike | Kind::Arn)
    }

    /// Whether a value holds a `${…}` variable, in an operator that knows them or not.
    pub(super) fn has_variable(&self) -> bool {
        let syntax = Syntax { wildcards: false, variables: self.variables };
        self.values.iter().any(|value| Glob::new(value, syntax).has_variable())
    }

    /// Whether the test holds for every request that agrees with what `context` knows.
    pub(super) fn holds(&self, context: &Context) -> Truth {
        if self.operator.kind == Kind::Unsupported || (self.operator.kind == Kind::Null && self.operator.if_exists) {
            return Truth::Unknown(Reason::UnsupportedOperator);
        }
        // NOTE: an empty list is documented for none of the operators that matter here.
        if self.values.is_empty() {
            return Truth::Unknown(Reason::MalformedValue);
        }
        let known = context.known(&self.key);
        if self.operator.kind == Kind::Null {
            return self.is_null(known);
        }
        match known {
            None => Truth::Unknown(self.why_unknown()),
            Some(Known::Is(Presence::Absent)) => self.holds_when_absent(),
            Some(Known::Is(Presence::Present(values))) => self.holds_for(values),
            Some(Known::Among(among)) => self.holds_among(among),
        }
    }

    /// Whether the test holds for every value of the classes (and for none at all, if that may be).
    fn holds_among(&self, among: &Among) -> Truth {
        let absent = among.or_absent.then(|| self.holds_when_absent());
        let present = among.classes.iter().map(|class| self.holds_for_class(class, among.several));
        let answers: Vec<Truth> = absent.into_iter().chain(present).collect();
        match answers.first() {
            Some(first) if answers.iter().all(|answer| answer == first) => *first,
            _ => {
                let unknown = answers.into_iter().find(|answer| matches!(answer, Truth::Unknown(_)));
                unknown.unwrap_or(Truth::Unknown(self.why_unknown()))
            }
        }
    }

    /// All values of a class at once; several values at once are all of the class.
    fn holds_for_class(&self, class: &Class, several: bool) -> Truth {
        match self.operator.qualifier {
            Qualifier::None if several => Truth::Unknown(Reason::SetOperator),
            Qualifier::ForAnyValue if self.operator.negated && self.values.len() > 1 => {
                Truth::Unknown(Reason::SetOperator)
            }
            _ => self.joined(|policy| self.compare_class(policy, class)),
        }
    }

    fn why_unknown(&self) -> Reason {
        if self.key.eq_ignore_ascii_case("s3:TlsVersion") {
            Reason::TlsVersionOfPlaintext
        } else if self.operator.kind == Kind::Date {
            Reason::TimeDependent
        } else {
            Reason::ConditionKey
        }
    }

    /// `Null`: `true` means that the key is absent.
    fn is_null(&self, known: Option<&Known>) -> Truth {
        if self.operator.qualifier != Qualifier::None {
            return Truth::Unknown(Reason::SetOperator);
        }
        let mut wanted = Vec::new();
        for value in &self.values {
            match comparison::boolean(value) {
                Some(value) => wanted.push(value),
                None => return Truth::Unknown(Reason::MalformedValue),
            }
        }
        match known {
            Some(Known::Is(Presence::Absent)) => Truth::known(wanted.contains(&true)),
            Some(Known::Is(Presence::Present(_)) | Known::Among(Among { or_absent: false, .. })) => {
                Truth::known(wanted.contains(&false))
            }
            _ if wanted.contains(&true) && wanted.contains(&false) => Truth::True,
            _ => Truth::Unknown(self.why_unknown()),
        }
    }

    /// An absent key makes a condition false, a negated one true, and one with `IfExists` true.
    /// `ForAllValues` is true and `ForAnyValue` false; where two of these rules contradict each
    /// other, AWS does not say which wins.
    fn holds_when_absent(&self) -> Truth {
        let lenient = self.operator.if_exists || self.operator.negated;
        match self.operator.qualifier {
            Qualifier::None => Truth::known(lenient),
            Qualifier::ForAllValues => Truth::True,
            Qualifier::ForAnyValue if lenient => Truth::Unknown(Reason::SetOperator),
            Qualifier::ForAnyValue => Truth::False,
        }
    }

    fn holds_for(&self, values: &[String]) -> Truth {
        let each = values.iter().map(|value| self.holds_for_one(value));
        match self.operator.qualifier {
            // NOTE: a plain operator on a key with several values is not documented.
            Qualifier::None => match values {
                [value] => self.holds_for_one(value),
                _ => Truth::Unknown(Reason::SetOperator),
            },
            Qualifier::ForAllValues => each.fold(Truth::True, Truth::and),
            // NOTE: under `ForAnyValue`, whether a negated operator means "differs from all" or
            // "from any" of several policy values is not documented.
            Qualifier::ForAnyValue if self.operator.negated && self.values.len() > 1 => {
                Truth::Unknown(Reason::SetOperator)
            }
            Qualifier::ForAnyValue => each.fold(Truth::False, Truth::or),
        }
    }

    fn holds_for_one(&self, request: &str) -> Truth {
        self.joined(|policy| self.compare(policy, request))
    }

    /// The values of the policy, joined with OR, under a negated operator with NOR.
    fn joined(&self, compare: impl Fn(&str) -> Truth) -> Truth {
        let matched: Vec<Truth> = self.values.iter().map(|policy| compare(policy)).collect();
        // A value that does not fit may make AWS drop the whole test, so it is never outvoted by
        // another one.
        let any = matched.iter().copied().fold(Truth::False, Truth::or);
        let broken = matched.into_iter().find(|truth| *truth == Truth::Unknown(Reason::MalformedValue));
        let any = broken.unwrap_or(any);
        if self.operator.negated { any.negate() } else { any }
    }

    fn compare(&self, policy: &str, request: &str) -> Truth {
        let kind = self.operator.kind;
        // NOTE: how AWS writes a number or an address as text is not documented ("1.2"? "1.20"?); a
        // Boolean can only be a word.
        let textual = matches!(kind, Kind::StringEquals | Kind::StringEqualsIgnoreCase | Kind::StringLike);
        if textual && matches!(value_type(&self.key), ValueType::Number | ValueType::Address) {
            return Truth::Unknown(Reason::MalformedValue);
        }
        match kind {
            Kind::StringEquals => comparison::texts(policy, request, false, self.variables),
            Kind::StringEqualsIgnoreCase => comparison::texts_ignoring_case(policy, request, self.variables),
            Kind::StringLike => comparison::texts(policy, request, true, self.variables),
            Kind::Numeric(order) => comparison::numbers(policy, request, order),
            Kind::Bool => comparison::booleans(policy, request),
            Kind::IpAddress => comparison::addresses(policy, request),
            Kind::Arn => comparison::arns(policy, request, self.variables),
            Kind::Date => Truth::Unknown(Reason::TimeDependent),
            Kind::Binary | Kind::Null | Kind::Unsupported => Truth::Unknown(Reason::UnsupportedOperator),
        }
    }

    fn compare_class(&self, policy: &str, class: &Class) -> Truth {
        let shape = match class {
            Class::Text(request) => return self.compare(policy, request),
            Class::Elsewhere if self.operator.kind == Kind::IpAddress => return comparison::elsewhere(policy),
            Class::Elsewhere => return Truth::Unknown(Reason::MalformedValue),
            Class::Shape(shape) => shape,
        };
        let pattern = |text: &str, wildcards| Glob::new(text, Syntax { wildcards, variables: self.variables });
        match self.operator.kind {
            Kind::StringEquals => shape.fits(&pattern(policy, false)),
            Kind::StringEqualsIgnoreCase if policy.is_ascii() => {
                shape.fits(&pattern(&policy.to_ascii_lowercase(), false))
            }
            Kind::StringLike => shape.fits(&pattern(policy, true)),
            Kind::Arn => shape.fits_arn(&pattern(policy, true)),
            Kind::Unsupported | Kind::Binary => Truth::Unknown(Reason::UnsupportedOperator),
            _ => Truth::Unknown(Reason::ConditionKey),
        }
    }
}
