//! `tomscan check`: claims files by themselves, without any account.
//!
//! In: one claims file or several. Out: their mistakes, or what they bind, what is wrong with their words and what cannot hold in two of
//! them, with the lines of the files.

use super::{Ended, explained, options};
use crate::cli::WhatArgs;
use crate::exit::Exit;
use jiff::tz::TimeZone;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tomscan::claim::wording::{Clash, Remark, RemarkKind, clashes, remarks};
use tomscan::claim::{Claim, Claims};
use tomscan::report::plain::plain;
use tomscan::say;
use tomscan::scan::{Prepared, prepare};
use tomscan::text::Lang;

pub(super) fn run(files: &[PathBuf], rules: Option<&Path>, lang: Option<Lang>, fallback: Lang) -> Result<Exit, Ended> {
    let named: Vec<Option<&PathBuf>> = if files.is_empty() { vec![None] } else { files.iter().map(Some).collect() };
    let load = |file: Option<&PathBuf>| {
        let what = WhatArgs { claims: file.cloned(), rules: rules.map(Path::to_path_buf), lang: None };
        prepare(&options(&what, false, lang, fallback)).map_err(|error| explained(&error, lang.unwrap_or(fallback)))
    };
    let all: Vec<Prepared> = named.into_iter().map(load).collect::<Result<_, _>>()?;
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    for prepared in &all {
        one(prepared, &mut out)?;
    }
    for (index, ones) in all.iter().enumerate() {
        for others in all.iter().skip(index + 1) {
            for clash in clashes(&ones.claims, &others.claims) {
                writeln!(out, "{}", between(&ones.claims, &others.claims, &clash, ones.lang))?;
            }
        }
    }
    out.flush()?;
    Ok(Exit::Holds)
}

/// What is to be said of one file.
fn one(prepared: &Prepared, out: &mut impl Write) -> io::Result<()> {
    let (claims, lang) = (&prepared.claims, prepared.lang);
    let today = jiff::Timestamp::now().to_zoned(TimeZone::UTC).date();
    let remarks = remarks(claims, &prepared.rules, today);
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
    writeln!(out, "{summary}")
}

/// `a.toml:12: claim 3, contradiction with b.toml:40, claim 9: …`.
fn between(ones: &Claims, others: &Claims, clash: &Clash, lang: Lang) -> String {
    let place = |claims: &Claims, index: usize| {
        let claim = claims.claims.get(index);
        let (id, line) = claim.map_or(("", 1), |claim| (claim.id.as_str(), claim.line));
        let (file, stands) = (claims.file(), claim.map(stands).unwrap_or_default());
        say!(lang, "{file}:{line}: Aussage {id}{stands}", "{file}:{line}: claim {id}{stands}")
    };
    let (one, other, text) = (place(ones, clash.one), place(others, clash.other), clash.text.in_lang(lang));
    plain(&say!(lang, "{one}, Widerspruch zu {other}: {text}", "{one}, contradiction with {other}: {text}"))
}

/// Where a claim stands in its document: ` (page 3, line 12)`.
fn stands(claim: &Claim) -> String {
    claim.place.as_ref().map(|place| format!(" ({place})")).unwrap_or_default()
}

/// `tom.toml:12: claim 3, number missing: …`.
fn line(claims: &Claims, remark: &Remark, lang: Lang) -> String {
    let concerned: Vec<_> = remark.claims.iter().filter_map(|index| claims.claims.get(*index)).collect();
    let number = concerned.first().map_or(1, |claim| claim.line);
    // Who looks at what cannot both hold looks in two places of the document.
    let with_place = remark.kind == RemarkKind::Contradiction;
    let named = |claim: &&Claim| if with_place { format!("{}{}", claim.id, stands(claim)) } else { claim.id.clone() };
    let ids = concerned.iter().map(named).collect::<Vec<_>>().join(", ");
    let ids = if ids.is_empty() {
        lang.pick("Dokument", "document").to_owned()
    } else {
        say!(lang, "Aussage {ids}", "claim {ids}")
    };
    let (file, word, text) = (claims.file(), remark.kind.word(lang), remark.text.in_lang(lang));
    plain(&format!("{file}:{number}: {ids}, {word}: {text}"))
}
