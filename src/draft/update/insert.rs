//! New claims, and where they go.
//!
//! In: statements that no claim makes. Out: their claims as a draft writes them, each behind the claim that precedes it in the document,
//! with an id that follows on that one's: behind `16` come `16a` and `16b`, behind `backups` comes `backups-2`.

use super::edit::{Edit, beginning, line_end, with_ends_of};
use super::layout::Layout;
use super::mark;
use super::pairing::{Pairing, Taken};
use crate::claim::Claims;
use crate::draft::Draft;
use std::collections::{BTreeMap, HashSet};

/// What is inserted, and the ids.
pub(super) fn new_claims(
    draft: &Draft,
    claims: &Claims,
    layout: &Layout,
    pairing: &Pairing,
) -> (Vec<Edit>, Vec<String>) {
    let mut taken: HashSet<String> = claims.claims.iter().map(|claim| claim.id.clone()).collect();
    let (mut texts, mut ids) = (BTreeMap::<Option<usize>, String>::new(), Vec::new());
    let mut behind = None;
    for (entry, of) in draft.entries.iter().zip(&pairing.statements) {
        match of {
            Taken::By(claim) => behind = Some(*claim),
            Taken::Not if entry.standing.is_claim() => {
                let before = behind.and_then(|claim| claims.claims.get(claim)).map_or("0", |claim| claim.id.as_str());
                let id = next_id(before, &mut taken);
                let claim = draft.claim(&id, entry);
                let text = texts.entry(behind).or_default();
                text.extend(["\n", mark::PREFIX, &mark::new(draft.language), "\n", claim.trim_start_matches('\n')]);
                ids.push(id);
            }
            Taken::Not | Taken::Out => {}
        }
    }
    let edits = texts.into_iter().filter_map(|(behind, new)| placed(claims, layout, behind, &new)).collect();
    (edits, ids)
}

/// Behind a claim, or before the first.
fn placed(claims: &Claims, layout: &Layout, behind: Option<usize>, new: &str) -> Option<Edit> {
    let text = claims.text.as_str();
    let (at, new) = match behind {
        None => {
            let at = layout.claims.iter().map(|claim| layout.begins(text, claim)).min()?;
            (at, format!("{}\n", new.trim_start_matches('\n')))
        }
        Some(claim) => {
            let (stands, claim) = (layout.claims.get(claim)?, claims.claims.get(claim)?);
            let at = layout.behind(text, stands, &claim.id);
            let is_open = at > beginning(text) && !text.get(..at)?.ends_with('\n');
            let next = text.get(at..line_end(text, at))?;
            let [before, after] = [is_open, !next.trim().is_empty()].map(|is| if is { "\n" } else { "" });
            (at, format!("{before}{new}{after}"))
        }
    };
    Some(Edit { at: at..at, text: with_ends_of(text, &new) })
}

/// The next id behind one that nothing has yet.
fn next_id(before: &str, taken: &mut HashSet<String>) -> String {
    // `16a` is followed by `16b`.
    let numbered = before.strip_suffix(|sign: char| sign.is_ascii_lowercase()).unwrap_or(before);
    let is_numbered = numbered.ends_with(|sign: char| sign.is_ascii_digit());
    let letters = ('a'..='z').filter(|_| is_numbered).map(|letter| format!("{numbered}{letter}"));
    let mut ids = letters.chain((2_u32..).map(|number| format!("{before}-{number}")));
    let id = ids.find(|id| !taken.contains(id)).unwrap_or_default();
    taken.insert(id.clone());
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_follow_on_the_one_before() {
        let mut taken: HashSet<String> = ["16", "16a", "4.2", "backups"].map(str::to_owned).into();
        let next = ["16", "16a", "4.2", "backups", "backups", "0"].map(|before| next_id(before, &mut taken));
        assert_eq!(next, ["16b", "16c", "4.2a", "backups-2", "backups-3", "0a"]);
    }
}
