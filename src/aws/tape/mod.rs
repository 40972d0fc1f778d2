//! Recordings: every answer of AWS as received, kept and played back.
//!
//! In: the HTTP requests under the SDK. Out: the answers, from the network or from a recording. A recording is a text file
//! of JSON lines, a header first, then one line per answer. It never holds a credential, a token or a signature: request
//! headers are not kept at all, and answers are cleaned before anyone, the scan included, reads them.

mod complete;
mod player;
mod recorder;

pub(super) use complete::{CutShort, checked};
pub(super) use player::Player;
pub(super) use recorder::Recorder;

use super::recording::{Entry, Header, Recorded};
use super::under_way::UNDER_WAY;
use aws_smithy_async::time::SharedTimeSource;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Where answers come from, and the count of requests.
#[derive(Clone, Debug)]
pub struct Tape {
    source: Source,
    calls: Arc<Mutex<BTreeMap<String, u64>>>,
}

#[derive(Clone, Debug)]
enum Source {
    Network(SharedHttpClient),
    Recording(SharedHttpClient, Recorder),
    Replay(Player),
}

impl Tape {
    /// Answers come from the network.
    pub(super) fn network(client: SharedHttpClient) -> Self {
        Self { source: Source::Network(client), calls: Arc::default() }
    }

    /// Answers come from the network and are kept.
    pub(super) fn recording(client: SharedHttpClient, recorder: Recorder) -> Self {
        Self { source: Source::Recording(client, recorder), calls: Arc::default() }
    }

    /// Answers come from a recording.
    pub(super) fn replay(player: Player) -> Self {
        Self { source: Source::Replay(player), calls: Arc::default() }
    }

    /// Requests per operation.
    pub fn calls(&self) -> BTreeMap<String, u64> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The recording as text, if one is being made.
    pub fn recorded(&self) -> Option<String> {
        match &self.source {
            Source::Recording(_, recorder) => Some(recorder.text()),
            _ => None,
        }
    }

    fn count(&self, operation: &str) {
        *self.calls.lock().unwrap_or_else(PoisonError::into_inner).entry(operation.to_owned()).or_default() += 1;
    }
}

impl HttpClient for Tape {
    fn http_connector(&self, settings: &HttpConnectorSettings, components: &RuntimeComponents) -> SharedHttpConnector {
        let network = match &self.source {
            Source::Network(client) | Source::Recording(client, _) => Some(client.http_connector(settings, components)),
            Source::Replay(_) => None,
        };
        let clock = components.time_source().unwrap_or_default();
        SharedHttpConnector::new(Connector { tape: self.clone(), network, clock })
    }
}

/// The connector under one SDK client.
#[derive(Debug)]
struct Connector {
    tape: Tape,
    network: Option<SharedHttpConnector>,
    clock: SharedTimeSource,
}

impl HttpConnector for Connector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        // Only calls of the table get through: whatever else might be asked by mistake never leaves the machine.
        let Ok((operation, region)) = UNDER_WAY.try_with(|call| (call.operation.id, call.region.clone())) else {
            return HttpConnectorFuture::ready(Err(ConnectorError::user(
                "a request outside the table of operations".into(),
            )));
        };
        self.tape.count(operation);
        let clock = self.clock.clone();
        match (&self.tape.source, &self.network) {
            (Source::Replay(player), _) => {
                let (answer, answered) = player.play(operation, &region, &request);
                note_time(answered);
                HttpConnectorFuture::new(complete::checked(answer))
            }
            (Source::Recording(_, recorder), Some(network)) => {
                let recorder = recorder.clone();
                let asked = recorder::what(&request);
                let answer = network.call(request);
                HttpConnectorFuture::new(async move {
                    let answer = answer.await;
                    let (answer, seen) = recorder.keep(operation, &region, asked, time(&clock), answer).await;
                    note_time(Some(seen));
                    complete::checked(answer).await
                })
            }
            (_, Some(network)) => {
                let answer = network.call(request);
                HttpConnectorFuture::new(async move {
                    let answer = answer.await;
                    note_time(Some(time(&clock)));
                    complete::checked(answer).await
                })
            }
            (_, None) => HttpConnectorFuture::ready(Err(ConnectorError::user("no network".into()))),
        }
    }
}

/// Now, to the second: finer is of no use to a reader.
fn time(clock: &SharedTimeSource) -> Timestamp {
    Timestamp::try_from(clock.now())
        .ok()
        .and_then(|now| Timestamp::from_second(now.as_second()).ok())
        .unwrap_or_default()
}

/// Tells the call under way when its answer came.
fn note_time(time: Option<Timestamp>) {
    let _outside_a_call_nobody_asks = UNDER_WAY.try_with(|call| call.answered.set(time));
}
