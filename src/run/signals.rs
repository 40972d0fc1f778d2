//! What ends a scan early: Ctrl-C and SIGTERM, after which what was seen is reported as incomplete, and the deadline, after which each
//! call that was not answered is unknown.

use std::io::Write;
use tokio::task::JoinHandle;
use tokio::time::Instant;
use tomscan::aws::Account;
use tomscan::text::Lang;

/// Stops the scan at the first signal.
pub(super) fn stop_on_signal(account: &Account, lang: Lang) {
    let stop = account.stop.clone();
    tokio::spawn(async move {
        signal().await;
        stop.interrupt();
        note(lang.pick(
            "abgebrochen; was bisher gesehen wurde, wird als unvollständig berichtet",
            "interrupted; what was seen so far is reported as incomplete",
        ));
    });
}

/// Ends the questions at a point in time, unless the task is aborted before.
pub(super) fn stop_at(deadline: Instant, account: &Account, lang: Lang) -> JoinHandle<()> {
    let stop = account.stop.clone();
    tokio::spawn(async move {
        tokio::time::sleep_until(deadline).await;
        stop.at_deadline();
        note(lang.pick(
            "die Zeit von --deadline ist um; was noch nicht beantwortet war, bleibt nicht geprüft",
            "the time of --deadline is over; what was not answered by then is not verified",
        ));
    })
}

fn note(message: &str) {
    let _the_terminal_may_be_gone = writeln!(anstream::stderr(), "tomscan: {message}");
}

#[cfg(unix)]
async fn signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else { return std::future::pending().await };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}

#[cfg(not(unix))]
async fn signal() {
    let _either_way_it_ends = tokio::signal::ctrl_c().await;
}
