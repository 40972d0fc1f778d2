//! The progress line: how many answers have come, on standard error, and only on a terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::Duration;
use tokio::task::JoinHandle;
use tomscan::aws::Account;
use tomscan::say;
use tomscan::text::Lang;

/// A line that is drawn until it is finished.
pub(super) struct Line {
    bar: ProgressBar,
    drawing: JoinHandle<()>,
}

impl Line {
    /// Starts drawing.
    pub(super) fn start(account: &Account, lang: Lang) -> Self {
        // Where standard error is no terminal, indicatif draws nothing.
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
            bar.set_style(style);
        }
        let (drawn, progress) = (bar.clone(), account.progress.clone());
        let drawing = tokio::spawn(async move {
            loop {
                let count = progress.answered();
                drawn.set_message(say!(lang, "{count} Antworten von AWS", "{count} answers from AWS"));
                drawn.tick();
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        });
        Self { bar, drawing }
    }

    /// Clears the line.
    pub(super) fn finish(self) {
        self.drawing.abort();
        self.bar.finish_and_clear();
    }
}
