//! A document that changed since the claims were taken from it.

use super::super::Document;
use super::{Remark, RemarkKind};
use crate::both;

/// The remark, if it did.
pub(super) fn remark(document: &Document) -> Option<Remark> {
    let file = document.file.as_ref()?;
    let lost = file.lost.as_ref()?;
    let path = &file.path;
    let text = match lost {
        Ok(lost) if lost.is_empty() => both!(
            "{path} ist nicht mehr die Fassung, der die Aussagen entnommen sind; der Wortlaut aller Aussagen steht noch darin. Ob etwas dazugekommen ist, zeigt „tomscan read --update“",
            "{path} is no longer the version that the claims were taken from; the words of all claims are still in it. Whether something was added, \"tomscan read --update\" shows"
        ),
        Ok(lost) => {
            let count = lost.len();
            let (de, en) = if count == 1 {
                ("der Wortlaut einer Aussage steht".to_owned(), "the words of one claim are".to_owned())
            } else {
                (format!("der Wortlaut von {count} Aussagen steht"), format!("the words of {count} claims are"))
            };
            both!(
                "{path} ist nicht mehr die Fassung, der die Aussagen entnommen sind: {de} nicht mehr darin. „tomscan read --update“ gleicht die Aussagen ab",
                "{path} is no longer the version that the claims were taken from: {en} no longer in it. \"tomscan read --update\" brings the claims up to date"
            )
        }
        Err(why) => {
            let (de, en) = (&why.de, &why.en);
            both!(
                "{path} ist nicht mehr die Fassung, der die Aussagen entnommen sind, und nicht zu lesen: {de}",
                "{path} is no longer the version that the claims were taken from, and cannot be read: {en}"
            )
        }
    };
    Some(Remark { kind: RemarkKind::DocumentChanged, claims: lost.clone().unwrap_or_default(), text })
}
