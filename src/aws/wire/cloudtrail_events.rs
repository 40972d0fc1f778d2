//! AWS CloudTrail's event history: who changed what within the last 90 days.
//!
//! An event comes as a JSON text that repeats the whole request, and with it whatever secret somebody put into one. [`Record`] is
//! all that is read of it, and all that recordings keep ([`stripped`]).

use super::cloudtrail::CLOUDTRAIL;
use super::{Time, operations};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

operations! { Json CLOUDTRAIL, id "cloudtrail", iam "cloudtrail";
    /// Management events of the region, newest first: those that fit one attribute.
    LookupEvents: Region -> EventsPage, pages "NextToken" by "MaxResults" = 50,
        |reply| (reply.events, reply.next_token) => LookedUp;
}

/// `LookupEventsResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct EventsPage {
    /// The events.
    pub events: Vec<LookedUp>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// An event in the list (`Event`).
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct LookedUp {
    /// The event's id.
    pub event_id: String,
    /// What was called.
    pub event_name: String,
    /// When.
    pub event_time: Time,
    /// The service that was called, such as `s3.amazonaws.com`.
    pub event_source: String,
    /// Name of the user, role or session.
    pub username: Option<String>,
    /// `true`, `false`.
    pub read_only: Option<String>,
    /// The event itself as JSON, in which [`Record`] is found.
    pub cloud_trail_event: Option<String>,
}

/// What is read of an event ("CloudTrail record contents", CloudTrail User Guide).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Record {
    /// Who called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_identity: Option<UserIdentity>,
    /// From where: an address, the name of a service, or `AWS Internal`.
    #[serde(rename = "sourceIPAddress", skip_serializing_if = "Option::is_none")]
    pub source_ip_address: Option<String>,
    /// With what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_agent: Option<String>,
    /// Whether the call could change nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_only: Option<bool>,
    /// Why the call failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_code: Option<String>,
}

/// Who called ("CloudTrail userIdentity element", CloudTrail User Guide).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct UserIdentity {
    /// `Root`, `IAMUser`, `AssumedRole`, `FederatedUser`, `AWSAccount`, `AWSService`, `IdentityCenterUser`, …
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Unique id; of sessions followed by `:` and the session's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub principal_id: Option<String>,
    /// ARN; of sessions with role and name of the session.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    /// The caller's account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<String>,
    /// Name of a user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_name: Option<String>,
    /// The AWS service that made the call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoked_by: Option<String>,
    /// The session.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_context: Option<SessionContext>,
    /// The user of IAM Identity Center for whom the call was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<OnBehalfOf>,
}

/// A session with temporary credentials.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SessionContext {
    /// Whose credentials it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_issuer: Option<SessionIssuer>,
}

/// The role or user that a session is of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SessionIssuer {
    /// ARN.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
}

/// A user of IAM Identity Center.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct OnBehalfOf {
    /// Id of the user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// Where the user is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identity_store_arn: Option<String>,
}

impl Record {
    /// Reads the text of an event; nothing of one that is not to be read.
    pub fn read(event: &str) -> Self {
        serde_json::from_str(event).unwrap_or_default()
    }
}

/// The body of an answer with no more of each event than is read. A body that is not JSON holds nothing to read, but perhaps a
/// part of an event: nothing of it is left.
pub fn stripped(body: &str) -> String {
    let Ok(mut answer) = serde_json::from_str::<Value>(body) else { return "removed".to_owned() };
    let events = answer.get_mut("Events").and_then(Value::as_array_mut);
    for event in events.into_iter().flatten().filter_map(Value::as_object_mut) {
        if let Some(text) = event.get_mut("CloudTrailEvent") {
            let record = Record::read(text.as_str().unwrap_or_default());
            *text = serde_json::to_string(&record).unwrap_or_default().into();
        }
    }
    answer.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVENT: &str = r#"{"eventVersion": "1.11", "userIdentity": {"type": "AssumedRole", "arn": "arn:aws:sts::111122223333:assumed-role/Ops/mara",
        "accessKeyId": "ASIAIOSFODNN7EXAMPLE", "sessionContext": {"sessionIssuer": {"type": "Role", "arn": "arn:aws:iam::111122223333:role/Ops"},
        "attributes": {"mfaAuthenticated": "true"}}}, "sourceIPAddress": "203.0.113.7", "userAgent": "aws-cli", "readOnly": false,
        "requestParameters": {"masterUserPassword": "hunter2"}, "responseElements": {"secretAccessKey": "hunter3"}}"#;

    #[test]
    fn of_an_answer_is_left_what_is_read_and_no_more() {
        let event = |text: &str| {
            serde_json::json!({ "Events": [{
                "EventId": "e", "EventName": "ModifyDBInstance", "EventTime": 1_767_225_600.5, "EventSource": "rds.amazonaws.com",
                "ReadOnly": "false", "CloudTrailEvent": text,
            }], "NextToken": "t" })
            .to_string()
        };
        let (whole, less) = (event(EVENT), stripped(&event(EVENT)));
        for secret in ["hunter", "requestParameters", "responseElements", "ASIA", "mfaAuthenticated"] {
            assert!(whole.contains(secret) && !less.contains(secret), "{secret}: {less}");
        }
        let read = |body: &str| -> EventsPage { serde_json::from_str(body).unwrap() };
        let record = |page: &EventsPage| Record::read(page.events[0].cloud_trail_event.as_deref().unwrap());
        let (whole, less) = (read(&whole), read(&less));
        assert_eq!(record(&whole), record(&less));
        assert_eq!(record(&less).source_ip_address.as_deref(), Some("203.0.113.7"));
        assert_eq!((less.next_token.as_deref(), less.events[0].event_time), (Some("t"), whole.events[0].event_time));
    }

    #[test]
    fn of_what_is_no_answer_nothing_is_left_and_an_error_stays() {
        assert_eq!(stripped(r#"{"Events": [{"CloudTrailEvent": "{\"requestParameters\": \"hunter2"#), "removed");
        assert_eq!(stripped("<html>hunter2</html>"), "removed");
        assert_eq!(
            stripped(r#"{"Events":[{"CloudTrailEvent":["hunter2"]}]}"#),
            r#"{"Events":[{"CloudTrailEvent":"{}"}]}"#
        );
        let error = r#"{"__type":"ThrottlingException","message":"Rate exceeded"}"#;
        assert_eq!(stripped(error), error);
    }
}
