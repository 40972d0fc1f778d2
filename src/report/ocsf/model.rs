//! What tomscan writes of OCSF's class *Compliance Finding* (2003), version 1.6.0, with the profiles `cloud` and `datetime`, named as
//! <https://schema.ocsf.io/1.6.0/classes/compliance_finding?profiles=cloud,datetime> has it.

use jiff::Timestamp;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// The version of OCSF, the newest that AWS Security Hub takes:
/// <https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-ocsf.html>
pub(crate) const VERSION: &str = "1.6.0";

/// `timestamp_t`: milliseconds since 1970.
#[derive(Clone, Copy)]
pub(crate) struct Millis(pub(crate) Timestamp);

impl Serialize for Millis {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.0.as_millisecond())
    }
}

/// A value of an enumeration: its number, and the caption that belongs to it.
pub(crate) type Coded = (u32, &'static str);

/// The event.
#[derive(Serialize)]
pub(crate) struct Event<'e> {
    pub(crate) activity_id: u32,
    pub(crate) activity_name: &'static str,
    pub(crate) category_uid: u32,
    pub(crate) category_name: &'static str,
    pub(crate) class_uid: u32,
    pub(crate) class_name: &'static str,
    pub(crate) type_uid: u32,
    pub(crate) type_name: String,
    pub(crate) time: Millis,
    pub(crate) time_dt: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) start_time: Option<Millis>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) start_time_dt: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) end_time: Option<Millis>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) end_time_dt: Option<Timestamp>,
    pub(crate) severity_id: u32,
    pub(crate) severity: &'static str,
    pub(crate) status_id: u32,
    pub(crate) status: &'static str,
    pub(crate) status_code: &'static str,
    pub(crate) status_detail: String,
    pub(crate) message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) comment: Option<String>,
    pub(crate) metadata: Metadata,
    pub(crate) cloud: Cloud<'e>,
    pub(crate) finding_info: FindingInfo,
    pub(crate) compliance: Compliance,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) resources: Vec<Resource<'e>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) evidences: Vec<Evidence<'e>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) remediation: Option<Remediation>,
    pub(crate) unmapped: Unmapped<'e>,
}

/// `metadata`.
#[derive(Serialize)]
pub(crate) struct Metadata {
    pub(crate) uid: String,
    pub(crate) version: &'static str,
    pub(crate) profiles: [&'static str; 2],
    pub(crate) event_code: &'static str,
    pub(crate) log_provider: &'static str,
    pub(crate) product: Product,
}

/// `product`.
#[derive(Serialize)]
pub(crate) struct Product {
    pub(crate) name: &'static str,
    pub(crate) vendor_name: &'static str,
    pub(crate) version: String,
    pub(crate) lang: String,
    pub(crate) url_string: &'static str,
}

/// `cloud`.
#[derive(Serialize)]
pub(crate) struct Cloud<'e> {
    pub(crate) provider: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) region: Option<&'e str>,
    pub(crate) account: Account<'e>,
}

/// `account`.
#[derive(Serialize)]
pub(crate) struct Account<'e> {
    pub(crate) uid: &'e str,
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
    pub(crate) type_id: u32,
}

/// `finding_info`.
#[derive(Serialize)]
pub(crate) struct FindingInfo {
    pub(crate) uid: String,
    pub(crate) title: String,
    pub(crate) desc: String,
    pub(crate) types: [&'static str; 1],
    pub(crate) created_time: Millis,
    pub(crate) created_time_dt: Timestamp,
    pub(crate) modified_time: Millis,
    pub(crate) modified_time_dt: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) first_seen_time: Option<Millis>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) first_seen_time_dt: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) last_seen_time: Option<Millis>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) last_seen_time_dt: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) analytic: Option<Analytic>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) data_sources: Vec<String>,
}

/// `analytic`.
#[derive(Serialize)]
pub(crate) struct Analytic {
    pub(crate) uid: String,
    pub(crate) name: String,
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
    pub(crate) type_id: u32,
}

/// `compliance`.
#[derive(Serialize)]
pub(crate) struct Compliance {
    pub(crate) standards: [String; 1],
    pub(crate) requirements: Vec<String>,
    pub(crate) control: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) control_parameters: Vec<KeyValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) category: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) checks: Vec<Check>,
    pub(crate) status_id: u32,
    pub(crate) status: &'static str,
    pub(crate) status_code: &'static str,
    pub(crate) status_details: Vec<String>,
}

/// `check`.
#[derive(Serialize)]
pub(crate) struct Check {
    pub(crate) uid: String,
    pub(crate) name: String,
    pub(crate) severity_id: u32,
    pub(crate) severity: &'static str,
    pub(crate) status_id: u32,
    pub(crate) status: &'static str,
}

/// `key_value_object`.
#[derive(Serialize)]
pub(crate) struct KeyValue {
    pub(crate) name: String,
    pub(crate) value: String,
}

/// `resource_details`.
#[derive(Serialize)]
pub(crate) struct Resource<'e> {
    pub(crate) uid: String,
    pub(crate) name: String,
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
    pub(crate) region: &'e str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) cloud_partition: Option<&'e str>,
    pub(crate) role_id: u32,
    pub(crate) role: &'static str,
}

/// `evidences`.
#[derive(Serialize)]
pub(crate) struct Evidence<'e> {
    pub(crate) data: BTreeMap<&'e str, &'e serde_json::Value>,
}

/// `remediation`.
#[derive(Serialize)]
pub(crate) struct Remediation {
    pub(crate) desc: String,
}

/// `unmapped`: what OCSF has no attribute for, in tomscan's own words.
#[derive(Default, Serialize)]
pub(crate) struct Unmapped<'e> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) claim: Option<&'e str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) verdict: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) place: Option<&'e str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) counts: Option<crate::evaluate::Counts>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) claims: Vec<&'e str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) outcome: Option<&'e str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) nights: BTreeMap<&'static str, u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) proposal: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) waiver: Option<&'e crate::report::json::WaiverV1>,
}
