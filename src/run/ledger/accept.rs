//! `tomscan accept`: what a run left open is known from now on, until a day, by somebody's word.

use super::line;
use super::night::before;
use super::place::{failed, open};
use crate::cli::AcceptArgs;
use crate::exit::Exit;
use crate::run::Ended;
use jiff::tz::TimeZone;
use tomscan::clock;
use tomscan::drift::{Accepted, State};
use tomscan::ledger::{Acceptance, Act, Ledger, LedgerError, Link, Part, Scan};
use tomscan::say;
use tomscan::text::Lang;

/// Runs it.
pub(in crate::run) fn run(args: &AcceptArgs, lang: Lang) -> Result<Exit, Ended> {
    refuse_nonsense(args, lang)?;
    let mut ledger = open(&args.place, None, lang)?;
    let (link, scan) = chosen(&ledger, args, lang)?;
    let (run, account) = (link.entry.run, scan.account.clone());
    let before = before(&ledger, link).map_err(|error| failed(&error, lang))?;
    let state: State = before.state.unwrap_or_default();
    let accepted = Accepted::of(&before.sight, &state);
    let (deviations, unverified) = (accepted.open.len(), accepted.unverified.len());
    let content = serde_json::to_vec_pretty(&accepted)
        .map_err(|error| failed(&LedgerError::Unwritable(error.to_string()), lang))?;
    let part = Part { what: "accepted", file: "accepted.json", content: &content };
    let kept = ledger.keep(clock::now(), &[part], |data| {
        Act::Acceptance(Acceptance {
            time: clock::now(),
            of: run,
            account,
            reason: args.reason.trim().to_owned(),
            owner: args.owner.trim().to_owned(),
            until: args.until,
            data,
        })
    });
    let kept = kept.map_err(|error| failed(&error, lang))?.run;
    let until = args.until;
    line(&say!(
        lang,
        "hingenommen bis {until}, aus Lauf {run}: Abweichungen {deviations}, nicht geprüfte Aussagen {unverified} (festgehalten als Lauf {kept})",
        "accepted until {until}, of run {run}: deviations {deviations}, claims not verified {unverified} (kept as run {kept})"
    ))?;
    Ok(Exit::Holds)
}

fn refuse_nonsense(args: &AcceptArgs, lang: Lang) -> Result<(), Ended> {
    let today = clock::now().to_zoned(TimeZone::UTC).date();
    let message = if args.reason.trim().is_empty() || args.owner.trim().is_empty() {
        lang.pick(
            "nichts wurde hingenommen: --reason und --owner dürfen nicht leer sein",
            "nothing was accepted: --reason and --owner must not be empty",
        )
        .to_owned()
    } else if args.until < today {
        let until = args.until;
        say!(
            lang,
            "nichts wurde hingenommen: der {until} ist schon vorbei",
            "nothing was accepted: {until} is over already"
        )
    } else {
        return Ok(());
    };
    Err(Ended::With(Exit::Usage, message))
}

/// The scan that is meant.
fn chosen<'l>(ledger: &'l Ledger, args: &AcceptArgs, lang: Lang) -> Result<(&'l Link, &'l Scan), Ended> {
    let of_account = |scan: &Scan| args.account.as_ref().is_none_or(|account| scan.account == *account);
    let mut complete = ledger.scans().rev().filter(|(_, scan)| scan.complete && of_account(scan));
    let Some(number) = args.run else {
        let last = complete.next().ok_or_else(|| failed(&LedgerError::NoRun(String::new()), lang))?;
        if let Some((_, other)) = complete.find(|(_, scan)| scan.account != last.1.account) {
            let accounts = format!("{}, {}", last.1.account, other.account);
            let message = say!(
                lang,
                "nichts wurde hingenommen: das Prüfbuch hält mehrere Konten ({accounts}); eines mit --account nennen",
                "nothing was accepted: the ledger holds several accounts ({accounts}); name one with --account"
            );
            return Err(Ended::With(Exit::Usage, message));
        }
        return Ok(last);
    };
    let link = ledger.run(number).map_err(|error| failed(&error, lang))?;
    let scan = link.entry.scan().filter(|scan| scan.complete && of_account(scan));
    scan.map(|scan| (link, scan)).ok_or_else(|| {
        let message = say!(
            lang,
            "nichts wurde hingenommen: Lauf {number} ist keine vollständige Prüfung",
            "nothing was accepted: run {number} is no complete scan"
        );
        Ended::With(Exit::Usage, message)
    })
}
