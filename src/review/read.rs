//! Reading a ledger for a review.
//!
//! In: a ledger and what is asked of it. Out: [`Review`]. Verdicts come from the chain, which is kept for good; words, resources and
//! evidence from the reports, one at a time.

use super::deviations::Deviations;
use super::proposal::proposal;
use super::spells::spells;
use super::strip::{Sign, Span, Tally, spans};
use super::{LastRun, NightCounts, Period, Review, Reviewed, ReviewedClaim, Source, Version};
use crate::claim::Family;
use crate::drift::{Drift, State};
use crate::evaluate::Verdict;
use crate::ledger::{Ledger, LedgerError, Link, Night, Scan, by_night, date_of};
use crate::report::json::ReportV1;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};

/// What a review is asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The nights.
    pub period: Period,
    /// Accounts; empty: all of the ledger.
    pub accounts: Vec<String>,
    /// Why it is made.
    pub occasion: Option<String>,
    /// Now.
    pub now: Timestamp,
}

/// Which document, in which account.
type Which<'l> = (&'l str, &'l str, &'l str);

impl Review {
    /// Reviews the nights of a ledger. Documents of which nothing was scanned in the period are not in it.
    pub fn of(ledger: &Ledger, asked: &Asked) -> Result<Self, LedgerError> {
        let today = asked.now.to_zoned(TimeZone::UTC).date();
        let period = Period { to: asked.period.to.min(today), ..asked.period };
        let within = |link: &&Link| (period.from..=period.to).contains(&date_of(&link.entry));
        let links = ledger.links().iter().filter(within);
        let series = by_night(links, which);
        let wanted =
            |(account, ..): &Which<'_>| asked.accounts.is_empty() || asked.accounts.iter().any(|own| own == account);
        let documents = series.into_iter().filter(|(which, _)| wanted(which));
        let documents =
            documents.map(|(which, nights)| reviewed(ledger, which, &nights, period)).collect::<Result<_, _>>()?;
        let head = ledger.head();
        Ok(Self {
            review_version: 1,
            tomscan: crate::VERSION.to_owned(),
            made: asked.now,
            period,
            occasion: asked.occasion.clone(),
            ledger: Source {
                place: ledger.place().to_owned(),
                id: ledger.genesis().id.clone(),
                run: head.run,
                sha256: head.sha256,
            },
            documents,
        })
    }
}

fn reviewed(
    ledger: &Ledger,
    (account, party, title): Which<'_>,
    nights: &BTreeMap<Date, Night<'_>>,
    period: Period,
) -> Result<Reviewed, LedgerError> {
    let all = of_period(nights, period);
    let own = || ledger.scans().filter(|(_, scan)| scan.complete && which(scan) == (account, party, title));
    let complete: Vec<(&Link, &Scan)> =
        own().filter(|(link, _)| (period.from..=period.to).contains(&date_of(&link.entry))).collect();
    let before = own().rfind(|(link, _)| date_of(&link.entry) < period.from);
    let history = history(ledger, &complete)?;
    let claims = claim_ids(&all).into_iter().map(|id| {
        let before = before.and_then(|(_, scan)| scan.verdict(id));
        ReviewedClaim { before, ..claim(id, &all, &history) }
    });
    let claims = claims.collect();
    Ok(Reviewed {
        account: account.to_owned(),
        party: party.to_owned(),
        title: title.to_owned(),
        versions: versions(&complete),
        nights: counts(&all),
        claims,
        deviations: history.deviations,
        pruned: history.pruned,
        before: before.map(shown_by),
        last_run: complete.last().copied().map(shown_by),
        report: history.report,
    })
}

/// Every night of the period, also those without a run.
fn of_period<'l>(nights: &BTreeMap<Date, Night<'l>>, period: Period) -> Vec<(Date, Night<'l>)> {
    let dates = period.from.series(1.day()).take_while(|date| *date <= period.to);
    dates.map(|date| (date, nights.get(&date).cloned().unwrap_or_default())).collect()
}

impl Reviewed {
    /// Whether the nights, the verdicts and the tallies are what these links of the chain say; else the id of the first claim of
    /// which they are not.
    pub fn is_said_by(&self, links: &[Link], period: Period) -> Result<(), String> {
        let own = (self.account.as_str(), self.party.as_str(), self.title.as_str());
        let within = links.iter().filter(|link| (period.from..=period.to).contains(&date_of(&link.entry)));
        let series = by_night(within, which);
        let nights = of_period(series.get(&own).unwrap_or(&BTreeMap::new()), period);
        let ids = claim_ids(&nights);
        if let Some(missing) = ids.iter().find(|id| !self.claims.iter().any(|claim| claim.id == **id)) {
            return Err((*missing).to_owned());
        }
        let right = |claim: &ReviewedClaim| {
            let (strip, verdict) = seen(&claim.id, &nights);
            let (tally, spells) = (Tally::of(&strip), spells(&strip));
            let proposal = proposal(verdict, &strip, &tally, &spells);
            (&strip, verdict, &tally, &spells, proposal)
                == (&claim.strip, claim.verdict, &claim.tally, &claim.spells, claim.proposal)
        };
        self.claims.iter().find(|claim| !right(claim)).map_or(Ok(()), |claim| Err(claim.id.clone()))
    }
}

fn which(scan: &Scan) -> Which<'_> {
    (&scan.account, &scan.party, &scan.title)
}

fn shown_by((link, scan): (&Link, &Scan)) -> LastRun {
    LastRun {
        run: link.entry.run,
        sha256: link.sha256.clone(),
        time: scan.time,
        report_sha256: scan.data.get("report").map(|report| report.content_sha256.clone()),
    }
}

/// What the reports of the period tell.
struct History {
    deviations: Vec<super::Deviation>,
    pruned: Vec<u64>,
    /// Claims as the last report that has them words them.
    words: BTreeMap<String, Words>,
    /// Report of the last complete scan.
    report: Option<ReportV1>,
}

/// The parts of a report that matter of every night.
#[derive(Deserialize)]
struct Told {
    time: String,
    claims: Vec<Words>,
    drift: Option<Drift>,
}

/// A claim in words.
#[derive(Deserialize)]
struct Words {
    id: String,
    words: String,
    place: Option<String>,
    family: Family,
}

fn history(ledger: &Ledger, complete: &[(&Link, &Scan)]) -> Result<History, LedgerError> {
    let mut deviations = Deviations::default();
    let (mut pruned, mut words) = (Vec::new(), BTreeMap::new());
    let mut after_pruned = false;
    for (link, _) in complete {
        let run = link.entry.run;
        let Some(told) = kept::<Told>(ledger, run, "report")? else {
            pruned.push(run);
            after_pruned = true;
            continue;
        };
        if let Some(drift) = &told.drift {
            deviations.add(drift, &told.time);
        }
        if std::mem::take(&mut after_pruned)
            && let Some(state) = kept::<State>(ledger, run, "state")?
        {
            deviations.catch_up(&state, &told.time);
        }
        words.extend(told.claims.into_iter().map(|claim| (claim.id.clone(), claim)));
    }
    let report = match complete.last() {
        Some((link, _)) => kept(ledger, link.entry.run, "report")?,
        None => None,
    };
    Ok(History { deviations: deviations.finish(), pruned, words, report })
}

/// Something that a run kept; `None` where it was pruned.
fn kept<T: DeserializeOwned>(ledger: &Ledger, run: u64, what: &str) -> Result<Option<T>, LedgerError> {
    let Some(bytes) = ledger.read_kept(run, what)? else { return Ok(None) };
    let read = serde_json::from_slice(&bytes);
    read.map(Some).map_err(|error| LedgerError::Unreadable(format!("{what} ({run})"), error.to_string()))
}

/// Claims in the order of the last scan; those of earlier scans that it has not come behind.
fn claim_ids<'l>(nights: &[(Date, Night<'l>)]) -> Vec<&'l str> {
    let (mut ids, mut known) = (Vec::new(), BTreeSet::new());
    for (_, night) in nights.iter().rev() {
        let claims = night.scan().into_iter().flat_map(|(_, scan)| scan.claims.iter());
        ids.extend(claims.map(|claim| claim.id.as_str()).filter(|id| known.insert(*id)));
    }
    ids
}

/// What the chain alone says of a claim: its nights, and its verdict at the end.
fn seen(id: &str, nights: &[(Date, Night<'_>)]) -> (Vec<Span>, Option<Verdict>) {
    let signs: Vec<(Date, Sign)> = nights.iter().map(|(date, night)| (*date, Sign::of(night, id))).collect();
    let last = nights.iter().rev().filter_map(|(_, night)| night.scan()).find(|(_, scan)| scan.complete);
    (spans(&signs), last.and_then(|(_, scan)| scan.verdict(id)))
}

fn claim(id: &str, nights: &[(Date, Night<'_>)], history: &History) -> ReviewedClaim {
    let (strip, verdict) = seen(id, nights);
    let (tally, spells) = (Tally::of(&strip), spells(&strip));
    let words = history.words.get(id);
    ReviewedClaim {
        id: id.to_owned(),
        words: words.map(|claim| claim.words.clone()),
        place: words.and_then(|claim| claim.place.clone()),
        family: words.map(|claim| claim.family),
        verdict,
        before: None,
        proposal: proposal(verdict, &strip, &tally, &spells),
        tally,
        strip,
        spells,
    }
}

fn counts(nights: &[(Date, Night<'_>)]) -> NightCounts {
    let mut counts = NightCounts { all: nights.len() as u64, ..NightCounts::default() };
    for (_, night) in nights {
        *match night.scan() {
            Some((_, scan)) if scan.complete => &mut counts.complete,
            Some(_) => &mut counts.incomplete,
            None if night.failed() => &mut counts.failed,
            None => &mut counts.none,
        } += 1;
    }
    counts
}

/// What claims were measured by, from the first complete scan on that had it.
fn versions(complete: &[(&Link, &Scan)]) -> Vec<Version> {
    let mut versions: Vec<Version> = Vec::new();
    for (link, scan) in complete {
        let version = Version {
            from: date_of(&link.entry),
            document: scan.version.clone(),
            document_sha256: scan.document_sha256.clone(),
            claims_sha256: scan.claims_sha256.clone(),
            rules_sha256: scan.rules_sha256.clone(),
            tomscan: link.entry.tomscan.clone(),
            caller: scan.caller.clone(),
        };
        let same = |last: &Version| Version { from: version.from, ..last.clone() } == version;
        if !versions.last().is_some_and(same) {
            versions.push(version);
        }
    }
    versions
}
