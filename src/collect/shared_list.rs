//! A list that several collectors need, read once per region.
//!
//! In: an operation and a region. Out: its whole list.

use crate::aws::wire::List;
use crate::aws::{Account, Answer, Once};
use serde_json::json;
use std::sync::Arc;

/// The lists of one operation by region.
pub(super) struct SharedList<'a, L: List> {
    account: &'a Account,
    by_region: Once<String, Answer<Vec<L::Item>>>,
}

impl<'a, L: List> SharedList<'a, L> {
    pub(super) fn new(account: &'a Account) -> Self {
        Self { account, by_region: Once::default() }
    }

    /// The list of a region.
    pub(super) async fn all(&self, region: &str) -> Arc<Answer<Vec<L::Item>>> {
        self.by_region.get(region.to_owned(), self.account.list::<L>(region, json!({}))).await
    }
}
