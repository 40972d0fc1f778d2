//! Operations that the account where everything holds does not call are denied where there is occasion for them.

use super::account::{gather, undisturbed};
use crate::occasions::OCCASIONS;
use crate::tomscan::{Report, findings, text};
use crate::truth::{contradictions, none};
use std::collections::{BTreeMap, BTreeSet};
use tomscan::aws::operations::ALL;

/// What says which regions there are and where a service is offered is denied in `regions.rs` and `offered.rs`: whatever is
/// missing then is put down to the regions, or to the service that is silent there. Who changed what is asked after the verdicts
/// and changes none of them; it is denied in `origin.rs`. And no rule of ours reads whether images may be made public; the fact is
/// there for others.
const ELSEWHERE: [&str; 4] =
    ["ec2:DescribeRegions", "ssm:GetParametersByPath", "cloudtrail:LookupEvents", "ec2:GetImageBlockPublicAccessState"];

#[test]
fn an_operation_that_only_some_states_call_never_confirms_when_it_is_denied() {
    let mut denied: BTreeSet<String> = undisturbed().1.keys().cloned().collect();
    denied.extend(ELSEWHERE.map(str::to_owned));
    let mut wrong = Vec::new();
    for occasion in &OCCASIONS {
        let whole = occasion.scan();
        let counts = whole.counts();
        let further: Vec<_> =
            ALL.iter().filter(|one| counts.contains_key(one.id) && !denied.contains(one.id)).collect();
        if further.is_empty() {
            wrong.push(format!("{} is no occasion for anything", occasion.scenario));
        }
        denied.extend(further.iter().map(|operation| operation.id.to_owned()));
        let whole = whole.report();
        wrong.extend(gather(&further, |operation| {
            let less = occasion.scan_denied(operation).report();
            let (whole, less) = (whole.claimed_in(&less), less.claimed_in(&less));
            let mut wrong = worse_outcomes(&whole, &less);
            wrong.extend(contradictions(&whole, &less));
            let named = |actions: &Vec<_>| actions.iter().any(|action| *action == operation.action);
            if !less.results().any(|result| result["missing_actions"].as_array().is_some_and(named)) {
                wrong.push(format!("no rule names {}", operation.action));
            }
            wrong.into_iter().map(|wrong| format!("{}: DENY {}: {wrong}", occasion.scenario, operation.id)).collect()
        }));
    }
    let never: Vec<_> = ALL.iter().map(|operation| operation.id).filter(|id| !denied.contains(*id)).collect();
    wrong.extend(never.into_iter().map(|id| format!("{id} is never denied")));
    none(wrong);
}

/// Findings that say something else than before and not `unknown`: only what is not seen may change.
fn worse_outcomes(before: &Report, now: &Report) -> Vec<String> {
    let outcomes = |report: &Report| {
        let mut all = BTreeMap::new();
        for result in report.results() {
            for finding in findings(result) {
                let id =
                    (text(&result["rule"]).to_owned(), text(&finding["arn"]).to_owned(), finding["check"].to_string());
                all.insert(id, text(&finding["outcome"]).to_owned());
            }
        }
        all
    };
    let before = outcomes(before);
    let changed =
        outcomes(now).into_iter().filter(|(id, outcome)| outcome != "unknown" && before.get(id) != Some(outcome));
    changed.map(|((rule, arn, _), outcome)| format!("{rule} on {arn} turns into {outcome}")).collect()
}
