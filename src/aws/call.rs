//! Asking: the one way in which collectors reach AWS.
//!
//! In: an operation of the table and the SDK's future. Out: an [`Answer`]: what was seen and when. Knows which call is under
//! way (for recordings and counts), keeps the limits, and stops at once when the user says so.

use super::api::Sent;
use super::ending::{Ending, Stop};
use super::limit::{Limits, Pace};
use super::offered::Offered;
use super::operations::Operation;
use super::outcome;
use super::tape::{Tape, Traffic};
use super::under_way::{UNDER_WAY, UnderWay};
use crate::fact::{Observed, Unknown};
use aws_smithy_runtime::client::retries::{RetryPartition, TokenBucket};
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_runtime_api::http::Response;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use aws_types::SdkConfig;
use aws_types::region::Region;
use jiff::Timestamp;
use std::cell::Cell;
use std::future::Future;
use std::panic::resume_unwind;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;
use tokio::task::JoinSet;

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
    limits: Arc<Limits>,
    /// What all retries of the scan are paid from.
    pub(super) retries: RetryPartition,
    pub(super) offered: Offered,
    /// What the light caller sends, by operation and region.
    pub(super) sent: Sent,
    /// Answers so far.
    pub progress: Progress,
    /// Ends the scan early.
    pub stop: Stop,
}

impl Account {
    pub(super) fn new(config: SdkConfig, tape: Tape, now: Timestamp, pace: Pace) -> Self {
        let progress = Progress::default();
        Self {
            id: String::new(),
            partition: "aws".to_owned(),
            now,
            config,
            tape,
            limits: Arc::new(Limits::new(pace)),
            retries: RetryPartition::custom("tomscan").token_bucket(retry_budget()).build(),
            offered: Offered::default(),
            sent: Sent::default(),
            progress,
            stop: Stop::default(),
        }
    }

    /// Another account, which ends with this one, counts answers with it and shares the user's limits.
    pub(super) fn another(&self, config: SdkConfig, tape: Tape) -> Self {
        Self {
            limits: Arc::new(self.limits.of_another_account()),
            progress: self.progress.clone(),
            stop: self.stop.clone(),
            ..Self::new(config, tape, self.now, Pace::default())
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

    /// Requests so far, and how many of them AWS throttled or were retries.
    pub fn traffic(&self) -> Traffic {
        self.tape.traffic()
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
                _ = self.stop.wait() => {}
            }
        }
    }

    /// Makes one call and reads its result. Waiting for its turn, signing, sending and reading are a task of their own: they have all
    /// processors, and the next call starts without whoever waits for answers.
    pub fn ask<'a, T, E>(
        &'a self,
        operation: &'static Operation,
        region: &'a str,
        call: impl Future<Output = Result<T, SdkError<E, Response>>> + Send + 'static,
    ) -> Pin<Box<dyn Future<Output = Answer<T>> + 'a>>
    where
        T: Send + 'static,
        E: ProvideErrorMetadata + Send + 'static,
    {
        // By itself, so that neither what waits here nor the task has room for it: of thousands of calls most wait for their turn.
        let call = Box::pin(call);
        Box::pin(async move {
            let wait = self.limits.wait(operation, region, Instant::now());
            if !wait.is_zero() {
                self.sleep(wait).await;
            }
            let under_way = UnderWay {
                operation,
                region: region.to_owned(),
                answered: Cell::new(None),
                attempts: Cell::new(0),
                limits: Arc::clone(&self.limits),
            };
            let stop = self.stop.clone();
            // The set ends the task when nobody waits for it any more.
            let mut task = JoinSet::new();
            task.spawn(async move {
                let _permit = under_way.limits.permit(operation, &under_way.region).await;
                if stop.ending().is_some() {
                    return None;
                }
                let made = UNDER_WAY.scope(under_way, async {
                    let result = call.await;
                    let observed = UNDER_WAY.with(|call| outcome::observe(operation, &call.region, result));
                    (observed, UNDER_WAY.with(|call| call.answered.get()))
                });
                Some(made.await)
            });
            let (seen, time) = tokio::select! {
                answer = task.join_next() => match answer {
                    Some(Ok(Some(answer))) => answer,
                    Some(Ok(None)) => {
                        let ending = self.stop.ending().unwrap_or(Ending::Interrupted);
                        (Observed::Unknown(self.unasked(operation, region, ending)), None)
                    }
                    Some(Err(crash)) if crash.is_panic() => resume_unwind(crash.into_panic()),
                    _ => (Observed::Unknown(outcome::failed(operation, "interrupted")), None),
                },
                ending = self.stop.wait() => (Observed::Unknown(self.unasked(operation, region, ending)), None),
            };
            self.progress.0.fetch_add(1, Ordering::Relaxed);
            Answer { seen, answered: time.map(|time| (operation.id, time)).into_iter().collect() }
        })
    }

    /// Why a call has no answer when the scan ends: what AWS throttled could have been answered in time.
    fn unasked(&self, operation: &Operation, region: &str, ending: Ending) -> Unknown {
        match ending {
            Ending::Deadline if self.limits.was_throttled(operation, region) => {
                Unknown::Throttled { action: operation.action.to_owned() }
            }
            Ending::Deadline => outcome::failed(operation, "deadline"),
            Ending::Interrupted => outcome::failed(operation, "interrupted"),
        }
    }
}

/// What all retries of a scan are paid from: a few hundred, and one more for every five answers. Where everything fails, asking on
/// would help nobody.
fn retry_budget() -> TokenBucket {
    TokenBucket::builder().capacity(2000).retry_cost(5).throttling_retry_cost(5).timeout_retry_cost(10).build()
}

/// Pages beyond this are taken for a list that never ends: half a million log groups, of which AWS lists the fewest at once, have so
/// many.
pub(super) const MOST_PAGES: usize = 10_000;

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
