//! What the words of a TOM document promise that no account can keep, whatever it looks like.
//!
//! In: claims, rules, today's date. Out: [`Remark`]s on the document: repealed law, outdated terms, missing numbers, absolutes
//! that can only be refuted, hedges, a review that is overdue, claims that cannot both hold or say the same. Nothing here asks the account,
//! and no remark changes a verdict.

mod change;
mod contradiction;
mod phrase;
mod promise;
mod repetition;
mod term;

use super::{Claim, Claims};
use crate::rule::RuleSet;
use crate::text::{Lang, Text};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is wrong with the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RemarkKind {
    /// A law is cited that is no longer in force.
    RepealedLaw,
    /// A technique is named that is out of date.
    OutdatedTerm,
    /// A term says more, or something else, than the measure does.
    Misnomer,
    /// Another operator than AWS is named.
    OtherOperator,
    /// A measure is promised without the number by which it could be checked.
    NumberMissing,
    /// An absolute that can be refuted, but not confirmed.
    Absolute,
    /// A hedge: what remains is not a promise.
    Hedge,
    /// What is promised cannot be had on AWS as it is worded.
    Unachievable,
    /// Two claims that cannot both hold, or hold only just.
    Contradiction,
    /// Two claims that say the same.
    Repetition,
    /// The document is older than its own interval of review.
    ReviewOverdue,
    /// The document is another than the one that the claims were taken from.
    DocumentChanged,
}

impl RemarkKind {
    /// A heading for readers.
    pub fn word(self, lang: Lang) -> &'static str {
        match self {
            Self::RepealedLaw => lang.pick("überholtes Recht", "repealed law"),
            Self::OutdatedTerm => lang.pick("veralteter Begriff", "outdated term"),
            Self::Misnomer => lang.pick("unzutreffender Begriff", "misleading term"),
            Self::OtherOperator => lang.pick("anderer Betreiber", "other operator"),
            Self::NumberMissing => lang.pick("Zahl fehlt", "number missing"),
            Self::Absolute => lang.pick("nur widerlegbar", "can only be refuted"),
            Self::Hedge => lang.pick("Einschränkung", "hedge"),
            Self::Unachievable => lang.pick("so nicht erreichbar", "not achievable as worded"),
            Self::Contradiction => lang.pick("Widerspruch", "contradiction"),
            Self::Repetition => lang.pick("Wiederholung", "repetition"),
            Self::ReviewOverdue => lang.pick("Überprüfung überfällig", "review overdue"),
            Self::DocumentChanged => lang.pick("Dokument geändert", "document changed"),
        }
    }
}

/// A remark on the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// What is wrong.
    pub kind: RemarkKind,
    /// Indices of the claims concerned; none: the document as a whole.
    pub claims: Vec<usize>,
    /// Why it matters and what would be better.
    pub text: Text,
}

/// The remarks on a document, by the first claim concerned.
pub fn remarks(claims: &Claims, rules: &RuleSet, today: Date) -> Vec<Remark> {
    let mut all: Vec<Remark> = promise::overdue(&claims.document, today).into_iter().collect();
    all.extend(change::remark(&claims.document));
    all.extend(term::of_title(&claims.document));
    for (index, claim) in claims.claims.iter().enumerate() {
        let mut of_claim = term::remarks(claim);
        of_claim.extend(promise::number_missing(claim, rules));
        of_claim.extend(promise::absolute(claim, rules));
        of_claim.extend(promise::unachievable(claim));
        of_claim.extend(promise::administrators_only(claim));
        all.extend(of_claim.into_iter().map(|(kind, text)| Remark { kind, claims: vec![index], text }));
    }
    all.extend(contradiction::remarks(&claims.claims));
    all.extend(repetition::remarks(&claims.claims));
    all.sort_by(|a, b| (a.claims.first(), a.kind, &a.claims).cmp(&(b.claims.first(), b.kind, &b.claims)));
    all
}

/// What cannot both hold within one document.
pub fn contradictions(claims: &Claims) -> Vec<Remark> {
    contradiction::remarks(&claims.claims)
}

/// A claim of one document and one of another that cannot both hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// Index of the claim of the one.
    pub one: usize,
    /// Index of the claim of the other.
    pub other: usize,
    /// Why they cannot.
    pub text: Text,
}

/// What cannot hold in both of two documents.
pub fn clashes(ones: &Claims, others: &Claims) -> Vec<Clash> {
    let found = contradiction::across(&ones.claims, &others.claims).into_iter();
    found.map(|(one, other, text)| Clash { one, other, text }).collect()
}

/// A value that a claim states for a parameter of one of its rules.
fn stated<'c>(claim: &'c Claim, rule: &str, param: &str) -> Option<&'c serde_json::Value> {
    claim.params.iter().find(|(id, _)| id.0 == rule)?.1.get(param)
}

/// Whether a claim is tested by a rule.
fn tested_by(claim: &Claim, rule: &str) -> bool {
    claim.rules.iter().any(|id| id.0 == rule)
}
