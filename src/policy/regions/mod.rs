//! Do the policies of an organisation keep an account within its regions? In: its service control policies, level by level, and
//! the regions that are allowed. Out: [`RegionGuard`].
//!
//! *Yes* means that every request to another region is refused, also to regions that AWS does not have yet, for every action but
//! those that AWS's own examples exempt (`exempt`), and for every principal but those that the policies exempt by their ARN. Both
//! exemptions are listed. *No* is a request to another region that nothing refuses: by an ordinary principal, or for an action
//! that is no documented exemption.
//!
//! "SCP evaluation": a deny at any level refuses, and each level from the root to the account must allow. SCPs speak neither for
//! the management account nor for service-linked roles and service principals, and a region that is refused says nothing of what
//! is there already, nor of operations that reach across regions ("aws:RequestedRegion": replication, copies).

mod exempt;
mod residual;

use super::administrator::Home;
use super::caller::Caller;
use super::condition::Test;
use super::context::Context;
use super::document::{Effect, Policy, Statement};
use super::pattern::{ActionPattern, Pattern, ResourcePattern};
use super::plaintext::Decision;
use super::principal::Who;
use super::request::{Request, Scope, TlsVersion, Transport};
use super::search::{Aim, Search};
use super::truth::{Reason, Truth};
use super::value::{Class, Listed, Shape};
use residual::Residual;
use std::collections::BTreeSet;
use std::sync::Arc;

const REGION: &str = "aws:RequestedRegion";
const PRINCIPAL: &str = "aws:PrincipalArn";

/// Stands for every region that AWS does not have yet, or that is not known here.
pub const ANY_OTHER: &str = "*";

/// So many actions are tried for ordinary principals, and so many regions beside those that are named.
const ORDINARY_ACTIONS: usize = 3;
const OTHER_REGIONS: usize = 6;

/// Regions times denies that are gone through.
const MAX_EFFORT: usize = 20_000;

/// Policies of the organisation that apply to an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guardrails {
    /// Service control policies by level: the root, each organisational unit, the account itself. Empty if the organisation has
    /// none enabled.
    pub service_control: Vec<Vec<Policy>>,
    /// Resource control policies of all levels. They hold for some services alone, so they never prove anything here, but no
    /// counterexample is claimed that one of them might refuse.
    pub resource_control: Vec<Policy>,
}

/// Whether other regions are refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionGuard {
    /// Whether they are, with a request that is not refused if they are not.
    pub decision: Decision,
    /// Actions that are not refused in other regions; if the decision is *yes*, all of them are documented exemptions.
    pub exempt_actions: Vec<String>,
    /// Principals that are exempt by their ARN, as the policies write them.
    pub exempt_principals: Vec<String>,
}

/// Whether the guardrails refuse every request of the account to a region that is not allowed.
#[must_use]
pub fn denies_other_regions(guardrails: &Guardrails, home: &Home, allowed: &[&str]) -> RegionGuard {
    Question { guardrails, home, asked: Asked::AllBut(allowed) }.guard()
}

/// Whether the guardrails refuse every request of the account to one region, region by region: those that AWS has in the
/// partition, and under [`ANY_OTHER`] whatever else there may be.
#[must_use]
pub fn region_by_region(guardrails: &Guardrails, home: &Home) -> Vec<(String, Decision)> {
    let known: Vec<&str> =
        exempt::REGIONS.iter().copied().filter(|region| exempt::partition(region) == home.partition).collect();
    let each = known.iter().map(|region| {
        let guard = Question { guardrails, home, asked: Asked::Only(region) }.guard();
        ((*region).to_owned(), guard.decision)
    });
    let others = (ANY_OTHER.to_owned(), denies_other_regions(guardrails, home, &known).decision);
    each.chain(std::iter::once(others)).collect()
}

/// Which regions are asked about.
enum Asked<'a> {
    /// All but these.
    AllBut(&'a [&'a str]),
    /// This one.
    Only(&'a str),
}

struct Question<'a> {
    guardrails: &'a Guardrails,
    home: &'a Home,
    asked: Asked<'a>,
}

impl<'a> Question<'a> {
    fn guard(&self) -> RegionGuard {
        if self.guardrails.service_control.iter().any(Vec::is_empty) {
            let decision = Decision::CannotTell(Reason::LevelWithoutPolicy);
            return RegionGuard { decision, exempt_actions: Vec::new(), exempt_principals: Vec::new() };
        }
        let regions = self.regions();
        if regions.len().saturating_mul(self.denies().count() + 1) > MAX_EFFORT {
            let decision = Decision::CannotTell(Reason::PolicyTooLarge);
            return RegionGuard { decision, exempt_actions: Vec::new(), exempt_principals: Vec::new() };
        }
        let mut left: Vec<ActionPattern> = Vec::new();
        for region in regions {
            for action in self.residual(&region).actions() {
                if !left.contains(action) {
                    left.push(action.clone());
                }
            }
        }
        let documented: Vec<ActionPattern> = exempt::DOCUMENTED.iter().map(|text| ActionPattern::new(text)).collect();
        let gap = left.iter().find(|action| !documented.iter().any(|exemption| exemption.covers(action)));
        let gaps = gap.map_or_else(Vec::new, |_| gaps(&left, &documented));
        // Even where no action is left: whom the policies exempt might be everybody.
        let telling: Vec<String> =
            exempt::TELLING.iter().take(ORDINARY_ACTIONS).map(|action| (*action).to_owned()).collect();
        let found = self.counterexample(&telling).or_else(|| self.counterexample(&gaps));
        let decision = match (found, gap) {
            (Some(request), _) => Decision::No(Box::new(request)),
            (None, None) => Decision::Yes,
            (None, Some(gap)) => Decision::CannotTell(self.why(gap)),
        };
        let exempt_actions: BTreeSet<String> = left.iter().map(|action| action.text().to_owned()).collect();
        RegionGuard {
            decision,
            exempt_actions: exempt_actions.into_iter().collect(),
            exempt_principals: self.exempt_principals().into_iter().collect(),
        }
    }

    fn statements(&self) -> impl Iterator<Item = &'a Statement> {
        self.guardrails.service_control.iter().flatten().flat_map(Policy::statements)
    }

    fn denies(&self) -> impl Iterator<Item = &'a Statement> {
        self.statements().filter(|statement| statement.effect() == Effect::Deny)
    }

    fn tests(&self) -> impl Iterator<Item = &'a Test> {
        self.statements().flat_map(|statement| &statement.condition)
    }

    /// The regions that the policies write out.
    fn named(&self) -> BTreeSet<String> {
        let tests = self.tests().filter(|test| test.key().eq_ignore_ascii_case(REGION));
        let values = tests.flat_map(Test::values).filter(|value| !value.contains(['*', '?', '$']));
        values.map(|value| value.to_lowercase()).collect()
    }

    fn is_other(&self, region: &str) -> bool {
        match self.asked {
            Asked::AllBut(allowed) => !allowed.iter().any(|allowed| allowed.eq_ignore_ascii_case(region)),
            Asked::Only(one) => one.eq_ignore_ascii_case(region),
        }
    }

    /// Every region that is not allowed: those that are named, and all others at once.
    fn regions(&self) -> Vec<Class> {
        let allowed = match self.asked {
            Asked::AllBut(allowed) => allowed,
            Asked::Only(one) => return vec![Class::Text(one.to_owned())],
        };
        let named = self.named();
        let known: Listed =
            Arc::new(named.iter().cloned().chain(allowed.iter().map(|region| region.to_lowercase())).collect());
        let others = named.into_iter().filter(|region| self.is_other(region)).map(Class::Text);
        std::iter::once(Class::Shape(Shape::word(&known))).chain(others).collect()
    }

    /// What all requests of the account to the region have in common.
    fn context(&self, region: &Class) -> Context {
        Context::default()
            .with("aws:PrincipalAccount", &self.home.account)
            .with("aws:PrincipalIsAWSService", "false")
            .without("aws:PrincipalServiceName")
            .among(REGION, vec![region.clone()])
    }

    /// The actions that are not certainly refused in the regions of the class, to principals that are not exempt.
    fn residual(&self, region: &Class) -> Residual {
        let context = self.context(region);
        let mut residual = Residual::everything();
        for statement in self.denies().filter(|statement| is_in_force(statement, &context)) {
            residual = residual.without(&statement.actions);
        }
        for level in &self.guardrails.service_control {
            let allowing: Vec<_> = allows(level)
                .filter(|statement| !statement.condition_holds(&context).is_false())
                .map(|statement| &statement.actions)
                .collect();
            residual = residual.only(&allowing);
        }
        residual
    }

    /// Principals whom a deny that counts leaves out by their ARN.
    fn exempt_principals(&self) -> BTreeSet<String> {
        let regions = self.regions();
        let guards = self.denies().filter(|statement| {
            let about_regions = statement.condition.iter().any(|test| test.key().eq_ignore_ascii_case(REGION));
            about_regions || regions.iter().any(|region| is_in_force(statement, &self.context(region)))
        });
        let tests = guards.flat_map(|statement| &statement.condition).filter(|test| exempts_principals(test));
        tests.flat_map(Test::values).cloned().collect()
    }

    /// A request to another region, for one of the actions, that no policy refuses.
    fn counterexample(&self, actions: &[String]) -> Option<Request> {
        let mut search = Search::new(self.statements());
        // Those that the policies write out first; a name that no region has shows nothing.
        let (mut named, mut others): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
        let written = self.named();
        for region in exempt::REGIONS.iter().filter(|region| self.is_other(region)) {
            if exempt::partition(region) == self.home.partition {
                if written.contains(*region) { named.push(region) } else { others.push(region) }
            }
        }
        others.truncate(OTHER_REGIONS);
        named.extend(others);
        let callers = ["role/x7f3a9c1", "user/x7f3a9c1", "role/x7f3a9c1/x7f3a9c1", "root"]
            .map(|name| Caller::Iam(format!("arn:{}:iam::{}:{name}", self.home.partition, self.home.account)));
        callers.iter().find_map(|caller| {
            named
                .iter()
                .find_map(|region| actions.iter().find_map(|action| self.attempt(&mut search, caller, region, action)))
        })
    }

    fn attempt(&self, search: &mut Search<'a>, caller: &Caller, region: &str, action: &str) -> Option<Request> {
        search.count()?;
        let request = |context: Context| Request {
            transport: Transport::Tls(TlsVersion::Tls13),
            caller: caller.clone(),
            action: action.to_owned(),
            resource: "*".to_owned(),
            context: context.with(REGION, region),
        };
        let known = request(Context::default()).full_context();
        let action_class = ActionPattern::concrete(action);
        // Which resource it is about does not matter: nothing may refuse it on any.
        let any = ResourcePattern::new("*", false);
        let scope = Scope { who: Who::Holder, action: &action_class, resource: &any, context: &known };
        // One statement of each level has to allow.
        let mut allowing = Vec::new();
        for level in &self.guardrails.service_control {
            let open: Vec<&Statement> = allows(level).filter(|one| !one.applies(&scope).is_false()).collect();
            let certain = open.iter().find(|one| one.applies(&scope).is_true());
            allowing.push(*certain.or_else(|| open.first())?);
        }
        let in_the_way: Vec<&Statement> = self.denies().filter(|one| !one.applies(&scope).is_false()).collect();
        let context = search.context(Aim { action, apply: &allowing, avoid: &in_the_way }, &known)?;
        let found = request(context);
        // The plain evaluator has the last word.
        let known = found.full_context();
        let passes = self.passes(caller, &Scope { context: &known, ..scope });
        passes.then_some(found)
    }

    fn passes(&self, caller: &Caller, scope: &Scope<'_>) -> bool {
        let allowed =
            self.guardrails.service_control.iter().all(|level| allows(level).any(|one| one.applies(scope).is_true()));
        let by_resource = Scope { who: Who::One(caller), ..*scope };
        let refused = self.denies().any(|one| !one.applies(scope).is_false())
            || self
                .guardrails
                .resource_control
                .iter()
                .flat_map(Policy::denies)
                .any(|one| !one.applies(&by_resource).is_false());
        allowed && !refused
    }

    /// Why nothing certain can be said: what keeps a deny of other regions from being one.
    fn why(&self, gap: &ActionPattern) -> Reason {
        let context = Context::default().among(REGION, self.regions());
        let guards = self
            .denies()
            .filter(|statement| statement.condition.iter().any(|test| test.key().eq_ignore_ascii_case(REGION)));
        let steps = guards.flat_map(|statement| {
            let certain = if statement.has_variable { Truth::Unknown(Reason::PolicyVariable) } else { Truth::True };
            [
                holds(statement, &context),
                certain,
                statement.selects_resource(&ResourcePattern::new("*", false)),
                statement.actions.contains(gap, Reason::ExemptAction),
            ]
        });
        let mut reasons = steps.filter_map(|step| if let Truth::Unknown(reason) = step { Some(reason) } else { None });
        reasons.next().unwrap_or(Reason::ExemptAction)
    }
}

fn allows(level: &[Policy]) -> impl Iterator<Item = &Statement> {
    level.iter().flat_map(Policy::statements).filter(|statement| statement.effect() == Effect::Allow)
}

/// Whether a deny certainly refuses its actions, on everything and to everybody whom it does not leave out.
fn is_in_force(statement: &Statement, context: &Context) -> bool {
    let everything = ResourcePattern::new("*", false);
    let certain = !statement.has_variable && statement.principal.is_none();
    certain && statement.selects_resource(&everything).is_true() && holds(statement, context).is_true()
}

/// Actions that are open: telling ones, and those that the policies write out.
fn gaps(left: &[ActionPattern], documented: &[ActionPattern]) -> Vec<String> {
    let telling = exempt::TELLING.iter().map(|action| (*action).to_owned());
    let actions = telling.chain(left.iter().filter_map(ActionPattern::as_text)).filter(|action| {
        let one = ActionPattern::concrete(action);
        left.iter().any(|open| open.overlaps(&one)) && !documented.iter().any(|exemption| exemption.covers(&one))
    });
    actions.collect()
}

/// Whether the condition of a guardrail holds, for principals that it does not leave out by their ARN.
fn holds(statement: &Statement, context: &Context) -> Truth {
    let tests = statement.condition.iter().filter(|test| !exempts_principals(test));
    tests.map(|test| test.holds(context)).fold(Truth::True, Truth::and)
}

/// `ArnNotLike` and the like on the principal's ARN: true of everybody whom it does not name.
fn exempts_principals(test: &Test) -> bool {
    test.key().eq_ignore_ascii_case(PRINCIPAL) && test.excludes_names() && !test.has_variable()
}
