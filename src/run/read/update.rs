//! `tomscan read --update`: a claims file follows a new version of its document.
//!
//! In: the claims file, the draft of the document as it is now. Out: the file, whole or as it was; what became of its claims.

use super::Ended;
use crate::exit::Exit;
use std::io::{self, Write};
use std::path::Path;
use tomscan::document::Document;
use tomscan::draft::{Draft, Head, NotUpdated, Updated};
use tomscan::input::{self, Sort};
use tomscan::report::plain::plain;
use tomscan::rule::RuleSet;
use tomscan::say;
use tomscan::source::Source;
use tomscan::text::{Lang, Say};
use tomscan::whole;

/// So many ids of a kind are named; of more, how many there are.
const MOST_IDS: usize = 8;

/// Brings it up to date.
pub(super) fn run(
    path: &Path,
    (draft, document): (&Draft, &Document),
    head: &Head,
    rules: &RuleSet,
    (lang, fallback): (Option<Lang>, Lang),
) -> Result<Exit, Ended> {
    let speaks = lang.unwrap_or(fallback);
    let name = path.display().to_string();
    let text = input::read_text(path, Sort::Claims).map_err(|error| {
        let error = error.say(speaks);
        Ended::With(Exit::Usage, say!(speaks, "{name} ist nicht lesbar: {error}", "{name} cannot be read: {error}"))
    })?;
    let source = Source { name: name.clone(), text };
    let updated = draft.update(&source, document, head, rules).map_err(|error| {
        let why = match &error {
            // As `tomscan check` lists them.
            NotUpdated::Mistakes(mistakes) => {
                let mistakes = mistakes.say(speaks);
                say!(speaks, "die Datei enthält Fehler\n{mistakes}", "the file has mistakes\n{mistakes}")
            }
            other => other.say(speaks),
        };
        Ended::With(if error.is_ours() { Exit::Failed } else { Exit::Usage }, stays(&name, &why, speaks))
    })?;
    let is_other = updated.text != source.text;
    if is_other {
        write(path, &source, &updated.text, speaks)?;
    }
    let mut err = io::stderr().lock();
    for line in told(&name, &updated, is_other, lang.unwrap_or(updated.language)) {
        writeln!(err, "{}", plain(&line))?;
    }
    Ok(Exit::Holds)
}

/// Puts the file in place of the one that was read, if that is still there.
fn write(path: &Path, source: &Source, text: &str, lang: Lang) -> Result<(), Ended> {
    let not = |error: io::Error| super::not_written(&source.name, &error, lang);
    // A link stays one: what it leads to is written.
    let path = std::fs::canonicalize(path).map_err(not)?;
    let file = whole::beside(&path, ".tmp", |out| out.write_all(text.as_bytes())).map_err(not)?;
    file.as_file().set_permissions(std::fs::metadata(&path).map_err(not)?.permissions()).map_err(not)?;
    if input::read_text(&path, Sort::Claims).ok().as_ref() != Some(&source.text) {
        let why = lang.pick(
            "jemand hat die Datei in diesem Augenblick geändert; bitte noch einmal",
            "somebody changed the file just now; please try again",
        );
        return Err(Ended::With(Exit::Failed, stays(&source.name, why, lang)));
    }
    file.persist(&path).map(drop).map_err(|error| not(error.error))
}

fn stays(name: &str, why: &str, lang: Lang) -> String {
    say!(lang, "{name} bleibt, wie es ist: {why}", "{name} stays as it is: {why}")
}

/// What became of the claims, and what is left for a person.
fn told(name: &str, updated: &Updated, is_other: bool, lang: Lang) -> Vec<String> {
    let Updated { unchanged, reworded, new, gone, .. } = updated;
    let [reworded, new, gone] = [
        counted(lang.pick("neu formuliert", "reworded"), reworded, lang),
        counted(lang.pick("neu", "new"), new, lang),
        counted(lang.pick("nicht mehr im Dokument", "no longer in the document"), gone, lang),
    ];
    let mut lines = vec![say!(
        lang,
        "{name}: {unchanged} unverändert, {reworded}, {new}, {gone}",
        "{name}: {unchanged} unchanged, {reworded}, {new}, {gone}"
    )];
    if !is_other {
        lines.push(lang.pick("die Datei war schon auf diesem Stand", "the file was up to date already").to_owned());
    }
    if let Some((before, now)) = &updated.renamed {
        lines.push(say!(
            lang,
            "das Dokument ist jetzt {now}, vorher war es {before}",
            "the document is {now} now, it was {before} before"
        ));
    }
    lines.extend(updated.differences.iter().map(|text| text.in_lang(lang).to_owned()));
    if updated.is_marked() {
        lines.push(say!(
            lang,
            "was zu entscheiden ist, steht in {name} in den Zeilen mit „# tomscan:“",
            "what is to be decided stands in {name}, in the lines with \"# tomscan:\""
        ));
    }
    lines
}

/// `3 new (4, 7, 12)`; of many ids the first.
fn counted(what: &str, ids: &[String], lang: Lang) -> String {
    let named = ids.iter().take(MOST_IDS).map(String::as_str).collect::<Vec<_>>().join(", ");
    match (ids.len(), ids.len().saturating_sub(MOST_IDS)) {
        (0, _) => format!("0 {what}"),
        (all, 0) => format!("{all} {what} ({named})"),
        (all, more) => {
            say!(lang, "{all} {what} ({named} und {more} weitere)", "{all} {what} ({named} and {more} more)")
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    #[test]
    fn a_file_that_somebody_changed_meanwhile_stays_and_a_link_stays_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("tom.toml"), folder.path().join("link.toml"));
        std::fs::write(&file, "read").unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
        symlink("tom.toml", &link).unwrap();
        let source = |text: &str| Source { name: "tom.toml".to_owned(), text: text.to_owned() };
        let Err(Ended::With(Exit::Failed, message)) = write(&link, &source("another"), "new", Lang::En) else {
            panic!("it was written")
        };
        assert_eq!(message, "tom.toml stays as it is: somebody changed the file just now; please try again");
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "read");
        assert!(write(&link, &source("read"), "new", Lang::En).is_ok());
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "new");
        assert!(link.is_symlink());
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
