//! The table of operations against AWS's Service Authorization Reference: IAM's own word on what an action does.
//!
//! Beside the table stand the calls that change something, or that go to AWS by another way. Each is written down here, with who
//! asks for it; nothing of it can happen in a scan, whose connector knows the table alone.

use crate::moto::ask_python;
use serde_json::json;
use std::collections::BTreeSet;
use std::path::Path;
use tomscan::aws::operations::ALL;

/// Levels at which an action shows something and changes nothing.
const READS: [&str; 2] = ["Read", "List"];

/// Actions of the table that the reference has at another level or not at all, each with the reason why it is asked all the same.
const EXCEPTIONS: &[(&str, &str)] = &[];

/// Calls of an SDK crate outside of the table: the file, the call as it stands in the source, and what for.
const BESIDE: &[(&str, &str, &str)] = &[
    ("src/ledger/s3/lock.rs", "get_object_lock_configuration", "what the bucket of the ledger protects by itself"),
    ("src/ledger/s3/mod.rs", "head_bucket", "in which region the bucket of the ledger lies"),
    ("src/ledger/s3/read.rs", "get_object", "reads the ledger"),
    ("src/ledger/s3/read.rs", "list_objects_v2", "reads the ledger"),
    ("src/ledger/s3/remove.rs", "delete_object", "`ledger prune` removes data, on command"),
    ("src/ledger/s3/remove.rs", "get_bucket_versioning", "`ledger prune`: whether older versions are left"),
    ("src/ledger/s3/remove.rs", "head_object", "`ledger prune`: whether a retention protects what should go"),
    ("src/ledger/s3/remove.rs", "list_object_versions", "`ledger prune`: the versions to remove"),
    ("src/ledger/s3/write.rs", "put_object", "WRITES a run to the ledger that --ledger names"),
    ("src/seal/kms.rs", "get_public_key", "the public half of the key that --sign names"),
    ("src/seal/kms.rs", "sign", "WRITES (kms:Sign): signs a review with the key that --sign names"),
];

#[test]
fn every_action_of_the_table_reads_or_lists_says_aws() {
    let actions: BTreeSet<&str> = ALL.iter().map(|operation| operation.action).collect();
    let levels = ask_python(&["levels.py"], &json!(actions));
    let mut wrong = Vec::new();
    for action in &actions {
        let level = levels[*action].as_str().unwrap_or("not in the reference");
        let excepted = EXCEPTIONS.iter().any(|(known, _)| known == action);
        if READS.contains(&level) == excepted {
            wrong.push(format!("{action}: {level}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
    assert!(EXCEPTIONS.iter().all(|(action, reason)| actions.contains(action) && !reason.is_empty()));
}

#[test]
fn the_reference_tells_reads_from_writes() {
    let known =
        [("s3:PutObject", "Write"), ("iam:CreateAccessKey", "Permissions management"), ("s3:GetBucketPolicy", "Read")];
    let levels = ask_python(&["levels.py"], &json!(known.map(|(action, _)| action)));
    for (action, level) in known {
        assert_eq!(levels[action], level, "{action}");
    }
}

/// Calls of the SDK crates are methods of a client. In the folders that have a client beside the table, each is listed above.
#[test]
fn every_call_beside_the_table_is_written_down() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["src/ledger/s3", "src/seal"] {
        for entry in std::fs::read_dir(root.join(folder)).expect("a folder") {
            let path = entry.expect("readable").path();
            let file = format!("{folder}/{}", path.file_name().and_then(|name| name.to_str()).expect("a name"));
            let source = std::fs::read_to_string(&path).expect("a file");
            let asked: BTreeSet<&str> = calls(&source).collect();
            let listed = BESIDE.iter().filter(|(own, ..)| *own == file).map(|(_, call, _)| *call).collect();
            assert_eq!(asked, listed, "{file}");
        }
    }
}

/// `client.put_object()`, `self.client.sign()`: names of methods behind `client.`, in front of `()`.
fn calls(source: &str) -> impl Iterator<Item = &str> {
    source.split("client.").skip(1).filter_map(|rest| rest.split_once("()")).map(|(name, _)| name).filter(|name| {
        !name.is_empty()
            && *name != "config"
            && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    })
}

/// `direct` is the one login that does not go through the tape: whoever uses it stands in the list.
#[test]
fn nobody_else_logs_in_beside_the_tape() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut strangers = Vec::new();
    let mut folders = vec![root.join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("readable").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(root).expect("below it").display().to_string().replace('\\', "/");
            let source = std::fs::read_to_string(&path).expect("a file");
            // `direct` is the one login that does not go through the tape.
            if source.contains("direct(profile)") && !BESIDE.iter().any(|(file, ..)| *file == name) {
                strangers.push(name);
            }
        }
    }
    assert!(strangers.is_empty(), "{strangers:?} ask AWS beside the table");
}
