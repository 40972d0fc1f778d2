//! What is taken of the report of one account.
//!
//! In: the report of this run, or one that was kept as JSON. Out: [`AccountV1`], the same from both. Of a kept report findings are
//! read over, not held.

use super::v1::{AccountClaim, AccountV1, ClaimV1, Head, Requests};
use crate::claim::Family;
use crate::evaluate::{Counts, Judged, Verdict};
use crate::fact::Caller;
use crate::report::json::{Document, document};
use crate::report::{Report, missing_actions};
use crate::text::Lang;
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::collections::{BTreeMap, BTreeSet};

/// A kept report (JSON, version 1), as far as the whole needs it.
#[derive(Clone, Debug, Deserialize)]
pub struct KeptReport {
    report_version: u32,
    tomscan: String,
    rules_sha256: String,
    time: String,
    language: Lang,
    complete: bool,
    caller: Caller,
    document: Document,
    claims: Vec<KeptClaim>,
    results: Vec<KeptResult>,
    attestations: KeptAttestations,
    calls: BTreeMap<String, u64>,
    #[serde(default)]
    throttled: BTreeMap<String, u64>,
    #[serde(default)]
    retried: BTreeMap<String, u64>,
}

#[derive(Clone, Debug, Deserialize)]
struct KeptClaim {
    id: String,
    words: String,
    place: Option<String>,
    family: Family,
    verdict: Verdict,
    verdict_word: String,
    counts: Counts,
    results: Vec<usize>,
}

#[derive(Clone, Debug, Deserialize)]
struct KeptResult {
    missing_actions: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
struct KeptAttestations {
    ended: Vec<IgnoredAny>,
}

/// Exit codes of a scan, as the README's table has them.
const REFUTED: u8 = 10;
const UNVERIFIED: u8 = 11;

/// The exit code that verdicts give. `whole`: the scan was not broken off, and no attestation has ended.
fn exit(verdicts: impl Iterator<Item = Verdict>, whole: bool) -> u8 {
    match verdicts.max() {
        Some(Verdict::Refuted) => REFUTED,
        Some(Verdict::Unverified) => UNVERIFIED,
        _ if !whole => UNVERIFIED,
        _ => 0,
    }
}

impl KeptReport {
    /// Version of the format.
    pub fn version(&self) -> u32 {
        self.report_version
    }

    /// What it has in common with reports of other accounts of the same run.
    pub(super) fn head(&self) -> Head {
        Head {
            tomscan: self.tomscan.clone(),
            rules_sha256: self.rules_sha256.clone(),
            time: self.time.clone(),
            language: self.language,
            caller: None,
            document: self.document.clone(),
            scope: BTreeSet::from([self.caller.account.clone()]),
            shard: None,
        }
    }

    fn exit(&self) -> u8 {
        let whole = self.complete && self.attestations.ended.is_empty();
        exit(self.claims.iter().map(|claim| claim.verdict), whole)
    }

    /// Its claims, as if it were the whole.
    pub(super) fn claims(&self) -> Vec<ClaimV1> {
        let claim = |claim: &KeptClaim| ClaimV1 {
            id: claim.id.clone(),
            words: claim.words.clone(),
            place: claim.place.clone(),
            family: claim.family,
            tested: !claim.results.is_empty(),
            verdict: claim.verdict,
            verdict_word: claim.verdict_word.clone(),
            accounts: BTreeMap::new(),
            counts: Counts::default(),
        };
        self.claims.iter().map(claim).collect()
    }

    /// The account.
    pub(super) fn account(self) -> AccountV1 {
        let exit = self.exit();
        let results = &self.results;
        let claim = |claim: KeptClaim| {
            let of_claim = claim.results.iter().filter_map(|index| results.get(*index));
            AccountClaim {
                id: claim.id,
                verdict: claim.verdict,
                counts: claim.counts,
                missing_actions: of_claim.flat_map(|result| &result.missing_actions).cloned().collect(),
            }
        };
        AccountV1 {
            account: self.caller.account,
            name: None,
            failed: None,
            caller: Some(self.caller.arn),
            complete: self.complete,
            exit,
            claims: self.claims.into_iter().map(claim).collect(),
            requests: requests(&self.calls, &self.throttled, &self.retried),
        }
    }
}

fn requests(
    sent: &BTreeMap<String, u64>,
    throttled: &BTreeMap<String, u64>,
    retried: &BTreeMap<String, u64>,
) -> Requests {
    let [sent, throttled, retried] = [sent, throttled, retried].map(|counts| counts.values().sum());
    Requests { sent, throttled, retried }
}

impl AccountV1 {
    /// The account of a report.
    pub fn of(report: &Report<'_>, name: Option<String>) -> Self {
        let inventory = report.inventory;
        Self {
            account: inventory.caller.account.clone(),
            name,
            failed: None,
            caller: Some(inventory.caller.arn.clone()),
            complete: inventory.complete,
            exit: exit(
                report.evaluation.claims.iter().map(|judged| judged.verdict),
                inventory.complete && report.evaluation.ended_attestations.is_empty(),
            ),
            claims: report.evaluation.claims.iter().map(|judged| claim(report, judged)).collect(),
            requests: requests(&inventory.calls, &inventory.throttled, &inventory.retried),
        }
    }

    /// An account that came to no report.
    pub fn without_report(account: &str, name: Option<String>, why: String) -> Self {
        Self {
            account: account.to_owned(),
            name,
            failed: Some(why),
            caller: None,
            complete: false,
            exit: UNVERIFIED,
            claims: Vec::new(),
            requests: Requests::default(),
        }
    }
}

fn claim(report: &Report<'_>, judged: &Judged) -> AccountClaim {
    AccountClaim {
        id: report.claims.claims[judged.claim].id.clone(),
        verdict: judged.verdict,
        counts: report.counts(judged),
        missing_actions: report.assessments(judged).flat_map(missing_actions).map(str::to_owned).collect(),
    }
}

impl Head {
    /// The head of a run over several accounts, from the claims and an evaluation of nothing: what people attest is the same in
    /// every account. Returns the claims with it.
    pub fn of(report: &Report<'_>) -> (Self, Vec<ClaimV1>) {
        let head = Self {
            tomscan: crate::VERSION.to_owned(),
            rules_sha256: report.rules.hash.clone(),
            time: report.inventory.now.to_string(),
            language: report.lang,
            caller: Some(report.inventory.caller.clone()),
            document: document(report),
            scope: BTreeSet::new(),
            shard: None,
        };
        let claim = |judged: &Judged| {
            let claim = &report.claims.claims[judged.claim];
            ClaimV1 {
                id: claim.id.clone(),
                words: claim.words.clone(),
                place: claim.place.clone(),
                family: claim.family,
                tested: !judged.assessments.is_empty(),
                verdict: judged.verdict,
                verdict_word: judged.verdict.word(report.lang).to_owned(),
                accounts: BTreeMap::new(),
                counts: Counts::default(),
            }
        };
        (head, report.evaluation.claims.iter().map(claim).collect())
    }
}
