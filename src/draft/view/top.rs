//! What stands above the document: whose it is, what became of its statements, where it contradicts itself, what to look at first.

use super::{MOST_CONTRADICTIONS, Shown, legend, sign};
use crate::document::Kind;
use crate::draft::{About, Contradiction, Standing};
use crate::page::text;
use crate::say;
use std::io::{self, Write};

pub(super) fn write(shown: &Shown<'_>, title: &str, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let lang = shown.lang;
    let skip = lang.pick("Zum Dokument springen", "Skip to the document");
    writeln!(out, "<a class=\"skip\" href=\"#document\">{skip}</a>\n<header>\n<h1>{}</h1>", text(title))?;
    facts(shown, out)?;
    let advice = lang.pick(
        "Was ein Satz meint, erkennt tomscan allein am Wortlaut. Bitte jeden mit seiner Anmerkung vergleichen.",
        "tomscan recognises what a sentence means by its words alone. Please compare each one with its note.",
    );
    writeln!(out, "<p>{}.</p>\n<p>{advice}</p>\n</header>", text(&shown.view.draft.summary(lang)))?;
    contents(shown, out)?;
    writeln!(out, "<main>")?;
    contradictions(shown, out)?;
    first(shown, out)?;
    legend::write(shown, out)
}

/// What the document says of itself.
fn facts(shown: &Shown<'_>, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let lang = shown.lang;
    let About { title, party, version, .. } = &shown.view.draft.about;
    let facts = [
        (lang.pick("Dokument", "Document"), title),
        (lang.pick("Unternehmen", "Company"), party),
        (lang.pick("Fassung", "Version"), version),
    ];
    let said: Vec<_> = facts.iter().filter_map(|(name, value)| Some((name, value.as_ref()?))).collect();
    if said.is_empty() {
        return Ok(());
    }
    writeln!(out, "<dl>")?;
    for (name, value) in said {
        writeln!(out, "<div><dt>{name}</dt><dd>{}</dd></div>", text(value))?;
    }
    writeln!(out, "</dl>")
}

/// Links to the headings.
fn contents(shown: &Shown<'_>, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let blocks = shown.view.document.blocks.iter().enumerate();
    let headings: Vec<_> = blocks.filter(|(_, block)| matches!(block.kind, Kind::Heading(1..=3))).collect();
    if headings.len() < 2 {
        return Ok(());
    }
    let label = shown.lang.pick("Inhalt des Dokuments", "Contents of the document");
    writeln!(out, "<nav aria-label=\"{label}\">\n<details>\n<summary>{label}</summary>\n<ul>")?;
    for (index, block) in headings {
        let Kind::Heading(level) = block.kind else { continue };
        writeln!(out, "<li class=\"l{level}\"><a href=\"#b{index}\">{}</a></li>", text(&block.text))?;
    }
    writeln!(out, "</ul>\n</details>\n</nav>")
}

fn contradictions(shown: &Shown<'_>, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let (lang, all) = (shown.lang, shown.view.contradictions);
    if all.is_empty() {
        return Ok(());
    }
    let (heading, count) = (lang.pick("Widersprüche", "Contradictions"), all.len());
    writeln!(out, "<section class=\"contradictions\">\n<h2>{heading} ({count})</h2>\n<ol>")?;
    for (index, contradiction) in all.iter().take(MOST_CONTRADICTIONS).enumerate() {
        let why = text(&sentence(contradiction.text.in_lang(lang)));
        writeln!(out, "<li id=\"c{}\">{why}<br>{}</li>", index + 1, places(shown, contradiction))?;
    }
    writeln!(out, "</ol>")?;
    if let Some(more) = count.checked_sub(MOST_CONTRADICTIONS).filter(|more| *more > 0) {
        let more = say!(
            lang,
            "Und {more} weitere; alle nennt <code>tomscan read</code>.",
            "And {more} more; <code>tomscan read</code> names them all."
        );
        writeln!(out, "<p>{more}</p>")?;
    }
    writeln!(out, "</section>")
}

/// Messages begin small and end without a full stop.
fn sentence(message: &str) -> String {
    let mut signs = message.chars();
    signs.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), signs.as_str()))
}

/// Links to the statements of a contradiction, with what they say.
fn places(shown: &Shown<'_>, contradiction: &Contradiction) -> String {
    let lang = shown.lang;
    let links = contradiction.entries.iter().filter_map(|index| {
        let statement = &shown.entry(*index)?.statement;
        let (number, place) = (index + 1, text(&shown.view.draft.place(statement, lang)));
        let link = say!(
            lang,
            "<a href=\"#s{number}\">Satz {number}</a>, {place}",
            "<a href=\"#s{number}\">sentence {number}</a>, {place}"
        );
        let words = text(&statement.text);
        Some(format!("{link}: <q{}>{words}</q>", shown.theirs()))
    });
    links.collect::<Vec<_>>().join("<br>")
}

/// Links to what a person should look at first.
fn first(shown: &Shown<'_>, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let lang = shown.lang;
    let numbers = |standing: Standing| -> Vec<String> {
        let entries = shown.view.draft.entries.iter().enumerate().filter(|(_, entry)| entry.standing == standing);
        entries.map(|(index, _)| index + 1).map(|number| format!("<a href=\"#s{number}\">{number}</a>")).collect()
    };
    let lines = [Standing::Doubtful, Standing::Finding].map(|standing| (standing, numbers(standing)));
    if lines.iter().all(|(_, links)| links.is_empty()) {
        return Ok(());
    }
    writeln!(out, "<section>\n<h2>{}</h2>", lang.pick("Zuerst ansehen", "Look at these first"))?;
    for (standing, links) in lines.iter().filter(|(_, links)| !links.is_empty()) {
        let name = match standing {
            Standing::Doubtful => lang.pick("Zum Ansehen: Satz", "For a look: sentence"),
            _ => lang.pick("Absicht oder Platzhalter: Satz", "Plan or placeholder: sentence"),
        };
        let (class, sign) = (sign::class(*standing), sign::sign(*standing));
        let links = links.join(", ");
        writeln!(
            out,
            "<p class=\"{class}\"><span class=\"sign\" aria-hidden=\"true\">{sign}</span> {name} {links}</p>"
        )?;
    }
    writeln!(out, "</section>")
}
