//! DynamoDB: tables in every region asked.
//!
//! Calls per region: `ListTables`; per table, as far as rules read them, `DescribeTable`, `DescribeContinuousBackups` (ten a
//! second at most) and `ListTagsOfResource`.

use super::Found;
use super::sheet::Sheet;
use super::storage::{hours_from, storage};
use super::survey::{Site, Survey, not_collected};
use crate::aws::wire::dynamodb::{
    ContinuousBackups, DescribeContinuousBackups, DescribeTable, ListTagsOfResource, Sse, Table as Described,
};
use crate::aws::wire::{Ask, Time};
use crate::aws::{Account, Answer};
use crate::fact::dynamodb::{Recovery, Table};
use crate::fact::storage::Storage;
use crate::fact::{Observed, Resource, ResourceKind, Unknown};
use serde_json::json;
use std::collections::BTreeSet;

const KIND: ResourceKind = ResourceKind::DynamodbTable;

/// Collects tables.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    survey.in_regions(&[KIND], async |site| in_region(site).await).await
}

async fn in_region(site: &Site<'_>) -> Found {
    let list = async { (*site.tables.all(&site.region).await).clone() };
    site.each(KIND, list, async |name, listed| table(site, name, listed).await).await
}

async fn table(site: &Site<'_>, name: &str, listed: &Answer<Vec<String>>) -> Resource {
    let arn = site.arn("dynamodb", &format!("table/{name}"));
    let mut sheet = site.sheet(KIND, name, &arn, listed);
    let asked = || json!({ "TableName": name });
    let (described, backups, tags) = tokio::join!(
        site.get_for::<DescribeTable>(KIND, asked()),
        site.get_for::<DescribeContinuousBackups>(KIND, asked()),
        site.list_for::<ListTagsOfResource>(KIND, json!({ "ResourceArn": arn })),
    );
    let action = DescribeTable::OPERATION.action;
    let described = sheet.seen(described).map(|reply| reply.table);
    let storage = match described.clone() {
        Observed::Value(table) => Observed::Value(encryption(site, &mut sheet, table.sse_description.as_ref()).await),
        Observed::Absent => Observed::Absent,
        Observed::Unknown(why) => Observed::Unknown(why),
    };
    let hours = |time: Time| hours_from(site.account, time);
    let facts = Table {
        status: described.clone().and_then(|table| Observed::required(table.table_status, action)),
        age_hours: described.clone().and_then(|table| Observed::required(table.creation_date_time, action)).map(hours),
        storage,
        key_inaccessible_hours: described.clone().and_then(|table| {
            Observed::of(table.sse_description.and_then(|sse| sse.inaccessible_encryption_date_time)).map(hours)
        }),
        copy_regions: described.clone().map(|table| copy_regions(&table, &site.region)),
        deletion_protection: described.and_then(|table| Observed::required(table.deletion_protection_enabled, action)),
        recovery: sheet.seen(backups).and_then(|backups| recovery(site.account, &backups)),
        // Joined later.
        last_backup: not_collected().seen,
        tags: sheet.seen(tags).map(|tags| tags.into_iter().map(|tag| (tag.key, tag.value)).collect()),
    };
    sheet.finish(&site.account.id, &facts)
}

/// What `SSEDescription` means.
///
/// NOTE: "DynamoDB encryption at rest" (Developer Guide): every table is encrypted; without a description, or with one that says
/// `DISABLED`, under a key that AWS owns.
fn levels(sse: Option<&Sse>) -> Observed<bool> {
    let open = |reason: &str| Observed::Unknown(Unknown::undecidable(reason));
    match sse.map(|sse| (sse.status.as_deref(), sse.sse_type.as_deref())) {
        None | Some((Some("DISABLED"), _) | (Some("ENABLED"), Some("AES256"))) => Observed::Value(false),
        Some((Some("ENABLED"), Some("KMS"))) => Observed::Value(true),
        // While it changes, items lie under the old key or the new one.
        Some((Some("ENABLING" | "UPDATING" | "DISABLING"), _)) => open("encryption-being-changed"),
        Some(_) => open("unknown-encryption-state"),
    }
}

async fn encryption(site: &Site<'_>, sheet: &mut Sheet, sse: Option<&Sse>) -> Storage {
    let key = sse.and_then(|sse| sse.kms_master_key_arn.as_deref());
    storage(site, sheet, Observed::Value(true), levels(sse), key).await
}

/// Regions, other than its own, in which the table's data lie too.
fn copy_regions(table: &Described, own: &str) -> Vec<String> {
    let replicas = table.replicas.iter().map(|replica| replica.region_name.as_str());
    let witnesses = table.global_table_witnesses.iter().map(|witness| witness.region_name.as_str());
    let regions: BTreeSet<&str> = replicas.chain(witnesses).filter(|region| *region != own).collect();
    regions.into_iter().map(str::to_owned).collect()
}

fn recovery(account: &Account, backups: &ContinuousBackups) -> Observed<Recovery> {
    let told = &backups.continuous_backups_description.point_in_time_recovery_description;
    let age = |time: Option<Time>| Observed::of(time).map(|time| hours_from(account, time));
    match told.point_in_time_recovery_status.as_str() {
        "ENABLED" => Observed::Value(Recovery {
            enabled: true,
            period_days: Observed::required(told.recovery_period_in_days, DescribeContinuousBackups::OPERATION.action),
            earliest_restorable_age_hours: age(told.earliest_restorable_date_time),
            latest_restorable_age_hours: age(told.latest_restorable_date_time),
        }),
        "DISABLED" => Observed::Value(Recovery {
            enabled: false,
            period_days: Observed::Absent,
            earliest_restorable_age_hours: Observed::Absent,
            latest_restorable_age_hours: Observed::Absent,
        }),
        _ => Observed::Unknown(Unknown::undecidable("unknown-recovery-state")),
    }
}

#[cfg(test)]
mod tests {
    use super::{Observed, Sse, levels};

    fn under_kms(status: &str, sse_type: Option<&str>) -> Option<bool> {
        let sse = Sse {
            status: Some(status.to_owned()),
            sse_type: sse_type.map(str::to_owned),
            kms_master_key_arn: None,
            inaccessible_encryption_date_time: None,
        };
        levels(Some(&sse)).value().copied()
    }

    #[test]
    fn only_a_finished_setting_tells_the_kind_of_key() {
        assert_eq!(levels(None), Observed::Value(false));
        assert_eq!(under_kms("ENABLED", Some("KMS")), Some(true));
        assert_eq!(under_kms("ENABLED", Some("AES256")), Some(false));
        assert_eq!(under_kms("DISABLED", None), Some(false));
        for (status, sse_type) in
            [("UPDATING", Some("KMS")), ("ENABLING", Some("KMS")), ("ENABLED", None), ("NEW", None)]
        {
            assert_eq!(under_kms(status, sse_type), None, "{status} {sse_type:?}");
        }
    }
}
