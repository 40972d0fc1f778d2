//! The table of operations against AWS's published service models (botocore, which comes with moto).
//!
//! Shows that every operation exists under this name, that none of them can change anything, and that the error codes which
//! mean "there is none" are AWS's own.

mod answers;
mod codes;
mod free_words;
mod levels;
mod members;
mod sensitive;
mod source;
mod words;

use crate::moto::ask_python;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::OnceLock;
use tomscan::aws::operations::{ALL, Operation, operation};
use tomscan::fact::ResourceKind;
use tomscan::fact::catalogue::catalogue;

/// S3's model leaves most error codes out. These stand in "List of error codes" and on the operations' own pages:
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html>.
const NOT_MODELLED: &[(&str, &str)] = &[
    ("s3:GetBucketEncryption", "ServerSideEncryptionConfigurationNotFoundError"),
    ("s3:GetBucketPolicy", "NoSuchBucketPolicy"),
    ("s3:GetBucketPolicyStatus", "NoSuchBucketPolicy"),
    ("s3:GetBucketOwnershipControls", "OwnershipControlsNotFoundError"),
    ("s3:GetPublicAccessBlock", "NoSuchPublicAccessBlockConfiguration"),
    ("s3:GetBucketReplication", "ReplicationConfigurationNotFoundError"),
    ("s3:GetBucketLifecycleConfiguration", "NoSuchLifecycleConfiguration"),
    ("s3:GetObjectLockConfiguration", "ObjectLockConfigurationNotFoundError"),
    ("s3:GetBucketTagging", "NoSuchTagSet"),
];

/// What the models say of each operation of the table.
fn models() -> &'static Value {
    static MODELS: OnceLock<Value> = OnceLock::new();
    MODELS.get_or_init(|| {
        let ids: Vec<&str> = ALL.iter().map(|operation| operation.id).collect();
        ask_python(&["models.py"], &json!(ids))
    })
}

#[track_caller]
fn none_of(wrong: &[&str]) {
    assert!(wrong.is_empty(), "{wrong:?}");
}

fn ids_where(wrong: impl Fn(&Operation, &Value) -> bool) -> Vec<&'static str> {
    ALL.iter().filter(|operation| wrong(operation, &models()[operation.id])).map(|operation| operation.id).collect()
}

#[test]
fn every_operation_exists_in_awss_models() {
    none_of(&ids_where(|_, model| model["exists"] != true));
}

#[test]
fn no_operation_can_change_anything() {
    // IAM makes a credential report only when asked, and charges and changes nothing by it.
    let reads = |name: &str| {
        ["Get", "BatchGet", "List", "Describe", "Head", "Lookup", "Search"].iter().any(|verb| name.starts_with(verb))
    };
    none_of(&ids_where(|operation, _| !reads(operation.name()) && operation.id != "iam:GenerateCredentialReport"));
    // Services with one method for everything (Query, JSON) post; the others must not write by method either.
    none_of(&ids_where(|operation, model| {
        operation.id.starts_with("s3") && !["GET", "HEAD"].contains(&model["method"].as_str().unwrap_or_default())
    }));
}

#[test]
fn every_code_that_means_there_is_none_is_awss_own() {
    for operation in ALL.iter() {
        let modelled = models()[operation.id]["errors"].as_array().cloned().unwrap_or_default();
        for code in operation.absent {
            let known = modelled.iter().any(|known| known == code) || NOT_MODELLED.contains(&(operation.id, code));
            assert!(known, "{} does not answer {code}; its model has {modelled:?}", operation.id);
        }
    }
}

#[test]
fn no_code_is_listed_as_not_modelled_that_the_model_has() {
    for (id, code) in NOT_MODELLED {
        let table = operation(id).unwrap_or_else(|| panic!("{id} is not in the table"));
        assert!(table.absent.contains(code), "{id} {code}: the exception is not used");
        let modelled = models()[id]["errors"].as_array().cloned().unwrap_or_default();
        assert!(!modelled.iter().any(|known| known == code), "{id} {code} is modelled by now");
    }
}

#[test]
fn every_operation_of_the_fact_catalogue_is_in_the_table() {
    let mut named = BTreeSet::new();
    for kind in ResourceKind::ALL {
        let spec = catalogue(*kind);
        named.extend(spec.listed_by.iter().cloned());
        named.extend(spec.facts.values().flat_map(|fact| fact.operations.iter().cloned()));
    }
    let strays: Vec<_> = named.iter().filter(|id| operation(id).is_none()).collect();
    assert!(strays.is_empty(), "{strays:?}");
    assert!(named.len() > 20, "the catalogue names operations: {named:?}");
}

#[test]
fn no_operation_of_the_table_is_without_use() {
    let of_the_scan = [
        "account:ListRegions",
        "cloudtrail:LookupEvents",
        "ec2:DescribeRegions",
        "ssm:GetParametersByPath",
        "sts:GetCallerIdentity",
    ];
    let named: BTreeSet<_> = ResourceKind::ALL
        .iter()
        .flat_map(|kind| {
            let spec = catalogue(*kind);
            spec.listed_by.iter().chain(spec.facts.values().flat_map(|fact| &fact.operations))
        })
        .collect();
    let idle: BTreeSet<_> =
        ALL.iter().map(|operation| operation.id).filter(|id| !named.contains(&(*id).to_owned())).collect();
    assert_eq!(idle, BTreeSet::from(of_the_scan), "only these are asked without a fact that names them");
}

#[test]
fn what_is_asked_of_something_named_is_asked_of_each_or_excused() {
    use tomscan::collect::{NAMES_NO_RESOURCE, Per, frequency};
    let excused = |operation: &Operation| NAMES_NO_RESOURCE.iter().any(|(id, _)| *id == operation.id);
    let needs_a_name = |model: &Value| !model["required"].as_array().expect("a list").is_empty();
    let is_of_each = |operation: &Operation| matches!(frequency(operation), Per::Each(..));
    none_of(&ids_where(|operation, model| needs_a_name(model) && !is_of_each(operation) && !excused(operation)));
    // What is excused needs to be, and is asked so.
    none_of(&ids_where(|operation, model| excused(operation) && (!needs_a_name(model) || is_of_each(operation))));
    let unknown = NAMES_NO_RESOURCE.iter().filter(|(id, _)| operation(id).is_none()).map(|(id, _)| *id);
    none_of(&unknown.collect::<Vec<_>>());
}
