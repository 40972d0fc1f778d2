//! Does a bucket refuse clear text? Every entry of the verdict catalogue, and the proofs that go
//! beyond it.

use super::{bucket, cannot_tell, decide, deny_http, policy, refuted, refuted_with, statements};
use serde_json::json;
use tomscan::policy::{BucketArn, Decision, Reason, plain_http, refuses_plaintext};

#[test]
fn the_recommended_statement_is_proved() {
    assert_eq!(decide(&json!({})), Decision::Yes);
}

#[test]
fn s01_deny_on_objects_only() {
    let witness = refuted_with(&json!({"Resource": "arn:aws:s3:::example/*"}));
    assert_eq!(witness, "http s3:ListBucket arn:aws:s3:::example (principal arn:aws:iam::111122223333:user/example)");
}

#[test]
fn s02_deny_on_the_bucket_only() {
    assert!(
        refuted_with(&json!({"Resource": "arn:aws:s3:::example"}))
            .starts_with("http s3:GetObject arn:aws:s3:::example/example")
    );
}

#[test]
fn s03_deny_on_a_prefix_only() {
    let witness = refuted_with(&json!({"Resource": ["arn:aws:s3:::example", "arn:aws:s3:::example/uploads/*"]}));
    assert!(witness.starts_with("http s3:GetObject arn:aws:s3:::example/example "), "{witness}");
}

#[test]
fn s04_action_is_a_substring() {
    assert!(refuted_with(&json!({"Action": "s3:Get*"})).starts_with("http s3:ListBucket"));
    assert!(refuted_with(&json!({"Action": "s3:PutObjectAcl"})).starts_with("http s3:ListBucket"));
}

#[test]
fn s05_put_object_only() {
    assert!(refuted_with(&json!({"Action": ["s3:PutObject"]})).contains("s3:"));
    // Everything that exists but downloads.
    assert!(
        refuted_with(&json!({"Action": null, "NotAction": "s3:GetObject"}))
            .starts_with("http s3:GetObject arn:aws:s3:::example/example")
    );
}

#[test]
fn s06_one_principal_or_all_but_one() {
    let role = "arn:aws:iam::111122223333:role/admin";
    let witness = refuted_with(&json!({"Principal": {"AWS": role}}));
    assert!(witness.contains("arn:aws:iam::444455556666:user/example"), "{witness}");
    let exempt = json!({"AWS": ["arn:aws:iam::111122223333:user/admin", "arn:aws:iam::111122223333:root"]});
    let witness = refuted_with(&json!({"Principal": null, "NotPrincipal": exempt}));
    assert!(witness.contains("(principal arn:aws:iam::111122223333:user/admin)"), "{witness}");
    // Whether the role's sessions are exempt, AWS does not promise.
    assert_eq!(cannot_tell(&json!({"Principal": null, "NotPrincipal": {"AWS": role}})), Reason::NotPrincipal);
}

#[test]
fn s07_second_key_anded_into_the_block() {
    let condition = json!({"Bool": {"aws:SecureTransport": "false"}, "NumericLessThan": {"s3:TlsVersion": "1.2"}});
    let witness = refuted_with(&json!({"Condition": condition}));
    assert!(witness.contains("s3:TlsVersion absent"), "{witness}");
    // With IfExists the absent key no longer matters, and what a present one would be is not known.
    let lenient =
        json!({"Bool": {"aws:SecureTransport": "false"}, "NumericLessThanIfExists": {"s3:TlsVersion": "1.2"}});
    assert_eq!(cannot_tell(&json!({"Condition": lenient})), Reason::TlsVersionOfPlaintext);
}

#[test]
fn s08_anded_with_network_or_tag() {
    let and = |operator: &str, key: &str, value: &str| json!({"Condition": {"Bool": {"aws:SecureTransport": "false"}, operator: {key: value}}});
    assert!(refuted_with(&and("IpAddress", "aws:SourceIp", "10.0.0.0/8")).contains("aws:SourceIp=203.0.113.7"));
    assert!(refuted_with(&and("NotIpAddress", "aws:SourceIp", "10.0.0.0/8")).contains("aws:SourceIp=10.0.0.0"));
    assert!(refuted_with(&and("StringEquals", "aws:SourceVpce", "vpce-1")).contains("aws:SourceVpce absent"));
    assert!(refuted_with(&and("StringNotEquals", "aws:SourceVpce", "vpce-1")).contains("aws:SourceVpce=vpce-1"));
    assert!(refuted_with(&and("StringEquals", "aws:PrincipalTag/team", "a")).contains("aws:PrincipalTag/team absent"));
    assert!(refuted_with(&and("StringNotEquals", "aws:PrincipalOrgID", "o-1")).contains("aws:PrincipalOrgID=o-1"));
    let role = "arn:aws:iam::111122223333:role/app";
    assert!(refuted_with(&and("ArnNotEquals", "aws:PrincipalArn", role)).contains(&format!("principal {role}")));
    // Which account the bucket is in, or what time it is, nobody has said.
    assert_eq!(
        decide(&and("StringEquals", "aws:ResourceAccount", "111122223333")),
        Decision::CannotTell(Reason::ConditionKey)
    );
    assert_eq!(
        decide(&and("DateGreaterThan", "aws:CurrentTime", "2020-01-01T00:00:00Z")),
        Decision::CannotTell(Reason::TimeDependent)
    );
}

#[test]
fn s09_tls_version_only() {
    let witness = refuted_with(&json!({"Condition": {"NumericLessThan": {"s3:TlsVersion": "1.2"}}}));
    assert!(witness.starts_with("http ") && witness.contains("s3:TlsVersion absent"), "{witness}");
}

#[test]
fn s10_allow_without_deny() {
    let changes = json!({"Effect": "Allow", "Condition": {"Bool": {"aws:SecureTransport": "true"}}});
    assert_eq!(refuted_with(&changes), plain_http(bucket()).to_string());
}

#[test]
fn false_fail_list_value() {
    assert_eq!(decide(&json!({"Condition": {"Bool": {"aws:SecureTransport": ["false"]}}})), Decision::Yes);
}

#[test]
fn false_fail_json_boolean() {
    assert_eq!(decide(&json!({"Condition": {"Bool": {"aws:SecureTransport": false}}})), Decision::Yes);
    assert_eq!(decide(&json!({"Condition": {"Bool": {"aws:SecureTransport": [false]}}})), Decision::Yes);
}

#[test]
fn false_fail_lower_case_key() {
    assert_eq!(decide(&json!({"Condition": {"Bool": {"aws:securetransport": "false"}}})), Decision::Yes);
    assert_eq!(decide(&json!({"Condition": {"bool": {"AWS:SECURETRANSPORT": "false"}}})), Decision::Yes);
}

#[test]
fn false_fail_bool_if_exists() {
    assert_eq!(decide(&json!({"Condition": {"BoolIfExists": {"aws:SecureTransport": "false"}}})), Decision::Yes);
}

#[test]
fn false_fail_not_action() {
    assert_eq!(decide(&json!({"Action": null, "NotAction": "iam:*"})), Decision::Yes);
    assert_eq!(decide(&json!({"Action": null, "NotAction": ["ec2:*", "s3-object-lambda:*"]})), Decision::Yes);
    assert!(matches!(decide(&json!({"Action": null, "NotAction": "*:GetObject"})), Decision::No(_)));
}

/// The organisation's policies are not the bucket policy's: alone, it lets clear text through, and
/// another module must know of the RCP.
#[test]
fn false_fail_denied_by_the_organisation_is_not_seen_here() {
    assert!(matches!(refuses_plaintext(&statements(&json!([])), bucket()), Decision::No(_)));
}

#[test]
fn crash_statement_is_a_single_object() {
    let single = policy(&json!({"Version": "2012-10-17", "Statement": deny_http(&json!({}))}));
    assert_eq!(refuses_plaintext(&single, bucket()), Decision::Yes);
}

#[test]
fn other_spellings_of_the_condition() {
    for condition in [
        json!({"StringEquals": {"aws:SecureTransport": "false"}}),
        json!({"StringEqualsIgnoreCase": {"aws:SecureTransport": "FALSE"}}),
        json!({"StringLike": {"aws:SecureTransport": "f*"}}),
        json!({"StringNotEquals": {"aws:SecureTransport": "true"}}),
        json!({"StringNotLikeIfExists": {"aws:SecureTransport": "true"}}),
        json!({"Null": {"aws:SecureTransport": "false"}}),
        json!({"Null": {"aws:SecureTransport": false}, "Bool": {"aws:SecureTransport": false}}),
        json!({"ForAnyValue:Bool": {"aws:SecureTransport": "false"}}),
        json!({"ForAllValues:BoolIfExists": {"aws:SecureTransport": "false"}}),
        json!({"Bool": {"aws:SecureTransport": ["true", "false"]}}),
        json!({}),
    ] {
        assert_eq!(decide(&json!({"Condition": condition})), Decision::Yes, "{condition}");
    }
    assert_eq!(decide(&json!({"Condition": null})), Decision::Yes);
}

#[test]
fn conditions_that_miss_clear_text() {
    for condition in [
        json!({"Bool": {"aws:SecureTransport": "true"}}),
        json!({"Null": {"aws:SecureTransport": "true"}}),
        json!({"StringEquals": {"aws:SecureTransport": "False"}}),
        json!({"StringNotEquals": {"aws:SecureTransport": ["true", "false"]}}),
    ] {
        refuted_with(&json!({"Condition": condition}));
    }
    for (condition, reason) in [
        (json!({"Bool": {"aws:SecureTransport": "False"}}), Reason::MalformedValue),
        (json!({"Bool": {"aws:SecureTransport": "no"}}), Reason::MalformedValue),
        (json!({"Bool": {"aws:SecureTransport": ["false", "no"]}}), Reason::MalformedValue),
        (json!({"Bool": {"aws:SecureTransport": []}}), Reason::MalformedValue),
        (json!({"NumericEquals": {"aws:SecureTransport": "0"}}), Reason::MalformedValue),
        (json!({"Boolean": {"aws:SecureTransport": "false"}}), Reason::UnsupportedOperator),
        (json!({"StringEquals": {"aws:SecureTransport": "${aws:username}"}}), Reason::PolicyVariable),
    ] {
        assert_eq!(cannot_tell(&json!({"Condition": condition})), reason, "{condition}");
    }
}

#[test]
fn everybody_in_every_spelling() {
    for principal in [
        json!({"AWS": "*"}),
        json!({"AWS": ["*"]}),
        json!({"AWS": ["arn:aws:iam::111122223333:root", "*"], "Service": "x"}),
    ] {
        assert_eq!(decide(&json!({"Principal": principal})), Decision::Yes, "{principal}");
    }
    for principal in [json!({"Service": "*"}), json!({"Federated": "*"}), json!({"AWS": "111122223333"})] {
        refuted_with(&json!({"Principal": principal}));
    }
    assert_eq!(cannot_tell(&json!({"Principal": {"CanonicalUser": "*"}})), Reason::PrincipalPattern);
    assert_eq!(cannot_tell(&json!({"Principal": {"AWS": "arn:aws:iam::*:root"}})), Reason::PrincipalPattern);
    assert_eq!(cannot_tell(&json!({"Principal": null})), Reason::MisplacedElement);
    refuted_with(&json!({"Principal": null, "NotPrincipal": "*"}));
}

#[test]
fn every_action_in_every_spelling() {
    for action in
        [json!("*"), json!("S3:*"), json!("*:*"), json!("s3:?*"), json!(["s3:GetObject", "s3:*"]), json!("s3:**")]
    {
        assert_eq!(decide(&json!({"Action": action})), Decision::Yes, "{action}");
    }
    assert_eq!(cannot_tell(&json!({"Action": "s3*"})), Reason::ActionUnion);
    assert_eq!(cannot_tell(&json!({"Action": "s3:?????*"})), Reason::ActionUnion);
}

#[test]
fn resources_in_every_spelling() {
    for resource in [
        json!("*"),
        json!("arn:aws:s3:::*"),
        json!("arn:aws:s3:::example*"),
        json!("arn:aws:s3:*"),
        json!("arn:*"),
        json!("arn:*:s3:::example*"),
        json!(["arn:aws:s3:::exampl?", "arn:aws:s3:::example/?*"]),
    ] {
        assert_eq!(decide(&json!({"Resource": resource})), Decision::Yes, "{resource}");
    }
    assert_eq!(decide(&json!({"Resource": null, "NotResource": "arn:aws:s3:::other/*"})), Decision::Yes);
    assert!(
        refuted_with(&json!({"Resource": null, "NotResource": "arn:aws:s3:::example/public/*"}))
            .contains("arn:aws:s3:::example/public/")
    );
    // A `*` in the middle would have to cross colons; found by the property test.
    assert_eq!(cannot_tell(&json!({"Resource": "*?"})), Reason::ResourcePattern);
    assert_eq!(cannot_tell(&json!({"Resource": "arn:aws:*example*"})), Reason::ResourcePattern);
    assert_eq!(
        cannot_tell(&json!({"Resource": ["arn:aws:s3:::example", "arn:aws:s3:::example/${aws:username}*"]})),
        Reason::PolicyVariable
    );
    refuted_with(&json!({"Resource": ["arn:aws:s3:::Example", "arn:aws:s3:::Example/*"]}));
    refuted_with(&json!({"Resource": ["arn:aws:s3:::example", "arn:aws:s3:::example/${*}"]}));
    refuted_with(&json!({"Resource": ["arn:aws:s3", "arn:aws:s3:::"]}));
    refuted_with(&json!({"Resource": ["arn:aws-cn:s3:::example", "arn:aws-cn:s3:::example/*"]}));
}

#[test]
fn variables_are_literal_in_the_old_language() {
    let old = |resource: &str| {
        policy(
            &json!({"Version": "2008-10-17", "Statement": [deny_http(&json!({"Resource": ["arn:aws:s3:::example", resource]}))]}),
        )
    };
    refuted(&old("arn:aws:s3:::example/${aws:username}"));
    // There `${*}` is three characters around a wildcard.
    refuted(&old("arn:aws:s3:::example/${*}"));
}

#[test]
fn statements_together() {
    let together = |first: &serde_json::Value, second: &serde_json::Value| {
        refuses_plaintext(&statements(&json!([deny_http(first), deny_http(second)])), bucket())
    };
    let yes = [
        (json!({"Resource": "arn:aws:s3:::example"}), json!({"Resource": "arn:aws:s3:::example/*"})),
        (json!({"Action": "s3:Get*"}), json!({"Action": null, "NotAction": "s3:Get*"})),
        (json!({"Action": "s3:G*"}), json!({"Action": null, "NotAction": ["s3:Get*", "ec2:*"]})),
        (json!({"Action": null, "NotAction": "s3:Get*"}), json!({"Action": null, "NotAction": "s3:Put*"})),
        (
            json!({"Resource": "arn:aws:s3:::example/a*"}),
            json!({"Resource": null, "NotResource": "arn:aws:s3:::example/a*"}),
        ),
    ];
    for (first, second) in &yes {
        assert_eq!(together(first, second), Decision::Yes, "{first} {second}");
    }
    assert!(matches!(
        together(&json!({"Action": "s3:GetObject"}), &json!({"Action": null, "NotAction": "s3:Get*"})),
        Decision::No(_)
    ));
    // Actions of one, resources of another: `Get*` on the bucket, `Put*` on the objects.
    let split = together(
        &json!({"Action": "s3:Get*", "Resource": "arn:aws:s3:::example"}),
        &json!({"Action": "s3:Put*", "Resource": "arn:aws:s3:::example/*"}),
    );
    assert!(matches!(split, Decision::No(_)));
    // Two halves of a condition are not put together, but no counterexample is invented either.
    let half = |operator: &str| json!({"Condition": {"Bool": {"aws:SecureTransport": "false"}, operator: {"aws:SourceIp": "10.0.0.0/8"}}});
    assert!(matches!(together(&half("IpAddress"), &half("NotIpAddress")), Decision::CannotTell(_)));
    // A variable might invalidate its statement, so its exception cannot be filled by another one.
    let variable = "arn:aws:s3:::example/${aws:username}/*";
    assert!(!matches!(
        together(&json!({"Resource": null, "NotResource": variable}), &json!({"Resource": "arn:aws:s3:::example/*/*"})),
        Decision::Yes
    ));
}

#[test]
fn other_partitions() {
    let china = BucketArn::new("aws-cn", "example").unwrap();
    let denied = statements(&deny_http(&json!({"Resource": ["arn:aws-cn:s3:::example", "arn:aws-cn:s3:::example/*"]})));
    assert_eq!(refuses_plaintext(&denied, &china), Decision::Yes);
    assert!(matches!(refuses_plaintext(&statements(&deny_http(&json!({}))), &china), Decision::No(_)));
}

#[test]
fn bucket_names_are_checked() {
    for (partition, name) in [("aws", ""), ("", "a"), ("aws", "a*"), ("aws", "a/b"), ("aws", "${x}"), ("aws:x", "a")] {
        assert!(BucketArn::new(partition, name).is_err(), "{partition} {name}");
    }
    assert_eq!(bucket().to_string(), "arn:aws:s3:::example");
}

#[test]
fn a_role_exempted_by_arn_pattern_is_the_witness() {
    let condition = json!({"Bool": {"aws:SecureTransport": "false"}, "StringNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/break-glass-*"}});
    assert!(refuted_with(&json!({"Condition": condition})).contains(":role/break-glass-example"));
}

#[test]
fn conditions_of_one_request_must_be_possible_together() {
    // Through the endpoint there is no source address, so no request avoids both.
    let and = |operator: &str, key: &str, value: &str| {
        deny_http(&json!({"Condition": {"Bool": {"aws:SecureTransport": "false"}, operator: {key: value}}}))
    };
    let both = statements(&json!([
        and("NotIpAddress", "aws:SourceIp", "10.0.0.0/8"),
        and("StringNotEquals", "aws:SourceVpce", "vpce-1")
    ]));
    assert!(matches!(refuses_plaintext(&both, bucket()), Decision::CannotTell(_)));
}
