//! One change, as CloudTrail tells of it.
//!
//! In: an event of the history. Out: an [`Event`] with the fields that a report shows, or nothing where it changed nothing. What the
//! request and its answer held is never read: it may be secret.

use crate::aws::wire::cloudtrail_events::{LookedUp, Record, UserIdentity};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A call that changed a resource, or may have done so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// CloudTrail's id of it.
    pub id: String,
    /// What was called (`EventName`), such as `PutBucketPolicy`.
    pub name: String,
    /// The service that was called (`EventSource`), such as `s3.amazonaws.com`.
    pub service: String,
    /// When.
    #[schemars(with = "String")]
    pub time: Timestamp,
    /// The region in whose history it stands.
    pub region: String,
    /// Who: the ARN of a user, of a session with role and name, or of root; another account's id; the name of an AWS service. None
    /// where CloudTrail does not say.
    pub principal: Option<String>,
    /// Whether that is a service of AWS.
    pub by_service: bool,
    /// The AWS service through which the principal did it, such as `cloudformation.amazonaws.com`.
    pub through: Option<String>,
    /// From where (`sourceIPAddress`): an address, a service of AWS, or `AWS Internal`.
    pub source: Option<String>,
    /// With what (`userAgent`), as the caller says himself; cut after 200 characters.
    pub user_agent: Option<String>,
    /// The page of the event in the AWS console; none in partitions whose console is not public.
    pub link: Option<String>,
}

/// A user agent is whatever the caller wrote there.
const MOST_OF_USER_AGENT: usize = 200;

impl Event {
    /// Reads an event of the history of a region; none if it changed nothing: a reading call, or one that failed.
    pub fn read(listed: &LookedUp, region: &str) -> Option<Self> {
        let record = listed.cloud_trail_event.as_deref().map(Record::read).unwrap_or_default();
        if is_reading(listed, &record) || record.error_code.is_some() {
            return None;
        }
        let identity = record.user_identity.unwrap_or_default();
        let invoked_by = identity.invoked_by.clone();
        let by_service = is_service(&identity);
        let principal = if by_service { invoked_by.clone() } else { principal(&identity) };
        Some(Self {
            id: listed.event_id.clone(),
            name: listed.event_name.clone(),
            service: listed.event_source.clone(),
            time: listed.event_time.0,
            region: region.to_owned(),
            principal: principal.or_else(|| listed.username.clone().filter(|name| !name.is_empty())),
            by_service,
            through: invoked_by.filter(|_| !by_service),
            source: record.source_ip_address,
            user_agent: record.user_agent.map(|agent| agent.chars().take(MOST_OF_USER_AGENT).collect()),
            link: link(region, &listed.event_id),
        })
    }
}

/// Whether a call could change nothing: as CloudTrail says in either of two places, else by its name.
fn is_reading(listed: &LookedUp, record: &Record) -> bool {
    let listed_as = listed.read_only.as_deref().and_then(|text| text.parse().ok());
    let verbs = ["Get", "List", "Describe", "Head", "Lookup", "BatchGet"];
    listed_as.or(record.read_only).unwrap_or_else(|| verbs.iter().any(|verb| listed.event_name.starts_with(verb)))
}

/// Whether a service of AWS called by itself.
// NOTE: of events that no request caused, such as the rotation of a key, the identity has no type, only `invokedBy` ("AWS service
// events", CloudTrail User Guide).
fn is_service(identity: &UserIdentity) -> bool {
    match identity.kind.as_deref() {
        Some(kind) => kind == "AWSService",
        None => identity.invoked_by.is_some() && identity.arn.is_none(),
    }
}

/// Who called ("CloudTrail userIdentity element", CloudTrail User Guide): an ARN says it best. Sessions without one have their
/// role's and their name behind the principal's id; users of Identity Center have ids alone.
fn principal(identity: &UserIdentity) -> Option<String> {
    let session = || {
        let role = identity.session_context.as_ref()?.session_issuer.as_ref()?.arn.as_ref()?;
        let name = identity.principal_id.as_ref().and_then(|id| id.split_once(':')).map(|(_, name)| name);
        Some(name.map_or_else(|| role.clone(), |name| format!("{role}/{name}")))
    };
    let of_identity_center = || {
        let user = identity.on_behalf_of.as_ref()?;
        let id = user.user_id.as_ref()?;
        Some(user.identity_store_arn.as_ref().map_or_else(|| id.clone(), |store| format!("{store}/{id}")))
    };
    let known = [identity.user_name.clone(), identity.account_id.clone(), identity.principal_id.clone()];
    let stated = identity.arn.clone().or_else(session).or_else(of_identity_center);
    stated.into_iter().chain(known.into_iter().flatten()).find(|text| !text.is_empty())
}

/// The event's page in the console. Ids and regions go into it only if they look like such.
// NOTE: AWS documents the consoles' host names ("Signing in to the AWS Management Console"; for China, GovCloud and the European
// Sovereign Cloud their own guides), the rest of the address is the one that the console itself shows for an event.
fn link(region: &str, id: &str) -> Option<String> {
    let harmless = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if !harmless(region) || !harmless(id) {
        return None;
    }
    let host = match region {
        isolated if isolated.contains("-iso") => return None,
        _ if region.starts_with("cn-") => format!("{region}.console.amazonaws.cn"),
        _ if region.starts_with("eusc-") => format!("{region}.console.amazonaws-eusc.eu"),
        _ if region.starts_with("us-gov-") => "console.amazonaws-us-gov.com".to_owned(),
        _ => format!("{region}.console.aws.amazon.com"),
    };
    Some(format!("https://{host}/cloudtrailv2/home?region={region}#/events/{id}"))
}

#[cfg(test)]
mod tests;
