//! A claims file brought up to date with a new version of its document.
//!
//! In: the file, the draft of the document as it is now, and where it lies. Out: [`Updated`], the file with what changed in the document;
//! or why it stays as it is. What people decided stays: rules, parameters, ids, attestations, waivers, scope and comments. Only words,
//! places, `file` and `sha256` follow the document; what a person has to decide is a comment above the claim.
//!
//! Reading order: `pairing` (which claim is which statement), `layout` (where what stands), `follow` (claims that the file has), `mark`
//! (comments), `insert` (new claims), `head` (`[document]`), `edit`, `refused`.

mod edit;
mod follow;
mod head;
mod insert;
mod layout;
mod mark;
mod pairing;
mod refused;

pub use self::refused::NotUpdated;

use self::edit::{Edit, apply};
use self::follow::Following;
use self::layout::Layout;
use self::pairing::{Fate, Pairing};
use super::{Draft, Head};
use crate::claim::{self, Claims};
use crate::document::Document;
use crate::rule::RuleSet;
use crate::source::Source;
use crate::text::{Lang, Text};

/// A claims file that is up to date.
#[derive(Clone, Debug)]
pub struct Updated {
    /// The file.
    pub text: String,
    /// The language of the document, as the file says.
    pub language: Lang,
    /// How many claims are in the document as before.
    pub unchanged: usize,
    /// Ids of the claims whose words changed.
    pub reworded: Vec<String>,
    /// Ids of the claims that are new.
    pub new: Vec<String>,
    /// Ids of the claims whose words are not in the document any more.
    pub gone: Vec<String>,
    /// The document's file that was named before, and the one that is named now, if it is another.
    pub renamed: Option<(String, String)>,
    /// What the document says of itself otherwise than the file does.
    pub differences: Vec<Text>,
}

impl Updated {
    /// Whether comments of tomscan stand in it that a person has not seen to yet.
    pub fn is_marked(&self) -> bool {
        self.text.lines().any(|line| line.trim_start().starts_with(mark::PREFIX))
    }
}

impl Draft {
    /// Brings a claims file up to date with the document of this draft. `head` says where it lies.
    pub fn update(
        &self,
        file: &Source,
        document: &Document,
        head: &Head,
        rules: &RuleSet,
    ) -> Result<Updated, NotUpdated> {
        let Some(layout) = Layout::of(&file.text) else {
            let loaded = claim::load(&file.name, &file.text, rules);
            return Err(loaded.map_or_else(NotUpdated::Mistakes, |_| NotUpdated::Inline));
        };
        let head_edits = head::edits(file, &layout.head, head);
        let claims = load(file, &head_edits, rules)?;
        let draft = Self { language: claims.document.language, ..self.clone() };
        let former = head::former(file, &layout.head, head, document);
        let pairing = Pairing::of(&claims.claims, &draft.entries, document, former.as_ref());
        refused::if_too_many(&draft, &pairing)?;
        refused::if_another(&pairing)?;

        // Lines of `[document]` come before a claim that follows directly, and a new claim before the marks of the next.
        let mut edits = head_edits;
        let (inserted, new) = insert::new_claims(&draft, &claims, &layout, &pairing);
        edits.extend(inserted);
        let following = Following::new(&draft, &claims, &layout, &pairing, rules).map_err(NotUpdated::Broken)?;
        edits.extend(following.edits(&pairing));
        let updated = Source { name: file.name.clone(), text: apply(&file.text, edits) };
        let after = claim::load(&updated.name, &updated.text, rules).map_err(NotUpdated::Broken)?;
        refused::if_not_kept(&claims, &after)?;

        let ids = |is: fn(&Fate) -> bool| {
            let of = claims.claims.iter().zip(&pairing.fates).filter(|(_, fate)| is(fate));
            of.map(|(claim, _)| claim.id.clone()).collect::<Vec<_>>()
        };
        Ok(Updated {
            text: updated.text,
            language: claims.document.language,
            unchanged: ids(|fate| matches!(fate, Fate::Same(_))).len(),
            reworded: ids(|fate| matches!(fate, Fate::Reworded(_))),
            new,
            gone: ids(|fate| *fate == Fate::Gone),
            renamed: head::renamed(&layout.head, after.document.file.as_ref()),
            differences: head::differences(&claims.document, &self.about),
        })
    }
}

/// The claims as they are. The document may have another name by now: then the one that is named does not count.
fn load(file: &Source, head: &[Edit], rules: &RuleSet) -> Result<Claims, NotUpdated> {
    let named = head.iter().filter(|edit| !edit.at.is_empty()).cloned().collect();
    let claims = claim::load(&file.name, &apply(&file.text, named), rules).map_err(NotUpdated::Mistakes)?;
    Ok(Claims { text: file.text.clone(), ..claims })
}
