//! Users, groups, roles and policies.
//!
//! In: a call of IAM. Out: its answer. One role of 40 is an administrator; users get what they may through groups; one user of ten
//! has a policy of his own.

use super::iam_report;
use super::site::{Site, encoded};
use crate::cloud::answer::Answer;
use std::fmt::Write;

/// The largest page of an IAM list, and the size of one that asks for none.
const MOST: usize = 1000;
const DEFAULT: usize = 100;

pub(super) fn answer(site: &Site<'_>) -> Option<Answer> {
    let result = match site.call.name() {
        "GetAccountAuthorizationDetails" => details(site),
        "ListRoles" => list(site, site.plan.roles, "Roles", role_head),
        "ListUsers" => list(site, site.plan.users, "Users", user_head),
        "ListGroups" => list(site, site.plan.groups, "Groups", group_head),
        "GetAccountSummary" => summary(site),
        "GetAccountPasswordPolicy" => PASSWORDS.to_owned(),
        "GenerateCredentialReport" => "<State>COMPLETE</State>".to_owned(),
        "GetCredentialReport" => iam_report::report(site),
        "ListMFADevices" => "<MFADevices/><IsTruncated>false</IsTruncated>".to_owned(),
        "ListVirtualMFADevices" => "<VirtualMFADevices/><IsTruncated>false</IsTruncated>".to_owned(),
        "ListSAMLProviders" => saml(site),
        "ListServerCertificates" => "<ServerCertificateMetadataList/><IsTruncated>false</IsTruncated>".to_owned(),
        _ => return None,
    };
    Some(Answer::query(site.call, &result))
}

const PASSWORDS: &str = "<PasswordPolicy><MinimumPasswordLength>14</MinimumPasswordLength>\
    <RequireSymbols>true</RequireSymbols><RequireNumbers>true</RequireNumbers>\
    <RequireUppercaseCharacters>true</RequireUppercaseCharacters>\
    <RequireLowercaseCharacters>true</RequireLowercaseCharacters>\
    <AllowUsersToChangePassword>true</AllowUsersToChangePassword><ExpirePasswords>false</ExpirePasswords>\
    <PasswordReusePrevention>24</PasswordReusePrevention></PasswordPolicy>";

fn summary(site: &Site<'_>) -> String {
    let plan = site.plan;
    let entry = |(key, value): (&str, usize)| format!("<entry><key>{key}</key><value>{value}</value></entry>");
    let entries = [
        ("AccountMFAEnabled", 1),
        ("AccountPasswordPresent", 1),
        ("AccountAccessKeysPresent", 0),
        ("Users", plan.users),
        ("Groups", plan.groups),
        ("Roles", plan.roles),
        ("Policies", plan.policies),
    ];
    format!("<SummaryMap>{}</SummaryMap>", entries.map(entry).concat())
}

fn saml(site: &Site<'_>) -> String {
    let arn = format!("arn:aws:iam::{}:saml-provider/login", site.account());
    format!("<SAMLProviderList><member><Arn>{arn}</Arn></member></SAMLProviderList>")
}

/// A list of one kind.
fn list(site: &Site<'_>, total: usize, name: &str, item: Entry) -> String {
    let (page, end) = page(site, total);
    let items = page.fold(String::new(), |list, index| list + "<member>" + &item(site, index) + "</member>");
    format!("<{name}>{items}</{name}>{end}")
}

/// The part of a list that a page holds, and what stands behind it.
fn page(site: &Site<'_>, total: usize) -> (std::ops::Range<usize>, String) {
    let most = if site.call.asked("MaxItems").is_some() { MOST } else { DEFAULT };
    let page = site.call.page(total, "MaxItems", most, "Marker");
    let end = format!("<IsTruncated>{}</IsTruncated>{}", page.next.is_some(), page.xml("Marker"));
    (page.holds, end)
}

/// What writes an entry of a list.
type Entry = fn(&Site<'_>, usize) -> String;

/// Users, groups, roles and policies, one behind the other.
fn details(site: &Site<'_>) -> String {
    let plan = site.plan;
    let kinds: [(usize, Entry); 4] =
        [(plan.users, user), (plan.groups, group), (plan.roles, role), (plan.policies, policy)];
    let (page, end) = page(site, kinds.iter().map(|(total, _)| total).sum());
    let mut before = 0;
    let mut result = String::new();
    for (name, (total, item)) in ["UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"].iter().zip(kinds) {
        let (from, to) = (page.start.clamp(before, before + total), page.end.clamp(before, before + total));
        let _infallible = write!(result, "<{name}>");
        for index in from..to {
            let _infallible = write!(result, "<member>{}</member>", item(site, index - before));
        }
        let _infallible = write!(result, "</{name}>");
        before += total;
    }
    result + &end
}

/// What every principal has: path, name, id, ARN and date.
fn head(site: &Site<'_>, kind: &str, name: &str, id: &str, index: usize) -> String {
    let lower = kind.to_lowercase();
    format!(
        "<Path>/</Path><{kind}Name>{name}</{kind}Name><{kind}Id>{id}{index:016}</{kind}Id>\
         <Arn>arn:aws:iam::{}:{lower}/{name}</Arn><CreateDate>{}</CreateDate>",
        site.account(),
        site.days_ago(20 + index % 600)
    )
}

/// The name of a user.
pub(super) fn user_name(index: usize) -> String {
    format!("user-{index:05}")
}

fn user_head(site: &Site<'_>, index: usize) -> String {
    head(site, "User", &user_name(index), "AIDA", index)
}

fn group_head(site: &Site<'_>, index: usize) -> String {
    head(site, "Group", &format!("group-{index:04}"), "AGPA", index)
}

fn role_head(site: &Site<'_>, index: usize) -> String {
    let head = head(site, "Role", &format!("role-{index:05}"), "AROA", index);
    format!(
        "{head}<AssumeRolePolicyDocument>{}</AssumeRolePolicyDocument><MaxSessionDuration>3600</MaxSessionDuration>",
        encoded(TRUST)
    )
}

const TRUST: &str = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\
    \"Principal\":{\"Service\":\"lambda.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";
const READS: &str = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\
    \"Action\":[\"s3:GetObject\",\"s3:ListBucket\",\"logs:PutLogEvents\"],\"Resource\":\"*\"}]}";
const EVERYTHING: &str =
    "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}";

fn inline(name: &str, document: &str) -> String {
    let document = encoded(document);
    format!("<member><PolicyName>{name}</PolicyName><PolicyDocument>{document}</PolicyDocument></member>")
}

fn attached(site: &Site<'_>, index: usize) -> String {
    let name = format!("policy-{:04}", index % site.plan.policies.max(1));
    let arn = format!("arn:aws:iam::{}:policy/{name}", site.account());
    format!("<member><PolicyName>{name}</PolicyName><PolicyArn>{arn}</PolicyArn></member>")
}

const TAGS: &str = "<Tags><member><Key>Team</Key><Value>platform</Value></member></Tags>";

fn user(site: &Site<'_>, index: usize) -> String {
    let own = if index % 10 == 4 { inline("own", READS) } else { String::new() };
    format!(
        "{}<UserPolicyList>{own}</UserPolicyList><GroupList><member>group-{:04}</member></GroupList>\
         <AttachedManagedPolicies/>{TAGS}",
        user_head(site, index),
        index % site.plan.groups.max(1)
    )
}

fn group(site: &Site<'_>, index: usize) -> String {
    let attached = attached(site, index);
    format!(
        "{}<GroupPolicyList/><AttachedManagedPolicies>{attached}</AttachedManagedPolicies>",
        group_head(site, index)
    )
}

fn role(site: &Site<'_>, index: usize) -> String {
    let own = if index % 40 == 3 { inline("everything", EVERYTHING) } else { inline("own", READS) };
    let head = role_head(site, index).replace("<MaxSessionDuration>3600</MaxSessionDuration>", "");
    format!(
        "{head}<InstanceProfileList/><RolePolicyList>{own}</RolePolicyList>\
         <AttachedManagedPolicies>{}</AttachedManagedPolicies>{TAGS}<RoleLastUsed><LastUsedDate>{}</LastUsedDate>\
         <Region>eu-central-1</Region></RoleLastUsed>",
        attached(site, index),
        site.days_ago(index % 120)
    )
}

fn policy(site: &Site<'_>, index: usize) -> String {
    let name = format!("policy-{index:04}");
    let created = site.days_ago(300);
    format!(
        "<PolicyName>{name}</PolicyName><PolicyId>ANPA{index:016}</PolicyId>\
         <Arn>arn:aws:iam::{}:policy/{name}</Arn><Path>/</Path><DefaultVersionId>v1</DefaultVersionId>\
         <AttachmentCount>1</AttachmentCount><PermissionsBoundaryUsageCount>0</PermissionsBoundaryUsageCount>\
         <IsAttachable>true</IsAttachable><CreateDate>{created}</CreateDate><UpdateDate>{created}</UpdateDate>\
         <PolicyVersionList><member><Document>{}</Document><VersionId>v1</VersionId>\
         <IsDefaultVersion>true</IsDefaultVersion><CreateDate>{created}</CreateDate></member></PolicyVersionList>",
        site.account(),
        encoded(READS)
    )
}
