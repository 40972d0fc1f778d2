//! Values that a sentence names: regions by code or city, versions of TLS, and quantities in a parameter's unit.
//!
//! In: a sentence, and how a parameter is read. Out: its value.

use super::quantity::{Bound, Quantity, Unit};
use super::words::{Word, plain};
use crate::rule::{Measure, Side};
use serde_json::Value;

/// Cities and countries of AWS's regions, as documents name them, umlauts written out.
const PLACES: &[(&str, &str)] = &[
    ("frankfurt", "eu-central-1"),
    ("zuerich", "eu-central-2"),
    ("zurich", "eu-central-2"),
    ("irland", "eu-west-1"),
    ("ireland", "eu-west-1"),
    ("dublin", "eu-west-1"),
    ("london", "eu-west-2"),
    ("paris", "eu-west-3"),
    ("stockholm", "eu-north-1"),
    ("mailand", "eu-south-1"),
    ("milan", "eu-south-1"),
    ("spanien", "eu-south-2"),
    ("spain", "eu-south-2"),
    ("virginia", "us-east-1"),
    ("ohio", "us-east-2"),
    ("oregon", "us-west-2"),
];

/// The regions that a sentence names, in its order, each once.
pub(super) fn regions(text: &str, words: &[Word]) -> Option<Value> {
    let mut found: Vec<(usize, &str)> = Vec::new();
    for word in words {
        found.extend(PLACES.iter().filter(|(place, _)| word.text == *place).map(|(_, code)| (word.at.start, *code)));
    }
    let lower = plain(text);
    found.extend(codes(&lower));
    found.sort_by_key(|(at, _)| *at);
    let mut regions: Vec<&str> = Vec::new();
    for (_, code) in found {
        if !regions.contains(&code) {
            regions.push(code);
        }
    }
    (!regions.is_empty()).then(|| Value::from(regions))
}

/// Whether a word names a region: a city, or a piece of a code.
pub(super) fn is_region(text: &str, word: &Word) -> bool {
    let is_place = PLACES.iter().any(|(place, _)| word.text == *place);
    let from = text.get(..word.at.start).map_or(0, |before| {
        before.rfind(|sign: char| !(sign.is_ascii_alphanumeric() || sign == '-')).map_or(0, |at| at + 1)
    });
    is_place || text.get(from..).is_some_and(|piece| codes(&piece.to_lowercase()).next().is_some_and(|(at, _)| at == 0))
}

/// Codes such as `eu-central-1`.
fn codes(lower: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_code = |piece: &&str| {
        let mut parts = piece.split('-');
        let (area, direction, number) = (parts.next(), parts.next(), parts.next());
        area.is_some_and(|area| area.len() == 2 && area.chars().all(|sign| sign.is_ascii_lowercase()))
            && direction.is_some_and(|direction| DIRECTIONS.contains(&direction))
            && number.is_some_and(|number| number.len() == 1 && number.chars().all(|sign| sign.is_ascii_digit()))
            && parts.next().is_none()
    };
    let pieces = lower.split(|sign: char| !(sign.is_ascii_alphanumeric() || sign == '-'));
    pieces.filter(is_code).map(move |piece| (piece.as_ptr() as usize - lower.as_ptr() as usize, piece))
}

const DIRECTIONS: &[&str] =
    &["central", "west", "east", "north", "south", "northeast", "southeast", "northwest", "southwest"];

/// The lowest version of TLS that a sentence promises: "TLS 1.2", "TLS1.3", "TLS 1.2+".
pub(super) fn tls(text: &str) -> Option<Value> {
    let lower = text.to_lowercase();
    let versions = lower.match_indices("tls").filter_map(|(at, _)| {
        let rest =
            lower.get(at + 3..)?.trim_start_matches(|sign: char| sign.is_whitespace() || "-:v.>=≥".contains(sign));
        // "ab Version 1.2", "mindestens in Version 1.3".
        let rest = ["mindestens", "ab", "in", "version"].iter().fold(rest, |rest, word| {
            rest.strip_prefix(word).filter(|rest| rest.starts_with(char::is_whitespace)).map_or(rest, str::trim_start)
        });
        ["1.2", "1.3"].into_iter().find(|version| rest.starts_with(version))
    });
    versions.min().map(Value::from)
}

/// A quantity in a parameter's unit, if it is one of it and has its direction.
pub(super) fn quantity(quantity: &Quantity, of: Measure, side: Option<Side>, is_interval: Option<bool>) -> Option<f64> {
    let (unit, factor) = match of {
        Measure::Days => (Unit::Hours, 24.0),
        Measure::Hours => (Unit::Hours, 1.0),
        Measure::Characters => (Unit::Characters, 1.0),
        Measure::Bits => (Unit::Bits, 1.0),
        Measure::Percent => (Unit::Percent, 1.0),
        Measure::Attempts => (Unit::Attempts, 1.0),
        Measure::People => (Unit::People, 1.0),
        Measure::Zones => (Unit::Zones, 1.0),
    };
    let fits = match side {
        None => true,
        Some(Side::Least) => quantity.bound != Bound::Most || quantity.is_interval,
        Some(Side::Most) => quantity.bound != Bound::Least,
        Some(Side::SaidLeast) => quantity.bound == Bound::Least,
        Some(Side::SaidMost) => quantity.bound == Bound::Most,
        Some(Side::Plain) => quantity.bound == Bound::Plain,
    };
    let is_meant = is_interval.is_none_or(|meant| meant == quantity.is_interval);
    let is_limit = quantity.is_interval || matches!(side, Some(Side::Most | Side::SaidMost)) || side.is_none();
    let value = if is_limit { quantity.longest() } else { quantity.value };
    (quantity.unit == unit && fits && is_meant).then_some(value / factor)
}

/// A number as the parameter's default has it: whole numbers stay whole.
pub(super) fn as_default(number: f64, default: &Value) -> Option<Value> {
    if default.is_i64() || default.is_u64() {
        // What was counted in hours may be a fraction of a day: a bound of half a day is no whole number of them.
        let whole = number.round();
        return ((number - whole).abs() < 0.01).then(|| serde_json::Number::from_f64(whole)).flatten().and_then(
            |number| number.as_f64().and_then(|number| format!("{number:.0}").parse::<i64>().ok()).map(Value::from),
        );
    }
    default.is_f64().then(|| Value::from(number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognise::words::words;
    use serde_json::json;

    #[test]
    fn regions_are_named_by_code_or_city() {
        let of = |text: &str| regions(text, &words(text));
        assert_eq!(of("Daten liegen nur in Frankfurt am Main"), Some(json!(["eu-central-1"])));
        assert_eq!(of("stored in eu-west-1 and eu-central-1"), Some(json!(["eu-west-1", "eu-central-1"])));
        assert_eq!(of("Frankfurt (eu-central-1)"), Some(json!(["eu-central-1"])));
        assert_eq!(of("in der EU"), None);
    }

    #[test]
    fn versions_of_tls() {
        for (text, version) in [
            ("TLS 1.2", "1.2"),
            ("TLS1.3", "1.3"),
            ("TLS 1.3 oder TLS 1.2", "1.2"),
            ("TLS ab Version 1.2", "1.2"),
            ("TLS ≥ 1.2", "1.2"),
        ] {
            assert_eq!(tls(text), Some(json!(version)), "{text}");
        }
        assert_eq!(tls("per TLS übertragen"), None);
    }

    #[test]
    fn numbers_have_the_type_of_the_default() {
        assert_eq!(as_default(30.0, &json!(7)), Some(json!(30)));
        assert_eq!(as_default(0.5, &json!(7)), None);
        assert_eq!(as_default(0.5, &json!(1.0)), Some(json!(0.5)));
    }
}
