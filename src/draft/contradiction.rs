//! What a document says in two places that cannot both hold.

use super::{Draft, Head};
use crate::claim::wording::contradictions;
use crate::claim::{self, Claims};
use crate::rule::RuleSet;
use crate::source::Mistakes;
use crate::text::Text;

/// Statements that cannot both hold, or one that cannot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// Indices of the statements, in the order of the document.
    pub entries: Vec<usize>,
    /// Why they cannot.
    pub text: Text,
}

impl Draft {
    /// The draft as the claims that a scan reads. Errors: a draft that is no claims file, which would be a mistake of ours.
    pub fn claims(&self, rules: &RuleSet) -> Result<Claims, Mistakes> {
        claim::load("tom.toml", &self.to_toml(&Head::default()), rules)
    }

    /// Its contradictions.
    pub fn contradictions(&self, rules: &RuleSet) -> Result<Vec<Contradiction>, Mistakes> {
        let claims = self.claims(rules)?;
        let entries = self.entries.iter().enumerate().filter(|(_, entry)| entry.standing.is_claim());
        let entries: Vec<usize> = entries.map(|(index, _)| index).collect();
        let found = contradictions(&claims).into_iter().map(|remark| Contradiction {
            entries: remark.claims.iter().filter_map(|claim| entries.get(*claim).copied()).collect(),
            text: remark.text,
        });
        Ok(found.collect())
    }
}
