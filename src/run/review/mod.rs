//! `tomscan review`: the effectiveness review of a period, and its verification.

#[cfg(feature = "pdf")]
mod sealed;
#[cfg(feature = "pdf")]
mod verify;
#[cfg(not(feature = "pdf"))]
mod without_pdf;

use super::ledger::{failed, open};
use super::{Ended, files};
use crate::cli::{ReviewArgs, ReviewCommand};
use crate::exit::Exit;
use jiff::ToSpan;
use jiff::tz::TimeZone;
#[cfg(feature = "pdf")]
use sealed::Seal;
use tomscan::ledger::Ledger;
use tomscan::review::paper::paper;
use tomscan::review::{Asked, Period, Review, html, markdown, ocsf, oscal, xlsx};
use tomscan::text::Lang;
use tomscan::{clock, say};
#[cfg(feature = "pdf")]
use verify::run as verify;
#[cfg(not(feature = "pdf"))]
use without_pdf::{Seal, verify};

/// A format of a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Html,
    Json,
    Markdown,
    Ocsf,
    Oscal,
    Pdf,
    Xlsx,
}

const ENDINGS: [(&str, Form); 7] = [
    (".pdf", Form::Pdf),
    (".html", Form::Html),
    (".md", Form::Markdown),
    (".oscal.json", Form::Oscal),
    (".ocsf.json", Form::Ocsf),
    (".json", Form::Json),
    (".xlsx", Form::Xlsx),
];

/// Runs it.
pub(super) fn run(args: &ReviewArgs, lang: Lang) -> Result<Exit, Ended> {
    if let Some(ReviewCommand::Verify { file, key }) = &args.command {
        return verify(file, key.as_deref(), lang);
    }
    let asked = asked(args, lang)?;
    let forms = forms(args, lang)?;
    // A key that cannot sign is told before anything is read or written.
    let seal = Seal::prepare(args, lang)?;
    let ledger = open(&args.place, None, lang)?;
    let review = Review::of(&ledger, &asked).map_err(|error| failed(&error, lang))?;
    if review.documents.is_empty() {
        let (place, Period { from, to }) = (ledger.place(), asked.period);
        let message = say!(
            lang,
            "nichts geprüft: {place} enthält vom {from} bis {to} keinen Lauf mit Bericht, auf den das zutrifft",
            "nothing was reviewed: {place} holds no run with a report from {from} to {to} that fits"
        );
        return Err(Ended::With(Exit::Failed, message));
    }
    write_all(args, &forms, &review, &ledger, &seal, lang)?;
    Ok(Exit::Holds)
}

fn asked(args: &ReviewArgs, lang: Lang) -> Result<Asked, Ended> {
    let now = clock::now();
    let to = args.to.unwrap_or_else(|| now.to_zoned(TimeZone::UTC).date());
    // A year that ends on the last of December begins on the first of January.
    let from = args.from.unwrap_or_else(|| to.saturating_sub(1.year()).saturating_add(1.day()));
    if from > to {
        let message = say!(
            lang,
            "nichts geprüft: der Zeitraum beginnt am {from} und endet davor, am {to}",
            "nothing was reviewed: the period begins on {from} and ends before that, on {to}"
        );
        return Err(Ended::With(Exit::Usage, message));
    }
    Ok(Asked { period: Period { from, to }, accounts: args.account.clone(), occasion: args.occasion.clone(), now })
}

fn forms(args: &ReviewArgs, lang: Lang) -> Result<Vec<Form>, Ended> {
    let forms = args.output.iter().map(|path| files::by_ending(path, &ENDINGS, lang));
    let forms = forms.collect::<Result<Vec<_>, _>>()?;
    for path in &args.output {
        files::can_be_written(path, lang)?;
    }
    if forms.contains(&Form::Pdf) {
        files::pdf_can_be_made(lang)?;
    } else if args.sign.is_some() || args.tsa.is_some() {
        let message = lang.pick(
            "nichts geprüft: signiert und mit Zeitstempel versehen wird das PDF; es fehlt --output DATEI.pdf",
            "nothing was reviewed: it is the PDF that is signed and stamped; --output FILE.pdf is missing",
        );
        return Err(Ended::With(Exit::Usage, message.to_owned()));
    }
    Ok(forms)
}

/// Writes every file; the PDF is whole before the first of them is written, for its key or the authority may fail.
fn write_all(
    args: &ReviewArgs,
    forms: &[Form],
    review: &Review,
    ledger: &Ledger,
    seal: &Seal,
    lang: Lang,
) -> Result<(), Ended> {
    let pdf = if forms.contains(&Form::Pdf) { Some(seal.pdf(review, ledger, lang)?) } else { None };
    for (path, form) in args.output.iter().zip(forms) {
        files::write(path, lang, |out| match form {
            Form::Json => review.write_json(out),
            Form::Html => html::write(&paper(review, lang), lang, out),
            Form::Markdown => markdown::write(&paper(review, lang), lang, out),
            Form::Oscal => oscal::write(review, lang, out),
            Form::Ocsf => ocsf::write(review, lang, out),
            Form::Xlsx => xlsx::write(review, lang, out),
            Form::Pdf => out.write_all(pdf.as_deref().unwrap_or_default()),
        })?;
    }
    Ok(())
}
