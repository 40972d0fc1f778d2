//! The envelope of a signature: CMS signed data (RFC 5652) as PAdES wants it (ETSI EN 319 142-1), which OpenSSL and PDF readers
//! check.

use super::field::Ranges;
use super::{SealError, Signer};
use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{
    CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo, SignerInfos,
};
use der::asn1::{Any, ObjectIdentifier, OctetString, SetOfVec};
use der::{Encode, Sequence};
use sha2::{Digest, Sha256};
use x509_cert::Certificate;
use x509_cert::attr::Attribute;
use x509_cert::spki::AlgorithmIdentifierOwned;

pub(super) const DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");
pub(super) const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
pub(super) const CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
pub(super) const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
pub(super) const SIGNING_CERTIFICATE_V2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");

/// `SigningCertificateV2` (RFC 5035): which certificate was meant, so that nobody puts another one of the same key in its place.
#[derive(Clone, Debug, PartialEq, Eq, Sequence)]
pub(super) struct SigningCertificate {
    pub(super) certificates: Vec<CertificateId>,
    #[asn1(optional = "true")]
    policies: Option<Any>,
}

/// `ESSCertIDv2`.
#[derive(Clone, Debug, PartialEq, Eq, Sequence)]
pub(super) struct CertificateId {
    /// SHA-256 where it is not named.
    #[asn1(optional = "true")]
    pub(super) algorithm: Option<AlgorithmIdentifierOwned>,
    pub(super) hash: OctetString,
    #[asn1(optional = "true")]
    issuer: Option<Any>,
}

/// A detached signature over the stretches of a PDF, in DER.
pub(super) fn sign(
    ranges: Ranges<'_>,
    signer: &dyn Signer,
    certificates: &[Certificate],
) -> Result<Vec<u8>, SealError> {
    let unwritable = |error: der::Error| SealError::NotSigned(error.to_string());
    let own = certificates.first().ok_or(SealError::OtherKey)?;
    let attributes = signed_attributes(ranges, signer, own).map_err(unwritable)?;
    let signature = signer.sign(&attributes.to_der().map_err(unwritable)?)?;
    let info = SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer: own.tbs_certificate.issuer.clone(),
            serial_number: own.tbs_certificate.serial_number.clone(),
        }),
        digest_alg: signer.algorithm().digest_identifier(),
        signed_attrs: Some(attributes),
        signature_algorithm: signer.algorithm().signature_identifier(),
        signature: OctetString::new(signature).map_err(unwritable)?,
        unsigned_attrs: None,
    };
    signed_data(info, certificates).map_err(unwritable)
}

fn signed_attributes(
    ranges: Ranges<'_>,
    signer: &dyn Signer,
    certificate: &Certificate,
) -> der::Result<SetOfVec<Attribute>> {
    let digest = signer.algorithm().digest(&ranges.concat());
    let id = CertificateId {
        algorithm: None,
        hash: OctetString::new(Sha256::digest(certificate.to_der()?).as_slice())?,
        issuer: None,
    };
    let meant = SigningCertificate { certificates: vec![id], policies: None };
    SetOfVec::try_from(vec![
        attribute(CONTENT_TYPE, &DATA)?,
        attribute(MESSAGE_DIGEST, &OctetString::new(digest)?)?,
        attribute(SIGNING_CERTIFICATE_V2, &meant)?,
    ])
}

fn attribute(oid: ObjectIdentifier, value: &(impl der::EncodeValue + der::Tagged)) -> der::Result<Attribute> {
    Ok(Attribute { oid, values: SetOfVec::try_from(vec![Any::encode_from(value)?])? })
}

fn signed_data(info: SignerInfo, certificates: &[Certificate]) -> der::Result<Vec<u8>> {
    let choices = certificates.iter().cloned().map(CertificateChoices::Certificate).collect::<Vec<_>>();
    enveloped(info, CertificateSet(SetOfVec::try_from(choices)?))
}

/// The envelope around what is signed: all of it follows from that.
pub(super) fn enveloped(info: SignerInfo, certificates: CertificateSet) -> der::Result<Vec<u8>> {
    let info = SignerInfo { version: CmsVersion::V1, unsigned_attrs: None, ..info };
    let signed = SignedData {
        version: CmsVersion::V1,
        digest_algorithms: SetOfVec::try_from(vec![info.digest_alg.clone()])?,
        encap_content_info: EncapsulatedContentInfo { econtent_type: DATA, econtent: None },
        certificates: Some(certificates),
        crls: None,
        signer_infos: SignerInfos(SetOfVec::try_from(vec![info])?),
    };
    ContentInfo { content_type: SIGNED_DATA, content: Any::encode_from(&signed)? }.to_der()
}
