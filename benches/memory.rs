//! Memory of a large account: 100,000 buckets and 500,000 EBS snapshots, judged one by one as they arrive, then told in the formats
//! that are made from a scan. No network. After each step it prints the time that it took and the peak of the process so far.
//!
//! `cargo bench --no-default-features --bench memory`; with `-- BUCKETS SNAPSHOTS` an account of another size.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark prints, and may end where its own input is wrong"
)]

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::time::Instant;
use tomscan::claim::{Claims, load};
use tomscan::evaluate::Judge;
use tomscan::fact::{Caller, Coverage, GLOBAL, Inventory, Resource, ResourceKind};
use tomscan::report::{Report, csv, json, junit, markdown, sarif, terminal};
use tomscan::rule::{RuleSet, load_embedded};

const REGION: &str = "eu-central-1";
const ACCOUNT: &str = "111122223333";
/// The command line may say otherwise.
const BUCKETS: usize = 100_000;
const SNAPSHOTS: usize = 500_000;
/// Keys in the account.
const KEYS: usize = 40;
/// What a scan gets from AWS in a second: buckets are asked one by one, snapshots come in pages.
const BUCKETS_A_SECOND: usize = 50;
const SNAPSHOTS_A_SECOND: usize = 1000;

fn main() {
    let mut sizes = std::env::args().filter_map(|argument| argument.parse().ok());
    let (buckets, snapshots) = (sizes.next().unwrap_or(BUCKETS), sizes.next().unwrap_or(SNAPSHOTS));
    let rules = load_embedded().expect("the embedded rules have no mistakes");
    let claims = claims(&rules);
    let mut clock = Clock(Instant::now());
    clock.note("claims and rules read", "");

    let mut judge = Judge::new(&claims, &rules, now());
    (0..buckets).map(bucket).chain((0..snapshots).map(snapshot)).for_each(|resource| judge.see(&resource));
    let inventory = whole(buckets, snapshots);
    let evaluation = judge.conclude(&inventory);
    let findings: usize = evaluation.assessments.iter().map(|assessment| assessment.findings.len()).sum();
    clock.note("judged", &format!("{findings} findings"));

    let report = Report {
        claims: &claims,
        rules: &rules,
        inventory: &inventory,
        evaluation: &evaluation,
        drift: None,
        lang: claims.document.language,
    };
    let mut told = |format: &str, write: &dyn Fn(&mut dyn Write) -> io::Result<()>| {
        let mut sink = Sink(0);
        write(&mut io::BufWriter::new(&mut sink)).expect("a sink takes everything");
        clock.note(format, &format!("{} MB written", sink.0 / 1_000_000));
    };
    told("terminal", &|mut out| terminal::write(&report, terminal::Layout::default(), &mut out));
    told("Markdown", &|out| markdown::write(&report, out));
    told("JUnit", &|out| junit::write(&report, out));
    told("SARIF", &|out| sarif::write(&report, out));
    told("CSV", &|out| csv::write(&report, out));
    told("JSON", &|out| json::write(&report, out));
}

/// Prints how long a step took, and how much memory the process has ever held.
struct Clock(Instant);

impl Clock {
    fn note(&mut self, step: &str, beside: &str) {
        let (seconds, peak) = (self.0.elapsed().as_secs_f64(), peak().unwrap_or_else(|| "not known here".to_owned()));
        println!("{step:<24} {seconds:>7.1} s   peak {peak:>8}   {beside}");
        self.0 = Instant::now();
    }
}

/// The most that the process has held, as Linux counts it.
fn peak() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(format!("{} MB", kibibytes * 1024 / 1_000_000))
}

/// Counts what is written, and keeps nothing.
struct Sink(usize);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Five rules on buckets alone, and those that speak of snapshots; two of these speak of buckets too.
fn claims(rules: &RuleSet) -> Claims {
    let text = r#"
        [document]
        title = "bench"
        party = "bench"
        version = "1"
        [[claim]]
        id = "1"
        words = "buckets are closed, encrypted and logged"
        family = "transfer"
        rules = ["s3-tls-only", "s3-encryption-at-rest", "s3-public-access-block", "s3-versioning", "s3-access-logging"]
        [[claim]]
        id = "2"
        words = "copies of data are encrypted under our own keys, lie in Germany, and are shared with nobody"
        family = "transfer"
        rules = ["ebs-snapshot-encryption", "ec2-snapshot-not-public", "account-residency", "kms-customer-managed"]
    "#;
    load("bench.toml", text, rules).expect("the claims have no mistakes")
}

fn now() -> Timestamp {
    "2026-06-15T12:00:00Z".parse().expect("a time")
}

fn after(seconds: usize) -> Timestamp {
    now().checked_add(SignedDuration::from_secs(i64::try_from(seconds).expect("few seconds"))).expect("a time")
}

fn object(facts: Value) -> Map<String, Value> {
    match facts {
        Value::Object(facts) => facts,
        _ => Map::new(),
    }
}

fn key(index: usize) -> Value {
    json!({
        "arn": format!("arn:aws:kms:{REGION}:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-{:012x}", index % KEYS),
        "manager": "CUSTOMER", "state": "Enabled", "origin": "AWS_KMS", "account": ACCOUNT,
    })
}

/// Every tenth deviates, every hundredth was not seen.
fn bucket(index: usize) -> Resource {
    let refuses = !index.is_multiple_of(10);
    let name = format!("company-department-{index:06}");
    let policy = if index % 100 == 1 {
        json!({ "$unknown": { "why": "access-denied", "action": "s3:GetBucketPolicy" } })
    } else {
        let example = (!refuses).then(|| format!("http s3:GetObject arn:aws:s3:::{name}/* anonymous"));
        json!({ "exists": true, "refuses_plaintext": refuses, "counterexample": example, "min_tls": "1.2" })
    };
    let operations = [
        "s3:ListBuckets",
        "s3:GetBucketPolicy",
        "s3:GetBucketEncryption",
        "s3:GetPublicAccessBlock",
        "s3:GetBucketVersioning",
        "s3:GetBucketLogging",
        "s3:GetBucketAcl",
        "s3:GetBucketOwnershipControls",
        "kms:DescribeKey",
    ];
    let asked = |position: usize| after(index / BUCKETS_A_SECOND + (index + position) % 2);
    Resource {
        kind: ResourceKind::S3Bucket,
        account: ACCOUNT.to_owned(),
        region: REGION.to_owned(),
        arn: format!("arn:aws:s3:::{name}"),
        name,
        facts: object(json!({
            "policy": policy,
            "encryption": { "algorithm": "aws:kms", "key_id": key(index)["arn"], "sse_c_blocked": true, "key": key(index) },
            "policy_status": { "public": false },
            "acl": { "public": false, "public_grants": [] },
            "ownership": { "acls_enabled": false },
            "public_access_block": { "block_public_acls": true, "ignore_public_acls": true, "block_public_policy": true, "restrict_public_buckets": true },
            "versioning": { "status": "Enabled" },
            "logging": { "enabled": true, "target_bucket": "logs", "is_log_target": false },
            "tags": { "owner": format!("team-{}", index % 50) },
        })),
        answered: operations.iter().enumerate().map(|(at, name)| ((*name).to_owned(), asked(at))).collect(),
    }
}

/// Every twentieth is not encrypted.
fn snapshot(index: usize) -> Resource {
    let name = format!("snap-{:017x}", index * 7919);
    let encrypted = !index.is_multiple_of(20);
    let page = after(index / SNAPSHOTS_A_SECOND);
    Resource {
        kind: ResourceKind::Ec2Snapshot,
        account: ACCOUNT.to_owned(),
        region: REGION.to_owned(),
        arn: format!("arn:aws:ec2:{REGION}:{ACCOUNT}:snapshot/{name}"),
        name,
        facts: object(json!({
            "volume": format!("vol-{:017x}", index % 50_000),
            "state": "completed",
            "age_hours": f64::from(u32::try_from(index % 8760).expect("hours of a year")),
            "storage": { "encrypted": encrypted, "kms": encrypted, "key": encrypted.then(|| key(index)) },
            "public": false,
            "shared_with": [],
            "tags": { "owner": format!("team-{}", index % 50) },
        })),
        answered: BTreeMap::from([
            ("ec2:DescribeSnapshots".to_owned(), page),
            ("ec2:DescribeSnapshotAttribute".to_owned(), after(index / BUCKETS_A_SECOND)),
            ("ec2:GetSnapshotBlockPublicAccessState".to_owned(), now()),
            ("kms:DescribeKey".to_owned(), now()),
        ]),
    }
}

/// What is known of the whole.
fn whole(buckets: usize, snapshots: usize) -> Inventory {
    let coverage = |kind: &ResourceKind| Coverage {
        kind: *kind,
        region: if kind.place() == tomscan::fact::Place::Regions { REGION } else { GLOBAL }.to_owned(),
        listed: Ok(match kind {
            ResourceKind::S3Bucket => buckets as u64,
            ResourceKind::Ec2Snapshot => snapshots as u64,
            _ => 0,
        }),
    };
    Inventory {
        caller: Caller { account: ACCOUNT.to_owned(), arn: format!("arn:aws:iam::{ACCOUNT}:role/tomscan") },
        now: now(),
        regions: Ok(vec![REGION.to_owned()]),
        coverage: ResourceKind::ALL.iter().map(coverage).collect(),
        resources: Vec::new(),
        calls: BTreeMap::new(),
        throttled: BTreeMap::new(),
        retried: BTreeMap::new(),
        complete: true,
    }
}
