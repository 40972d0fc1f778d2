//! What an answer may hold that tomscan has no business with: secrets, and whom to write to.
//!
//! In: an operation and the body of its answer. Out: the same body without those members. They come with lists that are asked for
//! other reasons; nothing reads them, and so nothing keeps them. Operations that only hand out such things (user data, task
//! definitions, values of parameters and secrets) are not in the table of operations at all. A test holds the list below against
//! what AWS's models call sensitive, and against names that secrets have: an operation that is new fails it until it is looked at.

use serde_json::Value;

/// Names on the wire, wherever they stand in the answers of an operation.
const MEMBERS: &[(&str, &[&str])] = &[
    ("account:GetAlternateContact", &["Name", "Title", "EmailAddress", "PhoneNumber"]),
    ("apigateway:GetStages", &["variables"]),
    ("backup:GetBackupPlan", &["RecoveryPointTags"]),
    ("cloudfront:GetDistributionConfig", &["HeaderValue", "Comment"]),
    ("cloudfront:ListDistributions", &["HeaderValue", "Comment"]),
    ("ds:DescribeDirectories", &["SharedSecret", "ShareNotes"]),
    ("ec2:DescribeVpnConnections", &["preSharedKey", "customerGatewayConfiguration"]),
    ("ecs:DescribeServices", &["logConfiguration"]),
    ("elbv2:DescribeListeners", &["ClientSecret"]),
    ("elbv2:DescribeRules", &["ClientSecret"]),
    (
        "events:ListTargetsByRule",
        &[
            "AppSyncParameters",
            "HttpParameters",
            "Input",
            "InputTransformer",
            "RedshiftDataParameters",
            "RunCommandParameters",
            "SageMakerPipelineParameters",
        ],
    ),
    ("fsx:DescribeBackups", &["FsxAdminPassword"]),
    ("fsx:DescribeFileSystems", &["FsxAdminPassword"]),
    // Of an attack the kind and the age are read, not from where it came nor what was typed.
    (
        "guardduty:GetFindings",
        &["ipAddressV4", "ipAddressV6", "privateIpAddress", "privateIpAddresses", "runtimeDetails", "additionalInfo"],
    ),
    ("lambda:ListFunctions", &["Environment", "ImageConfigResponse", "RuntimeVersionConfig"]),
    ("organizations:DescribeOrganization", &["MasterAccountEmail"]),
    ("organizations:ListAccounts", &["Email", "Name"]),
    ("rds:DescribeDBClusters", &["MasterUserPassword"]),
    ("rds:DescribeDBInstances", &["MasterUserPassword"]),
    ("redshift:DescribeClusters", &["MasterUserPassword"]),
    // The address of a webhook holds its key, that of a person the person.
    ("sns:ListSubscriptionsByTopic", &["Endpoint"]),
    ("ssm:DescribeInstanceInformation", &["IPAddress"]),
    ("ssm:DescribeInstancePatchStates", &["OwnerInformation"]),
];

/// What stands in the place of a text. That there is one stays to be seen.
const REMOVED: &str = "REMOVED";

/// The members that are taken out of the answers of an operation.
pub fn members(operation: &str) -> &'static [&'static str] {
    MEMBERS.iter().find(|(id, _)| *id == operation).map_or(&[], |(_, members)| members)
}

/// All operations with members that are taken out.
pub fn operations() -> impl Iterator<Item = &'static str> {
    MEMBERS.iter().map(|(id, _)| *id)
}

/// A body without these members.
pub fn without(body: String, members: &[&str]) -> String {
    if !members.iter().any(|member| body.contains(member)) {
        return body;
    }
    if body.trim_start().starts_with('<') {
        return members.iter().fold(body, |body, member| without_element(&body, member, REMOVED));
    }
    match serde_json::from_str::<Value>(&body) {
        Ok(mut answer) => {
            remove(&mut answer, members);
            answer.to_string()
        }
        // What cannot be read cannot be cleaned. An empty answer is as unreadable.
        Err(_) => String::new(),
    }
}

fn remove(value: &mut Value, members: &[&str]) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| remove(item, members)),
        Value::Object(inner) => {
            inner.retain(|name, value| value.is_string() || value.is_null() || !members.contains(&name.as_str()));
            for (name, value) in inner {
                if value.is_string() && members.contains(&name.as_str()) {
                    *value = REMOVED.into();
                } else {
                    remove(value, members);
                }
            }
        }
        _ => {}
    }
}

/// An XML text in which every element of this name holds `instead`. One that does not end takes the rest of the text with it.
pub(super) fn without_element(text: &str, element: &str, instead: &str) -> String {
    let (open, close) = (format!("<{element}"), format!("</{element}>"));
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(&open) {
        let (before, from) = rest.split_at(at);
        let behind = from.get(open.len()..).unwrap_or_default();
        out.push_str(before);
        if behind.starts_with(|c: char| !c.is_ascii_whitespace() && c != '>' && c != '/') {
            out.push_str(&open);
            rest = behind;
            continue;
        }
        let Some((tag, inside)) = behind.split_once('>') else { return out };
        out = out + &open + tag + ">";
        rest = inside;
        if !tag.ends_with('/') {
            let Some((_, after)) = inside.split_once(&close) else { return out };
            out = out + instead + &close;
            rest = after;
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aws::wire::tables;
    use serde_json::json;

    fn cleaned(operation: &str, body: &str) -> String {
        without(body.to_owned(), members(operation))
    }

    #[test]
    fn environments_of_functions_are_taken_out_at_any_depth() {
        let body = json!({ "Functions": [
            { "FunctionName": "f", "Environment": { "Variables": { "DB_PASSWORD": "hunter2" } } },
            { "FunctionName": "Environment" },
        ], "NextMarker": "Environment" });
        let left: Value = serde_json::from_str(&cleaned("lambda:ListFunctions", &body.to_string())).unwrap();
        assert_eq!(
            left,
            json!({ "Functions": [{ "FunctionName": "f" }, { "FunctionName": "Environment" }], "NextMarker": "Environment" })
        );
    }

    #[test]
    fn that_there_is_a_contact_stays_and_who_it_is_goes() {
        let body = r#"{"AlternateContact":{"EmailAddress":"a@example.com","Name":"A","PhoneNumber":null}}"#;
        let left: Value = serde_json::from_str(&cleaned("account:GetAlternateContact", body)).unwrap();
        assert_eq!(
            left,
            json!({ "AlternateContact": { "EmailAddress": "REMOVED", "Name": "REMOVED", "PhoneNumber": null } })
        );
    }

    #[test]
    fn elements_are_emptied_with_attributes_nested_and_cut_short() {
        let vpn = |body: &str| cleaned("ec2:DescribeVpnConnections", body);
        assert_eq!(
            vpn(
                "<r><preSharedKey a=\"1\">s<i>3</i></preSharedKey><preSharedKeyArn>arn</preSharedKeyArn><preSharedKey/></r>"
            ),
            "<r><preSharedKey a=\"1\">REMOVED</preSharedKey><preSharedKeyArn>arn</preSharedKeyArn><preSharedKey/></r>"
        );
        assert_eq!(vpn("<r><preSharedKey>hunter2</pre"), "<r><preSharedKey>");
        assert_eq!(vpn("<r><preSharedKey"), "<r>");
    }

    #[test]
    fn what_cannot_be_read_is_not_kept_and_what_holds_nothing_stays_as_it_came() {
        assert_eq!(cleaned("lambda:ListFunctions", r#"{"Functions":[{"Environment":{"Variables":{"A":"hun"#), "");
        let body = "{ \"Functions\" : [ ] }";
        assert_eq!(cleaned("lambda:ListFunctions", body), body);
        assert_eq!(cleaned("lambda:GetPolicy", r#"{"Environment":1}"#), r#"{"Environment":1}"#);
    }

    /// Of these it is read whether there is one, which is what a claim speaks of; and the names of accounts, by which people know
    /// them, in a report of several accounts, whose list is never recorded.
    const SEEN: &[(&str, &str)] = &[
        ("account:GetAlternateContact", "EmailAddress"),
        ("account:GetAlternateContact", "PhoneNumber"),
        ("organizations:ListAccounts", "Name"),
    ];

    #[test]
    fn nothing_that_is_taken_out_is_read() {
        for table in tables() {
            for (operation, schema) in table.operations.iter().zip((table.replies)()) {
                let schema = schema.as_value().to_string();
                for member in members(operation.id) {
                    let read = schema.contains(&format!("\"{member}\":"));
                    assert_eq!(read, SEEN.contains(&(operation.id, member)), "{} {member}", operation.id);
                }
            }
        }
    }
}
