//! The pipeline on one page: claims and rules go in, an account is asked, every claim comes out judged.

use crate::aws::{self, Account, Login, LoginError, Traffic};
use crate::claim::{self, Claims, Origin};
use crate::collect::{self, Narrowing, Plan, Taker};
use crate::drift::Drift;
use crate::evaluate::{Evaluation, Interest, Judge, Verdict};
use crate::fact::{Caller, Inventory, Resource};
use crate::input::{self, InputError, Sort};
use crate::report::Report;
use crate::rule::{self, RuleSet};
use crate::say;
use crate::source::Mistakes;
use crate::text::{Lang, Say};
use jiff::Timestamp;
use std::panic::resume_unwind;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;

/// Where claims come from.
#[derive(Clone, Debug)]
pub enum ClaimsFrom {
    /// `--claims FILE`.
    File(PathBuf),
    /// `tom.toml` in the working directory, else the built-in general set.
    Default,
    /// A text inside the binary, with its name.
    Text(&'static str, &'static str),
}

/// What to scan.
#[derive(Clone, Debug)]
pub struct Options {
    /// Claims.
    pub claims: ClaimsFrom,
    /// `--rules DIR`; the embedded rules, if absent.
    pub rules: Option<PathBuf>,
    /// `--region`, repeatable.
    pub regions: Vec<String>,
    /// `--undocumented`: also ask what only rules need that no claim names.
    pub undocumented: bool,
    /// How to reach the account.
    pub login: Login,
    /// `--lang`.
    pub lang: Option<Lang>,
    /// The language of messages before the claims file is read.
    pub fallback: Lang,
}

/// Claims and rules, read and checked; copies for several accounts share the rules.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// What is claimed.
    pub claims: Claims,
    /// What would prove it.
    pub rules: Arc<RuleSet>,
    /// Language of the report.
    pub lang: Lang,
    /// The calls that this needs.
    pub plan: Plan,
}

/// Everything that one scan gives.
#[derive(Debug)]
pub struct Scanned {
    /// Claims, rules, plan.
    pub prepared: Prepared,
    /// What was seen.
    pub inventory: Inventory,
    /// What follows.
    pub evaluation: Evaluation,
    /// What changed since an earlier run, if it was compared with one.
    pub drift: Option<Drift>,
    /// The recording, if one was asked for.
    pub recording: Option<String>,
}

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum ScanError {
    /// A claims file or rule has mistakes.
    #[error("{0}")]
    Input(#[from] Mistakes),
    /// A file cannot be read.
    #[error("{path}: {error}")]
    File {
        /// The path.
        path: String,
        /// Why.
        error: InputError,
    },
    /// There is no account to ask.
    #[error(transparent)]
    Login(#[from] LoginError),
    /// The claims do not speak of this account.
    #[error("account {account} is not in scope")]
    OtherAccount {
        /// Who is logged in where.
        account: String,
        /// The accounts of the claims file.
        scope: Vec<String>,
        /// The claims file.
        file: String,
    },
}

impl Say for ScanError {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::Input(mistakes) => {
                let list = mistakes.say(lang);
                say!(
                    lang,
                    "nicht geprüft: die Eingabe enthält Fehler\n{list}",
                    "nothing was scanned: the input has mistakes\n{list}"
                )
            }
            Self::File { path, error } => {
                let error = error.say(lang);
                say!(
                    lang,
                    "nicht geprüft: {path} ist nicht lesbar: {error}",
                    "nothing was scanned: {path} cannot be read: {error}"
                )
            }
            Self::Login(error) => error.say(lang),
            Self::OtherAccount { account, scope, file } => {
                let scope = scope.join(", ");
                say!(
                    lang,
                    "nicht geprüft: angemeldet ist das Konto {account}, {file} gilt aber für {scope}; anderes Profil wählen oder das Konto unter [scope] accounts eintragen",
                    "nothing was scanned: the login is for account {account}, but {file} speaks of {scope}; choose another profile or add the account under [scope] accounts"
                )
            }
        }
    }
}

/// Reads claims and rules.
pub fn prepare(options: &Options) -> Result<Prepared, ScanError> {
    let rules = match &options.rules {
        Some(dir) => rule::load_dir(dir)?,
        None if options.undocumented => rule::load_embedded()?,
        None => rule::embedded()?,
    };
    let claims = read_claims(options, &rules)?;
    let mut plan = Plan::of(&claims, &rules, Narrowing(options.regions.clone()));
    if options.undocumented {
        plan.add_all(&rules);
    }
    let lang = options.lang.unwrap_or(claims.document.language);
    Ok(Prepared { claims, rules: Arc::new(rules), lang, plan })
}

fn read_claims(options: &Options, rules: &RuleSet) -> Result<Claims, ScanError> {
    let path = match &options.claims {
        ClaimsFrom::Text(name, text) => return Ok(claim::load(name, text, rules)?),
        ClaimsFrom::Default if !PathBuf::from("tom.toml").exists() => {
            return Ok(claim::general(options.lang.unwrap_or(options.fallback), rules)?);
        }
        ClaimsFrom::Default => PathBuf::from("tom.toml"),
        ClaimsFrom::File(path) => path.clone(),
    };
    let name = path.display().to_string();
    let text = input::read_text(&path, Sort::Claims).map_err(|error| ScanError::File { path: name.clone(), error })?;
    Ok(claim::load(&name, &text, rules)?)
}

/// Logs in, and refuses an account that the claims do not speak of.
pub async fn login(prepared: &Prepared, login: Login) -> Result<(Account, Caller), ScanError> {
    if prepared.claims.origin != Origin::BuiltIn {
        // The judge looks at the rules that no claim names too; they are read while AWS says who is asking.
        let rules = Arc::clone(&prepared.rules);
        tokio::task::spawn_blocking(move || rules.read_ahead(rules.ids().map(|id| id.0.as_str())));
    }
    let (account, caller) = aws::connect(login).await?;
    let scope = &prepared.claims.scope.accounts;
    if !scope.is_empty() && !scope.contains(&account.id) {
        let file = match &prepared.claims.origin {
            Origin::File(path) => path.clone(),
            Origin::BuiltIn => String::new(),
        };
        return Err(ScanError::OtherAccount { account: account.id, scope: scope.clone(), file });
    }
    Ok((account, caller))
}

/// Asks the account and judges every claim. Boxed, so that all collectors are compiled here and not once more in each program
/// that scans.
pub fn scan<'a>(
    prepared: Prepared,
    account: &'a Account,
    caller: Caller,
) -> Pin<Box<dyn Future<Output = Scanned> + 'a>> {
    // Without a share of its own: tokio would let the first collectors use up what a task may do before it yields, again and again, and
    // those behind them would wait until their calls are over time.
    Box::pin(tokio::task::unconstrained(async move {
        let court = Court::sits(&prepared, account.now);
        let interest = Interest::of(&prepared.claims, &prepared.rules, prepared.plan.undocumented);
        let taker =
            Taker { take: &|resource| court.see(resource), still_asked: &|resource| interest.still_asked(resource) };
        let inventory = Box::pin(collect::collect(account, caller, &prepared.plan, taker)).await;
        drop(interest);
        let (evaluation, inventory) = court.concludes(inventory);
        Scanned { prepared, inventory, evaluation, drift: None, recording: account.tape().recorded() }
    }))
}

/// A judge on a thread of its own, so that answers are read while resources are judged. Each resource goes when it was; what is kept of
/// it is what was found.
struct Court {
    cases: SyncSender<Case>,
    judge: JoinHandle<Option<(Evaluation, Inventory)>>,
}

enum Case {
    See(Box<Resource>),
    Conclude(Box<Inventory>),
}

/// So many resources wait for the judge at most; then reading waits too.
const WAITING: usize = 256;

impl Court {
    fn sits(prepared: &Prepared, now: Timestamp) -> Self {
        let (claims, rules) = (prepared.claims.clone(), Arc::clone(&prepared.rules));
        let (cases, to_judge) = sync_channel(WAITING);
        let judge = std::thread::spawn(move || {
            let mut judge = Judge::new(&claims, &rules, now);
            for case in to_judge {
                match case {
                    Case::See(resource) => judge.see(&resource),
                    Case::Conclude(inventory) => return Some((judge.conclude(&inventory), *inventory)),
                }
            }
            None
        });
        Self { cases, judge }
    }

    fn see(&self, resource: Resource) {
        let _a_judge_that_crashed_is_told_at_the_end = self.cases.send(Case::See(Box::new(resource)));
    }

    fn concludes(self, inventory: Inventory) -> (Evaluation, Inventory) {
        let _as_above = self.cases.send(Case::Conclude(Box::new(inventory)));
        match self.judge.join() {
            Ok(Some(judged)) => judged,
            // Without the last case no judge ends, unless it crashed.
            Ok(None) => resume_unwind(Box::new("the judge did not conclude")),
            Err(crash) => resume_unwind(crash),
        }
    }
}

impl Scanned {
    /// Takes over what was counted: also after evaluation AWS is asked, about who changed what.
    pub fn count(&mut self, traffic: &Traffic) {
        self.inventory.calls.clone_from(&traffic.requests);
        self.inventory.throttled.clone_from(&traffic.throttled);
        self.inventory.retried.clone_from(&traffic.retried);
    }

    /// The report.
    pub fn report(&self) -> Report<'_> {
        Report {
            claims: &self.prepared.claims,
            rules: &self.prepared.rules,
            inventory: &self.inventory,
            evaluation: &self.evaluation,
            drift: self.drift.as_ref(),
            lang: self.prepared.lang,
        }
    }

    /// Whether something is refuted.
    pub fn refuted(&self) -> bool {
        self.report().has(Verdict::Refuted)
    }

    /// Whether something could not be verified, or the scan was broken off.
    pub fn unverified(&self) -> bool {
        self.report().has(Verdict::Unverified) || !self.inventory.complete
    }
}
