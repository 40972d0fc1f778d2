//! The single-request evaluator, operator by operator.

use super::{bucket, deny_http, statements};
use serde_json::{Value, json};
use tomscan::policy::{Context, Presence, Reason, Request, Truth, plain_http};

fn evaluate(operator: &str, values: &Value, found: &[&str]) -> Truth {
    let document = statements(&deny_http(&json!({"Condition": {operator: {"aws:Key": values}}})));
    let mut context = Context::default();
    let values = found.iter().map(|value| (*value).to_owned()).collect();
    context.set("AWS:KEY", if found.is_empty() { Presence::Absent } else { Presence::Present(values) });
    Request { context, ..plain_http(bucket()) }.is_denied_by(&document)
}

#[test]
fn operators_on_one_value() {
    for (operator, wanted, value, holds) in [
        ("StringEquals", "a", "a", true),
        ("StringEquals", "a", "A", false),
        ("StringEquals", "a*", "ab", false),
        ("StringNotEquals", "a", "b", true),
        ("stringequalsignorecase", "a", "A", true),
        ("StringNotEqualsIgnoreCase", "a", "A", false),
        ("StringLike", "a*c?", "abbcd", true),
        ("StringLike", "a${*}", "a*", true),
        ("StringLike", "a${*}", "ab", false),
        ("StringLike", "", "", true),
        ("StringNotLike", "a*", "ab", false),
        ("NumericEquals", "1.0", "1", true),
        ("NumericLessThan", "10", "9.5", true),
        ("NumericGreaterThanEquals", "10", "10", true),
        ("NumericGreaterThan", "-1", "0", true),
        ("IpAddress", "203.0.113.0/24", "203.0.113.7", true),
        ("IpAddress", "203.0.113.0/24", "203.0.114.7", false),
        ("IpAddress", "0.0.0.0/0", "1.2.3.4", true),
        ("IpAddress", "2001:db8::/32", "2001:db8::1", true),
        ("IpAddress", "2001:db8::/32", "203.0.113.7", false),
        ("NotIpAddress", "203.0.113.7", "203.0.113.7", false),
        ("ArnLike", "arn:aws:s3:::a*", "arn:aws:s3:::ab:c", true),
        ("ArnEquals", "arn:aws:iam::*:role/a", "arn:aws:iam::111122223333:role/a", true),
        // The example of "IAM JSON policy elements: Condition operators".
        (
            "ArnLike",
            "arn:aws:s:*:111122223333:f/*",
            "arn:aws:s:us-east-2:999999999999:store/abc:111122223333:f/d",
            false,
        ),
        (
            "StringLike",
            "arn:aws:s:*:111122223333:f/*",
            "arn:aws:s:us-east-2:999999999999:store/abc:111122223333:f/d",
            true,
        ),
        ("Bool", "true", "true", true),
        ("Null", "false", "x", true),
        ("Null", "true", "x", false),
    ] {
        let expected = if holds { Truth::True } else { Truth::False };
        assert_eq!(evaluate(operator, &json!(wanted), &[value]), expected, "{operator} {wanted} {value}");
    }
}

#[test]
fn absent_keys() {
    for (operator, expected) in [
        ("StringEquals", Truth::False),
        ("StringNotEquals", Truth::True),
        ("StringEqualsIfExists", Truth::True),
        ("NotIpAddress", Truth::True),
        ("ForAllValues:StringEquals", Truth::True),
        ("ForAnyValue:StringEquals", Truth::False),
        ("ForAnyValue:StringNotEquals", Truth::Unknown(Reason::SetOperator)),
        ("DateLessThan", Truth::False),
        ("NullIfExists", Truth::Unknown(Reason::UnsupportedOperator)),
    ] {
        assert_eq!(evaluate(operator, &json!("x"), &[]), expected, "{operator}");
    }
    assert_eq!(evaluate("Null", &json!("true"), &[]), Truth::True);
    assert_eq!(evaluate("Null", &json!(false), &[]), Truth::False);
}

#[test]
fn several_values() {
    assert_eq!(evaluate("StringEquals", &json!(["a", "b"]), &["b"]), Truth::True);
    assert_eq!(evaluate("StringNotEquals", &json!(["a", "b"]), &["b"]), Truth::False);
    assert_eq!(evaluate("StringEquals", &json!("a"), &["a", "b"]), Truth::Unknown(Reason::SetOperator));
    assert_eq!(evaluate("ForAllValues:StringEquals", &json!(["a", "b"]), &["a", "b"]), Truth::True);
    assert_eq!(evaluate("ForAllValues:StringEquals", &json!("a"), &["a", "b"]), Truth::False);
    assert_eq!(evaluate("ForAnyValue:StringEquals", &json!("a"), &["a", "b"]), Truth::True);
    assert_eq!(
        evaluate("ForAnyValue:StringNotEquals", &json!(["a", "b"]), &["a"]),
        Truth::Unknown(Reason::SetOperator)
    );
}

#[test]
fn keys_that_are_not_mentioned_are_open() {
    let document = statements(&deny_http(&json!({"Condition": {"StringEquals": {"aws:Key": "a"}}})));
    assert_eq!(plain_http(bucket()).is_denied_by(&document), Truth::Unknown(Reason::ConditionKey));
    let both = statements(&deny_http(&json!({"Condition": {"Null": {"aws:Key": ["true", "false"]}}})));
    assert_eq!(plain_http(bucket()).is_denied_by(&both), Truth::True);
}

#[test]
fn reasons_have_stable_codes() {
    assert_eq!(Reason::ActionUnion.to_string(), "action-union");
    assert_eq!(Reason::UnsupportedOperator.code(), "unsupported-operator");
}
