//! What the signs mean, how many there are of each, and which of them are shown: boxes to tick, of which the style sheet makes a filter.

use super::{Shown, sign};
use crate::draft::Standing;
use std::io::{self, Write};

pub(super) fn write(shown: &Shown<'_>, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let lang = shown.lang;
    writeln!(out, "<h2 id=\"document\">{}</h2>", lang.pick("Das Dokument", "The document"))?;
    meanings(shown, out)?;
    writeln!(out, "<fieldset class=\"legend\">\n<legend>{}</legend>", lang.pick("Markiert sind", "Marked are"))?;
    for standing in sign::ALL {
        let (class, name, count) =
            (sign::class(standing), sign::name(standing, lang), shown.view.draft.count(standing));
        writeln!(
            out,
            "<label class=\"{class}\"><input type=\"checkbox\" id=\"show-{class}\" checked autocomplete=\"off\">{} {name} <b>{count}</b></label>",
            mark(standing)
        )?;
    }
    // The script shows it: without one it could do nothing.
    let (open, close) = (lang.pick("Alles aufklappen", "Unfold all"), lang.pick("Alles zuklappen", "Fold all"));
    writeln!(out, "<button type=\"button\" hidden data-close=\"{close}\">{open}</button>\n</fieldset>")
}

fn meanings(shown: &Shown<'_>, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let lang = shown.lang;
    let label = lang.pick("Was die Zeichen bedeuten", "What the signs mean");
    writeln!(out, "<details class=\"meanings\">\n<summary>{label}</summary>\n<dl>")?;
    for standing in sign::ALL {
        let (class, name) = (sign::class(standing), sign::name(standing, lang));
        let meaning = sign::meaning(standing, lang);
        writeln!(out, "<div class=\"{class}\"><dt>{} {name}</dt><dd>{meaning}</dd></div>", mark(standing))?;
    }
    let rest = lang.pick(
        "Ohne Markierung bleiben Überschriften und die vorderen Zellen einer Tabellenzeile: Sie sagen, wovon die Sätze sprechen. Gemeint sind die eigenen Systeme, wo nichts anderes dabeisteht. Die Zahl an einem Satz ist seine Nummer (id) in der Aussagendatei.",
        "Headings and the first cells of a table's row are not marked: they say what the sentences speak of. Where nothing else is said, the own systems are meant. The number at a sentence is its id in the claims file.",
    );
    writeln!(out, "</dl>\n<p>{rest}</p>\n</details>")
}

/// The words beside it say it too: a screen reader need not read the sign.
fn mark(standing: Standing) -> String {
    format!("<span class=\"sign\" aria-hidden=\"true\">{}</span>", sign::sign(standing))
}
