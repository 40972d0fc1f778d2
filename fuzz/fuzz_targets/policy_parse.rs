//! Any text can be given to the policy parser, and any policy it accepts can be decided. In: bytes. Out: no panic, and no
//! counterexample that the single-request evaluator would not confirm.
//!
//! `cargo fuzz run -s none policy_parse` works on a stable toolchain.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tomscan::policy::{
    BucketArn, Context, Decision, Guardrails, Home, Identity, Owner, Policy, ResourceArn,
    TlsVersion, administrator, can_restore, denies_other_regions, grants_outside,
    refuses_plaintext, refuses_tls_below,
};

fuzz_target!(|text: &str| {
    let Ok(policy) = Policy::parse(text) else {
        return;
    };
    let bucket = BucketArn::new("aws", "example").unwrap();
    let resources = ["sqs", "elasticfilesystem", "lambda"]
        .map(|service| format!("arn:aws:{service}:eu-central-1:111122223333:example"))
        .map(|arn| ResourceArn::parse(&arn).unwrap());
    let [queue, files, function] = &resources;
    for decision in [
        refuses_plaintext(&policy, &bucket),
        refuses_plaintext(&policy, queue),
        refuses_tls_below(&policy, &bucket, TlsVersion::Tls13),
    ] {
        if let Decision::No(request) = decision {
            assert!(request.is_denied_by(&policy).is_false());
            assert!(!request.to_string().is_empty());
        }
    }
    let _ = refuses_plaintext(&policy, files);
    let owner = Owner::new("111122223333");
    for resource in [queue, function] {
        let outside = grants_outside(&policy, resource, &owner, &Context::default());
        for entrance in &outside.shown {
            assert!(entrance.request.is_allowed_by(&policy).is_true());
            assert!(entrance.request.is_denied_by(&policy).is_false());
        }
    }
    let home = Home {
        partition: "aws".to_owned(),
        account: "111122223333".to_owned(),
    };
    let guardrails = Guardrails {
        service_control: vec![vec![policy.clone()]],
        resource_control: Vec::new(),
    };
    let _ = denies_other_regions(&guardrails, &home, &["eu-central-1"]);
    let with_boundary = Identity {
        policies: vec![(String::new(), policy.clone())],
        boundary: Some(policy.clone()),
    };
    let alone = Identity {
        policies: vec![(String::new(), policy)],
        boundary: None,
    };
    for identity in [with_boundary, alone] {
        let _ = administrator(&identity);
        let role = "arn:aws:iam::111122223333:role/backup".to_owned();
        let _ = can_restore(&identity, &home, &[role]);
    }
});
