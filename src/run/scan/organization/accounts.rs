//! Which accounts are to be scanned.
//!
//! In: the organisation or a list, the claims file's scope, the shard. Out: the accounts of this run, those that cannot be scanned
//! with the reason, and the ids of all shards together.

use crate::cli::OrganizationArgs;
use crate::exit::Exit;
use crate::run::Ended;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use tomscan::aws::Account;
use tomscan::aws::wire::organizations_accounts::{Account as Listed, ListAccounts};
use tomscan::fact::Observed;
use tomscan::input::{self, Sort};
use tomscan::report::unknown_in_words;
use tomscan::say;
use tomscan::text::{Lang, Say};

/// An account of this run.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub(super) id: String,
    pub(super) name: Option<String>,
    /// Why it cannot be scanned, if so.
    pub(super) closed: Option<String>,
}

/// The accounts of this run, and the ids of those of all shards.
#[derive(Debug)]
pub(super) struct Members {
    pub(super) own: Vec<Member>,
    pub(super) scope: BTreeSet<String>,
}

/// The ids that a list names: by themselves, or in a file.
pub(super) fn named(list: &str, lang: Lang) -> Result<BTreeSet<String>, Ended> {
    let wrong = |what: String| Ended::With(Exit::Usage, what);
    let is_list = list.chars().all(|c| c.is_ascii_digit() || c == ',' || c == ' ');
    let text = if is_list {
        list.to_owned()
    } else {
        input::read_text(Path::new(list), Sort::Accounts).map_err(|error| {
            let error = error.say(lang);
            wrong(say!(
                lang,
                "nicht geprüft: {list} ist nicht lesbar: {error}",
                "nothing was scanned: {list} cannot be read: {error}"
            ))
        })?
    };
    let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default());
    let ids: Vec<&str> = lines.flat_map(|line| line.split([',', ' ', '\t'])).filter(|id| !id.is_empty()).collect();
    if let Some(id) = ids.iter().find(|id| id.len() != 12 || !id.bytes().all(|byte| byte.is_ascii_digit())) {
        return Err(wrong(say!(
            lang,
            "nicht geprüft: „{id}“ ist keine Kontonummer; sie hat zwölf Ziffern",
            "nothing was scanned: \"{id}\" is no account id; it has twelve digits"
        )));
    }
    if ids.is_empty() {
        return Err(wrong(say!(
            lang,
            "nicht geprüft: {list} nennt kein Konto",
            "nothing was scanned: {list} names no account"
        )));
    }
    Ok(ids.into_iter().map(str::to_owned).collect())
}

/// The accounts to scan.
pub(super) async fn members(
    args: &OrganizationArgs,
    home: &Account,
    in_document: &[String],
    lang: Lang,
) -> Result<Members, Ended> {
    let listed: BTreeMap<String, Member> = match &args.accounts {
        Some(list) => named(list, lang)?.into_iter().map(|id| (id.clone(), Member::plain(id))).collect(),
        None => of_organization(home, lang).await?,
    };
    let speaks_of = |id: &String| in_document.is_empty() || in_document.contains(id);
    if let Some(outside) = args.accounts.as_ref().and_then(|_| listed.keys().find(|id| !speaks_of(id))) {
        let message = say!(
            lang,
            "nicht geprüft: von Konto {outside} spricht die Aussagendatei nicht; es unter [scope] accounts eintragen oder aus --accounts nehmen",
            "nothing was scanned: the claims file does not speak of account {outside}; add it under [scope] accounts or take it out of --accounts"
        );
        return Err(Ended::With(Exit::Usage, message));
    }
    let mut all: BTreeMap<String, Member> = listed.into_iter().filter(|(id, _)| speaks_of(id)).collect();
    if args.organization {
        // The document speaks of it, so it must not vanish because the organisation does not have it.
        for id in in_document {
            all.entry(id.clone()).or_insert_with(|| Member {
                closed: Some(lang.pick("nicht in dieser Organisation", "not in this organisation").to_owned()),
                ..Member::plain(id.clone())
            });
        }
    }
    let scope = all.keys().cloned().collect();
    let own = all.into_values().filter(|member| args.shard.is_none_or(|shard| shard.has(&member.id))).collect();
    Ok(Members { own, scope })
}

impl Member {
    fn plain(id: String) -> Self {
        Self { id, name: None, closed: None }
    }
}

/// The accounts of the organisation. One that is closed still holds its data at AWS for a while: it stays, as not verified.
async fn of_organization(home: &Account, lang: Lang) -> Result<BTreeMap<String, Member>, Ended> {
    let listed = home.list::<ListAccounts>(&home.home_region(), json!({})).await;
    let refused = |why: String| {
        let message = say!(
            lang,
            "nicht geprüft: die Konten der Organisation sind nicht bekannt ({why}); anmelden im Verwaltungskonto oder als delegierter Administrator, mit organizations:ListAccounts, oder die Konten mit --accounts nennen",
            "nothing was scanned: the organisation's accounts are not known ({why}); log in to the management account or as a delegated administrator, with organizations:ListAccounts, or name the accounts with --accounts"
        );
        Ended::With(Exit::Failed, message)
    };
    let accounts = match listed.seen {
        Observed::Value(accounts) => accounts,
        Observed::Absent => return Err(refused(lang.pick("keine Organisation", "no organisation").to_owned())),
        Observed::Unknown(why) => return Err(refused(unknown_in_words(&why, lang))),
    };
    let member = |account: Listed| {
        let closed = account.state.filter(|state| state != "ACTIVE");
        let closed = closed.map(|state| say!(lang, "Konto ist {state}", "the account is {state}"));
        (account.id.clone(), Member { id: account.id, name: account.name, closed })
    };
    Ok(accounts.into_iter().map(member).collect())
}

#[cfg(test)]
mod tests {
    use super::{Lang, named};

    #[test]
    fn accounts_are_named_by_themselves_or_in_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("accounts.txt");
        std::fs::write(&file, "# production\n111122223333\n\n444455556666 # shop\n").unwrap();
        let ids = |list: &str| named(list, Lang::En).ok().map(|ids| ids.into_iter().collect::<Vec<_>>());
        let both = Some(vec!["111122223333".to_owned(), "444455556666".to_owned()]);
        assert_eq!(ids("444455556666,111122223333"), both);
        assert_eq!(ids(&file.display().to_string()), both);
        for wrong in ["", "12", "1111222233334", "nowhere.txt", "111122223333,,x"] {
            assert_eq!(ids(wrong), None, "{wrong}");
        }
    }
}
