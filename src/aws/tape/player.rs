//! Playing answers back.
//!
//! In: a recording's text, then requests. Out: the recorded answers, to equal requests in the order in which they came.

use super::complete::TooLarge;
use super::{Entry, Header, Recorded, recorder};
use crate::aws::recording::{Recording, TapeError};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::retry::ErrorKind;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

/// Operation, region and request.
type Key = (String, String, String);

/// Plays one recording.
#[derive(Clone, Debug)]
pub(in crate::aws) struct Player {
    pub(in crate::aws) header: Header,
    answers: Arc<Mutex<HashMap<Key, VecDeque<Entry>>>>,
}

impl Player {
    /// Reads a recording. `path` is only for messages.
    pub(in crate::aws) fn read(path: &str, text: &str) -> Result<Self, TapeError> {
        let Recording { header, entries } = Recording::read(path, text)?;
        let mut answers: HashMap<Key, VecDeque<Entry>> = HashMap::new();
        for entry in entries {
            let key = (entry.operation.clone(), entry.region.clone(), entry.request.clone());
            answers.entry(key).or_default().push_back(entry);
        }
        Ok(Self { header, answers: Arc::new(Mutex::new(answers)) })
    }

    /// The next answer to a request, and when it came. The last one stays for requests beyond the recorded ones.
    pub(super) fn play(
        &self,
        operation: &str,
        region: &str,
        request: &HttpRequest,
    ) -> (Result<HttpResponse, ConnectorError>, Option<Timestamp>) {
        let key = (operation.to_owned(), region.to_owned(), recorder::what(request));
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = answers
            .get_mut(&key)
            .and_then(|queue| if queue.len() > 1 { queue.pop_front() } else { queue.front().cloned() });
        match entry {
            Some(entry) => (response(entry.answer), Some(entry.time)),
            None => (Err(ConnectorError::user("this call is not in the recording".into())), None),
        }
    }
}

fn response(recorded: Recorded) -> Result<HttpResponse, ConnectorError> {
    let (status, headers, body, body_base64) = match recorded {
        Recorded::Http { status, headers, body, body_base64 } => (status, headers, body, body_base64),
        Recorded::Broken(word) => {
            let cause = "the recorded connection broke".into();
            return Err(match word.as_str() {
                "timeout" => ConnectorError::timeout(cause),
                "io" => ConnectorError::io(cause),
                "transient" => ConnectorError::other(cause, Some(ErrorKind::TransientError)),
                "too-large" => ConnectorError::other(TooLarge.into(), None),
                _ => ConnectorError::other(cause, None),
            });
        }
    };
    let bytes = match (body, body_base64) {
        (Some(text), _) => text.into_bytes(),
        (None, Some(encoded)) => STANDARD.decode(encoded).map_err(|error| ConnectorError::user(error.into()))?,
        (None, None) => Vec::new(),
    };
    let status = StatusCode::try_from(status).map_err(|error| ConnectorError::user(error.into()))?;
    let mut response = HttpResponse::new(status, SdkBody::from(bytes));
    for (name, value) in headers {
        response.headers_mut().insert(name, value);
    }
    Ok(response)
}
