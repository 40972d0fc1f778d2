//! One night: compared with the one before, then kept.
//!
//! In: a scan and the ledger. Out: the scan with its drift, the accepted baseline, and one more run in the ledger.

use crate::exit::Exit;
use crate::run::Ended;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::de::DeserializeOwned;
use std::io::{self, Write};
use tomscan::clock;
use tomscan::drift::{Accepted, Before, Listed, Now, Reference, Sight, State, Yardstick, YardstickChange, compare};
use tomscan::evaluate::ends_soon;
use tomscan::ledger::{Act, ClaimVerdict, Failure, Kept, Ledger, LedgerError, Link, Scan, Written};
use tomscan::pseudonym::Pseudonyms;
use tomscan::report::json;
use tomscan::say;
use tomscan::scan::Scanned;
use tomscan::text::{Lang, Say};

/// A night that was compared and is still to be kept.
pub(in crate::run) struct Night {
    reference: Option<u64>,
    state: State,
    baseline: Option<Baseline>,
    pseudonym_key: Option<String>,
}

/// What was accepted of earlier runs.
pub(in crate::run) struct Baseline {
    accepted: Accepted,
    /// Acceptances that do not count any more: owner, reason, last day.
    ended: Vec<(String, String, Date)>,
    /// Those that end soon.
    ending: Vec<(String, String, Date)>,
}

impl Baseline {
    /// What still counts.
    pub(in crate::run) fn accepted(&self) -> &Accepted {
        &self.accepted
    }

    /// What has ended, with its old reason, for the end of a sentence.
    pub(in crate::run) fn ended_in_words(&self, lang: Lang) -> String {
        let one = |(owner, reason, until): &(String, String, Date)| {
            say!(lang, " (hingenommen bis {until}, {owner}: {reason})", " (accepted until {until}, {owner}: {reason})")
        };
        self.ended.iter().map(one).collect()
    }

    /// What ends soon, a line each.
    pub(in crate::run) fn ending_in_words(&self, lang: Lang) -> Vec<String> {
        let one = |(owner, reason, until): &(String, String, Date)| {
            say!(
                lang,
                "hingenommen nur noch bis {until} ({owner}: {reason})",
                "accepted only until {until} ({owner}: {reason})"
            )
        };
        self.ending.iter().map(one).collect()
    }
}

impl Night {
    /// Compares a scan with the last complete one of its account, and gives it its drift.
    pub(in crate::run) fn compare(
        ledger: &Ledger,
        scanned: &mut Scanned,
        pseudonyms: Option<&Pseudonyms>,
    ) -> Result<Self, LedgerError> {
        let document = &scanned.prepared.claims.document;
        let account = &scanned.inventory.caller.account;
        let last = ledger.last_complete(account, &document.party, &document.title);
        let before = last.map(|link| before(ledger, link)).transpose()?;
        let now = Now { sight: sight(scanned)?, listed: Some(Listed::all_of(&scanned.evaluation.resources)) };
        let compared = compare(before.as_ref(), &now);
        let baseline = baseline(ledger, account, scanned)?;
        let reference = last.map(|link| link.entry.run);
        let pseudonym_key = pseudonyms.map(Pseudonyms::key_id);
        let mut drift = compared.drift;
        if let Some(scan) = last.and_then(|link| link.entry.scan())
            && scan.pseudonym_key != pseudonym_key
        {
            let (what, of) = (Yardstick::Pseudonyms, String::new());
            let (from, to) = (scan.pseudonym_key.clone(), pseudonym_key.clone());
            drift.yardstick.push(YardstickChange { what, of, from, to });
        }
        scanned.drift = Some(drift);
        Ok(Self { reference, state: compared.state, baseline, pseudonym_key })
    }

    /// What was accepted, if anything ever was.
    pub(in crate::run) fn baseline(&self) -> Option<&Baseline> {
        self.baseline.as_ref()
    }

    /// Keeps the scan with its report, its claims file and what the next one needs.
    pub(in crate::run) fn keep(
        &self,
        ledger: &mut Ledger,
        scanned: &Scanned,
        exit: Exit,
        recording: bool,
    ) -> Result<Kept, LedgerError> {
        let claims = &scanned.prepared.claims;
        let report = |mut out: &mut dyn Write| json::write(&scanned.report(), &mut out);
        let state = |out: &mut dyn Write| serde_json::to_writer(out, &self.state).map_err(io::Error::from);
        let text = |out: &mut dyn Write| out.write_all(claims.text.as_bytes());
        let mut parts = vec![
            Written { what: "report", file: "report.json", write: &report },
            Written { what: "claims", file: "claims.toml", write: &text },
        ];
        if scanned.inventory.complete {
            parts.push(Written { what: "state", file: "state.json", write: &state });
        }
        let recorded = |out: &mut dyn Write| {
            out.write_all(scanned.recording.as_ref().map_or(&[], |recording| recording.as_bytes()))
        };
        if recording && scanned.recording.is_some() {
            parts.push(Written { what: "recording", file: "recording.jsonl", write: &recorded });
        }
        let (reference, pseudonym_key) = (self.reference, self.pseudonym_key.clone());
        ledger.keep_written(clock::now(), &parts, |data| {
            Act::Scan(Box::new(Scan { data, reference, pseudonym_key, ..entry(scanned, exit) }))
        })
    }
}

/// What the chain says of a scan.
fn entry(scanned: &Scanned, exit: Exit) -> Scan {
    let (claims, inventory) = (&scanned.prepared.claims, &scanned.inventory);
    let verdicts = scanned.evaluation.claims.iter();
    Scan {
        time: inventory.now,
        account: inventory.caller.account.clone(),
        caller: inventory.caller.arn.clone(),
        complete: inventory.complete,
        exit: exit as u8,
        party: claims.document.party.clone(),
        title: claims.document.title.clone(),
        version: claims.document.version.clone(),
        claims_sha256: claims.hash.clone(),
        document_sha256: claims.document.file.as_ref().map(|file| file.sha256.clone()),
        rules_sha256: scanned.prepared.rules.hash.clone(),
        reference: None,
        pseudonym_key: None,
        claims: verdicts
            .map(|judged| ClaimVerdict { id: claims.claims[judged.claim].id.clone(), verdict: judged.verdict })
            .collect(),
        data: tomscan::ledger::Data::new(),
    }
}

/// What this scan saw, as its own report says it.
fn sight(scanned: &Scanned) -> Result<Sight, LedgerError> {
    json::sight(&scanned.report()).map_err(|error| LedgerError::Unreadable("report".to_owned(), error.to_string()))
}

/// A kept run, to compare with.
pub(super) fn before(ledger: &Ledger, link: &Link) -> Result<Before, LedgerError> {
    let run = link.entry.run;
    let sight = read(ledger, run, "report")?;
    let has_state = link.entry.scan().is_some_and(|scan| scan.data.contains_key("state"));
    let state = if has_state { Some(read(ledger, run, "state")?) } else { None };
    let reference = Reference { run: Some(run), file: None, time: link.entry.time().to_string() };
    Ok(Before { reference, sight, state })
}

/// Something that a run kept, as data.
pub(super) fn read<T: DeserializeOwned>(ledger: &Ledger, run: u64, what: &str) -> Result<T, LedgerError> {
    ledger.read_as(run, what)
}

/// What was accepted of an account. Once something was, only that counts as known: also after its end.
fn baseline(ledger: &Ledger, account: &str, scanned: &Scanned) -> Result<Option<Baseline>, LedgerError> {
    let today = scanned.inventory.now.to_zoned(TimeZone::UTC).date();
    let mut baseline = Baseline { accepted: Accepted::default(), ended: Vec::new(), ending: Vec::new() };
    let mut any = false;
    for (link, acceptance) in ledger.acceptances(account) {
        any = true;
        let who = (acceptance.owner.clone(), acceptance.reason.clone(), acceptance.until);
        if acceptance.until < today {
            baseline.ended.push(who);
            continue;
        }
        if ends_soon(acceptance.until, today) {
            baseline.ending.push(who);
        }
        baseline.accepted.add(read(ledger, link.entry.run, "accepted")?);
    }
    Ok(any.then_some(baseline))
}

/// Keeps a run that came to no report: a gap in the nights must have a reason. `said` is what the user is told, `message` what is
/// kept of it.
pub(in crate::run) fn keep_failure(
    ledger: &mut Ledger,
    exit: Exit,
    said: &str,
    message: &str,
    lang: Lang,
) -> Result<(), Ended> {
    let failure = Failure { time: clock::now(), exit: exit as u8, message: message.to_owned() };
    let kept = ledger.keep(clock::now(), &[], |_| Act::Failure(failure));
    kept.map(|_| ()).map_err(|error| {
        let error = error.say(lang);
        let text = say!(lang, "der Lauf wurde nicht aufbewahrt: {error}", "the run was not kept: {error}");
        Ended::With(Exit::Failed, format!("{said}\n{text}"))
    })
}
