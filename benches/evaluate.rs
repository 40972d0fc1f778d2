//! Time of the evaluation alone: 100,000 resources, every rule that speaks of buckets, no network.
//!
//! `cargo bench --bench evaluate`
#![allow(clippy::expect_used, reason = "a benchmark may end where its own input is wrong")]

use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use tomscan::claim::{Claims, load};
use tomscan::evaluate::evaluate;
use tomscan::fact::{Caller, Coverage, GLOBAL, Inventory, Resource, ResourceKind};
use tomscan::rule::{RuleSet, load_embedded};

const RESOURCES: usize = 100_000;

fn main() {
    divan::main();
}

fn rules() -> RuleSet {
    load_embedded().expect("the embedded rules have no mistakes")
}

fn claims(rules: &RuleSet) -> Claims {
    let text = r#"
        [document]
        title = "bench"
        party = "bench"
        version = "1"
        [[claim]]
        id = "1"
        words = "clear text is refused"
        family = "transfer"
        rules = ["s3-tls-only", "s3-encryption-at-rest", "s3-public-access-block", "s3-versioning", "s3-access-logging"]
    "#;
    load("bench.toml", text, rules).expect("the claims have no mistakes")
}

/// The facts of one bucket; every tenth deviates, every hundredth was not seen.
fn facts(index: usize) -> Map<String, Value> {
    let refuses = !index.is_multiple_of(10);
    let policy = if index % 100 == 1 {
        json!({ "$unknown": { "why": "access-denied", "action": "s3:GetBucketPolicy" } })
    } else {
        json!({ "exists": true, "refuses_plaintext": refuses, "counterexample": null, "min_tls": "1.2" })
    };
    let facts = json!({
        "policy": policy,
        "encryption": { "algorithm": "aws:kms", "key_id": null, "sse_c_blocked": true,
            "key": { "arn": "arn:aws:kms:eu-central-1:111122223333:key/1", "manager": "AWS", "state": "Enabled", "origin": "AWS_KMS", "account": "111122223333" } },
        "policy_status": { "public": false },
        "acl": { "public": false, "public_grants": [] },
        "ownership": { "acls_enabled": false },
        "public_access_block": { "block_public_acls": true, "ignore_public_acls": true, "block_public_policy": true, "restrict_public_buckets": true },
        "versioning": { "status": "Enabled" },
        "logging": { "enabled": true, "target_bucket": "logs", "is_log_target": false },
    });
    match facts {
        Value::Object(facts) => facts,
        _ => Map::new(),
    }
}

fn inventory() -> Inventory {
    let bucket = |index: usize| Resource {
        kind: ResourceKind::S3Bucket,
        account: "111122223333".to_owned(),
        region: "eu-central-1".to_owned(),
        name: format!("bucket-{index:06}"),
        arn: format!("arn:aws:s3:::bucket-{index:06}"),
        facts: facts(index),
        answered: BTreeMap::new(),
    };
    Inventory {
        caller: Caller { account: "111122223333".to_owned(), arn: String::new() },
        now: jiff::Timestamp::UNIX_EPOCH,
        regions: Ok(vec!["eu-central-1".to_owned()]),
        coverage: vec![Coverage {
            kind: ResourceKind::S3Bucket,
            region: GLOBAL.to_owned(),
            listed: Ok(RESOURCES as u64),
        }],
        resources: (0..RESOURCES).map(bucket).collect(),
        calls: BTreeMap::new(),
        throttled: BTreeMap::new(),
        retried: BTreeMap::new(),
        complete: true,
    }
}

#[divan::bench(sample_count = 5)]
fn five_rules_over_100_000_buckets(bencher: divan::Bencher<'_, '_>) {
    let (rules, inventory) = (rules(), inventory());
    let claims = claims(&rules);
    bencher.bench(|| evaluate(&claims, &rules, &inventory));
}

#[divan::bench]
fn loading_all_rules() -> RuleSet {
    rules()
}
