//! A recording as a file: a header, then one line per answer, each JSON.
//!
//! In: its text. Out: [`Recording`], or the line in which it is none. Whoever hands out a recording may have made it by hand, so
//! nothing in it may make a replay wait or count without end. Making and playing recordings: `tape/`. No SDK, no I/O.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Version of the recording's format.
pub const FORMAT: u32 = 1;

/// The first line of a recording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Version of the format.
    pub recording: u32,
    /// Version of tomscan that recorded.
    pub tomscan: String,
    /// The scan's one point in time.
    pub now: Timestamp,
    /// Region of the session.
    pub region: String,
    /// Attempts per call: a replay gives up when the recorded scan did.
    pub attempts: u32,
    /// `AWS_ENDPOINT_URL`, if it was set.
    pub endpoint_url: Option<String>,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Operation, such as `s3:GetBucketPolicy`.
    pub operation: String,
    /// Region where it was asked.
    pub region: String,
    /// What was asked: method and URI, and the body of POST requests.
    pub request: String,
    /// When the answer came.
    pub time: Timestamp,
    /// The answer, or what became of the connection.
    pub answer: Recorded,
}

/// An answer as recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recorded {
    /// An HTTP response.
    Http {
        /// Status code.
        status: u16,
        /// The headers that the SDK reads.
        headers: BTreeMap<String, String>,
        /// The body as text.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        body: Option<String>,
        /// The body in Base64, where it is no text.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        body_base64: Option<String>,
    },
    /// No response: `timeout`, `io` or `other`.
    Broken(String),
}

/// Why a recording cannot be used or kept.
#[derive(Debug, thiserror::Error)]
pub enum TapeError {
    /// The file cannot be read or written.
    #[error("{path}: {error}")]
    File {
        /// Path as the user named it.
        path: String,
        /// What the system says.
        error: std::io::Error,
    },
    /// The file is no recording of this format.
    #[error("{path} line {line}: {why}")]
    Format {
        /// Path as the user named it.
        path: String,
        /// Line, from 1.
        line: usize,
        /// What is wrong.
        why: String,
    },
}

/// A recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    /// Its first line.
    pub header: Header,
    /// The answers, in the order of the file.
    pub entries: Vec<Entry>,
}

/// More attempts per call than anybody configures: a replay makes them all.
const MOST_ATTEMPTS: u32 = 1000;
/// No account is older than AWS, and ages are counted from the scan's time: it leaves room on both sides.
const YEARS: std::ops::RangeInclusive<i16> = 2006..=2999;

impl Recording {
    /// Reads a recording. `path` is only for messages.
    pub fn read(path: &str, text: &str) -> Result<Self, TapeError> {
        let wrong = |line: usize, why: String| TapeError::Format { path: path.to_owned(), line, why };
        let mut lines = text.lines();
        let first = lines.next().unwrap_or_default();
        let header: Header =
            serde_json::from_str(first).map_err(|error| wrong(1, format!("not a recording: {error}")))?;
        if header.recording != FORMAT {
            return Err(wrong(1, format!("format {} is not known, only {FORMAT}", header.recording)));
        }
        if header.attempts > MOST_ATTEMPTS {
            return Err(wrong(1, format!("{} attempts, more than {MOST_ATTEMPTS}", header.attempts)));
        }
        if !YEARS.contains(&header.now.to_zoned(jiff::tz::TimeZone::UTC).year()) {
            return Err(wrong(1, format!("{} is no time of a scan", header.now)));
        }
        let entry = |(index, line)| serde_json::from_str(line).map_err(|error| wrong(index + 2, error.to_string()));
        Ok(Self { header, entries: lines.enumerate().map(entry).collect::<Result<_, _>>()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(now: &str, attempts: u32) -> String {
        let header = format!(
            r#"{{"recording":1,"tomscan":"0","now":"{now}","region":"eu-central-1","attempts":{attempts},"endpoint_url":null}}"#
        );
        Recording::read("r.jsonl", &header).map_or_else(|error| error.to_string(), |_| String::new())
    }

    #[test]
    fn a_header_that_would_count_or_wait_without_end_is_refused() {
        assert_eq!(refused("2026-01-01T00:00:00Z", 6), "");
        assert_eq!(refused("2026-01-01T00:00:00Z", u32::MAX), "r.jsonl line 1: 4294967295 attempts, more than 1000");
        for time in ["-000500-01-02T00:00:00Z", "9999-12-30T00:00:00Z", "1970-01-01T00:00:00Z"] {
            assert!(refused(time, 6).contains("is no time of a scan"), "{time}: {}", refused(time, 6));
        }
        assert!(refused("never", 6).contains("line 1: not a recording"));
    }
}
