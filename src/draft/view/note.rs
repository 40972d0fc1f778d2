//! What is said of a statement: what becomes of it and why, which rules test it, and which were held back.

use super::{Shown, sign};
use crate::draft::{Entry, Standing, words};
use crate::page::text;
use crate::recognise::{Binding, Mood};
use crate::rule::{Rule, RuleId, Who, show};
use crate::say;
use crate::text::Lang;
use std::io::{self, Write};

/// So many kinds of resources are named in a note; where the data lie is asked of dozens.
const MOST_CHECKS: usize = 4;

/// The note on a statement, by its index.
pub(super) fn write(shown: &Shown<'_>, index: usize, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let Some(entry) = shown.entry(index) else { return Ok(()) };
    let (lang, number) = (shown.lang, index + 1);
    let (class, sign) = (sign::class(entry.standing), sign::sign(entry.standing));
    let back = lang.pick("zurück zu Satz ", "back to sentence ");
    writeln!(out, "<div class=\"note {class}\" role=\"note\" id=\"n{number}\">")?;
    writeln!(
        out,
        "<p><a class=\"sign\" href=\"#s{number}\"><span aria-hidden=\"true\">{sign}</span><span class=\"unseen\">{back}</span>{number}</a> {}</p>",
        head(entry, lang)
    )?;
    against(shown, index, out)?;
    entry.recognised.bindings.iter().try_for_each(|binding| bound(shown, binding, out))?;
    held_back(shown, entry, out)?;
    writeln!(out, "</div>")
}

/// `mit Regeln, Maßnahme mit Vorbehalt · Zugangskontrolle · gemeint: Hoster`.
fn head(entry: &Entry, lang: Lang) -> String {
    let (standing, mood) = (entry.standing, entry.statement.mood);
    let name = match (standing, mood) {
        (Standing::Finding | Standing::NoMeasure, _) => words::mood(mood, lang).to_owned(),
        (_, Mood::Measure) => sign::name(standing, lang).to_owned(),
        _ => format!("{}, {}", sign::name(standing, lang), words::mood(mood, lang)),
    };
    let mut parts = vec![format!("<b>{name}</b>")];
    if standing != Standing::NoMeasure {
        parts.push(entry.family.name(lang).to_owned());
    }
    // Own systems are meant where nothing else is said: the meaning of the signs says so once.
    let who = entry.recognised.who;
    if who != Who::Ourselves {
        let who = words::who(who, lang);
        parts.push(say!(lang, "gemeint: {who}", "about: {who}"));
    }
    parts.join(" · ")
}

/// Links to the contradictions.
fn against(shown: &Shown<'_>, index: usize, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let Some(contradictions) = shown.against.get(&index) else { return Ok(()) };
    let name = shown.lang.pick("Widerspruch", "Contradiction");
    let links: Vec<String> = contradictions
        .iter()
        .map(|at| format!("<a href=\"#c{number}\">{name} {number}</a>", number = at + 1))
        .collect();
    writeln!(out, "<p class=\"against\">{}</p>", links.join(", "))
}

/// A rule that tests the statement.
fn bound(shown: &Shown<'_>, binding: &Binding, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let lang = shown.lang;
    let rule = shown.view.rules.get(&binding.rule.0);
    writeln!(out, "<details>\n<summary>{}</summary>\n<dl>", title(&binding.rule, rule, lang))?;
    if let Some(rule) = rule {
        line(lang.pick("Geprüft wird", "Tested"), &tests(rule, binding, lang), out)?;
        let (stated, assumed) = params(rule, binding, lang);
        line(lang.pick("Im Dokument steht", "Stated"), &stated.join("; "), out)?;
        line(lang.pick("Angenommen, weil nicht genannt", "Assumed, as not stated"), &assumed.join("; "), out)?;
    }
    let said = match text(&binding.words.join(" … ")) {
        none if none.is_empty() => lang.pick("Überschrift oder Einleitung", "heading or introduction").to_owned(),
        said => say!(lang, "„{said}“", "\"{said}\""),
    };
    line(lang.pick("Dafür sprechen die Worte", "Words that say so"), &said, out)?;
    line(lang.pick("Regel", "Rule"), &link(shown, &binding.rule), out)?;
    writeln!(out, "</dl>\n</details>")
}

fn line(name: &str, value: &str, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    if value.is_empty() { Ok(()) } else { writeln!(out, "<div><dt>{name}</dt> <dd>{value}</dd></div>") }
}

/// What is expected of which resources, with the values that the statement states, else with those that are assumed.
fn tests(rule: &Rule, binding: &Binding, lang: Lang) -> String {
    let value = |name: &str| {
        let name = name.strip_prefix("params.")?;
        binding.params.get(name).cloned().or_else(|| rule.params.get(name).map(|param| param.default.clone()))
    };
    let tests = rule
        .checks
        .iter()
        .take(MOST_CHECKS)
        .map(|check| format!("{}: {}", check.kind.plural(lang), text(&check.expected.fill(lang, value))));
    let tests = tests.collect::<Vec<_>>().join("; ");
    match rule.checks.len().saturating_sub(MOST_CHECKS) {
        0 => tests,
        1 => format!("{tests}; {}", lang.pick("und eine weitere Art von Ressourcen", "and one more kind of resources")),
        more => say!(
            lang,
            "{tests}; und {more} weitere Arten von Ressourcen",
            "{tests}; and {more} more kinds of resources"
        ),
    }
}

/// The parameters that are stated, with what they mean; and those that are not.
fn params(rule: &Rule, binding: &Binding, lang: Lang) -> (Vec<String>, Vec<String>) {
    let (mut stated, mut assumed) = (Vec::new(), Vec::new());
    for (name, param) in &rule.params {
        let value = binding.params.get(name);
        let shown = text(&show(Some(value.unwrap_or(&param.default)), lang));
        let shown = format!("<code>{}</code> = {shown}", text(name));
        match value {
            Some(_) => stated.push(format!("{shown} ({})", text(param.about.in_lang(lang)))),
            None => assumed.push(shown),
        }
    }
    (stated, assumed)
}

/// Rules whose wordings fit although they are not bound. Where that is what there is to decide, they are not folded.
fn held_back(shown: &Shown<'_>, entry: &Entry, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let (lang, rules) = (shown.lang, &entry.recognised.held_back);
    if rules.is_empty() {
        return Ok(());
    }
    let name = lang.pick("Passt zum Wortlaut, ist aber zurückgehalten", "Fits the wording, but is held back");
    let is_doubtful = entry.standing == Standing::Doubtful;
    if is_doubtful {
        writeln!(out, "<p>{name}:</p>\n<ul>")?;
    } else {
        writeln!(out, "<details>\n<summary>{name} ({})</summary>\n<ul>", rules.len())?;
    }
    for (rule, why) in rules {
        let title = title(rule, shown.view.rules.get(&rule.0), lang);
        writeln!(out, "<li>{title} ({}): <b>{}</b></li>", link(shown, rule), words::held_back(*why, lang))?;
    }
    writeln!(out, "{}", if is_doubtful { "</ul>" } else { "</ul>\n</details>" })
}

fn title(id: &RuleId, rule: Option<&Rule>, lang: Lang) -> String {
    text(rule.map_or(id.0.as_str(), |rule| rule.title.in_lang(lang)))
}

fn link(shown: &Shown<'_>, rule: &RuleId) -> String {
    let number = shown.rules.get(rule).copied().unwrap_or_default();
    format!("<a href=\"#r{number}\"><code>{}</code></a>", text(&rule.0))
}
