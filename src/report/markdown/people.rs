//! What people have to see to: waivers and attestations that have ended, end soon or fit nothing, and claims that nobody vouches for.
//!
//! In: a report. Out: one section, if there is anything to say.

use super::Page;
use super::escape::text;
use crate::evaluate::Verdict;
use crate::report::Report;
use crate::report::attention::attention;
use crate::say;

/// Lines shown.
const SHOWN: usize = 50;

pub(super) fn waivers_and_attestations(report: &Report<'_>, page: &mut Page) {
    let lang = report.lang;
    let unattested = report.evaluation.claims.iter().filter(|judged| judged.verdict == Verdict::Unattested);
    let unattested = unattested.map(|judged| {
        let (id, words) = (&report.claim(judged).id, &report.claim(judged).words);
        say!(lang, "ohne Nachweis, Aussage {id}: „{words}“", "not attested, claim {id}: “{words}”")
    });
    let lines: Vec<String> = attention(report).into_iter().chain(unattested).collect();
    if lines.is_empty() {
        return;
    }
    let mut block = format!("## {}\n\n", lang.pick("Ausnahmen und Nachweise", "Waivers and attestations"));
    block.extend(lines.iter().take(SHOWN).map(|line| format!("- ✍️ {}\n", text(line))));
    if let Some(more) = lines.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        block += &say!(
            lang,
            "- … und {more} weitere (alle mit `--format json`)\n",
            "- … and {more} more (all of them with `--format json`)\n"
        );
    }
    page.put(&block);
}
