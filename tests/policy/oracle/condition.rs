//! Condition blocks.

use super::Answer::{self, Maybe, No, Yes};
use super::pattern::{Piece, chars, literally, wild, with_variables};
use super::{all, any, not, strings, yes};
use serde_json::Value;
use std::collections::BTreeMap;
use std::net::IpAddr;

pub(super) fn conditions(block: &Value, context: &BTreeMap<String, Option<Vec<String>>>, new_language: bool) -> Answer {
    let Some(block) = block.as_object() else {
        return Yes;
    };
    all(block.iter().flat_map(|(operator, keys)| {
        keys.as_object().into_iter().flatten().map(move |(key, values)| {
            let values = strings(values);
            condition(
                &operator.to_lowercase(),
                &key.to_lowercase(),
                &values,
                context.get(&key.to_lowercase()),
                new_language,
            )
        })
    }))
}

fn condition(
    operator: &str,
    key: &str,
    values: &[String],
    found: Option<&Option<Vec<String>>>,
    new_language: bool,
) -> Answer {
    if values.is_empty() {
        return Maybe;
    }
    if operator == "null" {
        if values.iter().any(|value| value != "true" && value != "false") {
            return Maybe;
        }
        return match found {
            None => yes(values.iter().any(|v| v == "true") && values.iter().any(|v| v == "false")).max_maybe(),
            Some(found) => yes(values.iter().any(|value| (value == "true") == found.is_none())),
        };
    }
    let (set, rest) = operator.split_once(':').map_or(("", operator), |(set, rest)| (set, rest));
    let (base, if_exists) = rest.strip_suffix("ifexists").map_or((rest, false), |base| (base, true));
    let Some((base, negated)) = base_name(base) else {
        return Maybe;
    };
    if !matches!(set, "" | "forallvalues" | "foranyvalue") {
        return Maybe;
    }
    let Some(found) = found else { return Maybe };
    let Some(found) = found else {
        return match set {
            "forallvalues" => Yes,
            "foranyvalue" if negated || if_exists => Maybe,
            "foranyvalue" => No,
            _ => yes(negated || if_exists),
        };
    };
    let one = |value: &String| {
        let each: Vec<Answer> = values.iter().map(|wanted| compare(base, key, wanted, value, new_language)).collect();
        if negated { not(any(each)) } else { any(each) }
    };
    match set {
        "forallvalues" => all(found.iter().map(one)),
        "foranyvalue" if negated && values.len() > 1 => Maybe,
        "foranyvalue" => any(found.iter().map(one)),
        _ if found.len() == 1 => one(&found[0]),
        _ => Maybe,
    }
}

impl Answer {
    fn max_maybe(self) -> Self {
        if self == No { Maybe } else { self }
    }
}

fn base_name(name: &str) -> Option<(&'static str, bool)> {
    Some(match name {
        "stringequals" => ("string", false),
        "stringnotequals" => ("string", true),
        "stringequalsignorecase" => ("nocase", false),
        "stringnotequalsignorecase" => ("nocase", true),
        "stringlike" => ("like", false),
        "stringnotlike" => ("like", true),
        "bool" => ("bool", false),
        "numericequals" => ("=", false),
        "numericnotequals" => ("=", true),
        "numericlessthan" => ("<", false),
        "numericlessthanequals" => ("<=", false),
        "numericgreaterthan" => (">", false),
        "numericgreaterthanequals" => (">=", false),
        "ipaddress" => ("ip", false),
        "notipaddress" => ("ip", true),
        "arnequals" | "arnlike" => ("arn", false),
        "arnnotequals" | "arnnotlike" => ("arn", true),
        "binaryequals" => ("binary", false),
        "datenotequals" => ("date", true),
        "dateequals" | "datelessthan" | "datelessthanequals" | "dategreaterthan" | "dategreaterthanequals" => {
            ("date", false)
        }
        _ => return None,
    })
}

fn compare(base: &str, key: &str, wanted: &str, value: &str, new_language: bool) -> Answer {
    let typed_key =
        matches!(key, "s3:tlsversion" | "s3:max-keys" | "aws:multifactorauthage" | "aws:sourceip" | "aws:vpcsourceip");
    let text = |wanted: &str, value: &str, wildcards: bool| {
        if typed_key {
            return Maybe;
        }
        let (pieces, variable) = match (new_language, wildcards) {
            (true, _) => with_variables(wanted, wildcards),
            (false, true) => (chars(wanted), false),
            (false, false) => (literally(wanted), false),
        };
        if !wild(&pieces, &literally(value)) {
            No
        } else if variable {
            Maybe
        } else {
            Yes
        }
    };
    match base {
        "string" => text(wanted, value, false),
        "nocase" if wanted.is_ascii() && value.is_ascii() => text(&wanted.to_lowercase(), &value.to_lowercase(), false),
        "like" => text(wanted, value, true),
        "bool" => {
            let word = |text: &str| text == "true" || text == "false";
            if word(wanted) && word(value) { yes(wanted == value) } else { Maybe }
        }
        "=" | "<" | "<=" | ">" | ">=" => {
            // In thousandths, as integers.
            let thousandths = |text: &str| -> Option<i64> {
                let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
                let fine = !whole.is_empty()
                    && whole.chars().all(|c| c.is_ascii_digit())
                    && part.len() <= 3
                    && !part.is_empty()
                    && part.chars().all(|c| c.is_ascii_digit());
                if !fine {
                    return None;
                }
                Some(whole.parse::<i64>().ok()? * 1000 + format!("{part:0<3}").parse::<i64>().ok()?)
            };
            let (Some(wanted), Some(value)) = (thousandths(wanted), thousandths(value)) else {
                return Maybe;
            };
            yes(match base {
                "=" => value == wanted,
                "<" => value < wanted,
                "<=" => value <= wanted,
                ">" => value > wanted,
                _ => value >= wanted,
            })
        }
        "ip" => ip(wanted, value),
        "arn" => {
            let (pieces, variable) = if new_language { with_variables(wanted, true) } else { (chars(wanted), false) };
            let split = |pieces: &[Piece]| -> Vec<Vec<Piece>> {
                pieces.splitn(6, |piece| *piece == Piece::Char(':')).map(<[Piece]>::to_vec).collect()
            };
            let (mine, theirs) = (split(&pieces), split(&literally(value)));
            if mine.len() != 6 || theirs.len() != 6 || !value.starts_with("arn:") {
                return Maybe;
            }
            let found = mine.iter().zip(&theirs).all(|(pattern, text)| wild(pattern, text));
            if !found {
                No
            } else if variable {
                Maybe
            } else {
                Yes
            }
        }
        _ => Maybe,
    }
}

fn ip(wanted: &str, value: &str) -> Answer {
    let (network, length) = match wanted.split_once('/') {
        Some((network, length)) => (network, length.parse::<u32>().ok()),
        None if wanted.contains(':') => return Maybe,
        None => (wanted, Some(32)),
    };
    let bits = |address: IpAddr| -> Vec<bool> {
        let bytes = match address {
            IpAddr::V4(address) => address.octets().to_vec(),
            IpAddr::V6(address) => address.octets().to_vec(),
        };
        bytes.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1 == 1)).collect()
    };
    let (Ok(network), Ok(value), Some(length)) = (network.parse::<IpAddr>(), value.parse::<IpAddr>(), length) else {
        return Maybe;
    };
    let (network, value, length) = (bits(network), bits(value), length as usize);
    if length > network.len() {
        Maybe
    } else if network.len() != value.len() {
        No
    } else {
        yes(network[..length] == value[..length])
    }
}
