//! Whether an answer can still change what is said of a resource.
//!
//! In: claims and rules; then a resource, as far as it is known so far. Out: the operations whose answers still matter. A check that
//! holds by what is known holds whatever the rest is, for conditions have three values and what is missing is unknown. One that does
//! not hold is asked about to the end: its sentence shows all of the facts.

use super::judge::params_of;
use crate::claim::Claims;
use crate::fact::{Resource, ResourceKind};
use crate::rule::{Check, Params, RuleSet, Subject, Truth};
use std::collections::{BTreeMap, BTreeSet};

/// What the claims want to know, by kind of resource.
#[derive(Debug, Default)]
pub struct Interest<'i> {
    kinds: BTreeMap<ResourceKind, Vec<Question<'i>>>,
}

/// A check with its parameters, and the operations whose answers it reads.
#[derive(Debug)]
struct Question<'i> {
    check: &'i Check,
    params: Params,
    operations: BTreeSet<&'static str>,
}

impl Question<'_> {
    /// Whether it is answered, and in the affirmative, or does not concern the resource.
    fn is_settled(&self, subject: &Subject<'_>) -> bool {
        let population = self.check.population.as_ref();
        match population.map_or(Truth::True, |population| population.holds(subject, &self.params)) {
            Truth::False => true,
            Truth::True => self.check.that.holds(subject, &self.params) == Truth::True,
            Truth::Unknown(_) => false,
        }
    }
}

impl<'i> Interest<'i> {
    /// That of the rules that claims name; with `undocumented`, of all others too.
    pub fn of(claims: &Claims, rules: &'i RuleSet, undocumented: bool) -> Self {
        let mut all = Self::default();
        for claim in &claims.claims {
            for rule in claim.rules.iter().filter_map(|id| rules.get(&id.0)) {
                let params = params_of(claim, rule).into_iter().map(|(name, (value, _))| (name, value)).collect();
                all.add(&rule.checks, &params);
            }
        }
        if undocumented {
            for rule in rules.all() {
                let params = rule.params.iter().map(|(name, param)| (name.clone(), param.default.clone())).collect();
                all.add(&rule.checks, &params);
            }
        }
        all
    }

    fn add(&mut self, checks: &'i [Check], params: &Params) {
        for check in checks {
            let question = Question { check, params: params.clone(), operations: check.operations() };
            self.kinds.entry(check.kind).or_default().push(question);
        }
    }

    /// The operations whose answers still matter of a resource, of which some facts may be missing so far.
    pub fn still_asked(&self, resource: &Resource) -> BTreeSet<&'static str> {
        let subject = Subject::new(resource);
        let open = self.kinds.get(&resource.kind).into_iter().flatten().filter(|one| !one.is_settled(&subject));
        open.flat_map(|question| &question.operations).copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::load;
    use crate::rule::load_embedded;
    use serde_json::{Value, json};

    const HEAD: &str = "[document]\ntitle = \"t\"\nparty = \"p\"\nversion = \"1\"\nlanguage = \"en\"\n\n[[claim]]\nid = \"public\"\n\
        words = \"nothing is public\"\nfamily = \"transfer\"\nrules = [\"s3-public-access-block\"]\n";
    const LIST: &str = "s3:GetBucketAcl";

    fn bucket(facts: &Value) -> Resource {
        resource(ResourceKind::S3Bucket, facts)
    }

    fn resource(kind: ResourceKind, facts: &Value) -> Resource {
        Resource {
            kind,
            account: "111122223333".to_owned(),
            region: "eu-central-1".to_owned(),
            name: "website".to_owned(),
            arn: "arn:aws:s3:::website".to_owned(),
            facts: facts.as_object().cloned().unwrap_or_default(),
            answered: BTreeMap::new(),
        }
    }

    /// Whether the bucket's list is still asked about.
    fn asks(claims: &str, facts: &Value) -> bool {
        let rules = load_embedded().expect("the built-in rules load");
        let claims = load("tom.toml", claims, &rules).expect("a claims file");
        Interest::of(&claims, &rules, false).still_asked(&bucket(facts)).contains(LIST)
    }

    #[test]
    fn of_a_key_that_rotates_often_enough_the_past_does_not_matter() {
        let head = HEAD.replace("s3-public-access-block", "kms-rotation");
        let rules = load_embedded().expect("the built-in rules load");
        let claims = load("tom.toml", &head, &rules).expect("a claims file");
        let asked = |state: &str, rotation: Value| {
            let metadata = json!({ "manager": "CUSTOMER", "usage": "ENCRYPT_DECRYPT", "state": state });
            let key = resource(ResourceKind::KmsKey, &json!({ "metadata": metadata, "rotation": rotation }));
            Interest::of(&claims, &rules, false).still_asked(&key).contains("kms:ListKeyRotations")
        };
        assert!(!asked("Enabled", json!({ "enabled": true, "period_days": 365 })));
        assert!(asked("Enabled", json!({ "enabled": true, "period_days": 2560 })));
        assert!(asked("Enabled", json!({ "enabled": false, "period_days": null })));
        assert!(!asked("Disabled", json!({ "enabled": false, "period_days": null })));
        let denied = crate::fact::Unknown::AccessDenied { action: "kms:GetKeyRotationStatus".to_owned() };
        assert!(asked("Enabled", denied.to_json()));
    }

    fn block(restrict: bool, ignore: bool) -> Value {
        json!({ "public_access_block": { "restrict_public_buckets": restrict, "ignore_public_acls": ignore } })
    }

    #[test]
    fn what_holds_already_is_not_asked_about() {
        assert!(!asks(HEAD, &block(true, true)));
        assert!(asks(HEAD, &block(true, false)) && asks(HEAD, &block(false, true)) && asks(HEAD, &json!({})));
    }

    #[test]
    fn what_does_not_hold_is_asked_about_for_its_sentence() {
        let mut facts = block(false, false);
        facts["policy_status"] = json!({ "public": true });
        assert!(asks(HEAD, &facts));
    }

    #[test]
    fn the_exceptions_of_the_document_count() {
        let excepted = format!("{HEAD}params.s3-public-access-block.exceptions = [\"website\"]\n");
        assert!(!asks(&excepted, &json!({})));
    }

    #[test]
    fn what_was_not_seen_decides_nothing() {
        let denied = crate::fact::Unknown::AccessDenied { action: "s3:GetBucketPublicAccessBlock".to_owned() };
        assert!(asks(HEAD, &json!({ "public_access_block": denied.to_json() })));
    }
}
