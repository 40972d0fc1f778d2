//! A scan of several accounts: each as if it were alone, a few side by side, and one report of the whole.
//!
//! In: one login, the accounts, a role in each. Out: the organisation's report, what `--output` asks for of each account, a run per
//! account in the ledger. One account's failure is that account's: nothing of it was verified. Of an account that is done its verdicts
//! and counts are held, so memory does not grow with what the accounts hold.

mod accounts;
mod told;

use super::{Own, asked, conclude, in_time, note, warn_of_clock};
use crate::cli::ScanArgs;
use crate::exit::Exit;
use crate::run::{Ended, explained, progress, signals};
use accounts::{Member, Members, members};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::runtime::{Handle, Runtime};
use tokio::time::Instant;
pub(in crate::run) use told::{Outputs, exit_of};
use tomscan::aws::{Account, Login, LoginError, Role, connect, connect_member};
use tomscan::evaluate::{Verdict, evaluate};
use tomscan::fact::{Caller, Inventory};
use tomscan::organization::{AccountV1, ClaimV1, Head, OrganizationV1};
use tomscan::report::Report;
use tomscan::say;
use tomscan::scan::{Prepared, ScanError, prepare, scan};
use tomscan::text::{Lang, Say};

/// Accounts that are scanned at once. Each has API limits of its own; what they share is the user's `--concurrency`, and memory.
const SIDE_BY_SIDE: usize = 8;

/// Scans the accounts and tells of the whole.
pub(super) fn run(args: &ScanArgs, own: &Own, lang: Option<Lang>, fallback: Lang) -> Result<Exit, Ended> {
    let Some(role) = args.organization.role() else { return Ok(Exit::Usage) };
    let speaks = lang.unwrap_or(fallback);
    let outputs = Outputs::of(args, speaks)?;
    let options = asked(args, lang, fallback)?;
    let prepared = prepare(&options).map_err(|error| explained(&error, speaks))?;
    let lang = prepared.lang;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let deadline = Instant::now() + args.pace.deadline;
    // Recordings are of single accounts; what the login itself asks is in none of them.
    let record = options.login.record;
    let login = Login { record: false, ..options.login };
    let logged_in = runtime.block_on(in_time(deadline, connect(login)));
    let kept = |ended: Ended| own.keep_failure(&ended, "", lang).err().unwrap_or(ended);
    let (home, mut caller) = logged_in.map_err(|error| kept(explained(&ScanError::Login(error), lang)))?;
    warn_of_clock(lang);
    caller.arn = own.without_names(&caller.arn);
    let (progress, ending) = {
        let _entered = runtime.enter();
        signals::stop_on_signal(&home, lang);
        (progress::Line::start(&home, lang), signals::stop_at(deadline, &home, lang))
    };
    let in_document = &prepared.claims.scope.accounts;
    let Members { own: accounts, scope } =
        runtime.block_on(members(&args.organization, &home, in_document, lang)).map_err(kept)?;
    let tour = Tour { args, own, outputs: &outputs, prepared: &prepared, home: &home, role: &role, record, lang };
    let scanned = tour.all(&accounts, runtime.handle());
    ending.abort();
    progress.finish();
    let (mut head, claims) = head(&prepared, caller, &home);
    (head.scope, head.shard) = (scope, args.organization.shard);
    conclude_whole(args, own, &outputs, &OrganizationV1::of(head, claims, scanned), runtime)
}

/// What all accounts have in common: of an inventory of nothing, people's word is what is left.
fn head(prepared: &Prepared, caller: Caller, home: &Account) -> (Head, Vec<ClaimV1>) {
    let nothing = Inventory::nothing(caller, home.now);
    let evaluation = evaluate(&prepared.claims, &prepared.rules, &nothing);
    Head::of(&Report {
        claims: &prepared.claims,
        rules: &prepared.rules,
        inventory: &nothing,
        evaluation: &evaluation,
        drift: None,
        lang: prepared.lang,
    })
}

/// The way through the accounts.
struct Tour<'t> {
    args: &'t ScanArgs,
    own: &'t Own,
    outputs: &'t Outputs,
    prepared: &'t Prepared,
    home: &'t Account,
    role: &'t Role,
    record: bool,
    lang: Lang,
}

impl Tour<'_> {
    /// All accounts, a few side by side, each on a thread of its own: so what one writes keeps no other waiting.
    fn all(&self, accounts: &[Member], runtime: &Handle) -> Vec<AccountV1> {
        let next = AtomicUsize::new(0);
        let done = Mutex::new(Vec::with_capacity(accounts.len()));
        std::thread::scope(|scope| {
            for _ in 0..SIDE_BY_SIDE.min(accounts.len()) {
                scope.spawn(|| {
                    while let Some(member) = accounts.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let account = self.one(member, runtime);
                        done.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(account);
                    }
                });
            }
        });
        done.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// One account. Whatever goes wrong in it is its own.
    fn one(&self, member: &Member, runtime: &Handle) -> AccountV1 {
        let failed = |why: String| AccountV1::without_report(&member.id, member.name.clone(), why);
        if let Some(why) = &member.closed {
            return failed(why.clone());
        }
        if self.home.stop.ending().is_some() {
            return failed(self.lang.pick("die Zeit reichte nicht", "there was no time left").to_owned());
        }
        match self.scanned(member, runtime) {
            Ok(account) => account,
            Err(Ended::With(_, why)) => {
                let whose = say!(self.lang, "Konto {}: ", "account {}: ", member.id);
                note(&format!("{whose}{why}"));
                let ended = Ended::With(Exit::Failed, why.clone());
                if let Err(Ended::With(_, why)) = self.own.keep_failure(&ended, &whose, self.lang) {
                    note(&why);
                }
                failed(self.own.without_names(&why))
            }
            Err(Ended::PipeClosed) => failed(String::new()),
        }
    }

    fn scanned(&self, member: &Member, runtime: &Handle) -> Result<AccountV1, Ended> {
        let (scanned, account) = runtime
            .block_on(async {
                let (account, caller) = connect_member(self.home, &member.id, self.role, self.record).await?;
                let scanned = scan(self.prepared.clone(), &account, caller).await;
                Ok::<_, LoginError>((scanned, account))
            })
            .map_err(|error| Ended::With(Exit::Failed, error.say(self.lang)))?;
        let mut scanned = scanned;
        let tell = |scanned: &tomscan::scan::Scanned| self.outputs.write_account(&member.id, scanned);
        let concluded = conclude(self.args, &mut scanned, &account, runtime, self.own, tell)?;
        let reason =
            (self.own.ledger.is_some() || !self.args.keep.fail_on.is_empty()).then_some(concluded.outcome.reason);
        for text in concluded.notes.iter().chain(&reason) {
            note(&format!("{}: {text}", member.id));
        }
        let mut account = AccountV1::of(&scanned.report(), member.name.clone());
        account.exit = concluded.outcome.exit as u8;
        Ok(account)
    }
}

/// Tells of the whole, and says how it ends: as the account that ends worst, and never well where one came to no report.
fn conclude_whole(
    args: &ScanArgs,
    own: &Own,
    outputs: &Outputs,
    whole: &OrganizationV1,
    runtime: Runtime,
) -> Result<Exit, Ended> {
    // What is still connected to somebody must not keep the report waiting.
    runtime.shutdown_background();
    outputs.write_whole(args.format, own.summary.as_deref(), whole)?;
    let lang = whole.head.language;
    let exit = exit_of(whole);
    let without: Vec<&str> = whole
        .accounts
        .iter()
        .filter(|account| account.failed.is_some())
        .map(|account| account.account.as_str())
        .collect();
    if !without.is_empty() {
        let (count, accounts) = (without.len(), without.join(", "));
        note(&say!(lang, "{count} Konten ohne Bericht: {accounts}", "{count} accounts without a report: {accounts}"));
    }
    let refuted = whole.claims.iter().filter(|claim| claim.verdict == Verdict::Refuted).count();
    if refuted > 0 && (own.ledger.is_some() || !args.keep.fail_on.is_empty()) {
        note(&say!(
            lang,
            "Aussagen, die in mindestens einem Konto widerlegt sind: {refuted}",
            "claims that are refuted in at least one account: {refuted}"
        ));
    }
    Ok(exit)
}
