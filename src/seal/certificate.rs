//! The certificate that a signature carries: one that was issued for the key, or one that the key issues for itself.

use super::{SealError, Signer};
use der::asn1::{BitString, GeneralizedTime, OctetString};
use der::{DateTime, Decode, Encode};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::str::FromStr;
use x509_cert::Certificate;
use x509_cert::certificate::{TbsCertificate, Version};
use x509_cert::ext::pkix::{BasicConstraints, KeyUsage, KeyUsages, SubjectKeyIdentifier};
use x509_cert::ext::{AsExtension, Extension};
use x509_cert::name::Name;
use x509_cert::serial_number::SerialNumber;
use x509_cert::spki::SubjectPublicKeyInfoOwned;
use x509_cert::time::{Time, Validity};

/// SHA-256 of a public key in DER, in hex: what `openssl pkey -pubin -outform DER | sha256sum` prints.
pub fn fingerprint(key: &SubjectPublicKeyInfoOwned) -> String {
    crate::sha256(&key.to_der().unwrap_or_default())
}

/// Certificates from PEM, the signer's first.
pub fn chain(pem: &[u8]) -> Result<Vec<Certificate>, SealError> {
    let chain = Certificate::load_pem_chain(pem).map_err(|error| SealError::Certificates(error.to_string()))?;
    if chain.is_empty() { Err(SealError::Certificates("PEM".to_owned())) } else { Ok(chain) }
}

/// A public key from PEM, bare or in a certificate.
pub fn public_key(pem: &[u8]) -> Result<SubjectPublicKeyInfoOwned, SealError> {
    let certificate = b"-----BEGIN CERTIFICATE-----";
    if pem.windows(certificate.len()).any(|window| window == certificate) {
        return Ok(chain(pem)?.swap_remove(0).tbs_certificate.subject_public_key_info);
    }
    let (_, key) = der::pem::decode_vec(pem).map_err(|error| SealError::Certificates(error.to_string()))?;
    SubjectPublicKeyInfoOwned::from_der(&key).map_err(|error| SealError::Certificates(error.to_string()))
}

/// A certificate by which the key vouches for itself: whoever verifies must know the key.
pub(super) fn self_signed(signer: &dyn Signer, now: Timestamp) -> Result<Certificate, SealError> {
    let unwritable = |error: der::Error| SealError::Certificates(error.to_string());
    let key = signer.public_key().clone();
    let fingerprint = Sha256::digest(key.to_der().map_err(unwritable)?);
    let half = fingerprint.get(..16).unwrap_or_default();
    let short = crate::hex(fingerprint.get(..8).unwrap_or_default());
    let name = Name::from_str(&format!("CN=tomscan {short}")).map_err(unwritable)?;
    let signature = signer.algorithm().signature_identifier();
    let tbs_certificate = TbsCertificate {
        version: Version::V3,
        // Positive, as RFC 5280, 4.1.2.2 asks.
        serial_number: SerialNumber::new(&[&[1], half].concat()).map_err(unwritable)?,
        signature: signature.clone(),
        issuer: name.clone(),
        validity: Validity { not_before: Time::UtcTime(utc(now)?), not_after: endless().map_err(unwritable)? },
        subject: name.clone(),
        subject_public_key_info: key,
        issuer_unique_id: None,
        subject_unique_id: None,
        extensions: Some(extensions(&name, half).map_err(unwritable)?),
    };
    let signed = signer.sign(&tbs_certificate.to_der().map_err(unwritable)?)?;
    let signature_bits = BitString::from_bytes(&signed).map_err(unwritable)?;
    Ok(Certificate { tbs_certificate, signature_algorithm: signature, signature: signature_bits })
}

fn extensions(name: &Name, key_id: &[u8]) -> der::Result<Vec<Extension>> {
    let mut extensions = Vec::new();
    let constraints = BasicConstraints { ca: false, path_len_constraint: None };
    extensions.push(constraints.to_extension(name, &extensions)?);
    let usage = KeyUsage(KeyUsages::DigitalSignature | KeyUsages::NonRepudiation);
    extensions.push(usage.to_extension(name, &extensions)?);
    let key_id = SubjectKeyIdentifier(OctetString::new(key_id)?);
    extensions.push(key_id.to_extension(name, &extensions)?);
    Ok(extensions)
}

fn utc(time: Timestamp) -> Result<der::asn1::UtcTime, SealError> {
    let seconds = u64::try_from(time.as_second()).unwrap_or_default();
    der::asn1::UtcTime::from_unix_duration(std::time::Duration::from_secs(seconds))
        .map_err(|error| SealError::Certificates(error.to_string()))
}

/// A certificate without an end of its own (RFC 5280, 4.1.2.5).
fn endless() -> der::Result<Time> {
    Ok(Time::GeneralTime(GeneralizedTime::from_date_time(DateTime::new(9999, 12, 31, 23, 59, 59)?)))
}

/// The certificates of a signature: those given, if the first is the key's; else one of the key's own.
pub(super) fn certificates(
    signer: &dyn Signer,
    given: &[Certificate],
    now: Timestamp,
) -> Result<Vec<Certificate>, SealError> {
    let Some(first) = given.first() else { return Ok(vec![self_signed(signer, now)?]) };
    if first.tbs_certificate.subject_public_key_info != *signer.public_key() {
        return Err(SealError::OtherKey);
    }
    Ok(given.to_vec())
}
