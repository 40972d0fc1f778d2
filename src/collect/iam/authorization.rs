//! Who may do what: `GetAccountAuthorizationDetails`, who is an administrator by it, and who can have backups restored.

use crate::aws::{Account, Answer, all_pages, operations};
use crate::fact::iam::{Administrators, Restore};
use crate::fact::{Observed, Unknown};
use crate::policy::{
    AdminDecision, AdminKind, Home, Identity, Policy, RestoreDecision, StatementRef, administrator_in, can_restore,
};
use aws_sdk_iam::Client;
use aws_sdk_iam::operation::get_account_authorization_details::GetAccountAuthorizationDetailsOutput as Page;
use aws_sdk_iam::types::{
    AttachedPermissionsBoundary, AttachedPolicy, GroupDetail, ManagedPolicyDetail, PolicyDetail, RoleDetail, Tag,
    UserDetail,
};
use percent_encoding::percent_decode_str;
use std::collections::{BTreeMap, BTreeSet};

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

/// What is attached to a user and to his groups.
fn of_user<'d>(details: &'d Details, user: &'d UserDetail) -> Vec<Attached<'d>> {
    let groups = details
        .groups
        .iter()
        .filter(|group| group.group_name().is_some_and(|name| user.group_list().iter().any(|own| own == name)));
    let own = Attached { inline: user.user_policy_list(), managed: user.attached_managed_policies() };
    let of_groups =
        groups.map(|group| Attached { inline: group.group_policy_list(), managed: group.attached_managed_policies() });
    std::iter::once(own).chain(of_groups).collect()
}

/// What is attached to a role.
fn of_role(role: &RoleDetail) -> Vec<Attached<'_>> {
    vec![Attached { inline: role.role_policy_list(), managed: role.attached_managed_policies() }]
}

/// The account, as policies write it out.
fn home(account: &Account) -> Home {
    Home { partition: account.partition.clone(), account: account.id.clone() }
}

/// What a user may do.
pub(super) fn user_identity(details: &Details, user: &UserDetail) -> Result<Identity, &'static str> {
    identity(details, &of_user(details, user), user.permissions_boundary())
}

/// What a role may do.
pub(super) fn role_identity(details: &Details, role: &RoleDetail) -> Result<Identity, &'static str> {
    identity(details, &of_role(role), role.permissions_boundary())
}

/// Users and roles that are administrators in effect. Roles that AWS made for its own services are not counted: nobody can
/// assume or change them.
pub(super) fn administrators(account: &Account, details: &Details) -> Administrators {
    let home = home(account);
    let mut names = Vec::new();
    let mut undecided = None;
    let mut judge = |name: String, identity: Result<Identity, &'static str>| match identity
        .map(|identity| administrator_in(&identity, &home))
    {
        Ok(AdminDecision::Yes(evidence)) => {
            names.push(format!("{name} ({})", why(evidence.kind, &evidence.statements)));
        }
        Ok(AdminDecision::No) => {}
        Ok(AdminDecision::CannotTell(reason)) => undecided = Some(Unknown::undecidable(reason.code())),
        Err(reason) => undecided = Some(Unknown::undecidable(reason)),
    };
    for user in &details.users {
        judge(format!("user/{}", user.user_name().unwrap_or_default()), user_identity(details, user));
    }
    for role in details.roles.iter().filter(|role| !role.path().unwrap_or_default().starts_with("/aws-service-role/")) {
        judge(format!("role/{}", role.role_name().unwrap_or_default()), role_identity(details, role));
    }
    names.sort();
    let at_least = i64::try_from(names.len()).unwrap_or(i64::MAX);
    Administrators { at_least, count: undecided.map_or(Observed::Value(at_least), Observed::Unknown), names }
}

fn why(kind: AdminKind, statements: &[StatementRef]) -> String {
    match kind {
        AdminKind::FullAccess => names(statements),
        AdminKind::Escalation(escalation) => format!("{}: {}", names(statements), escalation.id()),
    }
}

/// The policies behind a decision, each once.
fn names(statements: &[StatementRef]) -> String {
    let policies: BTreeSet<&str> = statements.iter().map(|statement| statement.policy.as_str()).collect();
    policies.into_iter().collect::<Vec<_>>().join(", ")
}

/// Roles that AWS Backup may assume, by ARN.
pub(super) fn backup_roles(details: &Details) -> Vec<String> {
    let trusts = |role: &&RoleDetail| {
        let trust = role.assume_role_policy_document().and_then(parse);
        // One that cannot be read rules nothing out.
        trust.is_none_or(|trust| trust.may_trust("backup.amazonaws.com"))
    };
    details.roles.iter().filter(trusts).filter_map(|role| role.arn.clone()).collect()
}

/// Whether a principal can have backups restored.
pub(super) fn restore(account: &Account, identity: Result<Identity, &'static str>, backup_roles: &[String]) -> Restore {
    let open = |reason: &str| Restore { allowed: Observed::Unknown(Unknown::undecidable(reason)), how: None };
    match identity.map(|identity| can_restore(&identity, &home(account), backup_roles)) {
        Ok(RestoreDecision::Yes(statements, way)) => {
            let policies = names(&statements);
            let how = way.map_or(policies.clone(), |way| format!("{policies}: {way}"));
            Restore { allowed: Observed::Value(true), how: Some(how) }
        }
        Ok(RestoreDecision::No) => Restore { allowed: Observed::Value(false), how: None },
        Ok(RestoreDecision::CannotTell(reason)) => open(reason.code()),
        Err(reason) => open(reason),
    }
}

fn identity(
    details: &Details,
    parts: &[Attached<'_>],
    boundary: Option<&AttachedPermissionsBoundary>,
) -> Result<Identity, &'static str> {
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
    Ok(Identity { policies, boundary })
}

/// Whether a trust policy names only AWS services.
pub(super) fn for_services_only(document: Option<&str>) -> Observed<bool> {
    let decided = document.and_then(parse).map(|policy| policy.trusts_only_services());
    match decided {
        Some(only) => Observed::Value(only),
        None => Observed::Unknown(Unknown::undecidable("unreadable-trust-policy")),
    }
}
