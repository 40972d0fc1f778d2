//! The account itself: its regions, its organisation, and who asks.
//!
//! In: a call of Account Management, Organizations or STS. Out: its answer. A role is assumed in whatever account its ARN names: the
//! session's key id names that account, as every key id here.

use super::plan::{DISABLED, REGIONS};
use super::site::{Members, Site, number};
use crate::cloud::answer::Answer;
use crate::cloud::refusal::{Refusal, refuse};
use serde_json::json;

/// The id of an account of the organisation; the first is its management account.
pub(crate) fn account_id(index: usize) -> String {
    format!("{:012}", 100_000_000_001 + index)
}

pub(super) fn answer(site: &Site<'_>) -> Option<Answer> {
    match site.call.service {
        "account" => of_account(site),
        "sts" => of_sts(site),
        _ if site.plan.accounts == 0 => {
            let message = "Your account is not a member of an organization.";
            Some(refuse(site.call, 400, "AWSOrganizationsNotInUseException", message))
        }
        _ => of_organization(site),
    }
}

fn of_account(site: &Site<'_>) -> Option<Answer> {
    let said = match site.call.name() {
        "ListRegions" => {
            let region = |name: &&str, status: &str| json!({ "RegionName": name, "RegionOptStatus": status });
            let enabled = REGIONS.iter().map(|name| region(name, "ENABLED_BY_DEFAULT"));
            let regions: Vec<_> = enabled.chain(DISABLED.iter().map(|name| region(name, "DISABLED"))).collect();
            json!({ "Regions": regions })
        }
        "GetAlternateContact" => json!({ "AlternateContact": {
            "AlternateContactType": "SECURITY", "EmailAddress": "security@example.com", "Name": "Security",
            "PhoneNumber": "+49 30 0000000", "Title": "Security",
        }}),
        _ => return None,
    };
    Some(Answer::json(site.call, said.to_string()))
}

fn of_sts(site: &Site<'_>) -> Option<Answer> {
    let call = site.call;
    let result = match call.name() {
        "GetCallerIdentity" => {
            let account = site.account();
            let arn = if call.key_id.starts_with("ASIA") {
                format!("arn:aws:sts::{account}:assumed-role/tomscan/session")
            } else {
                format!("arn:aws:iam::{account}:user/scanner")
            };
            format!("<Arn>{arn}</Arn><UserId>AIDA{account}</UserId><Account>{account}</Account>")
        }
        "AssumeRole" => {
            let arn = call.asked("RoleArn").unwrap_or_default();
            let session = call.asked("RoleSessionName").unwrap_or_default();
            let mut parts = arn.split(':').skip(4);
            let (account, role) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            if account.len() != 12 || !role.starts_with("role/") {
                return Some(Refusal::Denied.answer(call));
            }
            let role = role.rsplit('/').next().unwrap_or_default();
            format!(
                "<Credentials><AccessKeyId>ASIA{account}SESS</AccessKeyId><SecretAccessKey>not-a-secret</SecretAccessKey>\
                 <SessionToken>session-of-{account}</SessionToken><Expiration>{}</Expiration></Credentials>\
                 <AssumedRoleUser><AssumedRoleId>AROA{account}:{session}</AssumedRoleId>\
                 <Arn>arn:aws:sts::{account}:assumed-role/{role}/{session}</Arn></AssumedRoleUser>",
                (jiff::Timestamp::now() + jiff::SignedDuration::from_hours(1)).strftime("%Y-%m-%dT%H:%M:%SZ")
            )
        }
        _ => return None,
    };
    Some(Answer::query(call, &result))
}

fn of_organization(site: &Site<'_>) -> Option<Answer> {
    let (call, management) = (site.call, account_id(0));
    let arn = |kind: &str, id: &str| format!("arn:aws:organizations::{management}:{kind}/o-example/{id}");
    let said = match call.name() {
        "DescribeOrganization" => json!({ "Organization": {
            "Id": "o-example", "Arn": format!("arn:aws:organizations::{management}:organization/o-example"), "FeatureSet": "ALL",
            "MasterAccountId": management, "MasterAccountEmail": "aws@example.com",
            "MasterAccountArn": arn("account", &management), "AvailablePolicyTypes": [],
        }}),
        // Only the management account and delegated administrators may ask for more.
        _ if site.account() != management => return Some(Refusal::Denied.answer(call)),
        "ListAccounts" => return Some(accounts(site)),
        "ListParents" => json!({ "Parents": [{ "Id": "r-test", "Type": "ROOT" }] }),
        "ListRoots" => {
            json!({ "Roots": [{ "Id": "r-test", "Arn": arn("root", "r-test"), "Name": "Root", "PolicyTypes": [] }] })
        }
        "ListTagsForResource" => {
            let environment = match call.asked("ResourceId").as_deref().and_then(number) {
                Some(index) if index.is_multiple_of(2) => "staging",
                _ => "production",
            };
            json!({ "Tags": [{ "Key": "Environment", "Value": environment }] })
        }
        _ => return None,
    };
    Some(Answer::json(call, said.to_string()))
}

/// NOTE: "ListAccounts" (Organizations API reference): 20 at most on a page.
fn accounts(site: &Site<'_>) -> Answer {
    let management = account_id(0);
    let members = Members { size: ("MaxResults", 20), token: ("NextToken", "NextToken"), list: "Accounts" };
    let page = site.call.page(site.plan.accounts, members.size.0, members.size.1, members.token.0);
    let one = |index: usize| {
        let id = account_id(index);
        json!({
            "Id": id, "Arn": format!("arn:aws:organizations::{management}:account/o-example/{id}"),
            "Email": format!("aws+{index}@example.com"), "Name": format!("account-{index:04}"), "Status": "ACTIVE",
            "State": "ACTIVE", "JoinedMethod": "CREATED", "JoinedTimestamp": site.second(500),
        })
        .to_string()
    };
    let accounts: Vec<String> = page.holds.clone().map(one).collect();
    Answer::json(site.call, format!("{{\"Accounts\":[{}]{}}}", accounts.join(","), page.json("NextToken")))
}
