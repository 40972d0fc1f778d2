//! What is read of answers, against AWS's published models: names and types of members, whole answers through the reader,
//! pages.

use super::members::differences;
use crate::moto::ask_python;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;
use tomscan::aws::api::Read;
use tomscan::aws::operations::{Operation, Wire};
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
            let ids: Vec<_> = all()
                .iter()
                .filter(|asked| protocol(asked.wire) == spoken)
                .map(|asked| asked.operation.id)
                .collect();
            let models: BTreeMap<String, Value> =
                serde_json::from_value(ask_python(&["models.py", spoken], &json!(ids))).expect("an object");
            models
        };
        ["query", "ec2", "json", "rest-json", "rest-xml"].into_iter().flat_map(of_protocol).collect()
    })
}

/// Both pages of a sampled answer, by operation.
fn samples() -> BTreeMap<String, BTreeMap<String, String>> {
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

#[test]
fn every_member_that_is_read_is_one_that_aws_sends() {
    let of = |asked: Asked| {
        let id = asked.operation.id;
        let found = differences(&asked.reply, &models()[id]["output"]["body"]);
        found.into_iter().map(move |one| format!("{id} / {one}"))
    };
    none_of(&all().into_iter().flat_map(of).collect::<Vec<_>>());
}

/// Members that stay empty although the answer holds everything that the model knows, with the reason.
const EMPTY: &[(&str, &str)] = &[];

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
    let samples = samples();
    let mut wrong = Vec::new();
    for Asked { operation, read, .. } in all() {
        match read(&samples[operation.id]["page"]) {
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

/// The token of the next page in a sample.
const TOKEN: &str = "the-next-page";

#[test]
fn every_list_is_read_page_by_page_to_its_end() {
    let samples = samples();
    let mut wrong = Vec::new();
    for Asked { operation, wire, read, .. } in all() {
        let said = &models()[operation.id]["pages"];
        let mut differs = |what: String| wrong.push(format!("{}: {what}", operation.id));
        let Some(pages) = &wire.pages else {
            if !said.is_null() {
                differs(format!("AWS answers in pages, but only the first is read: {said}"));
            }
            continue;
        };
        if said["token"] != pages.token {
            differs(format!("the token is sent as `{}`; AWS takes {}", pages.token, said["token"]));
        }
        if let Some((size, _)) = pages.size.filter(|(size, _)| said["size"] != *size) {
            differs(format!("the size is sent as `{size}`; AWS takes {}", said["size"]));
        }
        let page = |which: &str| read(&samples[operation.id][which]).ok().and_then(|answer| answer.page);
        match (page("page"), page("last")) {
            (Some((items, Some(token))), Some((_, None))) if items >= 2 && token == TOKEN => {}
            other => differs(format!("two entries and the token were sent, then a page without; read: {other:?}")),
        }
    }
    none_of(&wrong);
}
