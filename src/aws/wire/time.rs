//! Points in time, as the protocols write them.

use jiff::Timestamp;
use schemars::{JsonSchema, Schema};
use serde::de::{Error, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;

/// A point in time: seconds since 1970 in JSON, RFC 3339 in XML and where a model says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Time(pub Timestamp);

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TimeVisitor)
    }
}

impl JsonSchema for Time {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Time".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> Schema {
        schemars::json_schema!({ "type": "string", "format": "date-time" })
    }
}

#[derive(Clone, Copy)]
struct TimeVisitor;

impl<'de> Visitor<'de> for TimeVisitor {
    type Value = Time;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("seconds since 1970 or an RFC 3339 time")
    }

    fn visit_i64<E: Error>(self, seconds: i64) -> Result<Time, E> {
        Timestamp::from_second(seconds).map(Time).map_err(E::custom)
    }

    fn visit_u64<E: Error>(self, seconds: u64) -> Result<Time, E> {
        i64::try_from(seconds).map_err(E::custom).and_then(|seconds| self.visit_i64(seconds))
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "a cast from float saturates, and jiff refuses what is out of range"
    )]
    fn visit_f64<E: Error>(self, seconds: f64) -> Result<Time, E> {
        self.visit_i64(seconds.floor() as i64)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Time, E> {
        match text.parse::<f64>() {
            Ok(seconds) => self.visit_f64(seconds),
            Err(_) => text.parse().map(Time).map_err(E::custom),
        }
    }

    /// XML: the reader hands an element over as a map in which `$text` is its text.
    fn visit_map<A: MapAccess<'de>>(self, mut element: A) -> Result<Time, A::Error> {
        let mut time = None;
        while let Some(name) = element.next_key::<String>()? {
            if name == "$text" {
                time = Some(self.visit_str(&element.next_value::<String>()?)?);
            } else {
                element.next_value::<IgnoredAny>()?;
            }
        }
        time.ok_or_else(|| A::Error::missing_field("$text"))
    }
}

#[cfg(all(test, feature = "aws"))]
mod tests {
    use super::Time;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    struct Made {
        time: Option<Time>,
    }

    #[test]
    fn a_time_is_read_from_json_and_from_xml() {
        let seconds = |made: Option<Made>| made.and_then(|made| made.time).map(|time| time.0.as_second());
        let json = |text: &str| seconds(serde_json::from_str(text).ok());
        assert_eq!(json(r#"{ "time": 1767225600.5 }"#), Some(1_767_225_600));
        assert_eq!(json(r#"{ "time": "2026-01-01T00:00:00.000Z" }"#), Some(1_767_225_600));
        assert_eq!(json(r#"{ "time": null }"#), None);
        let xml = |text: &str| seconds(quick_xml::de::from_str(text).ok());
        assert_eq!(xml("<m><time>2026-01-01T00:00:00.000Z</time></m>"), Some(1_767_225_600));
        assert_eq!(xml("<m><time>yesterday</time></m>"), None);
        assert_eq!(xml("<m></m>"), None);
        assert!(quick_xml::de::from_str::<Made>("<m></m>").is_ok());
    }
}
