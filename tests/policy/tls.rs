//! Does a bucket refuse old TLS?

use super::{bucket, deny_http, statements, tls};
use serde_json::{Value, json};
use tomscan::policy::{Decision, TlsVersion, refuses_tls_below};

fn version(operator: &str, value: &Value) -> Value {
    json!({"Condition": {operator: {"s3:TlsVersion": value}}})
}

#[test]
fn less_than_is_proved() {
    for value in [json!("1.2"), json!(1.2), json!(["1.2"]), json!("1.20")] {
        assert_eq!(tls(&version("NumericLessThan", &value), TlsVersion::Tls12), Decision::Yes, "{value}");
        assert_eq!(tls(&version("NumericLessThanIfExists", &value), TlsVersion::Tls12), Decision::Yes, "{value}");
    }
    assert_eq!(tls(&version("NumericLessThan", &json!("1.3")), TlsVersion::Tls13), Decision::Yes);
    assert_eq!(tls(&version("NumericLessThanEquals", &json!("1.2")), TlsVersion::Tls13), Decision::Yes);
    assert_eq!(tls(&version("NumericNotEquals", &json!("1.3")), TlsVersion::Tls13), Decision::Yes);
    assert_eq!(tls(&version("NumericEquals", &json!(["1.0", "1.1"])), TlsVersion::Tls12), Decision::Yes);
}

#[test]
fn a_lower_bound_is_refuted() {
    let Decision::No(request) = tls(&version("NumericLessThan", &json!("1.2")), TlsVersion::Tls13) else { panic!() };
    assert_eq!(
        request.to_string(),
        "tls1.2 s3:ListBucket arn:aws:s3:::example (principal arn:aws:iam::111122223333:user/example)"
    );
    assert!(matches!(tls(&version("NumericLessThan", &json!("1.1")), TlsVersion::Tls12), Decision::No(_)));
    assert!(matches!(tls(&json!({}), TlsVersion::Tls12), Decision::No(_)));
}

#[test]
fn and_clear_text_only_is_refuted() {
    let both =
        json!({"Condition": {"Bool": {"aws:SecureTransport": "false"}, "NumericLessThan": {"s3:TlsVersion": "1.2"}}});
    assert!(matches!(tls(&both, TlsVersion::Tls12), Decision::No(_)));
}

#[test]
fn text_operators_are_not_decided() {
    assert!(matches!(tls(&version("StringNotEquals", &json!("1.3")), TlsVersion::Tls13), Decision::CannotTell(_)));
    assert!(matches!(tls(&version("NumericLessThan", &json!("TLS1.2")), TlsVersion::Tls12), Decision::CannotTell(_)));
}

#[test]
fn two_statements_for_two_classes() {
    let old = deny_http(&version("NumericLessThan", &json!(1.2)));
    let document = statements(&json!([old, deny_http(&json!({}))]));
    assert_eq!(refuses_tls_below(&document, &bucket(), TlsVersion::Tls12), Decision::Yes);
    assert_eq!(tomscan::policy::refuses_plaintext(&document, bucket()), Decision::Yes);
}
