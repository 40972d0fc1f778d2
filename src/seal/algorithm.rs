//! Ways to sign, by the names that ASN.1 has for them (RFC 3279, 4055, 5754, 5758).

use der::asn1::{Any, ObjectIdentifier};
use der::{Decode, Encode};
use ring::digest;
use ring::signature::{self, VerificationAlgorithm};
use x509_cert::spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};

const EC_PUBLIC_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
const P384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.34");
const ECDSA_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2");
const ECDSA_SHA384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.3");
const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const RSA_PSS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.10");
const RSA_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.11");
const RSA_SHA384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.12");
const RSA_SHA512: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.13");
const SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
const SHA384: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.2");
const SHA512: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.3");

/// How tomscan signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// ECDSA on P-256 with SHA-256.
    EcdsaP256,
    /// ECDSA on P-384 with SHA-384.
    EcdsaP384,
    /// RSA with PKCS #1 v1.5 padding and SHA-256.
    Rsa,
}

impl Algorithm {
    /// The one that a public key is for; `None`: tomscan cannot sign with it.
    pub fn of_key(key: &SubjectPublicKeyInfoOwned) -> Option<Self> {
        if key.algorithm.oid == RSA {
            return Some(Self::Rsa);
        }
        match curve(key)? {
            P256 => Some(Self::EcdsaP256),
            P384 => Some(Self::EcdsaP384),
            _ => None,
        }
    }

    /// The digest that is signed.
    pub fn digest(self, bytes: &[u8]) -> Vec<u8> {
        let algorithm = if self == Self::EcdsaP384 { &digest::SHA384 } else { &digest::SHA256 };
        digest::digest(algorithm, bytes).as_ref().to_vec()
    }

    pub(super) fn digest_identifier(self) -> AlgorithmIdentifierOwned {
        let oid = if self == Self::EcdsaP384 { SHA384 } else { SHA256 };
        AlgorithmIdentifierOwned { oid, parameters: None }
    }

    pub(super) fn signature_identifier(self) -> AlgorithmIdentifierOwned {
        match self {
            Self::EcdsaP256 => AlgorithmIdentifierOwned { oid: ECDSA_SHA256, parameters: None },
            Self::EcdsaP384 => AlgorithmIdentifierOwned { oid: ECDSA_SHA384, parameters: None },
            Self::Rsa => AlgorithmIdentifierOwned { oid: RSA_SHA256, parameters: Some(Any::null()) },
        }
    }
}

/// SHA-256, as an algorithm identifier.
pub(super) fn sha256_identifier() -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned { oid: SHA256, parameters: None }
}

/// The digest that an identifier names; `None`: an algorithm that tomscan does not know, or that nobody should trust any more.
pub(super) fn digest_by(identifier: &AlgorithmIdentifierOwned) -> Option<&'static digest::Algorithm> {
    match identifier.oid {
        SHA256 => Some(&digest::SHA256),
        SHA384 => Some(&digest::SHA384),
        SHA512 => Some(&digest::SHA512),
        _ => None,
    }
}

/// How a signature is checked that names these algorithms; `None`: not by tomscan.
fn check_of(
    key: &SubjectPublicKeyInfoOwned,
    signature: &AlgorithmIdentifierOwned,
    digest: &AlgorithmIdentifierOwned,
) -> Option<&'static dyn VerificationAlgorithm> {
    match (signature.oid, curve(key)) {
        (ECDSA_SHA256, Some(P256)) => return Some(&signature::ECDSA_P256_SHA256_ASN1),
        (ECDSA_SHA384, Some(P256)) => return Some(&signature::ECDSA_P256_SHA384_ASN1),
        (ECDSA_SHA256, Some(P384)) => return Some(&signature::ECDSA_P384_SHA256_ASN1),
        (ECDSA_SHA384, Some(P384)) => return Some(&signature::ECDSA_P384_SHA384_ASN1),
        _ if key.algorithm.oid != RSA => return None,
        _ => {}
    }
    match (signature.oid, digest.oid) {
        (RSA_SHA256 | RSA, SHA256) => Some(&signature::RSA_PKCS1_2048_8192_SHA256),
        (RSA_SHA384 | RSA, SHA384) => Some(&signature::RSA_PKCS1_2048_8192_SHA384),
        (RSA_SHA512 | RSA, SHA512) => Some(&signature::RSA_PKCS1_2048_8192_SHA512),
        (RSA_PSS, SHA256) => Some(&signature::RSA_PSS_2048_8192_SHA256),
        (RSA_PSS, SHA384) => Some(&signature::RSA_PSS_2048_8192_SHA384),
        (RSA_PSS, SHA512) => Some(&signature::RSA_PSS_2048_8192_SHA512),
        _ => None,
    }
}

/// Whether a signature is that of a key; `None`: tomscan cannot check it.
pub(super) fn is_signed(
    key: &SubjectPublicKeyInfoOwned,
    signature: (&AlgorithmIdentifierOwned, &[u8]),
    digest: &AlgorithmIdentifierOwned,
    message: &[u8],
) -> Option<bool> {
    let check = check_of(key, signature.0, digest)?;
    let public = signature::UnparsedPublicKey::new(check, key.subject_public_key.raw_bytes());
    Some(public.verify(message, signature.1).is_ok())
}

fn curve(key: &SubjectPublicKeyInfoOwned) -> Option<ObjectIdentifier> {
    if key.algorithm.oid != EC_PUBLIC_KEY {
        return None;
    }
    let parameters = key.algorithm.parameters.as_ref()?.to_der().ok()?;
    ObjectIdentifier::from_der(&parameters).ok()
}

/// A public key on P-256 or P-384, or of RSA, as certificates carry it.
pub(super) fn public_key(algorithm: Algorithm, bits: &[u8]) -> der::Result<SubjectPublicKeyInfoOwned> {
    let identifier = match algorithm {
        Algorithm::EcdsaP256 => {
            AlgorithmIdentifierOwned { oid: EC_PUBLIC_KEY, parameters: Some(Any::encode_from(&P256)?) }
        }
        Algorithm::EcdsaP384 => {
            AlgorithmIdentifierOwned { oid: EC_PUBLIC_KEY, parameters: Some(Any::encode_from(&P384)?) }
        }
        Algorithm::Rsa => AlgorithmIdentifierOwned { oid: RSA, parameters: Some(Any::null()) },
    };
    Ok(SubjectPublicKeyInfoOwned { algorithm: identifier, subject_public_key: der::asn1::BitString::from_bytes(bits)? })
}
