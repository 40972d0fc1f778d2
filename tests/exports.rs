//! OSCAL and OCSF, of a scan and of a review: what a program that collects them would take from them.
//!
//! No AWS and no SDK. The schemas are the official ones, see `tests/formats/README.md`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test that fails may panic")]

#[path = "exports/given.rs"]
mod given;
#[allow(dead_code, reason = "shared with tests/formats.rs")]
#[path = "formats/hostile.rs"]
mod hostile;
#[path = "exports/ocsf.rs"]
mod ocsf;
#[path = "exports/oscal.rs"]
mod oscal;
mod planted;
