//! tomscan itself, as the tool that made the observations.
//!
//! In: nothing but what the result belongs to. Out: a component and its platform.

use super::model::{AssessmentAssets, Component, ComponentStatus, Platform, Property, UsesComponent};
use crate::report::identity::Series;
use uuid::Uuid;

/// The identifier of the component; each result has its own, since identifiers must be unique in a file.
pub(crate) fn id(series: Series) -> Uuid {
    series.id("tool", &[])
}

/// The component, with the version that looked.
pub(crate) fn assets(series: Series, version: &str, rules: Option<&str>) -> AssessmentAssets {
    let mut props = vec![Property::of_oscal("version", version)];
    props.extend(rules.map(|hash| Property::new("rules-sha256", hash)));
    AssessmentAssets {
        components: vec![Component {
            uuid: id(series),
            kind: "software",
            title: "tomscan",
            description: env!("CARGO_PKG_DESCRIPTION"),
            props,
            status: ComponentStatus { state: "operational" },
        }],
        assessment_platforms: vec![Platform {
            uuid: series.id("platform", &[]),
            title: "tomscan",
            uses_components: vec![UsesComponent { component_uuid: id(series) }],
        }],
    }
}
