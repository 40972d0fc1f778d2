//! Verdicts over whole inventories: what must never be confirmed, and what must be.
//!
//! No AWS and no SDK: facts are given, claims are judged. Letters in brackets are the entries of the collection of account
//! states that scanners judge wrongly.
#![allow(clippy::expect_used, reason = "a test may end where its own input is wrong")]

use jiff::Timestamp;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tomscan::claim::{Claims, load};
use tomscan::evaluate::{Evaluation, Verdict, evaluate};
use tomscan::fact::{Caller, Coverage, GLOBAL, Inventory, Place, Resource, ResourceKind, Unknown};
use tomscan::rule::{RuleSet, load_embedded};

const FRANKFURT: &str = "eu-central-1";
const IRELAND: &str = "eu-west-1";

fn rules() -> RuleSet {
    load_embedded().expect("the embedded rules have no mistakes")
}

fn claims(rest: &str, rules: &RuleSet) -> Claims {
    let text = format!("[document]\ntitle = \"t\"\nparty = \"p\"\nversion = \"1\"\n{rest}");
    load("test.toml", &text, rules).expect("the claims have no mistakes")
}

/// A claim with these rules, and further lines of its table.
fn claim(rules: &str, more: &str) -> String {
    format!("[[claim]]\nid = \"1\"\nwords = \"w\"\nfamily = \"organisation\"\nrules = [{rules}]\n{more}\n")
}

fn now() -> Timestamp {
    "2026-06-15T12:00:00Z".parse().expect("a time")
}

/// An inventory of two enabled regions in which every kind was listed.
fn inventory(resources: Vec<Resource>) -> Inventory {
    let places = |kind: ResourceKind| match kind {
        kind if kind.place() != Place::Regions => vec![GLOBAL],
        _ => vec![FRANKFURT, IRELAND],
    };
    let coverage = ResourceKind::ALL.iter().flat_map(|kind| {
        places(*kind).into_iter().map(|region| Coverage { kind: *kind, region: region.to_owned(), listed: Ok(0) })
    });
    Inventory {
        caller: Caller { account: "111122223333".to_owned(), arn: "arn:aws:iam::111122223333:user/u".to_owned() },
        now: now(),
        regions: Ok(vec![FRANKFURT.to_owned(), IRELAND.to_owned()]),
        coverage: coverage.collect(),
        resources,
        calls: BTreeMap::new(),
        throttled: BTreeMap::new(),
        retried: BTreeMap::new(),
        complete: true,
    }
}

fn resource(kind: ResourceKind, region: &str, name: &str, facts: Value) -> Resource {
    let Value::Object(facts) = facts else { panic!("facts are an object") };
    Resource {
        kind,
        account: "111122223333".to_owned(),
        region: region.to_owned(),
        name: name.to_owned(),
        arn: format!("arn:aws:{kind}:{region}:111122223333:{name}"),
        facts,
        answered: BTreeMap::new(),
    }
}

fn bucket(region: &str, name: &str, refuses_plaintext: bool) -> Resource {
    let policy =
        json!({ "exists": true, "refuses_plaintext": refuses_plaintext, "counterexample": null, "min_tls": "1.2" });
    resource(ResourceKind::S3Bucket, region, name, json!({ "policy": policy, "tags": { "class": name } }))
}

fn denied(action: &str) -> Unknown {
    Unknown::AccessDenied { action: action.to_owned() }
}

fn verdict(text: &str, inventory: &Inventory) -> Verdict {
    judged(text, inventory).claims[0].verdict
}

fn judged(text: &str, inventory: &Inventory) -> Evaluation {
    let rules = rules();
    evaluate(&claims(text, &rules), &rules, inventory)
}

/// Makes the list of a kind in a region fail.
fn fail(inventory: &mut Inventory, kind: ResourceKind, region: &str, why: &Unknown) {
    for coverage in inventory.coverage.iter_mut().filter(|coverage| coverage.kind == kind && coverage.region == region)
    {
        coverage.listed = Err(why.clone());
    }
}

#[test]
fn everything_conforms_and_was_observed_is_confirmed() {
    let inventory = inventory(vec![bucket(FRANKFURT, "a", true), bucket(IRELAND, "b", true)]);
    assert_eq!(verdict(&claim("\"s3-tls-only\"", ""), &inventory), Verdict::Confirmed);
}

#[test]
fn one_deviating_resource_refutes_whatever_else_is_unknown() {
    let mut inventory = inventory(vec![bucket(FRANKFURT, "a", false)]);
    fail(&mut inventory, ResourceKind::S3Bucket, GLOBAL, &denied("s3:ListAllMyBuckets"));
    assert_eq!(verdict(&claim("\"s3-tls-only\"", ""), &inventory), Verdict::Refuted);
}

/// SQL's NULL and an empty list pass elsewhere (section 8): nothing to check is never a pass.
#[test]
fn nothing_to_check_is_not_applicable() {
    assert_eq!(verdict(&claim("\"s3-tls-only\"", ""), &inventory(Vec::new())), Verdict::NotApplicable);
}

/// I2, C7: a denied list yields no finding elsewhere, and exit code 0.
#[test]
fn a_list_that_was_denied_is_not_verified() {
    let mut inventory = inventory(Vec::new());
    fail(&mut inventory, ResourceKind::S3Bucket, GLOBAL, &denied("s3:ListAllMyBuckets"));
    let evaluation = judged(&claim("\"s3-tls-only\"", ""), &inventory);
    assert_eq!(evaluation.claims[0].verdict, Verdict::Unverified);
    let gap = evaluation.assessments[0].gaps.first().expect("a gap");
    assert_eq!(gap.why.missing_action(), Some("s3:ListAllMyBuckets"));
}

/// L6: a region that did not answer is not an empty one.
#[test]
fn residency_needs_every_enabled_region() {
    let text = claim("\"account-residency\"", "params = { regions = [\"eu-central-1\"] }");
    let mut inventory = inventory(vec![bucket(FRANKFURT, "a", true)]);
    assert_eq!(verdict(&text, &inventory), Verdict::PartlyConfirmed);
    fail(&mut inventory, ResourceKind::RdsInstance, IRELAND, &denied("rds:DescribeDBInstances"));
    assert_eq!(verdict(&text, &inventory), Verdict::Unverified);
}

#[test]
fn a_region_that_nobody_asked_is_not_verified() {
    let text = claim("\"rds-deletion-protection\"", "");
    let mut inventory = inventory(Vec::new());
    inventory.coverage.retain(|coverage| coverage.region != IRELAND);
    assert_eq!(verdict(&text, &inventory), Verdict::Unverified);
}

#[test]
fn unknown_regions_keep_regional_claims_from_being_confirmed() {
    let mut inventory = inventory(Vec::new());
    inventory.regions = Err(denied("account:ListRegions"));
    assert_eq!(verdict(&claim("\"kms-rotation\"", ""), &inventory), Verdict::Unverified);
}

/// L1: a scope narrows other claims, never residency.
#[test]
fn residency_looks_beyond_the_scope() {
    let scope = "[scope]\nregions = [\"eu-central-1\"]\n";
    let inventory = inventory(vec![bucket(FRANKFURT, "a", true), bucket(IRELAND, "b", false)]);
    assert_eq!(verdict(&(scope.to_owned() + &claim("\"s3-tls-only\"", "")), &inventory), Verdict::Confirmed);
    assert_eq!(verdict(&(scope.to_owned() + &claim("\"account-residency\"", "")), &inventory), Verdict::Refuted);
}

/// A bucket of which nobody knows where it lies may lie within the scope.
#[test]
fn a_bucket_of_unknown_region_is_not_left_out_of_the_scope() {
    let scope = "[scope]\nregions = [\"eu-central-1\"]\n";
    let text = scope.to_owned() + &claim("\"s3-tls-only\"", "");
    let mut inventory = inventory(vec![bucket(FRANKFURT, "a", true)]);
    let nowhere = |region: &str| Coverage {
        kind: ResourceKind::S3Bucket,
        region: region.to_owned(),
        listed: Err(denied("s3:ListBucket")),
    };
    inventory.coverage.push(nowhere(IRELAND));
    assert_eq!(verdict(&text, &inventory), Verdict::Confirmed, "Ireland is none of the scope's business");
    inventory.coverage.push(nowhere("b"));
    assert_eq!(verdict(&text, &inventory), Verdict::Unverified);
}

#[test]
fn a_scope_region_that_is_not_enabled_is_not_verified() {
    let text = "[scope]\nregions = [\"eu-centrall-1\"]\n".to_owned() + &claim("\"s3-tls-only\"", "");
    assert_eq!(verdict(&text, &inventory(Vec::new())), Verdict::Unverified);
}

/// What is put together from regions is said of every region that the document names, whatever was seen in the others.
#[test]
fn a_scope_region_that_is_not_enabled_leaves_what_is_gathered_not_verified() {
    let schedules = json!({
        "kept_hours": 24.0, "kept_by": "plan/a", "set_hours": 24.0, "set_by": "plan/a", "all_seen": true
    });
    let with = |regions: &str| {
        let text = format!("[scope]\nregions = [{regions}]\n") + &claim("\"backup-plan-frequency\"", "");
        verdict(&text, &inventory(vec![backups(&schedules)]))
    };
    assert_eq!(with("\"eu-central-1\""), Verdict::Confirmed);
    assert_eq!(with("\"eu-central-1\", \"eu-centrall-1\""), Verdict::Unverified);
}

#[test]
fn a_scan_that_was_broken_off_confirms_nothing() {
    let mut inventory = inventory(vec![bucket(FRANKFURT, "a", true)]);
    inventory.complete = false;
    assert_eq!(verdict(&claim("\"s3-tls-only\"", ""), &inventory), Verdict::Unverified);
}

#[test]
fn the_worst_rule_decides_and_an_empty_one_does_not() {
    let inventory = inventory(vec![bucket(FRANKFURT, "a", true)]);
    assert_eq!(verdict(&claim("\"s3-tls-only\", \"rds-tls-enforced\"", ""), &inventory), Verdict::Confirmed);
}

#[test]
fn a_selection_leaves_out_what_it_does_not_name() {
    let inventory = inventory(vec![bucket(FRANKFURT, "a", true), bucket(FRANKFURT, "b", false)]);
    let select = |value: &str| {
        format!("[scope]\nselect = '''resource.tags[\"class\"] == \"{value}\"'''\n") + &claim("\"s3-tls-only\"", "")
    };
    assert_eq!(verdict(&select("a"), &inventory), Verdict::Confirmed);
    assert_eq!(verdict(&select("b"), &inventory), Verdict::Refuted);
    assert_eq!(verdict(&select("c"), &inventory), Verdict::NotApplicable);
}

#[test]
fn an_untagged_resource_is_compared_as_null() {
    let mut untagged = bucket(FRANKFURT, "a", false);
    untagged.facts.insert("tags".to_owned(), json!({}));
    let text =
        "[scope]\nselect = '''resource.tags[\"class\"] != \"public\"'''\n".to_owned() + &claim("\"s3-tls-only\"", "");
    assert_eq!(verdict(&text, &inventory(vec![untagged])), Verdict::Refuted);
}

#[test]
fn a_tag_that_was_not_seen_makes_the_resource_unknown() {
    let mut hidden = bucket(FRANKFURT, "a", true);
    hidden.facts.insert("tags".to_owned(), denied("s3:GetBucketTagging").to_json());
    let text = "[scope]\nselect = '''resource.tags[\"class\"] == \"a\"'''\n".to_owned() + &claim("\"s3-tls-only\"", "");
    assert_eq!(verdict(&text, &inventory(vec![hidden])), Verdict::Unverified);
}

fn waiver(resource: &str, until: &str) -> String {
    format!(
        "[[waiver]]\nrule = \"s3-tls-only\"\nresource = \"{resource}\"\nreason = \"r\"\nowner = \"o\"\nuntil = {until}\n"
    )
}

#[test]
fn a_waiver_makes_it_partly_confirmed_until_its_last_day() {
    let inventory = inventory(vec![bucket(FRANKFURT, "a", false), bucket(FRANKFURT, "b", true)]);
    let text = |until: &str| claim("\"s3-tls-only\"", "") + &waiver("a", until);
    assert_eq!(verdict(&text("2026-06-15"), &inventory), Verdict::PartlyConfirmed);
    let expired = judged(&text("2026-06-14"), &inventory);
    assert_eq!((expired.claims[0].verdict, expired.expired_waivers.len()), (Verdict::Refuted, 1));
}

#[test]
fn a_waiver_covers_its_own_resource_only_and_is_reported_when_it_covers_none() {
    let inventory = inventory(vec![bucket(FRANKFURT, "a", false)]);
    let evaluation = judged(&(claim("\"s3-tls-only\"", "") + &waiver("b", "2027-01-01")), &inventory);
    assert_eq!((evaluation.claims[0].verdict, evaluation.unmatched_waivers.len()), (Verdict::Refuted, 1));
}

#[test]
fn a_persons_word_counts_from_its_day_to_its_end() {
    let organisational = "[[claim]]\nid = \"1\"\nwords = \"w\"\nfamily = \"organisation\"\n";
    let word = |on: &str, until: &str| {
        format!(
            "{organisational}[[attestation]]\nclaim = \"1\"\nby = \"b\"\non = {on}\nuntil = {until}\nevidence = \"e\"\n"
        )
    };
    let empty = inventory(Vec::new());
    assert_eq!(verdict(organisational, &empty), Verdict::Unattested);
    assert_eq!(verdict(&word("2026-01-01", "2026-06-15"), &empty), Verdict::Attested);
    assert_eq!(verdict(&word("2026-01-01", "2026-06-14"), &empty), Verdict::Unattested);
    assert_eq!(verdict(&word("2026-06-16", "2027-06-14"), &empty), Verdict::Unattested);
}

#[test]
fn a_default_is_an_assumption_and_a_stated_value_is_not() {
    let inventory = inventory(Vec::new());
    let source =
        |more: &str| judged(&claim("\"kms-rotation\"", more), &inventory).assessments[0].params["max_period_days"].1;
    assert_eq!(source(""), tomscan::evaluate::ParamSource::Assumed);
    assert_eq!(source("params = { max_period_days = 365 }"), tomscan::evaluate::ParamSource::Documented);
}

/// E11: elsewhere the default setting of a region is reported only while a volume lies there, so that it comes and goes.
#[test]
fn encryption_by_default_is_judged_with_and_without_volumes() {
    let settings = |region: &str, on: bool| {
        let facts = json!({ "encryption_by_default": on, "default_key_id": "alias/aws/ebs", "default_key": null });
        resource(ResourceKind::Ec2EbsSettings, region, region, facts)
    };
    let volume = || {
        let storage = json!({ "encrypted": true, "kms": true, "key": null });
        resource(ResourceKind::Ec2Volume, IRELAND, "vol-1", json!({ "attached_to": [], "storage": storage }))
    };
    let verdict_of =
        |resources: Vec<Resource>| verdict(&claim("\"ebs-encryption-at-rest\"", ""), &inventory(resources));
    let off_in_ireland = || vec![settings(FRANKFURT, true), settings(IRELAND, false)];
    assert_eq!(verdict_of(off_in_ireland()), Verdict::Refuted);
    assert_eq!(verdict_of(off_in_ireland().into_iter().chain([volume()]).collect()), Verdict::Refuted);
    assert_eq!(verdict_of(vec![settings(FRANKFURT, true), settings(IRELAND, true), volume()]), Verdict::Confirmed);
}

/// L6: settings that are right in every region say nothing of volumes that could not be listed.
#[test]
fn right_settings_do_not_stand_in_for_volumes_that_were_not_listed() {
    let settings = |region: &str| {
        let facts = json!({ "encryption_by_default": true, "default_key_id": "alias/aws/ebs", "default_key": null });
        resource(ResourceKind::Ec2EbsSettings, region, region, facts)
    };
    let mut inventory = inventory(vec![settings(FRANKFURT), settings(IRELAND)]);
    fail(&mut inventory, ResourceKind::Ec2Volume, IRELAND, &denied("ec2:DescribeVolumes"));
    assert_eq!(verdict(&claim("\"ebs-encryption-at-rest\"", ""), &inventory), Verdict::Unverified);
}

fn volume(name: &str, last_backup: &Value) -> Resource {
    let facts = json!({ "state": "in-use", "attached_to": ["i-1"], "age_hours": 5000.0, "last_backup": last_backup });
    resource(ResourceKind::Ec2Volume, FRANKFURT, name, facts)
}

/// B5, B9: that a volume was backed up once proves nothing; only a fresh and complete backup does.
#[test]
fn a_backup_of_last_year_is_none() {
    let text = claim("\"backup-recency\"", "");
    let with = |age: Value, seen: &Value| {
        volume("vol-1", &json!({ "age_hours": age, "source": "snapshot snap-1", "all_seen": seen }))
    };
    let verdict = |volume: Resource| verdict(&text, &inventory(vec![volume]));
    assert_eq!(verdict(with(json!(9.0), &json!(true))), Verdict::Confirmed);
    assert_eq!(verdict(with(json!(8760.0), &json!(true))), Verdict::Refuted);
    assert_eq!(verdict(with(Value::Null, &json!(true))), Verdict::Refuted);
    let unseen = denied("backup:ListRecoveryPointsByBackupVault").to_json();
    assert_eq!(verdict(with(json!(8760.0), &unseen)), Verdict::Unverified);
    assert_eq!(verdict(with(json!(9.0), &unseen)), Verdict::Confirmed);
}

/// B5: `ListProtectedResources` names whatever ever had a recovery point, whatever became of it.
#[test]
fn no_fact_comes_from_the_list_of_what_was_protected_once() {
    let catalogues = ResourceKind::ALL.iter().map(|kind| tomscan::fact::catalogue::catalogue(*kind));
    let operations = catalogues.flat_map(|spec| spec.facts.values().flat_map(|fact| &fact.operations));
    assert!(operations.into_iter().all(|operation| operation != "backup:ListProtectedResources"));
}

fn backups(schedules: &Value) -> Resource {
    resource(ResourceKind::BackupAccount, GLOBAL, "111122223333", json!({ "schedules": schedules }))
}

/// B6, B8: neither no plan, nor one that selects nothing, nor one that leaves no backups confirms anything; a plan elsewhere
/// that nobody may read takes nothing away from one that works.
#[test]
fn only_a_schedule_that_is_kept_confirms() {
    let text = claim("\"backup-plan-frequency\"", "");
    let with = |kept: Value, set: Value, seen: &Value| {
        let schedules =
            json!({ "kept_hours": kept, "kept_by": "plan/a", "set_hours": set, "set_by": "plan/a", "all_seen": seen });
        verdict(&text, &inventory(vec![backups(&schedules)]))
    };
    let unseen = denied("backup:ListBackupSelections").to_json();
    assert_eq!(with(json!(24.0), json!(24.0), &json!(true)), Verdict::Confirmed);
    assert_eq!(with(json!(24.0), json!(24.0), &unseen), Verdict::Confirmed);
    assert_eq!(with(Value::Null, Value::Null, &json!(true)), Verdict::Unverified);
    assert_eq!(with(Value::Null, json!(24.0), &json!(true)), Verdict::Unverified);
    assert_eq!(with(json!(168.0), json!(168.0), &json!(true)), Verdict::Refuted);
    assert_eq!(with(json!(168.0), json!(168.0), &unseen), Verdict::Unverified);
}

/// E9: every vault has a key; what lies in it may be under another one, or under none.
#[test]
fn the_key_of_a_vault_says_nothing_of_what_lies_in_it() {
    let key = json!({ "arn": "arn:k", "manager": "CUSTOMER", "state": "Enabled", "origin": "AWS_KMS", "account": "1" });
    let vault = resource(
        ResourceKind::BackupVault,
        FRANKFURT,
        "prod",
        json!({ "storage": { "encrypted": true, "kms": true, "key": key } }),
    );
    let point = |storage: Value| {
        let facts = json!({ "vault": "prod", "status": "COMPLETED", "resource": "arn:v", "storage": storage });
        resource(ResourceKind::BackupRecoveryPoint, FRANKFURT, "snap-1", facts)
    };
    let of = |mode: &str, resources: Vec<Resource>| {
        let text = claim("\"backup-encryption\"", &format!("params = {{ mode = \"{mode}\" }}"));
        verdict(&text, &inventory(resources))
    };
    let unencrypted = json!({ "encrypted": false, "kms": false, "key": null });
    let aws_owned = json!({ "encrypted": true, "kms": false, "key": null });
    assert_eq!(of("any", vec![vault.clone()]), Verdict::NotApplicable);
    assert_eq!(of("any", vec![vault.clone(), point(unencrypted)]), Verdict::Refuted);
    assert_eq!(of("any", vec![vault.clone(), point(aws_owned.clone())]), Verdict::Confirmed);
    assert_eq!(of("aws-kms", vec![vault.clone(), point(aws_owned.clone())]), Verdict::Refuted);
    assert_eq!(of("cmk", vec![vault, point(aws_owned)]), Verdict::Refuted);
}

/// A restore that nobody saw is neither a test passed nor a test missed.
#[test]
fn restores_that_aws_backup_does_not_know_are_not_verified() {
    let restores = json!({ "completed": 0, "failed": 0, "last_age_days": null, "last_validated_age_days": null,
                           "last": null, "all_seen": true });
    let testing = json!({ "plans": 0, "idle_days": null, "all_seen": true });
    let facts = json!({ "restores": restores, "restore_testing": testing });
    let account = resource(ResourceKind::BackupAccount, GLOBAL, "111122223333", facts);
    for rule in ["\"backup-restore-test\"", "\"backup-restore-rto\""] {
        assert_eq!(verdict(&claim(rule, ""), &inventory(vec![account.clone()])), Verdict::Unverified, "{rule}");
    }
}

/// E3: a default is not retroactive, and clients may ask for something else.
#[test]
fn a_default_never_proves_more_than_a_part() {
    let encryption = json!({ "algorithm": "aws:kms", "key_id": null, "key": null, "sse_c_blocked": true });
    let bucket = resource(ResourceKind::S3Bucket, FRANKFURT, "a", json!({ "encryption": encryption }));
    let text = claim("\"s3-encryption-at-rest\"", "params = { mode = \"aws-kms\" }");
    assert_eq!(verdict(&text, &inventory(vec![bucket])), Verdict::PartlyConfirmed);
}
