//! Asking: the one way in which collectors reach AWS.
//!
//! In: an operation of the table and the SDK's future. Out: an [`Answer`]: what was seen and when. Knows which call is under
//! way (for recordings and counts), keeps the limits, and stops at once when the user says so.

use super::limit::Limits;
use super::offered::Offered;
use super::operations::Operation;
use super::outcome;
use super::tape::Tape;
use super::under_way::{UNDER_WAY, UnderWay};
use crate::fact::{Observed, Unknown};
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_runtime_api::http::Response;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use aws_types::SdkConfig;
use aws_types::region::Region;
use jiff::Timestamp;
use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;
use tokio::sync::watch;

/// What AWS answered, and when.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer<T> {
    /// What was seen.
    pub seen: Observed<T>,
    /// The operations that answered, each with the time; empty when no answer came.
    pub answered: Vec<(&'static str, Timestamp)>,
}

impl<T> Answer<T> {
    /// Changes the value, if there is one.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Answer<U> {
        Answer { seen: self.seen.map(change), answered: self.answered }
    }

    /// Changes the value into something that may itself be absent or unknown.
    pub fn and_then<U>(self, next: impl FnOnce(T) -> Observed<U>) -> Answer<U> {
        Answer { seen: self.seen.and_then(next), answered: self.answered }
    }

    /// A value that needed no call.
    pub fn known(seen: Observed<T>) -> Self {
        Self { seen, answered: Vec::new() }
    }
}

/// Number of answers so far, for the progress line.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<AtomicU64>);

impl Progress {
    /// Calls answered.
    pub fn answered(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// Ends a scan early: what is under way is dropped, what follows is not asked.
#[derive(Clone, Debug)]
pub struct Stop(Arc<watch::Sender<bool>>);

impl Default for Stop {
    fn default() -> Self {
        Self(Arc::new(watch::channel(false).0))
    }
}

impl Stop {
    /// Stops the scan.
    pub fn now(&self) {
        self.0.send_replace(true);
    }

    /// Whether the scan was stopped.
    pub fn is_set(&self) -> bool {
        *self.0.borrow()
    }

    async fn wait(&self) {
        let mut receiver = self.0.subscribe();
        let _sender_lives_as_long_as_we_do = receiver.wait_for(|stopped| *stopped).await;
    }
}

/// One AWS account, ready to be asked.
#[derive(Debug)]
pub struct Account {
    /// Account id, 12 digits.
    pub id: String,
    /// Partition, such as `aws`.
    pub partition: String,
    /// The one point in time of the scan.
    pub now: Timestamp,
    pub(super) config: SdkConfig,
    pub(super) tape: Tape,
    limits: Limits,
    pub(super) offered: Offered,
    /// Answers so far.
    pub progress: Progress,
    /// Ends the scan early.
    pub stop: Stop,
}

impl Account {
    pub(super) fn new(config: SdkConfig, tape: Tape, now: Timestamp) -> Self {
        let progress = Progress::default();
        Self {
            id: String::new(),
            partition: "aws".to_owned(),
            now,
            config,
            tape,
            limits: Limits::default(),
            offered: Offered::default(),
            progress,
            stop: Stop::default(),
        }
    }

    /// The SDK's configuration for clients in one region.
    pub fn config_in(&self, region: &str) -> SdkConfig {
        self.config.to_builder().region(Region::new(region.to_owned())).build()
    }

    /// The region in which this partition's global services (IAM) are signed.
    pub fn global_region(&self) -> &'static str {
        match self.partition.as_str() {
            "aws-cn" => "cn-north-1",
            "aws-us-gov" => "us-gov-west-1",
            _ => "us-east-1",
        }
    }

    /// Region of the session, as configured.
    pub fn home_region(&self) -> String {
        self.config.region().map_or_else(|| self.global_region().to_owned(), ToString::to_string)
    }

    /// Requests so far per operation, retries included.
    pub fn calls(&self) -> std::collections::BTreeMap<String, u64> {
        self.tape.calls()
    }

    /// The recording and the requests counted.
    pub fn tape(&self) -> &Tape {
        &self.tape
    }

    /// Waits; not in a replay, and no longer than until the scan is stopped.
    pub async fn sleep(&self, time: std::time::Duration) {
        if let Some(sleep) = self.config.sleep_impl() {
            tokio::select! {
                () = aws_smithy_async::rt::sleep::AsyncSleep::sleep(&sleep, time) => {}
                () = self.stop.wait() => {}
            }
        }
    }

    /// Makes one call and reads its result. Boxed, because the SDK's futures are tens of kilobytes each.
    pub fn ask<'a, T, E>(
        &'a self,
        operation: &'static Operation,
        region: &'a str,
        call: impl Future<Output = Result<T, SdkError<E, Response>>> + 'a,
    ) -> Pin<Box<dyn Future<Output = Answer<T>> + 'a>>
    where
        T: 'a,
        E: ProvideErrorMetadata + 'a,
    {
        Box::pin(async move {
            let _permit = self.limits.permit(operation, region).await;
            let wait = self.limits.wait(operation, region, Instant::now());
            if !wait.is_zero() {
                self.sleep(wait).await;
            }
            if self.stop.is_set() {
                return Answer::known(Observed::Unknown(outcome::failed(operation, "interrupted")));
            }
            let under_way = UnderWay { operation, region: region.to_owned(), answered: Cell::new(None) };
            let asked = UNDER_WAY.scope(under_way, async {
                let result = call.await;
                (outcome::observe(operation, region, result), UNDER_WAY.with(|call| call.answered.get()))
            });
            let (seen, time) = tokio::select! {
                answer = asked => answer,
                () = self.stop.wait() => (Observed::Unknown(outcome::failed(operation, "interrupted")), None),
            };
            self.progress.0.fetch_add(1, Ordering::Relaxed);
            Answer { seen, answered: time.map(|time| (operation.id, time)).into_iter().collect() }
        })
    }
}

/// Pages beyond this are taken for a list that never ends.
const MOST_PAGES: usize = 100_000;

/// Reads a list page by page to its end. A page that fails, a token that comes again, or a list without end makes the whole
/// list unknown: half a list must not pass for a whole one.
pub async fn all_pages<T, F, Fut>(operation: &'static Operation, mut page: F) -> Answer<Vec<T>>
where
    F: FnMut(Option<String>) -> Fut,
    Fut: Future<Output = Answer<(Vec<T>, Option<String>)>>,
{
    let mut items = Vec::new();
    let mut token: Option<String> = None;
    for _ in 0..MOST_PAGES {
        let answer = page(token.clone()).await;
        let (mut more, next) = match answer.seen {
            Observed::Value(page) => page,
            Observed::Absent => return Answer { seen: Observed::Absent, answered: answer.answered },
            Observed::Unknown(why) => return Answer { seen: Observed::Unknown(why), answered: answer.answered },
        };
        items.append(&mut more);
        match next.filter(|next| !next.is_empty()) {
            None => return Answer { seen: Observed::Value(items), answered: answer.answered },
            Some(next) if token.as_ref() == Some(&next) => break,
            Some(next) => token = Some(next),
        }
    }
    Answer::known(Observed::Unknown(repeating(operation)))
}

fn repeating(operation: &Operation) -> Unknown {
    outcome::failed(operation, "repeating-pages")
}
