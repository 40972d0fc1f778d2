//! `tomscan read`: a TOM document to a draft of the claims file.
//!
//! In: a document. Out: the draft, the document as a page with its statements marked, or why each statement is what it is; how many
//! statements there were, and what became of them. Or an earlier draft that is up to date (`update`).

mod explain;
mod update;

use super::Ended;
use crate::cli::{ReadArgs, ReadFormat};
use crate::exit::Exit;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tomscan::document;
use tomscan::draft::view::View;
use tomscan::draft::{Contradiction, Draft, Head};
use tomscan::input::{self, Sort};
use tomscan::recognise::{Recogniser, Vocabulary, vocabulary};
use tomscan::report::plain::plain;
use tomscan::say;
use tomscan::text::{Lang, Say};
use tomscan::whole;

/// Runs it.
pub(super) fn run(args: &ReadArgs, lang: Option<Lang>, fallback: Lang) -> Result<Exit, Ended> {
    let speaks = lang.unwrap_or(fallback);
    let nothing = |why: &str| {
        let path = args.document.display();
        let message = say!(speaks, "nicht gelesen: {path}: {why}", "nothing was read: {path}: {why}");
        Ended::With(Exit::Usage, message)
    };
    if let Some(output) = args.output.as_deref().filter(|output| output.exists()) {
        let output = output.display();
        let message = say!(
            speaks,
            "nicht gelesen: {output} gibt es schon und bleibt, wie es ist; einen anderen Namen wählen",
            "nothing was read: {output} exists already and stays as it is; choose another name"
        );
        return Err(Ended::With(Exit::Usage, message));
    }
    let bytes = input::read(&args.document, Sort::Document).map_err(|error| nothing(&error.say(speaks)))?;
    let name = args.document.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let document = document::read(&name, &bytes).map_err(|error| nothing(&error.say(speaks)))?;
    let rules = super::rules::load(args.rules.as_deref(), speaks)?;
    let words = words(args.rules.as_deref(), speaks)?;
    let recogniser = Recogniser::new(&rules, &words).map_err(|mistakes| {
        let lines = mistakes.iter().map(|(rule, what)| format!("{rule}: {}", what.in_lang(speaks)));
        Ended::With(Exit::Usage, lines.collect::<Vec<_>>().join("\n"))
    })?;
    let draft = Draft::of(&document, &recogniser);
    if draft.entries.is_empty() {
        return Err(nothing(speaks.pick("das Dokument enthält keine Aussage", "the document makes no statement")));
    }
    if let Some(claims) = &args.update {
        let head = Head { file: file_of(args, Some(claims)), sha256: Some(tomscan::sha256(&bytes)) };
        let exit = update::run(claims, (&draft, &document), &head, &rules, (lang, fallback))?;
        // A document that is more than a claims file holds was refused.
        tell(&draft, &draft.contradictions(&rules).unwrap_or_default(), lang.unwrap_or(draft.language))?;
        return Ok(exit);
    }
    let contradictions = match draft.contradictions(&rules) {
        Ok(contradictions) => contradictions,
        // What is only looked at may be more than a claims file holds.
        Err(_) if args.explain || args.format() == ReadFormat::Html => Vec::new(),
        Err(mistakes) => {
            let mistakes = mistakes.say(speaks);
            let message = say!(
                speaks,
                "nichts ist geschrieben, denn der Entwurf wäre keine gültige Aussagendatei:\n{mistakes}",
                "nothing was written, for the draft would be no valid claims file:\n{mistakes}"
            );
            return Err(Ended::With(Exit::Failed, message));
        }
    };
    let lang = lang.unwrap_or(draft.language);
    if args.explain {
        explain::write(&draft, lang)?;
    } else if args.format() == ReadFormat::Html {
        let view =
            View { name: &name, document: &document, draft: &draft, contradictions: &contradictions, rules: &rules };
        give(args, speaks, |out| view.write(lang, out))?;
    } else {
        let text =
            draft.to_toml(&Head { file: file_of(args, args.output.as_deref()), sha256: Some(tomscan::sha256(&bytes)) });
        give(args, speaks, |out| out.write_all(text.as_bytes()))?;
    }
    tell(&draft, &contradictions, lang)?;
    Ok(Exit::Holds)
}

/// Says what contradicts what in the document, and what its statements are.
fn tell(draft: &Draft, contradictions: &[Contradiction], lang: Lang) -> io::Result<()> {
    let mut err = io::stderr().lock();
    for contradiction in contradictions {
        writeln!(err, "{}", plain(&in_words(draft, contradiction, lang)))?;
    }
    writeln!(err, "{}", draft.summary(lang))
}

/// The lists of words inside the binary, and those of the user's own rules.
fn words(dir: Option<&Path>, lang: Lang) -> Result<Vocabulary, Ended> {
    let mut words = vocabulary();
    let Some(path) = dir.map(|dir| dir.join("vocabulary.toml")).filter(|path| path.exists()) else {
        return Ok(words);
    };
    let wrong = |why: String| Ended::With(Exit::Usage, format!("{}: {why}", path.display()));
    let text = input::read_text(&path, Sort::Rule).map_err(|error| wrong(error.say(lang)))?;
    let own: Vocabulary = toml::from_str(&text).map_err(|error| wrong(error.message().to_owned()))?;
    words.extend(own);
    Ok(words)
}

/// What is written goes to its file, or to standard output.
fn give(args: &ReadArgs, lang: Lang, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Ended> {
    let Some(output) = &args.output else {
        let mut out = io::BufWriter::new(io::stdout().lock());
        content(&mut out)?;
        return Ok(out.flush()?);
    };
    let written = whole::beside(output, ".tmp", content)
        .and_then(|file| file.persist_noclobber(output).map_err(|error| error.error));
    written.map(drop).map_err(|error| not_written(&output.display().to_string(), &error, lang))
}

fn not_written(name: &str, error: &io::Error, lang: Lang) -> Ended {
    let message = say!(lang, "{name} ist nicht geschrieben: {error}", "{name} was not written: {error}");
    Ended::With(Exit::Failed, message)
}

/// The document's path as the claims file names it: relative to the file, where the document lies in or below its folder.
fn file_of(args: &ReadArgs, claims: Option<&Path>) -> Option<String> {
    let folder = claims.map_or(Path::new("."), whole::folder_of);
    let (document, folder) = (std::fs::canonicalize(&args.document).ok()?, std::fs::canonicalize(folder).ok()?);
    let relative: PathBuf = document.strip_prefix(&folder).map_or_else(|_| document.clone(), Path::to_path_buf);
    relative.to_str().map(str::to_owned)
}

/// `contradiction, page 2, line 3 and page 5, line 7: …`.
fn in_words(draft: &Draft, contradiction: &Contradiction, lang: Lang) -> String {
    let entries = contradiction.entries.iter().filter_map(|index| draft.entries.get(*index));
    let places: Vec<String> = entries.map(|entry| draft.place(&entry.statement, lang)).collect();
    let (places, text) = (places.join(lang.pick(" und ", " and ")), contradiction.text.in_lang(lang));
    say!(lang, "Widerspruch, {places}: {text}", "contradiction, {places}: {text}")
}
