//! From text to [`Policy`]. In: a policy document. Out: the policy, or a [`ParseError`] that says
//! what is wrong.
//!
//! What AWS would not have accepted, or what could be read in two ways, is an error: a statement
//! that is silently ignored could turn a verdict around.

use super::condition::Test;
use super::coverage::Selection;
use super::document::{Effect, Policy, PrincipalElement, PrincipalId, Statement};
use super::json::Json;
use super::pattern::{ActionPattern, ResourcePattern};
use std::collections::BTreeSet;

/// The longest document that is read, in bytes. The largest quota is some 32 KiB without white
/// space (KMS key policies).
pub const MAX_POLICY_BYTES: usize = 128 * 1024;

/// Why a document is not read as a policy.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ParseError {
    /// Longer than [`MAX_POLICY_BYTES`].
    #[error("the policy is {0} bytes long, more than the {MAX_POLICY_BYTES} that are read")]
    TooLong(usize),
    /// Not JSON, nested too deeply, or with a duplicate key.
    #[error("the policy is not valid JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// Not an object where one is needed.
    #[error("no JSON object where one is needed: {0}")]
    NotAnObject(&'static str),
    /// An element AWS does not know; element names are case-sensitive.
    #[error("unknown element {name:?} in {place}")]
    UnknownElement {
        /// Where it stands.
        place: &'static str,
        /// Its name.
        name: String,
    },
    /// A required element is absent.
    #[error("{place} lacks {element}")]
    Missing {
        /// Where it is missing.
        place: &'static str,
        /// What is missing.
        element: &'static str,
    },
    /// `Action` beside `NotAction`, or the like.
    #[error("a statement has both {0} and Not{0}")]
    Both(&'static str),
    /// A value of the wrong type, or one that AWS does not define.
    #[error("the value of {element} is none that AWS defines")]
    BadValue {
        /// The element.
        element: &'static str,
    },
    /// A condition operator or key that stands twice, in two spellings.
    #[error("the condition names {0:?} twice")]
    ConditionTwice(String),
}

impl Policy {
    /// Reads an IAM or resource policy.
    ///
    /// # Errors
    ///
    /// If the text is not a policy that AWS would accept, or could be understood in two ways.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        if text.len() > MAX_POLICY_BYTES {
            return Err(ParseError::TooLong(text.len()));
        }
        // serde_json refuses more than 128 levels.
        let mut elements = Elements::of("the policy", serde_json::from_str(text)?)?;
        let variables = match elements.take("Version") {
            None => false,
            Some(Json::Text(version)) if version == "2008-10-17" => false,
            Some(Json::Text(version)) if version == "2012-10-17" => true,
            Some(_) => return Err(ParseError::BadValue { element: "Version" }),
        };
        optional_text(elements.take("Id"), "Id")?;
        let statements = match elements.take("Statement") {
            None => {
                return Err(ParseError::Missing { place: "the policy", element: "Statement" });
            }
            Some(Json::List(list)) => list,
            Some(single) => vec![single],
        };
        elements.finish()?;
        let statements = statements.into_iter().map(|json| statement(json, variables)).collect::<Result<_, _>>()?;
        Ok(Self { statements })
    }
}

/// The members of one object; each is taken once, and what is left over is an error.
struct Elements {
    place: &'static str,
    members: Vec<(String, Json)>,
}

impl Elements {
    fn of(place: &'static str, json: Json) -> Result<Self, ParseError> {
        match json {
            Json::Object(members) => Ok(Self { place, members }),
            _ => Err(ParseError::NotAnObject(place)),
        }
    }

    fn take(&mut self, name: &str) -> Option<Json> {
        let index = self.members.iter().position(|(key, _)| key == name)?;
        Some(self.members.swap_remove(index).1)
    }

    /// An element and its negation, of which at most one may be there.
    fn take_either(&mut self, name: &'static str, negated: &str) -> Result<Option<(Json, bool)>, ParseError> {
        match (self.take(name), self.take(negated)) {
            (Some(_), Some(_)) => Err(ParseError::Both(name)),
            (Some(json), None) => Ok(Some((json, false))),
            (None, Some(json)) => Ok(Some((json, true))),
            (None, None) => Ok(None),
        }
    }

    fn finish(self) -> Result<(), ParseError> {
        match self.members.into_iter().next() {
            None => Ok(()),
            Some((name, _)) => Err(ParseError::UnknownElement { place: self.place, name }),
        }
    }
}

fn statement(json: Json, variables: bool) -> Result<Statement, ParseError> {
    const PLACE: &str = "a statement";
    let mut elements = Elements::of(PLACE, json)?;
    let sid = optional_text(elements.take("Sid"), "Sid")?;
    let effect = match elements.take("Effect") {
        Some(Json::Text(text)) if text == "Allow" => Effect::Allow,
        Some(Json::Text(text)) if text == "Deny" => Effect::Deny,
        Some(_) => return Err(ParseError::BadValue { element: "Effect" }),
        None => {
            return Err(ParseError::Missing { place: PLACE, element: "Effect" });
        }
    };
    let principal = match elements.take_either("Principal", "NotPrincipal")? {
        None => None,
        Some((json, false)) => Some(PrincipalElement::Principal(principals(json)?)),
        Some((json, true)) => Some(PrincipalElement::NotPrincipal(principals(json)?)),
    };
    let actions = match elements.take_either("Action", "NotAction")? {
        None => {
            return Err(ParseError::Missing { place: PLACE, element: "Action" });
        }
        Some((json, negated)) => selection(json, negated, "Action", ActionPattern::new)?,
    };
    let resources = match elements.take_either("Resource", "NotResource")? {
        None => None,
        Some((json, negated)) => {
            Some(selection(json, negated, "Resource", |text| ResourcePattern::new(text, variables))?)
        }
    };
    let condition = elements.take("Condition").map_or(Ok(Vec::new()), |json| condition(json, variables))?;
    elements.finish()?;
    let has_variable = actions.patterns().iter().any(ActionPattern::has_variable)
        || resources.iter().flat_map(Selection::patterns).any(ResourcePattern::has_variable)
        || condition.iter().any(Test::has_variable);
    Ok(Statement { sid, effect, principal, actions, resources, condition, has_variable })
}

fn selection<P>(
    json: Json,
    negated: bool,
    element: &'static str,
    read: impl Fn(&str) -> P,
) -> Result<Selection<P>, ParseError> {
    let patterns = texts(json, element)?.iter().map(|text| read(text)).collect();
    Ok(if negated { Selection::AllBut(patterns) } else { Selection::Only(patterns) })
}

fn optional_text(json: Option<Json>, element: &'static str) -> Result<Option<String>, ParseError> {
    match json {
        None => Ok(None),
        Some(Json::Text(text)) => Ok(Some(text)),
        Some(_) => Err(ParseError::BadValue { element }),
    }
}

/// One text or a list of at least one.
fn texts(json: Json, element: &'static str) -> Result<Vec<String>, ParseError> {
    let items = match json {
        Json::List(items) if !items.is_empty() => items,
        Json::List(_) => return Err(ParseError::BadValue { element }),
        single => vec![single],
    };
    items
        .into_iter()
        .map(|item| if let Json::Text(text) = item { Ok(text) } else { Err(ParseError::BadValue { element }) })
        .collect()
}

fn principals(json: Json) -> Result<Vec<PrincipalId>, ParseError> {
    const ELEMENT: &str = "Principal";
    let members = match json {
        Json::Text(text) if text == "*" => return Ok(vec![PrincipalId::Everyone]),
        Json::Object(members) if !members.is_empty() => members,
        _ => return Err(ParseError::BadValue { element: ELEMENT }),
    };
    let mut out = Vec::new();
    for (kind, json) in members {
        let make: fn(String) -> PrincipalId = match kind.as_str() {
            "AWS" => |text| {
                if text == "*" { PrincipalId::Everyone } else { PrincipalId::Aws(text) }
            },
            "Service" => PrincipalId::Service,
            "Federated" => PrincipalId::Federated,
            "CanonicalUser" => PrincipalId::CanonicalUser,
            _ => {
                return Err(ParseError::UnknownElement { place: ELEMENT, name: kind });
            }
        };
        out.extend(texts(json, ELEMENT)?.into_iter().map(make));
    }
    Ok(out)
}

fn condition(json: Json, variables: bool) -> Result<Vec<Test>, ParseError> {
    const ELEMENT: &str = "Condition";
    let mut tests = Vec::new();
    // Operators and keys ignore case, so two spellings of one are a duplicate too.
    let mut operators = BTreeSet::new();
    for (operator, json) in Elements::of(ELEMENT, json)?.members {
        if !operators.insert(operator.to_ascii_lowercase()) {
            return Err(ParseError::ConditionTwice(operator));
        }
        let members = Elements::of("a condition operator", json)?.members;
        if members.is_empty() {
            return Err(ParseError::BadValue { element: ELEMENT });
        }
        let mut keys = BTreeSet::new();
        for (key, json) in members {
            if !keys.insert(key.to_ascii_lowercase()) {
                return Err(ParseError::ConditionTwice(key));
            }
            tests.push(Test::new(&operator, &key, condition_values(json)?, variables));
        }
    }
    Ok(tests)
}

/// "Grammar of the IAM JSON policy language": `condition_value` is a string, a number or a Boolean;
/// quotes are optional.
fn condition_values(json: Json) -> Result<Vec<String>, ParseError> {
    let items = if let Json::List(items) = json { items } else { vec![json] };
    items
        .into_iter()
        .map(|item| match item {
            Json::Text(text) | Json::Number(text) => Ok(text),
            Json::Bool(value) => Ok(value.to_string()),
            Json::Null | Json::List(_) | Json::Object(_) => Err(ParseError::BadValue { element: "Condition" }),
        })
        .collect()
}
