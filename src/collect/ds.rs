//! Directories.
//!
//! Calls per region: `DescribeDirectories`.

use super::Found;
use super::survey::Survey;
use crate::aws::wire::ds::DescribeDirectories;
use crate::fact::ds::Directory;
use crate::fact::{Observed, ResourceKind};
use serde_json::json;

const KIND: ResourceKind = ResourceKind::DsDirectory;

/// Collects directories.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    survey
        .in_regions(&[KIND], async |site| {
            site.each_of::<DescribeDirectories>(KIND, json!({}), async |item, listed| {
                let id = &item.directory_id;
                let sheet = site.sheet(
                    KIND,
                    item.name.as_deref().unwrap_or(id),
                    &site.arn("ds", &format!("directory/{id}")),
                    listed,
                );
                let facts = Directory {
                    directory_type: item.r#type.clone(),
                    stage: Observed::required(item.stage.clone(), "ds:DescribeDirectories"),
                };
                sheet.finish(&site.account.id, &facts)
            })
            .await
        })
        .await
}
