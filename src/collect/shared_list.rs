//! A list that several collectors need, read once per region.
//!
//! In: an operation, what it is asked for, and a region. Out: its whole list.

use super::side_by_side::side_by_side;
use crate::aws::wire::List;
use crate::aws::{Account, Answer, Once};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The lists of one operation by region.
#[derive(Debug)]
pub(super) struct SharedList<'a, L: List> {
    account: &'a Account,
    members: Value,
    by_region: Once<String, Answer<Vec<L::Item>>>,
}

impl<'a, L: List> SharedList<'a, L> {
    /// `members` are those of the request, the same in every region.
    pub(super) fn new(account: &'a Account, members: Value) -> Self {
        Self { account, members, by_region: Once::default() }
    }

    /// The list of a region.
    pub(super) async fn all(&self, region: &str) -> Arc<Answer<Vec<L::Item>>> {
        self.by_region.get(region.to_owned(), self.account.list::<L>(region, self.members.clone())).await
    }

    /// The lists of these regions, all at once.
    pub(super) async fn of_regions(&self, regions: BTreeSet<String>) -> BTreeMap<String, Arc<Answer<Vec<L::Item>>>> {
        let lists = regions.into_iter().map(async |region| {
            let list = self.all(&region).await;
            (region, list)
        });
        side_by_side(lists).await.into_iter().collect()
    }
}
