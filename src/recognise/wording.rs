//! Wordings: how rules say by which words they are recognised.
//!
//! In: a wording such as `@encrypted & bucket* | objektspeicher* & !laptop*`, and words. Out: the words that fit it.
//!
//! * `&` joins what must all be there, `|` what may stand for each other, `!` marks what must not be there.
//! * Each is a phrase: words that follow each other. `*` stands for any ending, beginning or both (`*schluessel*` finds parts of
//!   compounds); `..` for up to six words between, none of which denies.
//! * `@name` is a list of the vocabulary, and stands alone.
//! * `^` before a group (behind its `!`): what stands above the sentence may say it too.
//! * `#interval`, `#span`, `#quantity` and `#region` stand for whatever says how often, how long, how much or where.
//! * `~` before the whole: what it finds may be denied, for that is the measure ("no shared accounts").

use super::mood::is_denial;
use super::words::{Tag, Word, plain};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

/// Words that `..` may stand for.
const GAP: usize = 6;
/// How deep lists of the vocabulary may name each other.
const DEEPEST: usize = 4;

/// Named lists of phrases.
pub type Vocabulary = BTreeMap<String, Vec<String>>;

/// The vocabulary, read. Thousands of wordings name its lists: each is held once, and looked for once in a sentence.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    lists: Vec<Vec<Phrase>>,
    /// Indices of the lists, or what is wrong with them.
    names: BTreeMap<String, Result<usize, WordingError>>,
}

impl Lexicon {
    /// Reads all lists.
    pub(super) fn of(vocabulary: &Vocabulary) -> Self {
        let mut lexicon = Self::default();
        for name in vocabulary.keys() {
            let mut phrases = Vec::new();
            let read = read_list(name, vocabulary, 0, &mut phrases).map(|()| lexicon.lists.len());
            lexicon.lists.extend(read.is_ok().then_some(phrases));
            lexicon.names.insert(name.clone(), read);
        }
        lexicon
    }

    fn list(&self, index: usize) -> &[Phrase] {
        self.lists.get(index).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Words in which wordings are looked for, and where lists of the lexicon stand among them, as far as that was asked.
pub(super) struct Seen<'w> {
    lexicon: &'w Lexicon,
    words: &'w [Word],
    marks: Marks,
    lists: RefCell<Vec<Look>>,
}

/// Where a list stands in words.
#[derive(Clone)]
enum Look {
    NotYet,
    Nowhere,
    At(Range<usize>),
}

impl<'w> Seen<'w> {
    pub(super) fn new(lexicon: &'w Lexicon, words: &'w [Word]) -> Self {
        let marks = words.iter().fold(Marks::default(), |marks, word| marks.with(&word.text, true, true));
        Self { lexicon, words, marks, lists: RefCell::new(vec![Look::NotYet; lexicon.lists.len()]) }
    }

    /// Where a phrase stands first.
    fn find(&self, phrase: &Phrase) -> Option<Range<usize>> {
        self.marks.hold(phrase.marks).then(|| find(self.words, phrase)).flatten()
    }

    /// Where the first phrase of a list stands.
    fn of_list(&self, index: usize) -> Option<Range<usize>> {
        match self.lists.borrow().get(index) {
            Some(Look::At(range)) => return Some(range.clone()),
            Some(Look::Nowhere) => return None,
            Some(Look::NotYet) | None => {}
        }
        let found = self.lexicon.list(index).iter().find_map(|phrase| self.find(phrase));
        if let Some(look) = self.lists.borrow_mut().get_mut(index) {
            *look = found.clone().map_or(Look::Nowhere, Look::At);
        }
        found
    }
}

/// A wording, read.
#[derive(Clone, Debug)]
pub(super) struct Wording {
    /// As written.
    pub(super) source: String,
    groups: Vec<Group>,
    /// Whether what it finds may be denied.
    pub(super) may_be_denied: bool,
}

/// Phrases that stand for each other.
#[derive(Clone, Debug)]
struct Group {
    choices: Vec<Choice>,
    is_absent: bool,
    may_be_above: bool,
}

/// What may stand for a group.
#[derive(Clone, Debug)]
enum Choice {
    Phrase(Phrase),
    /// A list of the lexicon.
    List(usize),
}

/// Words that follow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pieces: Vec<Piece>,
    marks: Marks,
}

impl Phrase {
    fn of(pieces: Vec<Piece>) -> Self {
        let marks = pieces.iter().fold(Marks::default(), |marks, piece| match piece {
            Piece::Exactly(text) => marks.with(text, true, true),
            Piece::Beginning(text) => marks.with(text, true, false),
            Piece::Ending(text) => marks.with(text, false, true),
            Piece::Part(_) | Piece::Gap | Piece::Tagged(_) => marks,
        });
        Self { pieces, marks }
    }
}

impl std::ops::Deref for Phrase {
    type Target = [Piece];

    fn deref(&self) -> &[Piece] {
        &self.pieces
    }
}

/// With which pairs of letters words begin and end, many pairs to a bit: a phrase whose pairs are not among those of a sentence does not
/// stand there. That is so of nearly all, and quicker to see than by looking for them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Marks {
    begins: u128,
    ends: u128,
}

impl Marks {
    /// These, and those of a word. Of a single letter there is no pair.
    fn with(mut self, text: &str, begins: bool, ends: bool) -> Self {
        let bit = |pair: &[u8]| pair.iter().fold(0, |sum: u32, byte| sum * 31 + u32::from(*byte)) % u128::BITS;
        if let ([first, second, ..], [.., before, last]) = (text.as_bytes(), text.as_bytes()) {
            self.begins |= u128::from(begins) << bit(&[*first, *second]);
            self.ends |= u128::from(ends) << bit(&[*before, *last]);
        }
        self
    }

    fn hold(self, other: Self) -> bool {
        self.begins & other.begins == other.begins && self.ends & other.ends == other.ends
    }
}

/// A piece of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Exactly(String),
    Beginning(String),
    Ending(String),
    Part(String),
    Gap,
    Tagged(Tag),
}

/// Why a text is no wording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WordingError {
    /// A group or a phrase without words.
    Empty,
    /// A list that the vocabulary does not have.
    NoSuchList(String),
    /// Nothing says what must be there.
    OnlyAbsent,
    /// A word with a sign that parts words, so that it is never found.
    NeverFits(String),
}

impl Wording {
    /// Reads a wording.
    pub(super) fn parse(source: &str, lexicon: &Lexicon) -> Result<Self, WordingError> {
        let (may_be_denied, text) = source.strip_prefix('~').map_or((false, source), |rest| (true, rest));
        let groups: Vec<Group> = text.split('&').map(|group| Group::parse(group, lexicon)).collect::<Result<_, _>>()?;
        if groups.iter().all(|group| group.is_absent) {
            return Err(WordingError::OnlyAbsent);
        }
        Ok(Self { source: source.to_owned(), groups, may_be_denied })
    }

    /// The words that fit, if all groups do: of each group the first phrase that occurs. `above` are the words of what stands above the
    /// sentence.
    pub(super) fn find(&self, own: &Seen<'_>, above: &Seen<'_>) -> Option<Vec<Range<usize>>> {
        let mut found = Vec::new();
        for group in &self.groups {
            match group.find_beside(own, &found) {
                Some(at) if !group.is_absent => found.push(at),
                // What stands above counts where the group says so: for what must be there, and for what must not.
                None if (group.may_be_above && group.find(above).is_some()) != group.is_absent => {}
                _ => return None,
            }
        }
        // What is said above alone is not said here.
        (!found.is_empty()).then_some(found)
    }
}

impl Group {
    fn parse(text: &str, lexicon: &Lexicon) -> Result<Self, WordingError> {
        let text = text.trim();
        let (is_absent, text) = text.strip_prefix('!').map_or((false, text), |rest| (true, rest.trim()));
        let (may_be_above, text) = text.strip_prefix('^').map_or((false, text), |rest| (true, rest.trim()));
        let choices = text.split('|').map(|choice| match choice.trim().strip_prefix('@') {
            Some(name) => match lexicon.names.get(name) {
                Some(known) => known.clone().map(Choice::List),
                None => Err(WordingError::NoSuchList(name.to_owned())),
            },
            None => read_phrase(choice.trim()).map(Choice::Phrase),
        });
        Ok(Self { choices: choices.collect::<Result<_, _>>()?, is_absent, may_be_above })
    }

    fn find(&self, seen: &Seen<'_>) -> Option<Range<usize>> {
        self.find_beside(seen, &[])
    }

    /// Where a phrase stands, no word of denial of which another group has found already: "not encrypted" says *not* once.
    fn find_beside(&self, seen: &Seen<'_>, found: &[Range<usize>]) -> Option<Range<usize>> {
        let words = seen.words;
        let is_once = |at: &Range<usize>| {
            let mut denials = at.clone().filter(|place| words.get(*place).is_some_and(is_denial));
            !denials.any(|place| found.iter().any(|other| other.contains(&place)))
        };
        self.choices.iter().find_map(|choice| match choice {
            Choice::Phrase(phrase) => seen.find(phrase).filter(is_once),
            Choice::List(index) => {
                let first = seen.of_list(*index)?;
                let others = || seen.lexicon.list(*index).iter().filter_map(|phrase| seen.find(phrase));
                if is_once(&first) { Some(first) } else { others().find(is_once) }
            }
        })
    }
}

/// The phrases of a list, and of those that it names.
fn read_list(name: &str, vocabulary: &Vocabulary, depth: usize, into: &mut Vec<Phrase>) -> Result<(), WordingError> {
    let list = vocabulary.get(name).filter(|_| depth < DEEPEST);
    let list = list.ok_or_else(|| WordingError::NoSuchList(name.to_owned()))?;
    for entry in list {
        match entry.trim().strip_prefix('@') {
            Some(other) => read_list(other, vocabulary, depth + 1, into)?,
            None => into.push(read_phrase(entry.trim())?),
        }
    }
    Ok(())
}

fn read_phrase(text: &str) -> Result<Phrase, WordingError> {
    let never = text.split_whitespace().filter(|word| *word != ".." && !TAGS.iter().any(|(name, _)| name == word));
    if let Some(word) =
        never.map(|word| word.trim_matches('*')).find(|word| word.contains(|sign: char| !sign.is_alphanumeric()))
    {
        return Err(WordingError::NeverFits(word.to_owned()));
    }
    let phrase = phrase(text);
    if phrase.iter().all(|piece| *piece == Piece::Gap) || phrase.iter().any(Piece::is_empty) {
        return Err(WordingError::Empty);
    }
    Ok(phrase)
}

/// The phrases of a list in this folder.
pub(super) fn phrases(texts: &[&str]) -> Vec<Phrase> {
    texts.iter().map(|text| phrase(text)).collect()
}

fn phrase(text: &str) -> Phrase {
    Phrase::of(text.split_whitespace().map(piece).collect())
}

/// What phrases stand for, and the phrases; the first that is found counts.
pub(super) type Table<T> = Vec<(T, Vec<Phrase>)>;

/// A table of this folder, its phrases read.
pub(super) fn table<T: Copy>(rows: &[(T, &[&str])]) -> Table<T> {
    rows.iter().map(|(meaning, texts)| (*meaning, phrases(texts))).collect()
}

/// What the first row stands for of which a phrase occurs, and where.
pub(super) fn first_of<T: Copy>(words: &[Word], table: &Table<T>) -> Option<(T, Range<usize>)> {
    table.iter().find_map(|(meaning, phrases)| {
        let at = phrases.iter().find_map(|phrase| find(words, phrase))?;
        Some((*meaning, at))
    })
}

/// What stands for a quantity or a region.
const TAGS: [(&str, Tag); 4] =
    [("#interval", Tag::Interval), ("#span", Tag::Span), ("#quantity", Tag::Quantity), ("#region", Tag::Region)];

fn piece(word: &str) -> Piece {
    if let Some((_, tag)) = TAGS.iter().find(|(name, _)| *name == word) {
        return Piece::Tagged(*tag);
    }
    let (start, end) = (word.strip_prefix('*'), word.strip_suffix('*'));
    match (start, end) {
        _ if word == ".." => Piece::Gap,
        (Some(rest), Some(_)) => Piece::Part(plain(rest.trim_end_matches('*'))),
        (Some(rest), None) => Piece::Ending(plain(rest)),
        (None, Some(rest)) => Piece::Beginning(plain(rest)),
        (None, None) => Piece::Exactly(plain(word)),
    }
}

impl Piece {
    fn is_empty(&self) -> bool {
        match self {
            Self::Exactly(text) | Self::Beginning(text) | Self::Ending(text) | Self::Part(text) => text.is_empty(),
            Self::Gap | Self::Tagged(_) => false,
        }
    }

    fn fits(&self, word: &Word) -> bool {
        let text = word.text.as_str();
        match self {
            Self::Exactly(own) => text == own,
            Self::Beginning(own) => text.starts_with(own.as_str()),
            Self::Ending(own) => text.ends_with(own.as_str()),
            Self::Part(own) => text.contains(own.as_str()),
            Self::Tagged(tag) => word.tag == Some(*tag),
            Self::Gap => false,
        }
    }
}

/// Where a phrase occurs first, as indices of words.
pub(super) fn find(words: &[Word], phrase: &[Piece]) -> Option<Range<usize>> {
    (0..words.len()).find_map(|start| Some(start..start + length(words.get(start..)?, phrase)?))
}

/// Whether words begin with a phrase.
pub(super) fn starts(words: &[Word], phrase: &[Piece]) -> bool {
    length(words, phrase).is_some()
}

/// How many words a phrase takes at the beginning, if it fits there.
fn length(words: &[Word], phrase: &[Piece]) -> Option<usize> {
    match phrase {
        [] => Some(0),
        [Piece::Gap, rest @ ..] => {
            // What is denied between two words is not what they say together: "backups are not encrypted".
            let near = words.iter().take(GAP).take_while(|word| !is_denial(word)).count();
            (0..=near).find_map(|skipped| Some(skipped + length(words.get(skipped..)?, rest)?))
        }
        [first, rest @ ..] => {
            let (word, others) = words.split_first()?;
            first.fits(word).then(|| length(others, rest)).flatten().map(|rest| rest + 1)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognise::words::words;

    fn fits(wording: &str, text: &str) -> bool {
        let lists = [
            ("encrypted", vec!["*verschlüssel*", "encrypt*"]),
            ("stores", vec!["bucket*", "@disks"]),
            ("disks", vec!["volume*"]),
        ];
        let vocabulary =
            lists.map(|(name, list)| (name.to_owned(), list.into_iter().map(str::to_owned).collect())).into();
        let lexicon = Lexicon::of(&vocabulary);
        let (own, above) = (words(text), words("Schutz der Buckets"));
        let wording = Wording::parse(wording, &lexicon).expect("a wording");
        wording.find(&Seen::new(&lexicon, &own), &Seen::new(&lexicon, &above)).is_some()
    }

    #[test]
    fn all_groups_must_be_there_and_none_that_must_not() {
        assert!(fits("@encrypted & @stores", "Alle Volumes sind festplattenverschlüsselt"));
        assert!(!fits("@encrypted & @stores", "Alle Laptops sind verschlüsselt"));
        assert!(!fits("@encrypted & !laptop*", "Laptops sind verschluesselt"));
        assert!(fits("@encrypted & !laptop*", "Server sind verschluesselt"));
        // One denial is none of two.
        assert!(!fits("~nicht verschlüsselt* & nicht | kein*", "Sie sind nicht verschlüsselt"));
        assert!(fits("~nicht verschlüsselt* & nicht | kein*", "Kein Server ist nicht verschlüsselt"));
    }

    #[test]
    fn phrases_have_order_and_gaps() {
        assert!(fits("zwei .. faktor*", "Zwei-Faktor-Authentifizierung"));
        assert!(fits("täglich* .. sicher*", "täglich werden alle Daten gesichert und sicher abgelegt"));
        assert!(!fits("faktor zwei", "zwei Faktor"));
        assert!(!fits("backups .. verschlüsselt", "Backups sind nicht verschlüsselt"));
    }

    #[test]
    fn what_stands_above_counts_where_the_wording_says_so() {
        assert!(fits("^bucket* & @encrypted", "Alles ist verschlüsselt"));
        assert!(!fits("bucket* & @encrypted", "Alles ist verschlüsselt"));
        assert!(!fits("^bucket*", "Alles ist verschlüsselt"));
        assert!(!fits("!^bucket* & @encrypted", "Alles ist verschlüsselt"));
        assert!(fits("!^laptop* & @encrypted", "Alles ist verschlüsselt"));
    }

    #[test]
    fn mistakes_are_told() {
        let parse = |text: &str| Wording::parse(text, &Lexicon::default()).expect_err("a mistake");
        assert_eq!(parse("@nothing"), WordingError::NoSuchList("nothing".to_owned()));
        assert_eq!(parse("a | "), WordingError::Empty);
        assert_eq!(parse("!a & !b"), WordingError::OnlyAbsent);
        assert_eq!(parse(".."), WordingError::Empty);
        assert_eq!(parse("a & *"), WordingError::Empty);
        assert_eq!(parse("service accounts' & a"), WordingError::NeverFits("accounts'".to_owned()));
        assert_eq!(parse("^a | ^b"), WordingError::NeverFits("^b".to_owned()));
    }
}
