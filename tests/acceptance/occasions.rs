//! Accounts that give occasion for calls which the account where everything holds does not need.

use crate::moto::moto;
use crate::tomscan::{HEAD, Run, Tomscan, all_rules, claim_per_rule};
use serde_json::json;

/// A scan that calls more than that of `clean`.
pub(crate) struct Occasion {
    account: &'static str,
    pub(crate) scenario: &'static str,
    /// All where none is named.
    rules: &'static [&'static str],
    scope: &'static str,
}

/// A document that speaks of a part of the account only: tags say which.
const PART: &str = "[scope]\nselect = 'resource.tags[\"Environment\"] == \"prod\"'\n";

const fn by(account: &'static str, scenario: &'static str, rules: &'static [&'static str]) -> Occasion {
    Occasion { account, scenario, rules, scope: "" }
}

pub(crate) const OCCASIONS: [Occasion; 6] = [
    // Buckets replicated to another company, Aurora clusters, and much else.
    by("310000000001", "states", &[]),
    Occasion { scope: PART, ..by("310000000006", "clean", &[]) },
    by("310000000002", "outsiders:shown", &["accessanalyzer-external-access"]),
    by("310000000003", "residency:leaving", &["account-replica-residency"]),
    by("310000000004", "occasions:late_report", &["iam-user-mfa"]),
    by("310000000005", "occasions:other_accounts", &["account-environment-separation"]),
];

impl Occasion {
    /// A scan of the account, planted by now, by its rules.
    pub(crate) fn scan(&self, faults: &str) -> Run {
        let truth = moto().plant(self.account, self.scenario);
        let rules = all_rules().filter(|rule| self.rules.is_empty() || self.rules.contains(rule));
        let mut params = truth["params"].clone();
        // That other environments exist is demanded nowhere else.
        if self.scenario == "occasions:other_accounts" {
            params = json!({ "account-environment-separation": { "required": ["staging"] } });
        }
        let claims = claim_per_rule(rules, &params).replacen(HEAD, &format!("{HEAD}{}", self.scope), 1);
        Tomscan::of(self.account, faults).claims(&claims).json()
    }
}
