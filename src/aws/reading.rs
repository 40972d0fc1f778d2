//! How the body of an answer is read: JSON, and the XML of Query, EC2 and REST-XML.
//!
//! In: a body as it came. Out: the part of it that the type of an operation's answer names, or why there is none. No SDK, no I/O.

use super::operations::{Operation, Wire};
use super::wire::{Ask, List, Protocol};
use serde::de::DeserializeOwned;

/// Why a body cannot be read, as the SDK's runtime takes it.
type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// How answers are written.
pub trait Format {
    /// Reads the body of an answer.
    fn read<T: DeserializeOwned>(operation: &Operation, wire: &Wire, body: &str) -> Result<T, BoxError>;
}

/// The JSON protocols.
#[derive(Clone, Copy, Debug)]
pub struct Json;

impl Format for Json {
    fn read<T: DeserializeOwned>(_: &Operation, _: &Wire, body: &str) -> Result<T, BoxError> {
        Ok(serde_json::from_str(body)?)
    }
}

/// Query, EC2 and REST-XML.
#[derive(Clone, Copy, Debug)]
pub struct Xml;

impl Format for Xml {
    fn read<T: DeserializeOwned>(operation: &Operation, wire: &Wire, body: &str) -> Result<T, BoxError> {
        let body = match wire.service.protocol {
            Protocol::Query { .. } => result_of(operation.name(), body).ok_or("no result")?,
            _ => body,
        };
        Ok(quick_xml::de::from_str(body)?)
    }
}

/// What is read of a body, for the tests that hold the types of answers against AWS's models.
#[derive(Debug)]
pub struct Read {
    /// All of it, as `Debug` writes it over several lines.
    pub shown: String,
    /// How many items a page holds, and the token of the next; of lists only.
    pub page: Option<(usize, Option<String>)>,
}

/// Reads the body of an answer as the light caller does.
pub fn read<A: Ask>(body: &str) -> Result<Read, String> {
    Ok(Read { shown: format!("{:#?}", reply::<A>(body)?), page: None })
}

/// Reads the body of a page as the light caller does.
pub fn read_page<L: List>(body: &str) -> Result<Read, String> {
    let (items, token) = L::page(reply::<L>(body)?);
    Ok(Read { page: Some((items.len(), token)), ..read::<L>(body)? })
}

fn reply<A: Ask>(body: &str) -> Result<A::Reply, String> {
    let wire = A::OPERATION.wire.as_ref().ok_or("not an operation of the light caller")?;
    A::Format::read(A::OPERATION, wire, body).map_err(|error| error.to_string())
}

/// The part of a Query answer that is the operation's: `<XResponse><XResult>…</XResult><ResponseMetadata>…`.
fn result_of<'a>(operation: &str, body: &'a str) -> Option<&'a str> {
    let opened = format!("<{operation}Result");
    let closed = format!("</{operation}Result>");
    let start = body.find(&opened)?;
    let from = body.get(start..)?;
    match from.rfind(&closed) {
        Some(end) => from.get(..end + closed.len()),
        None => from.find("/>").and_then(|end| from.get(..end + 2)),
    }
}

#[cfg(test)]
mod tests {
    use super::result_of;

    #[test]
    fn the_result_is_found_with_attributes_empty_and_cut_short() {
        let body = r#"<AResponse xmlns="x"><AResult a="1"><B>c</B></AResult><ResponseMetadata/></AResponse>"#;
        assert_eq!(result_of("A", body), Some(r#"<AResult a="1"><B>c</B></AResult>"#));
        assert_eq!(result_of("A", "<AResponse><AResult/><M/></AResponse>"), Some("<AResult/>"));
        assert_eq!(result_of("A", "<AResponse/>"), None);
        assert_eq!(result_of("A", "<AResponse><AResult><B>c</B>"), None);
    }
}
