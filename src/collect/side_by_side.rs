//! Much at once in one task, in which only what an answer came for is looked at.
//!
//! In: futures. Out: their results. `join!` and `join_all` look at all of theirs whenever one of them wakes, and a scan is hundreds of
//! them inside each other: so most of its time would go into asking those who still wait.

use futures_util::StreamExt;
use futures_util::stream::FuturesOrdered;

/// Runs futures side by side. Results in the order given.
pub(crate) async fn side_by_side<F: Future>(futures: impl IntoIterator<Item = F>) -> Vec<F::Output> {
    futures.into_iter().collect::<FuturesOrdered<F>>().collect().await
}

/// The same future, which is looked at only when it woke: for the branches of a `join!`.
pub(crate) async fn woken<F: Future>(future: F) -> F::Output {
    let mut only = FuturesOrdered::from_iter([future]);
    loop {
        if let Some(result) = only.next().await {
            return result;
        }
    }
}

/// Turns of a loop that may always find something ready: after some of them the others of the task have theirs. Else, on a machine
/// that is busy, their calls would be over time although answered.
#[derive(Debug, Default)]
pub(crate) struct Turns(usize);

/// So many turns in a row.
const IN_A_ROW: usize = 16;

impl Turns {
    /// One more turn.
    pub(crate) async fn next(&mut self) {
        self.0 += 1;
        if self.0.is_multiple_of(IN_A_ROW) {
            tokio::task::yield_now().await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{side_by_side, woken};
    use std::cell::Cell;
    use std::future::poll_fn;
    use std::task::Poll;
    use std::time::Duration;

    #[tokio::test]
    async fn results_come_in_the_order_given() {
        let wait = async |millis: u64| {
            tokio::time::sleep(Duration::from_millis(millis)).await;
            millis
        };
        assert_eq!(side_by_side([20, 0, 10].map(wait)).await, [20, 0, 10]);
    }

    #[tokio::test]
    async fn a_branch_that_waits_is_not_looked_at_when_another_wakes() {
        let looked = Cell::new(0);
        let waits = poll_fn(|_| {
            looked.set(looked.get() + 1);
            Poll::<()>::Pending
        });
        let busy = async {
            for _ in 0..100 {
                tokio::task::yield_now().await;
            }
        };
        tokio::select! {
            () = woken(waits) => {}
            () = woken(busy) => {}
        }
        assert_eq!(looked.get(), 1);
    }
}
