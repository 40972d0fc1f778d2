//! Recordings: every answer of AWS as received, kept and played back.
//!
//! In: the HTTP requests under the SDK. Out: the answers, from the network or from a recording. A recording is a text file
//! of JSON lines, a header first, then one line per answer. It never holds a credential, a token or a signature: request
//! headers are not kept at all, and answers are cleaned before anyone, the scan included, reads them.

mod complete;
mod dates;
mod player;
mod recorder;
mod traffic;

pub(super) use complete::{CutShort, TooLarge, checked};
use dates::Dates;
pub(super) use player::Player;
pub(super) use recorder::Recorder;
pub use traffic::Traffic;

use super::outcome;
use super::recording::{Entry, Header, Recorded};
use super::under_way::UNDER_WAY;
use aws_smithy_async::time::SharedTimeSource;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use jiff::Timestamp;
use std::time::Instant;
use traffic::Counter;

/// Where answers come from, and the count of requests.
#[derive(Clone, Debug)]
pub struct Tape {
    source: Source,
    counter: Counter,
    dates: Dates,
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
        Self { source: Source::Network(client), counter: Counter::default(), dates: Dates::default() }
    }

    /// Answers come from the network and are kept.
    pub(super) fn recording(client: SharedHttpClient, recorder: Recorder) -> Self {
        Self { source: Source::Recording(client, recorder), counter: Counter::default(), dates: Dates::default() }
    }

    /// Answers come from a recording.
    pub(super) fn replay(player: Player) -> Self {
        Self { source: Source::Replay(player), counter: Counter::default(), dates: Dates::default() }
    }

    /// The client under it; none under a replay.
    pub(super) fn client(&self) -> Option<&SharedHttpClient> {
        match &self.source {
            Source::Network(client) | Source::Recording(client, _) => Some(client),
            Source::Replay(_) => None,
        }
    }

    /// Seconds by which AWS's clock was ahead of the machine's at the first answer from the network.
    pub(super) fn ahead(&self) -> i64 {
        self.dates.ahead()
    }

    /// The scan's one point in time is another than thought.
    pub(super) fn set_now(&self, now: Timestamp) {
        if let Source::Recording(_, recorder) = &self.source {
            recorder.set_now(now);
        }
    }

    /// Requests so far.
    pub fn traffic(&self) -> Traffic {
        self.counter.so_far()
    }

    /// The recording as text, if one is being made.
    pub fn recorded(&self) -> Option<String> {
        match &self.source {
            Source::Recording(_, recorder) => Some(recorder.text()),
            _ => None,
        }
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
        self.tape.counter.request(operation, attempt());
        let (counter, clock) = (self.tape.counter.clone(), self.clock.clone());
        let dates = self.tape.dates.clone();
        match (&self.tape.source, &self.network) {
            (Source::Replay(player), _) => {
                let (answer, answered) = player.play(operation, &region, &request);
                HttpConnectorFuture::new(async move {
                    note_time(answered);
                    received(&counter, operation, complete::checked(answer).await)
                })
            }
            (Source::Recording(_, recorder), Some(network)) => {
                let recorder = recorder.clone();
                let asked = recorder::what(&request);
                let answer = network.call(request);
                HttpConnectorFuture::new(async move {
                    let answer = answer.await;
                    dates.note(&answer);
                    let (answer, seen) = recorder.keep(operation, &region, asked, time(&clock), answer).await;
                    note_time(Some(seen));
                    received(&counter, operation, complete::checked(answer).await)
                })
            }
            (_, Some(network)) => {
                let answer = network.call(request);
                HttpConnectorFuture::new(async move {
                    let answer = answer.await;
                    dates.note(&answer);
                    note_time(Some(time(&clock)));
                    received(&counter, operation, complete::checked(answer).await)
                })
            }
            (_, None) => HttpConnectorFuture::ready(Err(ConnectorError::user("no network".into()))),
        }
    }
}

/// The number of a request among those for its call. A retry does not wait for its place, for the SDK let it wait already; but it
/// takes one, so that what follows waits.
fn attempt() -> u32 {
    let counted = UNDER_WAY.try_with(|call| {
        let attempt = call.attempts.get() + 1;
        call.attempts.set(attempt);
        if attempt > 1 {
            let _waited_already = call.limits.wait(call.operation, &call.region, Instant::now());
        }
        attempt
    });
    counted.unwrap_or(1)
}

/// Notes whether AWS throttled a request; what follows is slower then.
fn received(
    counter: &Counter,
    operation: &str,
    answer: Result<HttpResponse, ConnectorError>,
) -> Result<HttpResponse, ConnectorError> {
    if answer.as_ref().is_ok_and(outcome::is_throttle) {
        counter.throttled(operation);
        let _outside_a_call_nobody_waits =
            UNDER_WAY.try_with(|call| call.limits.throttled(call.operation, &call.region, Instant::now()));
    }
    answer
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
