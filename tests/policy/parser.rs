//! What is read as a policy, and what is refused.

use proptest::prelude::*;
use serde_json::json;
use tomscan::policy::{Effect, MAX_POLICY_BYTES, ParseError, Policy};

fn error(text: &str) -> String {
    let error = Policy::parse(text).expect_err(text).to_string();
    assert!(!error.ends_with('.') && error.chars().next().is_some_and(char::is_lowercase), "{error}");
    error
}

#[test]
fn single_values_and_lists() {
    for text in [
        r#"{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#,
        r#"{"Version":"2008-10-17","Id":"x","Statement":[{"Sid":"","Effect":"Deny","NotAction":["a:b"],"NotResource":["*"],"NotPrincipal":{"AWS":["1"],"Service":"s","Federated":"f","CanonicalUser":["c"]}}]}"#,
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Condition":{}}]}"#,
        r#"{"Statement":[{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Foo":{"k":[1,2.5,true,"x"]},"bool":{"k":false}}}]}"#,
        r#"{"Statement":[]}"#,
    ] {
        Policy::parse(text).unwrap();
    }
    let parsed =
        Policy::parse(r#"{"Statement":{"Sid":"One","Effect":"Allow","Action":"s3:*","Resource":"*"}}"#).unwrap();
    let first = parsed.statements().first().unwrap();
    assert_eq!((first.sid(), first.effect()), (Some("One"), Effect::Allow));
}

#[test]
fn what_is_refused() {
    let base = json!({"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"});
    let with = |name: &str, value: serde_json::Value| {
        let mut statement = base.clone();
        statement[name] = value;
        json!({"Version": "2012-10-17", "Statement": [statement]}).to_string()
    };
    assert!(error(&with("effect", json!("Deny"))).contains("unknown element \"effect\""));
    assert!(error(&with("Conditions", json!({}))).contains("unknown element"));
    assert!(error(&with("NotAction", json!("s3:*"))).contains("both Action"));
    assert!(error(&with("NotPrincipal", json!("*"))).contains("both Principal"));
    for (name, value) in [
        ("Effect", json!("deny")),
        ("Effect", json!(["Deny"])),
        ("Action", json!([])),
        ("Action", json!([1])),
        ("Action", json!(null)),
        ("Resource", json!({})),
        ("Sid", json!(1)),
        ("Principal", json!("arn:aws:iam::111122223333:root")),
        ("Principal", json!({})),
        ("Principal", json!({"AWS": []})),
        ("Principal", json!({"aws": "*"})),
        ("Principal", json!(["*"])),
        ("Condition", json!([])),
        ("Condition", json!({"Bool": {}})),
        ("Condition", json!({"Bool": "x"})),
        ("Condition", json!({"Bool": {"k": null}})),
        ("Condition", json!({"Bool": {"k": [["x"]]}})),
        ("Condition", json!({"Bool": {"k": "true", "K": "false"}})),
        ("Condition", json!({"Bool": {"k": "true"}, "bool": {"k": "false"}})),
    ] {
        error(&with(name, value));
    }
    for text in [
        "",
        "[]",
        "{}",
        "null",
        r#"{"Statement":[1]}"#,
        r#"{"Version":"2020-01-01","Statement":[]}"#,
        r#"{"Version":null,"Statement":[]}"#,
        r#"{"statement":[]}"#,
        r#"{"Statement":[],"x":1}"#,
        r#"{"Statement":[]} x"#,
    ] {
        error(text);
    }
}

#[test]
fn duplicate_keys_are_refused() {
    assert!(
        error(r#"{"Statement":[{"Effect":"Allow","Effect":"Deny","Action":"*","Resource":"*"}]}"#)
            .contains("occurs twice")
    );
    assert!(error(r#"{"Statement":[],"Statement":[]}"#).contains("occurs twice"));
    assert!(
        error(
            r#"{"Statement":[{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Bool":{"a":"x","a":"y"}}}]}"#
        )
        .contains("occurs twice")
    );
    // The same key, escaped.
    assert!(
        error(r#"{"Statement":[{"Effect":"Allow","Eff\u0065ct":"Deny","Action":"*","Resource":"*"}]}"#)
            .contains("occurs twice")
    );
}

#[test]
fn size_and_depth_are_bounded() {
    assert!(matches!(Policy::parse(&" ".repeat(MAX_POLICY_BYTES + 1)), Err(ParseError::TooLong(_))));
    error(&"[".repeat(10_000));
    error(&format!("{}{}", r#"{"Statement":"#.repeat(1_000), "}".repeat(1_000)));
}

proptest! {
    #[test]
    fn parsing_never_panics(text in "[\\[\\]{}\",:a-zA-Z0-9*$. ]{0,60}") {
        let _ = Policy::parse(&text);
    }
}
