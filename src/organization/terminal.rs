//! The organisation's report for a terminal: the table of claims, then where something is refuted or not verified, then the accounts.
//!
//! In: the report and the width. Out: text with ANSI styles, which the caller strips where nobody wants them.

use super::v1::{AccountV1, ClaimV1, OrganizationV1};
use crate::evaluate::Verdict;
use crate::report::plain::plain;
use crate::report::terminal::{Column, Layout, Paper};
use crate::say;
use crate::text::Lang;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// So many accounts are named one by one; of more the number is told.
const NAMED: usize = 8;

/// Writes the report.
pub fn write(report: &OrganizationV1, layout: Layout, out: &mut impl Write) -> io::Result<()> {
    let page = Page { report, paper: Paper::of(layout), lang: report.head.language };
    page.head(out)?;
    page.claims(out)?;
    page.open_claims(Verdict::Refuted, out)?;
    page.open_claims(Verdict::Unverified, out)?;
    page.accounts(out)?;
    page.foot(out)
}

struct Page<'r> {
    report: &'r OrganizationV1,
    paper: Paper,
    lang: Lang,
}

impl Page<'_> {
    fn head(&self, out: &mut impl Write) -> io::Result<()> {
        let (lang, head) = (self.lang, &self.report.head);
        let document = &head.document;
        self.paper.bold(&document.title, out)?;
        let version = say!(lang, "{} · Fassung {}", "{} · version {}", document.party, document.version);
        self.paper.wrapped(&version, 0, out)?;
        let (accounts, time) = (self.report.accounts.len(), &head.time);
        let scanned = match head.shard {
            Some(shard) => {
                let in_all = head.scope.len();
                say!(
                    lang,
                    "{accounts} von {in_all} Konten (Teil {shard}), {time}",
                    "{accounts} of {in_all} accounts (shard {shard}), {time}"
                )
            }
            None => say!(lang, "{accounts} Konten, {time}", "{accounts} accounts, {time}"),
        };
        self.paper.wrapped(&scanned, 0, out)?;
        match &head.caller {
            Some(caller) => self.paper.wrapped(&say!(lang, "gefragt als {}", "asked as {}", caller.arn), 0, out),
            None => Ok(()),
        }
    }

    fn claims(&self, out: &mut impl Write) -> io::Result<()> {
        let heads = match self.lang {
            Lang::De => ["Nr.", "Aussage", "Ergebnis", "Konten"],
            Lang::En => ["no.", "claim", "verdict", "accounts"],
        };
        let rows =
            self.report.claims.iter().map(|claim| {
                [plain(&claim.id), plain(&claim.words), claim.verdict_word.clone(), self.by_verdict(claim)]
            });
        let verdict = Verdict::ALL.iter().map(|verdict| verdict.word(self.lang).width()).max().unwrap_or(0);
        let ids = self.report.claims.iter().map(|claim| claim.id.width()).max().unwrap_or(0).clamp(3, 12);
        // "123 teilweise bestätigt" is the widest count.
        let columns = [Column::Fixed(ids), Column::Rest, Column::Fixed(verdict), Column::Fixed(verdict + 4)];
        self.paper.table(heads, columns, rows, self.lang, out)
    }

    /// In how many accounts a claim has which verdict, what needs a human first.
    fn by_verdict(&self, claim: &ClaimV1) -> String {
        if !claim.tested {
            return self.lang.pick("durch Menschen", "by people").to_owned();
        }
        let counts = Verdict::ALL.iter().filter_map(|verdict| Some((claim.accounts.get(verdict)?, verdict)));
        counts.map(|(count, verdict)| format!("{count} {}", verdict.word(self.lang))).collect::<Vec<_>>().join("\n")
    }

    /// The claims of a verdict, with the accounts that have it.
    fn open_claims(&self, verdict: Verdict, out: &mut impl Write) -> io::Result<()> {
        let concerned = |claim: &&ClaimV1| claim.tested && claim.accounts.contains_key(&verdict);
        let mut claims = self.report.claims.iter().filter(concerned).peekable();
        if claims.peek().is_none() {
            return Ok(());
        }
        self.paper.heading(
            match verdict {
                Verdict::Refuted => self.lang.pick("Widerlegt", "Refuted"),
                _ => self.lang.pick("Nicht geprüft", "Not verified"),
            },
            out,
        )?;
        for claim in claims {
            let (id, words) = (&claim.id, &claim.words);
            self.paper.bold(&format!("{id}  {words}"), out)?;
            let with: Vec<&AccountV1> =
                self.report.accounts.iter().filter(|account| verdict_in(account, claim) == verdict).collect();
            for account in with.iter().take(NAMED) {
                self.paper.wrapped(&self.account_line(account, claim), 2, out)?;
            }
            if let Some(more) = with.len().checked_sub(NAMED).filter(|more| *more > 0) {
                self.paper.wrapped(
                    &say!(self.lang, "und {more} weitere Konten", "and {more} more accounts"),
                    2,
                    out,
                )?;
            }
        }
        Ok(())
    }

    fn account_line(&self, account: &AccountV1, claim: &ClaimV1) -> String {
        let (lang, who) = (self.lang, title(account));
        match (account.claim(&claim.id), &account.failed) {
            (Some(seen), _) if seen.verdict == Verdict::Refuted => {
                let (deviating, evaluated) = (seen.counts.deviating - seen.counts.waived, seen.counts.evaluated);
                say!(lang, "{who}: {deviating} von {evaluated} weichen ab", "{who}: {deviating} of {evaluated} deviate")
            }
            (Some(seen), _) if !seen.missing_actions.is_empty() => {
                let actions = seen.missing_actions.iter().cloned().collect::<Vec<_>>().join(", ");
                say!(lang, "{who}: Berechtigung fehlt: {actions}", "{who}: missing permission: {actions}")
            }
            (None, Some(why)) => format!("{who}: {why}"),
            _ => who,
        }
    }

    fn accounts(&self, out: &mut impl Write) -> io::Result<()> {
        self.paper.heading(self.lang.pick("Konten", "Accounts"), out)?;
        for account in &self.report.accounts {
            let said = match &account.failed {
                Some(why) => format!("{}: {why}", Verdict::Unverified.word(self.lang)),
                None => words(&account.summary(), self.lang),
            };
            self.paper.wrapped(&format!("{}  {said}", title(account)), 0, out)?;
        }
        Ok(())
    }

    fn foot(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out)?;
        self.paper.bold(&words(&self.report.summary, self.lang), out)?;
        let (requests, head) = (self.report.requests, &self.report.head);
        let (sent, throttled, retried) = (requests.sent, requests.throttled, requests.retried);
        let (version, rules) = (&head.tomscan, head.rules_sha256.get(..12).unwrap_or_default());
        let line = say!(
            self.lang,
            "Abfragen: {sent} ({throttled} gedrosselt, {retried} Wiederholungen) · tomscan {version}, Regelstand {rules}",
            "requests: {sent} ({throttled} throttled, {retried} retries) · tomscan {version}, rules {rules}"
        );
        self.paper.wrapped(&line, 0, out)
    }
}

/// The verdict of an account; one without a report verified nothing.
pub(super) fn verdict_in(account: &AccountV1, claim: &ClaimV1) -> Verdict {
    account.claim(&claim.id).map_or(Verdict::Unverified, |seen| seen.verdict)
}

/// An account by id and name.
pub(super) fn title(account: &AccountV1) -> String {
    match &account.name {
        Some(name) => format!("{} ({name})", account.account),
        None => account.account.clone(),
    }
}

/// Numbers of claims in words, what needs a human first.
pub(super) fn words(summary: &std::collections::BTreeMap<Verdict, usize>, lang: Lang) -> String {
    let counts = Verdict::ALL.iter().filter_map(|verdict| Some((summary.get(verdict)?, verdict)));
    counts.map(|(count, verdict)| format!("{count} {}", verdict.word(lang))).collect::<Vec<_>>().join(" · ")
}
