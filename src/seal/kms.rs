//! Keys that never leave AWS KMS. This is the one write that tomscan asks of AWS beside the ledger's: `kms:Sign`, of one key, when
//! somebody types its name.

use super::{Algorithm, PublicKey, SealError, Signer};
use crate::aws::{direct, innermost};
use crate::text::{Lang, Say};
use aws_sdk_kms::Client;
use aws_sdk_kms::config::Region;
use aws_sdk_kms::primitives::Blob;
use aws_sdk_kms::types::{MessageType, SigningAlgorithmSpec};
use der::Decode;
use tokio::runtime::{Builder, Runtime};

/// An asymmetric key of KMS. Its functions wait: they must not be called from within a runtime.
#[derive(Debug)]
pub struct KmsKey {
    client: Client,
    id: String,
    algorithm: Algorithm,
    public_key: PublicKey,
    runtime: Runtime,
}

impl KmsKey {
    /// Whether a text names a key of KMS rather than a file: an ARN or an alias ("KeyId" of `Sign`, AWS KMS API Reference).
    pub fn is_named_by(text: &str) -> bool {
        text.starts_with("arn:") || text.starts_with("alias/")
    }

    /// Logs in, with a profile of its own if there is one, and asks for the public half of the key. An ARN names its region.
    pub fn open(key: &str, profile: Option<&str>, lang: Lang) -> Result<Self, SealError> {
        let failed = |why: String| SealError::NotSigned(why);
        let runtime = Builder::new_current_thread().enable_all().build().map_err(|error| failed(error.to_string()))?;
        let config = runtime.block_on(direct(profile)).map_err(|error| failed(error.say(lang)))?;
        let mut builder = aws_sdk_kms::config::Builder::from(&config);
        if let Some(region) = key.split(':').nth(3).filter(|region| !region.is_empty()) {
            builder = builder.region(Region::new(region.to_owned()));
        }
        let client = Client::from_conf(builder.build());
        let answer = runtime.block_on(client.get_public_key().key_id(key).send());
        let answer = answer.map_err(|error| failed(format!("kms:GetPublicKey: {}", innermost(&error))))?;
        let der = answer.public_key.map(Blob::into_inner).unwrap_or_default();
        let public_key = PublicKey::from_der(&der).map_err(|error| failed(format!("kms:GetPublicKey: {error}")))?;
        let kind = || SealError::KindOfKey(answer.key_spec.map_or_else(String::new, |spec| spec.to_string()));
        let algorithm = Algorithm::of_key(&public_key).ok_or_else(kind)?;
        Ok(Self { client, id: key.to_owned(), algorithm, public_key, runtime })
    }
}

impl Signer for KmsKey {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    fn public_key(&self) -> &PublicKey {
        &self.public_key
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SealError> {
        let algorithm = match self.algorithm {
            Algorithm::EcdsaP256 => SigningAlgorithmSpec::EcdsaSha256,
            Algorithm::EcdsaP384 => SigningAlgorithmSpec::EcdsaSha384,
            Algorithm::Rsa => SigningAlgorithmSpec::RsassaPkcs1V15Sha256,
        };
        // KMS hashes messages of up to 4,096 bytes itself; a certificate and the attributes of a signature are shorter.
        let message = Blob::new(message);
        let call = self.client.sign().key_id(&self.id).message(message).message_type(MessageType::Raw);
        let answer = self.runtime.block_on(call.signing_algorithm(algorithm).send());
        let answer = answer.map_err(|error| SealError::NotSigned(format!("kms:Sign: {}", innermost(&error))))?;
        answer.signature.map(Blob::into_inner).ok_or_else(|| SealError::NotSigned("kms:Sign".to_owned()))
    }
}
