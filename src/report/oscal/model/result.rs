//! `result`: what was assessed, when, with what, and what of it.

use super::Property;
use serde::Serialize;
use uuid::Uuid;

/// `result`.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct AssessmentResult<I, O, K, F> {
    pub(crate) uuid: Uuid,
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) start: String,
    pub(crate) end: String,
    pub(crate) props: Vec<Property>,
    pub(crate) local_definitions: ResultDefinitions<I>,
    pub(crate) reviewed_controls: ReviewedControls,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) observations: Option<O>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) risks: Option<K>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) findings: Option<F>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) remarks: Option<String>,
}

/// `result/local-definitions`.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct ResultDefinitions<I> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) inventory_items: Option<I>,
    pub(crate) assessment_assets: AssessmentAssets,
}

/// `inventory-item`.
#[derive(Serialize)]
pub(crate) struct InventoryItem {
    pub(crate) uuid: Uuid,
    pub(crate) description: String,
    pub(crate) props: Vec<Property>,
}

/// `assessment-assets`.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct AssessmentAssets {
    pub(crate) components: Vec<Component>,
    pub(crate) assessment_platforms: Vec<Platform>,
}

/// `system-component`.
#[derive(Serialize)]
pub(crate) struct Component {
    pub(crate) uuid: Uuid,
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
    pub(crate) title: &'static str,
    pub(crate) description: &'static str,
    pub(crate) props: Vec<Property>,
    pub(crate) status: ComponentStatus,
}

/// `system-component/status`.
#[derive(Serialize)]
pub(crate) struct ComponentStatus {
    pub(crate) state: &'static str,
}

/// `assessment-assets/assessment-platforms`.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Platform {
    pub(crate) uuid: Uuid,
    pub(crate) title: &'static str,
    pub(crate) uses_components: Vec<UsesComponent>,
}

/// `uses-component`.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct UsesComponent {
    pub(crate) component_uuid: Uuid,
}

/// `reviewed-controls`.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct ReviewedControls {
    pub(crate) description: String,
    pub(crate) control_selections: Vec<ControlSelection>,
}

/// `control-selection`.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct ControlSelection {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) include_all: Option<IncludeAll>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) include_controls: Vec<SelectControl>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) exclude_controls: Vec<SelectControl>,
}

/// `include-all`.
#[derive(Serialize)]
pub(crate) struct IncludeAll {}

/// `select-control-by-id`.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct SelectControl {
    pub(crate) control_id: String,
}
