//! `Principal` and `NotPrincipal`. In: the element and who calls. Out: whether the statement is
//! meant for the caller.
//!
//! "AWS JSON policy elements: Principal" and "AWS JSON policy elements: `NotPrincipal`".

use super::caller::{Caller, IamKind, is_account, read_iam_arn};
use super::document::{PrincipalElement, PrincipalId};
use super::truth::{Reason, Truth};
use super::value::Listed;

/// On whose behalf a statement is read.
#[derive(Clone, Copy, Debug)]
pub(super) enum Who<'a> {
    /// Every caller at once: a resource policy is to hold for all of them.
    Everyone,
    /// This one.
    One(&'a Caller),
    /// Every user, session and root user of an account.
    Of(&'a Account),
    /// The principal that an identity policy is attached to.
    Holder,
}

/// An account, or all that the policy does not name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Account {
    Is(String),
    Unlisted(Listed),
}

pub(super) fn includes(element: Option<&PrincipalElement>, who: Who<'_>) -> Truth {
    match (element, who) {
        (None, Who::Holder) => Truth::True,
        // "Identity-based policies must not have a Principal", resource-based ones must.
        (None, _) | (Some(_), Who::Holder) => Truth::Unknown(Reason::MisplacedElement),
        (Some(PrincipalElement::Principal(ids)), Who::Everyone) => {
            if ids.contains(&PrincipalId::Everyone) {
                Truth::True
            } else {
                Truth::Unknown(Reason::PrincipalPattern)
            }
        }
        (Some(PrincipalElement::NotPrincipal(ids)), Who::Everyone) => {
            if ids.contains(&PrincipalId::Everyone) {
                Truth::False
            } else {
                Truth::Unknown(Reason::NotPrincipal)
            }
        }
        (Some(PrincipalElement::Principal(ids)), Who::One(caller)) => any(ids, caller),
        (Some(PrincipalElement::NotPrincipal(ids)), Who::One(caller)) => excepts(ids, caller),
        (Some(PrincipalElement::Principal(ids)), Who::Of(account)) => any_of(ids, account),
        // Whether somebody of an account is excepted depends on who of it he is.
        (Some(PrincipalElement::NotPrincipal(ids)), Who::Of(account)) => match any_of(ids, account) {
            Truth::False => Truth::True,
            _ if ids.contains(&PrincipalId::Everyone) => Truth::False,
            _ => Truth::Unknown(Reason::NotPrincipal),
        },
    }
}

/// Whether the list names everyone of the account (true), nobody of it, or some.
fn any_of(ids: &[PrincipalId], account: &Account) -> Truth {
    ids.iter().map(|id| names_account(id, account)).fold(Truth::False, Truth::or)
}

fn names_account(id: &PrincipalId, account: &Account) -> Truth {
    const UNCLEAR: Truth = Truth::Unknown(Reason::PrincipalPattern);
    match id {
        PrincipalId::Everyone => Truth::True,
        PrincipalId::Service(_) => Truth::False,
        // A session may have come from an identity provider, and a canonical user id stands for some account.
        PrincipalId::Federated(_) | PrincipalId::CanonicalUser(_) => UNCLEAR,
        PrincipalId::Aws(text) => match (account_of(text), account) {
            (Some(named), Account::Is(account)) if named != account => Truth::False,
            (Some(_), Account::Is(_)) if names_all(text) => Truth::True,
            (None, _) | (Some(_), Account::Is(_)) => UNCLEAR,
            // An account that is not listed is not named either.
            (Some(named), Account::Unlisted(listed)) => {
                if listed.contains(named) {
                    Truth::False
                } else {
                    UNCLEAR
                }
            }
        },
    }
}

/// Whether an `AWS` principal stands for a whole account. "Using the account ARN in the Principal element does not limit
/// permissions to only the root user of the account."
fn names_all(text: &str) -> bool {
    is_account(text) || matches!(read_iam_arn(text), Some((_, IamKind::Root, _)))
}

fn any(ids: &[PrincipalId], caller: &Caller) -> Truth {
    ids.iter().map(|id| names(id, caller)).fold(Truth::False, Truth::or)
}

/// NOTE: with `NotPrincipal`, "AWS might validate the account first and then the user", or the
/// account, the role and the session. So a user is certainly excepted only if his account is listed
/// too, and a role never is, as its sessions have names of their own.
fn excepts(ids: &[PrincipalId], caller: &Caller) -> Truth {
    if ids.contains(&PrincipalId::Everyone) {
        return Truth::False;
    }
    if any(ids, caller).is_false() {
        return Truth::True;
    }
    let unclear = Truth::Unknown(Reason::NotPrincipal);
    let Caller::Iam(arn) = caller else {
        return unclear;
    };
    let Some((account, kind, _)) = read_iam_arn(arn) else {
        return unclear;
    };
    let listed = |wanted: &str| ids.iter().any(|id| matches!(id, PrincipalId::Aws(text) if text == wanted));
    let root = arn.split_once("::").map(|(head, _)| format!("{head}::{account}:root"));
    let account_listed = listed(account) || root.is_some_and(|root| listed(&root));
    match kind {
        IamKind::Root if account_listed => Truth::False,
        IamKind::User if account_listed && listed(arn) => Truth::False,
        _ => unclear,
    }
}

fn names(id: &PrincipalId, caller: &Caller) -> Truth {
    match (id, caller) {
        (PrincipalId::Everyone, _) => Truth::True,
        (PrincipalId::Service(name), Caller::Service(caller)) => Truth::known(name == caller),
        (PrincipalId::Service(_), Caller::Anonymous | Caller::Iam(_))
        | (PrincipalId::Federated(_), Caller::Anonymous | Caller::Service(_)) => Truth::False,
        // A session of a role may have come from an identity provider; users and root have not.
        (PrincipalId::Federated(_), Caller::Iam(arn)) => match read_iam_arn(arn) {
            Some((_, IamKind::User | IamKind::Root, _)) => Truth::False,
            _ => Truth::Unknown(Reason::PrincipalPattern),
        },
        // A canonical user id stands for an account, and anonymous callers have one too.
        (PrincipalId::CanonicalUser(_), _) => Truth::Unknown(Reason::PrincipalPattern),
        (PrincipalId::Aws(text), caller) => names_aws(text, caller),
    }
}

fn names_aws(text: &str, caller: &Caller) -> Truth {
    const UNCLEAR: Truth = Truth::Unknown(Reason::PrincipalPattern);
    let Some(account) = account_of(text) else {
        // A unique id such as AIDAEXAMPLE, a wildcard that AWS does not document, or something
        // else.
        return UNCLEAR;
    };
    let Caller::Iam(arn) = caller else {
        return Truth::False;
    };
    let Some((home, kind, _)) = read_iam_arn(arn) else {
        return UNCLEAR;
    };
    if account != home {
        return Truth::False;
    }
    if names_all(text) || text == arn {
        return Truth::True;
    }
    // Another user or role of the account, or a session that may or may not be the role's.
    match read_iam_arn(text) {
        Some((_, other, _)) if other != kind => Truth::False,
        // NOTE: role ARNs are compared exactly, but case and path are easily mistaken, so a role of
        // the same name stays unclear.
        Some((_, _, name)) => match read_iam_arn(arn) {
            Some((_, _, mine)) if mine.eq_ignore_ascii_case(name) => UNCLEAR,
            _ => Truth::False,
        },
        None => UNCLEAR,
    }
}

/// The account of an `AWS` principal: an account id, or an ARN of IAM or STS without wildcards.
pub(super) fn account_of(text: &str) -> Option<&str> {
    if is_account(text) {
        return Some(text);
    }
    let mut parts = text.splitn(6, ':');
    let (head, _, service) = (parts.next()?, parts.next()?, parts.next()?);
    let account = parts.nth(1)?;
    let readable = head == "arn" && matches!(service, "iam" | "sts") && !text.contains(['*', '?', '$']);
    (readable && is_account(account)).then_some(account)
}
