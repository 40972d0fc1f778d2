//! The Lambda functions, listed once per region.
//!
//! Calls: `ListFunctions`.

use super::once::Once;
use crate::aws::wire::lambda::{Function, ListFunctions};
use crate::aws::{Account, Answer};
use serde_json::json;
use std::sync::Arc;

/// Functions by region.
pub(super) struct Functions<'a> {
    account: &'a Account,
    by_region: Once<String, Answer<Vec<Function>>>,
}

impl<'a> Functions<'a> {
    pub(super) fn new(account: &'a Account) -> Self {
        Self { account, by_region: Once::default() }
    }

    /// The functions of a region.
    pub(super) async fn all(&self, region: &str) -> Arc<Answer<Vec<Function>>> {
        self.by_region.get(region.to_owned(), self.account.list::<ListFunctions>(region, json!({}))).await
    }
}
