//! How fast a scan asks, and how long.

use clap::Args;
use jiff::SignedDuration;
use std::time::Duration;
use tomscan::aws::Pace;

/// Limits of a scan, beside those that tomscan keeps by itself.
#[derive(Clone, Debug, Args)]
pub(crate) struct PaceArgs {
    /// Calls under way at once, over all services and regions
    #[arg(long, value_name = "COUNT", default_value_t = 128, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) concurrency: u16,
    /// Calls a second, over all services and regions; else as many as each service answers gladly
    #[arg(long, value_name = "CALLS", value_parser = rate)]
    pub(crate) max_rate: Option<f64>,
    /// Time for all questions, such as 90s, 10m or 1h30m; what is not answered by then is not verified
    #[arg(long, value_name = "TIME", default_value = "1h", value_parser = time)]
    pub(crate) deadline: Duration,
}

impl PaceArgs {
    /// What the account's limits are made of.
    pub(crate) fn pace(&self) -> Pace {
        Pace { concurrency: usize::from(self.concurrency), max_rate: self.max_rate }
    }
}

fn rate(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|rate| (0.01..=1e6).contains(rate))
        .ok_or_else(|| "not a rate between 0.01 and 1,000,000 calls a second".to_owned())
}

fn time(text: &str) -> Result<Duration, String> {
    let wrong = || "not a time such as 90s, 10m or 1h30m".to_owned();
    let time = Duration::try_from(text.parse::<SignedDuration>().map_err(|_| wrong())?).map_err(|_| wrong())?;
    if time.is_zero() { Err(wrong()) } else { Ok(time) }
}

#[cfg(test)]
mod tests {
    use super::{Duration, rate, time};

    #[test]
    fn times_are_written_as_people_write_them() {
        assert_eq!([time("90s"), time("10m"), time("1h30m")], [90, 600, 5400].map(|s| Ok(Duration::from_secs(s))));
        for wrong in ["", "0s", "-5m", "10", "soon", "1d"] {
            assert!(time(wrong).is_err(), "{wrong}");
        }
        assert_eq!(rate("2.5"), Ok(2.5));
        for wrong in ["0", "-1", "NaN", "inf", "many"] {
            assert!(rate(wrong).is_err(), "{wrong}");
        }
    }
}
