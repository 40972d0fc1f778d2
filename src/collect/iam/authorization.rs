//! Who may do what: `GetAccountAuthorizationDetails`, and who is an administrator by it.

use crate::aws::{Account, Answer, all_pages, operations};
use crate::fact::iam::Administrators;
use crate::fact::{Observed, Unknown};
use crate::policy::{AdminDecision, AdminKind, Home, Identity, Policy, administrator_in};
use aws_sdk_iam::Client;
use aws_sdk_iam::operation::get_account_authorization_details::GetAccountAuthorizationDetailsOutput as Page;
use aws_sdk_iam::types::{
    AttachedPermissionsBoundary, AttachedPolicy, GroupDetail, ManagedPolicyDetail, PolicyDetail, RoleDetail, Tag,
    UserDetail,
};
use percent_encoding::percent_decode_str;
use std::collections::BTreeMap;

/// All users, groups, roles and policies.
#[derive(Clone, Debug, Default)]
pub(in crate::collect) struct Details {
    pub(super) users: Vec<UserDetail>,
    groups: Vec<GroupDetail>,
    pub(super) roles: Vec<RoleDetail>,
    policies: Vec<ManagedPolicyDetail>,
}

pub(super) async fn fetch(account: &Account, client: &Client, region: &str) -> Answer<Details> {
    let operation = &operations::GET_ACCOUNT_AUTHORIZATION_DETAILS;
    let pages = all_pages(operation, async |marker| {
        let call = client.get_account_authorization_details().max_items(1000).set_marker(marker).send();
        let page = account.ask(operation, region, call).await;
        page.and_then(|page| {
            let next = page.marker.clone().filter(|_| page.is_truncated);
            // AWS sends all four lists, empty ones too.
            let whole = page.user_detail_list.is_some()
                && page.role_detail_list.is_some()
                && page.group_detail_list.is_some()
                && page.policies.is_some();
            Observed::required(whole.then_some((vec![page], next)), operation.action)
        })
    })
    .await;
    pages.map(|pages| pages.into_iter().fold(Details::default(), Details::with))
}

impl Details {
    fn with(mut self, page: Page) -> Self {
        self.users.extend(page.user_detail_list.unwrap_or_default());
        self.groups.extend(page.group_detail_list.unwrap_or_default());
        self.roles.extend(page.role_detail_list.unwrap_or_default());
        self.policies.extend(page.policies.unwrap_or_default());
        self
    }

    /// The document of a managed policy in its default version.
    fn managed(&self, arn: &str) -> Option<Policy> {
        let policy = self.policies.iter().find(|policy| policy.arn() == Some(arn))?;
        let version = policy.policy_version_list().iter().find(|version| version.is_default_version)?;
        parse(version.document()?)
    }
}

/// Documents come URL-encoded ("GetAccountAuthorizationDetails", IAM API reference).
fn parse(document: &str) -> Option<Policy> {
    let text = percent_decode_str(document).decode_utf8().ok()?;
    Policy::parse(&text).ok()
}

/// `Tags`.
pub(super) fn tags(list: &[Tag]) -> Observed<BTreeMap<String, String>> {
    Observed::Value(list.iter().map(|tag| (tag.key.clone(), tag.value.clone())).collect())
}

/// What is attached to a principal, or to one of his groups.
struct Attached<'d> {
    inline: &'d [PolicyDetail],
    managed: &'d [AttachedPolicy],
}

/// Users and roles that are administrators in effect. Roles that AWS made for its own services are not counted: nobody can
/// assume or change them.
pub(super) fn administrators(account: &Account, details: &Details) -> Administrators {
    let home = Home { partition: account.partition.clone(), account: account.id.clone() };
    let mut names = Vec::new();
    let mut undecided = None;
    let mut judge = |name: String, parts: &[Attached<'_>], boundary: Option<&AttachedPermissionsBoundary>| match decide(
        details, parts, boundary, &home,
    ) {
        Ok(AdminDecision::Yes(evidence)) => {
            names.push(format!("{name} ({})", why(evidence.kind, &evidence.statements)));
        }
        Ok(AdminDecision::No) => {}
        Ok(AdminDecision::CannotTell(reason)) => undecided = Some(Unknown::undecidable(reason.code())),
        Err(reason) => undecided = Some(Unknown::undecidable(reason)),
    };
    for user in &details.users {
        let groups = details
            .groups
            .iter()
            .filter(|group| group.group_name().is_some_and(|name| user.group_list().iter().any(|own| own == name)));
        let own = Attached { inline: user.user_policy_list(), managed: user.attached_managed_policies() };
        let of_groups = groups
            .map(|group| Attached { inline: group.group_policy_list(), managed: group.attached_managed_policies() });
        let parts: Vec<_> = std::iter::once(own).chain(of_groups).collect();
        judge(format!("user/{}", user.user_name().unwrap_or_default()), &parts, user.permissions_boundary());
    }
    for role in details.roles.iter().filter(|role| !role.path().unwrap_or_default().starts_with("/aws-service-role/")) {
        let parts = [Attached { inline: role.role_policy_list(), managed: role.attached_managed_policies() }];
        judge(format!("role/{}", role.role_name().unwrap_or_default()), &parts, role.permissions_boundary());
    }
    names.sort();
    let at_least = i64::try_from(names.len()).unwrap_or(i64::MAX);
    Administrators { at_least, count: undecided.map_or(Observed::Value(at_least), Observed::Unknown), names }
}

fn why(kind: AdminKind, statements: &[crate::policy::StatementRef]) -> String {
    let policies: std::collections::BTreeSet<&str> =
        statements.iter().map(|statement| statement.policy.as_str()).collect();
    let policies = policies.into_iter().collect::<Vec<_>>().join(", ");
    match kind {
        AdminKind::FullAccess => policies,
        AdminKind::Escalation(escalation) => format!("{policies}: {}", escalation.id()),
    }
}

fn decide(
    details: &Details,
    parts: &[Attached<'_>],
    boundary: Option<&AttachedPermissionsBoundary>,
    home: &Home,
) -> Result<AdminDecision, &'static str> {
    let mut policies = Vec::new();
    for part in parts {
        for policy in part.inline {
            let document = policy.policy_document().and_then(parse).ok_or("unreadable-policy")?;
            policies.push((policy.policy_name().unwrap_or_default().to_owned(), document));
        }
        for policy in part.managed {
            let document = details.managed(policy.policy_arn().unwrap_or_default()).ok_or("unreadable-policy")?;
            policies.push((policy.policy_name().unwrap_or_default().to_owned(), document));
        }
    }
    let boundary = match boundary {
        None => None,
        Some(boundary) => Some(
            details.managed(boundary.permissions_boundary_arn().unwrap_or_default()).ok_or("unreadable-boundary")?,
        ),
    };
    Ok(administrator_in(&Identity { policies, boundary }, home))
}

/// Whether a trust policy names only AWS services.
pub(super) fn for_services_only(document: Option<&str>) -> Observed<bool> {
    let decided = document.and_then(parse).map(|policy| policy.trusts_only_services());
    match decided {
        Some(only) => Observed::Value(only),
        None => Observed::Unknown(Unknown::undecidable("unreadable-trust-policy")),
    }
}
