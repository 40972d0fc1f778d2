//! CloudWatch Logs: log groups of every region asked.
//!
//! Calls: `DescribeLogGroups` in pages of fifty, `DescribeAccountPolicies` once per region, and `GetDataProtectionPolicy` only
//! for groups that have a policy of their own: an account may have thousands of groups.

use super::Found;
use super::survey::{Site, Survey, not_collected};
use crate::aws::outcome::failed;
use crate::aws::wire::Ask;
use crate::aws::wire::logs::{DescribeAccountPolicies, DescribeLogGroups, GetDataProtectionPolicy, LogGroup as Listed};
use crate::aws::{Answer, wire};
use crate::fact::logs::LogGroup;
use crate::fact::{Observed, ResourceKind, Unknown};
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeSet;

const KIND: ResourceKind = ResourceKind::LogsLogGroup;

/// Collects log groups.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    survey.in_regions(&[KIND], async |site| in_region(site).await).await
}

async fn in_region(site: &Site<'_>) -> Found {
    let of_account = account_policy(site).await;
    site.each_of::<DescribeLogGroups>(KIND, json!({}), async |group, listed| {
        let mut sheet = site.sheet(KIND, &group.log_group_name, group.arn.trim_end_matches(":*"), listed);
        let key = site.keys.of_store(KIND, &site.region, group.kms_key_id.as_deref()).await;
        let masked = masked(site, group, &of_account).await;
        let facts = LogGroup {
            retention_days: if group.log_group_class.as_deref() == Some("DELIVERY") {
                Observed::Unknown(Unknown::undecidable("log-class-passes-logs-on"))
            } else {
                Observed::of(group.retention_in_days)
            },
            class: Observed::of(group.log_group_class.clone()),
            stored_bytes: Observed::of(group.stored_bytes),
            kms_key_id: group.kms_key_id.clone(),
            key: sheet.seen(key),
            data_protection_status: Observed::of(group.data_protection_status.clone()),
            masked_data: sheet.seen(masked),
        };
        sheet.finish(&site.account.id, &facts)
    })
    .await
}

/// What the account's policy masks in the groups that inherit it.
async fn account_policy(site: &Site<'_>) -> Answer<BTreeSet<String>> {
    let asked = json!({ "policyType": "DATA_PROTECTION_POLICY" });
    let policies = site.list_for::<DescribeAccountPolicies>(KIND, asked).await;
    policies.and_then(|policies| {
        let all = policies.iter().map(|policy| read(DescribeAccountPolicies::OPERATION, &policy.policy_document));
        all.collect::<Result<Vec<_>, _>>().map(|all| all.into_iter().flatten().collect()).into()
    })
}

/// What is masked in a group: by its own policy, and by the account's where it inherits that.
async fn masked(site: &Site<'_>, group: &Listed, of_account: &Answer<BTreeSet<String>>) -> Answer<Vec<String>> {
    if !site.needs(KIND, GetDataProtectionPolicy::OPERATION) {
        return not_collected();
    }
    let own = match group.data_protection_status.as_deref() {
        None | Some("DELETED" | "ARCHIVED" | "DISABLED") => Answer::known(Observed::Value(BTreeSet::new())),
        Some(_) => {
            let asked = json!({ "logGroupIdentifier": group.log_group_name });
            let policy = site.get::<GetDataProtectionPolicy>(asked).await;
            policy.and_then(|reply: wire::logs::DataProtectionPolicy| {
                read(GetDataProtectionPolicy::OPERATION, &reply.policy_document).into()
            })
        }
    };
    let inherits = group.inherited_properties.iter().any(|property| property == "ACCOUNT_DATA_PROTECTION");
    let inherited = if inherits { of_account.clone() } else { Answer::known(Observed::Value(BTreeSet::new())) };
    let answered = own.answered.iter().chain(&inherited.answered).copied().collect();
    let seen = own.seen.and_then(|own| inherited.seen.map(|inherited| own.union(&inherited).cloned().collect()));
    Answer { seen, answered }
}

/// A data protection policy ("Understanding data protection policies", CloudWatch Logs User Guide), as far as it masks.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Policy {
    statement: Vec<Statement>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Statement {
    data_identifier: Vec<String>,
    operation: Operation,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Operation {
    deidentify: Option<serde_json::Value>,
}

/// The sorts of data that a policy masks: `EmailAddress` of `arn:aws:dataprotection::aws:data-identifier/EmailAddress`, or
/// the name of a pattern of its own. What it only looks for (`Audit`) is not masked.
fn read(operation: &'static crate::aws::operations::Operation, document: &str) -> Result<BTreeSet<String>, Unknown> {
    let policy: Policy = serde_json::from_str(document).map_err(|_| failed(operation, "unreadable-answer"))?;
    let masking = policy.statement.into_iter().filter(|statement| statement.operation.deidentify.is_some());
    let name = |identifier: &String| identifier.rsplit('/').next().unwrap_or(identifier).to_owned();
    Ok(masking.flat_map(|statement| statement.data_identifier.iter().map(name).collect::<Vec<_>>()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const AUDIT: &str = r#"{"DataIdentifier":["arn:aws:dataprotection::aws:data-identifier/Name"],"Operation":{"Audit":{"FindingsDestination":{}}}}"#;
    const MASK: &str = r#"{"DataIdentifier":["arn:aws:dataprotection::aws:data-identifier/EmailAddress","EmployeeId"],"Operation":{"Deidentify":{"MaskConfig":{}}}}"#;

    fn masks(statements: &str) -> Result<Vec<String>, Unknown> {
        let document = format!(r#"{{"Name":"p","Version":"2021-06-01","Statement":[{statements}]}}"#);
        read(GetDataProtectionPolicy::OPERATION, &document).map(|names| names.into_iter().collect())
    }

    #[test]
    fn only_what_is_masked_counts_not_what_is_looked_for() {
        assert_eq!(masks(AUDIT), Ok(Vec::new()));
        let both = Ok(vec!["EmailAddress".to_owned(), "EmployeeId".to_owned()]);
        assert_eq!(masks(&format!("{AUDIT},{MASK}")), both);
    }

    #[test]
    fn a_policy_that_cannot_be_read_stays_unknown() {
        assert!(masks("{").is_err());
        assert!(masks(r#"{"Operation":{}}"#).is_err());
    }
}
