//! The least IAM policy for a plan.
//!
//! In: a plan. Out: the policy as JSON: the IAM actions behind its operations, and nothing else. Of the parameters of Systems
//! Manager it lets read those that AWS publishes, and no other.

use super::Plan;
use crate::aws::operations::{Operation, operation};
use crate::aws::wire::Ask;
use crate::aws::wire::account::ListRegions;
use crate::aws::wire::cloudtrail_events::LookupEvents;
use crate::aws::wire::ec2::DescribeRegions;
use crate::aws::wire::ssm_parameters::GetParametersByPath;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What the scan itself asks, whatever the rules: who it is, and which regions there are.
const ALWAYS: &[&Operation] = &[ListRegions::OPERATION, DescribeRegions::OPERATION];

/// The least policy. `sts:GetCallerIdentity` needs no permission ("`GetCallerIdentity`", STS API reference).
pub fn least_policy(plan: &Plan) -> Value {
    with_public_parameters(document(&actions(plan)))
}

/// The least policy in parts that each fit into a managed policy: 6,144 characters, white space not counted ("IAM and AWS
/// STS quotas", IAM User Guide).
pub fn least_policy_parts(plan: &Plan) -> Vec<Value> {
    let mut parts: Vec<BTreeSet<&str>> = vec![BTreeSet::new()];
    for action in actions(plan) {
        if let Some(part) = parts.last_mut() {
            part.insert(action);
            if document(part).to_string().len() > MOST_CHARACTERS {
                part.remove(action);
                parts.push(BTreeSet::from([action]));
            }
        }
    }
    // Small as it is, it gets a part of its own rather than making a full one overflow.
    let rest = json!({ "Version": "2012-10-17", "Statement": [] });
    let public = with_public_parameters(rest);
    match parts.as_slice() {
        [one] if with_public_parameters(document(one)).to_string().len() <= MOST_CHARACTERS => {
            vec![with_public_parameters(document(one))]
        }
        parts => parts.iter().map(document).chain([public]).collect(),
    }
}

const MOST_CHARACTERS: usize = 6144;

/// AWS's list of its services' regions, which is asked where an endpoint does not answer.
const PUBLIC_PARAMETERS: &str = "arn:*:ssm:*::parameter/aws/service/global-infrastructure/*";

fn with_public_parameters(mut document: Value) -> Value {
    if let Some(statements) = document["Statement"].as_array_mut() {
        statements.push(json!({
            "Sid": "TomscanReadsWhereServicesAreOffered",
            "Effect": "Allow",
            "Action": GetParametersByPath::OPERATION.action,
            "Resource": PUBLIC_PARAMETERS
        }));
    }
    document
}

fn actions(plan: &Plan) -> BTreeSet<&'static str> {
    let planned = plan.operations().into_iter().filter_map(operation);
    let origins = plan.origins.then_some(LookupEvents::OPERATION);
    planned.chain(ALWAYS.iter().copied()).chain(origins).map(|operation| operation.action).collect()
}

fn document(actions: &BTreeSet<&str>) -> Value {
    json!({
        "Version": "2012-10-17",
        "Statement": [{ "Sid": "TomscanReadsConfiguration", "Effect": "Allow", "Action": actions, "Resource": "*" }]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_asks_for_origins_needs_the_event_history() {
        let lists = |origins: bool| {
            let mut plan = Plan::default();
            plan.origins = origins;
            let parts = least_policy_parts(&plan).into_iter().chain([least_policy(&plan)]);
            parts.map(|part| part.to_string().contains("\"cloudtrail:LookupEvents\"")).collect::<Vec<_>>()
        };
        assert_eq!((lists(true), lists(false)), (vec![true, true], vec![false, false]));
    }
}
