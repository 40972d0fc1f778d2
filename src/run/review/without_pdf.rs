//! What stands in for PDFs in a tomscan that was built without them: the command line refuses them before.

use super::Ended;
use crate::cli::ReviewArgs;
use crate::exit::Exit;
use crate::run::files::pdf_can_be_made;
use std::path::Path;
use tomscan::ledger::Ledger;
use tomscan::review::Review;
use tomscan::text::Lang;

/// Nothing.
pub(super) struct Seal;

impl Seal {
    pub(super) fn prepare(_: &ReviewArgs, _: Lang) -> Result<Self, Ended> {
        Ok(Self)
    }

    pub(super) fn pdf(&self, _: &Review, _: &Ledger, lang: Lang) -> Result<Vec<u8>, Ended> {
        pdf_can_be_made(lang).map(|()| Vec::new())
    }
}

/// Says that it cannot.
pub(super) fn verify(_: &Path, _: Option<&Path>, lang: Lang) -> Result<Exit, Ended> {
    pdf_can_be_made(lang).map(|()| Exit::Failed)
}
