//! What can go wrong while a PDF is sealed.

use crate::review::pdf::NotSet;
use crate::say;
use crate::text::{Lang, Say};

/// Why a PDF was not sealed, or is none that tomscan sealed.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// The pages could not be set.
    #[error("not set: {0}")]
    NotSet(#[from] NotSet),
    /// Not a PDF of tomscan's making.
    #[error("not a PDF that tomscan made")]
    NotAPdf,
    /// No manifest is embedded.
    #[error("no manifest")]
    NoManifest,
    /// The manifest cannot be read or written.
    #[error("manifest: {0}")]
    Manifest(String),
    /// The key file holds no private key that can sign.
    #[error("not a private key: {0}")]
    NotAKey(String),
    /// A key of a kind that is not supported.
    #[error("kind of key: {0}")]
    KindOfKey(String),
    /// The certificates cannot be read.
    #[error("certificates: {0}")]
    Certificates(String),
    /// The first certificate is not that of the key.
    #[error("certificate of another key")]
    OtherKey,
    /// The key could not sign.
    #[error("not signed: {0}")]
    NotSigned(String),
    /// The signature is larger than the room for it.
    #[error("{0} bytes of signature, room for {1}")]
    NoRoom(usize, usize),
    /// The timestamp authority gave no timestamp for this PDF.
    #[error("no timestamp: {0}")]
    NoTimestamp(String),
}

impl Say for SealError {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::NotSet(why) => say!(
                lang,
                "die Seiten ließen sich nicht setzen, ein Fehler in tomscan: {why}",
                "the pages could not be set, which is a mistake of tomscan's: {why}"
            ),
            Self::NotAPdf => lang.pick("kein PDF, das tomscan gemacht hat", "not a PDF that tomscan made").to_owned(),
            Self::NoManifest => lang
                .pick(
                    "das PDF enthält kein Manifest; tomscan hat es nicht gemacht, oder es wurde entfernt",
                    "the PDF holds no manifest; tomscan did not make it, or it was removed",
                )
                .to_owned(),
            Self::Manifest(why) => {
                say!(lang, "das Manifest ist nicht lesbar: {why}", "the manifest cannot be read: {why}")
            }
            Self::NotAKey(why) => say!(
                lang,
                "kein privater Schlüssel im Format PKCS#8 (PEM): {why}; `openssl pkcs8 -topk8 -nocrypt -in ALT -out NEU` wandelt um",
                "not a private key in PKCS#8 (PEM): {why}; `openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW` converts one"
            ),
            Self::KindOfKey(what) => say!(
                lang,
                "mit einem Schlüssel der Art {what} kann tomscan nicht signieren; möglich sind ECDSA P-256 und P-384 und RSA ab 2.048 Bit",
                "tomscan cannot sign with a key of the kind {what}; possible are ECDSA P-256 and P-384, and RSA from 2,048 bits on"
            ),
            Self::Certificates(why) => {
                say!(lang, "die Zertifikate sind nicht lesbar: {why}", "the certificates cannot be read: {why}")
            }
            Self::OtherKey => lang
                .pick(
                    "das erste Zertifikat gehört nicht zum Schlüssel",
                    "the first certificate does not belong to the key",
                )
                .to_owned(),
            Self::NotSigned(why) => say!(lang, "nicht signiert: {why}", "not signed: {why}"),
            Self::NoRoom(bytes, room) => say!(
                lang,
                "nicht signiert: die Signatur hat {bytes} Bytes, Platz ist für {room}",
                "not signed: the signature has {bytes} bytes, and there is room for {room}"
            ),
            Self::NoTimestamp(why) => say!(lang, "kein Zeitstempel: {why}", "no timestamp: {why}"),
        }
    }
}
