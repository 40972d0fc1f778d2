//! Vaults and recovery points of one region.

use super::super::outside::access;
use super::super::storage::{hours_from, storage};
use super::super::survey::Site;
use super::super::{Found, in_turn};
use super::points::{Point, Points};
use super::{Answered, POINT, VAULT, needs_points};
use crate::aws::Answer;
use crate::aws::wire::Ask;
use crate::aws::wire::backup::{
    GetBackupVaultAccessPolicy, ListBackupVaults, ListRecoveryPointsByBackupVault, Vault as Listed,
};
use crate::fact::backup::{RecoveryPoint, Vault};
use crate::fact::{Coverage, Observed, Resource, Unknown};
use serde_json::json;

/// The vault's type whose recovery points belong to another account, which lets this one restore them.
const LENT: &str = "RESTORE_ACCESS_BACKUP_VAULT";

pub(super) async fn in_region(site: &Site<'_>) -> (Points, Found) {
    let needs_points = needs_points(site);
    let mut found = Found::default();
    if !site.wants(VAULT) && !needs_points {
        return (Points::not_asked(Vec::new()), found);
    }
    let listed = site.list::<ListBackupVaults>(json!({})).await;
    let vaults = listed.seen.value().map(Vec::as_slice).unwrap_or_default();
    if site.wants(VAULT) {
        found.note(VAULT, &site.region, &listed.seen);
        found.resources.extend(in_turn(vaults.iter().map(|item| vault(site, item, &listed))).await);
    }
    let points = if needs_points { points(site, &listed).await } else { Points::not_asked(listed.answered) };
    if site.wants(POINT) {
        let count = points.unseen.clone().map_or(Ok(points.seen.len() as u64), Err);
        found.coverage.push(Coverage { kind: POINT, region: site.region.clone(), listed: count });
        site.hand_in_turn(points.seen.iter().map(|point| recovery_point(site, point, &points.answered))).await;
    }
    (points, found)
}

/// What lies in all vaults. One that cannot be read hides no other.
async fn points(site: &Site<'_>, listed: &Answer<Vec<Listed>>) -> Points {
    let mut all = Points::of_lists(listed.answered.clone());
    let vaults = match &listed.seen {
        Observed::Value(vaults) => vaults.as_slice(),
        Observed::Absent => &[],
        Observed::Unknown(why) => {
            all.unseen = Some(why.clone());
            &[]
        }
    };
    let own = vaults.iter().filter(|vault| vault.vault_type.as_deref() != Some(LENT));
    let lists = own.map(async |vault| {
        let name = &vault.backup_vault_name;
        (name, site.list::<ListRecoveryPointsByBackupVault>(json!({ "backupVaultName": name })).await)
    });
    for (vault, answer) in in_turn(lists).await {
        all.answered.extend(answer.answered);
        match answer.seen {
            Observed::Value(points) => {
                for told in points {
                    all.add(Point { vault: vault.clone(), told });
                }
            }
            Observed::Absent => {}
            Observed::Unknown(why) => all.unseen = Some(why),
        }
    }
    all
}

async fn vault(site: &Site<'_>, item: &Listed, listed: &Answer<Vec<Listed>>) -> Resource {
    let action = ListBackupVaults::OPERATION.action;
    let name = &item.backup_vault_name;
    let mut sheet = site.sheet(VAULT, name, &item.backup_vault_arn, listed);
    let (key, ty) = (item.encryption_key_arn.as_deref(), item.encryption_key_type.as_deref());
    let encrypted = Observed::required((key.is_some() || ty.is_some()).then_some(true), action);
    let storage = storage(site, &mut sheet, encrypted, under_kms(Some(true), ty, key), key).await;
    let policy = site.get_for::<GetBackupVaultAccessPolicy>(VAULT, json!({ "backupVaultName": name })).await;
    let policy = sheet.seen(policy.map(|reply| reply.policy)).or_absent(String::new);
    let outside = policy.clone().and_then(|text| access(Some(&text), &item.backup_vault_arn, &site.account.id));
    let final_already = item.lock_date.is_some_and(|date| date.0 <= site.account.now);
    let locked = Observed::required(item.locked, action);
    let facts = Vault {
        vault_type: Observed::required(item.vault_type.clone(), action),
        recovery_points: Observed::required(item.number_of_recovery_points, action),
        storage,
        lock_final: locked.clone().map(|locked| locked && final_already),
        locked,
        min_retention_days: item.min_retention_days,
        max_retention_days: item.max_retention_days,
        has_access_policy: policy.map(|text| !text.is_empty()),
        outside,
    };
    sheet.finish(&site.account.id, &facts)
}

async fn recovery_point(site: &Site<'_>, point: &Point, answered: &Answered) -> Resource {
    let action = ListRecoveryPointsByBackupVault::OPERATION.action;
    let told = &point.told;
    let arn = &told.recovery_point_arn;
    let name = arn.rsplit([':', '/']).next().unwrap_or(arn);
    let mut sheet = super::super::sheet::Sheet::new(POINT, &site.region, name, arn);
    sheet.answered(answered);
    let (key, ty) = (told.encryption_key_arn.as_deref(), told.encryption_key_type.as_deref());
    let encrypted = Observed::required(told.is_encrypted, action);
    let storage = storage(site, &mut sheet, encrypted, under_kms(told.is_encrypted, ty, key), key).await;
    let facts = RecoveryPoint {
        vault: point.vault.clone(),
        status: Observed::required(told.status.clone(), action),
        resource: Observed::required(told.resource_arn.clone(), action),
        resource_type: Observed::required(told.resource_type.clone(), action),
        age_hours: Observed::required(told.creation_date, action).map(|time| hours_from(site.account, time)),
        // -1 stands for "never" ("Lifecycle", AWS Backup Developer Guide).
        delete_after_days: told
            .lifecycle
            .as_ref()
            .and_then(|lifecycle| lifecycle.delete_after_days)
            .filter(|days| *days >= 0),
        storage,
    };
    sheet.finish(&site.account.id, &facts)
}

/// Whether a KMS key of the account, or one shared with it, is at work.
///
/// NOTE: "`EncryptionKeyType`" (AWS Backup Developer Guide): `AWS_OWNED_KMS_KEY` is a key that only AWS sees. Of backups that keep
/// the encryption of their source AWS Backup may name no key.
fn under_kms(encrypted: Option<bool>, ty: Option<&str>, key: Option<&str>) -> Observed<bool> {
    match (encrypted, ty, key) {
        (Some(false), ..) | (Some(true), Some("AWS_OWNED_KMS_KEY"), _) => Observed::Value(false),
        (Some(true), _, Some(_)) | (Some(true), Some("CUSTOMER_MANAGED_KMS_KEY"), None) => Observed::Value(true),
        (Some(true), _, None) => Observed::Unknown(Unknown::undecidable("backup-key-not-named")),
        (None, ..) => Observed::required(None, ListRecoveryPointsByBackupVault::OPERATION.action),
    }
}

#[cfg(test)]
mod tests {
    use super::{Observed, under_kms};

    #[test]
    fn a_key_that_only_aws_sees_is_no_kms_key_of_the_account() {
        assert_eq!(under_kms(Some(true), Some("AWS_OWNED_KMS_KEY"), Some("arn:…")), Observed::Value(false));
        assert_eq!(under_kms(Some(true), Some("CUSTOMER_MANAGED_KMS_KEY"), Some("arn:…")), Observed::Value(true));
        assert_eq!(under_kms(Some(true), None, Some("arn:…")), Observed::Value(true));
        assert_eq!(under_kms(Some(false), None, None), Observed::Value(false));
        assert!(matches!(under_kms(Some(true), None, None), Observed::Unknown(_)));
        assert!(matches!(under_kms(Some(true), Some("NEW_KEY"), None), Observed::Unknown(_)));
        assert!(matches!(under_kms(None, None, Some("arn:…")), Observed::Unknown(_)));
    }
}
