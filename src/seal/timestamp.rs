//! Timestamps of an authority (RFC 3161): what is asked, and what is taken for an answer. Only a hash leaves the machine.

use super::SealError;
use super::algorithm::sha256_identifier;
use super::signed::{self, Signed};
use cms::content_info::ContentInfo;
use der::asn1::{Any, Int, ObjectIdentifier, OctetString};
use der::{Decode, Encode, Sequence};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};
use x509_cert::ext::Extensions;
use x509_cert::spki::AlgorithmIdentifier;
use x509_tsp::{Accuracy, MessageImprint, TimeStampReq, TimeStampResp, TspVersion};

/// Media type of a request (RFC 3161, 3.4).
pub const REQUEST_TYPE: &str = "application/timestamp-query";

/// A question that was asked.
pub(super) struct Asked {
    digest: Vec<u8>,
    nonce: Int,
    request: Vec<u8>,
}

impl Asked {
    /// For the SHA-256 of these bytes.
    pub(super) fn of(bytes: &[u8]) -> Result<Self, SealError> {
        let mut nonce = [0; 8];
        getrandom::fill(&mut nonce).map_err(|error| SealError::NoTimestamp(error.to_string()))?;
        // Positive, and without a leading zero, which DER forbids.
        nonce[0] = nonce[0] & 0x7f | 0x40;
        let digest = Sha256::digest(bytes).to_vec();
        let failed = |error: der::Error| SealError::NoTimestamp(error.to_string());
        let nonce = Int::new(&nonce).map_err(failed)?;
        let request = TimeStampReq {
            version: TspVersion::V1,
            message_imprint: MessageImprint {
                hash_algorithm: AlgorithmIdentifier { oid: sha256_identifier().oid, parameters: Some(Any::null()) },
                hashed_message: OctetString::new(digest.as_slice()).map_err(failed)?,
            },
            req_policy: None,
            nonce: Some(nonce.clone()),
            cert_req: true,
            extensions: None,
        };
        Ok(Self { digest, nonce, request: request.to_der().map_err(failed)? })
    }

    /// The request in DER.
    pub(super) fn request(&self) -> &[u8] {
        &self.request
    }

    /// The token of a response, if it is one for what was asked and its signature holds.
    pub(super) fn token(&self, response: &[u8]) -> Result<Vec<u8>, SealError> {
        let no = |why: &str| SealError::NoTimestamp(why.to_owned());
        let response = TimeStampResp::from_der(response).map_err(|error| SealError::NoTimestamp(error.to_string()))?;
        // `granted` and `grantedWithMods` (RFC 3161, 2.4.2).
        let status = response.status.status;
        if status as u8 > 1 {
            return Err(SealError::NoTimestamp(format!("{status:?}")));
        }
        let token: ContentInfo = response.time_stamp_token.ok_or_else(|| no("no token"))?;
        let token = token.to_der().map_err(|error| SealError::NoTimestamp(error.to_string()))?;
        let stamped = Stamped::read(&token).map_err(|unsound| SealError::NoTimestamp(format!("{unsound:?}")))?;
        if stamped.digest != self.digest || stamped.nonce.as_ref() != Some(&self.nonce) {
            return Err(no("the token is that of another request"));
        }
        Ok(token)
    }
}

/// `TSTInfo` (RFC 3161, 2.4.2), whose time may have fractions of a second: `GeneralizedTime` of `der` takes none.
#[derive(Clone, Debug, PartialEq, Eq, Sequence)]
struct Info {
    version: u8,
    policy: ObjectIdentifier,
    imprint: MessageImprint,
    serial: Int,
    time: Any,
    #[asn1(optional = "true")]
    accuracy: Option<Accuracy>,
    #[asn1(default = "Default::default")]
    ordering: bool,
    #[asn1(optional = "true")]
    nonce: Option<Int>,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT", optional = "true")]
    authority: Option<Any>,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", optional = "true")]
    extensions: Option<Extensions>,
}

impl Info {
    fn time(&self) -> Option<Timestamp> {
        let text = std::str::from_utf8(self.time.value()).ok()?.strip_suffix('Z')?;
        let format = if text.contains('.') { "%Y%m%d%H%M%S%.f" } else { "%Y%m%d%H%M%S" };
        Some(DateTime::strptime(format, text).ok()?.to_zoned(TimeZone::UTC).ok()?.timestamp())
    }
}

/// A token whose signature holds.
pub(super) struct Stamped {
    /// When (UTC).
    pub(super) time: Timestamp,
    /// SHA-256 of what was stamped.
    pub(super) digest: Vec<u8>,
    nonce: Option<Int>,
    /// Who says so.
    pub(super) by: Signed,
}

impl Stamped {
    /// Reads a token. Whom to trust is for people to judge: the certificate is only looked at for its purpose.
    pub(super) fn read(token: &[u8]) -> Result<Self, signed::Unsound> {
        let by = signed::check(token, None)?;
        let unreadable = |_| signed::Unsound::Unreadable;
        let info = Info::from_der(by.content.as_deref().unwrap_or_default()).map_err(unreadable)?;
        let time = info.time().ok_or(signed::Unsound::Unreadable)?;
        let imprint = info.imprint;
        if imprint.hash_algorithm.oid != sha256_identifier().oid {
            return Err(signed::Unsound::Unknown);
        }
        if !by.may_stamp {
            return Err(signed::Unsound::Purpose);
        }
        Ok(Self { time, digest: imprint.hashed_message.as_bytes().to_vec(), nonce: info.nonce, by })
    }
}
