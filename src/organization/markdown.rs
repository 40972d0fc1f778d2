//! The organisation's report as Markdown, for the summary of a job.
//!
//! In: the report. Out: GitHub's Markdown: the table of claims, then the accounts.

use super::terminal::{title, words};
use super::v1::{AccountV1, ClaimV1, OrganizationV1};
use crate::evaluate::Verdict;
use crate::report::markdown::escape::{code, text};
use crate::report::markdown::sign;
use crate::say;
use std::io::{self, Write};

/// Writes the report.
pub fn write(report: &OrganizationV1, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let (lang, head) = (report.head.language, &report.head);
    let (document, accounts) = (&head.document, report.accounts.len());
    writeln!(out, "# {}\n", text(&document.title))?;
    let (party, version, time) = (text(&document.party), text(&document.version), &head.time);
    let line = match head.shard {
        Some(shard) => say!(
            lang,
            "{party} · Fassung {version} · {accounts} von {} Konten (Teil {shard}) · {time}",
            "{party} · version {version} · {accounts} of {} accounts (shard {shard}) · {time}",
            head.scope.len()
        ),
        None => say!(
            lang,
            "{party} · Fassung {version} · {accounts} Konten · {time}",
            "{party} · version {version} · {accounts} accounts · {time}"
        ),
    };
    writeln!(out, "{line}\n\n**{}**\n", words(&report.summary, lang))?;
    let heads = lang.pick("| Nr. | Aussage | Ergebnis | Konten |", "| no. | claim | verdict | accounts |");
    writeln!(out, "{heads}\n|:---|:---|:---|:---|")?;
    for claim in &report.claims {
        writeln!(out, "{}", claim_row(report, claim))?;
    }
    let heads = lang.pick("| Konto | Ergebnis |", "| account | verdicts |");
    writeln!(out, "\n## {}\n\n{heads}\n|:---|:---|", lang.pick("Konten", "Accounts"))?;
    for account in &report.accounts {
        writeln!(out, "{}", account_row(report, account))?;
    }
    let (sent, throttled, retried) = (report.requests.sent, report.requests.throttled, report.requests.retried);
    let (tomscan, rules) = (&head.tomscan, head.rules_sha256.get(..12).unwrap_or_default());
    let foot = say!(
        lang,
        "Abfragen: {sent} ({throttled} gedrosselt, {retried} Wiederholungen) · tomscan {tomscan}, Regelstand `{rules}`",
        "requests: {sent} ({throttled} throttled, {retried} retries) · tomscan {tomscan}, rules `{rules}`"
    );
    writeln!(out, "\n{foot}")
}

fn claim_row(report: &OrganizationV1, claim: &ClaimV1) -> String {
    let lang = report.head.language;
    let verdict = format!("{} {}", sign(claim.verdict), claim.verdict.word(lang)).replace(' ', "&nbsp;");
    let accounts =
        if claim.tested { words(&claim.accounts, lang) } else { lang.pick("durch Menschen", "by people").to_owned() };
    format!("| {} | {} | {verdict} | {accounts} |", text(&claim.id), text(&claim.words))
}

fn account_row(report: &OrganizationV1, account: &AccountV1) -> String {
    let lang = report.head.language;
    let said = match &account.failed {
        Some(why) => format!("{} {}: {}", sign(Verdict::Unverified), Verdict::Unverified.word(lang), text(why)),
        None => words(&account.summary(), lang),
    };
    format!("| {} | {said} |", code(&title(account)))
}
