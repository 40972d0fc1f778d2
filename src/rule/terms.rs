//! What a rule's file says of how it is recognised: its `[recognise]`.
//!
//! In: the table. Out: [`Terms`], as written; [`crate::recognise::Recogniser`] reads the wordings.

use crate::both;
use crate::source::{Fields, plain_json};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// Who, or what, a measure is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Who {
    /// The company's own systems: what an account can show.
    Ourselves,
    /// Whoever runs the data centre.
    Hoster,
    /// The customer or the controller, who has a duty or a choice.
    Customer,
    /// The application and its users, inside of which nobody looks here.
    Application,
    /// People, their devices, offices and papers.
    Staff,
}

/// By which words a rule is recognised, and which of them are its parameters.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Terms {
    /// Wordings that speak for it, in either language.
    pub wordings: Vec<String>,
    /// Wordings that speak against it.
    pub against: Vec<String>,
    /// Of whom the sentence may speak; empty: of ourselves.
    pub who: Vec<Who>,
    /// How its parameters are read.
    pub params: BTreeMap<String, Vec<Reading>>,
}

/// How a parameter is read from a sentence.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// A quantity.
    Quantity {
        /// What is counted: `days`, `hours`, `characters`, …
        of: Measure,
        /// Which direction it may have; `None`: any.
        bound: Option<Side>,
        /// Whether it must be said how often (`Some(true)`) or for how long.
        is_interval: Option<bool>,
        /// A wording that must stand in the sentence.
        near: Option<String>,
    },
    /// The AWS regions that it names, by code or city.
    Regions,
    /// The TLS version that it names.
    Tls,
    /// A fixed value, if a wording occurs.
    Said {
        /// The wording.
        wording: String,
        /// The value.
        value: Value,
    },
}

/// In which unit a parameter counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Days.
    Days,
    /// Hours.
    Hours,
    /// Characters.
    Characters,
    /// Bits.
    Bits,
    /// Hundredths.
    Percent,
    /// Attempts.
    Attempts,
    /// People.
    People,
    /// Availability zones.
    Zones,
}

/// A direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// At least; what has no direction counts too.
    Least,
    /// At most; what has no direction counts too.
    Most,
    /// At least, and said so.
    SaidLeast,
    /// At most, and said so.
    SaidMost,
    /// Neither.
    Plain,
}

impl Terms {
    /// Reads the table.
    pub(crate) fn read(fields: &Fields<'_, '_>) -> Self {
        let texts = |key| fields.texts(key).unwrap_or_default().into_iter().map(toml::Spanned::into_inner);
        let who = fields.texts("who").unwrap_or_default().into_iter().filter_map(|name| {
            let who = serde_json::from_value(Value::from(name.get_ref().as_str())).ok();
            if who.is_none() {
                fields.note(
                    name.span(),
                    both!(
                        "„who“ muss ourselves, hoster, customer, application oder staff sein",
                        "\"who\" must be ourselves, hoster, customer, application or staff"
                    ),
                );
            }
            who
        });
        Self {
            who: who.collect(),
            wordings: texts("de").chain(texts("en")).collect(),
            against: texts("against").collect(),
            params: fields.table("params").as_ref().map(params).unwrap_or_default(),
        }
    }
}

fn params(table: &Fields<'_, '_>) -> BTreeMap<String, Vec<Reading>> {
    let mut all: BTreeMap<String, Vec<Reading>> = BTreeMap::new();
    for (name, _, value) in table.entries() {
        let Some(own) = table.as_table(name, value) else { continue };
        all.insert(name.to_owned(), readings(&own));
        own.finish();
    }
    all
}

fn readings(fields: &Fields<'_, '_>) -> Vec<Reading> {
    let near = fields.text("near").map(toml::Spanned::into_inner);
    let mut all = Vec::new();
    if let Some(wording) = fields.text("said") {
        let value = fields.value("value").and_then(|value| plain_json(value.get_ref())).unwrap_or(Value::Bool(true));
        all.push(Reading::Said { wording: wording.into_inner(), value });
    }
    for choice in fields.tables("choose") {
        let wording = choice.required("said").into_inner();
        let value = choice.value("value").and_then(|value| plain_json(value.get_ref())).unwrap_or(Value::Null);
        all.push(Reading::Said { wording, value });
        choice.finish();
    }
    let side = fields.text("bound").and_then(|name| one_of(fields, &name, SIDES));
    let is_interval = fields.text("how").and_then(|name| one_of(fields, &name, &[("interval", true), ("span", false)]));
    if let Some(of) = fields.text("read") {
        match of.get_ref().as_str() {
            "regions" => all.push(Reading::Regions),
            "tls" => all.push(Reading::Tls),
            _ => all.extend(one_of(fields, &of, MEASURES).map(|of| Reading::Quantity {
                of,
                bound: side,
                is_interval,
                near,
            })),
        }
    }
    all
}

const SIDES: &[(&str, Side)] = &[
    ("least", Side::Least),
    ("most", Side::Most),
    ("said-least", Side::SaidLeast),
    ("said-most", Side::SaidMost),
    ("plain", Side::Plain),
];

const MEASURES: &[(&str, Measure)] = &[
    ("days", Measure::Days),
    ("hours", Measure::Hours),
    ("characters", Measure::Characters),
    ("bits", Measure::Bits),
    ("percent", Measure::Percent),
    ("attempts", Measure::Attempts),
    ("people", Measure::People),
    ("zones", Measure::Zones),
];

fn one_of<T: Copy>(fields: &Fields<'_, '_>, name: &toml::Spanned<String>, names: &[(&str, T)]) -> Option<T> {
    let found = names.iter().find(|(own, _)| own == name.get_ref()).map(|(_, value)| *value);
    if found.is_none() {
        let right = names.iter().map(|(own, _)| *own).collect::<Vec<_>>().join(", ");
        let name = name.get_ref();
        fields.note(fields.span(), both!("„{name}“ ist keines von {right}", "\"{name}\" is none of {right}"));
    }
    found
}
