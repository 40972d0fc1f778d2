//! A data store as its key sees it: what buckets and databases have in common.

use crate::fact::Observed;
use crate::fact::kms::DataKey;
use std::collections::BTreeMap;

/// One data store, as far as its key is concerned.
#[derive(Clone, Debug)]
pub(super) struct Store {
    pub(super) arn: String,
    pub(super) region: String,
    /// The key as the store names it.
    pub(super) key_id: Option<String>,
    /// The key; absent without one.
    pub(super) key: Observed<DataKey>,
    pub(super) vpc: Option<String>,
    /// The database that the store belongs to: itself, or its cluster.
    pub(super) database: Option<String>,
    pub(super) tags: Observed<BTreeMap<String, String>>,
}
