//! Sentences with placeholders: `{resource.name}`, `{resource.policy.counterexample}`, `{params.min_days}`.
//!
//! In: a text in both languages. Out: the sentence with what was observed.

use crate::text::{Lang, Text};
use serde_json::Value;
use std::collections::BTreeSet;

/// A text with placeholders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template(pub Text);

impl Template {
    /// The placeholders of both languages.
    pub fn placeholders(&self) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        for text in [&self.0.de, &self.0.en] {
            split(
                text,
                |_| (),
                |name| {
                    names.insert(name.to_owned());
                },
            );
        }
        names
    }

    /// The sentence, with each placeholder replaced by what `look_up` finds.
    pub fn fill(&self, lang: Lang, look_up: impl Fn(&str) -> Option<Value>) -> String {
        let out = std::cell::RefCell::new(String::new());
        split(
            self.0.in_lang(lang),
            |plain| out.borrow_mut().push_str(plain),
            |name| out.borrow_mut().push_str(&show(look_up(name).as_ref(), lang)),
        );
        out.into_inner()
    }
}

/// Calls `plain` for text and `name` for the inside of each `{…}`.
fn split(text: &str, mut plain: impl FnMut(&str), mut name: impl FnMut(&str)) {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((inside, behind)) = after.split_once('}') else { break };
        plain(before);
        name(inside);
        rest = behind;
    }
    plain(rest);
}

/// A value as a reader wants it.
pub fn show(value: Option<&Value>, lang: Lang) -> String {
    match value {
        None => lang.pick("unbekannt", "unknown").to_owned(),
        Some(Value::Null) => lang.pick("nicht vorhanden", "none").to_owned(),
        Some(Value::Bool(true)) => lang.pick("ja", "yes").to_owned(),
        Some(Value::Bool(false)) => lang.pick("nein", "no").to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(items)) if items.is_empty() => lang.pick("keine", "none").to_owned(),
        Some(Value::Array(items)) => items.iter().map(|item| show(Some(item), lang)).collect::<Vec<_>>().join(", "),
        Some(Value::Number(number)) => {
            number.as_f64().filter(|n| n.fract() != 0.0).map_or_else(|| number.to_string(), |n| format!("{n:.1}"))
        }
        Some(object @ Value::Object(_)) => match crate::fact::Unknown::from_json(object) {
            Some(_) => lang.pick("unbekannt", "unknown").to_owned(),
            None => object.to_string(),
        },
    }
}
