//! The ledger: every run, kept and chained.

mod directory;
mod store;

pub use directory::Directory;
pub use store::{Creation, Hint, Removal, Store, StoreError};
