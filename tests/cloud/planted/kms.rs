//! Keys.
//!
//! In: a call of KMS. Out: its answer. One key of twelve is AWS's own; of the customer's one of thirty signs, one of forty has
//! imported material, one of twenty is disabled, one of five does not rotate.

use super::site::{Members, Site, number};
use crate::cloud::answer::Answer;
use crate::cloud::refusal::refuse;
use serde_json::json;

/// The lists of a region. NOTE: "ListKeys", "ListAliases" (KMS API reference): 100 and 50 where no limit is asked for.
fn members(site: &Site<'_>, default: usize, list: &'static str) -> Members {
    let most = if site.call.asked("Limit").is_some() { 1000 } else { default };
    Members { size: ("Limit", most), token: ("Marker", "NextMarker"), list }
}

/// The id of a key.
pub(super) fn id(index: usize) -> String {
    format!("00000000-0000-4000-8000-{index:012}")
}

/// Whether a key is the customer's.
pub(super) fn of_customer(index: usize) -> bool {
    !index.is_multiple_of(12)
}

fn signs(index: usize) -> bool {
    of_customer(index) && index % 30 == 13
}

fn is_imported(index: usize) -> bool {
    of_customer(index) && index % 40 == 21
}

/// Whether KMS tells anything of a key's rotations.
pub(super) fn rotates(index: usize) -> bool {
    of_customer(index) && !signs(index)
}

/// Whether KMS can rotate a key by itself.
pub(super) fn rotates_by_itself(index: usize) -> bool {
    rotates(index) && !is_imported(index)
}

pub(super) fn answer(site: &Site<'_>) -> Option<Answer> {
    let call = site.call;
    if call.name() == "ListKeys" {
        let item = |index| {
            let id = id(index);
            format!("{{\"KeyId\":\"{id}\",\"KeyArn\":\"{}\"}}", site.arn("kms", &format!("key/{id}")))
        };
        return Some(truncated(site, site.json(site.plan.keys, &members(site, 100, "Keys"), item)));
    }
    if call.name() == "ListAliases" {
        return Some(truncated(site, site.json(0, &members(site, 50, "Aliases"), |_| String::new())));
    }
    let asked = call.asked("KeyId")?;
    let own = asked.strip_prefix(&site.arn("kms", "key/")).unwrap_or(&asked);
    let index = number(own).filter(|index| own == id(*index) && site.is_here(*index, site.plan.keys));
    let Some(index) = index else {
        return Some(refuse(call, 400, "NotFoundException", &format!("Key '{asked}' does not exist")));
    };
    let of_key = match call.name() {
        "DescribeKey" => describe(site, index),
        "GetKeyPolicy" => policy(site),
        "GetKeyRotationStatus" => json!({
            "KeyRotationEnabled": is_rotated(index), "KeyId": id(index), "RotationPeriodInDays": 365,
        }),
        "ListKeyRotations" => json!({ "Rotations": [], "Truncated": false }),
        "ListResourceTags" => {
            let environment = if index.is_multiple_of(3) { "staging" } else { "production" };
            json!({ "Tags": [{ "TagKey": "Environment", "TagValue": environment }], "Truncated": false })
        }
        _ => return None,
    };
    Some(Answer::json(call, of_key.to_string()))
}

/// KMS says beside the marker whether there is more.
fn truncated(site: &Site<'_>, mut answer: Answer) -> Answer {
    let more = String::from_utf8_lossy(&answer.body).contains("\"NextMarker\"");
    answer.body.pop();
    answer.body.extend(format!(",\"Truncated\":{more}}}").bytes());
    debug_assert!(site.call.name().starts_with("List"));
    answer
}

/// Whether a key is one of which it matters how it is rotated, and automatic rotation may tell.
pub(super) fn may_rotate(index: usize) -> bool {
    rotates_by_itself(index) && is_enabled(index)
}

/// Whether only the rotations of the past can tell whether a key is rotated.
pub(super) fn is_told_by_its_past(index: usize) -> bool {
    rotates(index) && is_enabled(index) && !is_rotated(index)
}

fn is_enabled(index: usize) -> bool {
    !of_customer(index) || index % 20 != 19
}

/// Whether automatic rotation is on, every year.
fn is_rotated(index: usize) -> bool {
    rotates_by_itself(index) && index % 5 != 1
}

fn describe(site: &Site<'_>, index: usize) -> serde_json::Value {
    let id = id(index);
    let (spec, usage) =
        if signs(index) { ("RSA_2048", "SIGN_VERIFY") } else { ("SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT") };
    let enabled = is_enabled(index);
    json!({ "KeyMetadata": {
        "AWSAccountId": site.account(), "KeyId": id, "Arn": site.arn("kms", &format!("key/{id}")),
        "CreationDate": site.second(30 + index % 700), "Enabled": enabled, "Description": "",
        "KeyUsage": usage, "KeyState": if enabled { "Enabled" } else { "Disabled" },
        "Origin": if is_imported(index) { "EXTERNAL" } else { "AWS_KMS" },
        "KeyManager": if of_customer(index) { "CUSTOMER" } else { "AWS" },
        "CustomerMasterKeySpec": spec, "KeySpec": spec, "MultiRegion": false,
    }})
}

fn policy(site: &Site<'_>) -> serde_json::Value {
    let root = format!("arn:aws:iam::{}:root", site.account());
    let statement = json!({ "Sid": "Enable IAM User Permissions", "Effect": "Allow", "Principal": { "AWS": root },
        "Action": "kms:*", "Resource": "*" });
    let policy = json!({ "Version": "2012-10-17", "Statement": [statement] });
    json!({ "Policy": policy.to_string(), "PolicyName": "default" })
}
