//! KMS: keys of the account in every region asked.
//!
//! Calls: `ListKeys` per region; per key `DescribeKey`, and for customer managed keys, as far as rules read it,
//! `GetKeyRotationStatus`, `GetKeyPolicy`, `ListResourceTags`; `ListKeyRotations` where automatic rotation does not decide.

use super::data_key::key_metadata;
use super::draft::Draft;
use super::outside::access;
use super::sheet::{Sheet, days_since};
use super::survey::Survey;
use super::{Found, in_turn, when};
use crate::aws::{Account, Answer, all_pages, operations};
use crate::collect::side_by_side::side_by_side;
use crate::fact::kms::{Key, Rotation, Rotations};
use crate::fact::{Observed, ResourceKind, Unknown};
use aws_sdk_kms::Client;
use aws_sdk_kms::types::{KeyListEntry, KeyManagerType, KeyMetadata, KeySpec, KeyState, KeyUsageType, OriginType};
use std::collections::BTreeMap;

const KIND: ResourceKind = ResourceKind::KmsKey;

/// Keys before it is known what they protect.
#[derive(Debug, Default)]
pub(super) struct Keys {
    pub(super) account: String,
    pub(super) keys: Vec<(Sheet, Key)>,
    pub(super) found: Found,
}

/// Collects the keys of all regions asked.
pub(super) async fn collect(survey: &Survey<'_>) -> Keys {
    let mut all = Keys { account: survey.account.id.clone(), ..Keys::default() };
    if !survey.plan.wants(KIND) {
        return all;
    }
    let asked = survey.regions.of(survey.plan, KIND);
    let per_region = side_by_side(asked.iter().map(|region| in_region(survey, region))).await;
    for (region, (listed, keys)) in asked.iter().zip(per_region) {
        all.found.note(KIND, region, &listed);
        all.keys.extend(keys);
    }
    all
}

async fn in_region(survey: &Survey<'_>, region: &str) -> (Observed<Vec<KeyListEntry>>, Vec<(Sheet, Key)>) {
    let client = survey.keys.client(region);
    let listed = all_pages(&operations::LIST_KEYS, async |marker| {
        let call = client.list_keys().limit(1000).set_marker(marker).send();
        let page = survey.account.ask(&operations::LIST_KEYS, region, call).await;
        let more = |page: aws_sdk_kms::operation::list_keys::ListKeysOutput| {
            let next = if page.truncated { page.next_marker } else { None };
            page.keys.map(|keys| (keys, next))
        };
        page.and_then(|page| Observed::required(more(page), operations::LIST_KEYS.action))
    })
    .await;
    let entries = listed.seen.value().cloned().unwrap_or_default();
    let keys = in_turn(entries.iter().map(|entry| async {
        let id = entry.key_id().unwrap_or_default();
        let mut sheet = Sheet::new(KIND, region, id, entry.key_arn().unwrap_or(id));
        sheet.answered(&listed.answered);
        one_key(survey, sheet).await
    }));
    let keys = keys.await;
    (listed.seen, keys)
}

async fn one_key(survey: &Survey<'_>, mut sheet: Sheet) -> (Sheet, Key) {
    let (account, plan, keys) = (survey.account, survey.plan, survey.keys);
    let (region, id) = (sheet.region.clone(), sheet.name.clone());
    let described = when(plan.needs(KIND, &operations::DESCRIBE_KEY), keys.describe(&region, &id)).await;
    let metadata = sheet.seen(described);
    let client = keys.client(&region);
    let of_customer =
        metadata.value().is_some_and(|metadata| metadata.key_manager() == Some(&KeyManagerType::Customer));
    let ((rotation, rotations), policy, tags) = tokio::join!(
        rotated(survey, &client, &sheet, &metadata),
        when(of_customer && plan.needs(KIND, &operations::GET_KEY_POLICY), keys.policy(&region, &id)),
        when(plan.needs(KIND, &operations::LIST_RESOURCE_TAGS), tags(account, &client, &region, &id)),
    );
    let key = Key {
        rotation: unless_unseen(&metadata, sheet.seen(rotation)),
        rotations: unless_unseen(&metadata, sheet.seen(rotations)),
        outside: {
            let policy = unless_unseen(&metadata, sheet.seen(policy));
            policy.and_then(|text| access(Some(&text), &sheet.arn, &account.id))
        },
        metadata: metadata.map(|metadata| key_metadata(account, &metadata)),
        used_by: Observed::Unknown(Unknown::undecidable("not-collected")),
        tags: sheet.seen(tags),
    };
    (sheet, key)
}

/// Without metadata nobody knows whether the key rotates at all: then the reason is the one for which those are missing.
fn unless_unseen<M, T>(metadata: &Observed<M>, seen: Observed<T>) -> Observed<T> {
    match metadata {
        Observed::Unknown(why) => Observed::Unknown(why.clone()),
        _ => seen,
    }
}

/// Which keys KMS rotates by itself or on demand ("Rotate AWS KMS keys", KMS Developer Guide).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rotates {
    /// Automatically: key material of KMS itself.
    ByItself,
    /// Only on demand: imported material.
    OnDemand,
    /// Never, or not visibly.
    No,
}

fn rotates(metadata: &KeyMetadata) -> Rotates {
    let customer = metadata.key_manager() == Some(&KeyManagerType::Customer);
    let symmetric = metadata.key_spec() == Some(&KeySpec::SymmetricDefault)
        && metadata.key_usage() == Some(&KeyUsageType::EncryptDecrypt);
    let answers = matches!(metadata.key_state(), Some(KeyState::Enabled | KeyState::Disabled));
    match metadata.origin() {
        Some(OriginType::AwsKms) if customer && symmetric && answers => Rotates::ByItself,
        Some(OriginType::External) if customer && symmetric && answers => Rotates::OnDemand,
        _ => Rotates::No,
    }
}

const CANNOT_ROTATE: &str = "kms-cannot-rotate-this-key";

/// How a key is rotated, and how it was: the latter only where the former does not decide.
async fn rotated(
    survey: &Survey<'_>,
    client: &Client,
    sheet: &Sheet,
    metadata: &Observed<KeyMetadata>,
) -> (Answer<Rotation>, Answer<Rotations>) {
    let (status, list) = (&operations::GET_KEY_ROTATION_STATUS, &operations::LIST_KEY_ROTATIONS);
    let rotates = metadata.value().map(rotates);
    let cannot = || Unknown::undecidable(CANNOT_ROTATE);
    let mut known = Draft::of(sheet, &survey.account.id, survey.delivery);
    known.add("metadata", &metadata.as_ref().map(|metadata| key_metadata(survey.account, metadata)));
    let rotation = match rotates {
        Some(Rotates::ByItself) => known.open(&[status]).ask(status, rotation(survey.account, client, sheet)).await,
        _ => Answer::known(Observed::Unknown(cannot())),
    };
    known.add("rotation", &rotation.seen);
    let rotations = match rotates {
        Some(Rotates::ByItself | Rotates::OnDemand) => {
            known.open(&[list]).ask(list, rotations(survey.account, client, sheet)).await
        }
        _ => Answer::known(Observed::Unknown(cannot())),
    };
    (rotation, rotations)
}

async fn rotation(account: &Account, client: &Client, sheet: &Sheet) -> Answer<Rotation> {
    let operation = &operations::GET_KEY_ROTATION_STATUS;
    let call = client.get_key_rotation_status().key_id(&sheet.name).send();
    let status = account.ask(operation, &sheet.region, call).await;
    let status =
        status.and_then(|status| Observed::required(status.key_id.is_some().then_some(status), operation.action));
    status.map(|status| Rotation {
        enabled: status.key_rotation_enabled,
        period_days: status.key_rotation_enabled.then(|| status.rotation_period_in_days.map_or(365, i64::from)),
    })
}

async fn rotations(account: &Account, client: &Client, sheet: &Sheet) -> Answer<Rotations> {
    let operation = &operations::LIST_KEY_ROTATIONS;
    let listed = all_pages(operation, async |marker| {
        let call = client.list_key_rotations().key_id(&sheet.name).set_marker(marker).send();
        let page = account.ask(operation, &sheet.region, call).await;
        page.and_then(|page| {
            let next = page.next_marker.filter(|_| page.truncated);
            Observed::required(page.rotations.map(|rotations| (rotations, next)), operation.action)
        })
    });
    listed.await.map(|rotations| Rotations {
        last_age_days: rotations
            .iter()
            .filter_map(|rotation| rotation.rotation_date())
            .map(|date| days_since(account, date))
            .min(),
    })
}

async fn tags(account: &Account, client: &Client, region: &str, id: &str) -> Answer<BTreeMap<String, String>> {
    let operation = &operations::LIST_RESOURCE_TAGS;
    let listed = all_pages(operation, async |marker| {
        let call = client.list_resource_tags().key_id(id).set_marker(marker).send();
        let page = account.ask(operation, region, call).await;
        page.and_then(|page| {
            let next = page.next_marker.filter(|_| page.truncated);
            Observed::required(page.tags.map(|tags| (tags, next)), operation.action)
        })
    })
    .await;
    listed.map(|tags| tags.into_iter().map(|tag| (tag.tag_key, tag.tag_value)).collect())
}
