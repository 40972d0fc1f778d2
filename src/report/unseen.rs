//! What could not be seen, in lines: many resources or regions with the same reason make one.
//!
//! In: an assessment. Out: phrases in the reader's language, the texts of the account not yet escaped.

use super::{gap_in_words, unknown_in_words};
use crate::evaluate::{Assessment, Outcome};
use crate::fact::{ResourceKind, Unknown};
use crate::say;
use crate::text::Lang;
use std::collections::{BTreeMap, BTreeSet};

/// Names shown for one reason.
const SHOWN: usize = 5;

/// Everything that a rule could not see.
pub(super) fn lines(assessment: &Assessment, lang: Lang) -> Vec<String> {
    let mut lines: Vec<String> = gaps(assessment, lang).into_iter().map(|(_, line)| line).collect();
    lines.extend(resources(assessment, lang));
    lines
}

/// Gaps with the same reason in many regions make one line.
pub(super) fn gaps(assessment: &Assessment, lang: Lang) -> Vec<(ResourceKind, String)> {
    let mut groups: BTreeMap<(String, &'static str), Vec<&super::Gap>> = BTreeMap::new();
    for gap in &assessment.gaps {
        let why = match &gap.why {
            Unknown::NotAsked { .. } => lang.pick("durch --region ausgelassen", "left out by --region").to_owned(),
            why => unknown_in_words(why, lang),
        };
        groups.entry((why, gap.kind.plural(lang))).or_default().push(gap);
    }
    let line = |((why, kind), gaps): ((String, &str), Vec<&super::Gap>)| {
        let first = *gaps.first()?;
        let regions = gaps.iter().map(|gap| gap.region.as_str()).collect::<Vec<_>>().join(", ");
        let line = match gaps.len() {
            1 => gap_in_words(first, lang),
            count => say!(
                lang,
                "{kind} in {count} Regionen: {why} ({regions})",
                "{kind} in {count} regions: {why} ({regions})"
            ),
        };
        Some((first.kind, line))
    };
    groups.into_iter().filter_map(line).collect()
}

/// Resources with the same reason make one line.
fn resources(assessment: &Assessment, lang: Lang) -> Vec<String> {
    let mut groups: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for finding in assessment.findings.iter().filter(|finding| finding.outcome == Outcome::Unknown) {
        for why in &finding.unknown {
            groups.entry(unknown_in_words(why, lang)).or_default().push(finding.resource.name());
        }
    }
    let line = |(why, mut names): (String, Vec<&str>)| {
        names.dedup();
        let shown = names.iter().take(SHOWN).copied().collect::<Vec<_>>().join(", ");
        match names.len().saturating_sub(SHOWN) {
            0 => format!("{why}: {shown}"),
            more => say!(lang, "{why}: {shown} und {more} weitere", "{why}: {shown} and {more} more"),
        }
    };
    groups.into_iter().map(line).collect()
}

/// The IAM actions without which something was not seen.
pub(crate) fn missing_actions(assessment: &Assessment) -> BTreeSet<&str> {
    let findings = assessment.findings.iter().flat_map(|finding| &finding.unknown);
    let unknown = findings.chain(assessment.gaps.iter().map(|gap| &gap.why));
    unknown.filter_map(Unknown::missing_action).collect()
}
