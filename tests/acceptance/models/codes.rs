//! The error codes that `src/aws/outcome.rs` knows, against AWS's published models: each is one that a service's model names,
//! one on which AWS's SDKs try again, or stands on a page of AWS's documentation; and what the models of the operations of the
//! table name as refusal or throttling is read as such.

use super::models;
use crate::moto::ask_python;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tomscan::aws::operations::ALL;
use tomscan::aws::outcome::{DENIED, EXPIRED, REGION_DISABLED, THROTTLED};

/// "Common error types" of the API references, such as <https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html>.
const COMMON: &str = "Common errors";
/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html>
const EC2: &str = "Error codes for the Amazon EC2 API";
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html>
const S3: &str = "List of error codes";

/// Codes of front ends, which no model names, with the page that does.
const DOCUMENTED: &[(&str, &str)] = &[
    ("AllAccessDisabled", S3),
    ("AuthFailure", EC2),
    ("ExpiredToken", S3),
    ("InvalidClientTokenId", COMMON),
    ("InvalidToken", S3),
    ("NotAuthorized", COMMON),
    ("OptInRequired", COMMON),
    ("RequestExpired", COMMON),
    ("SlowDown", S3),
    ("TokenRefreshRequired", S3),
    ("UnauthorizedAccess", S3),
];

fn known() -> &'static [&'static [&'static str]] {
    &[DENIED, THROTTLED, EXPIRED, REGION_DISABLED]
}

#[test]
fn every_error_code_that_is_read_is_awss_own() {
    // Of each service of the table one operation is enough: its `service_errors` are those of all.
    let mut modelled: BTreeSet<String> = BTreeSet::new();
    for operation in ALL.iter() {
        let errors = models()[operation.id]["service_errors"].as_array().into_iter().flatten();
        modelled.extend(errors.filter_map(Value::as_str).map(str::to_owned));
    }
    let retried = ask_python(&["-c", RETRIED], &json!(null));
    let is_retried = |code: &str| retried.as_array().is_some_and(|codes| codes.iter().any(|one| one == code));
    let is_known = |code: &&&str| modelled.contains(**code) || is_retried(code);
    let strays: Vec<_> = known()
        .iter()
        .copied()
        .flatten()
        .filter(|code| !is_known(code) && !DOCUMENTED.iter().any(|(one, _)| one == *code))
        .collect();
    assert!(strays.is_empty(), "no model and no page names {strays:?}");
    let needless: Vec<_> = DOCUMENTED.iter().filter(|(code, _)| is_known(&code)).collect();
    assert!(needless.is_empty(), "the models name them: {needless:?}");
}

/// Prints the codes on which AWS's SDKs try again (botocore's `_retry.json`).
const RETRIED: &str = "
import json, re
from operations import session
told = json.dumps(session().get_component('data_loader').load_data('_retry'))
print(json.dumps(re.findall(r'\"service_error_code\": \"([^\"]+)\"', told)))
";

#[test]
fn what_the_models_name_as_refusal_or_throttling_is_read_as_such() {
    let mut wrong = BTreeSet::new();
    for operation in ALL.iter() {
        for code in models()[operation.id]["errors"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            let plain = code.to_lowercase();
            let has = |parts: &[&str]| parts.iter().any(|part| plain.contains(part));
            let refuses = has(&["accessdenied", "authoriz", "forbidden"]);
            let throttles = has(&["throttl", "toomanyrequests", "requestlimit"]);
            if refuses && !DENIED.contains(&code) || throttles && !THROTTLED.contains(&code) {
                wrong.insert(format!("{}: {code}", operation.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}
