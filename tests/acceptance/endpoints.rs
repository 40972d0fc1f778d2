//! Where the light caller sends requests, against AWS's published endpoint rules (botocore): every service, regions of every
//! partition, with and without FIPS and dual stack.

use crate::moto::python;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use std::process::Stdio;
use tomscan::aws::api::{Variant, place};
use tomscan::aws::operations::ALL;
use tomscan::aws::wire::Service;

const ACCOUNT: &str = "111122223333";

fn services() -> BTreeMap<&'static str, &'static Service> {
    ALL.iter().filter_map(|operation| operation.wire.as_ref()).map(|wire| (wire.service.id, wire.service)).collect()
}

fn published() -> Vec<Value> {
    let ids: Vec<&str> = services().into_keys().collect();
    let mut child =
        python().arg("endpoints.py").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("python starts");
    let mut stdin = child.stdin.take().expect("piped");
    stdin.write_all(json!(ids).to_string().as_bytes()).expect("endpoints.py reads");
    drop(stdin);
    let output = child.wait_with_output().expect("endpoints.py ends");
    assert!(output.status.success(), "endpoints.py failed");
    serde_json::from_slice(&output.stdout).expect("endpoints.py prints JSON")
}

#[test]
fn every_service_is_asked_where_awss_rules_say() {
    let (services, published) = (services(), published());
    assert!(published.len() > services.len() * 20, "{} rows for {} services", published.len(), services.len());
    let mut wrong = Vec::new();
    for row in &published {
        let text = |key: &str| row[key].as_str().unwrap_or_default();
        let variant = Variant { fips: row["fips"] == true, dual_stack: row["dual_stack"] == true };
        let ours = place(services[text("service")], text("region"), ACCOUNT, variant);
        if (ours.host.as_str(), ours.signing_region.as_str()) != (text("host"), text("signing_region")) {
            wrong.push(format!("{row} is {} signed for {}", ours.host, ours.signing_region));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), published.len(), wrong.join("\n"));
}
