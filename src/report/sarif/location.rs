//! Where a result is: a line of the claims file, and a resource of the account.
//!
//! In: a report, a line, a resource. Out: locations. The general set inside the binary has no file, and so no physical location.

use super::text::verbatim;
use crate::claim::Origin;
use crate::report::Report;
use serde_json::{Value, json};
use std::fmt::Write;

/// The claims file as a URI: relative as the user named it, which in a job is relative to the repository.
pub(super) fn claims_file(report: &Report<'_>) -> Option<String> {
    match &report.claims.origin {
        Origin::File(path) => Some(uri(path)),
        Origin::BuiltIn => None,
    }
}

/// A line of the claims file.
pub(super) fn in_claims_file(report: &Report<'_>, line: usize) -> Option<Value> {
    let uri = claims_file(report)?;
    Some(json!({ "artifactLocation": { "uri": uri }, "region": { "startLine": line.max(1) } }))
}

/// The place of a result: the claim's line, where there is a file, and what in the account is meant.
pub(super) fn of(report: &Report<'_>, line: usize, name: &str, identity: &str, kind: &str) -> Value {
    let logical = json!({ "name": verbatim(name), "fullyQualifiedName": verbatim(identity), "kind": kind });
    let mut location = json!({ "logicalLocations": [logical] });
    if let Some(place) = in_claims_file(report, line) {
        location["physicalLocation"] = place;
    }
    location
}

fn uri(path: &str) -> String {
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    let path = path.strip_prefix("./").unwrap_or(&path);
    match (path.strip_prefix('/'), path.as_bytes().get(1)) {
        (Some(absolute), _) => format!("file:///{}", path_in_uri(absolute)),
        (None, Some(b':')) if cfg!(windows) => format!("file:///{}", path_in_uri(path)),
        _ => path_in_uri(path),
    }
}

/// A path as part of a URI (RFC 3986): what is not unreserved is percent-encoded, the colon too, which would end a scheme.
pub(super) fn path_in_uri(path: &str) -> String {
    path.bytes().fold(String::new(), |mut uri, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            byte => {
                let _infallible = write!(uri, "%{byte:02X}");
            }
        }
        uri
    })
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn a_path_is_a_uri() {
        for (path, expected) in [
            ("tom.toml", "tom.toml"),
            ("./docs/tom.toml", "docs/tom.toml"),
            ("../tom.toml", "../tom.toml"),
            ("Maßnahmen 2026 #1?.toml", "Ma%C3%9Fnahmen%202026%20%231%3F.toml"),
            ("a:b.toml", "a%3Ab.toml"),
            ("100%.toml", "100%25.toml"),
            ("/etc/tom.toml", "file:///etc/tom.toml"),
        ] {
            assert_eq!(uri(path), expected);
        }
    }
}
