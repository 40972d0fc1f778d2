//! Keys that sign: a file here; AWS KMS where AWS is reached.

use super::SealError;
use super::algorithm::{Algorithm, public_key};
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair,
};
use x509_cert::spki::SubjectPublicKeyInfoOwned;

/// Something that signs with one key.
pub trait Signer {
    /// How it signs.
    fn algorithm(&self) -> Algorithm;
    /// Its public key.
    fn public_key(&self) -> &SubjectPublicKeyInfoOwned;
    /// Signs a message: ECDSA signatures in DER (RFC 3279, 2.2.3).
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SealError>;
}

/// A private key from a file.
#[derive(Debug)]
pub struct KeyFile {
    algorithm: Algorithm,
    public_key: SubjectPublicKeyInfoOwned,
    pair: Pair,
}

#[derive(Debug)]
enum Pair {
    Ecdsa(Box<EcdsaKeyPair>),
    Rsa(Box<RsaKeyPair>),
}

impl KeyFile {
    /// Reads a private key in PKCS #8, PEM.
    pub fn read(pem: &[u8]) -> Result<Self, SealError> {
        let (label, key) = der::pem::decode_vec(pem).map_err(|error| SealError::NotAKey(error.to_string()))?;
        if label != "PRIVATE KEY" {
            return Err(SealError::NotAKey(label.to_owned()));
        }
        let random = SystemRandom::new();
        let ecdsa = |algorithm| EcdsaKeyPair::from_pkcs8(algorithm, &key, &random).ok();
        let (algorithm, pair) = if let Some(pair) = ecdsa(&ECDSA_P256_SHA256_ASN1_SIGNING) {
            (Algorithm::EcdsaP256, Pair::Ecdsa(Box::new(pair)))
        } else if let Some(pair) = ecdsa(&ECDSA_P384_SHA384_ASN1_SIGNING) {
            (Algorithm::EcdsaP384, Pair::Ecdsa(Box::new(pair)))
        } else {
            let pair = RsaKeyPair::from_pkcs8(&key).map_err(|error| SealError::KindOfKey(error.to_string()))?;
            (Algorithm::Rsa, Pair::Rsa(Box::new(pair)))
        };
        let bits = match &pair {
            Pair::Ecdsa(pair) => pair.public_key().as_ref(),
            Pair::Rsa(pair) => pair.public_key().as_ref(),
        };
        let public_key = public_key(algorithm, bits).map_err(|error| SealError::NotAKey(error.to_string()))?;
        Ok(Self { algorithm, public_key, pair })
    }
}

impl Signer for KeyFile {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    fn public_key(&self) -> &SubjectPublicKeyInfoOwned {
        &self.public_key
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SealError> {
        let random = SystemRandom::new();
        let failed = |_| SealError::NotSigned("ring".to_owned());
        match &self.pair {
            Pair::Ecdsa(pair) => Ok(pair.sign(&random, message).map_err(failed)?.as_ref().to_vec()),
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public().modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature).map_err(failed)?;
                Ok(signature)
            }
        }
    }
}
