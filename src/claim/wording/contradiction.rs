//! Claims that cannot both hold.
//!
//! In: the claims with the parameters they state. Out: a remark per pair. Only what the document states counts: an assumption
//! contradicts nobody.

use super::super::Claim;
use super::phrase::first;
use super::{Remark, RemarkKind, stated, tested_by};
use crate::both;
use crate::text::Text;
use serde_json::Value;
use std::cmp::Ordering;
use std::collections::HashSet;

/// All contradictions between two claims, or within one.
pub(super) fn remarks(claims: &[Claim]) -> Vec<Remark> {
    let (mut found, mut seen) = (Vec::new(), HashSet::new());
    let tested = tested(claims);
    for (i, one) in &tested {
        for (j, other) in &tested {
            let unequal = (i < j).then(|| different_values(one, other)).flatten();
            let ordered = (i != j).then(|| forced_and_ordered(one, other)).flatten();
            for text in directed(one, other).chain(unequal).chain(ordered) {
                let mut concerned = vec![*i, *j];
                concerned.sort_unstable();
                concerned.dedup();
                if seen.insert((concerned.clone(), text.en.clone())) {
                    found.push(Remark { kind: RemarkKind::Contradiction, claims: concerned, text });
                }
            }
        }
    }
    found
}

/// All contradictions between a claim of one document and one of another: the index of either, and why.
pub(super) fn across(ones: &[Claim], others: &[Claim]) -> Vec<(usize, usize, Text)> {
    let (mut found, mut seen) = (Vec::new(), HashSet::new());
    let others = tested(others);
    for (i, one) in tested(ones) {
        for (j, other) in &others {
            let both_ways = directed(one, other).chain(directed(other, one));
            let ordered = forced_and_ordered(one, other).or_else(|| forced_and_ordered(other, one));
            for text in both_ways.chain(different_values(one, other)).chain(ordered) {
                if seen.insert((i, *j, text.en.clone())) {
                    found.push((i, *j, text));
                }
            }
        }
    }
    found
}

/// Claims that rules test, with their index: no other can be compared.
fn tested(claims: &[Claim]) -> Vec<(usize, &Claim)> {
    claims.iter().enumerate().filter(|(_, claim)| !claim.rules.is_empty()).collect()
}

/// What cannot both hold, the one being the claim that excludes.
fn directed(one: &Claim, other: &Claim) -> impl Iterator<Item = Text> {
    let texts = [
        bounds(one, other),
        region_and_copy(one, other),
        origin_and_rotation(one, other),
        removal_and_copies(one, other),
        federation_and_passwords(one, other),
        closed_and_ssh(one, other),
    ];
    texts.into_iter().flatten()
}

/// Rules whose parameters bound the same thing from below and from above.
const BOUNDED: &[&str] = &["logs-retention", "cloudtrail-retention", "rds-backup-retention"];

/// At least more than at most, or exactly as much. Two claims that both state exactly so many days agree.
fn bounds(one: &Claim, other: &Claim) -> Option<Text> {
    BOUNDED.iter().find_map(|rule| {
        let days = |claim, param| stated(claim, rule, param).and_then(Value::as_i64).filter(|days| *days > 0);
        let (least, most) = (days(one, "min_days")?, days(other, "max_days")?);
        let exact = |claim| days(claim, "min_days") == days(claim, "max_days");
        match least.cmp(&most) {
            Ordering::Equal if exact(one) && exact(other) => None,
            Ordering::Greater => Some(both!(
                "mindestens {least} Tage und höchstens {most} Tage schließen einander aus ({rule})",
                "at least {least} days and at most {most} days exclude each other ({rule})"
            )),
            Ordering::Equal => Some(both!(
                "nur genau {least} Tage erfüllen beide Aussagen ({rule})",
                "only exactly {least} days satisfy both claims ({rule})"
            )),
            Ordering::Less => None,
        }
    })
}

/// Two values for what can have one only. Not the second factor: it may be offered to customers and demanded of administrators.
fn different_values(one: &Claim, other: &Claim) -> Option<Text> {
    const SINGLE: &[(&str, &str)] = &[
        ("iam-password-age", "max_days"),
        ("iam-password-policy", "min_length"),
        ("kms-key-strength", "bits"),
        ("kms-rotation", "max_period_days"),
        ("account-residency", "regions"),
        ("backup-restore-rto", "rto_h"),
        ("cognito-lockout", "max_attempts"),
    ];
    SINGLE.iter().find_map(|(rule, param)| {
        let (a, b) = (stated(one, rule, param)?, stated(other, rule, param)?);
        (a != b).then(|| {
            both!(
                "zwei Aussagen nennen verschiedene Werte: {a} und {b} ({rule}, {param})",
                "two claims state different values: {a} and {b} ({rule}, {param})"
            )
        })
    })
}

/// Data in one region only, and a copy in another.
fn region_and_copy(one: &Claim, other: &Claim) -> Option<Text> {
    let residency = ["account-replica-residency", "account-residency"];
    let regions = residency.iter().find_map(|rule| stated(one, rule, "regions"))?.as_array()?;
    let elsewhere = stated(other, "backup-offsite-copy", "scope")?.as_str() == Some("region");
    (regions.len() == 1 && elsewhere).then(|| {
        both!(
            "Daten nur in einer Region und Sicherungen in einer anderen schließen einander aus",
            "data in one region only and backups in another exclude each other"
        )
    })
}

/// Key material from outside is rotated by hand only ("Rotate AWS KMS keys", KMS Developer Guide).
fn origin_and_rotation(one: &Claim, other: &Claim) -> Option<Text> {
    let origins = stated(one, "kms-key-origin", "origins")?.as_array()?;
    let outside = !origins.iter().any(|origin| origin == "AWS_KMS");
    (outside && tested_by(other, "kms-rotation")).then(|| {
        both!(
            "Schlüsselmaterial von außerhalb rotiert KMS nicht selbst: Beides zugleich verlangt einen Wechsel von Hand",
            "KMS does not rotate key material from outside by itself: both together ask for rotation by hand"
        )
    })
}

/// Old keys gone, and old backups readable.
fn removal_and_copies(one: &Claim, other: &Claim) -> Option<Text> {
    const COPIES: &[&str] = &["backup-encryption", "backup-offsite-copy", "rds-snapshot-encryption"];
    let removed = stated(one, "kms-stale-keys", "max_disabled_days").and_then(Value::as_i64) == Some(0);
    (removed && COPIES.iter().any(|rule| tested_by(other, rule))).then(|| {
        both!(
            "verschlüsselte Sicherungen bleiben nur lesbar, solange es ihren Schlüssel gibt: Alte Schlüssel sofort zu entfernen schließt das aus",
            "encrypted backups stay readable only as long as their key exists: removing old keys at once excludes that"
        )
    })
}

/// Everybody signs in through the directory, and IAM passwords follow a rule.
fn federation_and_passwords(one: &Claim, other: &Claim) -> Option<Text> {
    let nobody_local = stated(one, "iam-federation", "local_console_users_max").and_then(Value::as_i64) == Some(0)
        || tested_by(one, "iam-federation") && stated(one, "iam-federation", "local_console_users_max").is_none();
    (nobody_local && tested_by(other, "iam-password-policy")).then(|| {
        both!(
            "wenn sich alle über das zentrale Verzeichnis anmelden, gibt es keine IAM-Passwörter, für die eine Regel gälte",
            "if everybody signs in through the central directory, there are no IAM passwords for a rule to apply to"
        )
    })
}

/// Nothing can be reached from the internet, and administration may do without the VPN.
fn closed_and_ssh(one: &Claim, other: &Claim) -> Option<Text> {
    const CLOSED: &[&str] = &[
        "kein* dienst*",
        "kein* server",
        "kein* system*",
        "no service*",
        "no server*",
        "no system*",
        "nothing .. reachable",
    ];
    const EITHER: &[&str] = &[
        "vpn oder ssh",
        "vpn und oder ssh",
        "ssh oder vpn",
        "ssh und oder vpn",
        "ssh bzw vpn",
        "vpn bzw ssh",
        "vpn or ssh",
        "vpn and or ssh",
        "ssh or vpn",
        "ssh and or vpn",
    ];
    let closed = tested_by(one, "ec2-sg-public-ingress") && first(&one.words, CLOSED).is_some();
    let either = tested_by(other, "ec2-sg-admin-ports") && first(&other.words, EITHER).is_some();
    let through = first(&other.words, &["bastion*", "jump*", "sprungserver*"]).is_some();
    (closed && either && !through).then(|| {
        both!(
            "ein offener Port 22 erfüllt „SSH anstelle des VPN“ und widerlegt „kein Dienst ist aus dem Internet erreichbar“: Das Dokument sollte SSH nur hinter dem VPN oder einem Bastion-Host zulassen",
            "an open port 22 fulfils \"SSH in place of the VPN\" and refutes \"no service is reachable from the internet\": the document should allow SSH only behind the VPN or a bastion host"
        )
    })
}

/// The same measure forced by technology here, and left to people's obedience there.
fn forced_and_ordered(one: &Claim, other: &Claim) -> Option<Text> {
    const FORCED: &[&str] = &[
        "technisch .. erzwungen*",
        "technisch sichergestellt*",
        "systemseitig*",
        "automatisch erzwungen*",
        "technisch unterbunden*",
        "technisch ausgeschlossen*",
        "technically enforced",
        "enforced technically",
        "enforced by",
        "technically impossible",
        "technically prevented",
    ];
    const ORDERED: &[&str] = &[
        "angewiesen*",
        "dienstanweisung*",
        "arbeitsanweisung*",
        "per richtlinie",
        "durch richtlinie*",
        "richtlinie .. verpflichtet*",
        "sind .. verpflichtet",
        "werden .. verpflichtet",
        "organisatorisch geregelt*",
        "instructed",
        "are told",
        "are obliged",
        "by policy",
        "are asked to",
    ];
    let is_forced = |claim: &Claim| first(&claim.words, FORCED).is_some();
    let rule = one.rules.iter().find(|rule| other.rules.contains(rule))?;
    let ordered_only = first(&other.words, ORDERED).is_some() && !is_forced(other);
    (is_forced(one) && ordered_only).then(|| {
        both!(
            "die eine Aussage sagt, dass die Technik es erzwingt, die andere, dass es angeordnet ist: Was erzwungen wird, braucht keine Anordnung ({rule})",
            "one claim says that technology enforces it, the other that people are told to: what is enforced needs no order ({rule})"
        )
    })
}
