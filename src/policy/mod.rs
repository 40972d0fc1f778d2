//! What an IAM or resource policy lets through: parse, match, decide.
//!
//! In: the JSON text of a policy as AWS returns it (already URL-decoded). Out: plain decisions,
//! each with its proof, its counterexample or the reason why nothing can be said. No SDK, no I/O,
//! no clock.
//!
//! Reading order: `document` (what a policy is), `parse`, `glob` and `pattern` (wildcards),
//! `condition`, `operator` and `value` (tests of known values and of whole classes), `request` (one
//! concrete request), `coverage` and `refusal` (all requests of a class at once), `search`
//! (counterexamples), `resource` and `service` (what a policy is attached to), then the questions:
//!
//! * `plaintext`, `file_system`: does a resource refuse clear text?
//! * `outside`: whom does a resource policy let in from outside the account?
//! * `administrator`: is a principal one?
//! * `regions`: do the organisation's policies refuse other regions?
//!
//! Two rules hold everywhere. *Yes* is said by proof alone and *No* by a concrete counterexample;
//! what lies between is *cannot tell*. (Of outsiders it is the other way round: that somebody is let
//! in is shown by a request, that nobody else is, is a proof.) And where AWS does not document a
//! behaviour, the evaluator answers [`Truth::Unknown`].

mod administrator;
mod bucket;
mod caller;
mod comparison;
mod condition;
mod context;
mod coverage;
mod document;
mod escalation;
mod file_system;
mod glob;
mod json;
mod operator;
mod outside;
mod parse;
mod pattern;
mod permissions;
mod plaintext;
mod principal;
mod publishing;
mod refusal;
mod regions;
mod request;
mod resource;
mod restore;
mod s3_actions;
mod search;
mod service;
mod service_actions;
mod situation;
mod trust;
mod truth;
mod value;
mod witness;

pub use administrator::{
    AdminDecision, AdminEvidence, AdminKind, Home, Identity, StatementRef, administrator, administrator_in,
};
pub use bucket::{BucketArn, InvalidBucket};
pub use caller::Caller;
pub use context::{Context, Presence};
pub use document::{Effect, Policy, Statement};
pub use escalation::{ESCALATIONS, Escalation};
pub use outside::{Doubt, Entrance, Outside, OutsideDecision, Outsider, Owner, grantee, grants_outside};
pub use parse::{MAX_POLICY_BYTES, ParseError};
pub use plaintext::{Decision, plain_http, refuses_plaintext, refuses_plaintext_for, refuses_tls_below};
pub use publishing::ServiceCall;
pub use regions::{ANY_OTHER, Guardrails, RegionGuard, denies_other_regions, region_by_region};
pub use request::{Request, TlsVersion, Transport};
pub use resource::{InvalidArn, ResourceArn};
pub use restore::{RestoreDecision, can_restore};
pub use service::{ClearText, Service};
pub use truth::{Reason, Truth};
