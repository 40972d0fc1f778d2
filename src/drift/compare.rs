//! Comparing two runs.
//!
//! In: the run before with what it left, and this one. Out: what changed, and what this one leaves.

use super::cause::{Runs, values};
use super::index::{Key, Names, Seen, Standing, names};
use super::sight::Sight;
use super::{
    Cause, ClaimState, Drift, FindingChange, FindingTurn, Listed, Open, Reference, ResourceChange, State, ValueChange,
    claims, yardstick,
};
use std::collections::{BTreeMap, BTreeSet};

/// The run with which is compared.
#[derive(Clone, Debug)]
pub struct Before {
    /// Which one it is.
    pub reference: Reference,
    /// What it saw.
    pub sight: Sight,
    /// What it left; `None` for a report outside a ledger.
    pub state: Option<State>,
}

/// The run that is compared.
#[derive(Clone, Debug)]
pub struct Now {
    /// What it saw.
    pub sight: Sight,
    /// Everything that it listed; `None`: not known, as of a report outside a ledger.
    pub listed: Option<Vec<Listed>>,
}

/// What a comparison gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// What changed.
    pub drift: Drift,
    /// What the next run needs.
    pub state: State,
}

/// Compares. Without anything before, everything that deviates is new.
pub fn compare(before: Option<&Before>, now: &Now) -> Compared {
    let bare;
    let known = match before {
        None => State::default(),
        Some(Before { state: Some(state), .. }) => state.clone(),
        Some(Before { sight, .. }) => {
            bare = Now { sight: sight.clone(), listed: None };
            compare(None, &bare).state
        }
    };
    let earlier = before.map(|before| &before.sight);
    let table = Table {
        runs: earlier.map(|earlier| Runs {
            before: earlier,
            now: &now.sight,
            listed: before.and_then(|before| before.state.as_ref()).map(|state| names(&state.resources)),
        }),
        before: earlier.map(Sight::index).unwrap_or_default(),
        now: now.sight.index(),
        sight: &now.sight,
        listed: now.listed.as_deref().map(names),
        open: known.open.iter().map(|open| (key(open), open)).collect(),
        claims: &known.claims,
    };
    let (findings, open) = table.findings();
    let (claims, claim_states) = claims::compare(earlier, &known, &now.sight, &findings);
    let resources = match (earlier, &now.listed) {
        (Some(earlier), Some(listed)) if before.is_some_and(|before| before.state.is_some()) => {
            resources(earlier, &known.resources, &now.sight, listed)
        }
        _ => Vec::new(),
    };
    let drift = Drift {
        reference: before.map(|before| before.reference.clone()),
        yardstick: earlier.map(|earlier| yardstick::compare(earlier, &now.sight)).unwrap_or_default(),
        claims,
        findings,
        resources,
        values: table.values(),
    };
    Compared { drift, state: State { claims: claim_states, open, resources: now.listed.clone().unwrap_or_default() } }
}

fn key(open: &Open) -> Key {
    Key { rule: open.rule.clone(), resource: open.resource, region: open.region.clone(), arn: open.arn.clone() }
}

/// Both runs by identity.
struct Table<'t> {
    runs: Option<Runs<'t>>,
    before: BTreeMap<Key, Seen<'t>>,
    now: BTreeMap<Key, Seen<'t>>,
    sight: &'t Sight,
    listed: Option<Names<'t>>,
    /// Deviations that were not seen mended.
    open: BTreeMap<Key, &'t Open>,
    /// Claims as earlier runs left them.
    claims: &'t BTreeMap<String, ClaimState>,
}

impl Table<'_> {
    /// What became of each identity, and what stays open.
    fn findings(&self) -> (Vec<FindingChange>, Vec<Open>) {
        let keys: BTreeSet<&Key> = self.now.keys().chain(self.before.keys()).chain(self.open.keys()).collect();
        let (mut changes, mut open) = (Vec::new(), Vec::new());
        for key in keys {
            let was_open = self.open.get(key).copied();
            let now = self.now.get(key);
            let turn = match now {
                Some(now) => self.turn(key, now, was_open.is_some()),
                None => self.turn_of_absent(key, was_open.is_some()),
            };
            let since = was_open.map_or_else(|| self.sight.time.clone(), |open| open.since.clone());
            let stays = match now {
                Some(now) => {
                    now.standing == Standing::Deviates || (was_open.is_some() && now.standing == Standing::Unknown)
                }
                None => was_open.is_some() && turn.is_none(),
            };
            if stays {
                open.push(self.opened(key, &since));
            }
            if let Some(turn) = turn {
                let change = self.change(key, turn, since);
                changes.push(FindingChange { after: self.after(&change), ..change });
            }
        }
        (changes, open)
    }

    fn turn(&self, key: &Key, now: &Seen<'_>, was_open: bool) -> Option<FindingTurn> {
        let before = self.before.get(key).map(|before| before.standing);
        match now.standing {
            Standing::Deviates if was_open => Some(FindingTurn::StillRefuted),
            Standing::Deviates => Some(FindingTurn::NewlyRefuted),
            Standing::Unknown => {
                before.filter(|before| *before != Standing::Unknown).map(|_| FindingTurn::NewlyUnverified)
            }
            Standing::Waived if was_open => Some(FindingTurn::Waived),
            Standing::Conforms if was_open => Some(FindingTurn::Mended),
            Standing::Conforms | Standing::Waived => {
                (before == Some(Standing::Unknown)).then_some(FindingTurn::VerifiedAgain)
            }
        }
    }

    /// What became of an open deviation that no finding speaks of. `None`: it cannot be said, or there was none.
    fn turn_of_absent(&self, key: &Key, was_open: bool) -> Option<FindingTurn> {
        if !was_open {
            return None;
        }
        if self.sight.results_of(&key.rule).next().is_none() {
            return Some(FindingTurn::NoLongerClaimed);
        }
        if !self.sight.complete || !self.sight.lists(key.resource, &key.region) {
            return None;
        }
        let there = |listed: &Names<'_>| listed.contains(&(key.resource, key.arn.as_str()));
        Some(if self.listed.as_ref().is_some_and(there) { FindingTurn::Mended } else { FindingTurn::Gone })
    }

    fn opened(&self, key: &Key, since: &str) -> Open {
        Open {
            rule: key.rule.clone(),
            resource: key.resource,
            region: key.region.clone(),
            arn: key.arn.clone(),
            name: self.name(key),
            since: since.to_owned(),
        }
    }

    fn name(&self, key: &Key) -> String {
        let seen = self.now.get(key).or_else(|| self.before.get(key)).map(|seen| seen.finding.name.clone());
        seen.or_else(|| self.open.get(key).map(|open| open.name.clone())).unwrap_or_default()
    }

    fn change(&self, key: &Key, turn: FindingTurn, since: String) -> FindingChange {
        let (before, now) = (self.before.get(key), self.now.get(key));
        let claims = now.or(before).map(|seen| seen.claims.iter().map(|&claim| claim.to_owned()).collect());
        let lasts = [FindingTurn::NewlyRefuted, FindingTurn::StillRefuted].contains(&turn);
        FindingChange {
            claims: claims.unwrap_or_default(),
            rule: key.rule.clone(),
            resource: key.resource,
            region: key.region.clone(),
            name: self.name(key),
            arn: key.arn.clone(),
            turn,
            since: (lasts || self.open.contains_key(key)).then_some(since),
            causes: self.causes(key, turn, before, now).into_iter().collect(),
            observed: now.filter(|_| lasts).and_then(|now| now.finding.observed.clone()),
            unknown: now.map(|now| now.finding.unknown.clone()).unwrap_or_default(),
            after: None,
            origin: None,
        }
    }

    /// When the account was last seen otherwise, of a deviation that is new by a change of the account: in the run before, or before
    /// it could not be seen.
    fn after(&self, change: &FindingChange) -> Option<String> {
        let before = self.runs.as_ref()?.before;
        let blind = [Cause::Permissions, Cause::Outage, Cause::Scope, Cause::Undecided];
        if change.turn != FindingTurn::NewlyRefuted {
            None
        } else if change.causes.iter().any(|cause| blind.contains(cause)) {
            let known = change.claims.iter().filter_map(|claim| self.claims.get(claim)?.known.as_ref());
            known.map(|(_, since)| since.clone()).min()
        } else {
            change.causes.contains(&Cause::Account).then(|| before.time.clone())
        }
    }

    fn causes(
        &self,
        key: &Key,
        turn: FindingTurn,
        before: Option<&Seen<'_>>,
        now: Option<&Seen<'_>>,
    ) -> BTreeSet<Cause> {
        match (turn, &self.runs, now) {
            (FindingTurn::StillRefuted, ..) | (_, None, _) => BTreeSet::new(),
            (FindingTurn::NoLongerClaimed, ..) => BTreeSet::from([Cause::ClaimsFile]),
            (FindingTurn::Waived, ..) => BTreeSet::from([Cause::Waiver]),
            (FindingTurn::Gone, ..) => BTreeSet::from([Cause::Account]),
            (_, Some(runs), Some(now)) => runs.causes(key, before, now),
            // The rule does not speak of it any more: because the rule changed, or else the resource.
            (_, Some(runs), None) => {
                let earlier = before.map(|before| before.result);
                let causes: BTreeSet<Cause> = earlier
                    .into_iter()
                    .flat_map(|earlier| {
                        self.sight.results_of(&key.rule).flat_map(|now| super::cause::yardstick(earlier, now))
                    })
                    .collect();
                let same_scope = runs.before.document.same_scope(&runs.now.document);
                match (causes.is_empty(), same_scope) {
                    (true, true) => BTreeSet::from([Cause::Account]),
                    (true, false) => BTreeSet::from([Cause::Scope]),
                    (false, _) => causes,
                }
            }
        }
    }

    /// Observed values of the same resource that are others now, whichever rules read them.
    fn values(&self) -> Vec<ValueChange> {
        let mut changes = BTreeMap::new();
        for (key, now) in &self.now {
            let Some(before) = self.before.get(key) else { continue };
            let earlier = values(before.finding);
            for (path, to) in values(now.finding) {
                let Some(from) = earlier.get(path).filter(|from| **from != to) else { continue };
                let change = ValueChange {
                    resource: key.resource,
                    region: key.region.clone(),
                    name: now.finding.name.clone(),
                    arn: key.arn.clone(),
                    path: path.to_owned(),
                    from: from.clone(),
                    to,
                };
                changes.insert((key.resource, key.region.clone(), key.arn.clone(), path.to_owned()), change);
            }
        }
        changes.into_values().collect()
    }
}

/// Resources that came or went, where both runs listed their kind.
fn resources(before: &Sight, earlier: &[Listed], now: &Sight, listed: &[Listed]) -> Vec<ResourceChange> {
    let identity = |listed: &Listed| (listed.resource, listed.region.clone(), listed.arn.clone());
    let (old, new): (BTreeSet<_>, BTreeSet<_>) =
        (earlier.iter().map(identity).collect(), listed.iter().map(identity).collect());
    let came = listed.iter().filter(|one| !old.contains(&identity(one)) && before.lists(one.resource, &one.region));
    let looked = |one: &Listed| now.complete && now.lists(one.resource, &one.region);
    let went = earlier.iter().filter(|one| !new.contains(&identity(one)) && looked(one));
    let change = |one: &Listed, there| ResourceChange {
        resource: one.resource,
        region: one.region.clone(),
        name: one.name.clone(),
        arn: one.arn.clone(),
        there,
    };
    let mut changes: Vec<ResourceChange> =
        came.map(|one| change(one, true)).chain(went.map(|one| change(one, false))).collect();
    changes.sort_by(|a, b| (a.resource, &a.region, &a.arn).cmp(&(b.resource, &b.region, &b.arn)));
    changes
}
