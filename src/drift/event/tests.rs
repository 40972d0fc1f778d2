use super::{Event, link};
use crate::aws::wire::cloudtrail_events::LookedUp;
use serde_json::{Value, json};

fn listed(event: &str) -> LookedUp {
    serde_json::from_value(json!({
        "EventId": "5a1b", "EventName": "PutBucketPolicy", "EventTime": 1_767_225_600, "EventSource": "s3.amazonaws.com",
        "Username": "listed", "CloudTrailEvent": event,
    }))
    .unwrap()
}

fn read(event: &Value) -> Option<Event> {
    Event::read(&listed(&event.to_string()), "eu-central-1")
}

/// Who is named for an identity, whether that is a service, and through which service.
fn who(identity: &Value) -> (Option<String>, bool, Option<String>) {
    let event = read(&json!({ "userIdentity": identity, "readOnly": false })).unwrap();
    (event.principal, event.by_service, event.through)
}

fn named(principal: &str) -> (Option<String>, bool, Option<String>) {
    (Some(principal.to_owned()), false, None)
}

#[test]
fn a_change_is_told_with_time_source_and_link() {
    let event = read(&json!({
        "userIdentity": { "type": "IAMUser", "arn": "arn:aws:iam::111122223333:user/mara" },
        "sourceIPAddress": "203.0.113.7", "userAgent": "a".repeat(1000), "readOnly": false,
        "requestParameters": { "password": "hunter2" },
    }))
    .unwrap();
    assert_eq!(
        (event.id.as_str(), event.name.as_str(), event.service.as_str()),
        ("5a1b", "PutBucketPolicy", "s3.amazonaws.com")
    );
    assert_eq!((event.time.to_string().as_str(), event.region.as_str()), ("2026-01-01T00:00:00Z", "eu-central-1"));
    assert_eq!(event.source.as_deref(), Some("203.0.113.7"));
    assert_eq!(event.user_agent.as_ref().unwrap().len(), 200);
    assert!(!serde_json::to_string(&event).unwrap().contains("hunter2"));
}

#[test]
fn who_did_it_is_named_as_cloudtrail_states_it() {
    let root = "arn:aws:iam::111122223333:root";
    assert_eq!(who(&json!({ "type": "Root", "arn": root, "accountId": "111122223333" })), named(root));
    let user = "arn:aws:iam::111122223333:user/mara";
    assert_eq!(who(&json!({ "type": "IAMUser", "arn": user, "userName": "mara" })), named(user));
    let session = "arn:aws:sts::111122223333:assumed-role/Ops/mara";
    assert_eq!(who(&json!({ "type": "AssumedRole", "arn": session, "principalId": "AROAX:mara" })), named(session));
    let sso = "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_1a2b/mara@example.com";
    assert_eq!(who(&json!({ "type": "AssumedRole", "arn": sso, "onBehalfOf": { "userId": "u" } })), named(sso));
    let federated = "arn:aws:sts::111122223333:federated-user/mara";
    assert_eq!(
        who(&json!({ "type": "FederatedUser", "arn": federated, "principalId": "111122223333:mara" })),
        named(federated)
    );
    let other = json!({ "type": "AWSAccount", "accountId": "444455556666", "principalId": "AIDAX" });
    assert_eq!(who(&other), named("444455556666"));
    let center = json!({ "type": "IdentityCenterUser", "accountId": "111122223333", "onBehalfOf": { "userId": "u-1",
        "identityStoreArn": "arn:aws:identitystore::111122223333:identitystore/d-1" } });
    assert_eq!(who(&center), named("arn:aws:identitystore::111122223333:identitystore/d-1/u-1"));
}

#[test]
fn services_are_told_from_those_for_whom_they_act() {
    let service = |name: &str| (Some(name.to_owned()), true, None);
    let own = json!({ "type": "AWSService", "invokedBy": "autoscaling.amazonaws.com" });
    assert_eq!(who(&own), service("autoscaling.amazonaws.com"));
    assert_eq!(who(&json!({ "accountId": "111122223333", "invokedBy": "AWS Internal" })), service("AWS Internal"));
    let arn = "arn:aws:sts::111122223333:assumed-role/Ops/mara";
    let through = json!({ "type": "AssumedRole", "arn": arn, "invokedBy": "cloudformation.amazonaws.com" });
    assert_eq!(who(&through), (Some(arn.to_owned()), false, Some("cloudformation.amazonaws.com".to_owned())));
}

#[test]
fn what_is_missing_is_made_up_by_nothing() {
    let issuer = json!({ "sessionIssuer": { "arn": "arn:aws:iam::111122223333:role/Ops" } });
    let session = json!({ "type": "AssumedRole", "principalId": "AROAX:mara", "sessionContext": issuer });
    assert_eq!(who(&session), named("arn:aws:iam::111122223333:role/Ops/mara"));
    let nameless = json!({ "type": "AssumedRole", "sessionContext": issuer });
    assert_eq!(who(&nameless), named("arn:aws:iam::111122223333:role/Ops"));
    assert_eq!(who(&json!({ "type": "SAMLUser", "principalId": "x:y", "userName": "mara" })), named("mara"));
    assert_eq!(who(&json!({ "type": "Unknown" })), named("listed"));
    assert_eq!(who(&json!({ "type": "AWSService" })), (Some("listed".to_owned()), true, None));
    let mut bare = listed("{}");
    (bare.username, bare.cloud_trail_event) = (None, None);
    let event = Event::read(&bare, "eu-central-1").unwrap();
    assert_eq!((event.principal, event.source, event.user_agent), (None, None, None));
}

#[test]
fn what_read_or_failed_is_no_change() {
    assert!(read(&json!({ "readOnly": true })).is_none());
    assert!(read(&json!({ "readOnly": false, "errorCode": "AccessDenied" })).is_none());
    let named = |name: &str, stated: Option<&str>| {
        let mut event = listed("{}");
        (event.event_name, event.read_only) = (name.to_owned(), stated.map(str::to_owned));
        Event::read(&event, "eu-central-1").is_some()
    };
    assert!(!named("GetBucketPolicy", None) && named("DeleteBucketPolicy", None));
    assert!(named("GetFederationToken", Some("false")) && !named("AssumeRole", Some("true")));
}

#[test]
fn hostile_events_are_read_as_far_as_they_can_be() {
    let deep = "[".repeat(100_000);
    for text in ["", "null", "[]", "{\"userIdentity\": 7}", "{", "\u{1b}[31m", deep.as_str()] {
        assert_eq!(
            Event::read(&listed(text), "eu-central-1").unwrap().principal.as_deref(),
            Some("listed"),
            "{text:.20}"
        );
    }
    let escape = "\u{1b}]0;owned\u{7}";
    assert_eq!(who(&json!({ "type": "IAMUser", "userName": escape })), named(escape), "reports escape what they print");
    let mut event = listed("{}");
    event.event_id = "5a1b\"><script>".to_owned();
    assert_eq!(Event::read(&event, "eu-central-1").unwrap().link, None);
}

#[test]
fn the_link_leads_to_the_console_of_the_partition() {
    let of = |region: &str| link(region, "5a1b-2c").unwrap_or_default();
    let page = |host: &str, region: &str| format!("https://{host}/cloudtrailv2/home?region={region}#/events/5a1b-2c");
    for (region, host) in [
        ("eu-central-1", "eu-central-1.console.aws.amazon.com"),
        ("us-east-1", "us-east-1.console.aws.amazon.com"),
        ("cn-north-1", "cn-north-1.console.amazonaws.cn"),
        ("us-gov-west-1", "console.amazonaws-us-gov.com"),
        ("eusc-de-east-1", "eusc-de-east-1.console.amazonaws-eusc.eu"),
    ] {
        assert_eq!(of(region), page(host, region));
    }
    assert_eq!(
        [of("us-iso-east-1"), of("us-isob-east-1"), of("eu-isoe-west-1"), of(""), of("x/y")],
        [const { String::new() }; 5]
    );
}
