//! How the accounts come together: per claim, the verdict that decides first.
//!
//! In: what all have in common, the claims, the accounts. Out: the report of the whole. An account without a report is an account of
//! which nothing was verified; it never vanishes.

use super::v1::{AccountClaim, AccountV1, ClaimV1, Head, ORGANIZATION_VERSION, OrganizationV1, Requests};
use crate::evaluate::{Counts, Verdict};
use crate::text::Lang;
use std::collections::BTreeMap;

impl OrganizationV1 {
    /// Puts accounts together. Of `claims` the verdict counts only where no rule tests the claim.
    pub fn of(head: Head, claims: Vec<ClaimV1>, mut accounts: Vec<AccountV1>) -> Self {
        accounts.sort_by(|a, b| a.account.cmp(&b.account));
        let claims: Vec<ClaimV1> = claims.into_iter().map(|claim| over(claim, &accounts, head.language)).collect();
        let mut summary = BTreeMap::new();
        for claim in &claims {
            *summary.entry(claim.verdict).or_default() += 1;
        }
        let requests = accounts.iter().fold(Requests::default(), |sum, account| sum.plus(account.requests));
        Self { organization_version: ORGANIZATION_VERSION, head, summary, claims, accounts, requests }
    }
}

/// A claim over all accounts.
fn over(claim: ClaimV1, accounts: &[AccountV1], lang: Lang) -> ClaimV1 {
    if !claim.tested {
        return ClaimV1 { accounts: BTreeMap::new(), counts: Counts::default(), ..claim };
    }
    let mut verdicts: BTreeMap<Verdict, usize> = BTreeMap::new();
    let mut counts = Counts::default();
    for account in accounts {
        let seen = account.claim(&claim.id);
        *verdicts.entry(seen.map_or(Verdict::Unverified, |seen| seen.verdict)).or_default() += 1;
        counts = counts.plus(seen.map(|seen| seen.counts).unwrap_or_default());
    }
    // The greatest decides; without any account nothing was verified.
    let verdict = verdicts.keys().next_back().copied().unwrap_or(Verdict::Unverified);
    ClaimV1 { verdict, verdict_word: verdict.word(lang).to_owned(), accounts: verdicts, counts, ..claim }
}

impl AccountV1 {
    /// What its report says of a claim; `None`: there is no report, or it does not speak of it.
    pub fn claim(&self, id: &str) -> Option<&AccountClaim> {
        self.claims.iter().find(|claim| claim.id == id)
    }

    /// Number of claims per verdict.
    pub fn summary(&self) -> BTreeMap<Verdict, usize> {
        let mut counts = BTreeMap::new();
        for claim in &self.claims {
            *counts.entry(claim.verdict).or_default() += 1;
        }
        counts
    }
}
