//! Ctrl-C and SIGTERM: the scan ends, and what was seen is reported as incomplete.

use std::io::Write;
use tomscan::aws::Account;
use tomscan::say;
use tomscan::text::Lang;

/// Stops the scan at the first signal.
pub(super) fn stop_on_signal(account: &Account, lang: Lang) {
    let stop = account.stop.clone();
    tokio::spawn(async move {
        signal().await;
        stop.now();
        let message = say!(
            lang,
            "abgebrochen; was bisher gesehen wurde, wird als unvollständig berichtet",
            "interrupted; what was seen so far is reported as incomplete"
        );
        let _the_terminal_may_be_gone = writeln!(anstream::stderr(), "tomscan: {message}");
    });
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
