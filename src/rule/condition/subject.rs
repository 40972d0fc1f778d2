//! A resource as conditions see it.
//!
//! In: a resource and parameters as JSON. Out: CEL values, in which an attribute that was not seen is left out.

use super::Params;
use super::functions::environment;
use crate::fact::{Resource, Unknown};
use cel::objects::{Key, Map};
use cel::{Context, Env, Program};
use serde_json::Value;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

/// Operators and functions of CEL, shared by all evaluations: building them costs more than evaluating.
static STANDARD: LazyLock<Arc<Env>> = LazyLock::new(|| Arc::new(environment()));

/// A resource, made ready once for all conditions.
pub struct Subject<'r> {
    resource: &'r Resource,
    /// Knows the name `resource`.
    context: Context<'static, 'static>,
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
        context.add_variable_from_value("resource", seen_of(resource));
        Self { resource, context }
    }

    /// The resource.
    pub fn resource(&self) -> &'r Resource {
        self.resource
    }

    /// What is known at a path: the value, `null`, or the mark of the unseen; `None` where nothing was collected.
    pub fn at(&self, path: &str) -> Option<Value> {
        let identity = match path {
            "account" => Some(&self.resource.account),
            "region" => Some(&self.resource.region),
            "name" => Some(&self.resource.name),
            "arn" => Some(&self.resource.arn),
            _ => None,
        };
        if let Some(text) = identity {
            return Some(Value::from(text.as_str()));
        }
        let mut names = path.split('.');
        let mut value = self.resource.facts.get(names.next()?)?;
        for name in names {
            if Unknown::from_json(value).is_some() || value.is_null() {
                return Some(value.clone());
            }
            value = value.get(name)?;
        }
        Some(value.clone())
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
        let mut context = self.context.new_inner_scope();
        let mut keys = keys.peekable();
        if keys.peek().is_some() {
            let value = keys.fold(seen_of(self.resource), |value, (path, key)| with_key(&value, path, &key));
            context.add_variable_from_value("resource", value);
        }
        if !params.is_empty() {
            let known = params.iter().filter_map(|(name, value)| Some((name.as_str().into(), seen(value)?)));
            context.add_variable_from_value("params", map(known.collect()));
        }
        match program.execute(&context) {
            Ok(cel::Value::Bool(truth)) => Some(truth),
            _ => None,
        }
    }
}

/// Everything that was seen of a resource.
fn seen_of(resource: &Resource) -> cel::Value {
    let identity = [
        ("account", &resource.account),
        ("region", &resource.region),
        ("name", &resource.name),
        ("arn", &resource.arn),
    ];
    let identity = identity.into_iter().map(|(key, text)| (key.into(), text.as_str().into()));
    let facts = resource.facts.iter().filter_map(|(key, value)| Some((key.as_str().into(), seen(value)?)));
    map(identity.chain(facts).collect())
}

fn map(fields: HashMap<Key, cel::Value>) -> cel::Value {
    cel::Value::Map(Map { map: Arc::new(fields) })
}

/// A fact as a CEL value; `None` for one that was not seen. Whole numbers are CEL `int`, never `uint`, so that they
/// compare with literals.
fn seen(value: &Value) -> Option<cel::Value> {
    if Unknown::from_json(value).is_some() {
        return None;
    }
    Some(match value {
        Value::Null => cel::Value::Null,
        Value::Bool(truth) => cel::Value::Bool(*truth),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => cel::Value::Int(whole),
            None => cel::Value::Float(number.as_f64()?),
        },
        Value::String(text) => text.as_str().into(),
        Value::Array(items) => cel::Value::List(Arc::new(items.iter().map(seen).collect::<Option<Vec<_>>>()?)),
        Value::Object(fields) => {
            map(fields.iter().filter_map(|(key, value)| Some((key.as_str().into(), seen(value)?))).collect())
        }
    })
}

/// `value` with `null` at `path[key]`, where the path leads to a map without that key.
fn with_key(value: &cel::Value, path: &str, key: &str) -> cel::Value {
    let cel::Value::Map(fields) = value else { return value.clone() };
    let (name, rest) = path.split_once('.').unwrap_or((path, ""));
    let mut changed: HashMap<Key, cel::Value> = (*fields.map).clone();
    if name.is_empty() {
        changed.entry(key.into()).or_insert(cel::Value::Null);
    } else if let Some(inner) = changed.get(&Key::from(name)) {
        let inner = with_key(inner, rest, key);
        changed.insert(name.into(), inner);
    }
    map(changed)
}
