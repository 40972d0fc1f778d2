//! What can be known about an AWS account: plain types, no SDK.
//!
//! One file per service holds a struct per kind of resource. The structs derive a JSON Schema in which every attribute
//! names the API operation it comes from (`x-operation`); [`catalogue`] reads it, and from the catalogue come the lints
//! of rules, the plan of calls and the rule documentation.

pub mod account;
pub mod acm;
pub mod apigateway;
pub mod autoscaling;
pub mod catalogue;
pub mod cloudfront;
pub mod elasticache;
pub mod elb;
pub mod elbv2;
pub mod iam;
pub mod kms;
pub mod lambda_url;
mod observed;
pub mod opensearch;
pub mod rds;
mod resource;
pub mod s3;
pub mod ses;
pub mod transfer;

pub use observed::{Observed, UNKNOWN, Unknown};
pub use resource::{Caller, Coverage, GLOBAL, Inventory, Place, Resource, ResourceKind};
