//! Encryption at rest and age, as the light caller's services tell them.
//!
//! In: what an answer says of encryption. Out: [`Storage`] with its key described.

use super::sheet::{Sheet, hours_since};
use super::survey::Site;
use crate::aws::Account;
use crate::aws::wire::Time;
use crate::fact::storage::Storage;
use crate::fact::{Observed, Unknown};
use aws_smithy_types::DateTime;

/// Encryption at rest. `kms` says whether a KMS key is at work, and `key` names it.
pub(super) async fn storage(
    site: &Site<'_>,
    sheet: &mut Sheet,
    encrypted: Observed<bool>,
    kms: Observed<bool>,
    key: Option<&str>,
) -> Storage {
    let key = match &kms {
        Observed::Value(true) if key.is_none() => Observed::Unknown(Unknown::undecidable("key-not-named")),
        Observed::Value(true) => sheet.seen(site.keys.of_store(sheet.kind, &site.region, key).await),
        Observed::Unknown(why) => Observed::Unknown(why.clone()),
        _ => Observed::Absent,
    };
    Storage { encrypted, kms, key }
}

/// Hours from a point in time to the scan's now.
pub(super) fn hours_from(account: &Account, time: Time) -> f64 {
    hours_since(account, &DateTime::from_secs(time.0.as_second()))
}
