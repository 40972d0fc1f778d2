//! What it means for a ledger that S3 did not do what it was asked.
//!
//! In: the error of an SDK call. Out: whether it is certain that nothing happened, and what a user can do.

use super::super::store::{Hint, StoreError};
use crate::aws::innermost;
use crate::aws::outcome::{DENIED, EXPIRED, THROTTLED};
use aws_credential_types::provider::error::CredentialsError;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_runtime_api::http::Response;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use std::error::Error;

/// Codes by which S3 says that it does not take the login. Source: "Error responses", Amazon S3 API Reference.
const NO_LOGIN: &[&str] = &["InvalidAccessKeyId", "InvalidToken", "SignatureDoesNotMatch", "TokenRefreshRequired"];

/// Codes of class 400 by which S3 says that the request did not arrive whole. Source: as above.
const ARRIVED_BROKEN: &[&str] = &["BadDigest", "IncompleteBody", "RequestTimeout", "XAmzContentChecksumMismatch"];

/// A call that failed.
#[derive(Clone, Debug)]
pub(super) struct Failure {
    /// AWS's code, if an answer came that has one.
    pub(super) code: Option<String>,
    /// HTTP status, if an answer came.
    pub(super) status: Option<u16>,
    /// Whether another attempt is worth it.
    pub(super) passing: bool,
    /// Whether there are no credentials to ask with.
    no_credentials: bool,
    /// What AWS or the system says, on one line.
    said: String,
}

impl Failure {
    /// Reads the error of a call.
    pub(super) fn read<E>(error: &SdkError<E, Response>) -> Self
    where
        E: ProvideErrorMetadata + Error + 'static,
    {
        let status = error.raw_response().map(|response| response.status().as_u16());
        let service = error.as_service_error();
        let code = service.and_then(ProvideErrorMetadata::code).map(str::to_owned);
        let no_credentials = has_cause::<CredentialsError>(error);
        let passing = match (&code, status) {
            (Some(code), Some(status)) => {
                status >= 500 || THROTTLED.contains(&code.as_str()) || ARRIVED_BROKEN.contains(&code.as_str())
            }
            // What claims success and cannot be read may be one.
            (None, Some(status)) => service.is_none() || !(300..500).contains(&status) || status == 429,
            // Nothing came: the request may still have arrived.
            (_, None) => !no_credentials && !matches!(error, SdkError::ConstructionFailure(_)),
        };
        let said = match (&code, service.and_then(ProvideErrorMetadata::message), status) {
            (Some(code), Some(message), _) => format!("{code}: {message}"),
            (Some(code), None, _) => code.clone(),
            (None, _, Some(status @ 300..)) if service.is_some() => format!("HTTP {status}"),
            (None, ..) => innermost(error),
        };
        Self { code, status, passing, no_credentials, said: said.lines().next().unwrap_or_default().to_owned() }
    }

    /// An answer that came, but is not whole.
    pub(super) fn unreadable(said: &str) -> Self {
        Self { code: None, status: Some(200), passing: true, no_credentials: false, said: said.to_owned() }
    }

    /// An answer that no further attempt makes better.
    pub(super) fn for_good(said: &str) -> Self {
        Self { passing: false, ..Self::unreadable(said) }
    }

    /// The same for a bucket that does not exist: HEAD says 404 and no more.
    pub(super) fn without_bucket(self) -> Self {
        Self { code: Some("NoSuchBucket".to_owned()), said: "NoSuchBucket".to_owned(), ..self }
    }

    /// Whether AWS said this code.
    pub(super) fn is(&self, code: &str) -> bool {
        self.code.as_deref() == Some(code)
    }

    /// Whether the identity may not do it. Answers to HEAD have no code.
    pub(super) fn is_denied(&self) -> bool {
        match &self.code {
            Some(code) => DENIED.contains(&code.as_str()),
            None => self.status == Some(403),
        }
    }

    /// Whether S3 says that Object Lock protects what should go.
    /// NOTE: the page on DeleteObject names no code for it; S3 answers 403 AccessDenied, "Access Denied because object protected
    /// by object lock." A missing permission says "is not authorized to perform: s3:DeleteObjectVersion".
    pub(super) fn names_object_lock(&self) -> bool {
        self.is_denied() && self.said.to_ascii_lowercase().contains("object lock")
    }

    /// Whether the request may have been carried out all the same, or still be on its way.
    pub(super) fn may_be_done(&self) -> bool {
        let code = self.code.as_deref().unwrap_or_default();
        self.passing && !THROTTLED.contains(&code) && !ARRIVED_BROKEN.contains(&code)
    }

    /// Whether another request for the same name got in between.
    pub(super) fn is_conflict(&self) -> bool {
        self.status == Some(409)
    }

    /// Whether the condition of a write did not hold.
    pub(super) fn is_unmet(&self) -> bool {
        self.status == Some(412)
    }

    /// Whether there is nothing to replace.
    pub(super) fn is_gone(&self) -> bool {
        self.status == Some(404) && !self.is("NoSuchBucket")
    }

    /// The error of the store. `actions`: what the call needs, where AWS does not say which permission is missing.
    pub(super) fn at(&self, place: String, actions: &str) -> StoreError {
        StoreError { place, cause: self.said.clone(), hint: self.hint(actions) }
    }

    /// The error of a write of which that is not known.
    pub(super) fn unsure_at(&self, place: String) -> StoreError {
        StoreError { place, cause: self.said.clone(), hint: Hint::Unsure }
    }

    fn hint(&self, actions: &str) -> Hint {
        let code = self.code.as_deref().unwrap_or_default();
        match () {
            () if self.no_credentials || EXPIRED.contains(&code) || NO_LOGIN.contains(&code) => Hint::Login,
            () if self.is_denied() => Hint::Action(denied_action(&self.said).unwrap_or(actions).to_owned()),
            () if code == "NoSuchBucket" => Hint::NoBucket,
            () if self.passing => Hint::Network,
            () => Hint::Cause,
        }
    }
}

/// The action that a denial names: with SSE-KMS it may be one of the key's (`kms:GenerateDataKey`).
/// NOTE: "Troubleshoot access denied (403 Forbidden) errors in Amazon S3", S3 User Guide: the message names the action, for requests
/// within one account or organisation.
fn denied_action(said: &str) -> Option<&str> {
    let (_, rest) = said.split_once("is not authorized to perform: ")?;
    let action = rest.split(|c: char| !(c.is_ascii_alphanumeric() || c == ':')).next()?;
    action.contains(':').then_some(action)
}

/// Whether an error of this type is among the causes.
fn has_cause<E: Error + 'static>(error: &(dyn Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.is::<E>() {
            return true;
        }
        cause = error.source();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn denied(said: &str) -> Failure {
        let code = Some("AccessDenied".to_owned());
        Failure { code, status: Some(403), passing: false, no_credentials: false, said: said.to_owned() }
    }

    #[test]
    fn a_denial_names_the_action_that_aws_names() {
        let said = "AccessDenied: User: arn:aws:sts::1:assumed-role/r/s is not authorized to perform: kms:GenerateDataKey on \
                    resource: arn:aws:kms:eu-central-1:1:key/2 because no identity-based policy allows it";
        assert_eq!(denied(said).hint("s3:PutObject"), Hint::Action("kms:GenerateDataKey".to_owned()));
        assert_eq!(denied("AccessDenied: Access Denied").hint("s3:PutObject"), Hint::Action("s3:PutObject".to_owned()));
    }

    #[test]
    fn a_lock_is_told_from_a_missing_permission_by_its_words() {
        assert!(denied("AccessDenied: Access Denied because object protected by object lock.").names_object_lock());
        assert!(!denied("AccessDenied: Access Denied").names_object_lock());
    }
}
