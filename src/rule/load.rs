//! Rule files to rules.
//!
//! In: `rules/<kind of claim>/<rule id>.toml`, from the binary or from a folder. Out: a [`RuleSet`], or every mistake of
//! every file.

use super::{Check, Condition, Fix, Param, Proof, Rule, RuleId, RuleSet, Severity, Template, Terms, lint};
use crate::both;
use crate::fact::ResourceKind;
use crate::fact::catalogue::catalogue;
use crate::input::{self, InputError, Sort};
use crate::source::{Fields, Mistake, Mistakes, Reader, Source, nearest, plain_json};
use include_dir::{Dir, include_dir};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

/// More rules than anybody has; a folder with more is the wrong one.
const MOST_RULES: usize = 2000;

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// A rule file.
#[derive(Debug)]
pub(super) struct RuleFile {
    /// The folder it lies in.
    pub(super) folder: String,
    pub(super) id: String,
    /// Its path, for messages.
    pub(super) name: String,
    pub(super) text: Cow<'static, str>,
}

/// The rules inside the binary, each read when it is asked for. A test reads them all, so that none has mistakes.
pub fn embedded() -> Result<RuleSet, Mistakes> {
    let files = EMBEDDED.dirs().flat_map(Dir::files).filter_map(|file| {
        rule_file(file.path(), format!("rules/{}", file.path().display()), file.contents_utf8()?.into())
    });
    RuleSet::of(files.collect())
}

/// The rules inside the binary, all of them read.
pub fn load_embedded() -> Result<RuleSet, Mistakes> {
    embedded()?.checked()
}

/// A company's own rules: every `*.toml` in the folders of `dir`.
pub fn load_dir(dir: &Path) -> Result<RuleSet, Mistakes> {
    let mut files = Vec::new();
    let mut mistakes = Vec::new();
    for folder in entries(dir, &mut mistakes) {
        if !folder.is_dir() {
            continue;
        }
        for path in entries(&folder, &mut mistakes) {
            if path.extension().is_none_or(|ending| ending != "toml") {
                continue;
            }
            if files.len() >= MOST_RULES {
                mistakes.push(too_many(dir));
                return Err(Mistakes(mistakes));
            }
            match input::read_text(&path, Sort::Rule) {
                Ok(text) => files.extend(rule_file(&path, path.display().to_string(), text.into())),
                Err(error) => mistakes.push(unreadable(&path, &error)),
            }
        }
    }
    if files.is_empty() && mistakes.is_empty() {
        let file = dir.display().to_string();
        let what = both!(
            "hier liegen keine Regeln; erwartet werden Dateien <Ordner>/<Regel>.toml",
            "there are no rules here; files <folder>/<rule>.toml are expected"
        );
        mistakes.push(Mistake { file, line: 0, column: 0, what });
    }
    if mistakes.is_empty() { RuleSet::of(files)?.checked() } else { Err(Mistakes(mistakes)) }
}

/// One rule from its text, as if it lay in `folder` under the name `id`.
pub fn load_text(folder: &str, id: &str, text: &str) -> Result<RuleSet, Mistakes> {
    let name = format!("{folder}/{id}.toml");
    let file = RuleFile { folder: folder.to_owned(), id: id.to_owned(), name, text: text.to_owned().into() };
    RuleSet::of(vec![file])?.checked()
}

fn entries(dir: &Path, mistakes: &mut Vec<Mistake>) -> Vec<std::path::PathBuf> {
    match std::fs::read_dir(dir) {
        Ok(entries) => {
            let mut paths: Vec<_> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
            paths.sort();
            paths
        }
        Err(error) => {
            mistakes.push(unreadable(dir, &error.into()));
            Vec::new()
        }
    }
}

fn unreadable(path: &Path, error: &InputError) -> Mistake {
    let what = both!("nicht lesbar: ", "cannot be read: ").and(&error.both());
    Mistake { file: path.display().to_string(), line: 0, column: 0, what }
}

fn too_many(dir: &Path) -> Mistake {
    let what = both!(
        "mehr als {MOST_RULES} Regeln; ist ein anderer Ordner gemeint?",
        "more than {MOST_RULES} rules; was another folder meant?"
    );
    Mistake { file: dir.display().to_string(), line: 0, column: 0, what }
}

fn rule_file(path: &Path, name: String, text: Cow<'static, str>) -> Option<RuleFile> {
    if path.extension()? != "toml" {
        return None;
    }
    let folder = path.parent()?.file_name()?.to_str()?.to_owned();
    let id = path.file_stem()?.to_str()?.to_owned();
    Some(RuleFile { folder, id, name, text })
}

/// The rule of a file, or every mistake in it.
pub(super) fn read(file: &RuleFile) -> Result<Rule, Mistakes> {
    let source = Source { name: file.name.clone(), text: file.text.to_string() };
    let reader = Reader::new(&source);
    let table = reader.parse();
    let fields = Fields::new(&reader, &table);
    let params = fields.table("params").map(|table| params(&table)).unwrap_or_default();
    let checks: Vec<Check> = fields.tables("check").into_iter().filter_map(|table| check(table, &params)).collect();
    if checks.is_empty() {
        fields.note(
            fields.span(),
            both!(
                "die Regel hat keine gültige Bedingung: [[check]] fehlt",
                "the rule has no valid condition: [[check]] is missing"
            ),
        );
    } else {
        for what in lint::unused_params(&checks, &params) {
            fields.note(fields.span(), what);
        }
    }
    let recognised = fields.table("recognise").map(|table| recognise(table, &params)).unwrap_or_default();
    let proof = choice(&fields, "proof", &[("full", Proof::Full), ("partial", Proof::Partial)]);
    let rule = Rule {
        id: RuleId(file.id.clone()),
        folder: file.folder.clone(),
        title: fields.text_pair("title"),
        severity: choice(&fields, "severity", SEVERITIES).unwrap_or(Severity::Low),
        proof: proof.unwrap_or(Proof::Partial),
        limits: fields.value("limits").is_some().then(|| fields.text_pair("limits")),
        everywhere: fields
            .value("everywhere")
            .and_then(|value| plain_json(value.get_ref()))
            .and_then(|value| value.as_bool())
            .unwrap_or(false),
        params,
        checks,
        recognise: recognised,
        fix: fix(&fields),
    };
    if rule.limits.is_none() && proof == Some(Proof::Partial) {
        fields.note(
            fields.span(),
            both!(
                "proof = \"partial\" verlangt „limits“: was ein Bestehen nicht zeigt",
                "proof = \"partial\" needs \"limits\": what a pass does not show"
            ),
        );
    }
    fields.finish();
    reader.finish(rule)
}

const SEVERITIES: &[(&str, Severity)] =
    &[("low", Severity::Low), ("medium", Severity::Medium), ("high", Severity::High), ("critical", Severity::Critical)];

/// One of several words.
fn choice<T: Copy>(fields: &Fields<'_, '_>, key: &'static str, choices: &[(&str, T)]) -> Option<T> {
    let word = fields.required(key);
    let found = choices.iter().find(|(name, _)| name == word.get_ref());
    if found.is_none() && !word.get_ref().is_empty() {
        let right = choices.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
        fields.note(word.span(), both!("„{key}“ muss eines von {right} sein", "\"{key}\" must be one of {right}"));
    }
    found.map(|(_, value)| *value)
}

fn recognise(table: Fields<'_, '_>, params: &BTreeMap<String, Param>) -> Terms {
    let terms = Terms::read(&table);
    for name in terms.params.keys().filter(|name| !params.contains_key(*name)) {
        let what = both!("einen Parameter „{name}“ hat die Regel nicht", "the rule has no parameter \"{name}\"");
        table.note(table.span(), what.and(&nearest(name, params.keys().map(String::as_str))));
    }
    table.finish();
    terms
}

fn fix(fields: &Fields<'_, '_>) -> Fix {
    let Some(table) = fields.table("fix") else {
        fields.note(
            fields.span(),
            both!("hier fehlt [fix] mit „aws“ und „verify“", "[fix] with \"aws\" and \"verify\" is missing here"),
        );
        return Fix { aws: String::new(), verify: String::new() };
    };
    let fix = Fix { aws: table.required("aws").into_inner(), verify: table.required("verify").into_inner() };
    table.finish();
    fix
}

fn params(table: &Fields<'_, '_>) -> BTreeMap<String, Param> {
    let mut params = BTreeMap::new();
    for (name, span, value) in table.entries() {
        let Some(fields) = table.as_table(name, value) else { continue };
        let default = fields.value("default").and_then(|value| plain_json(value.get_ref()));
        if default.as_ref().and_then(lint::type_of_value).is_none() {
            fields.note(
                span,
                both!("der Parameter „{name}“ braucht einen „default“", "the parameter \"{name}\" needs a \"default\""),
            );
        }
        let values = match fields.value("values").and_then(|value| plain_json(value.get_ref())) {
            Some(Value::Array(values)) => values,
            _ => Vec::new(),
        };
        let param = Param { default: default.unwrap_or(Value::Null), about: fields.text_pair("about"), values };
        fields.finish();
        params.insert(name.to_owned(), param);
    }
    params
}

fn check(table: Fields<'_, '_>, params: &BTreeMap<String, Param>) -> Option<Check> {
    let name = table.required("resource");
    let kind = ResourceKind::parse(name.get_ref());
    if kind.is_none() && !name.get_ref().is_empty() {
        let what =
            both!("unbekannte Ressourcenart „{name}“", "unknown kind of resource \"{name}\"", name = name.get_ref());
        table.note(name.span(), what.and(&nearest(name.get_ref(), ResourceKind::ALL.iter().map(|kind| kind.as_str()))));
    }
    let population = condition(&table, "where", kind, params);
    let _present = table.required("that");
    let that = condition(&table, "that", kind, params);
    let otherwise = Template(table.text_pair("otherwise"));
    let expected = Template(table.text_pair("expected"));
    let span = table.span();
    let check = kind.zip(that).map(|(kind, that)| Check::new(kind, population, that, otherwise, expected));
    if let Some(check) = &check {
        for what in lint::sentences(check, params) {
            table.note(span.clone(), what);
        }
    }
    table.finish();
    check
}

fn condition(
    table: &Fields<'_, '_>,
    key: &'static str,
    kind: Option<ResourceKind>,
    params: &BTreeMap<String, Param>,
) -> Option<Condition> {
    let text = table.text(key)?;
    let parsed = match Condition::parse(text.get_ref()) {
        Ok(condition) => condition,
        Err(error) => {
            table.note(text.span(), error.both());
            return None;
        }
    };
    let mistakes = lint::condition(&parsed, catalogue(kind?), params);
    for what in mistakes {
        table.note(text.span(), what);
    }
    Some(parsed)
}
