//! A request that shows that somebody is let in. In: the policy and a class of outsiders. Out: a request of one of them that a
//! statement certainly allows and none may deny.
//!
//! What makes the class what it is stays as it is: who belongs to no organisation gets none to satisfy a condition, and who
//! comes from anywhere gets no network. Nothing is concluded if nothing is found.

use super::listed::{NETWORKS, SOURCE_ARNS, is_one_of};
use super::open::Question;
use super::party::{Party, Whom};
use super::{Entrance, Outsider};
use crate::policy::caller::{Caller, read_iam_arn};
use crate::policy::comparison;
use crate::policy::condition::Test;
use crate::policy::context::{Context, Presence};
use crate::policy::document::{PrincipalId, Statement};
use crate::policy::pattern::{ActionPattern, ResourcePattern};
use crate::policy::principal::{Account, Who};
use crate::policy::request::{Request, Scope, TlsVersion, Transport};
use crate::policy::search::{Aim, Search};
use crate::policy::witness::{ORDINARY, named_by_conditions};
use std::collections::BTreeSet;

/// Bounds on what is tried; beyond them less is shown, and nothing wrong.
const MAX_CALLERS: usize = 8;
const MAX_CANDIDATES: usize = 120;
const TRANSPORT: Transport = Transport::Tls(TlsVersion::Tls13);

/// An organisation that no policy names.
const ORGANIZATION: &str = "o-exampleorgid";

pub(super) fn find<'a>(
    question: &Question<'a>,
    party: &Party,
    statements: &[(usize, &'a Statement)],
) -> Option<Entrance> {
    let ordinary = ORDINARY.into_iter().find(|account| !question.names.accounts.contains(*account))?;
    let given = given(question, party, ordinary)?;
    let candidates = question.resource.candidates(question.policy.statements().iter());
    let mut search = search(question, party, ordinary);
    statements.iter().find_map(|(index, statement)| {
        let callers = callers(question, party, statement, ordinary);
        let selected = candidates.iter().filter(|(action, resource)| selects(statement, action, resource));
        let selected: Vec<&(&str, String)> = selected.take(MAX_CANDIDATES).collect();
        let request = callers.iter().find_map(|caller| {
            selected.iter().find_map(|(action, resource)| {
                attempt(question, &mut search, statement, caller, action, resource, &given)
            })
        })?;
        let outsider = question.named(party);
        let sid = statement.sid().map(str::to_owned);
        Some(Entrance { outsider, statement: *index, sid, request: Box::new(request) })
    })
}

/// Keys that make the class what it is; `None` if no request of it can be a proof.
fn given(question: &Question<'_>, party: &Party, ordinary: &str) -> Option<Context> {
    let known = question.known.clone().with("aws:ResourceAccount", &question.owner.account);
    match (&party.whom, &party.outsider) {
        (Whom::Named(_), _) | (_, Outsider::Source(_) | Outsider::Principal(_)) => None,
        (Whom::Service(_), Outsider::Account(account)) => Some(known.with("aws:SourceAccount", account)),
        (Whom::Service(_), Outsider::Organization(id)) => {
            Some(known.with("aws:SourceAccount", ordinary).with("aws:SourceOrgID", id))
        }
        (Whom::Service(_), _) => Some(known.with("aws:SourceAccount", ordinary)),
        (_, Outsider::Organization(id)) => Some(known.with("aws:PrincipalOrgID", id)),
        _ => Some(known),
    }
}

/// What may be chosen beside that.
fn search<'a>(question: &Question<'a>, party: &Party, ordinary: &str) -> Search<'a> {
    let present = |value: &str| Presence::Present(vec![value.to_owned()]);
    let absent = || vec![Presence::Absent];
    let search = Search::new(question.policy.statements().iter());
    let search = match (&party.whom, &party.outsider) {
        (_, Outsider::Organization(id)) => {
            let prefix = format!("{id}/");
            let within = |path: &str| path.starts_with(&prefix);
            search.settle_own("aws:PrincipalOrgPaths", within, absent()).settle_own(
                "aws:SourceOrgPaths",
                within,
                absent(),
            )
        }
        (Whom::Of(Account::Is(_)), _) => search,
        _ => ["Principal", "Source"].into_iter().fold(search, |search, whose| {
            let other = if question.names.organizations.contains(ORGANIZATION) {
                absent()
            } else {
                vec![Presence::Absent, present(ORGANIZATION)]
            };
            search.settle(&format!("aws:{whose}OrgID"), other).settle(&format!("aws:{whose}OrgPaths"), absent())
        }),
    };
    let account = match &party.outsider {
        Outsider::Account(account) => account.clone(),
        _ => ordinary.to_owned(),
    };
    let search = match &party.whom {
        Whom::Service(_) => SOURCE_ARNS
            .into_iter()
            .fold(search, |search, key| search.settle(key, sources(question, key, &account)))
            .settle("aws:SourceOwner", vec![present(&account), Presence::Absent]),
        _ => search,
    };
    match (&party.whom, &party.outsider) {
        (_, Outsider::Anyone) | (Whom::Service(_), _) => through_no_network(question, search),
        _ => ["aws:SourceVpcArn", "aws:VpceAccount", "aws:VpceOrgID"]
            .into_iter()
            .fold(search, |search, key| search.settle_own(key, |_| true, absent())),
    }
}

/// No network that the policy names.
fn through_no_network<'a>(question: &Question<'_>, search: Search<'a>) -> Search<'a> {
    let ranges: Vec<&String> =
        tests(question).filter(|test| test.key().eq_ignore_ascii_case("aws:SourceIp")).flat_map(Test::values).collect();
    let elsewhere = |address: &&str| {
        ranges
            .iter()
            .all(|range| comparison::addresses(range, address).is_false() || !comparison::elsewhere(range).is_false())
    };
    let addresses = ["203.0.113.7", "198.51.100.77", "192.0.2.177", "2001:db8::7"].into_iter().filter(elsewhere);
    let addresses =
        addresses.map(|address| Presence::Present(vec![address.to_owned()])).chain([Presence::Absent]).collect();
    let search = NETWORKS.into_iter().fold(search, |search, key| search.settle(key, vec![Presence::Absent]));
    search
        .settle("aws:SourceIp", addresses)
        .settle("elasticfilesystem:AccessedViaMountTarget", vec![Presence::Present(vec!["false".to_owned()])])
}

/// ARNs in the account that the policy's own patterns match, an ordinary one, and none.
fn sources(question: &Question<'_>, key: &str, account: &str) -> Vec<Presence> {
    let own = tests(question).filter(|test| test.key().eq_ignore_ascii_case(key));
    let own = own.flat_map(crate::policy::search::examples).map(|arn| {
        let mut parts: Vec<&str> = arn.splitn(6, ':').collect();
        if let Some(place) = parts.get_mut(4)
            && *place == "example"
        {
            *place = account;
        }
        parts.join(":")
    });
    let ordinary = format!("arn:{}:sns:eu-central-1:{account}:example", question.resource.partition());
    let arns: BTreeSet<String> = own.chain([ordinary]).filter(|arn| arn.split(':').nth(4) == Some(account)).collect();
    arns.into_iter().map(|arn| Presence::Present(vec![arn])).chain([Presence::Absent]).collect()
}

fn tests<'a>(question: &Question<'a>) -> impl Iterator<Item = &'a Test> {
    question.policy.statements().iter().flat_map(|statement| &statement.condition)
}

/// Members of the class that the statement may mean.
fn callers(question: &Question<'_>, party: &Party, statement: &Statement, ordinary: &str) -> Vec<Caller> {
    let account = match &party.whom {
        Whom::Nobody => return vec![Caller::Anonymous],
        Whom::Named(_) => return Vec::new(),
        Whom::Service(Caller::Service(name)) if name.starts_with('*') => {
            let own = statement.condition.iter().filter(|test| is_one_of(&["aws:PrincipalServiceName"], test.key()));
            let named = own.flat_map(crate::policy::search::examples);
            return named.chain(["cloudtrail.amazonaws.com".to_owned()]).map(Caller::Service).collect();
        }
        Whom::Service(caller) => return vec![caller.clone()],
        Whom::Of(Account::Is(account)) => account.as_str(),
        Whom::Of(Account::Unlisted(_)) => ordinary,
    };
    let principals = super::listed::ids(statement)
        .iter()
        .filter_map(|id| if let PrincipalId::Aws(text) = id { Some(text.clone()) } else { None });
    let conditions =
        named_by_conditions(statement).map(|name| name.replace(":iam::example:", &format!(":iam::{account}:")));
    let partition = question.resource.partition();
    let usual = ["user/example", "role/example", "root"].map(|name| format!("arn:{partition}:iam::{account}:{name}"));
    let mut callers = Vec::new();
    for arn in principals.chain(conditions).chain(usual) {
        // The root user of a named account stands for everybody there.
        let is_own = matches!(read_iam_arn(&arn), Some((home, _, _)) if home == account);
        let caller = Caller::Iam(arn);
        if is_own && !callers.contains(&caller) && callers.len() < MAX_CALLERS {
            callers.push(caller);
        }
    }
    callers
}

fn selects(statement: &Statement, action: &str, resource: &str) -> bool {
    statement.selects_action(&ActionPattern::concrete(action)).is_true()
        && statement.selects_resource(&ResourcePattern::concrete(resource)).is_true()
}

fn attempt<'a>(
    question: &Question<'a>,
    search: &mut Search<'a>,
    statement: &'a Statement,
    caller: &Caller,
    action: &str,
    resource: &str,
    given: &Context,
) -> Option<Request> {
    search.count()?;
    let request = |context: Context| Request {
        transport: TRANSPORT,
        caller: caller.clone(),
        action: action.to_owned(),
        resource: resource.to_owned(),
        context,
    };
    let known = request(given.clone()).full_context();
    let (action_class, resource_class) = (ActionPattern::concrete(action), ResourcePattern::concrete(resource));
    let scope = Scope { who: Who::One(caller), action: &action_class, resource: &resource_class, context: &known };
    if statement.applies(&scope).is_false() {
        return None;
    }
    let in_the_way: Vec<&Statement> =
        question.policy.denies().filter(|statement| !statement.applies(&scope).is_false()).collect();
    let chosen = search.context(Aim { action, apply: &[statement], avoid: &in_the_way }, &known)?;
    let found = request(told(question, &given.clone().and(&chosen), caller));
    // The plain evaluator has the last word.
    let passes = found.is_allowed_by(question.policy).is_true() && found.is_denied_by(question.policy).is_false();
    passes.then_some(found)
}

/// The keys that matter to the policy, and for whom a service acts.
fn told(question: &Question<'_>, context: &Context, caller: &Caller) -> Context {
    let mut told = Context::default();
    for (key, presence) in context.iter() {
        let tested = tests(question).any(|test| test.key().eq_ignore_ascii_case(key));
        let source = matches!(caller, Caller::Service(_)) && key.eq_ignore_ascii_case("aws:SourceAccount");
        if tested || source {
            told.set(key, presence.clone());
        }
    }
    told
}
