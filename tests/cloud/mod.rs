//! A simulated AWS at scale, for benchmarks and for tests of faults.
//!
//! In: a world ([`Planted`]: an account out of numbers; [`Recorded`]: a recording) and how it behaves ([`Behaviour`]: latency,
//! AWS's rates, faults down to the socket). Out: a [`Server`] on `127.0.0.1` that tomscan is pointed at with
//! `AWS_ENDPOINT_URL`, and a [`Tally`] of what was asked. It answers any account of 12 digits, which the access key id names:
//! `AKIA`, the account, four characters. The signature is not checked.
//!
//! It is small and fast rather than faithful in every answer: what AWS answers stands in `tests/acceptance/moto/`. Here it is about
//! thousands of resources, pages of AWS's size, limits and broken connections.
//!
//! | file | what |
//! |---|---|
//! | `server.rs`, `head.rs` | connections; the head of a request |
//! | `call.rs`, `routes.rs` | which operation a request is |
//! | `answer.rs`, `refusal.rs`, `smallest.rs` | answers; errors in each protocol's shape; the answer that says "nothing" |
//! | `behaviour.rs`, `rate.rs`, `delivery.rs` | faults and where they apply; token buckets; how an answer goes over the socket |
//! | `page.rs` | lists in pages, those that never end among them |
//! | `tally.rs` | what was asked |
//! | `recorded.rs`, `planted/` | the two worlds |

#![allow(dead_code, unused_imports, reason = "each target that includes this uses a part of it")]
#![allow(clippy::expect_used, reason = "a test's server may end where its own input is wrong")]

mod answer;
mod behaviour;
mod call;
mod delivery;
mod head;
mod page;
mod planted;
mod rate;
mod recorded;
mod refusal;
mod routes;
mod server;
mod smallest;
mod tally;

pub(crate) use behaviour::{Behaviour, Fault, Faulty};
pub(crate) use planted::{HOMES, Plan, Planted, REGIONS, account_id};
pub(crate) use recorded::Recorded;
pub(crate) use server::{Server, serve};
pub(crate) use tally::Tally;

use answer::Answer;
use call::Call;

/// What answers.
pub(crate) trait World: Send + Sync + 'static {
    /// The answer to a call.
    fn answer(&self, call: &Call) -> Answer;
}

/// An access key id of an account.
pub(crate) fn key_id(account: &str) -> String {
    format!("AKIA{account}TEST")
}
