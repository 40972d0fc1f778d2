//! What counts as a resource's last backup. The account that asks is not needed for any of it.

use super::{in_parts, instances_of, point_in_time};
use crate::aws::wire::backup::RecoveryPoint;
use crate::collect::backup::{Point, Points};
use crate::fact::{Observed, Resource, ResourceKind, Unknown};
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn resource(kind: ResourceKind, facts: &Value) -> Resource {
    Resource {
        kind,
        account: "111122223333".to_owned(),
        region: "eu-central-1".to_owned(),
        name: "x".to_owned(),
        arn: "arn:x".to_owned(),
        facts: facts.as_object().cloned().unwrap_or_default(),
        answered: BTreeMap::new(),
    }
}

fn age(facts: &Value) -> Observed<f64> {
    point_in_time(&resource(ResourceKind::DynamodbTable, facts)).map(|candidate| candidate.age_hours)
}

#[test]
fn point_in_time_recovery_counts_while_there_is_a_point() {
    assert_eq!(age(&json!({ "recovery": { "latest_restorable_age_hours": 0.1 } })), Observed::Value(0.1));
    assert_eq!(age(&json!({ "recovery": { "latest_restorable_age_hours": null } })), Observed::Absent);
    let denied = Unknown::AccessDenied { action: "dynamodb:DescribeContinuousBackups".to_owned() };
    assert_eq!(age(&json!({ "recovery": denied.to_json() })), Observed::Unknown(denied));
    assert!(matches!(age(&json!({})), Observed::Unknown(_)));
    assert!(matches!(point_in_time(&resource(ResourceKind::Ec2Volume, &json!({}))), Observed::Absent));
}

#[test]
fn file_systems_that_are_backed_up_in_parts_are_left_open() {
    let of = |ty: &str| in_parts(&resource(ResourceKind::FsxFileSystem, &json!({ "file_system_type": ty })));
    assert_eq!((of("WINDOWS"), of("LUSTRE"), of("OPENZFS")), (None, None, None));
    assert!(of("ONTAP").is_some() && of("NEW").is_some());
    assert_eq!(in_parts(&resource(ResourceKind::EfsFileSystem, &json!({}))), None);
}

#[test]
fn a_backup_of_the_instance_may_hold_the_volume() {
    let point = |arn: &str| Point {
        vault: "prod".to_owned(),
        told: RecoveryPoint {
            recovery_point_arn: "arn".to_owned(),
            source_backup_vault_arn: None,
            resource_arn: Some(arn.to_owned()),
            resource_type: None,
            created_by: None,
            status: None,
            creation_date: None,
            lifecycle: None,
            encryption_key_arn: None,
            encryption_key_type: None,
            is_encrypted: None,
        },
    };
    let arn = |what: &str| format!("arn:aws:ec2:eu-central-1:111122223333:{what}");
    let mut points = Points::default();
    for arn in ["instance/i-1", "instance/i-2", "volume/i-1"].map(arn) {
        points.add(point(&arn));
    }
    let volume = resource(ResourceKind::Ec2Volume, &json!({ "attached_to": ["i-1"] }));
    let whole: Vec<&Point> = instances_of(&volume).flat_map(|id| points.of_instance(id)).collect();
    assert_eq!(
        whole.iter().map(|point| point.told.resource_arn.clone()).collect::<Vec<_>>(),
        [Some(arn("instance/i-1"))]
    );
    assert_eq!(points.of(&arn("volume/i-1")).count(), 1);
}
