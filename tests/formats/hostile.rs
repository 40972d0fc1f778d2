//! An account whose names, and a document whose words, attack every format that a report has.
//!
//! In: nothing. Out: claims, rules and an inventory, from which each test makes its report.

use jiff::Timestamp;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tomscan::claim::{Claims, load};
use tomscan::drift::Drift;
use tomscan::evaluate::{Evaluation, evaluate};
use tomscan::fact::{Caller, Coverage, GLOBAL, Inventory, Place, Resource, ResourceKind, Unknown};
use tomscan::report::Report;
use tomscan::rule::{RuleSet, load_embedded};
use tomscan::text::Lang;

/// Names of buckets. Nothing but the API of AWS keeps them from being so, and other resources and tags are free.
pub(crate) const NAMES: &[&str] = &[
    "=cmd|' /C calc'!A0",
    "+1",
    "-1+1",
    "@SUM(1+1)",
    "＝1+1",
    "x;=1+1",
    "x,\"=1+1\"",
    "a|b",
    "a\\|b",
    "`c` ``d",
    "<script>alert(1)</script>",
    "<!-- ",
    "]]>",
    "&amp;",
    "\u{1b}[31mred",
    "\u{202e}gnp.exe",
    "two\nlines\r\n# heading",
    "\tx",
    "\u{0}null",
    "\u{ffff}\u{fffe}",
    "@octocat",
    "#1",
    "[x](https://evil.example)",
    "![x](https://evil.example/p.png)",
    "https://evil.example/",
    "www.evil.example",
    "a@evil.example",
    "{0} {{1}}",
    "$\\alpha$",
    ":key:",
    "**bold** _it_ ~~gone~~",
    "'; rm -rf ~ '",
    "~~~",
    "Müller & Söhne „ß“",
];

const TEXT: &str = r#"
[document]
title = "=TOM <b>|</b> @octocat"
party = "Muster `GmbH` & Co. ]]>"
version = "1"
language = "LANG"

[[claim]]
id = "1"
words = """
=Buckets | refuse
`clear` text <i>everywhere</i>, @octocat"""
family = "encryption"
rules = ["s3-tls-only"]

[[claim]]
id = "2"
words = "Keys are rotated."
family = "encryption"
rules = ["kms-rotation"]

[[claim]]
id = "3"
words = "Databases stand in two zones."
family = "availability"
rules = ["rds-multi-az"]

[[claim]]
id = "4"
words = "Staff are trained."
family = "organisation"

[[claim]]
id = "5"
words = "Visitors are accompanied."
family = "physical-access"

[[claim]]
id = "6"
words = "Users have a second factor."
family = "system-access"
rules = ["iam-user-mfa"]

[[attestation]]
claim = "4"
by = "=DPO|"
on = 2026-01-01
until = 2026-06-30
evidence = "<list>"

[[waiver]]
rule = "rds-multi-az"
resource = "db|1"
reason = "=accepted <u>[x](https://evil.example)</u>"
owner = "@ops"
until = 2099-12-31

[[waiver]]
rule = "rds-multi-az"
resource = "gone|<b>"
reason = "`"
owner = "o"
until = 2099-12-31
"#;

/// Everything that a report refers to.
pub(crate) struct Scan {
    pub(crate) claims: Claims,
    pub(crate) rules: RuleSet,
    pub(crate) inventory: Inventory,
    pub(crate) evaluation: Evaluation,
    pub(crate) drift: Option<Drift>,
    lang: Lang,
}

impl Scan {
    /// Judges the claims of a file; the language is that of the file.
    pub(crate) fn of(file: &str, text: &str, inventory: Inventory) -> Self {
        let rules = load_embedded().expect("the embedded rules have no mistakes");
        let claims = load(file, text, &rules).unwrap_or_else(|mistakes| panic!("{mistakes}"));
        let evaluation = evaluate(&claims, &rules, &inventory);
        let lang = claims.document.language;
        Self { claims, rules, inventory, evaluation, drift: None, lang }
    }

    pub(crate) fn report(&self) -> Report<'_> {
        Report {
            claims: &self.claims,
            rules: &self.rules,
            inventory: &self.inventory,
            evaluation: &self.evaluation,
            drift: self.drift.as_ref(),
            lang: self.lang,
        }
    }

    /// The report in a format.
    pub(crate) fn written(&self, write: impl Fn(&Report<'_>, &mut Vec<u8>) -> std::io::Result<()>) -> String {
        let mut out = Vec::new();
        write(&self.report(), &mut out).expect("a vector takes everything");
        String::from_utf8(out).expect("UTF-8")
    }
}

/// The claims file in a language.
pub(crate) fn text(lang: Lang) -> String {
    TEXT.replace("LANG", &lang.to_string())
}

/// An account with these buckets, a database that a waiver covers, a bucket of which nothing was seen, and keys that could not
/// be listed.
pub(crate) fn inventory(buckets: Vec<Resource>) -> Inventory {
    const REGION: &str = "eu-central-1";
    let coverage = ResourceKind::ALL.iter().map(|kind| {
        let region = if kind.place() == Place::Regions { REGION } else { GLOBAL };
        let denied = Unknown::AccessDenied { action: "kms:ListKeys".to_owned() };
        let listed = if *kind == ResourceKind::KmsKey { Err(denied) } else { Ok(0) };
        Coverage { kind: *kind, region: region.to_owned(), listed }
    });
    let coverage = coverage.collect();
    let mut resources = buckets;
    resources.push(resource(
        ResourceKind::RdsInstance,
        "db|1",
        json!({ "multi_az": false, "cluster": null, "replica_of": null, "availability_zones": ["eu-central-1a"] }),
    ));
    resources.push(resource(ResourceKind::S3Bucket, "unseen|<b>", json!({})));
    Inventory {
        caller: Caller { account: "111122223333".to_owned(), arn: "arn:aws:iam::111122223333:user/`u|<b>".to_owned() },
        now: "2026-06-15T12:00:00Z".parse::<Timestamp>().expect("a time"),
        regions: Ok(vec![REGION.to_owned()]),
        coverage,
        resources,
        calls: BTreeMap::new(),
        throttled: BTreeMap::new(),
        retried: BTreeMap::new(),
        complete: true,
    }
}

/// A bucket that lets in clear text, with an example in which its name stands.
pub(crate) fn bucket(name: &str) -> Resource {
    let example = format!("http s3:GetObject {name} <img src=x onerror=alert(1)>");
    let policy = json!({ "exists": true, "refuses_plaintext": false, "counterexample": example, "min_tls": "1.2" });
    resource(ResourceKind::S3Bucket, name, json!({ "policy": policy }))
}

fn resource(kind: ResourceKind, name: &str, facts: Value) -> Resource {
    let Value::Object(facts) = facts else { panic!("facts are an object") };
    Resource {
        kind,
        account: "111122223333".to_owned(),
        region: "eu-central-1".to_owned(),
        name: name.to_owned(),
        arn: format!("arn:aws:{kind}:eu-central-1:111122223333:{name}"),
        facts,
        answered: BTreeMap::new(),
    }
}
