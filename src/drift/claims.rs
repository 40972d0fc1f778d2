//! What became of each claim.
//!
//! In: the verdicts of two runs, what earlier ones left, and what became of the findings. Out: changes in the order of the
//! document, and the claims' state. The last verdict that was *known* counts: a night that could not verify a claim neither mends
//! it nor makes it new in the next.

use super::cause::{blinds, yardstick};
use super::sight::{Claim, RuleResult, Sight};
use super::{Cause, ClaimChange, ClaimState, ClaimTurn, FindingChange, FindingTurn, State};
use crate::evaluate::Verdict;
use std::collections::{BTreeMap, BTreeSet};

/// Compares the claims.
pub(super) fn compare(
    before: Option<&Sight>,
    known: &State,
    now: &Sight,
    findings: &[FindingChange],
) -> (Vec<ClaimChange>, BTreeMap<String, ClaimState>) {
    let claims = Claims { before, known, now, findings };
    let mut changes: Vec<ClaimChange> = now.claims.iter().filter_map(|claim| claims.change(claim)).collect();
    let gone = before.into_iter().flat_map(|before| &before.claims).filter(|claim| now.claim(&claim.id).is_none());
    changes.extend(gone.map(removed));
    let mut states: BTreeMap<String, ClaimState> =
        now.claims.iter().map(|claim| (claim.id.clone(), claims.state(claim))).collect();
    if !now.complete {
        states = known.claims.clone();
    }
    (changes, states)
}

struct Claims<'c> {
    before: Option<&'c Sight>,
    known: &'c State,
    now: &'c Sight,
    findings: &'c [FindingChange],
}

impl Claims<'_> {
    fn state(&self, claim: &Claim) -> ClaimState {
        let (verdict, time) = (claim.verdict, &self.now.time);
        let earlier = self.known.claims.get(&claim.id);
        let lasts = |known: &&(Verdict, String)| known.0 == verdict;
        let since = earlier.filter(|earlier| earlier.verdict == verdict).map_or(time, |earlier| &earlier.since);
        let known = match (verdict, earlier.and_then(|earlier| earlier.known.as_ref())) {
            (Verdict::Unverified, known) => known.cloned(),
            (_, Some(known)) if lasts(&known) => Some(known.clone()),
            _ => Some((verdict, time.clone())),
        };
        ClaimState { verdict, since: since.clone(), known }
    }

    fn change(&self, claim: &Claim) -> Option<ClaimChange> {
        let earlier = self.before.and_then(|before| before.claim(&claim.id));
        let state = self.known.claims.get(&claim.id);
        let turn = self.turn(claim, earlier, state)?;
        let now = self.state(claim);
        let since = match (turn, &now.known) {
            (ClaimTurn::StillRefuted, Some((_, since))) => Some(since.clone()),
            (ClaimTurn::StillUnverified, _) => Some(now.since),
            _ => None,
        };
        let causes = match (turn.is_change(), earlier) {
            (false, _) => BTreeSet::new(),
            (true, None) if self.before.is_none() => BTreeSet::new(),
            (true, None) => BTreeSet::from([Cause::ClaimsFile]),
            (true, Some(earlier)) => self.causes(claim, earlier, turn),
        };
        Some(ClaimChange {
            claim: claim.id.clone(),
            words: claim.words.clone(),
            turn,
            from: earlier.map(|earlier| earlier.verdict),
            to: Some(claim.verdict),
            since,
            causes: causes.into_iter().collect(),
        })
    }

    fn turn(&self, claim: &Claim, earlier: Option<&Claim>, state: Option<&ClaimState>) -> Option<ClaimTurn> {
        use Verdict::{Attested, Refuted, Unattested, Unverified};
        let known = state.and_then(|state| state.known.as_ref()).map(|(verdict, _)| *verdict);
        let last = earlier.map(|earlier| earlier.verdict);
        match (claim.verdict, last, known) {
            (Refuted, _, Some(Refuted)) => Some(ClaimTurn::StillRefuted),
            (Refuted, ..) => Some(ClaimTurn::NewlyRefuted),
            (Unverified, Some(Unverified), _) => Some(ClaimTurn::StillUnverified),
            (Unverified, ..) => Some(ClaimTurn::NewlyUnverified),
            (Unattested, Some(Attested), _) => Some(ClaimTurn::NoLongerAttested),
            (Attested, Some(Unattested), _) => Some(ClaimTurn::Attested),
            (_, None, None) => self.before.map(|_| ClaimTurn::Added),
            (_, _, Some(Refuted)) => Some(ClaimTurn::Mended),
            (_, Some(Unverified), _) => Some(ClaimTurn::VerifiedAgain),
            (now, last, _) => (last != Some(now)).then_some(ClaimTurn::Otherwise),
        }
    }

    /// Why: what its findings say, else what its lists do, else what changed of its rules.
    fn causes(&self, claim: &Claim, earlier: &Claim, turn: ClaimTurn) -> BTreeSet<Cause> {
        if turn == ClaimTurn::NoLongerAttested || turn == ClaimTurn::Attested {
            let same = claim.attestation == earlier.attestation;
            return BTreeSet::from([if same { Cause::Time } else { Cause::ClaimsFile }]);
        }
        let matter: &[FindingTurn] = match turn {
            ClaimTurn::NewlyRefuted => &[FindingTurn::NewlyRefuted],
            ClaimTurn::NewlyUnverified => &[FindingTurn::NewlyUnverified],
            ClaimTurn::Mended => {
                &[FindingTurn::Mended, FindingTurn::Gone, FindingTurn::Waived, FindingTurn::NoLongerClaimed]
            }
            _ => &[FindingTurn::VerifiedAgain, FindingTurn::Waived],
        };
        let (own, former) = (self.rules_of(claim), before_rules(self.before, earlier));
        let ours = |change: &&FindingChange| {
            let rule = change.rule.as_str();
            change.claims.contains(&claim.id)
                || (change.claims.is_empty() && own.union(&former).any(|own| *own == rule))
        };
        let mut causes: BTreeSet<Cause> = self
            .findings
            .iter()
            .filter(|change| matter.contains(&change.turn))
            .filter(ours)
            .flat_map(|change| change.causes.iter().copied())
            .collect();
        causes.extend(self.gap_causes(claim, earlier, turn));
        if causes.is_empty() {
            causes = self.other_causes(claim, earlier, &own, &former);
        }
        causes
    }

    /// Lists that were answered in one run and not in the other.
    fn gap_causes(&self, claim: &Claim, earlier: &Claim, turn: ClaimTurn) -> BTreeSet<Cause> {
        let gaps = |sight: Option<&Sight>, claim: &Claim| {
            let results =
                sight.into_iter().flat_map(|sight| sight.results(claim).flat_map(|result| result.gaps.clone()));
            results.collect::<BTreeSet<_>>()
        };
        let (now, before) = (gaps(Some(self.now), claim), gaps(self.before, earlier));
        let matter: Vec<_> = match turn {
            ClaimTurn::NewlyUnverified => now.difference(&before).cloned().collect(),
            ClaimTurn::VerifiedAgain => before.difference(&now).cloned().collect(),
            _ => Vec::new(),
        };
        if matter.is_empty() { BTreeSet::new() } else { blinds(matter.iter().map(|gap| &gap.unknown)) }
    }

    fn other_causes(
        &self,
        claim: &Claim,
        earlier: &Claim,
        own: &BTreeSet<&str>,
        former: &BTreeSet<&str>,
    ) -> BTreeSet<Cause> {
        if own != former {
            return BTreeSet::from([Cause::ClaimsFile]);
        }
        let Some(before) = self.before else { return BTreeSet::new() };
        let pairs = self.now.results(claim).flat_map(|now| {
            before.results(earlier).filter(|before| before.rule == now.rule).map(move |before| (before, now))
        });
        let causes: BTreeSet<Cause> = pairs.flat_map(|(before, now)| yardstick(before, now)).collect();
        if !causes.is_empty() {
            return causes;
        }
        let same_scope = before.document.same_scope(&self.now.document);
        BTreeSet::from([if same_scope { Cause::Account } else { Cause::Scope }])
    }

    fn rules_of(&self, claim: &Claim) -> BTreeSet<&str> {
        self.now.results(claim).map(|result| result.rule.as_str()).collect()
    }
}

fn before_rules<'s>(before: Option<&'s Sight>, claim: &Claim) -> BTreeSet<&'s str> {
    before.into_iter().flat_map(|before| before.results(claim)).map(|result| result.rule.as_str()).collect()
}

fn removed(claim: &Claim) -> ClaimChange {
    ClaimChange {
        claim: claim.id.clone(),
        words: claim.words.clone(),
        turn: ClaimTurn::Removed,
        from: Some(claim.verdict),
        to: None,
        since: None,
        causes: vec![Cause::ClaimsFile],
    }
}

impl Sight {
    /// The claim of this id.
    pub(super) fn claim(&self, id: &str) -> Option<&Claim> {
        self.claims.iter().find(|claim| claim.id == id)
    }

    /// The results of a claim's rules.
    pub(super) fn results<'s>(&'s self, claim: &Claim) -> impl Iterator<Item = &'s RuleResult> + use<'s> {
        let indices = claim.results.clone();
        indices.into_iter().filter_map(|index| self.results.get(index))
    }
}
