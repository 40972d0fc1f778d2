//! The light caller's services: how requests are written and what is read of the answers, as data.
//!
//! In: nothing. Out: per service one file with its operations and the serde types of their answers, which hold what tomscan
//! reads and nothing else. Names are those on the wire. A member that AWS always sends is not an `Option`: without it the
//! answer is half an answer, and what needed it stays unknown. A test holds every name, type, token and error code against
//! AWS's published service models. No SDK, no I/O.

pub mod accessanalyzer;
pub mod account;
pub mod acm;
pub mod apigateway;
pub mod apigatewayv2;
pub mod application_autoscaling;
pub mod artifact;
pub mod autoscaling;
pub mod backup;
pub mod cloudfront;
pub mod cloudtrail;
pub mod cloudtrail_events;
pub mod cloudwatch;
pub mod cognito_idp;
pub mod dlm;
pub mod ds;
pub mod dynamodb;
pub mod ebs;
pub mod ec2;
pub mod ec2_network;
pub mod ec2_routing;
pub mod ec2_servers;
pub mod ec2_vpc;
pub mod ec2_vpn;
pub mod ecr;
pub mod ecs;
pub mod efs;
pub mod elasticache;
pub mod elb;
pub mod elbv2;
pub mod events;
pub mod fsx;
pub mod guardduty;
pub mod inspector2;
pub mod lambda;
pub mod log_delivery;
pub mod logs;
pub mod macie2;
pub mod memorydb;
pub mod opensearch;
pub mod organizations;
pub mod organizations_accounts;
pub mod redshift;
pub mod route53;
pub mod s3control;
pub mod secretsmanager;
pub mod sesv2;
pub mod sns;
pub mod sqs;
pub mod ssm;
pub mod ssm_parameters;
pub mod sso_admin;
pub mod sts;
pub mod tagging;
pub mod transfer;

mod lists;
mod time;

pub use lists::{Items, Members};
pub use time::Time;

use super::operations::Operation;
use schemars::{JsonSchema, Schema};
use serde::de::DeserializeOwned;
use std::fmt;

/// A service that the light caller reaches.
#[derive(Debug, PartialEq, Eq)]
pub struct Service {
    /// The name of its model in the AWS CLI: `elbv2`. Operation ids begin with it.
    pub id: &'static str,
    /// The model's `serviceId`, which settings of single services go by: `Elastic Load Balancing v2`.
    pub sdk_id: &'static str,
    /// The name under which requests are signed.
    pub signing: &'static str,
    /// How requests and answers are written.
    pub protocol: Protocol,
    /// Where it answers.
    pub endpoint: Endpoint,
}

/// How requests and answers are written (<https://smithy.io/2.0/aws/protocols/>).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// A form in, XML back.
    Query {
        /// The model's `apiVersion`.
        version: &'static str,
    },
    /// The form of EC2: as Query, with its own names of list items.
    Ec2 {
        /// The model's `apiVersion`.
        version: &'static str,
    },
    /// JSON in a POST, the operation in a header.
    Json {
        /// The model's `targetPrefix`.
        target: &'static str,
        /// The model's `jsonVersion`.
        version: &'static str,
    },
    /// Method and path say what is asked; JSON back.
    RestJson,
    /// Method and path say what is asked; XML back.
    RestXml,
}

/// Where a service answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// In every region, under this first part of the host name.
    Regional(&'static str),
    /// Once per partition, under the name of the partition's main region.
    MainRegion(&'static str),
    /// Once per partition, under a name without region.
    Partition(&'static str),
    /// In every region, under a name that begins with the account.
    OfAccount(&'static str),
}

/// An operation that the light caller can ask.
pub trait Ask {
    /// What is read of its answer.
    type Reply: DeserializeOwned + JsonSchema + fmt::Debug + Send + Sync + 'static;
    /// How its answer is written. A type, so that JSON is compiled where it is spoken and XML where that is.
    type Format: super::reading::Format;
    /// Its line in the table.
    const OPERATION: &'static Operation;
}

/// An operation that answers with a list in pages.
pub trait List: Ask {
    /// What the list holds.
    type Item: fmt::Debug;

    /// The items of one page, and the token of the next.
    fn page(reply: Self::Reply) -> (Vec<Self::Item>, Option<String>);
}

/// The operations of one file.
#[derive(Debug)]
pub struct Table {
    /// The operations.
    pub operations: &'static [&'static Operation],
    /// The JSON Schemas of what is read of their answers, in the same order.
    pub replies: fn() -> Vec<Schema>,
    /// What reads the body of an answer, in the same order.
    pub readers: &'static [Reader],
}

/// Reads the body of an answer.
pub type Reader = fn(&str) -> Result<super::reading::Read, String>;

/// Declares the operations of a service: for each a type to ask with, its line in the table, and the type of its answer.
///
/// ```text
/// operations! { Xml EC2, id "ec2", iam "ec2";
///     /// What it is.
///     DescribeVolumes: Region -> Volumes, pages "NextToken" by "MaxResults" = 500,
///         |reply| (reply.volume_set.item, reply.next_token) => Volume;
///     GetPolicy: Region "GET /2015-03-31/functions/{FunctionName}/policy" -> Policy,
///         action "lambda:GetPolicy", absent "ResourceNotFoundException";
/// }
/// ```
macro_rules! operations {
    ($format:ident $service:expr, id $id:literal, iam $iam:literal; $(
        $(#[$doc:meta])*
        $name:ident : $reach:ident $($method:literal $path:literal)? -> $reply:ty
        $(, action $action:literal)?
        $(, absent $($code:literal)|+)?
        $(, pages $token:literal $(by $size:literal = $most:literal)?, |$page:ident| $items:expr => $item:ty)?;
    )*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug)]
            pub struct $name;

            impl $crate::aws::wire::Ask for $name {
                type Reply = $reply;
                type Format = $crate::aws::reading::$format;
                const OPERATION: &'static $crate::aws::operations::Operation = &$crate::aws::operations::Operation {
                    id: concat!($id, ":", stringify!($name)),
                    action: $crate::aws::wire::first!($($action,)? concat!($iam, ":", stringify!($name))),
                    reach: $crate::aws::operations::Reach::$reach,
                    absent: &[$($($code),+)?],
                    wire: Some($crate::aws::operations::Wire {
                        service: &$service,
                        http: $crate::aws::wire::first!($(($method, $path),)? ("POST", "/")),
                        pages: $crate::aws::wire::first!($(Some($crate::aws::operations::Pages {
                            token: $token,
                            size: $crate::aws::wire::first!($(Some(($size, $most)),)? None),
                        }),)? None),
                    }),
                };
            }

            $(impl $crate::aws::wire::List for $name {
                type Item = $item;

                fn page($page: Self::Reply) -> (Vec<$item>, Option<String>) {
                    $items
                }
            })?
        )*

        /// The operations of this file.
        pub static TABLE: $crate::aws::wire::Table = $crate::aws::wire::Table {
            operations: &[$(<$name as $crate::aws::wire::Ask>::OPERATION),*],
            replies: || vec![$(schemars::schema_for!($reply)),*],
            readers: &[$($crate::aws::wire::first!(
                $($crate::aws::wire::first!($crate::aws::reading::read_page::<$name>, $token),)?
                $crate::aws::reading::read::<$name>
            )),*],
        };
    };
}

/// The first of its arguments: what is written, else the default after it.
macro_rules! first {
    ($first:expr $(, $rest:expr)*) => {
        $first
    };
}

use {first, operations};

/// The tables of all files.
pub fn tables() -> impl Iterator<Item = &'static Table> {
    let tables = [
        // A line per file.
        &ec2_servers::TABLE,
        &account::TABLE,
        &backup::TABLE,
        &dlm::TABLE,
        &dynamodb::TABLE,
        &ebs::TABLE,
        &ec2::TABLE,
        &ec2_network::TABLE,
        &ec2_routing::TABLE,
        &ec2_vpc::TABLE,
        &ec2_vpn::TABLE,
        &organizations::TABLE,
        &organizations_accounts::TABLE,
        &accessanalyzer::TABLE,
        &artifact::TABLE,
        &cognito_idp::TABLE,
        &ds::TABLE,
        &sso_admin::TABLE,
        &ecr::TABLE,
        &memorydb::TABLE,
        &redshift::TABLE,
        &efs::TABLE,
        &fsx::TABLE,
        &cloudtrail::TABLE,
        &cloudtrail_events::TABLE,
        &lambda::TABLE,
        &logs::TABLE,
        &macie2::TABLE,
        &s3control::TABLE,
        &secretsmanager::TABLE,
        &sns::TABLE,
        &sqs::TABLE,
        &ssm_parameters::TABLE,
        &acm::TABLE,
        &apigateway::TABLE,
        &apigatewayv2::TABLE,
        &application_autoscaling::TABLE,
        &autoscaling::TABLE,
        &cloudfront::TABLE,
        &elasticache::TABLE,
        &elb::TABLE,
        &elbv2::TABLE,
        &log_delivery::TABLE,
        &opensearch::TABLE,
        &sesv2::TABLE,
        &sts::TABLE,
        &tagging::TABLE,
        &transfer::TABLE,
        &cloudwatch::TABLE,
        &ecs::TABLE,
        &events::TABLE,
        &guardduty::TABLE,
        &inspector2::TABLE,
        &route53::TABLE,
        &ssm::TABLE,
    ];
    tables.into_iter()
}
