//! Where a ledger lies, as a user writes it: `--ledger DIR` or `--ledger s3://bucket/prefix`.
//!
//! In: the text. Out: a folder, or a bucket with a prefix, or what is wrong with the text.

use crate::say;
use crate::text::{Lang, Say};
use std::path::PathBuf;

/// A place for a ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A folder.
    Folder(PathBuf),
    /// A bucket, and how the keys in it begin: without slashes at either end, empty for the whole bucket.
    S3 {
        /// The bucket's name.
        bucket: String,
        /// The prefix.
        prefix: String,
    },
}

/// What is wrong with a text that should name a place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LocationError {
    /// Nothing was written.
    #[error("no place")]
    Empty,
    /// It begins as an address in S3, but names no bucket.
    #[error("{0}: no bucket")]
    NoBucket(String),
    /// No bucket can have this name.
    #[error("{0}: no name of a bucket")]
    Bucket(String),
    /// The prefix would make keys that not every tool reads the same way.
    #[error("{0}: no prefix")]
    Prefix(String),
}

impl Say for LocationError {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::Empty => say!(
                lang,
                "kein Ort für das Prüfbuch angegeben; einen Ordner oder s3://BUCKET/PRÄFIX angeben",
                "no place for the ledger is given; give a folder or s3://BUCKET/PREFIX"
            ),
            Self::NoBucket(text) => say!(
                lang,
                "„{text}“ ist kein Ort für ein Prüfbuch; in S3 heißt er s3://BUCKET/PRÄFIX",
                "\"{text}\" is no place for a ledger; in S3 it is called s3://BUCKET/PREFIX"
            ),
            Self::Bucket(name) => say!(
                lang,
                "„{name}“ kann kein Bucket heißen; Namen haben 3 bis 63 Zeichen: Kleinbuchstaben, Ziffern, Punkte und Bindestriche",
                "no bucket can be called \"{name}\"; names have 3 to 63 characters: lower-case letters, digits, dots and hyphens"
            ),
            Self::Prefix(prefix) => say!(
                lang,
                "„{prefix}“ taugt nicht als Präfix; erlaubt sind Buchstaben ohne Umlaute, Ziffern und !_.*'()=- zwischen einzelnen Schrägstrichen",
                "\"{prefix}\" is no good as a prefix; use ASCII letters, digits and !_.*'()=- between single slashes"
            ),
        }
    }
}

impl Location {
    /// Reads a text.
    pub fn parse(text: &str) -> Result<Self, LocationError> {
        if text.is_empty() {
            return Err(LocationError::Empty);
        }
        if !text.get(..3).is_some_and(|head| head.eq_ignore_ascii_case("s3:")) {
            return Ok(Self::Folder(PathBuf::from(text)));
        }
        let address = text.strip_prefix("s3://").ok_or_else(|| LocationError::NoBucket(text.to_owned()))?;
        let (bucket, prefix) = address.split_once('/').unwrap_or((address, ""));
        if bucket.is_empty() {
            return Err(LocationError::NoBucket(text.to_owned()));
        }
        if !names_a_bucket(bucket) {
            return Err(LocationError::Bucket(bucket.to_owned()));
        }
        let prefix = prefix.trim_matches('/');
        if !prefix.is_empty() && !prefix.split('/').all(is_safe) {
            return Err(LocationError::Prefix(prefix.to_owned()));
        }
        Ok(Self::S3 { bucket: bucket.to_owned(), prefix: prefix.to_owned() })
    }
}

/// Whether a bucket can have this name.
/// NOTE: "General purpose bucket naming rules", S3 User Guide. Names with the reserved endings of access points are let
/// through: an alias stands where a bucket can.
fn names_a_bucket(name: &str) -> bool {
    let of_bucket = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '.' || c == '-';
    let at_end = |c: Option<char>| c.is_some_and(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    (3..=63).contains(&name.len())
        && name.chars().all(of_bucket)
        && at_end(name.chars().next())
        && at_end(name.chars().next_back())
        && !name.contains("..")
        && name.parse::<std::net::Ipv4Addr>().is_err()
        && !name.starts_with("xn--")
}

/// Whether a part of a prefix holds only what every tool reads alike.
/// NOTE: "Safe characters", "Naming Amazon S3 objects", S3 User Guide; `=` is added, for prefixes such as `team=privacy`.
fn is_safe(part: &str) -> bool {
    let safe = |c: char| c.is_ascii_alphanumeric() || "!_.*'()=-".contains(c);
    !part.is_empty() && part != "." && part != ".." && part.chars().all(safe)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn s3(bucket: &str, prefix: &str) -> Location {
        Location::S3 { bucket: bucket.to_owned(), prefix: prefix.to_owned() }
    }

    #[test]
    fn a_bucket_and_its_prefix_are_told_apart() {
        assert_eq!(Location::parse("s3://ledger-42"), Ok(s3("ledger-42", "")));
        assert_eq!(Location::parse("s3://ledger-42/"), Ok(s3("ledger-42", "")));
        assert_eq!(Location::parse("s3://a.b.c/prod"), Ok(s3("a.b.c", "prod")));
        assert_eq!(Location::parse("s3://ledger//tom/Prod=1//"), Ok(s3("ledger", "tom/Prod=1")));
    }

    #[test]
    fn everything_else_is_a_folder() {
        for text in ["ledger", "./s3", "/var/lib/tomscan", "s3", "s3ledger/x", "ä:/x", "C:\\ledger"] {
            assert_eq!(Location::parse(text), Ok(Location::Folder(PathBuf::from(text))), "{text}");
        }
    }

    #[test]
    fn what_names_no_bucket_is_a_mistake() {
        assert_eq!(Location::parse(""), Err(LocationError::Empty));
        for text in ["s3:", "s3:/x", "s3:x", "s3://", "s3:///x", "S3://bucket"] {
            assert_eq!(Location::parse(text), Err(LocationError::NoBucket(text.to_owned())), "{text}");
        }
    }

    #[test]
    fn names_that_no_bucket_can_have_are_mistakes() {
        let long = "a".repeat(64);
        for name in ["ab", "Ledger", "my_bucket", "-ab", "ab-", ".ab", "a..b", "192.168.5.4", "xn--ab", "bücher", &long]
        {
            let said = Location::parse(&format!("s3://{name}/x"));
            assert_eq!(said, Err(LocationError::Bucket(name.to_owned())), "{name}");
        }
    }

    #[test]
    fn prefixes_hold_only_what_every_tool_reads_alike() {
        for prefix in ["a//b", "a/../b", "./a", "a b", "a\u{7}", "ä", "a?b", "a%2fb"] {
            let said = Location::parse(&format!("s3://ledger/{prefix}"));
            assert_eq!(said, Err(LocationError::Prefix(prefix.to_owned())), "{prefix}");
        }
    }

    #[test]
    fn a_mistake_says_what_to_write() {
        let said = Location::parse("s3:/x").expect_err("a mistake");
        assert!(said.say(Lang::De).contains("s3://BUCKET/PRÄFIX"));
        assert!(said.say(Lang::En).contains("s3://BUCKET/PREFIX"));
    }
}
