//! The table of all claims, in the order of the document.
//!
//! In: a report, and how many bytes there is room for. Out: a table; rows that do not fit are counted below it.

use super::escape::text;
use super::sign;
use crate::evaluate::Judged;
use crate::report::Report;
use crate::say;

pub(super) fn table(report: &Report<'_>, room: usize) -> String {
    let (heading, head) = (
        report.lang.pick("Alle Aussagen", "All claims"),
        report.lang.pick("| Nr. | Aussage | Ergebnis | geprüft |", "| no. | claim | verdict | checked |"),
    );
    let mut table = format!("## {heading}\n\n{head}\n|:---|:---|:---|:---|\n");
    let mut left_out = 0;
    for judged in &report.evaluation.claims {
        let row = row(report, judged);
        // Once one is left out so are all behind it: the order is that of the document.
        if left_out > 0 || table.len() + row.len() > room {
            left_out += 1;
        } else {
            table += &row;
        }
    }
    if left_out > 0 {
        table += &say!(report.lang, "\n… und {left_out} weitere Aussagen\n", "\n… and {left_out} more claims\n");
    }
    table
}

fn row(report: &Report<'_>, judged: &Judged) -> String {
    let claim = report.claim(judged);
    // A verdict must not break between its words, nor a count from its sign.
    let verdict = format!("{} {}", sign(judged.verdict), judged.verdict.word(report.lang)).replace(' ', "&nbsp;");
    format!("| {} | {} | {verdict} | {} |\n", text(&claim.id), text(&claim.words), checked(report, judged))
}

fn checked(report: &Report<'_>, judged: &Judged) -> String {
    let lang = report.lang;
    if judged.assessments.is_empty() {
        return lang.pick("durch Menschen", "by people").to_owned();
    }
    let counts = report.counts(judged);
    let (evaluated, listed) = (counts.evaluated, counts.listed);
    let part = |count: u64, sign: &str| (count > 0).then(|| format!("{count}&nbsp;{sign}"));
    let parts = [part(counts.conforming, "✓"), part(counts.deviating, "✗"), part(counts.unknown, "?")];
    let parts = parts.into_iter().flatten().fold(String::new(), |parts, part| parts + " · " + &part);
    say!(lang, "{evaluated} von {listed}{parts}", "{evaluated} of {listed}{parts}")
}
