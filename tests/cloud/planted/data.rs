//! Tables, queues, topics and secrets.
//!
//! In: a call of DynamoDB, SQS, SNS or Secrets Manager. Out: its answer. A third of them lies under a key of the customer's; one
//! table of ten has no point-in-time recovery, one queue of ten no encryption.

use super::site::{Members, Site, escaped};
use crate::cloud::answer::Answer;
use crate::cloud::refusal::refuse;
use serde_json::json;

pub(super) fn answer(site: &Site<'_>) -> Option<Answer> {
    let plan = site.plan;
    let list = |size, token, list| Members { size, token, list };
    match site.call.operation {
        "dynamodb:ListTables" => {
            let token = ("ExclusiveStartTableName", "LastEvaluatedTableName");
            let members = list(("Limit", 100), token, "TableNames");
            Some(site.json(plan.tables, &members, |index| format!("\"{}\"", table_name(index))))
        }
        "dynamodb:DescribeTable" | "dynamodb:DescribeContinuousBackups" | "dynamodb:ListTagsOfResource" => {
            Some(table(site))
        }
        "sqs:ListQueues" => {
            let members = list(("MaxResults", 1000), ("NextToken", "NextToken"), "QueueUrls");
            let url = |index| {
                let (region, account) = (site.region(), site.account());
                format!("\"https://sqs.{region}.amazonaws.com/{account}/queue-{index:05}\"")
            };
            Some(site.json(plan.queues, &members, url))
        }
        "sqs:GetQueueAttributes" => Some(queue(site)),
        "sns:ListTopics" => {
            let members = list(("", 100), ("NextToken", "NextToken"), "Topics");
            let topic = |index| {
                let arn = site.arn("sns", &format!("topic-{index:05}"));
                format!("<member><TopicArn>{arn}</TopicArn></member>")
            };
            Some(site.xml(plan.topics, &members, topic))
        }
        "sns:GetTopicAttributes" => Some(topic(site)),
        "secretsmanager:ListSecrets" => {
            let members = list(("MaxResults", 100), ("NextToken", "NextToken"), "SecretList");
            Some(site.json(plan.secrets, &members, |index| secret(site, index)))
        }
        "secretsmanager:GetResourcePolicy" => {
            let arn = site.call.asked("SecretId")?;
            let name = arn.rsplit(':').next().unwrap_or_default();
            Some(Answer::json(site.call, json!({ "ARN": arn, "Name": name }).to_string()))
        }
        _ => None,
    }
}

fn missing(site: &Site<'_>, code: &str) -> Answer {
    refuse(site.call, 400, code, "Requested resource not found")
}

fn table_name(index: usize) -> String {
    format!("table-{index:05}")
}

fn table(site: &Site<'_>) -> Answer {
    let asked = site.call.asked("TableName").or_else(|| site.call.asked("ResourceArn")).unwrap_or_default();
    let Some(index) = site.number(&asked, site.plan.tables) else { return missing(site, "ResourceNotFoundException") };
    let said = match site.call.name() {
        "DescribeTable" => {
            let name = table_name(index);
            let mut table = json!({
                "TableName": name, "TableArn": site.arn("dynamodb", &format!("table/{name}")), "TableStatus": "ACTIVE",
                "CreationDateTime": site.second(200), "DeletionProtectionEnabled": index % 4 != 1,
            });
            if index % 3 == 1 {
                let key = site.key(index);
                table["SSEDescription"] = json!({ "Status": "ENABLED", "SSEType": "KMS", "KMSMasterKeyArn": key });
            }
            json!({ "Table": table })
        }
        "DescribeContinuousBackups" => {
            let enabled = index % 10 != 6;
            let status = if enabled { "ENABLED" } else { "DISABLED" };
            let mut recovery = json!({ "PointInTimeRecoveryStatus": status });
            if enabled {
                recovery["RecoveryPeriodInDays"] = json!(35);
                recovery["EarliestRestorableDateTime"] = json!(site.second(35));
                recovery["LatestRestorableDateTime"] = json!(site.second(0));
            }
            json!({ "ContinuousBackupsDescription": {
                "ContinuousBackupsStatus": "ENABLED", "PointInTimeRecoveryDescription": recovery,
            }})
        }
        _ => json!({ "Tags": [{ "Key": "Environment", "Value": "production" }] }),
    };
    Answer::json(site.call, said.to_string())
}

fn queue(site: &Site<'_>) -> Answer {
    let url = site.call.asked("QueueUrl").unwrap_or_default();
    let Some(index) = site.number(&url, site.plan.queues) else { return missing(site, "QueueDoesNotExist") };
    let arn = site.arn("sqs", &format!("queue-{index:05}"));
    let mut attributes = json!({ "QueueArn": arn, "CreatedTimestamp": site.second(90).to_string() });
    if index % 3 == 1 {
        attributes["KmsMasterKeyId"] = json!(site.key(index));
        attributes["SqsManagedSseEnabled"] = json!("false");
    } else {
        attributes["SqsManagedSseEnabled"] = json!((index % 10 != 2).to_string());
    }
    Answer::json(site.call, json!({ "Attributes": attributes }).to_string())
}

fn topic(site: &Site<'_>) -> Answer {
    let arn = site.call.asked("TopicArn").unwrap_or_default();
    let Some(index) = site.number(&arn, site.plan.topics) else {
        return refuse(site.call, 404, "NotFound", "Topic does not exist");
    };
    let owner = json!({ "StringEquals": { "AWS:SourceOwner": site.account() } });
    let statement = json!({ "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "SNS:Publish", "Resource": arn, "Condition": owner });
    let policy = json!({ "Version": "2008-10-17", "Statement": [statement] }).to_string();
    let entry = |key: &str, value: &str| format!("<entry><key>{key}</key><value>{}</value></entry>", escaped(value));
    let mut entries = entry("TopicArn", &arn) + &entry("Owner", site.account()) + &entry("Policy", &policy);
    if index % 3 == 1 {
        entries += &entry("KmsMasterKeyId", &site.key(index));
    }
    Answer::query(site.call, &format!("<Attributes>{entries}</Attributes>"))
}

fn secret(site: &Site<'_>, index: usize) -> String {
    let name = format!("secret-{index:05}");
    let rotates = index % 4 != 3;
    let mut secret = json!({
        "ARN": site.arn("secretsmanager", &format!("secret:{name}-AbCdEf")), "Name": name, "RotationEnabled": rotates,
        "CreatedDate": site.second(200), "LastChangedDate": site.second(40),
    });
    if index % 3 == 1 {
        secret["KmsKeyId"] = json!(site.key(index));
    }
    if rotates {
        secret["LastRotatedDate"] = json!(site.second(20));
    }
    secret.to_string()
}
