//! A recording as a world: a real account, with every service that was recorded, behind real HTTP.
//!
//! In: a recording (`docs/recording.md`). Out: for what was asked then, what was answered then; equal questions get the recorded
//! answers in turn, the last one stays. Hosts do not count, as the scan now asks another one. A question that was not recorded gets
//! a 404 with the code `NotInRecording`.

use super::World;
use super::answer::Answer;
use super::call::{Call, intern};
use super::delivery::Delivery;
use super::refusal::refuse;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// A recording that is played.
#[derive(Debug, Default)]
pub(crate) struct Recorded {
    /// The scan's point in time then, RFC 3339: tests set it as `TOMSCAN_TEST_NOW`, so that questions with dates are the same.
    pub(crate) now: String,
    /// The region of the session then.
    pub(crate) region: String,
    answers: HashMap<String, Mutex<Takes>>,
}

#[derive(Debug, Default)]
struct Takes {
    answers: Vec<Answer>,
    next: usize,
}

impl Recorded {
    /// Reads a recording.
    pub(crate) fn read(text: &str) -> Result<Self, serde_json::Error> {
        let mut lines = text.lines();
        let header: Value = serde_json::from_str(lines.next().unwrap_or_default())?;
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let mut recorded = Self { now: word(&header["now"]), region: word(&header["region"]), answers: HashMap::new() };
        for line in lines {
            let entry: Value = serde_json::from_str(line)?;
            let (operation, region, asked) =
                (word(&entry["operation"]), word(&entry["region"]), word(&entry["request"]));
            let takes = recorded.answers.entry(key(&operation, &region, &hostless(&asked))).or_default();
            let takes = takes.get_mut().unwrap_or_else(PoisonError::into_inner);
            takes.answers.push(answer(&entry["answer"]));
        }
        Ok(recorded)
    }
}

impl World for Recorded {
    fn answer(&self, call: &Call) -> Answer {
        let key = key(call.operation, &call.region, &hostless(&call.what()));
        let Some(takes) = self.answers.get(&key) else {
            return refuse(call, 404, "NotInRecording", call.operation);
        };
        let mut takes = takes.lock().unwrap_or_else(PoisonError::into_inner);
        let take = takes.next.min(takes.answers.len() - 1);
        takes.next += 1;
        takes.answers.get(take).cloned().unwrap_or_default()
    }
}

fn key(operation: &str, region: &str, asked: &str) -> String {
    format!("{operation} {region} {asked}")
}

/// What was asked without scheme and host; a bucket that stood in the host's name comes first in the path, as SDKs ask it of an
/// endpoint that is an address.
fn hostless(asked: &str) -> String {
    let Some((method, rest)) = asked.split_once(' ') else { return asked.to_owned() };
    let (uri, rest) = rest.split_once(' ').unwrap_or((rest, ""));
    let (host, path) = match uri.split_once("://") {
        Some((_, behind)) => behind.split_at(behind.find('/').unwrap_or(behind.len())),
        None => ("", uri),
    };
    let bucket = host.split_once(".s3.").filter(|(_, behind)| behind.contains("amazonaws"));
    let bucket = bucket.map(|(bucket, _)| format!("/{bucket}")).unwrap_or_default();
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    format!("{method} {bucket}{}?{query} {rest}", path.trim_end_matches('/')).trim_end().to_owned()
}

fn answer(recorded: &Value) -> Answer {
    let http = &recorded["http"];
    if !http.is_object() {
        let silent = recorded["broken"] == "timeout";
        let delivery = if silent { Delivery::Silence } else { Delivery::Reset };
        return Answer { delivery: Some(delivery), ..Answer::default() };
    }
    let body = match &http["body_base64"] {
        Value::String(text) => STANDARD.decode(text).unwrap_or_default(),
        _ => http["body"].as_str().unwrap_or_default().as_bytes().to_vec(),
    };
    let headers = http["headers"].as_object().into_iter().flatten();
    let headers = headers.filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())));
    let (kind, headers): (Vec<_>, Vec<_>) = headers.partition(|(name, _)| name == "content-type");
    Answer {
        status: http["status"].as_u64().and_then(|status| u16::try_from(status).ok()).unwrap_or(500),
        kind: kind.first().map_or("", |(_, kind)| intern(kind)),
        headers,
        body,
        delivery: None,
    }
}
