//! Event patterns of EventBridge rules.
//!
//! In: the JSON text of a pattern. Out: whether it matches an event. "Creating Amazon EventBridge event patterns" and
//! "Comparison operators for use in event patterns" (EventBridge User Guide) give the language: every field of the pattern
//! must match, and one of the values listed for a field suffices.

use super::says::Says;
use super::{Event, Field, fits};
use serde_json::{Map, Value};

/// A parsed pattern.
#[derive(Clone, Debug, PartialEq)]
pub struct EventPattern(Option<Map<String, Value>>);

const OPEN: &str = "event-pattern-leaves-open";

impl EventPattern {
    /// Reads a pattern; what is no JSON object stays open.
    pub fn parse(text: &str) -> Self {
        Self(serde_json::from_str(text).ok())
    }

    /// Whether every event like this one matches.
    pub fn matches(&self, event: &Event) -> Says {
        let open = || Says::cannot_tell(OPEN);
        self.0.as_ref().map_or_else(open, |pattern| object(pattern, "", event))
    }
}

/// All fields of an object of the pattern.
fn object(pattern: &Map<String, Value>, prefix: &str, event: &Event) -> Says {
    Says::all(pattern.iter().map(|(name, value)| {
        let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        match value {
            Value::Array(choices) if name == "$or" => Says::any(choices.iter().map(|choice| match choice {
                Value::Object(inner) => object(inner, prefix, event),
                _ => Says::cannot_tell(OPEN),
            })),
            Value::Array(matchers) => {
                let field = event.envelope(&path);
                Says::any(matchers.iter().map(|matcher| matches(matcher, field.as_ref())))
            }
            Value::Object(inner) => object(inner, &path, event),
            _ => Says::cannot_tell(OPEN),
        }
    }))
}

/// One value that a pattern lists for a field.
fn matches(matcher: &Value, field: Option<&Field>) -> Says {
    match (matcher, field) {
        (Value::Object(operator), _) if operator.len() == 1 => {
            operator.iter().map(|(name, operand)| compare(name, operand, field)).fold(Says::Yes, Says::and)
        }
        (_, None) | (Value::Object(_) | Value::Null, _) => Says::cannot_tell(OPEN),
        (Value::String(wanted), Some(Field::Text(text))) => Says::known(wanted == text),
        (Value::Bool(wanted), Some(Field::Bool(value))) => Says::known(wanted == value),
        (_, Some(_)) => Says::No,
    }
}

fn compare(operator: &str, operand: &Value, field: Option<&Field>) -> Says {
    match (operator, operand, field) {
        ("exists", Value::Bool(wanted), Some(field)) => Says::known((*field != Field::Absent) == *wanted),
        ("prefix", Value::String(wanted), Some(Field::Text(text))) => Says::known(text.starts_with(wanted)),
        ("suffix", Value::String(wanted), Some(Field::Text(text))) => Says::known(text.ends_with(wanted)),
        ("equals-ignore-case", Value::String(wanted), Some(Field::Text(text))) => {
            Says::known(text.eq_ignore_ascii_case(wanted))
        }
        ("wildcard", Value::String(wanted), Some(Field::Text(text))) if !wanted.contains('\\') => {
            Says::known(fits(wanted, text))
        }
        ("anything-but", Value::String(unwanted), Some(Field::Text(text))) => Says::known(unwanted != text),
        ("anything-but", Value::Array(unwanted), Some(Field::Text(text))) => {
            Says::known(!unwanted.iter().any(|unwanted| unwanted.as_str() == Some(text)))
        }
        _ => Says::cannot_tell(OPEN),
    }
}
