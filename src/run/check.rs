//! `tomscan check`: a claims file by itself, without any account.
//!
//! In: a claims file. Out: its mistakes, or what it binds and what is wrong with its words, with the lines of the file.

use super::{Ended, explained, options};
use crate::cli::WhatArgs;
use crate::exit::Exit;
use jiff::tz::TimeZone;
use std::io::{self, Write};
use std::path::PathBuf;
use tomscan::claim::Claims;
use tomscan::claim::wording::{Remark, remarks};
use tomscan::report::plain::plain;
use tomscan::say;
use tomscan::scan::prepare;
use tomscan::text::Lang;

pub(super) fn run(
    file: Option<PathBuf>,
    rules: Option<PathBuf>,
    lang: Option<Lang>,
    fallback: Lang,
) -> Result<Exit, Ended> {
    let what = WhatArgs { claims: file, rules, lang: None };
    let prepared =
        prepare(&options(&what, false, lang, fallback)).map_err(|error| explained(&error, lang.unwrap_or(fallback)))?;
    let (claims, lang) = (&prepared.claims, prepared.lang);
    let today = jiff::Timestamp::now().to_zoned(TimeZone::UTC).date();
    let remarks = remarks(claims, &prepared.rules, today);
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    for remark in &remarks {
        writeln!(out, "{}", line(claims, remark, lang))?;
    }
    let (all, tested) = (claims.claims.len(), claims.claims.iter().filter(|claim| !claim.rules.is_empty()).count());
    let (rest, count) = (all - tested, remarks.len());
    let summary = say!(
        lang,
        "{all} Aussagen ohne Fehler: {tested} mit Regeln, {rest} organisatorisch · {count} Anmerkungen zum Wortlaut",
        "{all} claims without mistakes: {tested} with rules, {rest} organisational · {count} remarks on the words"
    );
    writeln!(out, "{summary}")?;
    out.flush()?;
    Ok(Exit::Holds)
}

/// `tom.toml:12: claim 3, number missing: …`.
fn line(claims: &Claims, remark: &Remark, lang: Lang) -> String {
    let concerned: Vec<_> = remark.claims.iter().filter_map(|index| claims.claims.get(*index)).collect();
    let number = concerned.first().map_or(1, |claim| claim.line);
    let ids = concerned.iter().map(|claim| claim.id.as_str()).collect::<Vec<_>>().join(", ");
    let ids = if ids.is_empty() {
        lang.pick("Dokument", "document").to_owned()
    } else {
        say!(lang, "Aussage {ids}", "claim {ids}")
    };
    let (file, word, text) = (claims.file(), remark.kind.word(lang), remark.text.in_lang(lang));
    plain(&format!("{file}:{number}: {ids}, {word}: {text}"))
}
