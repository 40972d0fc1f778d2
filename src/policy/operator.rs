//! Names of condition operators. In: `ForAnyValue:StringNotEqualsIfExists`, in any letter case.
//! Out: its three parts.
//!
//! "IAM JSON policy elements: Condition operators"; the set operators are in "Single-valued vs.
//! multivalued context keys".

/// `ForAllValues:` or `ForAnyValue:`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Qualifier {
    None,
    ForAllValues,
    ForAnyValue,
}

/// How two numbers are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Equals,
    Less,
    LessEquals,
    Greater,
    GreaterEquals,
}

/// What is compared, without negation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    StringEquals,
    StringEqualsIgnoreCase,
    StringLike,
    Numeric(Order),
    Date,
    Bool,
    Binary,
    IpAddress,
    Arn,
    Null,
    Unsupported,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Operator {
    pub qualifier: Qualifier,
    pub kind: Kind,
    pub negated: bool,
    pub if_exists: bool,
}

impl Operator {
    /// Reads a name. NOTE: AWS does not say that operator names ignore case, but a document with
    /// `bool` is accepted or refused as a whole, and if it is accepted nothing else can be meant.
    pub(super) fn new(name: &str) -> Self {
        let lower = name.to_ascii_lowercase();
        let (qualifier, rest) = if let Some(rest) = lower.strip_prefix("forallvalues:") {
            (Qualifier::ForAllValues, rest)
        } else if let Some(rest) = lower.strip_prefix("foranyvalue:") {
            (Qualifier::ForAnyValue, rest)
        } else {
            (Qualifier::None, lower.as_str())
        };
        let (base, if_exists) = rest.strip_suffix("ifexists").map_or((rest, false), |base| (base, true));
        let (kind, negated) = kind_of(base);
        Self { qualifier, kind, negated, if_exists }
    }
}

fn kind_of(base: &str) -> (Kind, bool) {
    match base {
        "stringequals" => (Kind::StringEquals, false),
        "stringnotequals" => (Kind::StringEquals, true),
        "stringequalsignorecase" => (Kind::StringEqualsIgnoreCase, false),
        "stringnotequalsignorecase" => (Kind::StringEqualsIgnoreCase, true),
        "stringlike" => (Kind::StringLike, false),
        "stringnotlike" => (Kind::StringLike, true),
        "numericequals" => (Kind::Numeric(Order::Equals), false),
        "numericnotequals" => (Kind::Numeric(Order::Equals), true),
        "numericlessthan" => (Kind::Numeric(Order::Less), false),
        "numericlessthanequals" => (Kind::Numeric(Order::LessEquals), false),
        "numericgreaterthan" => (Kind::Numeric(Order::Greater), false),
        "numericgreaterthanequals" => (Kind::Numeric(Order::GreaterEquals), false),
        "dateequals" | "datelessthan" | "datelessthanequals" | "dategreaterthan" | "dategreaterthanequals" => {
            (Kind::Date, false)
        }
        "datenotequals" => (Kind::Date, true),
        "bool" => (Kind::Bool, false),
        "binaryequals" => (Kind::Binary, false),
        "ipaddress" => (Kind::IpAddress, false),
        "notipaddress" => (Kind::IpAddress, true),
        // "The ArnEquals and ArnLike condition operators behave identically."
        "arnequals" | "arnlike" => (Kind::Arn, false),
        "arnnotequals" | "arnnotlike" => (Kind::Arn, true),
        "null" => (Kind::Null, false),
        _ => (Kind::Unsupported, false),
    }
}
