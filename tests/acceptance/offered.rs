//! Services that AWS does not offer in every region: there they hold nothing, and elsewhere silence is no answer.

use crate::moto::{fault, moto};
use crate::tomscan::{Run, Tomscan, claim_per_rule, text};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const RULE: &str = "account-residency";

/// A scan in which nothing answers under the names of MemoryDB's endpoints.
fn without_memorydb(account: &str, faults: &str) -> Run {
    let claims = claim_per_rule([RULE], &json!({ RULE: { "regions": ["eu-central-1"] } }));
    Tomscan::of(account, faults).claims(&claims).env("AWS_ENDPOINT_URL_MEMORYDB", "http://127.0.0.1:9").json()
}

/// Regions in which the clusters were not seen.
fn gaps(run: &Run) -> BTreeSet<String> {
    let report = run.report();
    let gaps = report.result(RULE)["gaps"].as_array().expect("gaps").clone();
    let of_memorydb = |gap: &&Value| gap["resource"] == "memorydb.cluster";
    gaps.iter().filter(of_memorydb).map(|gap| text(&gap["region"]).to_owned()).collect()
}

#[test]
fn where_aws_does_not_offer_a_service_there_is_nothing_of_it() {
    // moto publishes AWS's own list: MemoryDB is in 23 regions, and not in Osaka.
    let run = without_memorydb("840000000001", "").exits(11);
    assert_eq!(run.counts().get("ssm:GetParametersByPath"), Some(&3), "one list in pages of ten");
    let gaps = gaps(&run);
    assert!(gaps.contains("eu-central-1") && gaps.contains("us-east-1"), "{gaps:?}");
    assert!(!gaps.contains("ap-northeast-3"), "{gaps:?}");
}

#[test]
fn an_account_is_confirmed_although_a_service_is_offered_in_none_of_its_regions() {
    const ACCOUNT: &str = "840000000002";
    let region = "eu-isoe-west-1";
    let answer = format!("{{'Parameters': [{{'Name': 'r', 'Type': 'String', 'Value': '{region}'}}]}}");
    moto().plant_by(ACCOUNT, &format!("plant.bucket('b')\nplant.answers('ssm', 'GetParametersByPath', {answer})"));
    let run = without_memorydb(ACCOUNT, "").exits(0);
    assert_eq!(gaps(&run), BTreeSet::new());
}

#[test]
fn without_aws_list_an_endpoint_that_does_not_answer_stays_not_verified() {
    const ACCOUNT: &str = "840000000003";
    for kind in ["DENY", "ERROR", "EMPTY", "GARBAGE", "TRUNCATED"] {
        let run = without_memorydb(ACCOUNT, &fault(kind, "ssm:GetParametersByPath")).exits(11);
        assert_eq!(gaps(&run).len(), 17, "{kind}");
    }
    // A list without any region says nothing about regions.
    let nothing = "plant.answers('ssm', 'GetParametersByPath', {'Parameters': []})";
    moto().plant_by(ACCOUNT, nothing);
    assert_eq!(gaps(&without_memorydb(ACCOUNT, "").exits(11)).len(), 17);
}
