//! What an IAM or resource policy lets through: parse, match, decide.
//!
//! In: the JSON text of a policy as AWS returns it (already URL-decoded). Out: plain decisions,
//! each with its proof, its counterexample or the reason why nothing can be said. No SDK, no I/O,
//! no clock.
//!
//! Reading order: `document` (what a policy is), `parse`, `glob` and `pattern` (wildcards),
//! `condition` and `operator`, `request` (one concrete request), `coverage` (all requests of a
//! class at once), then the two questions: `plaintext` (does a bucket refuse clear text?) and
//! `administrator` (is a principal one?).
//!
//! Two rules hold everywhere. *Yes* is said by proof alone and *No* by a concrete counterexample;
//! what lies between is *cannot tell*. And where AWS does not document a behaviour, the evaluator
//! answers [`Truth::Unknown`].

mod administrator;
mod caller;
mod comparison;
mod condition;
mod context;
mod coverage;
mod document;
mod escalation;
mod glob;
mod json;
mod operator;
mod parse;
mod pattern;
mod permissions;
mod plaintext;
mod principal;
mod publishing;
mod request;
mod s3_actions;
mod situation;
mod trust;
mod truth;
mod witness;

pub use administrator::{
    AdminDecision, AdminEvidence, AdminKind, Home, Identity, StatementRef, administrator, administrator_in,
};
pub use caller::Caller;
pub use context::{Context, Presence};
pub use document::{Effect, Policy, Statement};
pub use escalation::{ESCALATIONS, Escalation};
pub use parse::{MAX_POLICY_BYTES, ParseError};
pub use plaintext::{BucketArn, Decision, InvalidBucket, plain_http, refuses_plaintext, refuses_tls_below};
pub use publishing::ServiceCall;
pub use request::{Request, TlsVersion, Transport};
pub use truth::{Reason, Truth};
