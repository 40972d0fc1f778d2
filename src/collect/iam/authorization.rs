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
    AttachedPermissionsBoundary, AttachedPolicy, GroupDetail, PolicyDetail, RoleDetail, Tag, UserDetail,
};
use percent_encoding::percent_decode_str;
use std::cell::RefCell;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// All users, groups, roles and policies.
#[derive(Clone, Debug, Default)]
pub(in crate::collect) struct Details {
    pub(super) users: Vec<UserDetail>,
    groups: Vec<GroupDetail>,
    pub(super) roles: Vec<RoleDetail>,
    /// Managed policies in their default version, by ARN; `None`: unreadable.
    managed: HashMap<String, Option<Policy>>,
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
        for policy in page.policies.unwrap_or_default() {
            let version = policy.policy_version_list().iter().find(|version| version.is_default_version);
            let document = version.and_then(|version| parse(version.document()?));
            self.managed.extend(policy.arn.map(|arn| (arn, document)));
        }
        self
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

/// What is attached to a principal and to his groups: many have the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Attached<'d> {
    policies: Vec<(&'d str, Source<'d>)>,
    boundary: Option<&'d str>,
}

/// Where the document of an attached policy stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Source<'d> {
    /// With the principal; IAM always sends it.
    Inline(Option<&'d str>),
    /// In the managed policy of this ARN.
    Managed(&'d str),
}

impl<'d> Attached<'d> {
    fn with(mut self, inline: &'d [PolicyDetail], managed: &'d [AttachedPolicy]) -> Self {
        let inline = inline.iter().map(|policy| (policy.policy_name(), Source::Inline(policy.policy_document())));
        let managed = managed.iter().map(|policy| {
            let arn = policy.policy_arn().unwrap_or_default();
            (policy.policy_name(), Source::Managed(arn))
        });
        self.policies.extend(inline.chain(managed).map(|(name, source)| (name.unwrap_or_default(), source)));
        self
    }

    fn within(mut self, boundary: Option<&'d AttachedPermissionsBoundary>) -> Self {
        self.boundary = boundary.map(|boundary| boundary.permissions_boundary_arn().unwrap_or_default());
        self
    }

    /// What is attached to a user and to his groups.
    pub(super) fn to_user(details: &'d Details, user: &'d UserDetail) -> Self {
        let own = Self::default().with(user.user_policy_list(), user.attached_managed_policies());
        let of = |group: &&GroupDetail| {
            group.group_name().is_some_and(|name| user.group_list().iter().any(|own| own == name))
        };
        let all = details
            .groups
            .iter()
            .filter(of)
            .fold(own, |all, group| all.with(group.group_policy_list(), group.attached_managed_policies()));
        all.within(user.permissions_boundary())
    }

    /// What is attached to a role.
    pub(super) fn to_role(role: &'d RoleDetail) -> Self {
        let own = Self::default().with(role.role_policy_list(), role.attached_managed_policies());
        own.within(role.permissions_boundary())
    }

    /// What it allows.
    fn identity(&self, details: &Details) -> Result<Identity, &'static str> {
        let managed = |arn: &str| details.managed.get(arn).cloned().flatten();
        let policies = self.policies.iter().map(|(name, source)| {
            let document = match source {
                Source::Inline(document) => document.and_then(parse),
                Source::Managed(arn) => managed(arn),
            };
            Ok(((*name).to_owned(), document.ok_or("unreadable-policy")?))
        });
        let boundary = self.boundary.map(|arn| managed(arn).ok_or("unreadable-boundary"));
        Ok(Identity { policies: policies.collect::<Result<_, &str>>()?, boundary: boundary.transpose()? })
    }
}

/// What is decided of principals, once for all to whom the same is attached.
pub(super) struct Decisions<'d> {
    home: Home,
    details: &'d Details,
    /// Roles that AWS Backup may assume, by ARN.
    backup_roles: Vec<String>,
    restores: RefCell<HashMap<Attached<'d>, Restore>>,
}

/// So many principals are decided about before others get their turn.
const IN_ONE_GO: usize = 16;

impl<'d> Decisions<'d> {
    pub(super) fn new(account: &Account, details: &'d Details) -> Self {
        Self {
            home: Home { partition: account.partition.clone(), account: account.id.clone() },
            details,
            backup_roles: backup_roles(details),
            restores: RefCell::default(),
        }
    }

    /// Users and roles that are administrators in effect. Roles that AWS made for its own services are not counted: nobody can
    /// assume or change them.
    pub(super) async fn administrators(&self) -> Administrators {
        let users = self.details.users.iter().map(|user| {
            (format!("user/{}", user.user_name().unwrap_or_default()), Attached::to_user(self.details, user))
        });
        let roles = self.details.roles.iter().filter(|role| !is_service_linked(role));
        let roles =
            roles.map(|role| (format!("role/{}", role.role_name().unwrap_or_default()), Attached::to_role(role)));
        let mut decided: HashMap<Attached<'d>, Result<AdminDecision, &'static str>> = HashMap::new();
        let mut names = Vec::new();
        let mut undecided = None;
        for (index, (name, attached)) in users.chain(roles).enumerate() {
            let decide = |attached: &Attached<'_>| {
                attached.identity(self.details).map(|identity| administrator_in(&identity, &self.home))
            };
            let decision = match decided.entry(attached) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => {
                    let decision = decide(new.key());
                    new.insert(decision)
                }
            };
            match decision {
                Ok(AdminDecision::Yes(evidence)) => {
                    names.push(format!("{name} ({})", why(evidence.kind, &evidence.statements)));
                }
                Ok(AdminDecision::No) => {}
                Ok(AdminDecision::CannotTell(reason)) => undecided = Some(Unknown::undecidable(reason.code())),
                Err(reason) => undecided = Some(Unknown::undecidable(reason)),
            }
            give_way(index).await;
        }
        names.sort();
        let at_least = i64::try_from(names.len()).unwrap_or(i64::MAX);
        Administrators { at_least, count: undecided.map_or(Observed::Value(at_least), Observed::Unknown), names }
    }

    /// Whether a principal to whom this is attached can have backups restored.
    pub(super) fn restore(&self, attached: Attached<'d>) -> Restore {
        let decide = |attached: &Attached<'_>| {
            let open = |reason: &str| Restore { allowed: Observed::Unknown(Unknown::undecidable(reason)), how: None };
            match attached.identity(self.details).map(|one| can_restore(&one, &self.home, &self.backup_roles)) {
                Ok(RestoreDecision::Yes(statements, way)) => {
                    let policies = names(&statements);
                    let how = way.map_or(policies.clone(), |way| format!("{policies}: {way}"));
                    Restore { allowed: Observed::Value(true), how: Some(how) }
                }
                Ok(RestoreDecision::No) => Restore { allowed: Observed::Value(false), how: None },
                Ok(RestoreDecision::CannotTell(reason)) => open(reason.code()),
                Err(reason) => open(reason),
            }
        };
        match self.restores.borrow_mut().entry(attached) {
            Entry::Occupied(known) => known.get().clone(),
            Entry::Vacant(new) => {
                let decision = decide(new.key());
                new.insert(decision).clone()
            }
        }
    }
}

/// Lets others have their turn, every few principals: thousands of policies take a while, in which calls could be made.
pub(super) async fn give_way(index: usize) {
    if index % IN_ONE_GO == IN_ONE_GO - 1 {
        tokio::task::yield_now().await;
    }
}

/// Whether AWS made a role for one of its own services ("Service-linked roles", IAM User Guide).
pub(super) fn is_service_linked(role: &RoleDetail) -> bool {
    role.path().unwrap_or_default().starts_with("/aws-service-role/")
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
fn backup_roles(details: &Details) -> Vec<String> {
    let trusts = |role: &&RoleDetail| {
        let trust = role.assume_role_policy_document().and_then(parse);
        // One that cannot be read rules nothing out.
        trust.is_none_or(|trust| trust.may_trust("backup.amazonaws.com"))
    };
    details.roles.iter().filter(trusts).filter_map(|role| role.arn.clone()).collect()
}

/// Whether a trust policy names only AWS services.
pub(super) fn for_services_only(document: Option<&str>) -> Observed<bool> {
    let decided = document.and_then(parse).map(|policy| policy.trusts_only_services());
    match decided {
        Some(only) => Observed::Value(only),
        None => Observed::Unknown(Unknown::undecidable("unreadable-trust-policy")),
    }
}
