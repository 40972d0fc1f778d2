//! What must be noticed: the CloudTrail events of changed permissions, endangered keys and the use of root.
//!
//! In: a topic and the account. Out: the events, each with what is certain about its fields. A field that is not mentioned
//! may hold anything, so that a pattern which depends on it is not decided.

use std::collections::BTreeMap;

/// What is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// Permissions: IAM policies and their attachments.
    Iam,
    /// Keys: a KMS key is disabled or scheduled for deletion.
    Kms,
    /// The root user signs in or makes a call.
    Root,
}

/// In which regions AWS hands an event to EventBridge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// In the main region of the partition: events of global services.
    // NOTE: "AWS Management Console sign-in events" (CloudTrail User Guide): root's sign-in is recorded in us-east-1.
    MainRegion,
    /// In the region of the call.
    EveryRegion,
    /// Either: the event may come from any service.
    Anywhere,
}

/// A field of an event, as far as it is certain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// This text.
    Text(String),
    /// True or false.
    Bool(bool),
    /// The field is not there.
    Absent,
}

/// One event that must be noticed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its name for readers, such as `DisableKey`.
    pub name: String,
    /// Where it turns up.
    pub place: Where,
    /// `source` of the EventBridge event, if it is certain.
    source: Option<&'static str>,
    /// `detail-type` of the EventBridge event.
    detail_type: &'static str,
    /// Fields of the CloudTrail record, by path: `userIdentity.type`.
    fields: BTreeMap<&'static str, Field>,
    account: String,
}

/// Changes of IAM policies: CIS AWS Foundations Benchmark, monitoring of IAM policy changes, names them.
const IAM: &[&str] = &[
    "AttachGroupPolicy",
    "AttachRolePolicy",
    "AttachUserPolicy",
    "CreatePolicy",
    "CreatePolicyVersion",
    "DeleteGroupPolicy",
    "DeletePolicy",
    "DeletePolicyVersion",
    "DeleteRolePolicy",
    "DeleteUserPolicy",
    "DetachGroupPolicy",
    "DetachRolePolicy",
    "DetachUserPolicy",
    "PutGroupPolicy",
    "PutRolePolicy",
    "PutUserPolicy",
];

/// The end of a key: the same benchmark, monitoring of disabling or scheduled deletion of keys.
const KMS: &[&str] = &["DisableKey", "ScheduleKeyDeletion"];

const BY_CLOUDTRAIL: &str = "AWS API Call via CloudTrail";

/// The events of a topic.
pub fn events(topic: Topic, partition: &str, account: &str) -> Vec<Event> {
    let call = |place, source, event_source: &str, name: &&str| {
        Event::new(name, place, source, account).text("eventName", name).text("eventSource", event_source)
    };
    match topic {
        Topic::Iam => {
            let one = |name| call(Where::MainRegion, Some("aws.iam"), "iam.amazonaws.com", name);
            IAM.iter().map(one).collect()
        }
        Topic::Kms => {
            let one = |name| call(Where::EveryRegion, Some("aws.kms"), "kms.amazonaws.com", name);
            KMS.iter().map(one).collect()
        }
        Topic::Root => {
            let root = |event: Event| {
                let event = event.text("userIdentity.type", "Root").text("userIdentity.accountId", account);
                event
                    .text("userIdentity.arn", &format!("arn:{partition}:iam::{account}:root"))
                    .with("userIdentity.invokedBy", Field::Absent)
            };
            let mut sign_in =
                root(call(Where::MainRegion, Some("aws.signin"), "signin.amazonaws.com", &"ConsoleLogin"))
                    .text("eventType", "AwsConsoleSignIn");
            sign_in.detail_type = "AWS Console Sign In via CloudTrail";
            vec![sign_in, root(Event::new("root API call", Where::Anywhere, None, account))]
        }
    }
}

impl Event {
    /// A change that succeeded, called by whomever.
    fn new(name: &str, place: Where, source: Option<&'static str>, account: &str) -> Self {
        let event = Self {
            name: name.to_owned(),
            place,
            source,
            detail_type: BY_CLOUDTRAIL,
            fields: BTreeMap::new(),
            account: account.to_owned(),
        };
        event
            .text("eventType", "AwsApiCall")
            .text("eventCategory", "Management")
            .text("recipientAccountId", account)
            .with("managementEvent", Field::Bool(true))
            .with("readOnly", Field::Bool(false))
            .with("errorCode", Field::Absent)
            .with("errorMessage", Field::Absent)
    }

    fn text(self, path: &'static str, value: &str) -> Self {
        self.with(path, Field::Text(value.to_owned()))
    }

    fn with(mut self, path: &'static str, field: Field) -> Self {
        self.fields.insert(path, field);
        self
    }

    /// A field of the CloudTrail record; `None` where it may hold anything.
    pub fn record(&self, path: &str) -> Option<Field> {
        self.fields.get(path).cloned()
    }

    /// A field of the EventBridge event, which carries the record as `detail`.
    pub fn envelope(&self, path: &str) -> Option<Field> {
        let text = |text: &str| Some(Field::Text(text.to_owned()));
        match path {
            "source" => self.source.and_then(text),
            "detail-type" => text(self.detail_type),
            "account" => text(&self.account),
            _ => path.strip_prefix("detail.").and_then(|path| self.record(path)),
        }
    }
}
