//! What changed between two runs, and why: a stricter rule never looks like a worse account.
//!
//! In: what one run saw and what another did ([`Sight`]), and what the earlier ones left ([`State`]). Out: [`Drift`], which every
//! format shows, and the state for the next run. No I/O, no clock, no SDK.
//!
//! Read: [`Drift`] here, `sight.rs` (what is compared), `state.rs` (what outlives a run), `compare.rs` (how), `cause.rs` (why),
//! `yardstick.rs` (what changed beside the account). Who changed it: `question.rs` (what CloudTrail's event history is asked about a
//! resource), `event.rs` (what is read of an event), `origin.rs` (what came of it).

mod baseline;
mod cause;
mod claims;
mod compare;
mod event;
mod index;
mod origin;
mod question;
mod sight;
mod state;
mod yardstick;

pub use baseline::{Accepted, New};
pub use compare::{Before, Compared, Now, compare};
pub use event::Event;
pub use origin::{Concerned, Origin, OriginUnknown};
pub use question::{Question, questions};
pub use sight::Sight;
pub use state::{ClaimState, Listed, Open, State};

use crate::evaluate::Verdict;
use crate::fact::{ResourceKind, Unknown};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What changed since another run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Drift {
    /// With what it was compared; null: there was nothing before.
    pub reference: Option<Reference>,
    /// What changed beside the account.
    pub yardstick: Vec<YardstickChange>,
    /// Claims, in the order of the document; those that are gone come last.
    pub claims: Vec<ClaimChange>,
    /// Resources under a rule, by rule, kind, region and ARN.
    pub findings: Vec<FindingChange>,
    /// Resources that came or went, by kind, region and ARN.
    pub resources: Vec<ResourceChange>,
    /// Observed values that are others now, by kind, region, ARN and path.
    pub values: Vec<ValueChange>,
}

/// The run with which another is compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reference {
    /// Number in the ledger.
    pub run: Option<u64>,
    /// Path of a report.
    pub file: Option<String>,
    /// The scan's point in time (UTC, RFC 3339).
    pub time: String,
}

/// Why something is otherwise than before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// The account changed.
    Account,
    /// The claims file names other claims or other rules.
    ClaimsFile,
    /// The claims file states other values.
    Parameters,
    /// The rule asks for something else.
    Rules,
    /// Other regions or resources are looked at.
    Scope,
    /// The identity may see more or less than before.
    Permissions,
    /// AWS did not answer, or does again.
    Outage,
    /// Another version of tomscan looked.
    Tomscan,
    /// A waiver began or ended.
    Waiver,
    /// Nothing changed but the date.
    Time,
    /// What was seen does not tell whether the account changed.
    Undecided,
}

/// Something beside the account that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct YardstickChange {
    /// What.
    pub what: Yardstick,
    /// Whose, where there are several: a rule, a rule's parameter, an action.
    pub of: String,
    /// Before; null: there was none.
    pub from: Option<String>,
    /// Now; null: there is none.
    pub to: Option<String>,
}

/// By what an account is measured, and with what eyes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Yardstick {
    /// Another account was looked at.
    Account,
    /// The identity that asks.
    Identity,
    /// The TOM document: title, version or file.
    Document,
    /// The claims file.
    ClaimsFile,
    /// A rule that claims name, or do no longer.
    Binding,
    /// A value that the document states, or that a rule assumes.
    Parameter,
    /// The rules as a whole.
    RuleSet,
    /// A condition of one rule.
    Rule,
    /// Regions or resources of the scope.
    Scope,
    /// Regions enabled for the account.
    Regions,
    /// An action that is missing.
    Permission,
    /// The version of tomscan.
    Tomscan,
    /// The key that makes pseudonyms: with another one every user looks like another user.
    Pseudonyms,
}

/// What became of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimTurn {
    /// It held, or was not looked at, and is refuted.
    NewlyRefuted,
    /// It could be verified, and cannot be now.
    NewlyUnverified,
    /// The attestation has ended or was taken back.
    NoLongerAttested,
    /// It was refuted, and is not any more.
    Mended,
    /// It could not be verified, and can be now.
    VerifiedAgain,
    /// Somebody attests it now.
    Attested,
    /// It is new in the claims file.
    Added,
    /// It is not in the claims file any more.
    Removed,
    /// Its verdict is another one, for neither better nor worse.
    Otherwise,
    /// It is refuted as before.
    StillRefuted,
    /// It cannot be verified, as before.
    StillUnverified,
}

/// What became of one resource under one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FindingTurn {
    /// It deviates, and did not when it was last seen.
    NewlyRefuted,
    /// It could be judged, and cannot be now.
    NewlyUnverified,
    /// It deviated and conforms, or the rule does not speak of it any more.
    Mended,
    /// It deviates, and a waiver accepts that now.
    Waived,
    /// It deviated and is not there any more.
    Gone,
    /// It deviated, and nobody claims any more what it deviates from.
    NoLongerClaimed,
    /// It could not be judged, and conforms.
    VerifiedAgain,
    /// It deviates as before.
    StillRefuted,
}

impl ClaimTurn {
    /// Whether something changed at all.
    pub fn is_change(self) -> bool {
        !matches!(self, Self::StillRefuted | Self::StillUnverified)
    }
}

impl FindingTurn {
    /// Whether something changed at all.
    pub fn is_change(self) -> bool {
        self != Self::StillRefuted
    }
}

/// What became of a claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClaimChange {
    /// Its id.
    pub claim: String,
    /// Its words.
    pub words: String,
    /// What became of it.
    pub turn: ClaimTurn,
    /// The verdict before; null: there was none.
    pub from: Option<Verdict>,
    /// The verdict now; null: there is none.
    pub to: Option<Verdict>,
    /// Since when it has been refuted or unverified (UTC, RFC 3339), as far as runs were kept.
    pub since: Option<String>,
    /// Why.
    pub causes: Vec<Cause>,
}

/// What became of one resource under one rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FindingChange {
    /// Ids of the claims that the rule tests.
    pub claims: Vec<String>,
    /// The rule.
    pub rule: String,
    /// Kind of the resource.
    pub resource: ResourceKind,
    /// Region code or `global`.
    pub region: String,
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// What became of it.
    pub turn: FindingTurn,
    /// Since when it has been deviating (UTC, RFC 3339), as far as runs were kept.
    pub since: Option<String>,
    /// Why.
    pub causes: Vec<Cause>,
    /// What was found, in words, where it deviates.
    pub observed: Option<String>,
    /// Why it cannot be judged.
    pub unknown: Vec<Unknown>,
    /// When it was last seen otherwise (UTC, RFC 3339), where it is newly refuted because the account changed.
    pub after: Option<String>,
    /// Who changed it, and when; null where nobody asked.
    pub origin: Option<Origin>,
}

/// A resource that came or went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ResourceChange {
    /// Kind of the resource.
    pub resource: ResourceKind,
    /// Region code or `global`.
    pub region: String,
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// Whether it is there now.
    pub there: bool,
}

/// An observed value that is another one now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ValueChange {
    /// Kind of the resource.
    pub resource: ResourceKind,
    /// Region code or `global`.
    pub region: String,
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// Path below `resource`.
    pub path: String,
    /// Before; null where there was none.
    pub from: Value,
    /// Now.
    pub to: Value,
}

impl Drift {
    /// Claims of which this became.
    pub fn claims_that(&self, turn: ClaimTurn) -> impl Iterator<Item = &ClaimChange> {
        self.claims.iter().filter(move |change| change.turn == turn)
    }

    /// Resources of which this became.
    pub fn findings_that(&self, turn: FindingTurn) -> impl Iterator<Item = &FindingChange> {
        self.findings.iter().filter(move |change| change.turn == turn)
    }

    /// Whether nothing is otherwise than before.
    pub fn is_quiet(&self) -> bool {
        self.yardstick.is_empty()
            && self.resources.is_empty()
            && self.values.is_empty()
            && !self.claims.iter().any(|change| change.turn.is_change())
            && !self.findings.iter().any(|change| change.turn.is_change())
    }
}
