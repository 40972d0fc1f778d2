//! The sentences of rules, filled in for one finding.
//!
//! In: a rule's text or command, a finding, the parameters. Out: text for any format; each escapes it in its own way.

use crate::evaluate::{Assessment, Finding};
use crate::rule::Template;
use crate::text::Lang;
use serde_json::Value;

/// What a rule says of a finding.
pub(super) fn sentence(template: &Template, lang: Lang, finding: &Finding, assessment: &Assessment) -> String {
    template.fill(lang, |name| look_up(name, finding, assessment))
}

/// The value behind a placeholder.
fn look_up(name: &str, finding: &Finding, assessment: &Assessment) -> Option<Value> {
    if let Some(param) = name.strip_prefix("params.") {
        return assessment.params.get(param).map(|(value, _)| value.clone());
    }
    match name.strip_prefix("resource.")? {
        "name" => Some(Value::from(finding.name.as_str())),
        "region" => Some(Value::from(finding.region.as_str())),
        "arn" => Some(Value::from(finding.arn.as_str())),
        path => {
            let evidence =
                finding.evidence.iter().find(|evidence| evidence.path == path).map(|evidence| &evidence.observed);
            let context = || finding.context.iter().find(|(known, _)| known == path).map(|(_, value)| value);
            evidence.or_else(context).cloned()
        }
    }
}

/// A command of the rule for one resource. Names from the account are quoted for a shell.
pub(super) fn command(template: &str, account: &str, finding: &Finding) -> String {
    filled(template, account, &finding.name, &finding.arn, &finding.region)
}

/// A command of a rule for the resource of this name, ARN and region.
pub(crate) fn filled(template: &str, account: &str, name: &str, arn: &str, region: &str) -> String {
    let fields = [("{name}", name), ("{arn}", arn), ("{region}", region), ("{account}", account)];
    fields.into_iter().fold(template.to_owned(), |command, (field, value)| command.replace(field, &quoted(value)))
}

/// A word of a shell's command.
pub(crate) fn quoted(text: &str) -> String {
    let harmless = text.chars().all(|c| c.is_ascii_alphanumeric() || "-_./:=+@,".contains(c));
    if harmless { text.to_owned() } else { format!("'{}'", text.replace('\'', r"'\''")) }
}
