//! What a result says: observations, risks and findings.

use super::Property;
use serde::Serialize;
use uuid::Uuid;

/// `observation`.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Observation {
    pub(crate) uuid: Uuid,
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) props: Vec<Property>,
    pub(crate) methods: [&'static str; 1],
    pub(crate) types: Vec<&'static str>,
    pub(crate) origins: [Origin; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) subjects: Vec<Subject>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) relevant_evidence: Vec<Evidence>,
    pub(crate) collected: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) expires: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) remarks: Option<String>,
}

/// `origin`.
#[derive(Serialize)]
pub(crate) struct Origin {
    actors: [Actor; 1],
}

/// `origin-actor`.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Actor {
    #[serde(rename = "type")]
    kind: &'static str,
    actor_uuid: Uuid,
}

impl Origin {
    /// The tool itself.
    pub(crate) fn tool(component: Uuid) -> Self {
        Self { actors: [Actor { kind: "tool", actor_uuid: component }] }
    }
}

/// `subject-reference`.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Subject {
    pub(crate) subject_uuid: Uuid,
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
    pub(crate) title: String,
}

/// `relevant-evidence`.
#[derive(Serialize)]
pub(crate) struct Evidence {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) href: Option<String>,
    pub(crate) description: String,
}

/// `risk`.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Risk {
    pub(crate) uuid: Uuid,
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) statement: String,
    pub(crate) props: Vec<Property>,
    pub(crate) status: &'static str,
    pub(crate) origins: [Origin; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) deadline: Option<String>,
    pub(crate) related_observations: [RelatedObservation; 1],
}

/// `finding`.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Finding {
    pub(crate) uuid: Uuid,
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) props: Vec<Property>,
    pub(crate) origins: [Origin; 1],
    pub(crate) target: Target,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) related_observations: Vec<RelatedObservation>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) related_risks: Vec<AssociatedRisk>,
}

/// `finding-target`.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Target {
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
    pub(crate) target_id: String,
    pub(crate) status: Status,
}

/// `finding-target/status`.
#[derive(Serialize)]
pub(crate) struct Status {
    pub(crate) state: &'static str,
    pub(crate) reason: &'static str,
    pub(crate) remarks: String,
}

/// `related-observation`.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct RelatedObservation {
    pub(crate) observation_uuid: Uuid,
}

/// `associated-risk`.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct AssociatedRisk {
    pub(crate) risk_uuid: Uuid,
}
