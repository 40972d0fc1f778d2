//! What a scan cost, as a line of a table.
//!
//! In: a [`Cost`]. Out: text.

use crate::Cost;
use crate::cloud::Plan;
use std::fmt::Write;

const COLUMNS: [(&str, usize); 13] = [
    ("scanner", 8),
    ("buckets", 8),
    ("calls", 8),
    ("fewest", 8),
    ("wall s", 8),
    ("bound s", 8),
    ("at once", 8),
    ("conns", 7),
    ("RSS MiB", 8),
    ("CPU s", 8),
    ("ms/call", 8),
    ("throttled", 10),
    ("exit", 5),
];

pub(crate) const LEGEND: &str = "\
fewest: the calls that the operations asked need at least, by the numbers that are planted; wall: of the process, from start to end;
bound: the higher of the longest chain of calls × latency and of the fewest calls through as many connections as tomscan allows itself;
at once: most calls under way; RSS: peak; ms/call: CPU of the scanner per call.";

fn line(cells: &[String; COLUMNS.len()]) -> String {
    cells.iter().zip(COLUMNS).fold(String::new(), |mut line, (cell, (_, width))| {
        let _infallible = write!(line, "{cell:>width$}");
        line
    })
}

/// The names of the columns.
pub(crate) fn head() -> String {
    line(&COLUMNS.map(|(name, _)| name.to_owned()))
}

/// A line.
#[expect(clippy::cast_precision_loss, reason = "numbers for a reader")]
pub(crate) fn row(cost: &Cost) -> String {
    let Cost { who, buckets, tally, used, bounds, .. } = cost;
    let cpu = used.cpu.as_secs_f64();
    line(&[
        (*who).to_owned(),
        buckets.to_string(),
        tally.total().to_string(),
        bounds.fewest.to_string(),
        format!("{:.2}", used.wall.as_secs_f64()),
        format!("{:.2}", bounds.time().as_secs_f64()),
        tally.at_once.to_string(),
        tally.connections.to_string(),
        format!("{:.1}", used.memory as f64 / 1024.0),
        format!("{cpu:.2}"),
        format!("{:.3}", cpu * 1000.0 / tally.total().max(1) as f64),
        tally.throttles().to_string(),
        used.code.to_string(),
    ])
}

/// What the line does not show: the bounds, services at their most, operations asked more often
/// than needed, or less often: then a list may have been given up.
pub(crate) fn remarks(cost: &Cost, plan: &Plan) -> String {
    let Cost { who, buckets, tally, bounds, .. } = cost;
    let mut text = format!(
        "{who}, {buckets} buckets: chain of {} calls {:.2} s; width ({}) {:.2} s; rate ({}) {:.2} s; first request to last answer {:.2} s; \
         the server's own CPU {:.2} s\n",
        bounds.chain,
        bounds.chain_time.as_secs_f64(),
        bounds.narrow,
        bounds.width_time.as_secs_f64(),
        bounds.slowest,
        bounds.rate_time.as_secs_f64(),
        tally.wall().as_secs_f64(),
        cost.server.as_secs_f64()
    );
    let mut services: Vec<_> = tally.at_once_in.iter().collect();
    services.sort_by_key(|(_, most)| std::cmp::Reverse(**most));
    let services: Vec<String> = services.iter().take(8).map(|(service, most)| format!("{service} {most}")).collect();
    let _infallible = writeln!(text, "  most at once: {}", services.join(", "));
    let ends = tally.ends().into_iter().take(6);
    let ends: Vec<String> = ends.map(|(operation, end)| format!("{operation} {:.2} s", end.as_secs_f64())).collect();
    let _infallible = writeln!(text, "  last answers: {}", ends.join(", "));
    for (operation, calls) in &tally.calls {
        let fewest = plan.fewest(operation) as u64;
        if *calls != fewest {
            let fewer = if *calls < fewest { " (not needed everywhere, or given up)" } else { "" };
            let throttled = tally.throttled.get(operation).copied().unwrap_or_default();
            let _infallible = writeln!(text, "  {operation}: {calls} of {fewest}{fewer}, throttled {throttled}");
        }
    }
    text
}
