//! Whom a policy names. In: the policy and its owner. Out: the accounts, organisations, services, buckets and networks that it
//! writes out.
//!
//! Everybody else is alike to the policy, so that one class stands for all of them.

use super::Owner;
use crate::policy::caller::is_account;
use crate::policy::condition::Test;
use crate::policy::document::{Policy, PrincipalElement, PrincipalId, Statement};
use crate::policy::value::Listed;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Keys that hold the ARN of the resource for which a service acts.
pub(super) const SOURCE_ARNS: [&str; 3] =
    ["aws:SourceArn", "kms:EncryptionContext:aws:cloudtrail:arn", "kms:EncryptionContext:aws:logs:arn"];

/// Keys of the network from which a request comes. Not `aws:VpcSourceIp`: private addresses are the same in everybody's network.
pub(super) const NETWORKS: [&str; 8] = [
    "aws:SourceIp",
    "aws:SourceVpc",
    "aws:SourceVpcArn",
    "aws:SourceVpce",
    "aws:VpceAccount",
    "aws:VpceOrgID",
    "aws:VpceOrgPaths",
    "elasticfilesystem:AccessedViaMountTarget",
];

/// Everything that a policy writes out, in lower case.
pub(super) struct Names {
    /// Also the owner's.
    pub accounts: Listed,
    pub organizations: Listed,
    /// Whole values and their last parts, so that a field that holds none of them is unknown to the policy.
    pub words: Listed,
    /// Service principals that are let in.
    pub services: BTreeSet<String>,
    /// Resources of other accounts, or of nobody knows whom, for which services may act.
    pub sources: BTreeSet<Source>,
}

/// A resource whose ARN does not tell its account, as those of buckets.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Source {
    /// The ARN of a bucket, else what the policy writes.
    pub name: String,
    /// With wildcards for what the policy does not write out.
    pub arn: String,
}

impl Names {
    pub(super) fn of(policy: &Policy, owner: &Owner) -> Self {
        let values: Vec<&str> = policy.statements().iter().flat_map(texts).collect();
        let fields = || values.iter().flat_map(|text| text.split(':'));
        let mut accounts: BTreeSet<String> = fields().filter(|field| is_account(field)).map(str::to_owned).collect();
        accounts.insert(owner.account.clone());
        let organizations = values
            .iter()
            .filter_map(|text| text.split('/').next())
            .filter(|id| is_organization(id))
            .map(str::to_owned)
            .collect();
        let words = values.iter().map(|text| text.to_lowercase()).chain(fields().map(str::to_lowercase)).collect();
        Self {
            accounts: Arc::new(accounts),
            organizations: Arc::new(organizations),
            words: Arc::new(words),
            services: policy.allows().flat_map(|(_, statement)| services(statement)).collect(),
            sources: policy.statements().iter().flat_map(sources).filter_map(|value| source(value, owner)).collect(),
        }
    }

    /// How many steps there are to go through.
    pub(super) fn effort(&self, policy: &Policy) -> usize {
        let each = self.accounts.len() + self.organizations.len() + self.sources.len() + 2;
        let classes = each.saturating_mul(self.services.len() + 2);
        classes.saturating_mul(policy.statements().len()).saturating_mul(policy.denies().count() + 1)
    }

    /// Accounts other than the owner's.
    pub(super) fn foreign<'a>(&'a self, owner: &'a Owner) -> impl Iterator<Item = &'a String> {
        self.accounts.iter().filter(|account| **account != owner.account)
    }
}

fn is_organization(text: &str) -> bool {
    let id = text.strip_prefix("o-").unwrap_or_default();
    !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

/// Every text of the principals and conditions.
fn texts(statement: &Statement) -> Vec<&str> {
    let principals = ids(statement).iter().filter_map(|id| match id {
        PrincipalId::Everyone => None,
        PrincipalId::Aws(text)
        | PrincipalId::Service(text)
        | PrincipalId::Federated(text)
        | PrincipalId::CanonicalUser(text) => Some(text.as_str()),
    });
    principals.chain(statement.condition.iter().flat_map(Test::values).map(String::as_str)).collect()
}

pub(super) fn ids(statement: &Statement) -> &[PrincipalId] {
    match &statement.principal {
        Some(PrincipalElement::Principal(ids) | PrincipalElement::NotPrincipal(ids)) => ids,
        None => &[],
    }
}

fn services(statement: &Statement) -> impl Iterator<Item = String> {
    ids(statement).iter().filter_map(|id| if let PrincipalId::Service(name) = id { Some(name.clone()) } else { None })
}

fn sources(statement: &Statement) -> impl Iterator<Item = &str> {
    let tests = statement.condition.iter().filter(|test| test.key().eq_ignore_ascii_case("aws:SourceArn"));
    tests.flat_map(Test::values).map(String::as_str)
}

/// What a value of `aws:SourceArn` names without telling the account. A pattern names nothing: it may mean anybody's.
fn source(value: &str, owner: &Owner) -> Option<Source> {
    let written = |text: &str| !text.is_empty() && !text.contains(['*', '?', '$']);
    let name = value.rsplit(':').next().filter(|name| written(name))?;
    let parts: Vec<&str> = value.splitn(6, ':').collect();
    let (service, account) = match parts.as_slice() {
        [_, _, service, _, account, _] => (*service, *account),
        _ => ("*", "*"),
    };
    let bucket = service == "s3";
    if is_account(account) || (bucket && owner.buckets.contains(name)) {
        return None;
    }
    let partition = parts.get(1).filter(|partition| written(partition)).unwrap_or(&"aws");
    let shown = if bucket { format!("arn:{partition}:s3:::{name}") } else { value.to_owned() };
    let service = if written(service) { service } else { "*" };
    Some(Source { name: shown, arn: format!("arn:*:{service}:*::{name}") })
}

pub(super) fn is_one_of(keys: &[&str], key: &str) -> bool {
    keys.iter().any(|one| one.eq_ignore_ascii_case(key))
}

/// The networks that the conditions of a statement name.
pub(super) fn networks(statement: &Statement) -> impl Iterator<Item = String> {
    let tests = statement.condition.iter().filter(|test| is_one_of(&NETWORKS, test.key()) && !test.asks_for_presence());
    tests.flat_map(|test| {
        let mount = test.key().eq_ignore_ascii_case("elasticfilesystem:AccessedViaMountTarget");
        test.values().iter().map(move |value| if mount { "mount targets".to_owned() } else { value.clone() })
    })
}
