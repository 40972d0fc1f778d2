//! IAM users: their row in the credential report, and what is attached to them.

use super::super::credential_report::{Report, Row};
use super::super::sheet::Sheet;
use super::super::{Found, in_turn};
use super::authorization::{self, Attached, Decisions};
use super::{Answers, Asker};
use crate::aws::{Answer, all_pages, operations};
use crate::fact::iam::{Credentials, Permissions, User};
use crate::fact::{GLOBAL, Observed, ResourceKind, Unknown};
use aws_sdk_iam::types::UserDetail;
use std::collections::{BTreeMap, HashMap};

const KIND: ResourceKind = ResourceKind::IamUser;
/// A report older than this is checked live for second factors.
const FRESH_SECONDS: i64 = 3600;

pub(super) async fn collect<'a>(asker: &Asker<'_>, answers: &'a Answers, decisions: Option<&Decisions<'a>>) -> Found {
    let mut found = Found::default();
    let users = names(answers);
    found.note(KIND, GLOBAL, &users.clone().map(|users| users.into_iter().collect::<Vec<_>>()));
    let users = users.value().cloned().unwrap_or_default();
    let told = Told::of(answers);
    found.resources = in_turn(users.iter().map(|(arn, name)| one(asker, &told, decisions, arn, name))).await;
    found
}

/// Users by ARN, from both answers together: a user made after the report was is in the details only. Whichever answer was
/// asked for must have come, else somebody may be missing.
fn names(answers: &Answers) -> Observed<BTreeMap<String, String>> {
    let asked = |seen: &Observed<BTreeMap<String, String>>| !matches!(seen, Observed::Unknown(Unknown::Undecidable { reason }) if reason == "not-collected");
    let in_report = answers.report.seen.as_ref().map(|report| {
        let users = report.rows.iter().filter(|row| !row.is_root());
        users.map(|row| (row.text("arn").to_owned(), row.text("user").to_owned())).collect::<BTreeMap<_, _>>()
    });
    let in_details = answers.details.seen.as_ref().map(|details| {
        let name = |user: &UserDetail| Some((user.arn.clone()?, user.user_name.clone()?));
        details.users.iter().filter_map(name).collect::<BTreeMap<_, _>>()
    });
    match (asked(&in_report), asked(&in_details)) {
        (true, false) => in_report,
        (false, true) => in_details,
        // One of the two is enough to judge what it shows; facts of the other stay unknown.
        _ => match (in_report, in_details) {
            (Observed::Value(mut users), Observed::Value(more)) => {
                users.extend(more);
                Observed::Value(users)
            }
            (Observed::Value(users), _) | (_, Observed::Value(users)) => Observed::Value(users),
            (unseen, _) => unseen,
        },
    }
}

/// What the two answers tell of users, by ARN.
struct Told<'a> {
    answers: &'a Answers,
    rows: HashMap<&'a str, &'a Row>,
    details: HashMap<&'a str, &'a UserDetail>,
}

impl<'a> Told<'a> {
    fn of(answers: &'a Answers) -> Self {
        let rows = answers.report.seen.value().into_iter().flat_map(|report| &report.rows);
        let users = answers.details.seen.value().into_iter().flat_map(|details| &details.users);
        Self {
            answers,
            rows: rows.map(|row| (row.text("arn"), row)).collect(),
            details: users.filter_map(|user| Some((user.arn()?, user))).collect(),
        }
    }
}

async fn one<'a>(
    asker: &Asker<'_>,
    told: &Told<'a>,
    decisions: Option<&Decisions<'a>>,
    arn: &str,
    name: &str,
) -> crate::fact::Resource {
    let mut sheet = Sheet::new(KIND, GLOBAL, name, arn);
    let credentials = match sheet.saw(&told.answers.report) {
        Observed::Value(report) => match told.rows.get(arn) {
            Some(row) => Observed::Value(credentials(asker, &mut sheet, report, row).await),
            None => Observed::Unknown(Unknown::undecidable("report-older-than-user")),
        },
        Observed::Absent => Observed::Absent,
        Observed::Unknown(why) => Observed::Unknown(why),
    };
    let action = operations::GET_ACCOUNT_AUTHORIZATION_DETAILS.action;
    let known = told.answers.details.seen.value().zip(decisions);
    let detail = sheet
        .saw(&told.answers.details)
        .and_then(|_| Observed::required(known.zip(told.details.get(arn).copied()), action));
    let user = User {
        credentials,
        permissions: detail.clone().map(|(_, user)| permissions(user)),
        restore: detail.clone().map(|((details, decisions), user)| decisions.restore(Attached::to_user(details, user))),
        name_words: words(name),
        tags: detail.and_then(|(_, user)| authorization::tags(user.tags())),
    };
    sheet.finish(&asker.account.id, &user)
}

async fn credentials(asker: &Asker<'_>, sheet: &mut Sheet, report: &Report, row: &Row) -> Credentials {
    let now = asker.account.now;
    let age = (now.as_second() - report.generated.as_second()).max(0);
    let password = row.is_true("password_enabled");
    let mfa = if age > FRESH_SECONDS && password && asker.plan.needs(KIND, &operations::LIST_MFA_DEVICES) {
        let live = has_mfa(asker, row.text("user")).await;
        sheet.seen(live)
    } else {
        Observed::Value(row.is_true("mfa_active"))
    };
    let keys = row.active_keys();
    let key_age = |number: &u8| row.days_since(&format!("access_key_{number}_last_rotated"), now);
    let key_idle =
        |number: &u8| row.days_since(&format!("access_key_{number}_last_used_date"), now).or_else(|| key_age(number));
    // NOTE: "no_information" means that the password was never used, or last used before October 2014 ("Getting credential
    // reports", IAM User Guide).
    let password_idle =
        || row.days_since("password_last_used", now).or_else(|| row.days_since("password_last_changed", now));
    Credentials {
        password,
        mfa,
        password_age_days: if password { row.days_since("password_last_changed", now) } else { None },
        active_access_keys: i64::try_from(keys.len()).unwrap_or(i64::MAX),
        oldest_access_key_days: keys.iter().filter_map(key_age).max(),
        idle_days: keys.iter().filter_map(key_idle).chain(password.then(password_idle).flatten()).max(),
        report_age_hours: age / 3600,
    }
}

async fn has_mfa(asker: &Asker<'_>, name: &str) -> Answer<bool> {
    let operation = &operations::LIST_MFA_DEVICES;
    let listed = all_pages(operation, async |marker| {
        let call = asker.client.list_mfa_devices().user_name(name).set_marker(marker).send();
        let page = asker.account.ask(operation, asker.region, call).await;
        page.map(|page| (page.mfa_devices, page.marker.filter(|_| page.is_truncated)))
    })
    .await;
    listed.map(|devices| !devices.is_empty())
}

fn permissions(detail: &UserDetail) -> Permissions {
    Permissions {
        inline_policies: detail.user_policy_list().iter().filter_map(|policy| policy.policy_name.clone()).collect(),
        attached_policies: detail
            .attached_managed_policies()
            .iter()
            .filter_map(|policy| policy.policy_name.clone())
            .collect(),
        groups: detail.group_list().to_vec(),
    }
}

/// The words of a name in lower case.
fn words(name: &str) -> Vec<String> {
    name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}
