//! What is read of an answer against the shape that AWS publishes: names, types, and whether a missing member would pass for
//! an answer.
//!
//! In: the JSON Schema of a reply type, the JSON Schema of a shape as `models.py` prints it. Out: every difference, as
//! `Path.member: …`.

use serde_json::{Map, Value};

/// What differs between what is read and what is answered.
pub(super) fn differences(ours: &Value, model: &Value) -> Vec<String> {
    let mut comparer = Comparer { definitions: &ours["$defs"], under_way: Vec::new(), found: Vec::new() };
    comparer.compare("", ours, model, &mut Vec::new());
    comparer.found
}

struct Comparer<'a> {
    definitions: &'a Value,
    /// Types of ours that are being compared, with the shapes beside them: types may hold themselves.
    under_way: Vec<(&'a str, &'a str)>,
    found: Vec<String>,
}

impl<'a> Comparer<'a> {
    fn compare(&mut self, path: &str, ours: &'a Value, model: &'a Value, above: &mut Vec<&'a Value>) {
        let model = of_name_above(model, above);
        let shape = model["x-shape"].as_str().unwrap_or_default();
        let ours = without_null(ours);
        let Some(reference) = ours["$ref"].as_str() else { return self.compare_type(path, ours, model, above) };
        if self.under_way.contains(&(reference, shape)) {
            return;
        }
        self.under_way.push((reference, shape));
        let named = reference.rsplit('/').next().unwrap_or_default();
        self.compare(path, &self.definitions[named], model, above);
        self.under_way.pop();
    }

    fn compare_type(&mut self, path: &str, ours: &'a Value, model: &'a Value, above: &mut Vec<&'a Value>) {
        let (read, sent) = (kind(ours), kind(model));
        if read != sent && (read, sent) != ("number", "integer") {
            return self.differ(path, &format!("read as {read}, but AWS sends {sent}"));
        }
        match read {
            "object" => {
                above.push(model);
                self.compare_object(path, ours, model, above);
                above.pop();
            }
            "map" => {
                self.compare(
                    &format!("{path}{{}}"),
                    &ours["additionalProperties"],
                    &model["additionalProperties"],
                    above,
                );
            }
            "array" => self.compare(&format!("{path}[]"), &ours["items"], &model["items"], above),
            "integer" if ours["minimum"] == 0 && model["minimum"].as_i64().is_some_and(|least| least < 0) => {
                self.differ(path, "read as a number that cannot be negative, but AWS's may be");
            }
            _ => {}
        }
    }

    fn compare_object(&mut self, path: &str, ours: &'a Value, model: &'a Value, above: &mut Vec<&'a Value>) {
        let names = || model["properties"].as_object().into_iter().flat_map(Map::keys);
        let read = ours["properties"].as_object();
        for (name, member) in read.into_iter().flatten() {
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            let Some(shape) = model["properties"].get(name) else {
                let nearest = nearest(name, names()).map_or(String::new(), |near| format!("; nearest is `{near}`"));
                self.differ(&path, &format!("botocore has no such member{nearest}"));
                continue;
            };
            if has(&model["required"], name) && !has(&ours["required"], name) && !is_optional(member) {
                self.differ(&path, "AWS always sends it, but its absence would be read as a value");
            }
            self.compare(&path, member, shape, above);
        }
        if ours["additionalProperties"] == false {
            for name in names().filter(|name| read.is_none_or(|read| !read.contains_key(*name))) {
                self.differ(path, &format!("an answer with `{name}` would be refused"));
            }
        }
    }

    fn differ(&mut self, path: &str, what: &str) {
        self.found.push(format!("{path}: {what}"));
    }
}

/// A shape that holds itself is only named within itself.
fn of_name_above<'a>(model: &'a Value, above: &[&'a Value]) -> &'a Value {
    let named = |name: &str| above.iter().rev().find(|shape| shape["x-shape"] == name).copied();
    model["x-recursive"].as_str().and_then(named).unwrap_or(model)
}

/// What an `Option` is of.
fn without_null(schema: &Value) -> &Value {
    let choices = schema["anyOf"].as_array().map(Vec::as_slice).unwrap_or_default();
    match choices {
        [one, null] if null["type"] == "null" => one,
        _ => schema,
    }
}

fn is_optional(schema: &Value) -> bool {
    !std::ptr::eq(without_null(schema), schema) || has(&schema["type"], "null")
}

/// The type of what a schema describes; objects without named members are maps.
fn kind(schema: &Value) -> &str {
    let named = match &schema["type"] {
        Value::Array(types) => types.iter().find(|one| *one != "null").and_then(Value::as_str),
        one => one.as_str(),
    };
    match (named, schema["format"].as_str()) {
        (Some("string"), Some("date-time")) if schema["x-time"] == "rfc822" => "a time as RFC 822",
        (Some("string"), Some("date-time")) => "time",
        (Some("string"), Some("byte")) => "blob",
        (Some("object"), _) if schema["additionalProperties"].is_object() => "map",
        (Some(named), _) => named,
        (None, _) if schema["x-document"] == true => "document",
        (None, _) => "anything",
    }
}

fn has(list: &Value, name: &str) -> bool {
    list.as_array().is_some_and(|names| names.iter().any(|one| one == name))
}

fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n String>) -> Option<&'n String> {
    names.max_by(|one, other| {
        let like = |other: &str| strsim::jaro_winkler(&name.to_lowercase(), &other.to_lowercase());
        like(one).total_cmp(&like(other))
    })
}

/// The comparer sees what it is there for.
mod sees {
    use super::differences;
    use schemars::{JsonSchema, schema_for};
    use serde_json::{Value, json};

    fn shape() -> Value {
        let inner = json!({ "type": "object", "x-shape": "Key", "required": ["Arn"], "properties": {
            "Arn": { "type": "string" }, "Bits": { "type": "integer", "minimum": -1 }, "Parent": { "x-recursive": "Key" },
        } });
        json!({ "type": "object", "x-shape": "Keys", "required": ["Keys"], "properties": {
            "Keys": { "type": "array", "items": inner },
            "Made": { "type": "string", "format": "date-time" },
            "Seed": { "type": "string", "format": "byte" },
            "Tags": { "type": "object", "additionalProperties": { "type": "string" } },
            "Wrapped": { "type": "object", "properties": { "item": { "type": "array", "items": { "type": "boolean" } } } },
        } })
    }

    fn of<T: JsonSchema>() -> Vec<String> {
        differences(&schema_for!(T).to_value(), &shape())
    }

    macro_rules! reply {
        ($name:ident { $($(#[$meta:meta])* $member:ident : $type:ty),* }) => {
            #[derive(JsonSchema)]
            #[schemars(rename_all = "PascalCase")]
            #[allow(dead_code, reason = "only its schema is looked at")]
            struct $name { $($(#[$meta])* $member: $type),* }
        };
    }

    #[test]
    fn what_fits() {
        reply!(Key { arn: String, bits: Option<i64>, parent: Option<Box<Key>> });
        reply!(Keys { keys: Vec<Key>, #[schemars(default)] tags: std::collections::BTreeMap<String, String> });
        assert_eq!(of::<Keys>(), Vec::<String>::new());
    }

    #[test]
    fn a_member_that_is_not_there() {
        reply!(Key { aarn: Option<String>, parent: Option<Parent> });
        reply!(Parent { bit: Option<i64> });
        reply!(Keys { keys: Vec<Key> });
        let nearest = "botocore has no such member; nearest is";
        assert_eq!(
            of::<Keys>(),
            [format!("Keys[].Aarn: {nearest} `Arn`"), format!("Keys[].Parent.Bit: {nearest} `Bits`"),]
        );
    }

    #[test]
    fn a_wrong_type() {
        reply!(Key { arn: Vec<String>, bits: u32 });
        reply!(Keys { keys: Vec<Key>, made: Option<String>, seed: String, tags: Vec<String>, wrapped: Vec<bool> });
        assert_eq!(
            of::<Keys>(),
            [
                "Keys[].Arn: read as array, but AWS sends string",
                "Keys[].Bits: read as a number that cannot be negative, but AWS's may be",
                "Made: read as string, but AWS sends time",
                "Seed: read as string, but AWS sends blob",
                "Tags: read as array, but AWS sends map",
                "Wrapped: read as array, but AWS sends object",
            ]
        );
    }

    #[test]
    fn an_absence_that_would_pass_for_a_value() {
        reply!(Key {
            #[schemars(default)]
            arn: String
        });
        reply!(Keys { #[schemars(default)] keys: Vec<Key> });
        let value = "AWS always sends it, but its absence would be read as a value";
        assert_eq!(of::<Keys>(), [format!("Keys: {value}"), format!("Keys[].Arn: {value}")]);
    }

    #[test]
    fn a_list_whose_entries_have_another_name() {
        #[derive(JsonSchema)]
        #[schemars(deny_unknown_fields)]
        #[allow(dead_code, reason = "only its schema is looked at")]
        struct Members {
            member: Vec<bool>,
        }
        reply!(Keys { wrapped: Members });
        let found = of::<Keys>();
        assert!(found.contains(&"Wrapped: an answer with `item` would be refused".to_owned()), "{found:?}");
        assert!(found.iter().any(|one| one.starts_with("Wrapped.member: botocore has no such member")), "{found:?}");
    }
}
