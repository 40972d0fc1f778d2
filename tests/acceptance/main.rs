//! The program as a user runs it: a process, against AWS's answers from the moto server (see `moto/README.md`).
//!
//! `moto.rs` holds the server and plants accounts, `tomscan.rs` runs the binary; every other module is one thing that must
//! be so. All of it in one binary, so that one server serves all tests.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test that fails may panic"
)]

mod backup;
mod browser;
mod calls;
mod cli;
#[path = "../cloud/mod.rs"]
mod cloud;
mod denied;
mod docs_flags;
mod document;
mod edge;
mod endpoints;
mod examples;
mod faults;
mod formats;
mod group;
mod guard;
mod identity;
mod kills;
mod least_policy;
mod ledger;
mod ledger_s3;
mod live;
mod logging;
mod macie;
mod models;
mod moto;
mod network;
mod nights;
mod occasions;
mod offered;
mod organizations;
mod origin;
mod outsiders;
#[cfg(feature = "pdf")]
mod papers;
mod reading;
mod recording;
mod residency;
mod schemas;
mod several;
mod storage;
mod tomscan;
mod truth;
mod watch;
