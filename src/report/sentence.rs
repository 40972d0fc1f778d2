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
        "name" => Some(Value::from(finding.resource.name())),
        "region" => Some(Value::from(finding.resource.region())),
        "arn" => Some(Value::from(finding.resource.arn())),
        path => {
            let evidence = finding.facts.iter().find(|fact| fact.path == path).map(|fact| &fact.observed);
            let context = || finding.context.iter().find(|(known, _)| known == path).map(|(_, value)| value);
            evidence.or_else(context).cloned()
        }
    }
}

/// A command of the rule for one resource. Names from the account are quoted for a shell.
pub(super) fn command(template: &str, account: &str, finding: &Finding) -> String {
    let resource = &finding.resource;
    filled(template, account, resource.name(), resource.arn(), resource.region())
}

/// A command of a rule for the resource of this name, ARN and region. What is filled in is not looked at again: a name may look
/// like a placeholder, and what came in its place would stand outside its quotes.
pub(crate) fn filled(template: &str, account: &str, name: &str, arn: &str, region: &str) -> String {
    let fields = [("{name}", name), ("{arn}", arn), ("{region}", region), ("{account}", account)];
    let (mut command, mut rest) = (String::new(), template);
    loop {
        let found = fields.iter().filter_map(|(field, value)| Some((rest.split_once(field)?, value)));
        let Some(((before, after), value)) = found.min_by_key(|((before, _), _)| before.len()) else {
            return command + rest;
        };
        command += before;
        command += &quoted(value);
        rest = after;
    }
}

/// A word of a shell's command.
pub(crate) fn quoted(text: &str) -> String {
    let harmless = text.chars().all(|c| c.is_ascii_alphanumeric() || "-_./:=+@,".contains(c));
    if harmless { text.to_owned() } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn a_command_has_its_placeholders_filled_and_quoted() {
        let command =
            filled("aws x --arn {arn} --names {name} {name} --region {region} # {account}", "1", "a b", "arn:a", "eu");
        assert_eq!(command, "aws x --arn arn:a --names 'a b' 'a b' --region eu # 1");
        assert_eq!(filled("aws x {other}", "1", "n", "a", "r"), "aws x {other}");
    }

    #[test]
    fn a_name_that_looks_like_a_placeholder_stays_within_its_quotes() {
        let name = "x{arn}; touch /tmp/y";
        let arn = format!("arn:aws:cloudwatch:eu-central-1:1:alarm:{name}");
        assert_eq!(filled("aws x {name}", "1", name, &arn, "eu-central-1"), format!("aws x '{name}'"));
    }
}
