//! The keys that protect data stores, each described once however many stores name it.
//!
//! In: key ids as buckets and databases name them. Out: [`KeyMetadata`] and [`DataKey`]; the policies of keys.

use super::Plan;
use super::sheet::{days_since, days_until};
use crate::aws::{Account, Answer, Once, operations};
use crate::fact::kms::{DataKey, KeyMetadata};
use crate::fact::{Observed, ResourceKind, Unknown};
use aws_sdk_kms::types::KeyMetadata as SdkMetadata;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Describes keys, each once.
#[derive(Debug)]
pub(super) struct DataKeys<'a> {
    account: &'a Account,
    plan: &'a Plan,
    described: Once<(String, String), Answer<SdkMetadata>>,
    policies: Once<(String, String), Answer<String>>,
    clients: Mutex<HashMap<String, aws_sdk_kms::Client>>,
}

impl<'a> DataKeys<'a> {
    pub(super) fn new(account: &'a Account, plan: &'a Plan) -> Self {
        Self { account, plan, described: Once::default(), policies: Once::default(), clients: Mutex::default() }
    }

    /// The KMS client of a region.
    pub(super) fn client(&self, region: &str) -> aws_sdk_kms::Client {
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        clients.entry(region.to_owned()).or_insert_with(|| self.account.kms_in(region)).clone()
    }

    /// `kms:DescribeKey`, once per key and region. A key of this account is asked for by its id, so that whoever names it
    /// first, by id or by ARN, makes the same request.
    pub(super) async fn describe(&self, region: &str, name: &str) -> Answer<SdkMetadata> {
        let own = name.rsplit_once(":key/").filter(|(before, _)| before.ends_with(&self.account.id));
        let id = own.map_or(name, |(_, id)| id);
        let ask = async {
            let call = self.client(region).describe_key().key_id(id).send();
            let answer = self.account.ask(&operations::DESCRIBE_KEY, region, call).await;
            answer.and_then(|output| Observed::required(output.key_metadata, operations::DESCRIBE_KEY.action))
        };
        self.described.cloned((region.to_owned(), id.to_owned()), ask).await
    }

    /// `kms:GetKeyPolicy`, once per key and region, by the id of a key.
    pub(super) async fn policy(&self, region: &str, id: &str) -> Answer<String> {
        let operation = &operations::GET_KEY_POLICY;
        let ask = async {
            let call = self.client(region).get_key_policy().key_id(id).send();
            let reply = self.account.ask(operation, region, call).await;
            reply.and_then(|reply| Observed::required(reply.policy, operation.action))
        };
        self.policies.cloned((region.to_owned(), id.to_owned()), ask).await
    }

    /// The key under which a data store of `kind` lies. Absent without a key; not asked when no rule reads it.
    pub(super) async fn of_store(&self, kind: ResourceKind, region: &str, id: Option<&str>) -> Answer<DataKey> {
        let Some(id) = id else { return Answer::known(Observed::Absent) };
        let needed = self.plan.needs(kind, &operations::DESCRIBE_KEY)
            || self.plan.needs(ResourceKind::KmsKey, &operations::GET_BUCKET_ENCRYPTION);
        if !needed {
            return Answer::known(Observed::Unknown(Unknown::undecidable("not-collected")));
        }
        if let Some(key) = aws_managed(id, &self.account.id) {
            return Answer::known(Observed::Value(key));
        }
        // An ARN of another region is asked there: KMS answers for its own region only.
        let region = id
            .strip_prefix("arn:")
            .and_then(|arn| arn.split(':').nth(2))
            .filter(|region| !region.is_empty())
            .unwrap_or(region);
        self.describe(region, id).await.map(|metadata| data_key(&metadata, id))
    }
}

/// The key behind an alias that AWS reserves for the keys it manages. Nobody can point it elsewhere, switch the key off or
/// delete it, so nothing has to be asked; and asking would make KMS create the key where it does not exist yet ("`DescribeKey`",
/// KMS API reference).
fn aws_managed(id: &str, account: &str) -> Option<DataKey> {
    let alias = id.rsplit_once(":alias/").map_or_else(|| id.strip_prefix("alias/"), |(_, name)| Some(name))?;
    alias.starts_with("aws/").then(|| DataKey {
        arn: id.to_owned(),
        manager: "AWS".to_owned(),
        state: "Enabled".to_owned(),
        origin: "AWS_KMS".to_owned(),
        account: account.to_owned(),
    })
}

fn data_key(metadata: &SdkMetadata, id: &str) -> DataKey {
    let word = |word: Option<&str>| word.unwrap_or_default().to_owned();
    DataKey {
        arn: metadata.arn().unwrap_or(id).to_owned(),
        manager: word(metadata.key_manager().map(aws_sdk_kms::types::KeyManagerType::as_str)),
        state: word(metadata.key_state().map(aws_sdk_kms::types::KeyState::as_str)),
        origin: word(metadata.origin().map(aws_sdk_kms::types::OriginType::as_str)),
        account: word(metadata.aws_account_id()),
    }
}

/// The facts of `KeyMetadata`.
pub(super) fn key_metadata(account: &Account, metadata: &SdkMetadata) -> KeyMetadata {
    let own_region = metadata.arn().and_then(|arn| arn.split(':').nth(3)).unwrap_or_default();
    let multi_region = metadata.multi_region_configuration();
    let all = multi_region.into_iter().flat_map(|config| config.primary_key().into_iter().chain(config.replica_keys()));
    let mut other_regions: Vec<String> =
        all.filter_map(|key| key.region()).filter(|region| *region != own_region).map(str::to_owned).collect();
    other_regions.sort();
    let word = |word: Option<&str>| word.unwrap_or_default().to_owned();
    let state = word(metadata.key_state().map(aws_sdk_kms::types::KeyState::as_str));
    let spec = word(metadata.key_spec().map(aws_sdk_kms::types::KeySpec::as_str));
    KeyMetadata {
        manager: word(metadata.key_manager().map(aws_sdk_kms::types::KeyManagerType::as_str)),
        disabled_days: if state == "Disabled" {
            Observed::Unknown(Unknown::undecidable("kms-keeps-no-date-of-disabling"))
        } else {
            Observed::Absent
        },
        symmetric_bits: (spec == "SYMMETRIC_DEFAULT").then_some(if account.partition == "aws-cn" { 128 } else { 256 }),
        state,
        spec,
        usage: word(metadata.key_usage().map(aws_sdk_kms::types::KeyUsageType::as_str)),
        origin: word(metadata.origin().map(aws_sdk_kms::types::OriginType::as_str)),
        age_days: metadata.creation_date().map_or(0, |date| days_since(account, date)),
        deletion_in_days: metadata.deletion_date().map(|date| days_until(account, date)),
        multi_region: metadata.multi_region().unwrap_or(false),
        other_regions,
    }
}
