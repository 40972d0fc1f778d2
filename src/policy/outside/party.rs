//! Everyone outside the account, in classes. In: what a policy names. Out: the classes, each with what all its requests have in
//! common.
//!
//! The classes overlap, but together they leave nobody out: nobody who signs; principals of each account that is named, and of
//! all others; services that are named, and all others, for each account that is named, for all others, for buckets that are
//! named, and for nobody; and principals that are named in a way that does not tell their account. "AWS global condition context
//! keys" says which keys their requests carry.

use super::listed::{Names, ids};
use super::open::Question;
use super::{Outsider, Owner};
use crate::policy::caller::{Caller, without_source};
use crate::policy::context::Context;
use crate::policy::document::{Policy, PrincipalElement, PrincipalId};
use crate::policy::principal::{Account, account_of};
use crate::policy::resource::ResourceArn;
use crate::policy::service::Service;
use crate::policy::value::{Class, Shape};
use std::collections::BTreeSet;
use std::sync::Arc;

/// More ranges of addresses than this might add up to the whole Internet.
const MAX_RANGES: usize = 32;

/// A class of requesters.
pub(super) struct Party {
    pub outsider: Outsider,
    pub whom: Whom,
    /// What every request of the class has in common.
    pub context: Context,
}

impl Party {
    /// The service, if the class is one's.
    pub(super) fn service(&self) -> Option<&str> {
        match &self.whom {
            Whom::Service(Caller::Service(name)) => Some(name),
            _ => None,
        }
    }
}

/// By whom the requests of a class are signed.
pub(super) enum Whom {
    Nobody,
    Of(Account),
    Service(Caller),
    Named(PrincipalId),
}

pub(super) fn all(question: &Question<'_>) -> Vec<Party> {
    let Question { policy, resource, owner, names, .. } = *question;
    let classes = Classes { names, owner, resource, policy };
    let mut parties = classes.everybody();
    parties.extend(names.foreign(owner).map(|account| classes.account(account)));
    parties.extend(classes.services());
    parties.extend(classes.named());
    parties
}

struct Classes<'a> {
    names: &'a Names,
    owner: &'a Owner,
    resource: &'a ResourceArn,
    policy: &'a Policy,
}

impl Classes<'_> {
    /// Nobody, and all accounts that are not named: from anywhere, from an organisation, through a network.
    fn everybody(&self) -> Vec<Party> {
        let unlisted = Account::Unlisted(self.names.accounts.clone());
        let person =
            |outsider: Outsider, context: Context| Party { outsider, whom: Whom::Of(unlisted.clone()), context };
        let nobody = Caller::Anonymous.describe(self.own()).without("aws:SourceOwner").without("kms:CallerAccount");
        let somebody = self.person(&unlisted);
        let through = || Outsider::Through(Vec::new());
        let mut parties = vec![
            Party { outsider: Outsider::Anyone, whom: Whom::Nobody, context: self.through_no_network(nobody.clone()) },
            person(Outsider::Anyone, self.of_no_organization(self.through_no_network(somebody.clone()))),
        ];
        for id in self.names.organizations.iter() {
            let context = of_organization(somebody.clone(), id, "Principal");
            parties.push(person(Outsider::Organization(id.clone()), context));
        }
        parties.push(Party { outsider: through(), whom: Whom::Nobody, context: nobody });
        parties.push(person(through(), self.of_no_organization(somebody)));
        parties
    }

    fn account(&self, name: &str) -> Party {
        let account = Account::Is(name.to_owned());
        let context = self.person(&account);
        Party { outsider: Outsider::Account(name.to_owned()), context, whom: Whom::Of(account) }
    }

    /// What is known of the resource.
    fn own(&self) -> Context {
        Context::default().with("aws:ResourceAccount", &self.owner.account)
    }

    /// A principal of an account.
    fn person(&self, account: &Account) -> Context {
        let context = without_source(self.own())
            .with("aws:PrincipalIsAWSService", "false")
            .without("aws:PrincipalServiceName")
            .without("aws:PrincipalServiceNamesList")
            .among("aws:PrincipalAccount", vec![number(account)])
            .among("aws:PrincipalArn", vec![Class::Shape(in_account("*", "*", account))])
            // NOTE: "aws:SourceAccount versus aws:SourceOwner" (SNS): the default policy lets in the topic's owner by it.
            .perhaps("aws:SourceOwner", vec![number(account)]);
        match self.resource.service() {
            Service::Kms => context.among("kms:CallerAccount", vec![number(account)]),
            _ => context.without("kms:CallerAccount"),
        }
    }

    fn of_no_organization(&self, context: Context) -> Context {
        self.no_organization(context, "Principal")
    }

    fn no_organization(&self, context: Context, whose: &str) -> Context {
        let id = Class::Shape(Shape::word(&self.names.organizations));
        let path = Class::Shape(Shape::new("?*/*", '/').open(0, &self.names.organizations));
        context
            .perhaps(&format!("aws:{whose}OrgID"), vec![id])
            .perhaps_several(&format!("aws:{whose}OrgPaths"), vec![path])
    }

    /// From no network that the policy names.
    fn through_no_network(&self, context: Context) -> Context {
        let word = || vec![Class::Shape(Shape::word(&self.names.words))];
        let vpc = Shape::new("arn:*:*:*:????????????:*", ':').open(4, &self.names.accounts).open(5, &self.names.words);
        let vpc_account = Class::Shape(Shape::account(&self.names.accounts));
        let context =
            if self.ranges() <= MAX_RANGES { context.perhaps("aws:SourceIp", vec![Class::Elsewhere]) } else { context };
        self.no_organization(context, "Vpce")
            .perhaps("aws:SourceVpc", word())
            .perhaps("aws:SourceVpce", word())
            .perhaps("aws:SourceVpcArn", vec![Class::Shape(vpc)])
            .perhaps("aws:VpceAccount", vec![vpc_account])
            .perhaps("elasticfilesystem:AccessedViaMountTarget", vec![Class::Text("false".to_owned())])
    }

    fn ranges(&self) -> usize {
        let tests = self.policy.statements().iter().flat_map(|statement| &statement.condition);
        tests.filter(|test| test.key().eq_ignore_ascii_case("aws:SourceIp")).map(|test| test.values().len()).sum()
    }

    /// Services, for each account, organisation and bucket that is named, for all others, and for nobody.
    fn services(&self) -> Vec<Party> {
        let mut callers: Vec<(String, Caller)> =
            self.names.services.iter().map(|name| (name.clone(), Caller::Service(name.clone()))).collect();
        let everybody = self.policy.allows().any(|(_, statement)| {
            ids(statement).contains(&PrincipalId::Everyone)
                || matches!(statement.principal, Some(PrincipalElement::NotPrincipal(_)))
        });
        if everybody {
            // Stands for all services that are not named.
            callers.push(("*.amazonaws.com".to_owned(), Caller::Service("*.amazonaws.com".to_owned())));
        }
        callers.iter().flat_map(|(name, caller)| self.service(name, caller)).collect()
    }

    fn service(&self, name: &str, caller: &Caller) -> Vec<Party> {
        // NOTE: "AWS global condition context keys", the notes on the network's keys: in calls between services the network is
        // redacted. So they never come from one that the policy means.
        let known = caller.describe(self.through_no_network(self.own()));
        // Of a service that is not named only the kind of name is known.
        let known = if name.starts_with('*') { known.forget("aws:PrincipalServiceName") } else { known };
        let party =
            |outsider: Outsider, context: Context| Party { outsider, whom: Whom::Service(caller.clone()), context };
        let unlisted = Account::Unlisted(self.names.accounts.clone());
        let anybody = self.acting_for(known.clone(), &unlisted);
        let mut parties =
            vec![party(Outsider::Service(name.to_owned()), self.no_organization(anybody.clone(), "Source"))];
        for account in self.names.foreign(self.owner) {
            let context = self.acting_for(known.clone(), &Account::Is(account.clone()));
            parties.push(party(Outsider::Account(account.clone()), context));
        }
        for id in self.names.organizations.iter() {
            parties.push(party(Outsider::Organization(id.clone()), of_organization(anybody.clone(), id, "Source")));
        }
        for source in &self.names.sources {
            let others = self.names.foreign(self.owner).map(|account| Class::Text(account.clone()));
            let accounts: Vec<Class> = others.chain([number(&unlisted)]).collect();
            let context = self
                .acting_for(known.clone(), &unlisted)
                .perhaps("aws:SourceAccount", accounts.clone())
                .perhaps("kms:CallerAccount", accounts.clone())
                .perhaps("aws:SourceOwner", accounts)
                .among("aws:SourceArn", vec![Class::Shape(Shape::new(&source.arn, ':'))]);
            parties.push(party(Outsider::Source(source.name.clone()), context));
        }
        parties
    }

    /// A service that acts for a resource of an account, for a resource whose ARN does not tell it, or does not say for whom.
    fn acting_for(&self, context: Context, account: &Account) -> Context {
        let s3 = Arc::new(BTreeSet::from(["s3".to_owned()]));
        // ARNs of S3 that tell the account are those of access points and the like, never those of buckets.
        let of_account = || {
            vec![
                Class::Shape(in_account("*", "*", account).open(2, &s3)),
                Class::Shape(in_account("s3", "*/*", account)),
            ]
        };
        // What follows the empty account holds no colon: the name of a bucket, the path of an API.
        let bucket = Class::Shape(Shape::new("arn:*:*:*::*", ':').open(5, &self.names.words));
        context
            .perhaps("aws:SourceAccount", vec![number(account)])
            .perhaps("aws:SourceOwner", vec![number(account)])
            // Whoever acts for one account is nobody of another.
            .perhaps("kms:CallerAccount", vec![number(account)])
            .perhaps("aws:SourceArn", of_account().into_iter().chain([bucket]).collect())
            // "Encrypt log data in CloudWatch Logs using AWS KMS", "Configuring key policies for CloudTrail": the ARN of the
            // log group and of the trail.
            .perhaps("kms:EncryptionContext:aws:logs:arn", of_account())
            .perhaps("kms:EncryptionContext:aws:cloudtrail:arn", of_account())
    }

    /// Principals that are let in by a name that does not tell their account.
    fn named(&self) -> Vec<Party> {
        let mut seen = BTreeSet::new();
        let mut parties = Vec::new();
        for id in self.policy.allows().flat_map(|(_, statement)| ids(statement)) {
            let text = match id {
                PrincipalId::Everyone | PrincipalId::Service(_) => continue,
                PrincipalId::CanonicalUser(text) if Some(text) == self.owner.canonical_user.as_ref() => continue,
                PrincipalId::Federated(text) if account_of(text) == Some(&self.owner.account) => continue,
                PrincipalId::Aws(text) if account_of(text).is_some() => continue,
                PrincipalId::Aws(text) | PrincipalId::CanonicalUser(text) | PrincipalId::Federated(text) => text,
            };
            if seen.insert(text.clone()) {
                let (outsider, whom) = (Outsider::Principal(text.clone()), Whom::Named(id.clone()));
                parties.push(Party { outsider, whom, context: self.own() });
            }
        }
        parties
    }
}

fn of_organization(context: Context, id: &str, whose: &str) -> Context {
    let path = Class::Shape(Shape::new(&format!("{id}/*"), '/'));
    context.with(&format!("aws:{whose}OrgID"), id).perhaps_several(&format!("aws:{whose}OrgPaths"), vec![path])
}

fn number(account: &Account) -> Class {
    match account {
        Account::Is(account) => Class::Text(account.clone()),
        Account::Unlisted(listed) => Class::Shape(Shape::account(listed)),
    }
}

/// An ARN in the account. Partition, service and region hold no colon.
fn in_account(service: &str, rest: &str, account: &Account) -> Shape {
    match account {
        Account::Is(account) => Shape::new(&format!("arn:*:{service}:*:{account}:{rest}"), ':'),
        Account::Unlisted(listed) => Shape::new(&format!("arn:*:{service}:*:????????????:{rest}"), ':').open(4, listed),
    }
}
