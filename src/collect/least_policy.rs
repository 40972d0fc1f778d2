//! The least IAM policy for a plan.
//!
//! In: a plan. Out: the policy as JSON: the IAM actions behind its operations, and nothing else.

use super::Plan;
use crate::aws::operations::{Operation, operation};
use crate::aws::wire::Ask;
use crate::aws::wire::account::ListRegions;
use crate::aws::wire::ec2::DescribeRegions;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What the scan itself asks, whatever the rules: who it is, and which regions there are.
const ALWAYS: &[&Operation] = &[ListRegions::OPERATION, DescribeRegions::OPERATION];

/// The least policy. `sts:GetCallerIdentity` needs no permission ("`GetCallerIdentity`", STS API reference).
pub fn least_policy(plan: &Plan) -> Value {
    let planned = plan.operations().into_iter().filter_map(operation);
    let actions: BTreeSet<&str> = planned.chain(ALWAYS.iter().copied()).map(|operation| operation.action).collect();
    json!({
        "Version": "2012-10-17",
        "Statement": [{ "Sid": "TomscanReadsConfiguration", "Effect": "Allow", "Action": actions, "Resource": "*" }]
    })
}
