//! IAM: the account's settings, users, roles.
//!
//! Calls: the credential report (two calls for all users), `GetAccountAuthorizationDetails` (all users, groups, roles and
//! policies), `GetAccountSummary`, `GetAccountPasswordPolicy`, `ListRoles`; `ListMFADevices` per console user only when the
//! report is older than an hour.

mod authorization;
mod users;

use super::credential_report::{self, Report};
use super::sheet::Sheet;
use super::{Found, Plan, global, when};
use crate::aws::{Account, Answer, all_pages, operations};
use crate::fact::iam::{Account as AccountFacts, Administrators, PasswordPolicy, Role, Root, RootUse};
use crate::fact::{GLOBAL, Observed, ResourceKind, Unknown};
use authorization::{Attached, Decisions, Details};
use aws_sdk_iam::Client;
use std::collections::BTreeMap;

/// Asks IAM.
pub(super) struct Asker<'a> {
    account: &'a Account,
    plan: &'a Plan,
    client: Client,
    region: &'static str,
}

/// Everything that was asked once for the account.
pub(super) struct Answers {
    report: Answer<Report>,
    details: Answer<Details>,
    sessions: Answer<BTreeMap<String, i32>>,
}

/// Collects what rules read of IAM.
pub(super) async fn collect(account: &Account, plan: &Plan) -> Found {
    let region = account.global_region();
    let asker = Asker { account, plan, client: account.iam(), region };
    let needs = |operation| plan.needs_for_any(operation);
    // Users are listed by whichever of the two answers the rules read; by the details where they read neither.
    let lists_users = plan.wants(ResourceKind::IamUser) && !needs(&operations::GET_CREDENTIAL_REPORT);
    let (report, details, sessions, summary, policy, providers) = tokio::join!(
        when(needs(&operations::GET_CREDENTIAL_REPORT), credential_report::fetch(account, &asker.client, region)),
        when(
            needs(&operations::GET_ACCOUNT_AUTHORIZATION_DETAILS) || lists_users,
            authorization::fetch(account, &asker.client, region)
        ),
        when(needs(&operations::LIST_ROLES), asker.session_durations()),
        when(needs(&operations::GET_ACCOUNT_SUMMARY), asker.root()),
        when(needs(&operations::GET_ACCOUNT_PASSWORD_POLICY), asker.password_policy()),
        when(needs(&operations::LIST_SAML_PROVIDERS), asker.saml_providers()),
    );
    let answers = Answers { report, details, sessions };
    let decisions = answers.details.seen.value().map(|details| Decisions::new(account, details));
    let mut found = Found::default();
    if plan.wants(ResourceKind::IamAccount) {
        found.coverage.push(global(ResourceKind::IamAccount, Ok(1)));
        let administrators = match &decisions {
            Some(decisions) => Some(decisions.administrators().await),
            None => None,
        };
        found.resources.push(asker.settings(&answers, (summary, policy, providers), administrators));
    }
    if plan.wants(ResourceKind::IamUser) {
        found.add(users::collect(&asker, &answers, decisions.as_ref()).await);
    }
    if plan.wants(ResourceKind::IamRole) {
        found.add(asker.roles(&answers, decisions.as_ref()).await);
    }
    found
}

impl Asker<'_> {
    fn settings(
        &self,
        answers: &Answers,
        (summary, policy, providers): (Answer<Root>, Answer<PasswordPolicy>, Answer<Vec<String>>),
        administrators: Option<Administrators>,
    ) -> crate::fact::Resource {
        let arn = format!("arn:{}:iam::{}:root", self.account.partition, self.account.id);
        let mut sheet = Sheet::new(ResourceKind::IamAccount, GLOBAL, &self.account.id, &arn);
        let now = self.account.now;
        let report = sheet.saw(&answers.report);
        let root_use = report.clone().and_then(|report| match report.rows.iter().find(|row| row.is_root()) {
            None => Observed::Unknown(Unknown::undecidable("report-without-root")),
            Some(row) => {
                let columns = ["password_last_used", "access_key_1_last_used_date", "access_key_2_last_used_date"];
                Observed::Value(RootUse {
                    last_used_days: columns.iter().filter_map(|column| row.days_since(column, now)).min(),
                })
            }
        });
        let console_users = report
            .map(|report| report.rows.iter().filter(|row| !row.is_root() && row.is_true("password_enabled")).count());
        let action = operations::GET_ACCOUNT_AUTHORIZATION_DETAILS.action;
        let administrators = sheet.saw(&answers.details).and_then(|_| Observed::required(administrators, action));
        let facts = AccountFacts {
            root: sheet.seen(summary),
            root_use,
            password_policy: sheet.seen(policy),
            console_users: console_users.map(|count| i64::try_from(count).unwrap_or(i64::MAX)),
            saml_providers: sheet.seen(providers),
            administrators,
        };
        sheet.finish(&self.account.id, &facts)
    }

    async fn root(&self) -> Answer<Root> {
        let operation = &operations::GET_ACCOUNT_SUMMARY;
        let answer = self.account.ask(operation, self.region, self.client.get_account_summary().send()).await;
        answer.and_then(|output| {
            let summary = output.summary_map.unwrap_or_default();
            let flag = |name: &str| summary.iter().find(|(key, _)| key.as_str() == name).map(|(_, value)| *value > 0);
            let certain = flag("AccountMFAEnabled").zip(flag("AccountAccessKeysPresent"));
            Observed::required(certain, operation.action).map(|(mfa, access_keys)| Root {
                mfa,
                password: Observed::required(flag("AccountPasswordPresent"), operation.action),
                access_keys,
            })
        })
    }

    async fn saml_providers(&self) -> Answer<Vec<String>> {
        let operation = &operations::LIST_SAML_PROVIDERS;
        let answer = self.account.ask(operation, self.region, self.client.list_saml_providers().send()).await;
        let name = |arn: &str| arn.rsplit('/').next().unwrap_or(arn).to_owned();
        answer.and_then(|output| {
            let in_force = |provider: &&aws_sdk_iam::types::SamlProviderListEntry| {
                provider.valid_until().is_none_or(|end| end.secs() > self.account.now.as_second())
            };
            let providers = output.saml_provider_list;
            let names =
                providers.map(|list| list.iter().filter(in_force).filter_map(|one| one.arn()).map(name).collect());
            Observed::required(names, operation.action)
        })
    }

    async fn password_policy(&self) -> Answer<PasswordPolicy> {
        let operation = &operations::GET_ACCOUNT_PASSWORD_POLICY;
        let answer = self.account.ask(operation, self.region, self.client.get_account_password_policy().send()).await;
        let policy =
            answer.and_then(|output| Observed::required(output.password_policy, operation.action)).map(|policy| {
                PasswordPolicy {
                    configured: true,
                    // IAM's own minimum where the answer leaves it out ("PasswordPolicy", IAM API reference).
                    min_length: policy.minimum_password_length.map_or(6, i64::from),
                    uppercase: policy.require_uppercase_characters,
                    lowercase: policy.require_lowercase_characters,
                    digit: policy.require_numbers,
                    symbol: policy.require_symbols,
                    max_age_days: policy.max_password_age.map(i64::from).filter(|days| *days > 0),
                }
            });
        Answer { seen: policy.seen.or_absent(default_password_policy), answered: policy.answered }
    }

    /// `MaxSessionDuration` in seconds by role ARN.
    async fn session_durations(&self) -> Answer<BTreeMap<String, i32>> {
        let operation = &operations::LIST_ROLES;
        let listed = all_pages(operation, async |marker| {
            let call = self.client.list_roles().max_items(1000).set_marker(marker).send();
            let page = self.account.ask(operation, self.region, call).await;
            page.map(|page| (page.roles, page.marker.filter(|_| page.is_truncated)))
        })
        .await;
        // One hour is IAM's default ("MaxSessionDuration", IAM API reference).
        listed
            .map(|roles| roles.into_iter().map(|role| (role.arn, role.max_session_duration.unwrap_or(3600))).collect())
    }

    async fn roles<'d>(&self, answers: &'d Answers, decisions: Option<&Decisions<'d>>) -> Found {
        let mut found = Found::default();
        found.note(
            ResourceKind::IamRole,
            GLOBAL,
            &answers.details.seen.as_ref().map(|details| details.roles.as_slice()),
        );
        let known = answers.details.seen.value().zip(decisions).into_iter();
        let roles = known.flat_map(|(details, decisions)| details.roles.iter().map(move |role| (decisions, role)));
        for (index, (decisions, role)) in roles.enumerate() {
            let arn = role.arn().unwrap_or_default();
            let mut sheet = Sheet::new(ResourceKind::IamRole, GLOBAL, role.role_name().unwrap_or_default(), arn);
            sheet.answered(&answers.details.answered);
            let seconds = sheet
                .saw(&answers.sessions)
                .and_then(|sessions| Observed::required(sessions.get(arn).copied(), operations::LIST_ROLES.action));
            let facts = Role {
                service_linked: authorization::is_service_linked(role),
                identity_center: role.path().unwrap_or_default().starts_with("/aws-reserved/sso.amazonaws.com/"),
                for_services_only: authorization::for_services_only(role.assume_role_policy_document()),
                restore: Observed::Value(decisions.restore(Attached::to_role(role))),
                max_session_hours: seconds.map(|seconds| f64::from(seconds) / 3600.0),
                tags: authorization::tags(role.tags()),
            };
            found.resources.push(sheet.finish(&self.account.id, &facts));
            authorization::give_way(index).await;
        }
        found
    }
}

/// What is in force when no policy was set ("Default password policy", IAM User Guide): eight characters, three of the four
/// classes, no expiry. No single class is required.
fn default_password_policy() -> PasswordPolicy {
    PasswordPolicy {
        configured: false,
        min_length: 8,
        uppercase: false,
        lowercase: false,
        digit: false,
        symbol: false,
        max_age_days: None,
    }
}
