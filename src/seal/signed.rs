//! Checking signed data (RFC 5652, 5.4 and 5.6): signatures of PDFs, and tokens of timestamp authorities.

use super::algorithm::{digest_by, is_signed, sha256_identifier};
use super::envelope::{
    CONTENT_TYPE, MESSAGE_DIGEST, SIGNED_DATA, SIGNING_CERTIFICATE_V2, SigningCertificate, enveloped,
};
use super::field::Ranges;
use crate::text::{Lang, Say};
use cms::cert::CertificateChoices;
use cms::content_info::ContentInfo;
use cms::signed_data::{SignedData, SignerIdentifier, SignerInfo};
use der::asn1::{ObjectIdentifier, OctetString};
use der::{Decode, Encode, Reader, SliceReader};
use jiff::Timestamp;
use ring::digest;
use x509_cert::Certificate;
use x509_cert::ext::pkix::{ExtendedKeyUsage, SubjectKeyIdentifier};

/// `id-kp-timeStamping` (RFC 3161, 2.3).
const TIME_STAMPING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.8");

/// Why a signature does not hold, or cannot be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsound {
    /// It cannot be read.
    Unreadable,
    /// It was made over other bytes.
    OtherContent,
    /// It was made with another key than the certificate's.
    OtherKey,
    /// It names another certificate than the one it carries.
    OtherCertificate,
    /// An algorithm that tomscan does not check.
    Unknown,
    /// The certificate may not be used for this.
    Purpose,
}

impl Say for Unsound {
    fn say(&self, lang: Lang) -> String {
        let text = match self {
            Self::Unreadable => lang.pick("sie ist nicht lesbar", "it cannot be read"),
            Self::OtherContent => lang.pick("sie gilt anderen Bytes", "it was made over other bytes"),
            Self::OtherKey => lang.pick("ein anderer Schlüssel hat signiert", "another key signed"),
            Self::OtherCertificate => {
                lang.pick("sie meint ein anderes Zertifikat", "it means another certificate than it carries")
            }
            Self::Unknown => lang.pick("tomscan kennt ihr Verfahren nicht", "tomscan does not know its algorithm"),
            Self::Purpose => {
                lang.pick("das Zertifikat ist dafür nicht bestimmt", "the certificate is not meant for this")
            }
        };
        text.to_owned()
    }
}

/// A signature that holds.
#[derive(Clone, Debug)]
pub(super) struct Signed {
    /// Whose it is.
    pub(super) certificate: Certificate,
    /// What it signs, if that is inside.
    pub(super) content: Option<Vec<u8>>,
    /// Whether the certificate is one of a timestamp authority.
    pub(super) may_stamp: bool,
}

impl Signed {
    /// Whether the certificate is valid at a point in time.
    pub(super) fn is_valid_at(&self, time: Timestamp) -> bool {
        let validity = &self.certificate.tbs_certificate.validity;
        let seconds = u64::try_from(time.as_second()).unwrap_or_default();
        let (from, to) =
            (validity.not_before.to_unix_duration().as_secs(), validity.not_after.to_unix_duration().as_secs());
        (from..=to).contains(&seconds)
    }
}

/// Checks signed data in DER, behind which zeros may stand, over the given bytes or over what it holds itself.
pub(super) fn check(data: &[u8], detached: Option<Ranges<'_>>) -> Result<Signed, Unsound> {
    let unreadable = |_| Unsound::Unreadable;
    let mut reader = SliceReader::new(data).map_err(unreadable)?;
    let outer = ContentInfo::decode(&mut reader).map_err(unreadable)?;
    let rest = reader.read_slice(reader.remaining_len()).map_err(unreadable)?;
    if outer.content_type != SIGNED_DATA || rest.iter().any(|byte| *byte != 0) {
        return Err(Unsound::Unreadable);
    }
    let signed: SignedData = outer.content.decode_as().map_err(unreadable)?;
    let inside = signed.encap_content_info.econtent.as_ref();
    let inside = inside.map(der::Any::decode_as::<OctetString>).transpose().map_err(unreadable)?;
    let inside = inside.map(OctetString::into_bytes);
    let [info] = signed.signer_infos.0.as_slice() else { return Err(Unsound::Unreadable) };
    let content = match (&inside, detached) {
        (Some(inside), None) => inside.clone(),
        (None, Some(ranges)) => ranges.concat(),
        _ => return Err(Unsound::Unreadable),
    };
    let certificate = certificate_of(&signed, info).ok_or(Unsound::OtherCertificate)?;
    // Nothing that no signature covers may differ in a signature of ours.
    if detached.is_some() && !is_ours(data, rest.len(), &signed, info) {
        return Err(Unsound::Unreadable);
    }
    check_attributes(info, &signed.encap_content_info.econtent_type, &content, &certificate)?;
    let may_stamp = may_stamp(&certificate);
    Ok(Signed { certificate, content: inside, may_stamp })
}

fn is_ours(data: &[u8], zeros: usize, signed: &SignedData, info: &SignerInfo) -> bool {
    let Some(certificates) = signed.certificates.clone() else { return false };
    let ours = enveloped(info.clone(), certificates);
    ours.is_ok_and(|ours| data.get(..data.len() - zeros) == Some(ours.as_slice()))
}

fn check_attributes(
    info: &SignerInfo,
    content_type: &ObjectIdentifier,
    content: &[u8],
    certificate: &Certificate,
) -> Result<(), Unsound> {
    let unreadable = |_| Unsound::Unreadable;
    let attributes = info.signed_attrs.as_ref().ok_or(Unsound::Unreadable)?;
    let one = |oid: ObjectIdentifier| {
        let attribute = attributes.iter().find(|attribute| attribute.oid == oid)?;
        attribute.values.as_slice().first()
    };
    let named: ObjectIdentifier = one(CONTENT_TYPE).ok_or(Unsound::Unreadable)?.decode_as().map_err(unreadable)?;
    let told: OctetString = one(MESSAGE_DIGEST).ok_or(Unsound::Unreadable)?.decode_as().map_err(unreadable)?;
    let algorithm = digest_by(&info.digest_alg).ok_or(Unsound::Unknown)?;
    if named != *content_type || told.as_bytes() != digest::digest(algorithm, content).as_ref() {
        return Err(Unsound::OtherContent);
    }
    if let Some(meant) = one(SIGNING_CERTIFICATE_V2) {
        let meant: SigningCertificate = meant.decode_as().map_err(unreadable)?;
        let first = meant.certificates.first().ok_or(Unsound::Unreadable)?;
        let algorithm = first.algorithm.clone().unwrap_or_else(sha256_identifier);
        let algorithm = digest_by(&algorithm).ok_or(Unsound::Unknown)?;
        let own = digest::digest(algorithm, &certificate.to_der().map_err(unreadable)?);
        if first.hash.as_bytes() != own.as_ref() {
            return Err(Unsound::OtherCertificate);
        }
    }
    let key = &certificate.tbs_certificate.subject_public_key_info;
    let message = attributes.to_der().map_err(unreadable)?;
    match is_signed(key, (&info.signature_algorithm, info.signature.as_bytes()), &info.digest_alg, &message) {
        Some(true) => Ok(()),
        Some(false) => Err(Unsound::OtherKey),
        None => Err(Unsound::Unknown),
    }
}

fn certificate_of(signed: &SignedData, info: &SignerInfo) -> Option<Certificate> {
    let certificates = signed.certificates.as_ref()?.0.iter().filter_map(|choice| match choice {
        CertificateChoices::Certificate(certificate) => Some(certificate),
        CertificateChoices::Other(_) => None,
    });
    let is_meant = |certificate: &&Certificate| match &info.sid {
        SignerIdentifier::IssuerAndSerialNumber(id) => {
            let own = &certificate.tbs_certificate;
            own.issuer == id.issuer && own.serial_number == id.serial_number
        }
        SignerIdentifier::SubjectKeyIdentifier(id) => key_id(certificate).as_ref() == Some(id),
    };
    certificates.into_iter().find(is_meant).cloned()
}

fn key_id(certificate: &Certificate) -> Option<SubjectKeyIdentifier> {
    certificate.tbs_certificate.get::<SubjectKeyIdentifier>().ok().flatten().map(|(_, id)| id)
}

fn may_stamp(certificate: &Certificate) -> bool {
    let usage = certificate.tbs_certificate.get::<ExtendedKeyUsage>().ok().flatten();
    usage.is_some_and(|(_, usage)| usage.0.contains(&TIME_STAMPING))
}
