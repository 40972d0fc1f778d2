//! A second opinion on policies: plain, slow, and written from the AWS documentation without a look
//! at `src/policy`, with which it shares no code. In: a policy as `serde_json::Value` and one
//! request. Out: is it denied, is it allowed; `Maybe` where AWS does not say, or where the request
//! leaves a key open.

use serde_json::Value;
use std::collections::BTreeMap;
use std::net::IpAddr;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    Yes,
    No,
    Maybe,
}
use Answer::{Maybe, No, Yes};

fn yes(value: bool) -> Answer {
    if value { Yes } else { No }
}

fn all(answers: impl IntoIterator<Item = Answer>) -> Answer {
    let answers: Vec<_> = answers.into_iter().collect();
    if answers.contains(&No) {
        No
    } else if answers.contains(&Maybe) {
        Maybe
    } else {
        Yes
    }
}

fn any(answers: impl IntoIterator<Item = Answer>) -> Answer {
    not(all(answers.into_iter().map(not)))
}

fn not(answer: Answer) -> Answer {
    match answer {
        Yes => No,
        No => Yes,
        Maybe => Maybe,
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    Nobody,
    Arn(String),
    Service(String),
    /// The one an identity policy is attached to.
    Holder,
}

#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) who: Who,
    pub(crate) action: String,
    pub(crate) resource: String,
    /// By lower-case key: `None` is absent; a key that is missing here is open.
    pub(crate) context: BTreeMap<String, Option<Vec<String>>>,
}

/// Whether some `Deny` statement applies.
pub(crate) fn denied(policy: &Value, call: &Call) -> Answer {
    decided(policy, call, "Deny")
}

/// Whether some `Allow` statement applies.
pub(crate) fn permitted(policy: &Value, call: &Call) -> Answer {
    decided(policy, call, "Allow")
}

fn decided(policy: &Value, call: &Call, effect: &str) -> Answer {
    let new_language = policy.get("Version").is_some_and(|version| version == "2012-10-17");
    let statements = many(&policy["Statement"]);
    any(statements
        .iter()
        .filter(|statement| statement["Effect"] == effect)
        .map(|statement| applies(statement, call, new_language)))
}

fn many(value: &Value) -> Vec<Value> {
    match value {
        Value::Array(items) => items.clone(),
        Value::Null => Vec::new(),
        single => vec![single.clone()],
    }
}

fn strings(value: &Value) -> Vec<String> {
    many(value).iter().map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned)).collect()
}

fn applies(statement: &Value, call: &Call, new_language: bool) -> Answer {
    let parts = all([
        for_caller(statement, &call.who),
        listed(statement, "Action", |pattern| action(pattern, &call.action)),
        listed(statement, "Resource", |pattern| resource(pattern, &call.resource, new_language)),
        conditions(&statement["Condition"], &call.context, new_language),
    ]);
    // "If AWS cannot resolve a variable, this might cause the entire statement to be invalid."
    let mut texts = strings(&statement["Resource"]);
    texts.extend(strings(&statement["NotResource"]));
    if let Some(block) = statement["Condition"].as_object() {
        texts.extend(block.values().filter_map(Value::as_object).flat_map(|keys| keys.values()).flat_map(strings));
    }
    let variable = new_language && texts.iter().any(|text| without_escapes(text).contains("${"));
    if parts == Yes && variable { Maybe } else { parts }
}

fn without_escapes(text: &str) -> String {
    text.replace("${*}", "").replace("${?}", "").replace("${$}", "")
}

fn listed(statement: &Value, element: &str, matches: impl Fn(&str) -> Answer) -> Answer {
    let positive = statement.get(element);
    let negative = statement.get(format!("Not{element}"));
    match (positive, negative) {
        (Some(patterns), None) => any(strings(patterns).iter().map(|pattern| matches(pattern))),
        (None, Some(patterns)) => not(any(strings(patterns).iter().map(|pattern| matches(pattern)))),
        _ => Maybe,
    }
}

fn action(pattern: &str, action: &str) -> Answer {
    let (pattern, action) = (pattern.to_lowercase(), action.to_lowercase());
    let found = wild(&chars(&pattern), &chars(&action));
    match pattern.split_once(':') {
        _ if pattern.chars().all(|c| c == '*') => Yes,
        _ if pattern.contains("${") => Maybe,
        None if found => Maybe,
        _ => yes(found),
    }
}

/// A pattern character: itself, any one, any number.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Piece {
    Char(char),
    One,
    Many,
}

fn chars(pattern: &str) -> Vec<Piece> {
    pattern
        .chars()
        .map(|c| match c {
            '*' => Piece::Many,
            '?' => Piece::One,
            c => Piece::Char(c),
        })
        .collect()
}

fn literally(text: &str) -> Vec<Piece> {
    text.chars().map(Piece::Char).collect()
}

/// `${*}` and the like are characters; any other variable is read as `*` here, and reported.
fn with_variables(text: &str, wildcards: bool) -> (Vec<Piece>, bool) {
    let mut pieces = Vec::new();
    let mut variable = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '$' && chars.peek() == Some(&'{') {
            chars.next();
            let name: String = chars.by_ref().take_while(|c| *c != '}').collect();
            if let ("*" | "?" | "$", Some(c)) = (name.as_str(), name.chars().next()) {
                pieces.push(Piece::Char(c));
            } else {
                variable = true;
                pieces.push(Piece::Many);
            }
        } else if wildcards && c == '*' {
            pieces.push(Piece::Many);
        } else if wildcards && c == '?' {
            pieces.push(Piece::One);
        } else {
            pieces.push(Piece::Char(c));
        }
    }
    (pieces, variable)
}

/// Wildcard matching as a table over all prefixes; `text` has no wildcards.
fn wild(pattern: &[Piece], text: &[Piece]) -> bool {
    let mut row = vec![false; text.len() + 1];
    row[0] = true;
    for piece in pattern {
        let mut next = vec![false; text.len() + 1];
        for at in 0..=text.len() {
            next[at] = match piece {
                Piece::Many => row[at] || (at > 0 && next[at - 1]),
                Piece::One => at > 0 && row[at - 1],
                Piece::Char(_) => at > 0 && row[at - 1] && text[at - 1] == *piece,
            };
        }
        row = next;
    }
    row[text.len()]
}

/// "IAM JSON policy elements: Resource": wildcards within the segments; a `*` at the end of a
/// segment can go beyond the colon.
fn resource(pattern: &str, arn: &str, new_language: bool) -> Answer {
    let (pieces, variable) = if new_language { with_variables(pattern, true) } else { (chars(pattern), false) };
    let text = literally(arn);
    if !wild(&pieces, &text) {
        No
    } else if variable || !documented(&pieces, &text, 0) {
        Maybe
    } else {
        Yes
    }
}

fn documented(pattern: &[Piece], text: &[Piece], colons: usize) -> bool {
    let Some((first, rest)) = pattern.split_first() else {
        return text.is_empty();
    };
    let Some((head, tail)) = text.split_first() else {
        return pattern.iter().all(|piece| *piece == Piece::Many);
    };
    let colon = *head == Piece::Char(':');
    let after = colons + usize::from(colon);
    match first {
        Piece::Char(_) => first == head && documented(rest, tail, after),
        Piece::One => (!colon || colons >= 5) && documented(rest, tail, after),
        Piece::Many => {
            let ends_segment =
                rest.iter().find(|piece| **piece != Piece::Many).is_none_or(|piece| *piece == Piece::Char(':'));
            documented(rest, text, colons)
                || ((!colon || colons >= 5 || ends_segment) && documented(pattern, tail, after))
        }
    }
}

fn for_caller(statement: &Value, who: &Who) -> Answer {
    match (statement.get("Principal"), statement.get("NotPrincipal"), who) {
        (None, None, Who::Holder) => Yes,
        (Some(principal), None, who) if *who != Who::Holder => within(principal, who),
        (None, Some(principal), who) if *who != Who::Holder => outside(principal, who),
        _ => Maybe,
    }
}

fn everyone(principal: &Value) -> bool {
    principal == "*" || strings(&principal["AWS"]).iter().any(|text| text == "*")
}

fn within(principal: &Value, who: &Who) -> Answer {
    if everyone(principal) {
        return Yes;
    }
    let answers = principal.as_object().into_iter().flatten().flat_map(|(kind, ids)| {
        strings(ids)
            .into_iter()
            .map(|id| match (kind.as_str(), who) {
                ("AWS", who) => aws(&id, who),
                ("Service", Who::Service(name)) => yes(id == *name),
                ("Federated", Who::Arn(arn)) if arn.contains(":role/") => Maybe,
                ("Service" | "Federated", _) => No,
                _ => Maybe,
            })
            .collect::<Vec<_>>()
    });
    any(answers)
}

fn account(id: &str) -> Option<String> {
    let digits = |text: &str| text.len() == 12 && text.chars().all(|c| c.is_ascii_digit());
    if digits(id) {
        return Some(id.to_owned());
    }
    let parts: Vec<&str> = id.split(':').collect();
    match parts.as_slice() {
        ["arn", _, "iam" | "sts", "", number, ..] if digits(number) && !id.contains(['*', '?', '$']) => {
            Some((*number).to_owned())
        }
        _ => None,
    }
}

fn aws(id: &str, who: &Who) -> Answer {
    let Some(number) = account(id) else {
        return Maybe;
    };
    let Who::Arn(arn) = who else { return No };
    if account(arn).as_ref() != Some(&number) {
        return No;
    }
    if id == number || id.ends_with(":root") || id == arn {
        return Yes;
    }
    // Another user is another user; with roles, sessions and spellings are in the way.
    let kind = |text: &str| {
        ["user/", "role/", "root", "assumed-role/"].into_iter().find(|kind| text.contains(&format!(":{kind}")))
    };
    let name = |text: &str| text.rsplit('/').next().map(str::to_lowercase);
    let other_kind = !id.contains(":sts:") && kind(id) != kind(arn);
    let other_name = kind(id) == kind(arn) && name(id) != name(arn);
    if other_kind || other_name || (arn.ends_with(":root") && !id.contains(":sts:")) { No } else { Maybe }
}

/// "AWS JSON policy elements: NotPrincipal": the account must be listed beside the user, the
/// session and the role beside the account.
fn outside(principal: &Value, who: &Who) -> Answer {
    if everyone(principal) {
        return No;
    }
    if within(principal, who) == No {
        return Yes;
    }
    let Who::Arn(arn) = who else { return Maybe };
    let ids = strings(&principal["AWS"]);
    let number = account(arn).unwrap_or_default();
    let root = format!("{}:root", arn.rsplit_once(':').map_or("", |(head, _)| head));
    let account_listed = ids.iter().any(|id| *id == number || *id == root);
    let itself = ids.contains(arn) || *arn == root;
    if account_listed && itself && !arn.contains(":role/") { No } else { Maybe }
}

fn conditions(block: &Value, context: &BTreeMap<String, Option<Vec<String>>>, new_language: bool) -> Answer {
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
