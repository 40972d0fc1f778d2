//! The table test: what each answer of AWS means, code by code.

use super::super::guarded::ClearText;
use super::super::operations::{self, Operation};
use super::super::wire::Ask;
use super::super::wire::account::ListRegions;
use super::super::wire::ec2::DescribeRegions;
use super::super::wire::macie2::{GetMacieSession, ListFindings};
use super::super::wire::s3control::GetPublicAccessBlock;
use super::observe;
use crate::fact::{Observed, Unknown};
use aws_smithy_runtime_api::client::result::{ConnectorError, SdkError};
use aws_smithy_runtime_api::http::{Response, StatusCode};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::error::ErrorMetadata;

type Error = SdkError<ErrorMetadata, Response>;

fn response(status: u16) -> Response {
    Response::new(StatusCode::try_from(status).unwrap(), SdkBody::empty())
}

fn service(code: &str, status: u16) -> Error {
    SdkError::service_error(ErrorMetadata::builder().code(code).build(), response(status))
}

fn seen(operation: &Operation, error: Error) -> Observed<()> {
    observe(operation, "eu-west-1", Err(error))
}

fn denied(action: &str) -> Observed<()> {
    Observed::Unknown(Unknown::AccessDenied { action: action.to_owned() })
}

fn throttled(action: &str) -> Observed<()> {
    Observed::Unknown(Unknown::Throttled { action: action.to_owned() })
}

fn failed(action: &str, code: &str) -> Observed<()> {
    Observed::Unknown(Unknown::Failed { action: action.to_owned(), code: code.to_owned() })
}

#[test]
fn codes_that_mean_there_is_none() {
    for (operation, code) in [
        (&operations::GET_BUCKET_POLICY, "NoSuchBucketPolicy"),
        (&operations::GET_BUCKET_POLICY_STATUS, "NoSuchBucketPolicy"),
        (&operations::GET_BUCKET_ENCRYPTION, "ServerSideEncryptionConfigurationNotFoundError"),
        (&operations::GET_BUCKET_REPLICATION, "ReplicationConfigurationNotFoundError"),
        (&operations::GET_BUCKET_TAGGING, "NoSuchTagSet"),
        (&operations::GET_BUCKET_OWNERSHIP_CONTROLS, "OwnershipControlsNotFoundError"),
        (&operations::GET_BUCKET_PUBLIC_ACCESS_BLOCK, "NoSuchPublicAccessBlockConfiguration"),
        (GetPublicAccessBlock::OPERATION, "NoSuchPublicAccessBlockConfiguration"),
        (&operations::GET_ACCOUNT_PASSWORD_POLICY, "NoSuchEntity"),
    ] {
        assert_eq!(seen(operation, service(code, 404)), Observed::Absent, "{} {code}", operation.id);
    }
}

#[test]
fn macie_calls_itself_switched_off_with_the_code_of_a_denial() {
    let said = |code: &str, message: &str| {
        let error = ErrorMetadata::builder().code(code).message(message).build();
        SdkError::service_error(error, response(403))
    };
    let session = GetMacieSession::OPERATION;
    let off = "Macie is not enabled.";
    assert_eq!(seen(session, said("AccessDeniedException", off)), Observed::Absent);
    let user = "User: arn:aws:iam::111122223333:user/Macie is not enabled is not authorized to perform: macie2:GetMacieSession";
    assert_eq!(seen(session, said("AccessDeniedException", user)), denied("macie2:GetMacieSession"));
    assert_eq!(seen(session, service("AccessDeniedException", 403)), denied("macie2:GetMacieSession"));
    assert_eq!(seen(session, said("ThrottlingException", off)), throttled("macie2:GetMacieSession"));
    // Of other calls nobody knows what that would mean.
    assert_eq!(seen(ListFindings::OPERATION, said("AccessDeniedException", off)), denied("macie2:ListFindings"));
}

#[test]
fn a_code_means_none_only_for_its_own_call() {
    // A bucket deleted in the middle of the scan, or an absent user, is not "no policy".
    assert_eq!(
        seen(&operations::GET_BUCKET_POLICY, service("NoSuchBucket", 404)),
        failed("s3:GetBucketPolicy", "NoSuchBucket")
    );
    assert_eq!(
        seen(&operations::GET_BUCKET_POLICY, service("NoSuchEntity", 404)),
        failed("s3:GetBucketPolicy", "NoSuchEntity")
    );
    assert_eq!(
        seen(&operations::LIST_MFA_DEVICES, service("NoSuchEntity", 404)),
        failed("iam:ListMFADevices", "NoSuchEntity")
    );
    assert_eq!(
        seen(&operations::DESCRIBE_KEY, service("NotFoundException", 400)),
        failed("kms:DescribeKey", "NotFoundException")
    );
}

#[test]
fn denials_in_their_variants_name_the_iam_action() {
    for (operation, code, status) in [
        (&operations::GET_BUCKET_ENCRYPTION, "AccessDenied", 403),
        (&operations::DESCRIBE_KEY, "AccessDeniedException", 400),
        (DescribeRegions::OPERATION, "UnauthorizedOperation", 403),
        (ListRegions::OPERATION, "AccessDeniedException", 403),
        (&operations::GET_ACCOUNT_SUMMARY, "AccessDenied", 403),
        (&operations::DESCRIBE_DB_INSTANCES, "AccessDenied", 403),
        (&operations::GET_BUCKET_ACL, "AllAccessDisabled", 403),
        (&operations::GET_BUCKET_ACL, "UnauthorizedAccess", 401),
    ] {
        assert_eq!(seen(operation, service(code, status)), denied(operation.action), "{} {code}", operation.id);
    }
    // HEAD has no body, so only the status tells.
    let bare = SdkError::service_error(ErrorMetadata::builder().build(), response(403));
    assert_eq!(seen(&operations::HEAD_BUCKET, bare), denied("s3:ListBucket"));
    // The operation and the action are not always named alike.
    assert_eq!(operations::GET_BUCKET_ENCRYPTION.action, "s3:GetEncryptionConfiguration");
}

#[test]
fn throttles_in_their_variants() {
    for (operation, code, status) in [
        (&operations::GET_BUCKET_POLICY, "SlowDown", 503),
        (&operations::DESCRIBE_DB_INSTANCES, "Throttling", 400),
        (&operations::GET_ACCOUNT_SUMMARY, "Throttling", 400),
        (&operations::DESCRIBE_KEY, "ThrottlingException", 400),
        (&operations::DESCRIBE_KEY, "LimitExceededException", 400),
        (DescribeRegions::OPERATION, "RequestLimitExceeded", 503),
        (ListRegions::OPERATION, "TooManyRequestsException", 429),
    ] {
        assert_eq!(seen(operation, service(code, status)), throttled(operation.action), "{} {code}", operation.id);
    }
    let bare = SdkError::service_error(ErrorMetadata::builder().build(), response(503));
    assert_eq!(seen(&operations::HEAD_BUCKET, bare), throttled("s3:ListBucket"));
}

#[test]
fn a_disabled_region_says_so() {
    for code in [
        "InvalidClientTokenId",
        "UnrecognizedClientException",
        "OptInRequired",
        "AuthFailure",
        "RegionDisabledException",
    ] {
        let why = Unknown::RegionDisabled { region: "eu-west-1".to_owned() };
        assert_eq!(seen(&operations::DESCRIBE_DB_INSTANCES, service(code, 403)), Observed::Unknown(why), "{code}");
    }
}

#[test]
fn everything_else_stays_unknown_with_its_code() {
    let operation = &operations::GET_BUCKET_POLICY;
    for (error, code) in [
        (service("InternalError", 500), "InternalError"),
        (service("PermanentRedirect", 301), "PermanentRedirect"),
        (service("ExpiredToken", 400), "login-expired"),
        (service("ExpiredTokenException", 400), "login-expired"),
        (SdkError::service_error(ErrorMetadata::builder().build(), response(301)), "PermanentRedirect"),
        (SdkError::service_error(ErrorMetadata::builder().build(), response(500)), "http-500"),
        // A body that claims success and is none: a proxy's page, a truncated or an empty answer.
        (SdkError::service_error(ErrorMetadata::builder().build(), response(200)), "unreadable-answer"),
        (SdkError::response_error("garbage", response(200)), "unreadable-answer"),
        (SdkError::timeout_error("slow"), "timeout"),
        (SdkError::dispatch_failure(ConnectorError::timeout("slow".into())), "timeout"),
        (SdkError::dispatch_failure(ConnectorError::io("reset".into())), "unreachable"),
        (SdkError::dispatch_failure(ConnectorError::user("not recorded".into())), "not-in-recording"),
        (SdkError::dispatch_failure(ConnectorError::other("?".into(), None)), "not-sent"),
        (SdkError::dispatch_failure(ConnectorError::other(ClearText.into(), None)), "clear-text"),
        (SdkError::construction_failure("?"), "not-sent"),
    ] {
        assert_eq!(seen(operation, error), failed("s3:GetBucketPolicy", code), "{code}");
    }
}

#[test]
fn success_is_the_value() {
    let answer: Result<u8, Error> = Ok(7);
    assert_eq!(observe(&operations::GET_BUCKET_POLICY, "eu-west-1", answer), Observed::Value(7));
}
