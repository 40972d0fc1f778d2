//! Exit codes: one enum, from which the README's table is made.

use std::process::ExitCode;
use tomscan::text::Lang;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Every claim that can be checked holds.
    Holds = 0,
    /// tomscan failed; there is no report.
    Failed = 1,
    /// The command line, the claims file or a rule has mistakes.
    Usage = 2,
    /// At least one claim is refuted.
    Refuted = 10,
    /// Nothing is refuted, but something could not be verified.
    Unverified = 11,
}

impl Exit {
    pub(crate) const ALL: [Self; 5] = [Self::Holds, Self::Failed, Self::Usage, Self::Refuted, Self::Unverified];

    pub(crate) fn meaning(self, lang: Lang) -> &'static str {
        match self {
            Self::Holds => lang.pick(
                "jede prüfbare Aussage trifft zu; mit --fail-on: nichts davon liegt vor",
                "every claim that can be checked holds; with --fail-on: nothing of what it names is the case",
            ),
            Self::Failed => {
                lang.pick("tomscan ist gescheitert, es gibt keinen Bericht", "tomscan failed, there is no report")
            }
            Self::Usage => lang.pick(
                "Fehler in Aufruf, Aussagendatei oder Regeln; nichts wurde geprüft",
                "mistakes in the command line, the claims file or rules; nothing was scanned",
            ),
            Self::Refuted => lang.pick(
                "mindestens eine Aussage ist widerlegt; mit --fail-on drift: etwas ist neu widerlegt",
                "at least one claim is refuted; with --fail-on drift: something is newly refuted",
            ),
            Self::Unverified => lang.pick(
                "nichts ist widerlegt, aber nicht alles konnte geprüft werden, oder ein Nachweis ist abgelaufen",
                "nothing is refuted, but not everything could be verified, or an attestation has ended",
            ),
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
