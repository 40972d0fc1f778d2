//! What tomscan writes of NIST's OSCAL Assessment Results Model, version 1.2.3, with the names of its JSON schema
//! (`oscal_assessment-results_schema.json`). A list that may be long is a type parameter, and made while it is written.

mod result;
mod said;

pub(crate) use crate::report::each::Each;
pub(crate) use result::*;
pub(crate) use said::*;

use serde::Serialize;
use std::borrow::Cow;
use uuid::Uuid;

/// The version of OSCAL.
pub(crate) const OSCAL_VERSION: &str = "1.2.3";
/// The namespace of tomscan's own properties: an identifier, behind which no page has to be.
pub(crate) const NAMESPACE: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/ns/oscal");

/// The root of the file.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Document<R> {
    pub(crate) assessment_results: AssessmentResults<R>,
}

/// `assessment-results`.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct AssessmentResults<R> {
    pub(crate) uuid: Uuid,
    pub(crate) metadata: Metadata,
    pub(crate) import_ap: ImportAp,
    #[serde(skip_serializing_if = "LocalDefinitions::is_empty")]
    pub(crate) local_definitions: LocalDefinitions,
    pub(crate) results: Vec<R>,
    pub(crate) back_matter: BackMatter,
}

/// `metadata`.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Metadata {
    pub(crate) title: String,
    pub(crate) last_modified: String,
    pub(crate) version: String,
    pub(crate) oscal_version: &'static str,
    pub(crate) props: Vec<Property>,
    pub(crate) roles: Vec<Role>,
    pub(crate) parties: Vec<Party>,
    pub(crate) responsible_parties: Vec<ResponsibleParty>,
    pub(crate) remarks: String,
}

/// `metadata/roles`.
#[derive(Serialize)]
pub(crate) struct Role {
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
}

/// `metadata/parties`.
#[derive(Serialize)]
pub(crate) struct Party {
    pub(crate) uuid: Uuid,
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
    pub(crate) name: String,
}

/// `responsible-party`.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct ResponsibleParty {
    pub(crate) role_id: &'static str,
    pub(crate) party_uuids: Vec<Uuid>,
}

/// `property`.
#[derive(Serialize)]
pub(crate) struct Property {
    name: Cow<'static, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ns: Option<&'static str>,
    value: String,
}

impl Property {
    /// One of tomscan's own.
    pub(crate) fn new(name: impl Into<Cow<'static, str>>, value: &str) -> Self {
        Self { name: name.into(), ns: Some(NAMESPACE), value: crate::report::oscal::text::string(value) }
    }

    /// One that OSCAL defines.
    pub(crate) fn of_oscal(name: &'static str, value: &str) -> Self {
        Self { name: name.into(), ns: None, value: crate::report::oscal::text::string(value) }
    }
}

/// `import-ap`.
#[derive(Serialize)]
pub(crate) struct ImportAp {
    pub(crate) href: String,
    pub(crate) remarks: String,
}

/// `assessment-results/local-definitions`.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct LocalDefinitions {
    pub(crate) objectives_and_methods: Vec<LocalObjective>,
}

impl LocalDefinitions {
    fn is_empty(&self) -> bool {
        self.objectives_and_methods.is_empty()
    }
}

/// `local-objective`.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct LocalObjective {
    pub(crate) control_id: String,
    pub(crate) description: String,
    pub(crate) props: Vec<Property>,
    pub(crate) parts: Vec<Part>,
}

/// `part`.
#[derive(Serialize)]
pub(crate) struct Part {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<String>,
    pub(crate) name: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) props: Vec<Property>,
    pub(crate) prose: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) parts: Vec<Part>,
}

/// `back-matter`.
#[derive(Serialize)]
pub(crate) struct BackMatter {
    pub(crate) resources: Vec<Resource>,
}

/// `back-matter/resources`.
#[derive(Serialize)]
pub(crate) struct Resource {
    pub(crate) uuid: Uuid,
    pub(crate) title: String,
    pub(crate) description: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) props: Vec<Property>,
    pub(crate) citation: Citation,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) rlinks: Vec<ResourceLink>,
}

/// `back-matter/resources/citation`.
#[derive(Serialize)]
pub(crate) struct Citation {
    pub(crate) text: String,
}

/// `back-matter/resources/rlinks`.
#[derive(Serialize)]
pub(crate) struct ResourceLink {
    pub(crate) href: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) hashes: Vec<Hash>,
}

/// `hash`.
#[derive(Serialize)]
pub(crate) struct Hash {
    pub(crate) algorithm: &'static str,
    pub(crate) value: String,
}
