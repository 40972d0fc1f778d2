//! Deviations of a claim: from when to when, and how long they took to mend.
//!
//! In: spans of nights. Out: spells. A night that tells nothing neither ends a deviation nor begins one: what was not seen mended
//! still deviates.

use super::strip::{Sign, Span};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Deviations of a claim in the period.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Spells {
    /// Oldest first.
    pub spells: Vec<Spell>,
    /// Days of the longest, by [`Spell::days`].
    pub longest_days: Option<u32>,
    /// Mean time to mend, in days, of those that were mended.
    pub mean_days_to_mend: Option<f64>,
}

/// One deviation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Spell {
    /// The first night on which it was seen.
    #[schemars(with = "String")]
    pub from: Date,
    /// The last night on which it was seen.
    #[schemars(with = "String")]
    pub to: Date,
    /// On how many nights it was seen.
    pub nights: u64,
    /// The first night on which it was seen mended, or was claimed no longer; null: it lasts.
    #[schemars(with = "Option<String>")]
    pub ended: Option<Date>,
    /// Whether it ended because the claim was taken out of the claims file.
    pub no_longer_claimed: bool,
    /// Days from the night on which it was first seen to the one on which it was seen ended, or to the end of the period; what it
    /// took before the first night is not in them.
    pub days: u32,
    /// Whether the night before the first was one that tells nothing, or none of the period: it may have begun earlier.
    pub may_be_older: bool,
}

/// The deviations in spans of nights that end with the period.
pub(super) fn spells(spans: &[Span]) -> Spells {
    let mut spells: Vec<Spell> = Vec::new();
    let mut open = false;
    let mut blind = true;
    let mut last = None;
    for span in spans {
        last = Some(span.to);
        if span.sign == Sign::Refuted {
            match spells.last_mut().filter(|_| open) {
                Some(spell) => {
                    spell.to = span.to;
                    spell.nights += span.nights;
                }
                None => spells.push(Spell {
                    from: span.from,
                    to: span.to,
                    nights: span.nights,
                    ended: None,
                    no_longer_claimed: false,
                    days: 0,
                    may_be_older: blind,
                }),
            }
            open = true;
        } else if !span.sign.is_blind() {
            if let Some(spell) = spells.last_mut().filter(|_| open) {
                spell.ended = Some(span.from);
                spell.no_longer_claimed = span.sign == Sign::NotClaimed;
            }
            open = false;
        }
        blind = span.sign.is_blind();
    }
    for spell in &mut spells {
        let until = spell.ended.or(last).unwrap_or(spell.to);
        spell.days = days_between(spell.from, until);
    }
    let mended: Vec<u32> = spells
        .iter()
        .filter(|spell| spell.ended.is_some() && !spell.no_longer_claimed)
        .map(|spell| spell.days)
        .collect();
    let longest_days = spells.iter().map(|spell| spell.days).max();
    Spells { longest_days, mean_days_to_mend: mean(&mended), spells }
}

fn days_between(from: Date, to: Date) -> u32 {
    from.until(to).map_or(0, |span| u32::try_from(span.get_days()).unwrap_or(0))
}

/// The mean to one decimal place, so that it reads the same everywhere.
fn mean(days: &[u32]) -> Option<f64> {
    let count = u32::try_from(days.len()).ok().filter(|count| *count > 0)?;
    let sum: u32 = days.iter().sum();
    Some((f64::from(sum) / f64::from(count) * 10.0).round() / 10.0)
}
