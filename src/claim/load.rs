//! Claims file to claims.
//!
//! In: the file's text and the rules. Out: [`Claims`], or every mistake at once: unknown rules and parameters, values of
//! another type, claims that appear twice, attestations and waivers that fit nothing.

use super::document;
use super::{Attestation, Claim, Claims, Family, Origin, Scope, Waiver};
use crate::both;
use crate::fact::catalogue::IDENTITY;
use crate::rule::{Condition, Param, Rule, RuleId, RuleSet, type_of_value};
use crate::source::{Fields, Mistakes, Reader, Source, nearest, plain_json};
use crate::text::Lang;
use serde_json::Value;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use toml::Spanned;

/// The claims of a file. `name` is its path as the user wrote it; a document named in it is looked for beside it.
pub fn load(name: &str, text: &str, rules: &RuleSet) -> Result<Claims, Mistakes> {
    read(&Source { name: name.to_owned(), text: text.to_owned() }, Origin::File(name.to_owned()), rules)
}

/// The general set of claims inside the binary.
pub fn general(lang: Lang, rules: &RuleSet) -> Result<Claims, Mistakes> {
    let text =
        lang.pick(include_str!("../../examples/general.de.toml"), include_str!("../../examples/general.en.toml"));
    read(&Source { name: format!("general.{lang}.toml"), text: text.to_owned() }, Origin::BuiltIn, rules)
}

fn read(source: &Source, origin: Origin, rules: &RuleSet) -> Result<Claims, Mistakes> {
    let reader = Reader::new(source);
    let table = reader.parse();
    let fields = Fields::new(&reader, &table);
    let tables = fields.tables("claim");
    let spans: Vec<_> = tables.iter().map(Fields::span).collect();
    rules.read_ahead(tables.iter().flat_map(|table| table.strings("rules")));
    let claims: Vec<Claim> = tables.into_iter().map(|table| claim(table, rules)).collect();
    if claims.is_empty() {
        fields.note(
            fields.span(),
            both!("die Datei enthält keine Aussage: [[claim]] fehlt", "the file makes no claim: [[claim]] is missing"),
        );
    }
    note_twins(&fields, &claims, &spans);
    let read = Claims {
        origin,
        hash: crate::sha256(source.text.as_bytes()),
        text: source.text.clone(),
        document: document::read(&fields, source, &claims),
        scope: fields.table("scope").map(scope).unwrap_or_default(),
        attestations: fields.tables("attestation").into_iter().map(|table| attestation(table, &claims)).collect(),
        waivers: fields.tables("waiver").into_iter().map(|table| waiver(table, rules)).collect(),
        claims,
    };
    fields.finish();
    reader.finish(read)
}

fn note_twins(fields: &Fields<'_, '_>, claims: &[Claim], spans: &[Range<usize>]) {
    for (index, (claim, span)) in claims.iter().zip(spans).enumerate() {
        if !claim.id.is_empty() && claims[..index].iter().any(|earlier| earlier.id == claim.id) {
            let id = &claim.id;
            fields.note(span.clone(), both!("die Aussage „{id}“ gibt es schon", "the claim \"{id}\" exists already"));
        }
    }
}

fn scope(table: Fields<'_, '_>) -> Scope {
    let accounts = table.texts("accounts").unwrap_or_default();
    for account in &accounts {
        let id = account.get_ref();
        if id.len() != 12 || !id.bytes().all(|byte| byte.is_ascii_digit()) {
            table.note(
                account.span(),
                both!(
                    "„{id}“ ist keine Kontonummer: zwölf Ziffern in Anführungszeichen",
                    "\"{id}\" is no account id: twelve digits in quotes"
                ),
            );
        }
    }
    let scope = Scope {
        accounts: accounts.into_iter().map(Spanned::into_inner).collect(),
        regions: table.texts("regions").unwrap_or_default().into_iter().map(Spanned::into_inner).collect(),
        select: table.text("select").and_then(|text| select(&table, &text)).map(Arc::new),
    };
    table.finish();
    scope
}

/// A selection may read only what every kind of resource has.
fn select(table: &Fields<'_, '_>, text: &Spanned<String>) -> Option<Condition> {
    let condition = match Condition::parse(text.get_ref()) {
        Ok(condition) => condition,
        Err(error) => {
            table.note(text.span(), error.both());
            return None;
        }
    };
    for path in condition.reads().iter().filter(|path| !IDENTITY.contains(&path.as_str()) && *path != "tags") {
        table.note(
            text.span(),
            both!(
                "„resource.{path}“ haben nicht alle Ressourcen; eine Auswahl liest nur account, region, name, arn und tags[\"…\"]",
                "not every resource has \"resource.{path}\"; a selection reads only account, region, name, arn and tags[\"…\"]"
            ),
        );
    }
    if let Some(param) = condition.params().first() {
        table.note(
            text.span(),
            both!("eine Auswahl kennt keinen Parameter „{param}“", "a selection knows no parameter \"{param}\""),
        );
    }
    Some(condition)
}

fn claim(table: Fields<'_, '_>, rules: &RuleSet) -> Claim {
    let family = table.required("family");
    let parsed = Family::parse(family.get_ref());
    if parsed.is_none() && !family.get_ref().is_empty() {
        let what = both!("unbekannte Familie „{word}“", "unknown family \"{word}\"", word = family.get_ref());
        table.note(family.span(), what.and(&nearest(family.get_ref(), Family::ALL.iter().map(|family| family.key()))));
    }
    let chosen = chosen_rules(&table, rules);
    let claim = Claim {
        id: table.required("id").into_inner(),
        words: table.required("words").into_inner(),
        place: table.text("place").map(Spanned::into_inner),
        family: parsed.unwrap_or(Family::Organisation),
        params: table.table("params").map(|params| stated(&params, &chosen)).unwrap_or_default(),
        rules: chosen.iter().map(|rule| rule.id.clone()).collect(),
        line: table.line(),
    };
    table.finish();
    claim
}

/// The rules that a claim names, each once, in the order named.
fn chosen_rules<'r>(table: &Fields<'_, '_>, rules: &'r RuleSet) -> Vec<&'r Rule> {
    let mut chosen: Vec<&Rule> = Vec::new();
    for name in table.texts("rules").unwrap_or_default() {
        let found = rules.select(name.get_ref());
        if found.is_empty() {
            note_unknown_rule(table, &name, rules);
        }
        for rule in found {
            if !chosen.iter().any(|earlier| earlier.id == rule.id) {
                chosen.push(rule);
            }
        }
    }
    chosen
}

fn note_unknown_rule(table: &Fields<'_, '_>, name: &Spanned<String>, rules: &RuleSet) {
    let names = rules.names();
    let what = both!("unbekannte Regel „{name}“", "unknown rule \"{name}\"", name = name.get_ref());
    table.note(name.span(), what.and(&nearest(name.get_ref(), names.iter().map(String::as_str))));
}

/// The parameters that a claim states: `name = value` for all its rules that have it, or `rule-id = { name = value }`.
fn stated(table: &Fields<'_, '_>, rules: &[&Rule]) -> BTreeMap<RuleId, BTreeMap<String, Value>> {
    let mut params: BTreeMap<RuleId, BTreeMap<String, Value>> = BTreeMap::new();
    for (name, span, value) in table.entries() {
        if let Some(rule) = rules.iter().find(|rule| rule.id.0 == name) {
            let Some(own) = table.as_table(name, value) else { continue };
            for (name, span, value) in own.entries() {
                let value = plain_json(value.get_ref());
                let stated = one_param(table, name, span, value.as_ref(), &[*rule]);
                params.entry(rule.id.clone()).or_default().extend(stated.map(|(_, value)| (name.to_owned(), value)));
            }
            continue;
        }
        for (id, value) in one_param(table, name, span, plain_json(value.get_ref()).as_ref(), rules) {
            params.entry(id).or_default().entry(name.to_owned()).or_insert(value);
        }
    }
    params
}

/// A stated value for each of the rules that have this parameter.
fn one_param(
    table: &Fields<'_, '_>,
    name: &str,
    span: Range<usize>,
    value: Option<&Value>,
    rules: &[&Rule],
) -> std::vec::IntoIter<(RuleId, Value)> {
    let mut fitting = Vec::new();
    let mut known = false;
    for rule in rules {
        let Some(param) = rule.params.get(name) else { continue };
        known = true;
        match value.and_then(|value| fit(value.clone(), param)) {
            Some(value) => fitting.push((rule.id.clone(), value)),
            None => table.note(span.clone(), wanted(name, param)),
        }
    }
    if !known {
        let names = rules.iter().flat_map(|rule| rule.params.keys().chain([&rule.id.0]));
        let what = both!(
            "keine Regel dieser Aussage hat den Parameter „{name}“",
            "no rule of this claim has the parameter \"{name}\""
        );
        table.note(span, what.and(&nearest(name, names.map(String::as_str))));
    }
    fitting.into_iter()
}

/// The value in the parameter's type; a single value stands for a list of one.
fn fit(value: Value, param: &Param) -> Option<Value> {
    let value = if param.default.is_array() && !value.is_array() { Value::from(vec![value]) } else { value };
    let same = type_of_value(&value)? == type_of_value(&param.default)?;
    let allowed = |value: &Value| param.values.is_empty() || param.values.contains(value);
    let fits = match &value {
        // A list of those values, each as often as one likes.
        Value::Array(items) if !param.values.iter().any(Value::is_array) => items.iter().all(allowed),
        value => allowed(value),
    };
    (same && fits).then_some(value)
}

fn wanted(name: &str, param: &Param) -> crate::text::Text {
    if param.values.is_empty() {
        let ty = type_of_value(&param.default).map_or(String::new(), |ty| ty.to_string());
        return both!("„{name}“ muss vom Typ {ty} sein", "\"{name}\" must be of type {ty}");
    }
    let values = param.values.iter().map(Value::to_string).collect::<Vec<_>>().join(", ");
    both!("„{name}“ muss eines von {values} sein", "\"{name}\" must be one of {values}")
}

fn attestation(table: Fields<'_, '_>, claims: &[Claim]) -> Attestation {
    let claim = table.required("claim");
    match claims.iter().find(|known| known.id == *claim.get_ref()) {
        None => {
            let what = both!("unbekannte Aussage „{id}“", "unknown claim \"{id}\"", id = claim.get_ref());
            table.note(claim.span(), what.and(&nearest(claim.get_ref(), claims.iter().map(|claim| claim.id.as_str()))));
        }
        Some(known) if !known.rules.is_empty() => {
            let id = claim.get_ref();
            table.note(
                claim.span(),
                both!(
                    "die Aussage „{id}“ wird geprüft, nicht nachgewiesen: sie hat Regeln",
                    "the claim \"{id}\" is tested, not attested: it has rules"
                ),
            );
        }
        Some(_) => {}
    }
    let attestation = Attestation {
        claim: claim.into_inner(),
        by: table.required("by").into_inner(),
        on: table.required_date("on"),
        until: table.required_date("until"),
        evidence: table.required("evidence").into_inner(),
    };
    if attestation.until < attestation.on {
        table.note(table.span(), both!("„until“ liegt vor „on“", "\"until\" is before \"on\""));
    }
    table.finish();
    attestation
}

fn waiver(table: Fields<'_, '_>, rules: &RuleSet) -> Waiver {
    let rule = table.required("rule");
    if rules.get(rule.get_ref()).is_none() && !rule.get_ref().is_empty() {
        note_unknown_rule(&table, &rule, rules);
    }
    let waiver = Waiver {
        rule: RuleId(rule.into_inner()),
        resource: table.required("resource").into_inner(),
        reason: table.required("reason").into_inner(),
        owner: table.required("owner").into_inner(),
        until: table.required_date("until"),
        line: table.line(),
    };
    table.finish();
    waiver
}
