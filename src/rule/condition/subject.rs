//! A resource as conditions see it.
//!
//! In: a resource and parameters as JSON. Out: CEL values, in which an attribute that was not seen is left out.

use super::Params;
use super::functions::environment;
use crate::fact::{Resource, Unknown};
use cel::common::types::{CelBool, CelDouble, CelInt, CelList, CelMap, CelMapKey, CelNull, CelString};
use cel::common::value::Val;
use cel::{Context, Env, Program};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

/// Operators and functions of CEL, shared by all evaluations: building them costs more than evaluating.
static STANDARD: LazyLock<Arc<Env>> = LazyLock::new(|| Arc::new(environment()));

/// A resource, made ready once for all conditions.
pub struct Subject<'r> {
    resource: &'r Resource,
    /// Knows the name `resource`.
    context: Context<'r, 'r>,
}

impl std::fmt::Debug for Subject<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Subject").field(&self.resource.arn).finish()
    }
}

impl<'r> Subject<'r> {
    /// Makes a resource ready.
    pub fn new(resource: &'r Resource) -> Self {
        let mut context = Context::with_env(Arc::clone(&STANDARD));
        context.add_variable_as_val("resource", seen_of(resource, fields(&resource.facts)));
        Self { resource, context }
    }

    /// The resource.
    pub fn resource(&self) -> &'r Resource {
        self.resource
    }

    /// What is known at a path: the value, `null`, or the mark of the unseen; `None` where nothing was collected.
    pub fn at(&self, path: &str) -> Option<Cow<'r, Value>> {
        let identity = match path {
            "account" => Some(&self.resource.account),
            "region" => Some(&self.resource.region),
            "name" => Some(&self.resource.name),
            "arn" => Some(&self.resource.arn),
            _ => None,
        };
        if let Some(text) = identity {
            return Some(Cow::Owned(Value::from(text.as_str())));
        }
        let mut names = path.split('.');
        let mut value = self.resource.facts.get(names.next()?)?;
        for name in names {
            if Unknown::is_mark(value) || value.is_null() {
                break;
            }
            value = value.get(name)?;
        }
        Some(Cow::Borrowed(value))
    }

    /// Why the fact at a path is not known, if it is not.
    pub fn unseen(&self, path: &str) -> Option<Unknown> {
        match self.at(path) {
            None => Some(Unknown::undecidable("not-collected")),
            Some(value) => Unknown::from_json(&value),
        }
    }

    /// The result of a program; `None` when it cannot be said. In each of `keys` (a map's path and a key of it) a known
    /// map that has no such key answers `null`.
    pub(super) fn execute<'k>(
        &self,
        program: &Program,
        params: &Params,
        keys: impl Iterator<Item = (&'k str, String)>,
    ) -> Option<bool> {
        let mut keys = keys.peekable();
        let with_keys = keys.peek().is_some().then(|| {
            keys.fold(self.resource.facts.clone(), |mut facts, (path, key)| {
                add_key(&mut facts, path, key);
                facts
            })
        });
        let mut context = self.context.new_inner_scope();
        if let Some(facts) = &with_keys {
            context.add_variable_as_val("resource", seen_of(self.resource, fields(facts)));
        }
        if !params.is_empty() {
            let known = params.iter().filter_map(|(name, value)| Some((name.as_str().into(), seen(value)?)));
            context.add_variable_as_val("params", map(known.collect()));
        }
        match program.execute(&context) {
            Ok(cel::Value::Bool(truth)) => Some(truth),
            _ => None,
        }
    }
}

/// The fields of a CEL map. They borrow from the JSON that they were made of.
type Fields<'v> = HashMap<CelMapKey<'v>, Box<dyn Val + 'v>>;

/// Everything that was seen of a resource, its facts among it.
fn seen_of<'v>(resource: &'v Resource, mut facts: Fields<'v>) -> Box<dyn Val + 'v> {
    let identity = [
        ("account", &resource.account),
        ("region", &resource.region),
        ("name", &resource.name),
        ("arn", &resource.arn),
    ];
    for (key, text) in identity {
        // A fact of the same name is more than what identifies the resource.
        facts.entry(key.into()).or_insert_with(|| Box::new(CelString::from(text.as_str())));
    }
    map(facts)
}

fn map<'v>(fields: Fields<'v>) -> Box<dyn Val + 'v> {
    Box::new(CelMap::from(fields))
}

/// What was seen of a group of facts.
fn fields(facts: &serde_json::Map<String, Value>) -> Fields<'_> {
    facts.iter().filter_map(|(key, value)| Some((key.as_str().into(), seen(value)?))).collect()
}

/// A fact as a CEL value; `None` for one that was not seen. Whole numbers are CEL `int`, never `uint`, so that they
/// compare with literals.
fn seen(value: &Value) -> Option<Box<dyn Val + '_>> {
    if Unknown::is_mark(value) {
        return None;
    }
    Some(match value {
        Value::Null => Box::new(CelNull),
        Value::Bool(truth) => Box::new(CelBool::from(*truth)),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => Box::new(CelInt::from(whole)),
            None => Box::new(CelDouble::from(number.as_f64()?)),
        },
        Value::String(text) => Box::new(CelString::from(text.as_str())),
        Value::Array(items) => Box::new(CelList::from(items.iter().map(seen).collect::<Option<Vec<_>>>()?)),
        Value::Object(group) => map(fields(group)),
    })
}

/// Adds `null` at `path[key]`, where the path leads to a map that was seen and has no such key.
fn add_key(facts: &mut serde_json::Map<String, Value>, path: &str, key: String) {
    let (name, rest) = path.split_once('.').unwrap_or((path, ""));
    if name.is_empty() {
        facts.entry(key).or_insert(Value::Null);
        return;
    }
    match facts.get_mut(name) {
        Some(value) if Unknown::is_mark(value) => {}
        Some(Value::Object(group)) => add_key(group, rest, key),
        _ => {}
    }
}
