//! What can be wrong with a sealed PDF.

use super::signed::Unsound;
use crate::say;
use crate::text::{Lang, Say};

/// What is wrong with a PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// The pages, or the files inside, are not what the manifest names.
    Pages,
    /// A file that the manifest names is not inside, or not as it names it.
    File(String),
    /// A file is inside that the manifest does not name.
    Unlisted(String),
    /// Something was changed behind the pages.
    Revision,
    /// The signature does not hold.
    Signature(Unsound),
    /// The timestamp does not hold.
    Timestamp(Unsound),
    /// The certificate of the signature, or else of the timestamp, was not valid then.
    NotValidThen,
    /// So many bytes were added behind what was sealed.
    Added(u64),
}

impl Say for Flaw {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::Pages => lang
                .pick(
                    "die Seiten oder die Dateien darin wurden verändert",
                    "the pages or the files inside were changed",
                )
                .to_owned(),
            Self::File(name) => {
                say!(lang, "{name} fehlt oder wurde verändert", "{name} is missing or was changed")
            }
            Self::Unlisted(name) => say!(
                lang,
                "{name} liegt darin, steht aber nicht im Manifest",
                "{name} is inside, but not in the manifest"
            ),
            Self::Revision => lang.pick("das Manifest wurde verändert", "the manifest was changed").to_owned(),
            Self::Signature(why) => {
                say!(lang, "die Signatur hält nicht: {}", "the signature does not hold: {}", why.say(lang))
            }
            Self::Timestamp(why) => {
                say!(lang, "der Zeitstempel hält nicht: {}", "the timestamp does not hold: {}", why.say(lang))
            }
            Self::NotValidThen => lang
                .pick("das Zertifikat galt zu diesem Zeitpunkt nicht", "the certificate was not valid at that time")
                .to_owned(),
            Self::Added(bytes) => say!(
                lang,
                "dahinter wurden {bytes} Bytes angefügt, die nicht von tomscan sind: sie können ändern, was zu sehen ist",
                "{bytes} bytes were added behind it that are not tomscan's: they may change what is seen"
            ),
        }
    }
}
