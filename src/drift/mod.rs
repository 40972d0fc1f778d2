//! What changed between two runs.
//!
//! Who changed what, and when: `question.rs` says what CloudTrail's event history is asked about a resource, `event.rs` reads an
//! event, `origin.rs` holds what came of it.

mod event;
mod origin;
mod question;

pub use event::Event;
pub use origin::{Concerned, Origin, OriginUnknown};
pub use question::{Question, questions};
