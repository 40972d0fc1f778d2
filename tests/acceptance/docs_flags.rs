//! What the documentation says to type can be typed: every option that the action, the examples and the docs name exists.
//!
//! The help of the program decides. An option behind a command must be one of that command; one that is named alone must be one of any.

use crate::tomscan::Tomscan;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// How the program is called where it is documented; `option` is the function of `action.yml` that adds one.
const CALLED: [&str; 4] = ["tomscan", "./tomscan", "bin/tomscan", "option"];

/// What ends a command in a line of a shell.
const ENDS: [&str; 4] = ["#", "|", "&&", ";"];

/// What the help of one command names.
struct Help {
    commands: BTreeSet<String>,
    options: BTreeSet<String>,
}

/// The help of every command, by its words; that of the program itself by none.
type Helps = BTreeMap<Vec<String>, Help>;

fn read_helps(command: &[String], helps: &mut Helps) {
    let run = Tomscan::alone().args(command.iter().cloned()).args(["--help"]).run().exits(0);
    let help = Help { commands: commands(&run.stdout), options: options(&run.stdout) };
    for name in &help.commands {
        let mut below = command.to_vec();
        below.push(name.clone());
        read_helps(&below, helps);
    }
    helps.insert(command.to_vec(), help);
}

/// Names under `Commands:`; their descriptions may go on in lines that are indented further.
fn commands(help: &str) -> BTreeSet<String> {
    let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names = lines.filter_map(|line| line.strip_prefix("  ")).filter(|line| !line.starts_with(' '));
    let names = names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
    names.map(str::to_owned).collect()
}

/// Long options: `-o, --output <FILE>`.
fn options(help: &str) -> BTreeSet<String> {
    let lines = help.lines().filter(|line| line.trim_start().starts_with('-'));
    lines.flat_map(str::split_whitespace).filter_map(option).map(str::to_owned).collect()
}

/// The long option that a word begins with.
fn option(word: &str) -> Option<&str> {
    let name = word.strip_prefix("--")?;
    let length = name.find(|c: char| !(c.is_ascii_lowercase() || c == '-')).unwrap_or(name.len());
    (length > 0).then(|| &word[..length + 2])
}

/// Lines, with those that go on in the next one put together.
fn whole_lines(text: &str) -> Vec<String> {
    let mut whole: Vec<String> = Vec::new();
    for line in text.lines() {
        let begun = whole.pop();
        let goes_on = begun.as_ref().is_some_and(|begun| begun.ends_with('\\') || line.trim_start().starts_with("--"));
        match begun {
            Some(begun) if goes_on => whole.push(format!("{} {}", begun.trim_end_matches('\\'), line.trim())),
            begun => whole.extend(begun.into_iter().chain([line.to_owned()])),
        }
    }
    whole
}

/// What is wrong in a piece of a line: code between backticks, or text between code.
fn mistakes(piece: &str, is_comment: bool, helps: &Helps) -> Vec<String> {
    let mut mistakes = Vec::new();
    let mut command: Option<Vec<String>> = None;
    let mut before = "";
    // Words of the command itself stand together at its beginning.
    let mut named = true;
    for (index, word) in piece.split_whitespace().enumerate() {
        if CALLED.contains(&word) && option(before).is_none() {
            (command, named) = (Some(Vec::new()), false);
        } else if ENDS.contains(&word) {
            command = None;
        } else if let Some(option) = option(word) {
            named = true;
            let known = match &command {
                Some(command) => helps[command].options.contains(option),
                None if index == 0 || is_comment => helps.values().any(|help| help.options.contains(option)),
                // Of another program.
                None => true,
            };
            if !known {
                let command = command.as_deref().unwrap_or_default().join(" ");
                mistakes.push(format!("tomscan {command} {option}: {piece}"));
            }
        } else if let Some(command) = &mut command
            && !named
            && helps[&*command].commands.contains(word)
        {
            command.push(word.to_owned());
        } else {
            named = true;
        }
        before = word;
    }
    mistakes
}

/// The action, the examples, the docs and the README.
fn documents() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut documents = vec![root.join("README.md"), root.join("action.yml")];
    for folder in ["docs", "docs/examples"] {
        let entries = std::fs::read_dir(root.join(folder)).expect("a folder");
        let paths = entries.map(|entry| entry.expect("an entry").path());
        documents.extend(paths.filter(|path| path.extension().is_some_and(|ending| ending == "md" || ending == "yml")));
    }
    documents
}

#[test]
fn every_option_that_is_documented_exists() {
    let mut helps = Helps::new();
    read_helps(&[], &mut helps);
    let mut wrong = Vec::new();
    for path in documents() {
        let text = std::fs::read_to_string(&path).expect("a document");
        for line in whole_lines(&text) {
            let is_comment = line.trim_start().starts_with('#');
            for piece in line.split('`') {
                let found = mistakes(piece, is_comment, &helps);
                wrong.extend(found.into_iter().map(|mistake| format!("{}: {mistake}", path.display())));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_option_that_does_not_exist_is_found() {
    let mut helps = Helps::new();
    read_helps(&[], &mut helps);
    let wrong =
        ["tomscan --no-such", "./tomscan --claims tom.toml --no-such", "tomscan rules list --record x", "--no-such"];
    for piece in wrong {
        assert_eq!(mistakes(piece, false, &helps).len(), 1, "{piece}");
    }
    let right = ["tomscan --claims tom.toml", "tomscan rules list --lang de", "aws --name tomscan --other", "--claims"];
    for piece in right {
        assert!(mistakes(piece, false, &helps).is_empty(), "{piece}");
    }
}
