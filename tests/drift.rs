//! What changed, and why: each case is two or more nights of one small account.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails may panic")]

use serde_json::{Value, json};
use tomscan::drift::{
    Accepted, Before, Cause, ClaimTurn, Compared, Drift, FindingTurn, Listed, Now, Reference, State, Yardstick, compare,
};
use tomscan::fact::ResourceKind;

/// A night of the account: two buckets under `s3-tls-only` for claim 1.
#[derive(Clone)]
struct Night(Value);

fn finding(name: &str, outcome: &str, observed: &Value) -> Value {
    json!({
        "check": 0, "resource": "s3.bucket", "region": "eu-central-1", "name": name, "arn": format!("arn:aws:s3:::{name}"),
        "outcome": outcome, "observed": null, "expected": null, "unknown": [], "waiver": null,
        "evidence": [{ "path": "policy.refuses_plaintext", "observed": observed, "operations": [], "time": null }]
    })
}

fn night(day: u8) -> Night {
    Night(json!({
        "tomscan": "0.1.0", "rules_sha256": "r1", "time": format!("2026-01-{day:02}T03:00:00Z"), "complete": true,
        "caller": { "account": "123456789012", "arn": "arn:aws:sts::123456789012:assumed-role/tomscan/nightly" },
        "regions": { "enabled": ["eu-central-1", "eu-west-1"] },
        "document": {
            "title": "t", "party": "p", "version": "1", "file_sha256": null, "claims_sha256": "c1", "accounts": [],
            "regions": [], "select": null
        },
        "claims": [{ "id": "1", "words": "Only TLS.", "verdict": "confirmed", "results": [0], "attestation": null }],
        "results": [{
            "rule": "s3-tls-only", "proof": "full",
            "conditions": [{ "resource": "s3.bucket", "population": null, "that": "resource.policy.refuses_plaintext" }],
            "params": { "min_tls": { "value": "1.2", "source": "documented" } }, "gaps": [],
            "findings": [finding("a", "conforms", &json!(true)), finding("b", "conforms", &json!(true))]
        }],
        "coverage": [{ "resource": "s3.bucket", "region": "global", "listed": 2 }]
    }))
}

impl Night {
    fn with(mut self, pointer: &str, value: Value) -> Self {
        *self.0.pointer_mut(pointer).unwrap_or_else(|| panic!("no {pointer}")) = value;
        self
    }

    fn verdict(self, verdict: &str) -> Self {
        self.with("/claims/0/verdict", json!(verdict))
    }

    fn finding(self, index: usize, finding: Value) -> Self {
        self.with(&format!("/results/0/findings/{index}"), finding)
    }

    /// The bucket `b` lets clear text through.
    fn open(self) -> Self {
        self.finding(1, finding("b", "deviates", &json!(false))).verdict("refuted")
    }

    /// What is seen of `b` cannot be told.
    fn blind(self, why: &Value) -> Self {
        let unseen = finding("b", "unknown", &json!({ "$unknown": why }));
        self.finding(1, unseen).with("/results/0/findings/1/unknown", json!([why])).verdict("unverified")
    }

    fn denied(self) -> Self {
        self.blind(&json!({ "why": "access-denied", "action": "s3:GetBucketPolicy" }))
    }

    fn now(&self) -> Now {
        let listed =
            self.0["results"].as_array().unwrap().iter().flat_map(|result| result["findings"].as_array().unwrap());
        let one = |finding: &Value| Listed {
            resource: ResourceKind::S3Bucket,
            region: finding["region"].as_str().unwrap().to_owned(),
            arn: finding["arn"].as_str().unwrap().to_owned(),
            name: finding["name"].as_str().unwrap().to_owned(),
        };
        Now { sight: serde_json::from_value(self.0.clone()).unwrap(), listed: Some(listed.map(one).collect()) }
    }
}

/// Plays nights one after the other; the last one's comparison.
fn play(nights: &[Night]) -> Compared {
    let mut before: Option<Before> = None;
    let mut last = None;
    for (run, night) in (1..).zip(nights) {
        let now = night.now();
        let compared = compare(before.as_ref(), &now);
        if night.0["complete"] == true {
            let reference =
                Reference { run: Some(run), file: None, time: night.0["time"].as_str().unwrap().to_owned() };
            before = Some(Before { reference, sight: now.sight, state: Some(compared.state.clone()) });
        }
        last = Some(compared);
    }
    last.unwrap()
}

fn drift(nights: &[Night]) -> Drift {
    play(nights).drift
}

/// Turn and causes of the one finding that changed.
#[track_caller]
fn one(drift: &Drift) -> (FindingTurn, &[Cause]) {
    assert_eq!(drift.findings.len(), 1, "{:#?}", drift.findings);
    (drift.findings[0].turn, &drift.findings[0].causes)
}

#[track_caller]
fn claim(drift: &Drift) -> (ClaimTurn, &[Cause]) {
    assert_eq!(drift.claims.len(), 1, "{:#?}", drift.claims);
    (drift.claims[0].turn, &drift.claims[0].causes)
}

#[test]
fn two_nights_alike_are_quiet() {
    let drift = drift(&[night(1), night(2)]);
    assert!(drift.is_quiet());
    assert!(drift.claims.is_empty() && drift.findings.is_empty(), "{drift:#?}");
}

#[test]
fn a_first_run_has_no_reference_and_everything_that_deviates_is_new() {
    let drift = drift(&[night(1).open()]);
    assert_eq!(drift.reference, None);
    assert_eq!(one(&drift), (FindingTurn::NewlyRefuted, &[][..]));
    assert_eq!(claim(&drift), (ClaimTurn::NewlyRefuted, &[][..]));
}

#[test]
fn the_account_changed_where_the_facts_did() {
    let drift = drift(&[night(1), night(2).open()]);
    assert_eq!(one(&drift), (FindingTurn::NewlyRefuted, &[Cause::Account][..]));
    assert_eq!(claim(&drift), (ClaimTurn::NewlyRefuted, &[Cause::Account][..]));
    assert_eq!(drift.values.len(), 1);
    assert_eq!((&drift.values[0].from, &drift.values[0].to), (&json!(true), &json!(false)));
}

#[test]
fn what_stays_refuted_is_not_new_and_says_since_when() {
    let compared = play(&[night(1), night(2).open(), night(3).open(), night(4).open()]);
    assert_eq!(one(&compared.drift), (FindingTurn::StillRefuted, &[][..]));
    assert_eq!(compared.drift.findings[0].since.as_deref(), Some("2026-01-02T03:00:00Z"));
    assert_eq!(compared.drift.claims[0].since.as_deref(), Some("2026-01-02T03:00:00Z"));
    assert!(compared.drift.is_quiet());
}

#[test]
fn what_is_mended_is_said_once() {
    let nights = [night(1).open(), night(2), night(3)];
    let mended = drift(&nights[..2]);
    assert_eq!(one(&mended), (FindingTurn::Mended, &[Cause::Account][..]));
    assert_eq!(claim(&mended).0, ClaimTurn::Mended);
    assert!(drift(&nights).is_quiet());
}

#[test]
fn a_stricter_rule_does_not_look_like_a_worse_account() {
    let stricter = night(2)
        .finding(1, finding("b", "deviates", &json!(true)))
        .verdict("refuted")
        .with("/results/0/conditions/0/that", json!("resource.policy.refuses_plaintext && false"))
        .with("/rules_sha256", json!("r2"));
    let drift = drift(&[night(1), stricter]);
    assert_eq!(one(&drift), (FindingTurn::NewlyRefuted, &[Cause::Rules][..]));
    assert_eq!(claim(&drift), (ClaimTurn::NewlyRefuted, &[Cause::Rules][..]));
    assert!(drift.yardstick.iter().any(|change| change.what == Yardstick::Rule && change.of == "s3-tls-only"));
    assert!(drift.values.is_empty());
}

#[test]
fn another_value_in_the_document_is_a_parameter_and_another_default_is_the_rule() {
    let deviates = || night(2).finding(1, finding("b", "deviates", &json!(true))).verdict("refuted");
    let documented = deviates().with("/results/0/params/min_tls/value", json!("1.3"));
    assert_eq!(one(&drift(&[night(1), documented])), (FindingTurn::NewlyRefuted, &[Cause::Parameters][..]));
    let assumed = |night: Night| night.with("/results/0/params/min_tls/source", json!("assumed"));
    let default = assumed(deviates()).with("/results/0/params/min_tls/value", json!("1.3"));
    assert_eq!(one(&drift(&[assumed(night(1)), default])), (FindingTurn::NewlyRefuted, &[Cause::Rules][..]));
}

#[test]
fn where_rule_and_account_both_changed_both_are_named() {
    let both = night(2).open().with("/results/0/conditions/0/that", json!("other"));
    assert_eq!(one(&drift(&[night(1), both])).1, [Cause::Account, Cause::Rules]);
}

#[test]
fn another_version_that_sees_otherwise_is_named_beside_the_account() {
    let other = night(2).open().with("/tomscan", json!("0.2.0"));
    assert_eq!(one(&drift(&[night(1), other])).1, [Cause::Account, Cause::Tomscan]);
    let same_facts = night(2).finding(1, finding("b", "deviates", &json!(true))).verdict("refuted");
    let drift = drift(&[night(1), same_facts.with("/tomscan", json!("0.2.0"))]);
    assert_eq!(one(&drift).1, [Cause::Tomscan]);
}

#[test]
fn an_age_that_grows_is_no_change_until_it_is_too_old() {
    let aged = |night: Night, outcome: &str, days: u32| {
        let mut one = finding("b", outcome, &json!(true));
        one["evidence"] = json!([{ "path": "age_days", "observed": days }]);
        night.finding(1, one)
    };
    assert!(drift(&[aged(night(1), "conforms", 89), aged(night(2), "conforms", 90)]).is_quiet());
    let too_old = aged(night(2), "deviates", 91).verdict("refuted");
    let drift = drift(&[aged(night(1), "conforms", 90), too_old]);
    assert_eq!(one(&drift), (FindingTurn::NewlyRefuted, &[Cause::Time][..]));
    assert!(drift.values.is_empty());
}

#[test]
fn a_night_of_missing_permissions_neither_mends_nor_renews() {
    let nights = [night(1), night(2).open(), night(3).denied(), night(4).open()];
    let outage = drift(&nights[..3]);
    assert_eq!(one(&outage), (FindingTurn::NewlyUnverified, &[Cause::Permissions][..]));
    assert_eq!(claim(&outage), (ClaimTurn::NewlyUnverified, &[Cause::Permissions][..]));
    assert!(outage.yardstick.iter().any(|change| {
        change.what == Yardstick::Permission
            && change.of == "s3:GetBucketPolicy"
            && change.to.as_deref() == Some("missing")
    }));
    let back = drift(&nights);
    assert_eq!(one(&back).0, FindingTurn::StillRefuted);
    assert_eq!(back.findings[0].since.as_deref(), Some("2026-01-02T03:00:00Z"));
    assert_eq!(claim(&back).0, ClaimTurn::StillRefuted);
    assert!(back.new_against(None).refuted.is_empty());
}

#[test]
fn what_is_seen_again_and_conforms_was_not_mended() {
    let drift = drift(&[night(1), night(2).denied(), night(3)]);
    assert_eq!(one(&drift), (FindingTurn::VerifiedAgain, &[Cause::Permissions][..]));
    assert_eq!(claim(&drift), (ClaimTurn::VerifiedAgain, &[Cause::Permissions][..]));
}

#[test]
fn what_went_wrong_while_nobody_could_see_is_new() {
    let drift = drift(&[night(1), night(2).denied(), night(3).open()]);
    assert_eq!(one(&drift), (FindingTurn::NewlyRefuted, &[Cause::Permissions][..]));
    assert_eq!(claim(&drift).0, ClaimTurn::NewlyRefuted);
}

#[test]
fn throttling_is_an_outage_and_no_permission() {
    let throttled = night(2).blind(&json!({ "why": "throttled", "action": "s3:GetBucketPolicy" }));
    assert_eq!(one(&drift(&[night(1), throttled])), (FindingTurn::NewlyUnverified, &[Cause::Outage][..]));
}

#[test]
fn a_list_that_is_denied_leaves_deviations_open() {
    let gap = json!([{ "resource": "s3.bucket", "region": "*",
                       "unknown": { "why": "access-denied", "action": "s3:ListAllMyBuckets" } }]);
    let unlisted = |day| {
        night(day)
            .with("/results/0/findings", json!([]))
            .with("/results/0/gaps", gap.clone())
            .with("/coverage/0/listed", Value::Null)
            .verdict("unverified")
    };
    let outage = drift(&[night(1).open(), unlisted(2)]);
    assert!(outage.findings.is_empty() && outage.resources.is_empty(), "{outage:#?}");
    assert_eq!(claim(&outage), (ClaimTurn::NewlyUnverified, &[Cause::Permissions][..]));
    let back = drift(&[night(1).open(), unlisted(2), night(3).open()]);
    assert_eq!(one(&back).0, FindingTurn::StillRefuted);
    assert_eq!(back.findings[0].since.as_deref(), Some("2026-01-01T03:00:00Z"));
    assert!(back.resources.is_empty(), "what could not be listed was neither new nor gone");
}

#[test]
fn a_resource_that_is_gone_is_told_from_one_that_was_mended() {
    let gone = night(2).with("/results/0/findings", json!([finding("a", "conforms", &json!(true))]));
    let drift = drift(&[night(1).open(), gone]);
    assert_eq!(one(&drift), (FindingTurn::Gone, &[Cause::Account][..]));
    assert_eq!((drift.resources.len(), drift.resources[0].there), (1, false));
}

#[test]
fn a_resource_that_is_new_and_deviates_is_the_account_even_with_other_rules() {
    let mut findings = night(2).0["results"][0]["findings"].clone();
    findings.as_array_mut().unwrap().push(finding("c", "deviates", &json!(false)));
    let new = night(2).with("/results/0/findings", findings).verdict("refuted");
    let drift = drift(&[night(1), new.with("/results/0/conditions/0/that", json!("other"))]);
    assert_eq!(one(&drift), (FindingTurn::NewlyRefuted, &[Cause::Account][..]));
    assert_eq!((drift.resources.len(), drift.resources[0].there), (1, true));
}

#[test]
fn waivers_begin_and_end() {
    let waiver = json!({ "rule": "s3-tls-only", "resource": "b", "reason": "r", "owner": "o", "until": "2026-01-31" });
    let waived =
        |day| night(day).open().with("/results/0/findings/1/waiver", waiver.clone()).verdict("partly-confirmed");
    let begins = drift(&[night(1).open(), waived(2)]);
    assert_eq!(one(&begins), (FindingTurn::Waived, &[Cause::Waiver][..]));
    let ends = drift(&[night(1).open(), waived(2), night(3).open()]);
    assert_eq!(one(&ends), (FindingTurn::NewlyRefuted, &[Cause::Waiver][..]));
}

#[test]
fn claims_come_and_go_by_the_claims_file() {
    let bare = |night: Night| night.with("/claims", json!([])).with("/document/claims_sha256", json!("c2"));
    let added = drift(&[bare(night(1)), night(2).open()]);
    assert_eq!(one(&added).1, [Cause::ClaimsFile]);
    assert_eq!(claim(&added), (ClaimTurn::NewlyRefuted, &[Cause::ClaimsFile][..]));
    let removed = drift(&[night(1).open(), bare(night(2))]);
    assert_eq!(one(&removed), (FindingTurn::NoLongerClaimed, &[Cause::ClaimsFile][..]));
    assert_eq!(claim(&removed).0, ClaimTurn::Removed);
}

#[test]
fn another_scope_is_the_scope() {
    let wider = night(1).with("/document/regions", json!(["eu-west-1"])).with("/results/0/findings", json!([]));
    let wider = wider.with("/coverage", json!([{ "resource": "s3.bucket", "region": "eu-west-1", "listed": 0 }]));
    let drift = drift(&[wider, night(2).open()]);
    let b = drift.findings.iter().find(|change| change.name == "b").unwrap();
    assert_eq!(b.causes, [Cause::Scope]);
    assert!(drift.yardstick.iter().any(|change| change.what == Yardstick::Scope && change.of == "regions"));
}

#[test]
fn the_session_of_a_role_is_no_change_and_another_role_is() {
    let arn = "/caller/arn";
    let session = json!("arn:aws:sts::123456789012:assumed-role/tomscan/other");
    assert!(drift(&[night(1), night(2).with(arn, session)]).is_quiet());
    let role = json!("arn:aws:sts::123456789012:assumed-role/admin/nightly");
    let drift = drift(&[night(1), night(2).with(arn, role)]);
    assert_eq!(drift.yardstick[0].what, Yardstick::Identity);
}

#[test]
fn an_attestation_that_ended_is_time_and_one_taken_back_is_the_claims_file() {
    let attestation = json!({ "by": "dpo", "until": "2026-01-01" });
    let people = |night: Night, verdict: &str, attestation: &Value| {
        night.with("/claims/0/results", json!([])).with("/claims/0/attestation", attestation.clone()).verdict(verdict)
    };
    let before = people(night(1), "attested", &attestation);
    let ended = drift(&[before.clone(), people(night(2), "unattested", &attestation)]);
    assert_eq!(claim(&ended), (ClaimTurn::NoLongerAttested, &[Cause::Time][..]));
    let taken_back = drift(&[before, people(night(2), "unattested", &Value::Null)]);
    assert_eq!(claim(&taken_back), (ClaimTurn::NoLongerAttested, &[Cause::ClaimsFile][..]));
}

#[test]
fn a_scan_that_was_broken_off_is_neither_reference_nor_memory() {
    let broken = night(2).with("/complete", json!(false)).with("/results/0/findings", json!([])).verdict("unverified");
    let nights = [night(1).open(), broken, night(3).open()];
    assert!(drift(&nights[..2]).resources.iter().all(|change| change.there), "nothing is gone because nobody looked");
    let back = drift(&nights);
    assert_eq!(one(&back).0, FindingTurn::StillRefuted);
    assert_eq!(back.reference.unwrap().run, Some(1));
}

#[test]
fn what_is_accepted_is_not_new_and_everything_else_is() {
    let known = night(2).open();
    let compared = play(&[night(1), known.clone()]);
    let accepted = Accepted::of(&known.now().sight, &compared.state);
    let later = play(&[night(1), known.clone(), night(3).open()]).drift;
    assert!(later.new_against(Some(&accepted)).refuted.is_empty());
    assert_eq!(later.new_against(Some(&Accepted::default())).refuted.len(), 1, "whose acceptance ended counts again");
    let worse = night(3).open().finding(0, finding("a", "deviates", &json!(false)));
    let worse = play(&[night(1), known, worse.clone(), worse]).drift;
    let new: Vec<&str> = worse.new_against(Some(&accepted)).refuted.iter().map(|change| change.name.as_str()).collect();
    assert_eq!(new, ["a"], "also on the second night");
    assert!(worse.new_against(None).refuted.is_empty());
}

#[test]
fn reports_without_a_ledger_are_compared_by_what_they_say() {
    let before = Before {
        reference: Reference { run: None, file: Some("a.json".to_owned()), time: "t".to_owned() },
        sight: night(1).open().now().sight,
        state: None,
    };
    let now = Now { sight: night(2).open().now().sight, listed: None };
    let Compared { drift, state } = compare(Some(&before), &now);
    assert_eq!(one(&drift).0, FindingTurn::StillRefuted);
    assert!(drift.resources.is_empty());
    assert_eq!(state.open.len(), 1);
}

#[test]
fn drift_is_the_same_however_often_it_is_computed_and_survives_json() {
    let nights = [night(1), night(2).open(), night(3).denied(), night(4).open()];
    let (first, second) = (play(&nights), play(&nights));
    assert_eq!(first, second);
    let read: Drift = serde_json::from_str(&serde_json::to_string(&first.drift).unwrap()).unwrap();
    assert_eq!(read, first.drift);
    let state: State = serde_json::from_str(&serde_json::to_string(&first.state).unwrap()).unwrap();
    assert_eq!(state, first.state);
}
