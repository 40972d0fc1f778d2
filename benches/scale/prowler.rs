//! Prowler, the scanner that most people run, on what it and tomscan both check of buckets.
//!
//! In: nothing. Out: its command, from a virtual environment in the target folder; made once, from PyPI, in a fixed version.

use std::path::{Path, PathBuf};
use std::process::Command;

const VERSION: &str = "5.46.0";

/// What Prowler is asked: clear text, encryption, public access, versions and access logs of buckets.
const CHECKS: [&str; 5] = [
    "s3_bucket_secure_transport_policy",
    "s3_bucket_kms_encryption",
    "s3_bucket_level_public_access_block",
    "s3_bucket_object_versioning",
    "s3_bucket_server_access_logging_enabled",
];
/// What tomscan is asked: the same.
pub(crate) const RULES: [&str; 5] =
    ["s3-tls-only", "s3-encryption-at-rest", "s3-public-access-block", "s3-versioning", "s3-access-logging"];

/// An installed Prowler.
pub(crate) struct Prowler(PathBuf);

/// Installs it, if it is not there.
pub(crate) fn install() -> Prowler {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("prowler-{VERSION}"));
    let program = folder.join("bin/prowler");
    if !program.exists() {
        println!("installing Prowler {VERSION} into {} (once; some minutes)", folder.display());
        run(Command::new("python3").args(["-m", "venv"]).arg(&folder));
        run(Command::new(folder.join("bin/pip")).args(["install", "--quiet"]).arg(format!("prowler=={VERSION}")));
    }
    Prowler(program)
}

fn run(command: &mut Command) {
    let status = command.status().expect("python3 with venv is there");
    assert!(status.success(), "{command:?}: {status}");
}

impl Prowler {
    /// One scan; `-z` lets it end with 0 whatever it finds.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(&self.0);
        command
            .args(["aws", "--no-banner", "--ignore-exit-code-3", "--output-formats", "csv", "--checks"])
            .args(CHECKS);
        command
    }
}
