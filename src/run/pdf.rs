//! The PDF of a single scan, and what may go wrong with a PDF.

use super::Ended;
use crate::exit::Exit;
use std::io;
use tomscan::clock;
use tomscan::report::Report;
use tomscan::report::json::ReportV1;
use tomscan::review::paper::of_scan;
use tomscan::review::pdf::{Attachment, Content, Relationship, pdf};
use tomscan::seal::{self, SealError, Yardstick};
use tomscan::text::{Lang, Say};

/// The PDF of a report, sealed, with the report and the claims inside.
pub(super) fn of_report(report: &Report<'_>) -> io::Result<Vec<u8>> {
    let lang = report.lang;
    let told = ReportV1::of(report);
    let mut machine = Vec::new();
    told.write(&mut machine)?;
    let files = [
        Attachment {
            name: "report.json".to_owned(),
            relationship: Relationship::Data,
            mime: "application/json",
            description: lang.pick("Der Bericht, maschinenlesbar", "The report, machine-readable").to_owned(),
            bytes: machine.into(),
        },
        Attachment {
            name: "claims.toml".to_owned(),
            relationship: Relationship::Source,
            mime: "application/toml",
            description: lang.pick("Die Aussagendatei", "The claims file").to_owned(),
            bytes: report.claims.text.as_bytes().into(),
        },
    ];
    let content = Content {
        blocks: &of_scan(&told),
        lang,
        made: report.inventory.now,
        about: &report.claims.document.title,
        foot: &format!("tomscan {}", tomscan::VERSION),
        files: &files,
    };
    let failed = |error: SealError| io::Error::other(error.say(lang));
    let pages = pdf(content).map_err(|error| failed(error.into()))?;
    let yardstick =
        Yardstick { claims: vec![report.claims.hash.clone()], rules: vec![report.rules.hash.clone()], ledger: None };
    seal::seal(&pages, &files, yardstick, clock::now()).map_err(failed)
}

/// A message for a PDF that was not made.
pub(super) fn undone(error: &SealError, lang: Lang) -> Ended {
    let exit = match error {
        SealError::NotAKey(_) | SealError::KindOfKey(_) | SealError::Certificates(_) | SealError::OtherKey => {
            Exit::Usage
        }
        _ => Exit::Failed,
    };
    let what = lang.pick("nichts geschrieben", "nothing was written");
    Ended::With(exit, format!("{what}: {}", error.say(lang)))
}
