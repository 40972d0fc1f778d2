//! `tomscan review`: the effectiveness review of a period.

use super::place::{failed, open};
use crate::cli::ReviewArgs;
use crate::exit::Exit;
use crate::run::{Ended, files};
use jiff::ToSpan;
use jiff::tz::TimeZone;
use std::io::{self, Write};
use std::path::Path;
use tomscan::review::paper::paper;
use tomscan::review::{Asked, Period, Review, html, markdown};
use tomscan::text::Lang;
use tomscan::{clock, say};

/// A format of a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Html,
    Json,
    Markdown,
}

const ENDINGS: [(&str, Form); 3] = [(".html", Form::Html), (".md", Form::Markdown), (".json", Form::Json)];

/// Runs it.
pub(in crate::run) fn run(args: &ReviewArgs, lang: Lang) -> Result<Exit, Ended> {
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
    let forms = args.output.iter().map(|path| form_of(path, lang)).collect::<Result<Vec<_>, _>>()?;
    for path in &args.output {
        files::can_be_written(path, lang)?;
    }
    let ledger = open(&args.place, None, lang)?;
    let asked =
        Asked { period: Period { from, to }, accounts: args.account.clone(), occasion: args.occasion.clone(), now };
    let review = Review::of(&ledger, &asked).map_err(|error| failed(&error, lang))?;
    if review.documents.is_empty() {
        let place = ledger.place();
        let message = say!(
            lang,
            "nichts geprüft: {place} enthält vom {from} bis {to} keinen Lauf mit Bericht, auf den das zutrifft",
            "nothing was reviewed: {place} holds no run with a report from {from} to {to} that fits"
        );
        return Err(Ended::With(Exit::Failed, message));
    }
    for (path, form) in args.output.iter().zip(forms) {
        files::write(path, lang, |out| write(&review, form, lang, out))?;
    }
    Ok(Exit::Holds)
}

fn form_of(path: &Path, lang: Lang) -> Result<Form, Ended> {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    if let Some((_, form)) = ENDINGS.iter().find(|(ending, _)| name.ends_with(ending)) {
        return Ok(*form);
    }
    let (path, endings) = (path.display(), ENDINGS.map(|(ending, _)| ending).join(" "));
    let message = say!(
        lang,
        "nichts geprüft: {path} hat keine bekannte Endung; möglich sind {endings}",
        "nothing was reviewed: {path} has no known ending; possible are {endings}"
    );
    Err(Ended::With(Exit::Usage, message))
}

fn write(review: &Review, form: Form, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    match form {
        Form::Json => {
            serde_json::to_writer_pretty(&mut *out, review)?;
            writeln!(out)
        }
        Form::Html => html::write(&paper(review, lang), lang, out),
        Form::Markdown => markdown::write(&paper(review, lang), lang, out),
    }
}
