//! The PDF of a review, sealed, signed and stamped as the command line asks.

use super::Ended;
use crate::cli::ReviewArgs;
use crate::run::pdf::undone;
use std::path::Path;
use tomscan::input::{self, Sort};
use tomscan::ledger::Ledger;
use tomscan::review::Review;
use tomscan::review::paper::paper;
use tomscan::review::pdf::{Content, pdf};
use tomscan::seal::{self, Certificate, Head, KeyFile, KmsKey, Signer, Yardstick};
use tomscan::text::{Lang, Say};
use tomscan::{clock, say};

/// What vouches for a PDF.
pub(super) struct Seal {
    signer: Option<Box<dyn Signer>>,
    certificates: Vec<Certificate>,
    authority: Option<String>,
}

impl Seal {
    /// Finds the key and the certificates that the command line names.
    pub(super) fn prepare(args: &ReviewArgs, lang: Lang) -> Result<Self, Ended> {
        let signer = args.sign.as_deref().map(|key| signer(key, args, lang)).transpose()?;
        let certificates = match &args.certificate {
            Some(path) => seal::chain(&read(path, Sort::Certificates, lang)?).map_err(|error| undone(&error, lang))?,
            None => Vec::new(),
        };
        Ok(Self { signer, certificates, authority: args.tsa.clone() })
    }

    /// The PDF.
    pub(super) fn pdf(&self, review: &Review, ledger: &Ledger, lang: Lang) -> Result<Vec<u8>, Ended> {
        let files = review.evidence(ledger, lang).map_err(|error| crate::run::ledger::failed(&error, lang))?;
        let (run, version) = (review.ledger.run, &review.tomscan);
        let hash = review.ledger.sha256.get(..16).unwrap_or_default();
        let foot = say!(
            lang,
            "tomscan {version} · Prüfbuch bis Lauf {run} ({hash}…)",
            "tomscan {version} · ledger up to run {run} ({hash}…)"
        );
        let content = Content {
            blocks: &paper(review, lang),
            lang,
            made: review.made,
            about: &review.ledger.id,
            foot: &foot,
            files: &files,
        };
        let pages = pdf(content).map_err(|error| undone(&error.into(), lang))?;
        let yardstick = Yardstick {
            claims: review.claims_hashes().into_iter().collect(),
            rules: review.rules_hashes().into_iter().collect(),
            ledger: Some(Head {
                id: review.ledger.id.clone(),
                run: review.ledger.run,
                sha256: review.ledger.sha256.clone(),
            }),
        };
        let mut sealed = seal::seal(&pages, &files, yardstick, review.made).map_err(|error| undone(&error, lang))?;
        if let Some(signer) = &self.signer {
            sealed = seal::sign(&sealed, &**signer, &self.certificates, clock::now())
                .map_err(|error| undone(&error, lang))?;
        }
        if let Some(url) = &self.authority {
            sealed = seal::stamp(&sealed, |request| seal::ask(url, request)).map_err(|error| undone(&error, lang))?;
        }
        Ok(sealed)
    }
}

fn signer(key: &str, args: &ReviewArgs, lang: Lang) -> Result<Box<dyn Signer>, Ended> {
    if KmsKey::is_named_by(key) {
        let profile = args.sign_profile.as_deref().or(args.place.ledger_profile.as_deref());
        return Ok(Box::new(KmsKey::open(key, profile, lang).map_err(|error| undone(&error, lang))?));
    }
    let key = read(Path::new(key), Sort::Key, lang)?;
    Ok(Box::new(KeyFile::read(&key).map_err(|error| undone(&error, lang))?))
}

/// Reads a key or certificates.
pub(super) fn read(path: &Path, sort: Sort, lang: Lang) -> Result<Vec<u8>, Ended> {
    input::read(path, sort).map_err(|error| {
        let (path, error) = (path.display(), error.say(lang));
        let message = say!(
            lang,
            "nichts geprüft: {path} ist nicht lesbar: {error}",
            "nothing was reviewed: {path} cannot be read: {error}"
        );
        Ended::With(crate::exit::Exit::Usage, message)
    })
}
