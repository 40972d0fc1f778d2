//! The sheet of actions: a row for each open deviation, then for each claim that is open for another reason, then what ended.

use super::action::Action;
pub(super) use super::action::columns;
use super::open_claims;
use super::row::{Row, Value};
use crate::report::json::RuleResult;
use crate::report::sentence::filled;
use crate::review::paper::{ending, exceptions, open, words};
use crate::review::{Deviation, Review, Reviewed, ReviewedClaim};
use crate::text::{Lang, Say};
use std::collections::BTreeMap;

/// The sheet's name.
pub(super) fn name(lang: Lang) -> &'static str {
    lang.pick("Maßnahmen", "Actions")
}

/// All rows, what is open first; each document's together, and in it each rule's.
pub(super) fn rows(review: &Review, lang: Lang) -> impl Iterator<Item = Row> {
    let open = review
        .documents
        .iter()
        .flat_map(move |document| deviations(document, false, lang).chain(open_claims::actions(document, lang)));
    let ended = review.documents.iter().flat_map(move |document| deviations(document, true, lang));
    open.chain(ended).zip(1..).map(|(action, number)| action.row(number))
}

/// The deviations of a document that are open, or that ended.
fn deviations(document: &Reviewed, ended: bool, lang: Lang) -> impl Iterator<Item = Action<'_>> {
    let mut deviations: Vec<&Deviation> =
        document.deviations.iter().filter(|one| one.ended.is_some() == ended).collect();
    deviations.sort_by(|a, b| a.rule.cmp(&b.rule));
    let known = Known::of(document);
    deviations.into_iter().map(move |one| known.action(one, lang))
}

/// What a document says of its claims and rules, by id.
struct Known<'r> {
    document: &'r Reviewed,
    claims: BTreeMap<&'r str, &'r ReviewedClaim>,
    rules: BTreeMap<&'r str, &'r RuleResult>,
}

impl<'r> Known<'r> {
    fn of(document: &'r Reviewed) -> Self {
        let claims = document.claims.iter().map(|claim| (claim.id.as_str(), claim)).collect();
        let results = document.report.iter().flat_map(|report| &report.results);
        // The first of a rule counts, as in the paper.
        let rules = results.rev().map(|result| (result.rule.as_str(), result)).collect();
        Self { document, claims, rules }
    }

    fn action(&self, one: &'r Deviation, lang: Lang) -> Action<'r> {
        let rule = self.rules.get(one.rule.as_str());
        let command =
            |template: &str| Value::Command(filled(template, &self.document.account, &one.name, &one.arn, &one.region));
        let to_mend = rule.filter(|_| one.ended.is_none());
        let words =
            one.claims.iter().map(|id| self.claims.get(id.as_str()).map_or(id.as_str(), |one| words::words(one)));
        Action {
            document: self.document,
            claims: one.claims.join(", "),
            words: words.collect::<Vec<_>>().join(" · "),
            rule: rule.map_or(&one.rule, |rule| &rule.title).clone(),
            resource: &one.name,
            region: &one.region,
            arn: &one.arn,
            found: one.observed.clone().unwrap_or_default(),
            since: Value::Time(one.since.clone()),
            end: one.ended.as_ref().map_or_else(|| open(lang).to_owned(), |ended| ending(ended, lang)),
            ended: one.ended.is_some(),
            origin: one.origin.as_ref().map_or_else(String::new, |origin| origin.say(lang)),
            for_the_account: to_mend.map_or(Value::Nothing, |rule| command(&rule.fix)),
            for_the_document: if one.ended.is_none() { exceptions(1, lang) } else { String::new() },
            to_verify: rule.map_or(Value::Nothing, |rule| command(&rule.verify)),
        }
    }
}
