//! Any text can be given to the policy parser, and any policy it accepts can be decided. In: bytes. Out: no panic, and no
//! counterexample that the single-request evaluator would not confirm.
//!
//! `cargo fuzz run -s none policy_parse` works on a stable toolchain.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tomscan::policy::{
    BucketArn, Decision, Identity, Policy, TlsVersion, administrator, refuses_plaintext,
    refuses_tls_below,
};

fuzz_target!(|text: &str| {
    let Ok(policy) = Policy::parse(text) else {
        return;
    };
    let bucket = BucketArn::new("aws", "example").unwrap();
    for decision in [
        refuses_plaintext(&policy, &bucket),
        refuses_tls_below(&policy, &bucket, TlsVersion::Tls13),
    ] {
        if let Decision::No(request) = decision {
            assert!(request.is_denied_by(&policy).is_false());
            assert!(!request.to_string().is_empty());
        }
    }
    let boundary = Some(policy.clone());
    let _ = administrator(&Identity {
        policies: vec![(String::new(), policy.clone())],
        boundary,
    });
    let _ = administrator(&Identity {
        policies: vec![(String::new(), policy)],
        boundary: None,
    });
});
