//! The planted world: an account that is made out of numbers while it is asked.
//!
//! In: a [`Plan`]. Out: an answer to every operation. Nothing is held per resource: what a resource is follows from its number, which
//! stands in its name, so that an account of 30,000 buckets costs nothing. Whatever is not planted is answered with an empty list
//! (`smallest.rs`).

mod account;
mod data;
mod ec2;
mod iam;
mod iam_report;
mod kms;
mod network;
mod plan;
mod rds;
mod rds_copies;
mod s3;
mod settings;
mod site;
mod storage;

pub(crate) use account::account_id;
pub(crate) use plan::{HOMES, Plan, REGIONS};

use super::World;
use super::answer::Answer;
use super::call::Call;
use super::smallest;
use site::Site;

/// An account out of numbers; every account id is one.
#[derive(Clone, Debug)]
pub(crate) struct Planted {
    plan: Plan,
    born: jiff::Timestamp,
}

impl Planted {
    /// A world of such accounts.
    pub(crate) fn new(plan: Plan) -> Self {
        Self { plan, born: jiff::Timestamp::now() }
    }
}

impl World for Planted {
    fn answer(&self, call: &Call) -> Answer {
        let site = Site { call, plan: &self.plan, born: self.born };
        let said = match call.service {
            "s3" => s3::answer(&site),
            "kms" => kms::answer(&site),
            "iam" => iam::answer(&site),
            "rds" => rds::answer(&site),
            "ec2" => ec2::answer(&site),
            "account" | "organizations" | "sts" => account::answer(&site),
            "dynamodb" | "sqs" | "sns" | "secretsmanager" => data::answer(&site),
            "lambda" | "logs" | "cloudtrail" => storage::answer(&site),
            _ => settings::answer(&site),
        };
        said.unwrap_or_else(|| smallest::answer(call))
    }
}
