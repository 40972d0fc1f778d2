//! Pages in a real browser: Chromium, as `moto/browser.py` drives it.

use crate::moto::python;
use serde_json::{Value, json};
use std::path::Path;
use std::process::Stdio;

/// What a real browser makes of a page, and which rows of its first long table hold some words. It has no mistakes, and asks no network.
pub(crate) fn browsed(page: &Path, words: &str) -> Value {
    let output = python().arg("browser.py").arg(page).arg(words).stdin(Stdio::null()).output().expect("python runs");
    assert!(output.status.success(), "browser.py failed: {}", String::from_utf8_lossy(&output.stderr));
    let told: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    for nothing in ["wrong", "console", "asked", "too wide"] {
        assert_eq!(told[nothing], json!([]), "{nothing}");
    }
    told
}
