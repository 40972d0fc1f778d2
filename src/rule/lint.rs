//! What a rule must not do, checked when it is loaded.
//!
//! In: a check and the rule's parameters. Out: the mistakes in it: unknown facts, values of another type than the fact's,
//! tests that turn "not seen" into "not there", placeholders that the condition does not read, unused parameters.

use super::condition::{Comparison, Condition, Operand};
use super::{Check, Param};
use crate::both;
use crate::fact::catalogue::{FactType, KindSpec, catalogue};
use crate::source::nearest;
use crate::text::Text;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

type Params = BTreeMap<String, Param>;

/// The mistakes of one condition over resources with these facts.
pub(super) fn condition(condition: &Condition, spec: &KindSpec, params: &Params) -> Vec<Text> {
    let facts = condition.reads().iter().filter(|path| spec.fact(path).is_none()).map(|path| unknown_fact(path, spec));
    let unknown_params =
        condition.params().iter().filter(|name| !params.contains_key(*name)).map(|name| unknown_param(name, params));
    let comparisons = condition.comparisons().iter().filter_map(|comparison| mismatch(comparison, spec, params));
    let walked = condition.walked().iter().filter(|path| is_group(spec, path)).map(|path| {
        both!(
            "„{path}“ ist eine Gruppe von Fakten; ihre Größe hängt davon ab, was gesehen wurde",
            "\"{path}\" is a group of facts; its size depends on what was seen"
        )
    });
    facts.chain(unknown_params).chain(comparisons).chain(walked).collect()
}

/// The mistakes of a check's sentences: a placeholder must come from an answer that the conditions need anyway.
pub(super) fn sentences(check: &Check, params: &Params) -> Vec<Text> {
    let spec = catalogue(check.kind);
    let needed = check.operations();
    let placeholders = check.otherwise.placeholders().into_iter().chain(check.expected.placeholders());
    placeholders.filter_map(|name| placeholder(&name, spec, &needed, params)).collect()
}

fn placeholder(name: &str, spec: &KindSpec, needed: &BTreeSet<&str>, params: &Params) -> Option<Text> {
    if let Some(param) = name.strip_prefix("params.") {
        return (!params.contains_key(param)).then(|| unknown_param(param, params));
    }
    let Some(path) = name.strip_prefix("resource.") else {
        return Some(both!(
            "Platzhalter „{{{name}}}“ beginnt nicht mit „resource.“ oder „params.“",
            "placeholder \"{{{name}}}\" does not begin with \"resource.\" or \"params.\""
        ));
    };
    let Some(fact) = spec.fact(path) else { return Some(unknown_fact(path, spec)) };
    let unread: Vec<&str> = fact.operations.iter().map(String::as_str).filter(|id| !needed.contains(id)).collect();
    let unread = unread.join(", ");
    (!unread.is_empty()).then(|| {
        both!(
            "Platzhalter „{{{name}}}“ braucht {unread}; die Bedingung liest das nicht",
            "placeholder \"{{{name}}}\" needs {unread}, which the condition does not read"
        )
    })
}

/// Parameters that no condition reads.
pub(super) fn unused_params(checks: &[Check], params: &Params) -> Vec<Text> {
    let conditions = checks.iter().flat_map(|check| check.population.iter().chain([&check.that]));
    let used: BTreeSet<&String> = conditions.flat_map(super::condition::Condition::params).collect();
    let unused = params.keys().filter(|name| !used.contains(name));
    unused
        .map(|name| {
            both!("keine Bedingung liest den Parameter „{name}“", "no condition reads the parameter \"{name}\"")
        })
        .collect()
}

fn is_group(spec: &KindSpec, path: &str) -> bool {
    spec.fact(path).is_some_and(|fact| fact.ty == FactType::Object)
}

fn unknown_fact(path: &str, spec: &KindSpec) -> Text {
    both!("unbekannter Fakt „resource.{path}“", "unknown fact \"resource.{path}\"")
        .and(&nearest(path, spec.facts.keys().map(String::as_str)))
}

fn unknown_param(name: &str, params: &Params) -> Text {
    both!("unbekannter Parameter „params.{name}“", "unknown parameter \"params.{name}\"")
        .and(&nearest(name, params.keys().map(String::as_str)))
}

fn mismatch(comparison: &Comparison, spec: &KindSpec, params: &Params) -> Option<Text> {
    let left = type_of(&comparison.left, spec, params);
    let right = type_of(&comparison.right, spec, params);
    if comparison.operator == "@in" {
        return match (left, right) {
            (_, Some(FactType::Object | FactType::Map(_))) => Some(both!(
                "„in“ darf nicht nach Schlüsseln von Fakten suchen: Ungesehenes würde zu Fehlendem",
                "\"in\" must not look for keys of facts: what was not seen would become what is not there"
            )),
            (Some(item), Some(FactType::List(of))) if !comparable(&item, &of) => Some(different(&item, &of)),
            (_, Some(FactType::List(_)) | None) => None,
            (_, Some(other)) => {
                Some(both!("rechts von „in“ steht {other}, keine Liste", "right of \"in\" stands {other}, not a list"))
            }
        };
    }
    let groups = [&comparison.left, &comparison.right]
        .into_iter()
        .any(|side| matches!(side, Operand::Fact(path) if is_group(spec, path)));
    match (left, right) {
        (Some(left), Some(right)) if groups || !comparable(&left, &right) => Some(different(&left, &right)),
        _ => None,
    }
}

fn different(left: &FactType, right: &FactType) -> Text {
    both!("verglichen werden {left} und {right}", "{left} is compared with {right}")
}

fn comparable(left: &FactType, right: &FactType) -> bool {
    let is_number = |ty: &FactType| matches!(ty, FactType::Int | FactType::Float);
    left == right || is_number(left) && is_number(right)
}

fn type_of(operand: &Operand, spec: &KindSpec, params: &Params) -> Option<FactType> {
    match operand {
        Operand::Fact(path) => spec.fact(path).map(|fact| fact.ty.clone()),
        Operand::Param(name) => params.get(name).and_then(|param| type_of_value(&param.default)),
        Operand::Literal(ty) => Some(ty.clone()),
        Operand::ItemOf(list) => match type_of(list, spec, params)? {
            FactType::List(item) | FactType::Map(item) => Some(*item),
            _ => None,
        },
        Operand::Other => None,
    }
}

/// The type of a parameter's value; an empty list is a list of texts.
pub(crate) fn type_of_value(value: &Value) -> Option<FactType> {
    Some(match value {
        Value::Bool(_) => FactType::Bool,
        Value::Number(number) if number.is_i64() => FactType::Int,
        Value::Number(_) => FactType::Float,
        Value::String(_) => FactType::Text,
        Value::Array(items) => FactType::List(Box::new(items.first().map_or(Some(FactType::Text), type_of_value)?)),
        Value::Null | Value::Object(_) => return None,
    })
}
