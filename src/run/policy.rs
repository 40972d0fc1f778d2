//! `tomscan iam-policy`: the least permissions for a scan, as a policy or as a role to deploy.
//!
//! In: claims and rules. Out: JSON, a CloudFormation template or a Terraform configuration.

use super::{Ended, explained, options};
use crate::cli::{PolicyFormat, WhatArgs};
use crate::exit::Exit;
use serde_json::{Map, Value, json};
use std::io::{self, Write};
use tomscan::collect::{least_policy, least_policy_parts};
use tomscan::scan::prepare;
use tomscan::text::Lang;

pub(super) fn run(
    what: &WhatArgs,
    with_ledger: bool,
    format: PolicyFormat,
    lang: Option<Lang>,
    fallback: Lang,
) -> Result<Exit, Ended> {
    let mut prepared =
        prepare(&options(what, false, lang, fallback)).map_err(|error| explained(&error, lang.unwrap_or(fallback)))?;
    prepared.plan.origins = with_ledger;
    let text = match format {
        PolicyFormat::Json => pretty(&least_policy(&prepared.plan))?,
        PolicyFormat::Cloudformation => pretty(&template(&least_policy_parts(&prepared.plan)))?,
        PolicyFormat::Terraform => terraform(&least_policy_parts(&prepared.plan))?,
    };
    writeln!(io::stdout(), "{text}")?;
    Ok(Exit::Holds)
}

fn pretty(value: &Value) -> Result<String, Ended> {
    Ok(serde_json::to_string_pretty(value).map_err(io::Error::other)?)
}

/// A template with the policies and a role that one principal may assume.
fn template(policies: &[Value]) -> Value {
    let name = |index: usize| format!("Policy{}", index + 1);
    let attached: Vec<Value> = (0..policies.len()).map(|index| json!({ "Ref": name(index) })).collect();
    let mut resources = Map::new();
    for (index, policy) in policies.iter().enumerate() {
        let properties = json!({ "Description": ABOUT, "PolicyDocument": policy });
        resources.insert(name(index), json!({ "Type": "AWS::IAM::ManagedPolicy", "Properties": properties }));
    }
    let trust = json!({
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Principal": { "AWS": { "Ref": "TrustedPrincipal" } },
            "Action": "sts:AssumeRole"
        }]
    });
    let role = json!({
        "RoleName": { "Ref": "RoleName" },
        "AssumeRolePolicyDocument": trust,
        "ManagedPolicyArns": attached
    });
    resources.insert("Role".to_owned(), json!({ "Type": "AWS::IAM::Role", "Properties": role }));
    json!({
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": "Read-only role for tomscan",
        "Parameters": {
            "TrustedPrincipal": { "Type": "String", "Description": TRUSTED },
            "RoleName": { "Type": "String", "Default": "tomscan" }
        },
        "Resources": resources,
        "Outputs": { "RoleArn": { "Value": { "Fn::GetAtt": ["Role", "Arn"] } } }
    })
}

const ABOUT: &str = "The least permissions for a tomscan scan";
const TRUSTED: &str = "ARN of the role, user or account that may assume the role";

/// The same as HCL. JSON is a valid HCL expression inside `jsonencode`, so nothing has to be translated.
fn terraform(policies: &[Value]) -> Result<String, Ended> {
    let mut text = format!(
        r#"variable "trusted_principal" {{
  type        = string
  description = "{TRUSTED}"
}}

variable "role_name" {{
  type    = string
  default = "tomscan"
}}

resource "aws_iam_role" "tomscan" {{
  name = var.role_name
  assume_role_policy = jsonencode({{
    "Version" : "2012-10-17",
    "Statement" : [{{
      "Effect" : "Allow",
      "Principal" : {{ "AWS" : var.trusted_principal }},
      "Action" : "sts:AssumeRole"
    }}]
  }})
}}
"#
    );
    for (index, policy) in policies.iter().enumerate() {
        let (number, policy) = (index + 1, pretty(policy)?);
        let part = format!(
            r#"
resource "aws_iam_policy" "tomscan_{number}" {{
  name        = "${{var.role_name}}-{number}"
  description = "{ABOUT}"
  policy      = jsonencode({policy})
}}

resource "aws_iam_role_policy_attachment" "tomscan_{number}" {{
  role       = aws_iam_role.tomscan.name
  policy_arn = aws_iam_policy.tomscan_{number}.arn
}}
"#
        );
        text.push_str(&part);
    }
    text.push_str("\noutput \"role_arn\" {\n  value = aws_iam_role.tomscan.arn\n}");
    Ok(text)
}
