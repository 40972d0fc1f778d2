//! Shards and single reports put together: the same report as one run over all their accounts.
//!
//! In: organisations' reports and kept reports of single accounts. Out: one report of the whole, or why they do not belong together.
//! Accounts in scope that none of them scanned are in it, as not verified.

use super::account::KeptReport;
use super::v1::{AccountV1, Head, ORGANIZATION_VERSION, OrganizationV1};
use crate::say;
use crate::text::{Lang, Say};
use std::collections::BTreeMap;

/// A report to put together with others.
#[derive(Clone, Debug)]
pub enum Merged {
    /// Of several accounts.
    Organization(Box<OrganizationV1>),
    /// Of one.
    Account(Box<KeptReport>),
}

/// Why reports cannot be put together.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MergeError {
    /// There is none.
    #[error("no report")]
    Nothing,
    /// A format of another version.
    #[error("{file}: version {version}")]
    Version {
        /// The file.
        file: String,
        /// Its version.
        version: u32,
    },
    /// They were not made of the same.
    #[error("{file}: another {what:?}")]
    Different {
        /// The file that differs from the first.
        file: String,
        /// In what.
        what: Different,
    },
    /// One account in two reports.
    #[error("{account} twice")]
    Twice {
        /// The account.
        account: String,
        /// The file in which it comes again.
        file: String,
    },
}

/// What must be the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Different {
    /// The claims file.
    Claims,
    /// The rules.
    Rules,
    /// tomscan itself.
    Version,
    /// The language.
    Language,
    /// The number of shards.
    Shards,
}

impl Say for MergeError {
    fn say(&self, lang: Lang) -> String {
        let nothing = lang.pick("nichts wurde zusammengeführt", "nothing was put together");
        let why = match self {
            Self::Nothing => lang.pick("kein Bericht genannt", "no report was named").to_owned(),
            Self::Version { file, version } => say!(
                lang,
                "{file} hat die Formatversion {version}, die dieses tomscan nicht kennt",
                "{file} has version {version} of the format, which this tomscan does not know"
            ),
            Self::Different { file, what } => {
                let what = what.word(lang);
                say!(
                    lang,
                    "{file} ist mit {what} entstanden als der erste Bericht; die Teile eines Laufs haben dieselben",
                    "{file} was made with {what} than the first report; the parts of one run have the same"
                )
            }
            Self::Twice { account, file } => say!(
                lang,
                "Konto {account} steht in zwei Berichten, zuletzt in {file}; jeden Teil nur einmal nennen",
                "account {account} stands in two reports, last in {file}; name each part once"
            ),
        };
        format!("{nothing}: {why}")
    }
}

impl Different {
    fn word(self, lang: Lang) -> &'static str {
        match self {
            Self::Claims => lang.pick("anderen Aussagen", "other claims"),
            Self::Rules => lang.pick("anderen Regeln", "other rules"),
            Self::Version => lang.pick("einem anderen tomscan", "another tomscan"),
            Self::Language => lang.pick("einer anderen Sprache", "another language"),
            Self::Shards => lang.pick("einer anderen Zahl von Teilen", "another number of shards"),
        }
    }
}

/// Puts reports together, each with the file that it comes from.
pub fn merge(reports: Vec<(String, Merged)>) -> Result<OrganizationV1, MergeError> {
    let mut reports = reports.into_iter().map(part).collect::<Result<Vec<Part>, _>>()?;
    // The first shard's caller and the claims of any: they are the same in all.
    reports.sort_by_key(|part| part.head.shard.map_or(0, |shard| shard.index));
    let first = reports.first().ok_or(MergeError::Nothing)?;
    let (mut head, claims) = (first.head.clone(), first.claims.clone());
    let mut accounts: BTreeMap<String, AccountV1> = BTreeMap::new();
    for part in reports {
        same(&head, &part)?;
        head.time = head.time.min(part.head.time);
        head.scope.extend(part.head.scope);
        for account in part.accounts {
            let id = account.account.clone();
            if accounts.insert(id.clone(), account).is_some() {
                return Err(MergeError::Twice { account: id, file: part.file });
            }
        }
    }
    let lang = head.language;
    let missing: Vec<AccountV1> = head
        .scope
        .iter()
        .filter(|account| !accounts.contains_key(*account))
        .map(|account| AccountV1::without_report(account, None, unscanned(lang)))
        .collect();
    // What is missing is named, so the report speaks of all accounts.
    head.shard = None;
    Ok(OrganizationV1::of(head, claims, accounts.into_values().chain(missing).collect()))
}

fn unscanned(lang: Lang) -> String {
    lang.pick("in keinem der zusammengeführten Berichte", "in none of the reports put together").to_owned()
}

/// One report, whichever sort it is.
struct Part {
    file: String,
    head: Head,
    claims: Vec<super::ClaimV1>,
    accounts: Vec<AccountV1>,
}

fn part((file, report): (String, Merged)) -> Result<Part, MergeError> {
    let known = |version: u32, known: u32, file: &str| match version {
        version if version == known => Ok(()),
        version => Err(MergeError::Version { file: file.to_owned(), version }),
    };
    match report {
        Merged::Organization(report) => {
            known(report.organization_version, ORGANIZATION_VERSION, &file)?;
            Ok(Part { file, head: report.head, claims: report.claims, accounts: report.accounts })
        }
        Merged::Account(report) => {
            known(report.version(), 1, &file)?;
            Ok(Part { file, head: report.head(), claims: report.claims(), accounts: vec![report.account()] })
        }
    }
}

fn same(head: &Head, part: &Part) -> Result<(), MergeError> {
    let (own, other) = (head, &part.head);
    let shards = |head: &Head| head.shard.map(|shard| shard.of);
    let what = if own.document.claims_sha256 != other.document.claims_sha256 {
        Different::Claims
    } else if own.rules_sha256 != other.rules_sha256 {
        Different::Rules
    } else if own.tomscan != other.tomscan {
        Different::Version
    } else if own.language != other.language {
        Different::Language
    } else if shards(own) != shards(other) {
        Different::Shards
    } else {
        return Ok(());
    };
    Err(MergeError::Different { file: part.file.clone(), what })
}
