//! How AWS is reached: sessions, calls, recordings. Knows no rule, and no fact of a service.
//!
//! In: a profile, regions, or a recording. Out: [`Account`], through which collectors ask; each answer is a value, a certain
//! absence, or unknown with the reason.

pub mod clear_text;
pub mod operations;
pub mod reading;
pub mod recording;
pub mod secrets;
pub mod wire;

#[cfg(feature = "aws")]
pub mod api;
#[cfg(feature = "aws")]
mod call;
#[cfg(feature = "aws")]
mod clients;
#[cfg(feature = "aws")]
mod direct;
#[cfg(feature = "aws")]
mod ending;
#[cfg(feature = "aws")]
mod guarded;
#[cfg(feature = "aws")]
mod limit;
#[cfg(feature = "aws")]
mod member;
#[cfg(feature = "aws")]
mod offered;
#[cfg(feature = "aws")]
mod once;
#[cfg(feature = "aws")]
mod one_session;
#[cfg(feature = "aws")]
pub mod outcome;
#[cfg(all(feature = "aws", feature = "pdf"))]
mod post;
#[cfg(feature = "aws")]
mod session;
#[cfg(feature = "aws")]
mod tape;
#[cfg(feature = "aws")]
mod under_way;

#[cfg(feature = "aws")]
pub use call::{Account, Answer, Progress, all_pages};
#[cfg(feature = "aws")]
pub(crate) use direct::{direct, innermost, whole_lists};
#[cfg(feature = "aws")]
pub use ending::{Ending, Stop};
#[cfg(feature = "aws")]
pub use limit::{AT_ONCE, Allowance, Pace, allowance, at_once};
#[cfg(feature = "aws")]
pub use member::{Role, connect_member};
#[cfg(feature = "aws")]
pub(crate) use offered::is_silence;
#[cfg(feature = "aws")]
pub(crate) use once::Once;
#[cfg(all(feature = "aws", feature = "pdf"))]
pub(crate) use post::post;
#[cfg(feature = "aws")]
pub use session::{Login, LoginError, connect};
#[cfg(feature = "aws")]
pub use tape::{Tape, Traffic};

pub use recording::TapeError;
