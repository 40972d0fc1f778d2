//! What can be known about an AWS account: plain types, no SDK.
//!
//! One file per service holds a struct per kind of resource. The structs derive a JSON Schema in which every attribute
//! names the API operation it comes from (`x-operation`); [`catalogue`] reads it, and from the catalogue come the lints
//! of rules, the plan of calls and the rule documentation.

pub mod accessanalyzer;
pub mod account;
pub mod acm;
pub mod apigateway;
pub mod artifact;
pub mod autoscaling;
pub mod backup;
pub mod catalogue;
pub mod clock;
pub mod cloudfront;
pub mod cloudtrail;
pub mod cloudwatch;
pub mod cognito_idp;
pub mod dlm;
pub mod ds;
pub mod dynamodb;
pub mod ebs;
pub mod ec2_network;
pub mod ec2_vpc;
pub mod ecr;
pub mod ecs;
pub mod efs;
pub mod elasticache;
pub mod elb;
pub mod elbv2;
pub mod environments;
pub mod fsx;
pub mod guardduty;
pub mod iam;
mod identity;
pub mod inspector2;
pub mod kms;
pub mod lambda;
pub mod logs;
pub mod macie2;
pub mod memorydb;
mod observed;
pub mod opensearch;
pub mod organizations;
pub mod outside;
pub mod parameter_store;
pub mod rds;
pub mod redshift;
mod resource;
pub mod route53;
pub mod s3;
pub mod secretsmanager;
pub mod ses;
pub mod sns;
pub mod sqs;
pub mod ssm;
pub mod sso_admin;
pub mod storage;
pub mod transfer;

pub use identity::{Identity, Sighting};
pub use observed::{Observed, UNKNOWN, Unknown};
pub use resource::{Caller, Coverage, GLOBAL, Inventory, Place, Resource, ResourceKind};
