//! How a scan ends early: by a signal, or at its deadline.
//!
//! In: [`Stop::interrupt`], [`Stop::at_deadline`]. Out: what is under way is dropped, what follows is not asked; each such call is
//! unknown.

use std::sync::Arc;
use tokio::sync::watch;

/// Why a scan ends early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// By Ctrl-C or SIGTERM.
    Interrupted,
    /// `--deadline` is over.
    Deadline,
}

/// Ends a scan early. The first to end it says why.
#[derive(Clone, Debug)]
pub struct Stop(Arc<watch::Sender<Option<Ending>>>);

impl Default for Stop {
    fn default() -> Self {
        Self(Arc::new(watch::channel(None).0))
    }
}

impl Stop {
    /// Somebody ends the scan.
    pub fn interrupt(&self) {
        self.end(Ending::Interrupted);
    }

    /// The scan's time is over.
    pub fn at_deadline(&self) {
        self.end(Ending::Deadline);
    }

    fn end(&self, ending: Ending) {
        self.0.send_if_modified(|ended| {
            let first = ended.is_none();
            ended.get_or_insert(ending);
            first
        });
    }

    /// Why the scan was ended, if it was.
    pub fn ending(&self) -> Option<Ending> {
        *self.0.borrow()
    }

    /// Waits until the scan is ended.
    pub(super) async fn wait(&self) -> Ending {
        let mut receiver = self.0.subscribe();
        match receiver.wait_for(Option::is_some).await.map(|ended| *ended) {
            Ok(Some(ending)) => ending,
            // The sender lives as long as we do.
            _ => std::future::pending().await,
        }
    }
}
