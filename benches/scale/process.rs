//! A child process and what it used.
//!
//! In: a command. Out: its exit code, wall time, peak memory and CPU time, as Linux tells them in `/proc`. A process that has ended
//! keeps its CPU time until somebody waits for it; its memory it does not keep, so that is asked all the while.

use std::process::Command;
use std::time::{Duration, Instant};

/// What a process used.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Used {
    pub(crate) code: i32,
    pub(crate) wall: Duration,
    /// Peak resident memory in KiB (`VmHWM`).
    pub(crate) memory: u64,
    /// CPU time of the process and of those that it waited for.
    pub(crate) cpu: Duration,
}

/// How often it is looked at.
const EVERY: Duration = Duration::from_millis(5);

/// Runs a command to its end.
pub(crate) fn run(mut command: Command) -> Used {
    let begin = Instant::now();
    let mut child = command.spawn().expect("the program starts");
    let folder = format!("/proc/{}", child.id());
    let mut used = Used::default();
    loop {
        let status = std::fs::read_to_string(format!("{folder}/status")).unwrap_or_default();
        used.memory = used.memory.max(peak(&status).unwrap_or_default());
        let stat = std::fs::read_to_string(format!("{folder}/stat")).unwrap_or_default();
        let Some((state, cpu)) = ticks(&stat, 4) else { break };
        used.cpu = cpu;
        if state == 'Z' {
            break;
        }
        std::thread::sleep(EVERY);
    }
    used.wall = begin.elapsed();
    used.code = child.wait().expect("a child that can be waited for").code().unwrap_or(-1);
    used
}

/// CPU time of this process so far.
pub(crate) fn own_cpu() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Only the first two of the four: children are counted by themselves.
    ticks(&stat, 2).map(|(_, cpu)| cpu).unwrap_or_default()
}

/// `VmHWM: 123456 kB`, in KiB.
fn peak(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// State, and the sum of as many of `utime`, `stime`, `cutime` and `cstime`, which are in hundredths of a second ("proc_pid_stat(5)"). The program's name, in
/// brackets before them, may hold anything.
fn ticks(stat: &str, kinds: usize) -> Option<(char, Duration)> {
    let mut fields = stat.rsplit_once(") ")?.1.split(' ');
    let state = fields.next()?.chars().next()?;
    let ticks: u64 = fields.skip(10).take(kinds).filter_map(|field| field.parse::<u64>().ok()).sum();
    Some((state, Duration::from_millis(ticks * 10)))
}
