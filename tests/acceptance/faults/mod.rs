//! Every fault times every service: a fault never changes a verdict into anything but *not verified*.
//!
//! The account is `states` of the moto server, recorded once and played back behind real HTTP (`tests/cloud/`), where connections break,
//! bodies end early or never, lists repeat. Compared are the verdicts of a claim per rule with those of the undisturbed scan.

mod clocks;
mod credentials;
mod matrix;
mod mixed;
mod within;

use crate::cloud::{Behaviour, Recorded, Server, Tally, account_id, key_id, serve};
use crate::recording::undisturbed;
use crate::tomscan::{Report, Tomscan, text};
use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::time::{Duration, Instant};
use tomscan::aws::operations::ALL;

/// A scan of the recorded account.
pub(super) struct Scanned {
    pub(super) report: Report,
    pub(super) code: i32,
    pub(super) took: Duration,
    /// What it said on stderr.
    pub(super) said: String,
    /// What the server counted.
    pub(super) tally: Tally,
}

/// The undisturbed scan, made once.
pub(super) fn baseline() -> &'static Scanned {
    static BASELINE: OnceLock<Scanned> = OnceLock::new();
    BASELINE.get_or_init(|| {
        let scanned = scan(Behaviour::default(), &[]);
        let known = scanned.report.verdicts();
        let distinct = |verdict: &str| known.values().filter(|own| *own == verdict).count();
        // Else there would be nothing that a fault could turn.
        assert!(distinct("refuted") > 20 && distinct("unverified") < 30, "{known:?}");
        scanned
    })
}

/// Scans the recorded account while the server behaves like this.
pub(super) fn scan(behaviour: Behaviour, arguments: &[&str]) -> Scanned {
    scan_as(behaviour, |run, _| run.args(arguments.iter().copied()))
}

/// The same, by a run that is changed first; it may need the server's endpoint.
pub(super) fn scan_as(behaviour: Behaviour, change: impl FnOnce(Tomscan, &str) -> Tomscan) -> Scanned {
    let recorded = Recorded::read(&undisturbed().recording).expect("a recording");
    let (now, region) = (recorded.now.clone(), recorded.region.clone());
    let server: Server = serve(recorded, behaviour);
    let begin = Instant::now();
    let run = Tomscan::alone()
        .env("AWS_ENDPOINT_URL", &server.endpoint())
        .env("AWS_ACCESS_KEY_ID", &key_id(&account_id(0)))
        .env("AWS_SECRET_ACCESS_KEY", "not-a-secret")
        .env("AWS_REGION", &region)
        .env("AWS_MAX_ATTEMPTS", "2")
        .env("TOMSCAN_TEST_NOW", &now)
        .claims(&undisturbed().claims);
    let run = change(run, &server.endpoint()).json();
    Scanned {
        code: run.code,
        took: begin.elapsed(),
        report: run.report(),
        said: run.stderr.clone(),
        tally: server.tally(),
    }
}

/// Asserts that no claim says anything else than without faults, except that it is not verified.
#[track_caller]
pub(super) fn says_nothing_wrong(what: &str, scanned: &Scanned) {
    let known = baseline().report.verdicts();
    let verdicts = scanned.report.verdicts();
    assert_eq!(known.len(), verdicts.len(), "{what}: every claim is in the report");
    let wrong: Vec<String> = verdicts
        .iter()
        .filter(|(claim, verdict)| *verdict != "unverified" && known.get(*claim) != Some(verdict))
        .map(|(claim, verdict)| format!("{claim}: {verdict} instead of {}", known[claim]))
        .collect();
    assert!(wrong.is_empty(), "{what}: {wrong:#?}");
}

/// Asserts that tomscan counted what the server did.
#[track_caller]
pub(super) fn counts_what_happened(what: &str, scanned: &Scanned) {
    let by_name = |counts: &BTreeMap<&'static str, u64>| {
        counts.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect::<BTreeMap<String, u64>>()
    };
    assert_eq!(scanned.report.calls(), by_name(&scanned.tally.calls), "{what}: requests");
    let throttled: BTreeMap<String, u64> =
        serde_json::from_value(scanned.report.0["throttled"].clone()).expect("counts");
    assert_eq!(throttled, by_name(&scanned.tally.throttled), "{what}: throttles");
}

/// Services that are asked, in groups: within one group no rule asks two of them, so that the fault of one does not hide what comes of
/// the fault of another. Rules that ask many services are left to `mixed.rs`.
pub(super) fn groups() -> Vec<Vec<&'static str>> {
    const MANY: usize = 4;
    let services_of = |rule: &tomscan::rule::Rule| {
        let operations = rule.operations();
        let own = ALL.iter().filter(|operation| operations.contains(operation.id));
        own.map(|operation| operation.service()).collect::<std::collections::BTreeSet<_>>()
    };
    let rules = tomscan::rule::load_embedded().expect("the built-in rules load");
    let together: Vec<_> = rules.all().map(services_of).filter(|services| services.len() <= MANY).collect();
    let asked = baseline().tally.calls.keys().filter_map(|id| Some(id.split_once(':')?.0));
    let mut groups: Vec<Vec<&'static str>> = Vec::new();
    for service in asked.collect::<std::collections::BTreeSet<_>>() {
        let meets =
            |other: &&str| together.iter().any(|services| services.contains(service) && services.contains(*other));
        match groups.iter_mut().find(|group| !group.iter().any(meets)) {
            Some(group) => group.push(service),
            None => groups.push(vec![service]),
        }
    }
    groups
}

/// Whether a report says somewhere that something is unknown for this reason.
pub(super) fn says(scanned: &Scanned, why: &str) -> bool {
    let in_findings = |result: &serde_json::Value| {
        let findings = result["findings"].as_array().into_iter().flatten();
        let unknown = findings.flat_map(|finding| finding["unknown"].as_array().into_iter().flatten());
        let gaps = result["gaps"].as_array().into_iter().flatten().map(|gap| &gap["unknown"]);
        unknown.chain(gaps).any(|unknown| text(&unknown["why"]) == why || text(&unknown["code"]) == why)
    };
    scanned.report.results().any(in_findings)
}
