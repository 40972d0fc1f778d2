//! The account's contacts.
//!
//! Calls: `GetAlternateContact` once.

use super::Found;
use super::sheet::Sheet;
use super::survey::Survey;
use crate::aws::wire::account::{AlternateContactReply, GetAlternateContact};
use crate::fact::account::{Account, Contact};
use crate::fact::{Coverage, GLOBAL, ResourceKind};
use serde_json::json;

const KIND: ResourceKind = ResourceKind::AccountAccount;

/// Collects what AWS knows of the account's owner.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    let site = survey.global();
    let mut found = Found::default();
    if !site.wants(KIND) {
        return found;
    }
    let account = &survey.account.id;
    let mut sheet = Sheet::new(KIND, GLOBAL, account, &format!("arn:{}:iam::{account}:root", survey.account.partition));
    let answer = site.get_for::<GetAlternateContact>(KIND, json!({ "AlternateContactType": "SECURITY" })).await;
    let facts = Account { security_contact: sheet.seen(answer.map(|reply| contact(&reply))) };
    found.coverage.push(Coverage { kind: KIND, region: GLOBAL.to_owned(), listed: Ok(1) });
    found.resources.push(sheet.finish(account, &facts));
    found
}

fn contact(reply: &AlternateContactReply) -> Contact {
    let given = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.trim().is_empty());
    let contact = &reply.alternate_contact;
    Contact { has_email: given(&contact.email_address), has_phone: given(&contact.phone_number) }
}
