//! The nights: what changes before each, and what tomscan has to say of it.
//!
//! Lines of `drift`: `BUCKET RULE TURN by CAUSES`, `claim ID TURN by CAUSES`, `BUCKET is new`, `yardstick WHAT`. Dates are those of
//! [`Step::date`].

/// One night.
pub(super) struct Step {
    pub(super) date: String,
    /// What happens before, as Python with `plant`; `{bucket}` stands for the beginning of the buckets' names.
    pub(super) change: String,
    /// Faults of the key id.
    pub(super) faults: &'static str,
    /// The claims file of this night.
    pub(super) claims: String,
    /// What is replaced in the rules.
    pub(super) rules: Option<(&'static str, &'static str)>,
    /// What is open is accepted before, until this day.
    pub(super) accept: Option<&'static str>,
    /// Exit code with `--fail-on drift`.
    pub(super) exit: i32,
    /// Everything that the drift says.
    pub(super) drift: &'static [&'static str],
    /// Events that are named as origins.
    pub(super) origin: &'static [&'static str],
    /// What standard error says.
    pub(super) says: &'static [&'static str],
    /// The verdict on the claim `tls`; none where there is no report.
    pub(super) tls: Option<&'static str>,
}

/// How a night differs from a quiet one.
#[derive(Default)]
struct But {
    change: &'static str,
    faults: &'static str,
    /// Something else in the claims file.
    claims: Option<(&'static str, &'static str)>,
    /// Something more in it.
    more: &'static str,
    rules: Option<(&'static str, &'static str)>,
    accept: Option<&'static str>,
    exit: i32,
    drift: &'static [&'static str],
    origin: &'static [&'static str],
    says: &'static [&'static str],
    tls: &'static str,
}

const CLAIMS: &str = r#"
[document]
title = "TOM"
party = "p"
version = "1"
language = "en"

[[claim]]
id = "tls"
words = "Documents are transferred encrypted only."
family = "encryption"
rules = ["s3-tls-only"]

[[claim]]
id = "versions"
words = "Earlier versions are kept."
family = "availability"
rules = ["s3-versioning"]

[[claim]]
id = "training"
words = "Staff are trained."
family = "organisation"

[[attestation]]
claim = "training"
by = "DPO"
on = 2026-12-01
until = 2027-01-28
evidence = "list of participants"
"#;

const WAIVER: &str = r#"
[[waiver]]
rule = "s3-tls-only"
resource = "{bucket}-b"
reason = "the scanner cannot do TLS"
owner = "Ops"
until = 2027-01-21
"#;

const START: &str = r#"
for name in ("a", "b"):
    bucket = "{bucket}-" + name
    plant.client("s3").create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": HOME})
    plant.client("s3").put_bucket_policy(Bucket=bucket, Policy=document(deny_clear_text(bucket)))
    plant.client("s3").put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
"#;

const OPEN_A: &str = r#"plant.client("s3").delete_bucket_policy(Bucket="{bucket}-a")"#;
const OPEN_B: &str = r#"plant.client("s3").delete_bucket_policy(Bucket="{bucket}-b")"#;
const CLOSE_A: &str =
    r#"plant.client("s3").put_bucket_policy(Bucket="{bucket}-a", Policy=document(deny_clear_text("{bucket}-a")))"#;
const CLOSE_BOTH: &str = r#"
for bucket in ("{bucket}-a", "{bucket}-b"):
    plant.client("s3").put_bucket_policy(Bucket=bucket, Policy=document(deny_clear_text(bucket)))
"#;
const OPEN_A_IN_THE_EVENING: &str = r#"
plant.client("s3").delete_bucket_policy(Bucket="{bucket}-a")
plant.event("DeleteBucketPolicy", "{bucket}-a", at="2027-01-02T21:14:00+00:00")
plant.event("GetBucketPolicy", "{bucket}-a", at="2027-01-02T22:00:00+00:00", read_only=True)
plant.event("PutBucketPolicy", "{bucket}-a", at="2027-01-01T10:00:00+00:00")
plant.event("PutBucketTagging", "{bucket}-a", at="2027-01-02T23:00:00+00:00", errorCode="AccessDenied")
"#;
const NEW_C: &str = r#"
plant.client("s3").create_bucket(Bucket="{bucket}-c", CreateBucketConfiguration={"LocationConstraint": HOME})
plant.client("s3").put_bucket_policy(Bucket="{bucket}-c", Policy=document(deny_clear_text("{bucket}-c")))
"#;
const STRICTER: Option<(&str, &str)> =
    Some((r#"status == "Enabled""#, r#"status == "Enabled" && resource.name == "x""#));
const TLS_13: Option<(&str, &str)> =
    Some((r#"rules = ["s3-tls-only"]"#, "rules = [\"s3-tls-only\"]\nparams = { min_tls = \"1.3\" }"));
const ENCRYPTION: &str = r#"
[[claim]]
id = "at-rest"
words = "Documents are stored encrypted."
family = "encryption"
rules = ["s3-encryption-at-rest"]
"#;

/// The thirty nights of January 2027.
pub(super) fn nights() -> Vec<Step> {
    let first = [first_week(), second_week(), third_week(), fourth_week(), last_nights()].into_iter().flatten();
    let step = |(day, but): (u8, But)| Step {
        date: format!("2027-01-{day:02}"),
        change: but.change.to_owned(),
        faults: but.faults,
        claims: but.claims.map_or_else(|| CLAIMS.to_owned(), |(from, to)| CLAIMS.replace(from, to)) + but.more,
        rules: but.rules,
        accept: but.accept,
        exit: but.exit,
        drift: but.drift,
        origin: but.origin,
        says: but.says,
        tls: (but.tls != "none").then_some(if but.tls.is_empty() { "confirmed" } else { but.tls }),
    };
    (1..).zip(first).map(step).collect()
}

fn quiet() -> But {
    But::default()
}

fn first_week() -> Vec<But> {
    const STILL: &[&str] = &["a s3-tls-only still-refuted since 01-03", "claim tls still-refuted since 01-03"];
    vec![
        But { change: START, ..quiet() },
        quiet(),
        But {
            change: OPEN_A_IN_THE_EVENING,
            exit: 10,
            drift: &["a s3-tls-only newly-refuted by account", "claim tls newly-refuted by account"],
            origin: &["DeleteBucketPolicy"],
            says: &["exit 10: 1 deviation new since run 2: "],
            tls: "refuted",
            ..quiet()
        },
        But { drift: STILL, tls: "refuted", says: &["exit 0", "open: 1 refuted"], ..quiet() },
        But {
            faults: "XDENYXs3_GetBucketPolicy",
            exit: 11,
            drift: &[
                "a s3-tls-only newly-unverified by permissions",
                "b s3-tls-only newly-unverified by permissions",
                "claim tls newly-unverified by permissions",
                "yardstick permission",
            ],
            says: &["exit 11: 1 newly not verified: claim tls"],
            tls: "unverified",
            ..quiet()
        },
        But {
            drift: &[
                "a s3-tls-only still-refuted since 01-03",
                "b s3-tls-only verified-again by permissions",
                "claim tls still-refuted since 01-03",
                "yardstick permission",
            ],
            tls: "refuted",
            ..quiet()
        },
        But { change: CLOSE_A, drift: &["a s3-tls-only mended by account", "claim tls mended by account"], ..quiet() },
    ]
}

fn second_week() -> Vec<But> {
    const STILL: &[&str] = &[
        "a s3-versioning still-refuted since 01-12",
        "b s3-versioning still-refuted since 01-12",
        "claim versions still-refuted since 01-12",
    ];
    vec![
        But {
            change: NEW_C,
            exit: 10,
            drift: &["c is new", "c s3-versioning newly-refuted by account", "claim versions newly-refuted by account"],
            ..quiet()
        },
        But {
            faults: "XTHROTTLEXs3_GetBucketVersioning",
            exit: 11,
            drift: &[
                "a s3-versioning newly-unverified by outage",
                "b s3-versioning newly-unverified by outage",
                "c s3-versioning newly-unverified by outage",
                "claim versions newly-unverified by outage",
            ],
            ..quiet()
        },
        But {
            drift: &[
                "a s3-versioning verified-again by outage",
                "b s3-versioning verified-again by outage",
                "c s3-versioning still-refuted since 01-08",
                "claim versions still-refuted since 01-08",
            ],
            ..quiet()
        },
        But {
            change: r#"plant.client("s3").delete_bucket(Bucket="{bucket}-c")"#,
            drift: &["c is gone", "c s3-versioning gone by account", "claim versions mended by account"],
            ..quiet()
        },
        But {
            rules: STRICTER,
            exit: 10,
            drift: &[
                "a s3-versioning newly-refuted by rules",
                "b s3-versioning newly-refuted by rules",
                "claim versions newly-refuted by rules",
                "yardstick rule",
                "yardstick rule-set",
            ],
            ..quiet()
        },
        But { rules: STRICTER, drift: STILL, ..quiet() },
        But {
            drift: &[
                "a s3-versioning mended by rules",
                "b s3-versioning mended by rules",
                "claim versions mended by rules",
                "yardstick rule",
                "yardstick rule-set",
            ],
            ..quiet()
        },
    ]
}

fn third_week() -> Vec<But> {
    vec![
        But {
            claims: TLS_13,
            exit: 10,
            drift: &[
                "a s3-tls-only newly-refuted by parameters",
                "b s3-tls-only newly-refuted by parameters",
                "claim tls newly-refuted by parameters",
                "yardstick claims-file",
                "yardstick parameter",
            ],
            tls: "refuted",
            ..quiet()
        },
        But {
            drift: &[
                "a s3-tls-only mended by parameters",
                "b s3-tls-only mended by parameters",
                "claim tls mended by parameters",
                "yardstick claims-file",
                "yardstick parameter",
            ],
            ..quiet()
        },
        But { more: ENCRYPTION, drift: &["claim at-rest added by claims-file", "yardstick claims-file"], ..quiet() },
        But { drift: &["claim at-rest removed by claims-file", "yardstick claims-file"], ..quiet() },
        But {
            change: OPEN_B,
            more: WAIVER,
            drift: &["claim tls otherwise by account", "yardstick claims-file"],
            tls: "partly-confirmed",
            ..quiet()
        },
        But { more: WAIVER, tls: "partly-confirmed", ..quiet() },
        But { more: WAIVER, tls: "partly-confirmed", ..quiet() },
    ]
}

fn fourth_week() -> Vec<But> {
    vec![
        But {
            more: WAIVER,
            exit: 10,
            drift: &["b s3-tls-only newly-refuted by waiver", "claim tls newly-refuted by waiver"],
            tls: "refuted",
            ..quiet()
        },
        But {
            more: WAIVER,
            accept: Some("2027-01-25"),
            drift: &["b s3-tls-only still-refuted since 01-22", "claim tls still-refuted since 01-22"],
            says: &["accepted only until 2027-01-25 (Ops: is being migrated)", "exit 0"],
            tls: "refuted",
            ..quiet()
        },
        But {
            change: OPEN_A,
            more: WAIVER,
            exit: 10,
            drift: &[
                "a s3-tls-only newly-refuted by account",
                "b s3-tls-only still-refuted since 01-22",
                "claim tls still-refuted since 01-22",
            ],
            says: &["exit 10: 1 deviation not accepted, or no longer: "],
            tls: "refuted",
            ..quiet()
        },
        But {
            more: WAIVER,
            exit: 10,
            drift: &[
                "a s3-tls-only still-refuted since 01-24",
                "b s3-tls-only still-refuted since 01-22",
                "claim tls still-refuted since 01-22",
            ],
            says: &["exit 10: 1 deviation not accepted, or no longer: "],
            tls: "refuted",
            ..quiet()
        },
        But {
            more: WAIVER,
            exit: 10,
            drift: &[
                "a s3-tls-only still-refuted since 01-24",
                "b s3-tls-only still-refuted since 01-22",
                "claim tls still-refuted since 01-22",
            ],
            says: &["2 deviations not accepted", "(accepted until 2027-01-25, Ops: is being migrated)"],
            tls: "refuted",
            ..quiet()
        },
        But {
            change: CLOSE_BOTH,
            drift: &[
                "a s3-tls-only mended by account",
                "b s3-tls-only mended by account",
                "claim tls mended by account",
                "yardstick claims-file",
            ],
            ..quiet()
        },
    ]
}

fn last_nights() -> Vec<But> {
    vec![
        But { faults: "XEXPIRED", exit: 1, says: &["aws sso login"], tls: "none", ..quiet() },
        But {
            exit: 11,
            drift: &["claim training no-longer-attested by time"],
            says: &["exit 11: attestation ended: claim training"],
            ..quiet()
        },
        But {
            faults: "XDENYXs3_ListBuckets",
            exit: 11,
            drift: &[
                "claim tls newly-unverified by permissions",
                "claim versions newly-unverified by permissions",
                "yardstick permission",
            ],
            says: &["2 newly not verified"],
            tls: "unverified",
            ..quiet()
        },
    ]
}
