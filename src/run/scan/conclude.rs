//! What a scan comes to: compared with the night before, told, kept.
//!
//! In: a scan, its account, the ledger. Out: the exit code with its reason, and what else is to be said. The ledger is held only while
//! it is read or written, so that accounts side by side wait for each other no longer than that.

use super::Own;
use crate::cli::ScanArgs;
use crate::run::Ended;
use crate::run::ledger::{Baseline, Night, failed, not_kept};
use crate::run::reason::{self, Outcome};
use tokio::runtime::Handle;
use tomscan::aws::Account;
use tomscan::collect::origins;
use tomscan::drift::{Concerned, Drift, FindingChange, Origin};
use tomscan::pseudonym::Names;
use tomscan::say;
use tomscan::scan::Scanned;

/// How a scan ended.
pub(super) struct Concluded {
    pub(super) outcome: Outcome,
    /// Where it was kept, and which acceptances end.
    pub(super) notes: Vec<String>,
}

/// Compares a scan, tells it by `tell`, keeps it. It is told first: what can be shown is shown, even if it cannot be kept.
pub(super) fn conclude(
    args: &ScanArgs,
    scanned: &mut Scanned,
    account: &Account,
    runtime: &Handle,
    own: &Own,
    tell: impl FnOnce(&Scanned) -> Result<(), Ended>,
) -> Result<Concluded, Ended> {
    let names = own.pseudonyms.as_ref().map(|pseudonyms| {
        let Scanned { prepared, inventory, evaluation, .. } = &mut *scanned;
        pseudonyms.apply(&mut prepared.claims, inventory, evaluation)
    });
    let lang = scanned.prepared.lang;
    let night = own.with_ledger(|ledger| Night::compare(ledger, scanned, own.pseudonyms.as_ref())).transpose();
    if let Some(drift) = &mut scanned.drift {
        runtime.block_on(add_origins(drift, account, names.as_ref()));
        scanned.count(&account.traffic());
        scanned.recording = account.tape().recorded();
    }
    let told = tell(scanned);
    let night = night.map_err(|error| failed(&error, lang))?;
    let outcome = reason::outcome(scanned, &args.keep.fail_on, night.as_ref().and_then(Night::baseline));
    let kept = night.as_ref().and_then(|night| {
        own.with_ledger(|ledger| night.keep(ledger, scanned, outcome.exit, args.keep.keep_recording))
    });
    told?;
    let mut notes = Vec::new();
    if let Some(kept) = kept.transpose().map_err(|error| not_kept(&error, lang))? {
        let (run, hash, place) = (kept.run, &kept.sha256, args.place.ledger.as_deref().unwrap_or_default());
        notes.push(say!(
            lang,
            "als Lauf {run} in {place} aufbewahrt ({run}:{hash})",
            "kept as run {run} in {place} ({run}:{hash})"
        ));
    }
    notes.extend(
        night.iter().filter_map(Night::baseline).flat_map(|baseline: &Baseline| baseline.ending_in_words(lang)),
    );
    Ok(Concluded { outcome, notes })
}

/// Asks CloudTrail who changed what is newly refuted.
async fn add_origins(drift: &mut Drift, account: &Account, names: Option<&Names<'_>>) {
    let changed: Vec<&mut FindingChange> = drift.findings.iter_mut().filter(|change| change.after.is_some()).collect();
    let concerned: Vec<Concerned> = changed
        .iter()
        .map(|change| {
            let one = Concerned::of(change, change.after.as_ref().and_then(|after| after.parse().ok()));
            let back = |text: String| names.map_or(text.clone(), |names| names.back(&text));
            Concerned { name: back(one.name), arn: back(one.arn), ..one }
        })
        .collect();
    for (change, mut origin) in changed.into_iter().zip(origins(account, &concerned).await) {
        if let (Origin::Named { events, .. }, Some(names)) = (&mut origin, names) {
            for principal in
                events.iter_mut().filter(|event| !event.by_service).filter_map(|event| event.principal.as_mut())
            {
                *principal = names.of_principal(principal);
            }
        }
        change.origin = Some(origin);
    }
}
