//! What can be known about an AWS account: plain types, no SDK.
//!
//! One file per service holds a struct per kind of resource. The structs derive a JSON Schema in which every attribute
//! names the API operation it comes from (`x-operation`); [`catalogue`] reads it, and from the catalogue come the lints
//! of rules, the plan of calls and the rule documentation.

pub mod account;
pub mod catalogue;
pub mod cloudtrail;
pub mod cloudwatch;
pub mod ecs;
pub mod guardduty;
pub mod iam;
pub mod inspector2;
pub mod kms;
pub mod logs;
mod observed;
pub mod rds;
mod resource;
pub mod route53;
pub mod s3;
pub mod ssm;
pub mod watched;

pub use observed::{Observed, UNKNOWN, Unknown};
pub use resource::{Caller, Coverage, GLOBAL, Inventory, Place, Resource, ResourceKind};
