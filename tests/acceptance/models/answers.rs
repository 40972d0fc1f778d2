//! What is read of answers, against AWS's published models: names and types of members, whole answers through the reader,
//! pages.

use super::members::differences;
use crate::moto::ask_python;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;
use tomscan::aws::api::Read;
use tomscan::aws::operations::{Operation, Pages, Wire};
use tomscan::aws::wire::{Protocol, tables};

/// An operation of the light caller.
struct Asked {
    operation: &'static Operation,
    wire: &'static Wire,
    reply: Value,
    read: fn(&str) -> Result<Read, String>,
}

fn all() -> Vec<Asked> {
    let of_table = |table: &'static tomscan::aws::wire::Table| {
        let replies = (table.replies)();
        assert_eq!((replies.len(), table.readers.len()), (table.operations.len(), table.operations.len()));
        table.operations.iter().zip(replies).zip(table.readers).map(|((operation, reply), read)| Asked {
            operation,
            wire: operation.wire.as_ref().expect("an operation of the light caller"),
            reply: reply.to_value(),
            read: *read,
        })
    };
    tables().flat_map(of_table).collect()
}

fn protocol(wire: &Wire) -> &'static str {
    match wire.service.protocol {
        Protocol::Query { .. } => "query",
        Protocol::Ec2 { .. } => "ec2",
        Protocol::Json { .. } => "json",
        Protocol::RestJson => "rest-json",
        Protocol::RestXml => "rest-xml",
    }
}

/// What the models say of each operation of the light caller, in the protocol in which it is asked.
fn models() -> &'static BTreeMap<String, Value> {
    static MODELS: OnceLock<BTreeMap<String, Value>> = OnceLock::new();
    MODELS.get_or_init(|| {
        let of_protocol = |spoken: &str| {
            let ids: Vec<_> =
                all().iter().filter(|asked| protocol(asked.wire) == spoken).map(|asked| asked.operation.id).collect();
            let models: BTreeMap<String, Value> =
                serde_json::from_value(ask_python(&["models.py", spoken], &json!(ids))).expect("an object");
            models
        };
        ["query", "ec2", "json", "rest-json", "rest-xml"].into_iter().flat_map(of_protocol).collect()
    })
}

/// What `samples.py` writes of an operation.
#[derive(Deserialize)]
struct Sample {
    page: String,
    last: String,
    examples: Vec<String>,
}

fn samples() -> &'static BTreeMap<String, Sample> {
    static SAMPLES: OnceLock<BTreeMap<String, Sample>> = OnceLock::new();
    SAMPLES.get_or_init(write_samples)
}

fn write_samples() -> BTreeMap<String, Sample> {
    let asked: Vec<Value> = all()
        .iter()
        .map(|asked| json!({ "operation": asked.operation.id, "protocol": protocol(asked.wire) }))
        .collect();
    serde_json::from_value(ask_python(&["samples.py"], &json!(asked))).expect("texts by operation")
}

#[track_caller]
fn none_of(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}

/// Differences that AWS's documentation explains.
const DOCUMENTED: &[&str] = &[
    // "The time and date when the finding was created", an RFC 3339 time that the model holds for any text (Finding,
    // GuardDuty API Reference: https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Finding.html).
    "guardduty:GetFindings / findings[].createdAt: read as time, but AWS sends string",
];

#[test]
fn every_member_that_is_read_is_one_that_aws_sends() {
    let of = |asked: Asked| {
        let id = asked.operation.id;
        let found = differences(&asked.reply, &models()[id]["output"]["body"]);
        found.into_iter().map(move |one| format!("{id} / {one}"))
    };
    let (known, wrong): (Vec<_>, Vec<_>) =
        all().into_iter().flat_map(of).partition(|one| DOCUMENTED.contains(&one.as_str()));
    none_of(&wrong);
    assert_eq!(known, DOCUMENTED, "what is documented is a difference still");
}

/// Members that the example of their operation leaves out, most of them because they are younger. Without them an answer stays unread, and what needed it
/// unknown.
const LEFT_OUT: &[(&str, &str)] = &[
    ("ec2:DescribeNetworkInterfaces", "interfaceType"),
    ("ec2:DescribeSubnets", "ownerId"),
    ("ec2:DescribeVpcs", "ownerId"),
    ("autoscaling:DescribePolicies", "PolicyType"),
    ("elbv2:DescribeTargetGroups", "TargetType"),
    ("organizations:DescribeOrganization", "MasterAccountId"),
];

#[test]
fn every_answer_that_aws_shows_is_read() {
    let mut read_of_them = 0;
    let mut wrong = Vec::new();
    for Asked { operation, read, .. } in all() {
        for (n, example) in samples()[operation.id].examples.iter().enumerate() {
            read_of_them += 1;
            let left_out = LEFT_OUT.iter().find(|(id, _)| *id == operation.id).map(|(_, name)| *name);
            let Err(error) = read(example) else { continue };
            if left_out.is_none_or(|name| !error.starts_with(&format!("missing field `{name}`"))) {
                wrong.push(format!("{}, example {}: {error}: {example}", operation.id, n + 1));
            }
        }
    }
    none_of(&wrong);
    assert!(read_of_them > 40, "botocore has examples: {read_of_them}");
}

/// Members that stay empty although the answer holds everything that the model knows, with the reason.
const EMPTY: &[(&str, &str)] = &[
    // API Gateway's own format, which the models do not know and which is refused (`Hal`).
    ("apigateway:GetRestApis", "hal"),
    ("apigateway:GetStages", "hal"),
    ("apigateway:GetDomainNames", "hal"),
];

/// What stays empty in a text of `Debug` over several lines, as paths: `volume_set.item.encrypted`.
fn empty_members(shown: &str) -> BTreeSet<String> {
    let mut path: Vec<&str> = Vec::new();
    let mut empty = BTreeSet::new();
    for line in shown.lines() {
        let depth = (line.len() - line.trim_start().len()) / 4;
        path.truncate(depth.saturating_sub(1));
        let (name, value) = line.trim().split_once(": ").unwrap_or(("", line.trim()));
        if ["None", "[]", "{}"].contains(&value.trim_end_matches(',')) {
            let known: Vec<&str> = path.iter().copied().chain([name]).filter(|name| !name.is_empty()).collect();
            empty.insert(known.join("."));
        }
        path.resize(depth.saturating_sub(1), "");
        path.push(name);
    }
    empty
}

#[test]
fn whatever_is_read_is_found_in_an_answer_that_holds_everything() {
    let mut wrong = Vec::new();
    for Asked { operation, read, .. } in all() {
        match read(&samples()[operation.id].page) {
            Err(error) => wrong.push(format!("{}: not read: {error}", operation.id)),
            Ok(answer) => wrong.extend(
                empty_members(&answer.shown)
                    .into_iter()
                    .filter(|path| !EMPTY.contains(&(operation.id, path)))
                    .map(|path| format!("{} / {path}: not found in an answer that holds everything", operation.id)),
            ),
        }
    }
    none_of(&wrong);
}

#[test]
fn an_empty_member_is_seen() {
    #[derive(Debug)]
    #[expect(dead_code, reason = "only shown")]
    struct Key {
        arn: Option<String>,
        bits: Vec<u32>,
    }
    let key = || Key { arn: Some("None".to_owned()), bits: vec![1] };
    assert_eq!(empty_members(&format!("{:#?}", vec![key()])), BTreeSet::new());
    let keys = format!("{:#?}", (vec![key(), Key { arn: None, bits: Vec::new() }], None::<u32>));
    assert_eq!(empty_members(&keys), ["arn", "bits", ""].map(str::to_owned).into());
}

/// Members of an answer that look like the token of a next page, or say that there is one.
fn tokens(model: &Value) -> Vec<&String> {
    let members = model["output"]["body"]["properties"].as_object();
    let looks_like_one = |name: &&String| {
        let name = name.to_lowercase();
        ["token", "marker", "position", "truncated", "hasmore"].iter().any(|word| name.contains(word))
    };
    members.into_iter().flat_map(|members| members.keys()).filter(looks_like_one).collect()
}

/// What is read of a page: the number of items, and the token of the next.
type Page = Option<(usize, Option<String>)>;

/// The token of the next page in a sample.
const TOKEN: &str = "the-next-page";

/// What differs between the pages that are asked for and those of the model. `page` and `last` are what was read of a sampled
/// page with two entries in each list, and of the last one.
fn page_differences(pages: Option<&Pages>, model: &Value, page: &Page, last: &Page) -> Vec<String> {
    let said = &model["pages"];
    let mut found = Vec::new();
    let Some(pages) = pages else {
        if !said.is_null() || !tokens(model).is_empty() {
            found.push(format!("AWS answers in pages, but only the first is read: {said} {:?}", tokens(model)));
        }
        return found;
    };
    if said["token"] != pages.token {
        found.push(format!("the token is sent as `{}`; AWS takes {}", pages.token, said["token"]));
    }
    if let Some((size, most)) = pages.size {
        if said["size"] != size {
            found.push(format!("the size is sent as `{size}`; AWS takes {}", said["size"]));
        }
        let mut asked = ["body", "query"].iter().map(|place| &model["input"][place]["properties"][size]);
        if let Some(allowed) = asked.find_map(|member| member["maximum"].as_u64()).filter(|max| u64::from(most) > *max)
        {
            found.push(format!("pages of {most} are asked for; AWS allows {allowed}"));
        }
    }
    match (page, last) {
        (Some((items, Some(token))), Some((_, None))) if *items >= 2 && token == TOKEN => {}
        other => found.push(format!("two entries and the token were sent, then a page without; read: {other:?}")),
    }
    found
}

#[test]
fn every_list_is_read_page_by_page_to_its_end() {
    let mut wrong = Vec::new();
    for Asked { operation, wire, read, .. } in all() {
        let sample = &samples()[operation.id];
        let page = |body: &str| read(body).ok().and_then(|answer| answer.page);
        let model = &models()[operation.id];
        let found = page_differences(wire.pages.as_ref(), model, &page(&sample.page), &page(&sample.last));
        wrong.extend(found.into_iter().map(|what| format!("{}: {what}", operation.id)));
    }
    none_of(&wrong);
}

#[test]
fn a_wrong_token_and_a_list_that_is_not_read_on_are_seen() {
    let model = json!({
        "input": { "body": { "properties": { "Limit": { "maximum": 100 } } } },
        "output": { "body": { "properties": { "Keys": {}, "NextMarker": {} } } },
        "pages": { "token": "Marker", "size": "Limit" },
    });
    let (page, last) = (Some((2, Some(TOKEN.to_owned()))), Some((2, None)));
    let of =
        |pages: Option<Pages>, page: &Page, last: &Page| page_differences(pages.as_ref(), &model, page, last).len();
    let right = || Some(Pages { token: "Marker", size: Some(("Limit", 100)) });
    assert_eq!(of(right(), &page, &last), 0);
    assert_eq!(of(None, &page, &last), 1, "the second page is never asked for");
    assert_eq!(of(Some(Pages { token: "NextMarker", size: None }), &page, &last), 1, "another member of the request");
    assert_eq!(of(Some(Pages { token: "Marker", size: Some(("MaxKeys", 100)) }), &page, &last), 1);
    assert_eq!(of(Some(Pages { token: "Marker", size: Some(("Limit", 1000)) }), &page, &last), 1);
    assert_eq!(of(right(), &Some((2, None)), &last), 1, "the token is looked for elsewhere");
    assert_eq!(of(right(), &Some((2, Some("x".to_owned()))), &last), 1, "another member is taken for the token");
    assert_eq!(of(right(), &Some((0, Some(TOKEN.to_owned()))), &last), 1, "the list is looked for elsewhere");
    assert_eq!(of(right(), &page, &page), 1, "there is no last page");
    let unpaged = json!({ "output": { "body": { "properties": { "IsTruncated": {} } } }, "pages": null });
    assert_eq!(page_differences(None, &unpaged, &None, &None).len(), 1, "the model has no paginator");
}
