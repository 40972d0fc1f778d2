//! Accounts that give occasion for calls which the account where everything holds does not need.

use crate::moto::{fault, moto};
use crate::tomscan::{HEAD, Run, Tomscan, all_rules, claim_per_rule};
use serde_json::json;
use tomscan::aws::operations::Operation;
use tomscan::rule::load_embedded;

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
    Occasion {
        scope: PART,
        ..by("310000000006", "clean", &["dynamodb-encryption-at-rest", "elb-tls-min-version", "kms-key-strength"])
    },
    by("310000000002", "outsiders:shown", &["accessanalyzer-external-access"]),
    by("310000000003", "residency:leaving", &["account-replica-residency"]),
    by("310000000004", "occasions:late_report", &["iam-user-mfa"]),
    by("310000000005", "occasions:other_accounts", &["account-environment-separation"]),
];

impl Occasion {
    /// A scan of the account, planted by now, by its rules.
    pub(crate) fn scan(&self) -> Run {
        self.prepared(&self.rules(), "").by_itself().json()
    }

    /// The same with one operation denied, by those rules that read it; tags are read by the selection, whatever the rules.
    pub(crate) fn scan_denied(&self, operation: &Operation) -> Run {
        let of = |rule: &str| load_embedded().expect("the built-in rules load").get(rule).expect("a rule").operations();
        let all = self.rules();
        let readers: Vec<_> = all.iter().copied().filter(|rule| of(rule).contains(operation.id)).collect();
        self.prepared(if readers.is_empty() { &all } else { &readers }, &fault("DENY", operation.id)).json()
    }

    /// Whether tags are read that decide what the document speaks of.
    pub(crate) fn is_of_a_part(&self) -> bool {
        !self.scope.is_empty()
    }

    fn rules(&self) -> Vec<&'static str> {
        all_rules().filter(|rule| self.rules.is_empty() || self.rules.contains(rule)).collect()
    }

    fn prepared(&self, rules: &[&str], faults: &str) -> Tomscan {
        let truth = moto().plant(self.account, self.scenario);
        let mut params = truth["params"].clone();
        // That other environments exist is demanded nowhere else.
        if self.scenario == "occasions:other_accounts" {
            params = json!({ "account-environment-separation": { "required": ["staging"] } });
        }
        let claims = claim_per_rule(rules.iter().copied(), &params);
        Tomscan::of(self.account, faults).claims(&claims.replacen(HEAD, &format!("{HEAD}{}", self.scope), 1))
    }
}
