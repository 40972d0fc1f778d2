//! tomscan: which documented technical and organisational measures (TOM, Art. 32 GDPR) are true of a live AWS account.
//!
//! The way of the data, one direction and no way back:
//!
//! ```text
//! claims (tom.toml) ─┐
//!                    ├─> plan ──> collect ──> facts ──> evaluate ──> report
//! rules (TOML+CEL) ──┘
//! ```
//!
//! The modules stand in that order. Without the feature `aws` everything but the reaching of AWS is there.

pub mod clock;
pub mod input;
pub mod source;
pub mod text;
pub mod whole;

pub mod claim;
pub mod document;
pub mod rule;

pub mod alarm;
pub mod aws;
#[cfg(feature = "aws")]
pub mod collect;
pub mod fact;
pub mod lifecycle;
pub mod policy;
pub mod reach;
pub mod schedule;
pub mod trail;

pub mod draft;
pub mod drift;
pub mod evaluate;
pub mod ledger;
pub mod organization;
mod page;
pub mod pseudonym;
pub mod recognise;
pub mod report;
pub mod review;

#[cfg(feature = "aws")]
pub mod scan;
#[cfg(feature = "pdf")]
pub mod seal;

/// Version of tomscan, as it goes into every report.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// SHA-256 in hex.
pub fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    hex(&sha2::Sha256::digest(bytes))
}

/// Bytes as lower-case hex, as hashes are shown.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _infallible = write!(text, "{byte:02x}");
        text
    })
}
