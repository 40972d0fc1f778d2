//! What a TOM document says, statement by statement, and which rules test it.
//!
//! In: a [`crate::document::Document`] and rules. Out: every sentence and list item with its place, how it is meant, of whom it speaks,
//! and the rules whose wordings fit it, with the parameters that it states. Explainable and the same each time: wordings stand in the
//! rules' files (`[recognise]`) and in `rules/vocabulary.toml`; nothing is learned, and nothing is asked of a network.
//!
//! Reading order: `words`, `wording` (the little language of wordings), `sentences`, `statement`, `mood` and `subject` (how it is meant,
//! and of whom it speaks), `quantity` and `value` (numbers, units, regions), `binding`, `family`.

mod binding;
mod family;
mod mood;
mod quantity;
mod sentences;
mod statement;
mod subject;
mod value;
mod vocabulary;
mod wording;
mod words;

pub use binding::{Binding, HeldBack, Recognised, Recogniser};
pub use family::family;
pub use mood::Mood;
pub use quantity::{Bound, Quantity, Unit};
pub use statement::{Statement, statements};
pub use vocabulary::embedded as vocabulary;
pub use wording::{Vocabulary, WordingError};
pub use words::in_plain_words;
