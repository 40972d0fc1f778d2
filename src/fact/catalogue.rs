//! The catalogue of facts: every path that a condition may read, its type, and the API operations that yield it.
//!
//! In: the JSON Schemas of the structs in this folder. Out: [`catalogue`], which lints, plan and documentation share.

use super::{ResourceKind, UNKNOWN};
use schemars::Schema;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::LazyLock;

/// The type of a fact, as far as a condition needs to know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactType {
    /// True or false.
    Bool,
    /// A whole number.
    Int,
    /// A number.
    Float,
    /// A text.
    Text,
    /// A list of one type.
    List(Box<FactType>),
    /// Texts to one type, with keys that the account chooses (tags).
    Map(Box<FactType>),
    /// A group of facts.
    Object,
}

impl fmt::Display for FactType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool => f.write_str("bool"),
            Self::Int => f.write_str("int"),
            Self::Float => f.write_str("double"),
            Self::Text => f.write_str("string"),
            Self::List(item) => write!(f, "list({item})"),
            Self::Map(item) => write!(f, "map(string, {item})"),
            Self::Object => f.write_str("group"),
        }
    }
}

/// One fact of one kind of resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactSpec {
    /// Path below `resource`, such as `policy.refuses_plaintext`.
    pub path: String,
    /// Its type.
    pub ty: FactType,
    /// Operations without which it cannot be known, such as `s3:GetBucketPolicy`; those of the groups above included.
    pub operations: BTreeSet<String>,
    /// What it is, from the struct's documentation.
    pub about: String,
}

/// All facts of one kind.
#[derive(Clone, Debug, Default)]
pub struct KindSpec {
    /// Operations that list the kind; empty where there is exactly one (the account) or where facts bring the list along.
    pub listed_by: BTreeSet<String>,
    /// Facts by path.
    pub facts: BTreeMap<String, FactSpec>,
    /// The JSON Schema of the kind's facts.
    pub schema: Value,
}

impl KindSpec {
    /// The fact of this path.
    pub fn fact(&self, path: &str) -> Option<&FactSpec> {
        self.facts.get(path)
    }
}

/// The facts that every resource has, known from the listing itself.
pub const IDENTITY: &[&str] = &["account", "region", "name", "arn"];

static CATALOGUE: LazyLock<BTreeMap<ResourceKind, KindSpec>> =
    LazyLock::new(|| ResourceKind::ALL.iter().map(|kind| (*kind, kind_spec(kind.schema()))).collect());

static NOTHING: LazyLock<KindSpec> = LazyLock::new(KindSpec::default);

/// The facts of one kind.
pub fn catalogue(kind: ResourceKind) -> &'static KindSpec {
    CATALOGUE.get(&kind).unwrap_or(&NOTHING)
}

fn kind_spec(schema: Schema) -> KindSpec {
    let root = schema.to_value();
    let mut facts = BTreeMap::new();
    for name in IDENTITY {
        let fact = FactSpec {
            path: (*name).to_owned(),
            ty: FactType::Text,
            operations: BTreeSet::new(),
            about: String::new(),
        };
        facts.insert(fact.path.clone(), fact);
    }
    let listed_by = operations(&root);
    Walk { root: &root, facts: &mut facts }.object(&root, "", &BTreeSet::new());
    KindSpec { listed_by, facts, schema: root }
}

/// A walk over one schema that notes every property.
struct Walk<'s, 'f> {
    root: &'s Value,
    facts: &'f mut BTreeMap<String, FactSpec>,
}

impl<'s> Walk<'s, '_> {
    fn object(&mut self, schema: &'s Value, prefix: &str, above: &BTreeSet<String>) {
        let Some(properties) = schema.get("properties").and_then(Value::as_object) else { return };
        for (name, property) in properties {
            let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
            let operations: BTreeSet<String> = above.union(&operations(property)).cloned().collect();
            let value = self.value_schema(property);
            let ty = self.fact_type(value);
            let about = property.get("description").and_then(Value::as_str).unwrap_or_default().to_owned();
            if ty == FactType::Object {
                self.object(value, &path, &operations);
            }
            self.facts.insert(path.clone(), FactSpec { path, ty, operations, about });
        }
    }

    /// Looks through `$ref` and through the alternatives "null" and "unseen" to the schema of the value itself.
    fn value_schema(&self, schema: &'s Value) -> &'s Value {
        let mut schema = schema;
        loop {
            let target = schema.get("$ref").and_then(Value::as_str).and_then(|target| target.strip_prefix('#'));
            let choices = schema.get("anyOf").and_then(Value::as_array);
            let inner = match (target, choices) {
                (Some(pointer), _) => self.root.pointer(pointer),
                (None, Some(choices)) => choices.iter().find(|choice| !is_null_or_mark(choice)),
                (None, None) => None,
            };
            let Some(inner) = inner else { return schema };
            schema = inner;
        }
    }

    fn fact_type(&self, schema: &'s Value) -> FactType {
        let item = |key: &str| schema.get(key).map_or(FactType::Text, |item| self.fact_type(self.value_schema(item)));
        match type_name(schema) {
            "boolean" => FactType::Bool,
            "integer" => FactType::Int,
            "number" => FactType::Float,
            "array" => FactType::List(Box::new(item("items"))),
            "object" if schema.get("additionalProperties").is_some_and(Value::is_object) => {
                FactType::Map(Box::new(item("additionalProperties")))
            }
            "object" => FactType::Object,
            _ => FactType::Text,
        }
    }
}

/// The `type` of a schema, `null` aside.
fn type_name(schema: &Value) -> &str {
    match schema.get("type") {
        Some(Value::String(name)) => name,
        Some(Value::Array(names)) => {
            names.iter().filter_map(Value::as_str).find(|name| *name != "null").unwrap_or("string")
        }
        _ => "string",
    }
}

fn is_null_or_mark(schema: &Value) -> bool {
    schema.get("type").and_then(Value::as_str) == Some("null")
        || schema.pointer(&format!("/properties/{UNKNOWN}")).is_some()
}

/// The operations that a schema node names.
fn operations(schema: &Value) -> BTreeSet<String> {
    let names = schema.get("x-operation").and_then(Value::as_str).unwrap_or_default();
    names.split_whitespace().map(str::to_owned).collect()
}
