//! Functions, log groups and trails.
//!
//! In: a call of Lambda, CloudWatch Logs or CloudTrail. Out: its answer. The first trail is of all regions, the second of Ireland
//! alone; one log group of five keeps its events for ever; one function of four lets a service in.

use super::plan::HOMES;
use super::site::{Members, Site, number};
use super::{kms, s3};
use crate::cloud::answer::Answer;
use crate::cloud::refusal::refuse;
use serde_json::{Value, json};

pub(super) fn answer(site: &Site<'_>) -> Option<Answer> {
    let plan = site.plan;
    let said = match site.call.operation {
        "lambda:ListFunctions" => {
            let members = Members { size: ("MaxItems", 50), token: ("Marker", "NextMarker"), list: "Functions" };
            return Some(site.json(plan.functions, &members, |index| function(site, index)));
        }
        "lambda:GetPolicy" => return Some(function_policy(site)),
        "logs:DescribeLogGroups" => {
            let members = Members { size: ("limit", 50), token: ("nextToken", "nextToken"), list: "logGroups" };
            return Some(log_groups(site, &members));
        }
        "logs:DescribeMetricFilters" => json!({ "metricFilters": [] }),
        "cloudtrail:DescribeTrails" => {
            let shows = |index: &usize| *index == 0 || site.region() == home(*index);
            let trails: Vec<Value> = (0..plan.trails).filter(shows).map(|index| trail(site, index)).collect();
            json!({ "trailList": trails })
        }
        "cloudtrail:GetTrailStatus" | "cloudtrail:GetEventSelectors" => return Some(of_trail(site)),
        _ => return None,
    };
    Some(Answer::json(site.call, said.to_string()))
}

fn function_name(index: usize) -> String {
    format!("function-{index:05}")
}

fn function(site: &Site<'_>, index: usize) -> String {
    let name = function_name(index);
    let arn = site.arn("lambda", &format!("function:{name}"));
    format!(
        "{{\"FunctionName\":\"{name}\",\"FunctionArn\":\"{arn}\",\"Runtime\":\"python3.13\",\"Handler\":\"a.b\",\
         \"Version\":\"$LATEST\",\"PackageType\":\"Zip\",\"LastModified\":\"{}\"}}",
        site.days_ago(30)
    )
}

fn function_policy(site: &Site<'_>) -> Answer {
    let name = site.call.asked("FunctionName").unwrap_or_default();
    let index = site.number(&name, site.plan.functions).filter(|index| index % 4 == 2);
    let Some(index) = index else {
        return refuse(site.call, 404, "ResourceNotFoundException", "The resource you requested does not exist.");
    };
    let arn = site.arn("lambda", &format!("function:{}", function_name(index)));
    let statement = json!({ "Sid": "1", "Effect": "Allow", "Principal": { "Service": "events.amazonaws.com" },
        "Action": "lambda:InvokeFunction", "Resource": arn,
        "Condition": { "StringEquals": { "AWS:SourceAccount": site.account() } } });
    let policy = json!({ "Version": "2012-10-17", "Id": "default", "Statement": [statement] });
    Answer::json(site.call, json!({ "Policy": policy.to_string(), "RevisionId": "1" }).to_string())
}

/// All of them, or those that begin as asked.
fn log_groups(site: &Site<'_>, members: &Members) -> Answer {
    let one = |index: usize| {
        let name = format!("/aws/lambda/function-{index:05}");
        let arn = site.arn("logs", &format!("log-group:{name}"));
        let mut group = json!({
            "logGroupName": name, "arn": format!("{arn}:*"), "logGroupArn": arn, "storedBytes": 1000 * (index + 1),
            "creationTime": site.second(200) * 1000, "metricFilterCount": 0, "logGroupClass": "STANDARD",
        });
        if index % 5 != 1 {
            group["retentionInDays"] = json!(90);
        }
        if index % 3 == 1 {
            group["kmsKeyId"] = json!(site.key(index));
        }
        group.to_string()
    };
    match site.call.asked("logGroupNamePrefix") {
        None => site.json(site.plan.log_groups, members, one),
        Some(prefix) => {
            let local = 0..site.share(site.plan.log_groups);
            let begins = |index: &usize| format!("/aws/lambda/function-{index:05}").starts_with(&prefix);
            let groups: Vec<String> = local.map(|local| site.index(local)).filter(begins).map(one).collect();
            Answer::json(site.call, format!("{{\"logGroups\":[{}]}}", groups.join(",")))
        }
    }
}

/// The region in which a trail was made.
fn home(index: usize) -> &'static str {
    HOMES[index % 2]
}

fn trail_arn(site: &Site<'_>, index: usize) -> String {
    format!("arn:aws:cloudtrail:{}:{}:trail/trail-{index:02}", home(index), site.account())
}

fn trail(site: &Site<'_>, index: usize) -> Value {
    let key = format!("arn:aws:kms:{}:{}:key/{}", home(index), site.account(), kms::id(index + 2));
    json!({
        "Name": format!("trail-{index:02}"), "TrailARN": trail_arn(site, index), "HomeRegion": home(index),
        "S3BucketName": s3::name(site.account(), index), "IncludeGlobalServiceEvents": index == 0,
        "IsMultiRegionTrail": index == 0, "IsOrganizationTrail": false, "LogFileValidationEnabled": true, "KmsKeyId": key,
        "HasCustomEventSelectors": false, "HasInsightSelectors": false,
    })
}

fn of_trail(site: &Site<'_>) -> Answer {
    let call = site.call;
    let name = call.asked("Name").or_else(|| call.asked("TrailName")).unwrap_or_default();
    let Some(index) = number(&name).filter(|index| *index < site.plan.trails) else {
        return refuse(call, 400, "TrailNotFoundException", &format!("Unknown trail: {name}"));
    };
    let now = site.second(0);
    let said = if call.name() == "GetTrailStatus" {
        json!({ "IsLogging": true, "LatestDeliveryTime": now, "LatestDigestDeliveryTime": now, "StartLoggingTime": site.second(300) })
    } else {
        json!({ "TrailARN": trail_arn(site, index), "EventSelectors": [{
            "ReadWriteType": "All", "IncludeManagementEvents": true, "DataResources": [], "ExcludeManagementEventSources": [],
        }]})
    };
    Answer::json(call, said.to_string())
}
