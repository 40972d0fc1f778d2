//! `tomscan rules`: list, show, check.

use super::Ended;
use crate::cli::RulesCommand;
use crate::exit::Exit;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tomscan::aws::operations::operation;
use tomscan::rule::{Proof, Rule, RuleSet, load_dir, load_embedded, show};
use tomscan::say;
use tomscan::source::nearest;
use tomscan::text::{Lang, Say};

pub(super) fn run(command: &RulesCommand, lang: Lang) -> Result<Exit, Ended> {
    match command {
        RulesCommand::List { rules } => list(&load(rules.as_deref(), lang)?, lang),
        RulesCommand::Show { id, rules } => show_one(&load(rules.as_deref(), lang)?, id, lang),
        RulesCommand::Check { dir } => check(dir.as_ref(), lang),
    }
}

pub(super) fn load(dir: Option<&Path>, lang: Lang) -> Result<RuleSet, Ended> {
    let loaded = dir.map_or_else(load_embedded, load_dir);
    loaded.map_err(|mistakes| Ended::With(Exit::Usage, mistakes.say(lang)))
}

fn list(rules: &RuleSet, lang: Lang) -> Result<Exit, Ended> {
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    let mut by_folder: Vec<&Rule> = rules.all().collect();
    by_folder.sort_by_key(|rule| (&rule.folder, &rule.id));
    let mut folder = "";
    for rule in by_folder {
        if rule.folder != folder {
            folder = &rule.folder;
            writeln!(out, "\n{folder}/")?;
        }
        writeln!(out, "  {:<28} {}", rule.id.0, rule.title.in_lang(lang))?;
    }
    out.flush()?;
    Ok(Exit::Holds)
}

fn show_one(rules: &RuleSet, id: &str, lang: Lang) -> Result<Exit, Ended> {
    let Some(rule) = rules.get(id) else {
        let names: Vec<&str> = rules.ids().map(|id| id.0.as_str()).collect();
        let near = nearest(id, names);
        let message = say!(lang, "unbekannte Regel „{id}“", "unknown rule \"{id}\"");
        return Err(Ended::With(Exit::Usage, message + near.in_lang(lang)));
    };
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    head(rule, lang, &mut out)?;
    checks(rule, lang, &mut out)?;
    let actions: Vec<&str> =
        rule.operations().iter().filter_map(|id| operation(id)).map(|operation| operation.action).collect();
    writeln!(out, "\n{}\n  {}", lang.pick("Berechtigungen", "permissions"), actions.join("\n  "))?;
    writeln!(out, "\n{}\n  {}", lang.pick("Abhilfe", "to mend"), rule.fix.aws)?;
    writeln!(out, "\n{}\n  {}", lang.pick("Nachprüfen ohne tomscan", "to verify without tomscan"), rule.fix.verify)?;
    out.flush()?;
    Ok(Exit::Holds)
}

fn head(rule: &Rule, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}\n{}/{}", rule.title.in_lang(lang), rule.folder, rule.id)?;
    let proof = match rule.proof {
        Proof::Full => lang.pick("ein Bestehen bestätigt die Aussage", "a pass confirms the claim"),
        Proof::Partial => lang.pick(
            "ein Bestehen bestätigt die Aussage höchstens teilweise",
            "a pass confirms the claim in part at most",
        ),
    };
    writeln!(out, "{proof}")?;
    if let Some(limits) = &rule.limits {
        writeln!(out, "\n{}\n  {}", lang.pick("Grenzen", "limits"), limits.in_lang(lang))?;
    }
    if !rule.params.is_empty() {
        writeln!(out, "\n{}", lang.pick("Parameter", "parameters"))?;
    }
    for (name, param) in &rule.params {
        let default = show(Some(&param.default), lang);
        writeln!(out, "  {name} = {default}  {}", param.about.in_lang(lang))?;
    }
    Ok(())
}

fn checks(rule: &Rule, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    for check in &rule.checks {
        writeln!(out, "\n{}", check.kind)?;
        if let Some(population) = &check.population {
            writeln!(out, "  {}: {}", lang.pick("davon", "of these"), one_line(&population.source))?;
        }
        writeln!(out, "  {}: {}", lang.pick("gilt", "holds"), one_line(&check.that.source))?;
    }
    Ok(())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn check(dir: Option<&PathBuf>, lang: Lang) -> Result<Exit, Ended> {
    let rules = load(dir.map(PathBuf::as_path), lang)?;
    let count = rules.ids().len();
    writeln!(io::stdout(), "{}", say!(lang, "{count} Regeln ohne Fehler", "{count} rules without mistakes"))?;
    Ok(Exit::Holds)
}
