//! Any text can be given as a condition, and any condition that is accepted can be asked of a resource. In: bytes. Out: yes, no or
//! unknown; and taking facts away never turns yes into no, or no into yes.

#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use tomscan::fact::{Resource, ResourceKind};
use tomscan::rule::{Condition, Params, Subject, Truth};

fn resource(facts: Value) -> Resource {
    let text = |text: &str| text.to_owned();
    Resource {
        kind: ResourceKind::ALL[0],
        account: text("111122223333"),
        region: text("eu-central-1"),
        name: text("n"),
        arn: text("arn:aws:s3:::n"),
        facts: facts.as_object().cloned().unwrap_or_else(Map::new),
        answered: BTreeMap::new(),
    }
}

fuzz_target!(|text: &str| {
    let Ok(condition) = Condition::parse(text) else {
        return;
    };
    let params = json!({ "list": ["a", "b|c"], "days": 7, "text": "x", "on": true, "half": 0.5 });
    let params: Params = params.as_object().unwrap().clone().into_iter().collect();
    let facts = json!({
        "tags": { "a": "b" }, "list": ["a", "10.0.0.0/8"], "days": 3, "text": "X|y", "on": false,
        "inner": { "list": [{ "from": 1, "to": 2 }], "none": null, "days": i64::MAX, "half": -0.5 },
    });
    let truth = |facts: Value| condition.holds(&Subject::new(&resource(facts)), &params);
    let all = truth(facts.clone());
    for name in facts.as_object().unwrap().keys() {
        let mut fewer = facts.clone();
        fewer[name] = json!({ "$unknown": { "why": "throttled", "action": "a:B" } });
        match (&all, truth(fewer)) {
            (Truth::True, Truth::False) | (Truth::False, Truth::True) => {
                panic!("without {name} the opposite")
            }
            _ => {}
        }
    }
});
