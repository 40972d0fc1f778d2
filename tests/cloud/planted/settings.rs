//! Single answers of services of which nothing is planted.
//!
//! In: a call. Out: its answer, where an empty list would not do.

use super::site::Site;
use crate::cloud::answer::Answer;
use crate::cloud::refusal::refuse;
use serde_json::json;

pub(super) fn answer(site: &Site<'_>) -> Option<Answer> {
    let call = site.call;
    let said = match call.operation {
        "s3control:GetPublicAccessBlock" => {
            let message = "The public access block configuration was not found";
            return Some(refuse(call, 404, "NoSuchPublicAccessBlockConfiguration", message));
        }
        "inspector2:BatchGetAccountStatus" => {
            let off = json!({ "status": "DISABLED", "errorCode": "ALREADY_DISABLED", "errorMessage": "" });
            let each = json!({ "ec2": off, "ecr": off, "lambda": off, "lambdaCode": off });
            json!({ "accounts": [{ "accountId": site.account(), "state": off, "resourceState": each }], "failedAccounts": [] })
        }
        "macie2:GetMacieSession" => {
            return Some(refuse(call, 403, "AccessDeniedException", "Macie is not enabled"));
        }
        "macie2:GetAdministratorAccount" => json!({}),
        "ecr:DescribeRegistry" => {
            json!({ "registryId": site.account(), "replicationConfiguration": { "rules": [] } })
        }
        _ => return None,
    };
    Some(Answer::json(call, said.to_string()))
}
