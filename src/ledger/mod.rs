//! The ledger: every run, kept and chained.

mod directory;
mod location;
#[cfg(feature = "aws")]
mod s3;
mod store;

pub use directory::Directory;
pub use location::{Location, LocationError};
#[cfg(feature = "aws")]
pub use s3::{Lock, Mode, Period, Rule, S3Store};
pub use store::{Creation, Hint, Removal, Store, StoreError};
