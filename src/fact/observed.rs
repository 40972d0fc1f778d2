//! What was seen of one attribute: a value, its certain absence, or that it could not be seen, and why.
//!
//! In: what a collector learnt. Out: JSON in which an unseen attribute stays marked as unseen ([`UNKNOWN`]), so that no
//! later stage can mistake it for a value.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize, Serializer, ser::SerializeMap};
use serde_json::Value;
use std::borrow::Cow;

/// The key that marks an unseen attribute in JSON. AWS has no attribute of this name, and a tag of this name has a text
/// as its value, never an object.
pub const UNKNOWN: &str = "$unknown";

/// One attribute of one AWS resource.
#[derive(Clone, Debug, PartialEq)]
pub enum Observed<T> {
    /// AWS answered with this value.
    Value(T),
    /// AWS answered that there is none.
    Absent,
    /// It could not be seen.
    Unknown(Unknown),
}

/// Why something could not be seen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "why", rename_all = "kebab-case")]
pub enum Unknown {
    /// The identity may not make the call.
    AccessDenied {
        /// The missing IAM action, such as `s3:GetBucketPolicy`.
        action: String,
    },
    /// The call was still throttled after all retries.
    Throttled {
        /// The IAM action of the call.
        action: String,
    },
    /// The region is not enabled for the account or refuses its credentials.
    RegionDisabled {
        /// Region code, such as `eu-west-1`.
        region: String,
    },
    /// The region was left out by `--region`.
    NotAsked {
        /// Region code.
        region: String,
    },
    /// The call failed in another way, or its answer could not be read.
    Failed {
        /// The IAM action of the call.
        action: String,
        /// AWS's error code, or one of ours: `timeout`, `unreachable`, `unreadable-answer`, `incomplete-answer`, …
        code: String,
    },
    /// AWS answered, but the answer does not tell.
    Undecidable {
        /// A code in kebab case, such as `engine-without-tls-parameter`.
        reason: String,
    },
}

impl Unknown {
    /// The IAM action that is missing, if that is the reason.
    pub fn missing_action(&self) -> Option<&str> {
        match self {
            Self::AccessDenied { action } => Some(action),
            _ => None,
        }
    }

    /// Shorthand for [`Unknown::Undecidable`].
    pub fn undecidable(reason: &str) -> Self {
        Self::Undecidable { reason: reason.to_owned() }
    }

    /// Reads the mark back from JSON; `None` when `value` is an ordinary value.
    pub fn from_json(value: &Value) -> Option<Self> {
        let mark = mark(value)?;
        Some(Self::deserialize(mark).unwrap_or_else(|_| Self::undecidable("unreadable-mark")))
    }

    /// Whether a value in JSON is the mark of the unseen, whatever the reason.
    pub fn is_mark(value: &Value) -> bool {
        mark(value).is_some()
    }

    /// The mark as JSON.
    pub fn to_json(&self) -> Value {
        let mut object = serde_json::Map::new();
        object.insert(UNKNOWN.to_owned(), serde_json::to_value(self).unwrap_or(Value::Null));
        Value::Object(object)
    }
}

/// What the mark of the unseen says, if a value is one.
fn mark(value: &Value) -> Option<&Value> {
    let object = value.as_object().filter(|object| object.len() == 1)?;
    object.get(UNKNOWN).filter(|mark| mark.is_object())
}

impl<T> Observed<T> {
    /// Turns the value into another; absence and unknown stay.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Observed<U> {
        match self {
            Self::Value(value) => Observed::Value(change(value)),
            Self::Absent => Observed::Absent,
            Self::Unknown(why) => Observed::Unknown(why),
        }
    }

    /// Turns the value into something that may itself be absent or unknown.
    pub fn and_then<U>(self, next: impl FnOnce(T) -> Observed<U>) -> Observed<U> {
        match self {
            Self::Value(value) => next(value),
            Self::Absent => Observed::Absent,
            Self::Unknown(why) => Observed::Unknown(why),
        }
    }

    /// The same of a reference, so that a value need not be copied to be looked at.
    pub fn as_ref(&self) -> Observed<&T> {
        match self {
            Self::Value(value) => Observed::Value(value),
            Self::Absent => Observed::Absent,
            Self::Unknown(why) => Observed::Unknown(why.clone()),
        }
    }

    /// The value, if there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            _ => None,
        }
    }

    /// What AWS means by "there is none", such as a default.
    #[must_use]
    pub fn or_absent(self, default: impl FnOnce() -> T) -> Self {
        match self {
            Self::Absent => Self::Value(default()),
            seen => seen,
        }
    }

    /// A value that AWS leaves out where there is none.
    pub fn of(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Self::Value)
    }

    /// A value that AWS always sends: if it is missing, the answer is not to be trusted.
    pub fn required(value: Option<T>, action: &str) -> Self {
        value.map_or_else(
            || Self::Unknown(Unknown::Failed { action: action.to_owned(), code: "incomplete-answer".to_owned() }),
            Self::Value,
        )
    }
}

impl<T> From<Result<T, Unknown>> for Observed<T> {
    fn from(result: Result<T, Unknown>) -> Self {
        match result {
            Ok(value) => Self::Value(value),
            Err(why) => Self::Unknown(why),
        }
    }
}

impl<T: Serialize> Serialize for Observed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Value(value) => value.serialize(serializer),
            Self::Absent => serializer.serialize_none(),
            Self::Unknown(why) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry(UNKNOWN, why)?;
                map.end()
            }
        }
    }
}

/// In the schema an attribute is its value, `null`, or the mark of the unseen.
impl<T: JsonSchema> JsonSchema for Observed<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("Observed_{}", T::schema_name()).into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let value = generator.subschema_for::<T>();
        let why = generator.subschema_for::<Unknown>();
        schemars::json_schema!({
            "anyOf": [
                value,
                { "type": "null" },
                { "type": "object", "required": [UNKNOWN], "additionalProperties": false, "properties": { (UNKNOWN): why } },
            ]
        })
    }
}
