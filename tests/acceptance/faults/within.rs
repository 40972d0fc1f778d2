//! What would never end, ends within the deadline: silence, endless bodies and lists, a region that hangs.

use super::{Scanned, baseline, says, says_nothing_wrong, scan, scan_as};
use crate::cloud::{Behaviour, Fault, Faulty};
use std::time::Duration;

const DEADLINE: Duration = Duration::from_secs(10);

/// Starting, evaluating and telling, on a busy machine.
const MARGIN: Duration = Duration::from_secs(20);

#[track_caller]
fn ends(what: &str, faulty: Faulty) -> Scanned {
    let scanned = scan(Behaviour::default().with(faulty), &["--deadline", "10s"]);
    says_nothing_wrong(what, &scanned);
    assert!(scanned.took < DEADLINE + MARGIN, "{what} took {:?}", scanned.took);
    assert!([10, 11].contains(&scanned.code), "{what}: exit {}", scanned.code);
    scanned
}

#[test]
fn silence() {
    for service in ["s3", "iam", "kms", "ec2", "rds", "account"] {
        let scanned = ends(service, Fault::Silence.on(service));
        assert!(says(&scanned, "deadline"), "{service}");
    }
}

#[test]
fn a_region_that_hangs() {
    let scanned = ends("ap-south-1", Fault::Silence.everywhere().in_region("ap-south-1"));
    let other = |rule: &str| scanned.report.verdict(rule).to_owned();
    // What needs no answer from there is what it was.
    assert_eq!(other("iam-password-policy"), baseline().report.verdict("iam-password-policy"));
}

#[test]
fn bodies_without_end() {
    for service in ["s3", "iam", "dynamodb"] {
        ends(service, Fault::EndlessBody.on(service));
    }
}

#[test]
fn lists_without_end() {
    for service in ["s3", "iam", "rds", "ec2", "sqs", "backup"] {
        ends(service, Fault::EndlessList.on(service));
    }
}

#[test]
fn what_stays_throttled_is_called_throttled() {
    let throttled = Fault::Throttle.on("kms");
    let scanned = scan(Behaviour::default().with(throttled), &["--deadline", "10s"]);
    assert!(says(&scanned, "throttled"));
    says_nothing_wrong("kms", &scanned);
}

#[test]
fn names_that_do_not_resolve() {
    // Who asks and where is still told; nothing else can be reached (RFC 6761: no name ends so).
    let scanned = scan_as(Behaviour::default(), |run, endpoint| {
        run.env("AWS_ENDPOINT_URL", "https://aws.invalid")
            .env("AWS_ENDPOINT_URL_STS", endpoint)
            .env("AWS_ENDPOINT_URL_ACCOUNT", endpoint)
            .args(["--deadline", "10s"])
    });
    says_nothing_wrong("no names", &scanned);
    assert!(scanned.took < DEADLINE + MARGIN, "{:?}", scanned.took);
    assert!(says(&scanned, "unreachable") || says(&scanned, "deadline"), "{}", scanned.said);
    let unverified = scanned.report.verdicts().values().filter(|verdict| *verdict == "unverified").count();
    assert!(unverified > 70, "nearly nothing was seen: {unverified}");
}
