//! Findings: resources that deviated, what would mend them, and fields for people.

use super::words::time;
use super::{Block, SHOWN, beyond, heading, row, table, text};
use crate::drift::FindingTurn;
use crate::report::json::RuleResult;
use crate::report::sentence::filled;
use crate::review::{Deviation, Ended, Reviewed};
use crate::say;
use crate::text::{Lang, Say};

/// The findings of one document, those that are open first.
pub(super) fn deviations(document: &Reviewed, lang: Lang) -> Vec<Block> {
    let mut blocks = vec![heading(3, lang.pick("Feststellungen", "Findings"))];
    if document.deviations.is_empty() {
        blocks.push(text(lang.pick("Keine Ressource wich ab.", "No resource deviated.")));
        return blocks;
    }
    let (open, ended): (Vec<_>, Vec<_>) = document.deviations.iter().partition(|one| one.ended.is_none());
    let mut rules: Vec<&str> = open.iter().map(|one| one.rule.as_str()).collect();
    rules.sort_unstable();
    rules.dedup();
    for rule in rules {
        let of_rule: Vec<&Deviation> = open.iter().copied().filter(|one| one.rule == rule).collect();
        blocks.extend(finding(document, rule, &of_rule, lang));
    }
    if !ended.is_empty() {
        blocks.push(heading(4, lang.pick("Im Zeitraum beendet", "Ended within the period")));
        blocks.push(resources(&ended, lang));
    }
    blocks
}

/// Open deviations from one rule.
fn finding(document: &Reviewed, rule: &str, open: &[&Deviation], lang: Lang) -> Vec<Block> {
    let (report, account) = (document.report.as_ref(), document.account.as_str());
    let result = report.and_then(|report| report.results.iter().find(|result| result.rule == rule));
    let title = result.map_or(rule, |result| result.title.as_str());
    let mut blocks = vec![Block::Heading(4, title.to_owned()), resources(open, lang)];
    if let Some(result) = result {
        let first = open.first().map(|one| [&one.name, &one.arn, &one.region].map(String::as_str));
        blocks.extend(mending(result, account, first, open.len(), lang));
    }
    blocks.push(Block::Blank(super::sign_off::action_fields(lang)));
    blocks
}

/// Two ways to make document and account agree, and how to see it without tomscan: for so many resources, of which the first has
/// this name, ARN and region.
pub(super) fn mending(
    result: &RuleResult,
    account: &str,
    first: Option<[&str; 3]>,
    resources: usize,
    lang: Lang,
) -> Vec<Block> {
    let exceptions = exceptions(resources, lang);
    let of_first = |template: &str| {
        let first = first.map(|[name, arn, region]| filled(template, account, name, arn, region));
        first.unwrap_or_else(|| template.to_owned())
    };
    vec![
        text(lang.pick(
            "Vorschlag für das Konto, hier für die erste Ressource:",
            "Proposed for the account, here for the first resource:",
        )),
        Block::Command(of_first(&result.fix)),
        Block::Text(say!(
            lang,
            "Vorschlag für das Dokument, falls es so bleiben soll: {exceptions}.",
            "Proposed for the document, if it is to stay so: {exceptions}."
        )),
        text(lang.pick("Nachprüfen ohne tomscan:", "To verify without tomscan:")),
        Block::Command(of_first(&result.verify)),
    ]
}

/// What the document would have to say if so many resources stay as they are.
pub(in crate::review) fn exceptions(resources: usize, lang: Lang) -> String {
    if resources == 1 {
        let one = lang.pick(
            "die Aussage mit dieser Ressource als befristeter Ausnahme treffen, mit Grund und Verantwortlichem, statt ohne \
             Einschränkung",
            "make the claim with this resource as an exception that ends, with a reason and somebody who answers for it, instead \
             of without exception",
        );
        return one.to_owned();
    }
    say!(
        lang,
        "die Aussage mit den genannten Ressourcen ({resources}) als befristeten Ausnahmen treffen, mit Grund und \
         Verantwortlichem, statt ohne Einschränkung",
        "make the claim with the resources above ({resources}) as exceptions that end, with a reason and somebody who answers \
         for them, instead of without exception"
    )
}

fn resources(deviations: &[&Deviation], lang: Lang) -> Block {
    let columns = [
        (lang.pick("Ressource", "Resource"), 21),
        (lang.pick("Region", "Region"), 12),
        (lang.pick("Ist", "Found"), 25),
        (lang.pick("Seit", "Since"), 12),
        (lang.pick("Ende", "End"), 12),
        (lang.pick("Wer und wann", "Who and when"), 18),
    ];
    let mut rows: Vec<Vec<String>> = deviations.iter().take(SHOWN).map(|one| line(one, lang)).collect();
    rows.extend(beyond(deviations.len(), lang).map(|more| row([&more, "", "", "", "", ""])));
    table(columns, rows)
}

fn line(one: &Deviation, lang: Lang) -> Vec<String> {
    let end = one.ended.as_ref().map_or_else(|| open(lang).to_owned(), |ended| ending(ended, lang));
    let origin = one.origin.as_ref().map_or_else(String::new, |origin| origin.say(lang));
    row([&one.name, &one.region, one.observed.as_deref().unwrap_or_default(), &time(&one.since), &end, &origin])
}

/// What has not ended.
pub(in crate::review) fn open(lang: Lang) -> &'static str {
    lang.pick("offen", "open")
}

/// When and how a deviation ended.
pub(in crate::review) fn ending(ended: &Ended, lang: Lang) -> String {
    let how = match ended.how {
        Some(FindingTurn::Mended) => lang.pick("behoben", "mended"),
        Some(FindingTurn::Waived) => lang.pick("Ausnahme", "waived"),
        Some(FindingTurn::Gone) => lang.pick("Ressource entfernt", "resource is gone"),
        Some(FindingTurn::NoLongerClaimed) => lang.pick("nicht mehr behauptet", "no longer claimed"),
        _ => lang.pick("beendet, Rohdaten entfernt", "ended, raw data removed"),
    };
    format!("{} {how}", time(&ended.time))
}
