//! Finding the ledger that the command line names, and saying what went wrong with it.

use crate::cli::LedgerArgs;
use crate::exit::Exit;
use crate::run::Ended;
use tomscan::ledger::{Directory, Ledger, LedgerError, Location, S3Store, Store};
use tomscan::say;
use tomscan::text::{Lang, Say};

/// The place that the command line names.
pub(super) fn store(args: &LedgerArgs, profile: Option<&str>, lang: Lang) -> Result<Box<dyn Store>, Ended> {
    let Some(place) = &args.ledger else {
        let message = say!(
            lang,
            "es fehlt --ledger mit dem Prüfbuch: ein Ordner oder s3://BUCKET/PREFIX",
            "--ledger is missing: a folder, or s3://BUCKET/PREFIX"
        );
        return Err(Ended::With(Exit::Usage, message));
    };
    match Location::parse(place).map_err(|error| Ended::With(Exit::Usage, error.say(lang)))? {
        Location::Folder(folder) => Ok(Box::new(Directory::new(&folder))),
        Location::S3 { bucket, prefix } => {
            let profile = args.ledger_profile.as_deref().or(profile);
            let store = S3Store::open(&bucket, &prefix, profile);
            Ok(Box::new(store.map_err(|error| failed(&LedgerError::Store(error), lang))?))
        }
    }
}

/// Opens the ledger. Without one there is nothing to compare with, which is a failure and not a first run.
pub(in crate::run) fn open(args: &LedgerArgs, profile: Option<&str>, lang: Lang) -> Result<Ledger, Ended> {
    let store = store(args, profile, lang)?;
    Ledger::open(store).map_err(|error| failed(&error, lang))
}

/// A message for a ledger that cannot be used.
pub(in crate::run) fn failed(error: &LedgerError, lang: Lang) -> Ended {
    Ended::With(Exit::Failed, error.say(lang))
}

/// A message for a run that was reported but not kept.
pub(in crate::run) fn not_kept(error: &LedgerError, lang: Lang) -> Ended {
    let kept = matches!(error, LedgerError::Unconfirmed(..));
    let error = error.say(lang);
    if kept {
        return Ended::With(Exit::Failed, error);
    }
    let message = say!(
        lang,
        "der Bericht ist vollständig, aber der Lauf wurde nicht aufbewahrt: {error}",
        "the report is whole, but the run was not kept: {error}"
    );
    Ended::With(Exit::Failed, message)
}
