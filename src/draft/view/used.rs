//! The rules that the notes speak of, each once: what a pass shows of a claim, and what it does not.

use super::Shown;
use crate::page::text;
use crate::rule::Proof;
use std::collections::BTreeSet;
use std::io::{self, Write};

pub(super) fn write(shown: &Shown<'_>, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    if shown.rules.is_empty() {
        return Ok(());
    }
    let lang = shown.lang;
    writeln!(out, "<section class=\"used\">\n<h2>{}</h2>", lang.pick("Die Regeln", "The rules"))?;
    for (id, number) in &shown.rules {
        let (rule, id) = (shown.view.rules.get(&id.0), text(&id.0));
        let Some(rule) = rule else {
            writeln!(out, "<h3 id=\"r{number}\">{id}</h3>")?;
            continue;
        };
        writeln!(out, "<h3 id=\"r{number}\">{}</h3>", text(rule.title.in_lang(lang)))?;
        let proof = match rule.proof {
            Proof::Full => lang.pick("Ein Bestehen bestätigt die Aussage", "A pass confirms the claim"),
            Proof::Partial => lang.pick(
                "Ein Bestehen bestätigt die Aussage höchstens teilweise",
                "A pass confirms the claim in part at most",
            ),
        };
        let kinds: BTreeSet<&str> = rule.checks.iter().map(|check| check.kind.plural(lang)).collect();
        let kinds = kinds.into_iter().collect::<Vec<_>>().join(", ");
        writeln!(out, "<p><code>{id}</code>. {proof}. {}: {kinds}.</p>", lang.pick("Geprüft werden", "Tested are"))?;
        if let Some(limits) = &rule.limits {
            writeln!(out, "<p>{}</p>", text(limits.in_lang(lang)))?;
        }
        if !rule.params.is_empty() {
            writeln!(out, "<ul>")?;
            for (name, param) in &rule.params {
                writeln!(out, "<li><code>{}</code>: {}</li>", text(name), text(param.about.in_lang(lang)))?;
            }
            writeln!(out, "</ul>")?;
        }
    }
    writeln!(out, "</section>")
}
