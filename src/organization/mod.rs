//! Several accounts, one document: what the scans of an organisation's accounts say of each claim together.
//!
//! In: one report per account, of this run or kept, and the reports of shards. Out: [`OrganizationV1`]: a verdict per claim for the
//! whole, with the accounts behind it. Reading order: `v1.rs` (the shape), `account.rs` (what is taken of an account's report),
//! `whole.rs` (how accounts come together), `shard.rs` (which task scans which), `merge.rs` (shards and reports put together);
//! `terminal.rs`, `markdown.rs`, `csv.rs` say it.
//!
//! What is held of an account is its verdicts and counts, so memory does not grow with what the accounts hold.

mod account;
pub mod csv;
pub mod markdown;
mod merge;
mod shard;
pub mod terminal;
mod v1;
mod whole;

pub use account::KeptReport;
pub use merge::{MergeError, Merged, merge};
pub use shard::Shard;
pub use v1::{
    AccountClaim, AccountV1, ClaimV1, Head, ORGANIZATION_VERSION, OrganizationV1, Requests, organization_schema,
};
