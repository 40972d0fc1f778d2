//! Where a ledger lies: names with bytes, in a folder or in S3.
//!
//! In: a name below the ledger, such as `runs/00000042.json`. Out: its bytes. Everything that the ledger promises rests on two
//! acts that each either happen or do not, whatever breaks meanwhile: [`Store::create`], which never overwrites, and
//! [`Store::swap`], which replaces only what is still as it was read.

use super::entry::DATA;
use crate::input::Sort;
use crate::say;
use crate::text::{Lang, Say, Text};
use std::fmt;

/// What became of a creation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Creation {
    /// It stands there now, whole and durable.
    Created,
    /// Something else stands there already; nothing was changed.
    Taken,
}

/// What became of a removal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removal {
    /// It is gone, in all its versions; or it was not there.
    Removed,
    /// A retention (S3 Object Lock) still protects it.
    Retained,
}

/// A place for names with bytes. Names are relative paths of lower-case letters, digits, `-`, `.` and `/`.
pub trait Store: fmt::Debug + Send {
    /// The place as the user named it.
    fn place(&self) -> &str;

    /// Has everything that is created from now on protected for some days, as far as the place can and does not do so by itself.
    /// False: it cannot.
    fn retain(&mut self, days: u32, compliance: bool) -> bool;

    /// The bytes of a name; `None` where there is nothing.
    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError>;

    /// The bytes of many names, in their order.
    fn get_all(&self, names: &[String]) -> Result<Vec<Option<Vec<u8>>>, StoreError> {
        names.iter().map(|name| self.get(name)).collect()
    }

    /// All names that begin with `prefix`, sorted. What a broken-off creation left is no name.
    fn list(&self, prefix: &str) -> Result<Vec<String>, StoreError>;

    /// Puts bytes where nothing stands. When this returns `Created` they survive a crash of the machine; when it fails, they are
    /// there whole or not at all. What stands there with the very same bytes counts as created: an answer may come too late.
    fn create(&self, name: &str, bytes: &[u8]) -> Result<Creation, StoreError>;

    /// Replaces `from` by `to`. False: `from` does not stand there any more; nothing was changed.
    fn swap(&self, name: &str, from: &[u8], to: &[u8]) -> Result<bool, StoreError>;

    /// Removes what creations that were broken off long ago have left, if anything can be left.
    fn sweep(&self) {}

    /// Removes a name for good, older versions of it included.
    fn remove(&self, name: &str) -> Result<Removal, StoreError>;
}

/// What lies under a name, by its place in the ledger.
pub(super) fn sort_of(name: &str) -> Sort {
    if name.starts_with(DATA) { Sort::Kept } else { Sort::Run }
}

/// Why a store did not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {cause}")]
pub struct StoreError {
    /// The ledger, or the name in it, as a user can find it.
    pub place: String,
    /// What the system or AWS says.
    pub cause: String,
    /// What to do about it.
    pub hint: Hint,
}

/// What a user can do about a failure of the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hint {
    /// Look at the cause.
    Cause,
    /// The cause in both languages.
    Told(Text),
    /// Give this IAM action to the identity that keeps the ledger.
    Action(String),
    /// Log in again.
    Login,
    /// Look at the network, or try again.
    Network,
    /// The answer got lost: it may have been written. Trying again is safe.
    Unsure,
    /// There is no such bucket.
    NoBucket,
    /// There is no such profile.
    NoProfile(String),
}

impl Say for StoreError {
    fn say(&self, lang: Lang) -> String {
        let Self { place, cause, hint } = self;
        let failed = format!("{place}: {cause}");
        match hint {
            Hint::Cause => failed,
            Hint::Told(text) => format!("{place}: {}", text.in_lang(lang)),
            Hint::Action(action) => say!(
                lang,
                "{failed}; der Identität, die das Prüfbuch führt, fehlt {action} (anderes Profil mit --ledger-profile)",
                "{failed}; the identity that keeps the ledger lacks {action} (another profile with --ledger-profile)"
            ),
            Hint::Login => {
                say!(lang, "{failed}; für das Prüfbuch neu anmelden", "{failed}; log in again for the ledger")
            }
            Hint::Network => {
                say!(lang, "{failed}; Netz prüfen und erneut versuchen", "{failed}; check the network and try again")
            }
            Hint::Unsure => say!(
                lang,
                "{failed}; ob es geschrieben wurde, ist nicht bekannt: Netz prüfen und erneut versuchen",
                "{failed}; whether it was written is not known: check the network and try again"
            ),
            Hint::NoBucket => say!(
                lang,
                "{failed}; diesen Bucket gibt es nicht: Namen prüfen, oder den Bucket anlegen",
                "{failed}; there is no such bucket: check its name, or make it"
            ),
            Hint::NoProfile(name) => say!(
                lang,
                "{failed}; das Profil „{name}“ gibt es nicht, vorhandene zeigt `aws configure list-profiles`",
                "{failed}; there is no profile \"{name}\", `aws configure list-profiles` shows those there are"
            ),
        }
    }
}
