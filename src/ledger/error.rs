//! Why a ledger cannot be used, in words.

use super::{Damage, StoreError};
use crate::say;
use crate::text::{Lang, Say};

/// Why a ledger cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The place did not do what it was asked.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no ledger at the place.
    #[error("no ledger at {0}")]
    None(String),
    /// There is one already.
    #[error("{0} is a ledger already")]
    Exists(String),
    /// The chain is not whole.
    #[error("the ledger {0} is damaged")]
    Broken(String, Vec<Damage>),
    /// A file is of a format that this version does not know.
    #[error("{0} cannot be read: {1}")]
    Unreadable(String, String),
    /// The data of a run were removed by pruning.
    #[error("the data of run {0} were pruned")]
    Gone(u64),
    /// There is no such run.
    #[error("no run {0}")]
    NoRun(String),
    /// The run is there, but the head does not name it yet.
    #[error("run {0} was kept, but not confirmed: {1}")]
    Unconfirmed(u64, Box<LedgerError>),
    /// The place protects nothing.
    #[error("{0} cannot retain")]
    CannotRetain(String),
    /// Something cannot be written as a file.
    #[error("{0}")]
    Unwritable(String),
}

impl Say for LedgerError {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::Store(error) => error.say(lang),
            Self::None(place) => say!(
                lang,
                "{place} ist kein Prüfbuch; falls der Ort stimmt und noch keines da ist: `tomscan ledger init --ledger {place}`",
                "{place} is no ledger; if the place is right and there is none yet: `tomscan ledger init --ledger {place}`"
            ),
            Self::Exists(place) => {
                say!(lang, "{place} ist schon ein Prüfbuch", "{place} is a ledger already")
            }
            Self::Broken(place, damages) => {
                let list =
                    damages.iter().map(|damage| format!("  {}", damage.say(lang))).collect::<Vec<_>>().join("\n");
                say!(
                    lang,
                    "das Prüfbuch {place} ist beschädigt:\n{list}\nsicherstellen, wer darauf Zugriff hatte, aus der Sicherung zurückholen oder mit `tomscan ledger init` an anderem Ort neu beginnen",
                    "the ledger {place} is damaged:\n{list}\nfind out who had access, restore it from its backup, or begin anew elsewhere with `tomscan ledger init`"
                )
            }
            Self::Unreadable(name, cause) => say!(
                lang,
                "{name} ist für diese Version von tomscan nicht lesbar: {cause}",
                "{name} cannot be read by this version of tomscan: {cause}"
            ),
            Self::Gone(run) => say!(
                lang,
                "die Daten von Lauf {run} wurden mit `tomscan ledger prune` entfernt",
                "the data of run {run} were removed by `tomscan ledger prune`"
            ),
            Self::NoRun(what) => say!(
                lang,
                "es gibt keinen Lauf {what}; `tomscan history` zeigt alle",
                "there is no run {what}; `tomscan history` shows all"
            ),
            Self::Unconfirmed(run, cause) => {
                let cause = cause.say(lang);
                say!(
                    lang,
                    "Lauf {run} steht im Prüfbuch, aber head.json nennt ihn noch nicht; der nächste Lauf holt das nach ({cause})",
                    "run {run} stands in the ledger, but head.json does not name it yet; the next run makes up for it ({cause})"
                )
            }
            Self::CannotRetain(place) => say!(
                lang,
                "{place} kann nichts vor dem Löschen schützen: --retain braucht einen Bucket mit Object Lock; nichts wurde getan",
                "{place} cannot protect anything from deletion: --retain needs a bucket with Object Lock; nothing was done"
            ),
            Self::Unwritable(cause) => cause.clone(),
        }
    }
}
