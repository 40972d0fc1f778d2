//! Whom resource policies let in from outside: after the examples that AWS documents for each service, with other numbers.

use super::policy;
use super::services::{FILES, QUEUE, arn};
use serde_json::{Value, json};
use tomscan::policy::{Context, Outside, OutsideDecision, Owner, Policy, Reason, Truth, grantee, grants_outside};

pub(crate) const OWN: &str = "111122223333";
const FOREIGN: &str = "444455556666";
const TOPIC: &str = "arn:aws:sns:eu-central-1:111122223333:alarms";
const KEY: &str = "arn:aws:kms:eu-central-1:111122223333:key/0";
const FUNCTION: &str = "arn:aws:lambda:eu-central-1:111122223333:function:report";
const BUCKET: &str = "arn:aws:s3:::example";

fn of(statements: &Value) -> Policy {
    policy(&json!({"Version": "2012-10-17", "Statement": statements}))
}

fn owner() -> Owner {
    Owner { buckets: ["example".to_owned(), "uploads".to_owned()].into(), ..Owner::new(OWN) }
}

/// Every request that shows something must convince the single-request evaluator.
fn ask_knowing(document: &Policy, resource: &str, known: &Context) -> Outside {
    let outside = grants_outside(document, arn(resource), &owner(), known);
    for entrance in &outside.shown {
        assert!(entrance.request.is_allowed_by(document).is_true(), "{entrance:?}");
        assert!(entrance.request.is_denied_by(document).is_false(), "{entrance:?}");
        assert!(!entrance.request.to_string().is_empty());
    }
    outside
}

fn ask(resource: &str, statements: &Value) -> Outside {
    ask_knowing(&of(statements), resource, &Context::default())
}

/// Those who certainly are let in, `|`, those who may be.
fn who(resource: &str, statements: &Value) -> String {
    text(&ask(resource, statements))
}

fn text(outside: &Outside) -> String {
    format!("{}|{}", outside.shown().join(" "), outside.possible().join(" "))
}

fn allow(principal: &Value, action: &str, condition: &Value) -> Value {
    json!({"Effect": "Allow", "Principal": principal, "Action": action, "Resource": "*", "Condition": condition})
}

fn service(name: &str, condition: &Value) -> Value {
    json!([allow(&json!({"Service": name}), "sns:Publish", condition)])
}

fn everybody(condition: &Value) -> Value {
    json!([allow(&json!("*"), "sqs:*", condition)])
}

#[test]
fn nobody_without_a_statement() {
    assert_eq!(who(QUEUE, &json!([])), "|");
    let root = json!({"AWS": format!("arn:aws:iam::{OWN}:root")});
    assert_eq!(who(KEY, &json!([allow(&root, "kms:*", &json!({}))])), "|");
    let own =
        json!({"AWS": [OWN, format!("arn:aws:iam::{OWN}:role/app"), format!("arn:aws:sts::{OWN}:assumed-role/app/x")]});
    assert_eq!(who(QUEUE, &json!([allow(&own, "*", &json!({}))])), "|");
    assert_eq!(ask(QUEUE, &json!([])).beyond(&[]), OutsideDecision::No);
    // A deny lets nobody in.
    assert_eq!(who(QUEUE, &json!([{"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}])), "|");
}

#[test]
fn everybody_is_public() {
    for principal in [json!("*"), json!({"AWS": "*"}), json!({"AWS": [OWN, "*"]})] {
        let outside = ask(QUEUE, &json!([allow(&principal, "sqs:SendMessage", &json!({}))]));
        assert_eq!(text(&outside), "*|", "{principal}");
        assert_eq!(outside.is_public(), Truth::True);
    }
    let outside = ask(
        QUEUE,
        &json!([{"Sid": "Open", "Effect": "Allow", "Principal": "*", "Action": "sqs:*", "Resource": QUEUE}]),
    );
    let OutsideDecision::Yes(entrance) = outside.beyond(&[FOREIGN]) else { panic!() };
    assert_eq!((entrance.sid.as_deref(), entrance.statement), (Some("Open"), 0));
    assert_eq!(entrance.request.to_string(), format!("tls1.3 sqs:SendMessage {QUEUE} (principal *)"));
    assert_eq!(outside.beyond(&["*"]), OutsideDecision::No);
}

#[test]
fn accounts_are_named() {
    for principal in
        [FOREIGN.to_owned(), format!("arn:aws:iam::{FOREIGN}:root"), format!("arn:aws:iam::{FOREIGN}:role/reader")]
    {
        let outside = ask(KEY, &json!([allow(&json!({"AWS": principal}), "kms:Decrypt", &json!({}))]));
        assert_eq!(text(&outside), "444455556666|", "{principal}");
        assert_eq!(outside.is_public(), Truth::False);
        assert_eq!(outside.beyond(&[FOREIGN]), OutsideDecision::No);
        assert!(matches!(outside.beyond(&[]), OutsideDecision::Yes(_)));
    }
    let role =
        ask(KEY, &json!([allow(&json!({"AWS": format!("arn:aws:iam::{FOREIGN}:role/reader")}), "kms:*", &json!({}))]));
    assert_eq!(
        role.shown[0].request.to_string(),
        format!("tls1.3 kms:Decrypt {KEY} (principal arn:aws:iam::{FOREIGN}:role/reader)")
    );
    // A session is somebody of the account, but not one that could be named.
    let session = json!({"AWS": format!("arn:aws:sts::{FOREIGN}:assumed-role/reader/x")});
    assert_eq!(who(KEY, &json!([allow(&session, "kms:Decrypt", &json!({}))])), "|444455556666");
    // Everybody but one account is everybody.
    let all_but = json!([{"Effect": "Allow", "NotPrincipal": {"AWS": [FOREIGN, format!("arn:aws:iam::{FOREIGN}:root")]}, "Action": "sqs:*", "Resource": "*"}]);
    assert!(who(QUEUE, &all_but).starts_with("*|"), "{}", who(QUEUE, &all_but));
}

#[test]
fn conditions_on_the_principal() {
    for (condition, expected) in [
        (json!({"StringEquals": {"aws:PrincipalAccount": OWN}}), "|"),
        (json!({"StringEquals": {"AWS:principalaccount": [OWN, FOREIGN]}}), "444455556666|"),
        (json!({"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}), "o-a1b2c3d4e5|"),
        (
            json!({"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": ["o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*"]}}),
            "o-a1b2c3d4e5|",
        ),
        (json!({"ArnLike": {"aws:PrincipalArn": format!("arn:aws:iam::{OWN}:role/*")}}), "|"),
        (json!({"ArnLike": {"aws:PrincipalArn": format!("arn:aws:iam::{FOREIGN}:role/app-*")}}), "444455556666|"),
        (json!({"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/app"}}), "*|"),
        (json!({"StringLike": {"aws:PrincipalArn": format!("arn:aws:iam::{OWN}:*")}}), "|"),
        // The wildcard comes before the account, so that it may shift it: "arn:aws:iam::999999999999:role/a:111122223333:b".
        (json!({"StringLike": {"aws:PrincipalArn": format!("arn:aws:*:{OWN}:*")}}), "|*"),
        (json!({"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}), "*|"),
        (json!({"StringNotEquals": {"aws:PrincipalAccount": FOREIGN}}), "*|"),
        (json!({"Bool": {"aws:PrincipalIsAWSService": "true"}, "StringEquals": {"aws:SourceAccount": OWN}}), "|"),
        (json!({"StringEquals": {"aws:PrincipalTag/team": "a"}}), "*|"),
        (json!({"StringEquals": {"aws:SourceOwner": OWN}}), "|"),
        (json!({"StringLike": {"aws:userid": "AROAEXAMPLE:*"}}), "|* 444455556666"),
    ] {
        let mut outside = ask(QUEUE, &everybody(&condition));
        outside.possible.retain(|doubt| !doubt.outsider.to_string().starts_with("*."));
        let expected = expected.replace(" 444455556666", "");
        assert_eq!(text(&outside), expected, "{condition}");
    }
}

#[test]
fn the_default_policy_of_topics() {
    let default = allow(&json!({"AWS": "*"}), "SNS:Publish", &json!({"StringEquals": {"AWS:SourceOwner": OWN}}));
    assert_eq!(who(TOPIC, &json!([default])), "|");
    let https = allow(&json!({"AWS": "*"}), "SNS:Subscribe", &json!({"StringEquals": {"sns:Protocol": "https"}}));
    let outside = ask(TOPIC, &json!([https]));
    assert_eq!(text(&outside), "*|");
    assert!(outside.shown[0].request.to_string().contains("sns:Protocol=https"));
    let mail = allow(&json!("*"), "sns:*", &json!({"StringLike": {"sns:Endpoint": "*@example.com"}}));
    assert_eq!(who(TOPIC, &json!([mail])), "*|");
}

#[test]
fn networks_are_no_accounts() {
    for (condition, expected) in [
        (json!({"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}), "* through 203.0.113.0/24|"),
        (json!({"IpAddress": {"aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"]}}), "*|"),
        (json!({"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}}), "*|"),
        // Whoever has an account, but from there alone.
        (
            json!({"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}, "Bool": {"aws:PrincipalIsAWSService": "false"}}),
            "* through 203.0.113.0/24|",
        ),
        (json!({"StringEquals": {"aws:SourceVpce": "vpce-1a2b3c4d"}}), "* through vpce-1a2b3c4d|"),
        (json!({"StringEquals": {"aws:VpceAccount": OWN}}), "* through 111122223333|"),
        (json!({"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}), "*|"),
        // Private addresses are the same in everybody's network.
        (json!({"IpAddress": {"aws:VpcSourceIp": "10.0.0.0/8"}}), "*|"),
        (
            json!({"ArnEquals": {"aws:SourceVpcArn": "arn:aws:ec2:eu-central-1:111122223333:vpc/vpc-1"}}),
            "* through arn:aws:ec2:eu-central-1:111122223333:vpc/vpc-1|",
        ),
    ] {
        let mut outside = ask(
            BUCKET,
            &json!([{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": format!("{BUCKET}/*"), "Condition": condition}]),
        );
        outside.possible.retain(|doubt| !doubt.outsider.to_string().starts_with("*."));
        outside.shown.retain(|entrance| !entrance.outsider.to_string().starts_with("*."));
        assert_eq!(text(&outside), expected, "{condition}");
    }
    // What the console writes for file systems: whoever reaches a mount target.
    let mounts = json!([{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "elasticfilesystem:ClientMount", "Condition": {"Bool": {"elasticfilesystem:AccessedViaMountTarget": "true"}}}]);
    assert_eq!(ask_files(&mounts), "* through mount targets|");
    // Open but for a deny.
    let fenced = json!([
        {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": format!("{BUCKET}/*")},
        {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": [BUCKET, format!("{BUCKET}/*")], "Condition": {"StringNotEquals": {"aws:SourceVpc": "vpc-1"}}}
    ]);
    assert!(who(BUCKET, &fenced).starts_with("* through vpc-1"), "{}", who(BUCKET, &fenced));
}

fn ask_files(statements: &Value) -> String {
    let outside = grants_outside(&of(statements), arn(FILES), &owner(), &Context::default());
    outside.shown().into_iter().filter(|name| !name.starts_with("*.")).collect::<Vec<_>>().join(" ") + "|"
}

#[test]
fn services_act_for_somebody() {
    let events = "events.amazonaws.com";
    for (condition, expected) in [
        (json!({}), "events.amazonaws.com|"),
        (json!({"StringEquals": {"aws:SourceAccount": OWN}}), "|"),
        (json!({"StringEquals": {"aws:SourceAccount": [OWN, FOREIGN]}}), "444455556666|"),
        (json!({"ArnLike": {"aws:SourceArn": format!("arn:aws:events:*:{OWN}:rule/*")}}), "|"),
        (json!({"ArnEquals": {"aws:SourceArn": format!("arn:aws:events:eu-central-1:{OWN}:rule/nightly")}}), "|"),
        (json!({"ArnLike": {"aws:SourceArn": "arn:aws:events:*:*:rule/*"}}), "events.amazonaws.com|"),
        (json!({"ArnLike": {"aws:SourceArn": format!("arn:aws:events:*:{FOREIGN}:rule/*")}}), "444455556666|"),
        (json!({"StringEquals": {"aws:SourceOrgID": "o-a1b2c3d4e5"}}), "o-a1b2c3d4e5|"),
        // Absent is let in as well, and some services send none.
        (json!({"StringEqualsIfExists": {"aws:SourceAccount": OWN}}), "|events.amazonaws.com"),
        (json!({"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}), "|"),
        (json!({"StringNotEquals": {"aws:SourceAccount": FOREIGN}}), "events.amazonaws.com|"),
        (json!({"DateLessThan": {"aws:CurrentTime": "2030-01-01T00:00:00Z"}}), "|events.amazonaws.com"),
    ] {
        assert_eq!(who(TOPIC, &service(events, &condition)), expected, "{condition}");
    }
    let shown = ask(TOPIC, &service(events, &json!({})));
    assert_eq!(
        shown.shown[0].request.to_string(),
        format!("tls1.3 sns:Publish {TOPIC} (principal events.amazonaws.com, aws:SourceAccount=444455556666)")
    );
}

#[test]
fn buckets_do_not_tell_their_account() {
    let from = |pattern: &str| service("s3.amazonaws.com", &json!({"ArnLike": {"aws:SourceArn": pattern}}));
    // The owner's, so it can be nobody else's.
    assert_eq!(who(TOPIC, &from("arn:aws:s3:::uploads")), "|");
    assert_eq!(who(TOPIC, &from("arn:aws:s3:*:*:uploads")), "|");
    let other = ask(TOPIC, &from("arn:aws:s3:*:*:elsewhere"));
    assert_eq!(text(&other), "|arn:aws:s3:::elsewhere");
    assert_eq!(other.possible[0].reason, Reason::SourceWithoutAccount);
    assert_eq!(other.beyond(&["arn:aws:s3:::elsewhere"]), OutsideDecision::No);
    let both =
        json!({"ArnLike": {"aws:SourceArn": "arn:aws:s3:*:*:elsewhere"}, "StringEquals": {"aws:SourceAccount": OWN}});
    assert_eq!(who(TOPIC, &service("s3.amazonaws.com", &both)), "|");
    // The older form: everybody, narrowed by the source alone.
    let older =
        allow(&json!({"AWS": "*"}), "sns:Publish", &json!({"ArnLike": {"aws:SourceArn": "arn:aws:s3:::uploads"}}));
    assert_eq!(who(TOPIC, &json!([older])), "|");
    assert!(who(TOPIC, &from("arn:aws:s3:::up*")).contains("s3.amazonaws.com"));
    // APIs do not tell their account either.
    let api = "arn:aws:apigateway:eu-central-1::/restapis/abc123";
    let called = service("apigateway.amazonaws.com", &json!({"ArnEquals": {"aws:SourceArn": api}}));
    assert_eq!(who(TOPIC, &called), format!("|{api}"));
    let ends = service("s3.amazonaws.com", &json!({"StringLike": {"aws:SourceArn": "*:uploads"}}));
    assert!(who(TOPIC, &ends).contains("*:uploads"), "{}", who(TOPIC, &ends));
}

#[test]
fn keys_of_aws_services() {
    // What AWS writes for its own managed keys: everybody of the account, through the service.
    let managed =
        json!({"StringEquals": {"kms:CallerAccount": OWN, "kms:ViaService": "s3.eu-central-1.amazonaws.com"}});
    assert_eq!(who(KEY, &json!([allow(&json!({"AWS": "*"}), "kms:Decrypt", &managed)])), "|");
    let via = json!({"StringEquals": {"kms:ViaService": "s3.eu-central-1.amazonaws.com"}});
    let outside = ask(KEY, &json!([allow(&json!({"AWS": "*"}), "kms:*", &via)]));
    assert!(outside.is_public().is_true(), "{outside:?}");
    // CloudWatch Logs says for which log group it acts.
    let logs = |account: &str| json!({"ArnLike": {"kms:EncryptionContext:aws:logs:arn": format!("arn:aws:logs:eu-central-1:{account}:*")}});
    let of_logs = |account: &str| {
        json!([allow(&json!({"Service": "logs.eu-central-1.amazonaws.com"}), "kms:Decrypt", &logs(account))])
    };
    assert_eq!(who(KEY, &of_logs(OWN)), "|");
    assert!(who(KEY, &of_logs("*")).contains("logs.eu-central-1.amazonaws.com"));
    assert_eq!(who(KEY, &of_logs(FOREIGN)), "444455556666|");
}

#[test]
fn function_urls() {
    let url = json!({"StringEquals": {"lambda:FunctionUrlAuthType": "NONE"}});
    let document = of(&json!([allow(&json!("*"), "lambda:InvokeFunctionUrl", &url)]));
    let ask = |known: &Context| ask_knowing(&document, FUNCTION, known);
    let public = ask(&Context::default().with("lambda:FunctionUrlAuthType", "NONE"));
    assert_eq!(text(&public), "*|");
    assert!(public.shown[0].request.to_string().contains("lambda:FunctionUrlAuthType=NONE"));
    assert_eq!(text(&ask(&Context::default().with("lambda:FunctionUrlAuthType", "AWS_IAM"))), "|");
    assert_eq!(text(&ask(&Context::default().without("lambda:FunctionUrlAuthType"))), "|");
    assert!(matches!(ask(&Context::default()).is_public(), Truth::Unknown(_)));
}

#[test]
fn denies_narrow() {
    let open = allow(&json!("*"), "sqs:*", &json!({}));
    let deny = |condition: Value| json!({"Effect": "Deny", "Principal": "*", "Action": "sqs:*", "Resource": "*", "Condition": condition});
    for (condition, expected) in [
        (json!({"StringNotEquals": {"aws:PrincipalAccount": OWN}}), "|"),
        (json!({"StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}), "o-a1b2c3d4e5|"),
        (json!({"StringNotEqualsIfExists": {"aws:PrincipalAccount": [OWN, FOREIGN]}}), "444455556666|"),
        // Whoever comes from outside the account is denied, but services are not: nothing is said of whom they act for.
        (
            json!({"StringNotEquals": {"aws:PrincipalAccount": OWN}, "Bool": {"aws:PrincipalIsAWSService": "false"}}),
            "*|",
        ),
    ] {
        let mut outside = ask(QUEUE, &json!([open, deny(condition.clone())]));
        outside.shown.retain(|one| one.outsider.to_string() != "*.amazonaws.com");
        outside.possible.retain(|one| one.outsider.to_string() != "*.amazonaws.com");
        assert_eq!(text(&outside), expected, "{condition}");
    }
    // A deny that does not reach everything leaves the rest.
    let part = json!([open, {"Effect": "Deny", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*"}]);
    assert_eq!(ask(QUEUE, &part).shown[0].request.action, "sqs:ReceiveMessage");
    let halves = json!([
        allow(&json!("*"), "sqs:Get*", &json!({})),
        {"Effect": "Deny", "Principal": "*", "Action": "sqs:Get*", "Resource": "*"}
    ]);
    assert_eq!(who(QUEUE, &halves), "|");
}

#[test]
fn principals_without_account() {
    let canonical = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";
    let get = |principal: Value| json!([{"Effect": "Allow", "Principal": principal, "Action": "s3:GetObject", "Resource": format!("{BUCKET}/*")}]);
    assert_eq!(who(BUCKET, &get(json!({"CanonicalUser": canonical}))), format!("|{canonical}"));
    let own = Owner { canonical_user: Some(canonical.to_owned()), ..owner() };
    let known = grants_outside(&of(&get(json!({"CanonicalUser": canonical}))), arn(BUCKET), &own, &Context::default());
    assert_eq!(text(&known), "|");
    let identity = "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1EXAMPLE";
    assert_eq!(who(BUCKET, &get(json!({"AWS": identity}))), format!("|{identity}"));
    assert_eq!(who(BUCKET, &get(json!({"AWS": "AIDACKCEVSQ6C2EXAMPLE"}))), "|AIDACKCEVSQ6C2EXAMPLE");
    assert_eq!(who(BUCKET, &get(json!({"Federated": "accounts.google.com"}))), "|accounts.google.com");
    assert_eq!(who(BUCKET, &get(json!({"Federated": format!("arn:aws:iam::{OWN}:saml-provider/idp")}))), "|");
    // With a wildcard it may be anybody.
    assert!(matches!(ask(BUCKET, &get(json!({"AWS": "arn:aws:iam::*:role/app"}))).is_public(), Truth::Unknown(_)));
}

#[test]
fn actions_and_resources_must_fit() {
    // Actions of another service grant nothing here.
    assert_eq!(who(QUEUE, &json!([allow(&json!("*"), "sns:Publish", &json!({}))])), "|");
    let at = |resource: Value| json!([{"Effect": "Allow", "Principal": "*", "Action": "sqs:*", "Resource": resource}]);
    assert_eq!(who(QUEUE, &at(json!("arn:aws:sqs:eu-central-1:111122223333:other"))), "|");
    assert_eq!(who(QUEUE, &at(json!("arn:aws:sqs:*:*:orders"))), "*|");
    // Repository policies have no resource.
    let pull = json!([{"Effect": "Allow", "Principal": {"AWS": FOREIGN}, "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]}]);
    let outside = grants_outside(
        &of(&pull),
        arn("arn:aws:ecr:eu-central-1:111122223333:repository/app"),
        &owner(),
        &Context::default(),
    );
    assert_eq!(text(&outside), "444455556666|");
    // A registry lets another account replicate into it.
    let registry = tomscan::policy::ResourceArn::ecr_registry("aws", "eu-central-1", OWN).unwrap();
    let replicate = json!([{"Effect": "Allow", "Principal": {"AWS": format!("arn:aws:iam::{FOREIGN}:root")}, "Action": ["ecr:CreateRepository", "ecr:ReplicateImage"], "Resource": "arn:aws:ecr:eu-central-1:111122223333:repository/*"}]);
    assert_eq!(text(&grants_outside(&of(&replicate), registry, &owner(), &Context::default())), "444455556666|");
    // A vault takes copies of an organisation.
    let copy = json!([{"Effect": "Allow", "Principal": "*", "Action": "backup:CopyIntoBackupVault", "Resource": "*", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}}]);
    assert_eq!(who("arn:aws:backup:eu-central-1:111122223333:backup-vault:v", &copy), "o-a1b2c3d4e5|");
    // A private API: whoever comes through the endpoint.
    let api = "arn:aws:execute-api:eu-central-1:111122223333:abc123";
    let private = json!([
        {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": format!("{api}/*")},
        {"Effect": "Deny", "Principal": "*", "Action": "execute-api:Invoke", "Resource": format!("{api}/*"), "Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}}
    ]);
    assert!(who(api, &private).starts_with("* through vpce-1"));
    // A domain open to some addresses.
    let domain = "arn:aws:es:eu-central-1:111122223333:domain/search";
    let addresses = json!([{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "es:ESHttp*", "Resource": format!("{domain}/*"), "Condition": {"IpAddress": {"aws:SourceIp": ["198.51.100.0/24"]}}}]);
    assert!(who(domain, &addresses).starts_with("* through 198.51.100.0/24"));
    // Access points decide for themselves.
    let points = json!([{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": [BUCKET, format!("{BUCKET}/*")], "Condition": {"StringEquals": {"s3:DataAccessPointAccount": OWN}}}]);
    assert!(matches!(ask(BUCKET, &points).is_public(), Truth::Unknown(Reason::ConditionKey)));
}

#[test]
fn an_unknown_owner_decides_nothing() {
    let outside = grants_outside(&of(&json!([])), arn(QUEUE), &Owner::new("not-an-account"), &Context::default());
    assert_eq!(outside.beyond(&[]), OutsideDecision::CannotTell(Reason::AccountUnknown));
}

#[test]
fn grants_of_keys() {
    let name = |principal: &str, issuer: Option<&str>| grantee(principal, issuer, &owner()).map(|one| one.to_string());
    assert_eq!(name(&format!("arn:aws:iam::{OWN}:role/app"), None), None);
    assert_eq!(name(&format!("arn:aws:iam::{FOREIGN}:role/app"), None).as_deref(), Some(FOREIGN));
    assert_eq!(name("rds.eu-central-1.amazonaws.com", Some(&format!("arn:aws:iam::{OWN}:root"))), None);
    assert_eq!(name("rds.eu-central-1.amazonaws.com", None).as_deref(), Some("rds.eu-central-1.amazonaws.com"));
    assert_eq!(name("AROAEXAMPLE", None).as_deref(), Some("AROAEXAMPLE"));
}

/// As large as bucket policies may be (20 KiB), and as large as the parser reads.
#[test]
fn large_policies_come_to_an_end() {
    let statement = |index: usize| {
        json!({
            "Effect": if index.is_multiple_of(5) { "Deny" } else { "Allow" },
            "Principal": if index.is_multiple_of(5) { json!("*") } else { json!({"AWS": format!("{:012}", 200_000_000_000 + index)}) },
            "Action": "s3:*",
            "Resource": format!("{BUCKET}/{index}/*"),
            "Condition": {"StringNotEquals": {"aws:PrincipalOrgID": format!("o-{index:010}")}}
        })
    };
    let usual: Vec<Value> = (0..90).map(statement).collect();
    let outside = ask(BUCKET, &json!(usual));
    assert_eq!(outside.shown.len() + outside.possible.len(), 72);
    let hostile: Vec<Value> = (0..500).map(statement).collect();
    let outside = grants_outside(&of(&json!(hostile)), arn(BUCKET), &owner(), &Context::default());
    assert_eq!(outside.beyond(&[]), OutsideDecision::CannotTell(Reason::PolicyTooLarge));
}
