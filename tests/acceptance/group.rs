//! A group of rules on accounts of its own, of which the home region alone is scanned: what is asked for each rule, and what
//! becomes of all of them where an answer is missing.

use crate::calls::made_only;
use crate::moto::{fault, moto};
use crate::tomscan::{Report, Run, Tomscan, claim_per_rule};
use crate::truth::contradictions;

pub(crate) struct Group {
    pub(crate) rules: &'static [&'static str],
    /// Account and scenario with the states of the rules.
    pub(crate) states: (&'static str, &'static str),
    /// Account and scenario in which all is as documented.
    pub(crate) clean: (&'static str, &'static str),
}

impl Group {
    /// The states by all rules.
    pub(crate) fn of_states(&self, faults: &str) -> Report {
        scan(self.states, self.rules, faults).report()
    }

    /// What is as documented, by some of the rules.
    pub(crate) fn of_clean(&self, rules: &[&str]) -> Run {
        scan(self.clean, rules, "")
    }

    /// Asserts what a rule asks beside who it is and, where it is of regions, which there are.
    #[track_caller]
    pub(crate) fn asks(&self, rule: &str, of_regions: bool, expected: &[(&str, u64)]) {
        let regions: &[_] = if of_regions { &[("account:ListRegions", 1)] } else { &[] };
        made_only(&self.of_clean(&[rule]), rule, &[regions, expected].concat());
    }

    /// Denies each of these in turn, and tells where something good turns bad by it, something bad turns good, or nobody says
    /// that something is missing.
    pub(crate) fn wrong_without(&self, operations: &[&str]) -> Vec<String> {
        let (whole, mut wrong) = (self.of_states(""), Vec::new());
        for operation in operations {
            let less = self.of_states(&fault("DENY", operation));
            let turned = contradictions(&whole, &less).into_iter();
            wrong.extend(turned.map(|wrong| format!("without {operation}: {wrong}")));
            let missing = |actions: &Vec<_>| !actions.is_empty();
            if !less.results().any(|result| result["missing_actions"].as_array().is_some_and(missing)) {
                wrong.push(format!("without {operation}: no rule says that something is missing"));
            }
        }
        wrong
    }
}

fn scan((account, scenario): (&str, &'static str), rules: &[&str], faults: &str) -> Run {
    let truth = moto().plant(account, scenario);
    let claims = claim_per_rule(rules.iter().copied(), &truth["params"]);
    Tomscan::of(account, faults).claims(&claims).args(["--region", "eu-central-1"]).json()
}
