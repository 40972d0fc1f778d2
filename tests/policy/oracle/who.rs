//! Who is meant by `Principal` and `NotPrincipal`.

use super::Answer::{self, Maybe, No, Yes};
use super::{Who, any, strings, yes};
use serde_json::Value;

pub(super) fn for_caller(statement: &Value, who: &Who) -> Answer {
    match (statement.get("Principal"), statement.get("NotPrincipal"), who) {
        (None, None, Who::Holder) => Yes,
        (Some(principal), None, who) if *who != Who::Holder => within(principal, who),
        (None, Some(principal), who) if *who != Who::Holder => outside(principal, who),
        _ => Maybe,
    }
}

fn everyone(principal: &Value) -> bool {
    principal == "*" || strings(&principal["AWS"]).iter().any(|text| text == "*")
}

fn within(principal: &Value, who: &Who) -> Answer {
    if everyone(principal) {
        return Yes;
    }
    let answers = principal.as_object().into_iter().flatten().flat_map(|(kind, ids)| {
        strings(ids)
            .into_iter()
            .map(|id| match (kind.as_str(), who) {
                ("AWS", who) => aws(&id, who),
                ("Service", Who::Service(name)) => yes(id == *name),
                ("Federated", Who::Arn(arn)) if arn.contains(":role/") => Maybe,
                ("Service" | "Federated", _) => No,
                _ => Maybe,
            })
            .collect::<Vec<_>>()
    });
    any(answers)
}

fn account(id: &str) -> Option<String> {
    let digits = |text: &str| text.len() == 12 && text.chars().all(|c| c.is_ascii_digit());
    if digits(id) {
        return Some(id.to_owned());
    }
    let parts: Vec<&str> = id.split(':').collect();
    match parts.as_slice() {
        ["arn", _, "iam" | "sts", "", number, ..] if digits(number) && !id.contains(['*', '?', '$']) => {
            Some((*number).to_owned())
        }
        _ => None,
    }
}

fn aws(id: &str, who: &Who) -> Answer {
    let Some(number) = account(id) else {
        return Maybe;
    };
    let Who::Arn(arn) = who else { return No };
    if account(arn).as_ref() != Some(&number) {
        return No;
    }
    if id == number || id.ends_with(":root") || id == arn {
        return Yes;
    }
    // Another user is another user; with roles, sessions and spellings are in the way.
    let kind = |text: &str| {
        ["user/", "role/", "root", "assumed-role/"].into_iter().find(|kind| text.contains(&format!(":{kind}")))
    };
    let name = |text: &str| text.rsplit('/').next().map(str::to_lowercase);
    let other_kind = !id.contains(":sts:") && kind(id) != kind(arn);
    let other_name = kind(id) == kind(arn) && name(id) != name(arn);
    if other_kind || other_name || (arn.ends_with(":root") && !id.contains(":sts:")) { No } else { Maybe }
}

/// "AWS JSON policy elements: NotPrincipal": the account must be listed beside the user, the
/// session and the role beside the account.
fn outside(principal: &Value, who: &Who) -> Answer {
    if everyone(principal) {
        return No;
    }
    if within(principal, who) == No {
        return Yes;
    }
    let Who::Arn(arn) = who else { return Maybe };
    let ids = strings(&principal["AWS"]);
    let number = account(arn).unwrap_or_default();
    let root = format!("{}:root", arn.rsplit_once(':').map_or("", |(head, _)| head));
    let account_listed = ids.iter().any(|id| *id == number || *id == root);
    let itself = ids.contains(arn) || *arn == root;
    if account_listed && itself && !arn.contains(":role/") { No } else { Maybe }
}
