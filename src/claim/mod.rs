//! What is claimed: the TOM document as data.
//!
//! In: a claims file (`tom.toml`), or the built-in general set. Out: [`Claims`] with every parameter checked against the
//! rules, or every mistake in the file.

mod document;
mod family;
mod load;
pub mod schema;
pub mod wording;

pub use document::DocumentFile;
pub use family::{Family, Goal};
pub use load::{general, load};

use crate::rule::{Condition, RuleId};
use crate::text::Lang;
use jiff::civil::Date;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A claims file.
#[derive(Clone, Debug)]
pub struct Claims {
    /// Where the claims come from.
    pub origin: Origin,
    /// SHA-256 of the claims file, in hex.
    pub hash: String,
    /// The claims file's text.
    pub text: String,
    /// The TOM document.
    pub document: Document,
    /// What it speaks of.
    pub scope: Scope,
    /// Its claims, in its order.
    pub claims: Vec<Claim>,
    /// What people confirm.
    pub attestations: Vec<Attestation>,
    /// Deviations that are accepted for a time.
    pub waivers: Vec<Waiver>,
}

impl Claims {
    /// The claims file's path for messages.
    pub fn file(&self) -> &str {
        match &self.origin {
            Origin::File(path) => path,
            Origin::BuiltIn => "general",
        }
    }
}

/// Where claims come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A file, by the path that the user named.
    File(String),
    /// The general set inside the binary.
    BuiltIn,
}

/// The TOM document itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// Whose measures it states: controller or processor.
    pub party: String,
    /// Its version or date, as printed on it.
    pub version: String,
    /// Its language, which is the report's unless `--lang` says otherwise.
    pub language: Lang,
    /// The document as a file.
    pub file: Option<DocumentFile>,
    /// The day from which it speaks.
    pub date: Option<Date>,
    /// Every how many months it says that it is reviewed.
    pub review_months: Option<i64>,
}

/// What the document speaks of.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// Account ids; another account is refused. Empty: any.
    pub accounts: Vec<String>,
    /// Region codes; empty: every enabled region. Residency rules look at every enabled region regardless.
    pub regions: Vec<String>,
    /// Which resources, as a CEL condition over name, region and tags.
    pub select: Option<Arc<Condition>>,
}

/// One statement of the document.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Its number or name, unique in the file.
    pub id: String,
    /// Its words.
    pub words: String,
    /// Where it stands in the document.
    pub place: Option<String>,
    /// The kind of measure.
    pub family: Family,
    /// The rules that test it, folders resolved. Empty: organisational, a person attests it.
    pub rules: Vec<RuleId>,
    /// Parameters that the document states, per rule.
    pub params: BTreeMap<RuleId, BTreeMap<String, Value>>,
    /// Line in the claims file, from 1.
    pub line: usize,
}

/// A person's word for an organisational claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attestation {
    /// Id of the claim.
    pub claim: String,
    /// Who says so.
    pub by: String,
    /// When it was said.
    pub on: Date,
    /// The last day on which it counts.
    pub until: Date,
    /// What shows it.
    pub evidence: String,
}

/// A deviation that somebody accepts for a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// The rule.
    pub rule: RuleId,
    /// The resource, by name or ARN.
    pub resource: String,
    /// Why.
    pub reason: String,
    /// Who answers for it.
    pub owner: String,
    /// The last day on which it counts.
    pub until: Date,
    /// Line in the claims file, from 1.
    pub line: usize,
}
