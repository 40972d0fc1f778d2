//! What an alarm notices, and whether somebody hears of it: patterns, rules of composite alarms, thresholds.
//!
//! In: alarms, filters and rules as AWS describes them. Out: [`Says`]. No SDK, no I/O, no clock.
//!
//! Reading order: `says` (three values), `event` (what must be noticed), `filter_pattern` and `event_pattern` (which events
//! they match), `metric` (what one alarm watches), `composite` and `wiring` (which alarms fire together), `system` (which
//! metrics tell of a database, a service, a load balancer).
//!
//! *Yes* is said by proof alone: the pattern matches every event of its kind, whatever its other fields hold. *No* likewise;
//! what lies between is *cannot tell*.

mod composite;
mod cursor;
mod event;
mod event_pattern;
mod filter_pattern;
mod metric;
mod says;
mod system;
mod wiring;

pub use event::{Event, Field, Topic, Where, events};
pub use event_pattern::EventPattern;
pub use filter_pattern::FilterPattern;
pub use metric::{Direction, Metric, is_availability};
pub use says::Says;
pub use system::{Need, Target};
pub use wiring::{Alarm, Watched, Wiring};

/// Whether a text fits a pattern in which `*` stands for any characters.
fn fits(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = text.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else { return rest.is_empty() };
    for part in parts {
        let Some((_, after)) = rest.split_once(part) else { return false };
        rest = after;
    }
    rest.ends_with(last)
}
