//! Statements bound to rules: which rules test what a sentence says, with which parameters, and why.
//!
//! In: rules with their `[recognise]`, and a statement. Out: [`Binding`]s, each with the wording and the words that speak for it.

use super::mood::{Mood, denies_by_its_words, is_denial, is_denied};
use super::quantity::{Bound, Quantity};
use super::statement::Statement;
use super::subject::who;
use super::value;
use super::wording::{Lexicon, Seen, Vocabulary, Wording, WordingError};
use super::words::Word;
use crate::both;
use crate::rule::{Reading, Rule, RuleId, RuleSet, Side, Who};
use crate::text::Text;
use serde_json::Value;
use std::collections::BTreeMap;
use std::ops::Range;

/// A rule that tests a statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Binding {
    /// The rule.
    pub rule: RuleId,
    /// The wording that speaks for it, as written.
    pub wording: String,
    /// The words of the statement that fit it.
    pub words: Vec<String>,
    /// The parameters that the statement states.
    pub params: BTreeMap<String, Value>,
}

/// What a statement comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Recognised {
    /// Of whom it speaks.
    pub who: Who,
    /// The rules that test it; none where it is no measure in place, or speaks of somebody else.
    pub bindings: Vec<Binding>,
    /// Rules whose wording fits although they are not bound, and why they are not.
    pub held_back: Vec<(RuleId, HeldBack)>,
}

/// Why a rule is not bound although its wording fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeldBack {
    /// The statement is a plan, a placeholder, a purpose.
    Mood,
    /// It denies what the wording says.
    Denied,
    /// It speaks of somebody else.
    Who,
}

/// Recognises statements by the wordings of rules.
#[derive(Debug)]
pub struct Recogniser<'r> {
    rules: Vec<Known<'r>>,
    lexicon: Lexicon,
}

/// A statement that is looked at.
struct Sight<'s> {
    statement: &'s Statement,
    own: Seen<'s>,
    above: Seen<'s>,
}

impl Sight<'_> {
    fn find(&self, wording: &Wording) -> Option<Vec<Range<usize>>> {
        wording.find(&self.own, &self.above)
    }
}

#[derive(Debug)]
struct Known<'r> {
    rule: &'r Rule,
    wordings: Vec<Wording>,
    against: Vec<Wording>,
    who: &'r [Who],
    params: Vec<(&'r str, &'r Value, Vec<Read>)>,
}

/// How a parameter is read, its wordings read.
#[derive(Debug)]
struct Read {
    reading: Reading,
    wording: Option<Wording>,
}

impl<'r> Recogniser<'r> {
    /// Reads the wordings of all rules. Errors: wordings that are none, with the rule whose they are.
    pub fn new(rules: &'r RuleSet, vocabulary: &Vocabulary) -> Result<Self, Vec<(RuleId, Text)>> {
        let (mut known, mut mistakes) = (Vec::new(), Vec::new());
        let lexicon = Lexicon::of(vocabulary);
        for rule in rules.all() {
            match Known::of(rule, &lexicon) {
                Ok(rule) => known.push(rule),
                Err((wording, error)) => mistakes.push((rule.id.clone(), say(&wording, &error))),
            }
        }
        if mistakes.is_empty() { Ok(Self { rules: known, lexicon }) } else { Err(mistakes) }
    }

    /// The rules that test a statement.
    pub fn recognise(&self, statement: &Statement) -> Recognised {
        let (meant, by) = who(&statement.words);
        let seen = |words| Seen::new(&self.lexicon, words);
        let sight = Sight { statement, own: seen(&statement.words), above: seen(&statement.above) };
        let mut recognised = Recognised { who: meant, bindings: Vec::new(), held_back: Vec::new() };
        for known in &self.rules {
            match known.outcome(&sight, meant, by.as_ref()) {
                Some(Ok(binding)) => recognised.bindings.push(binding),
                Some(Err(why)) => recognised.held_back.push((known.rule.id.clone(), why)),
                None => {}
            }
        }
        recognised
    }
}

fn say(wording: &str, error: &WordingError) -> Text {
    let what = match error {
        WordingError::Empty => both!("eine Gruppe ist leer", "a group is empty"),
        WordingError::NoSuchList(name) => both!("die Liste „@{name}“ gibt es nicht", "there is no list \"@{name}\""),
        WordingError::NeverFits(word) => both!(
            "„{word}“ passt nie: Worte bestehen aus Buchstaben und Ziffern, „^“ und „!“ stehen vor der ganzen Gruppe",
            "\"{word}\" never fits: words are letters and digits, \"^\" and \"!\" stand before the whole group"
        ),
        WordingError::OnlyAbsent => {
            both!("keine Gruppe sagt, was dastehen muss", "no group says what must be there")
        }
    };
    both!("Wortlaut „{wording}“: ", "wording \"{wording}\": ").and(&what)
}

type Mistake = (String, WordingError);

impl<'r> Known<'r> {
    fn of(rule: &'r Rule, lexicon: &Lexicon) -> Result<Self, Mistake> {
        let terms = &rule.recognise;
        let parse = |text: &String| Wording::parse(text, lexicon).map_err(|error| (text.clone(), error));
        let mut params = Vec::new();
        for (name, readings) in &terms.params {
            let Some(param) = rule.params.get(name) else { continue };
            let read = readings.iter().map(|reading| {
                let wording = match reading {
                    Reading::Said { wording, .. } => Some(parse(wording)?),
                    Reading::Quantity { near: Some(near), .. } => Some(parse(near)?),
                    _ => None,
                };
                Ok::<_, Mistake>(Read { reading: reading.clone(), wording })
            });
            params.push((name.as_str(), &param.default, read.collect::<Result<_, _>>()?));
        }
        Ok(Self {
            rule,
            wordings: terms.wordings.iter().map(parse).collect::<Result<_, _>>()?,
            against: terms.against.iter().map(parse).collect::<Result<_, _>>()?,
            who: if terms.who.is_empty() { &[Who::Ourselves] } else { &terms.who },
            params,
        })
    }

    /// The rule bound to a statement, or why it is not although a wording fits.
    fn outcome(&self, sight: &Sight<'_>, meant: Who, by: Option<&Range<usize>>) -> Option<Result<Binding, HeldBack>> {
        if self.is_spoken_against(sight) {
            return None;
        }
        let mut held_back = None;
        for (wording, found) in self.fitting(sight) {
            let Some(why) = self.held_back(sight.statement, meant, by, wording, &found) else {
                return Some(Ok(self.bind(sight, wording, &found)));
            };
            // Another wording may fit other words, or what it finds may be denied.
            held_back = held_back.or(Some(why));
        }
        held_back.map(Err)
    }

    /// The wordings that fit, with the words that do.
    fn fitting(&self, sight: &Sight<'_>) -> impl Iterator<Item = (&Wording, Vec<Range<usize>>)> {
        self.wordings.iter().filter_map(|wording| Some((wording, sight.find(wording)?)))
    }

    fn is_spoken_against(&self, sight: &Sight<'_>) -> bool {
        self.against.iter().any(|wording| sight.find(wording).is_some())
    }

    fn held_back(
        &self,
        statement: &Statement,
        meant: Who,
        by: Option<&Range<usize>>,
        wording: &Wording,
        found: &[Range<usize>],
    ) -> Option<HeldBack> {
        if !statement.mood.is_testable() && !is_measure_by_denial(statement, wording, found) {
            return Some(HeldBack::Mood);
        }
        // What names the subject may be what the wording itself looks for.
        let is_own = by.is_some_and(|by| found.iter().any(|range| range.start <= by.start && by.end <= range.end));
        if !self.who.contains(&meant) && !is_own {
            return Some(HeldBack::Who);
        }
        (!wording.may_be_denied && is_denied(&statement.words, found)).then_some(HeldBack::Denied)
    }

    fn bind(&self, sight: &Sight<'_>, wording: &Wording, found: &[Range<usize>]) -> Binding {
        let statement = sight.statement;
        let params = self.params.iter().filter_map(|(name, default, readings)| {
            let value = readings.iter().find_map(|read| read.value(sight, default))?;
            Some(((*name).to_owned(), value))
        });
        let text = |range: &Range<usize>| {
            let own: Vec<&Word> = statement.words.get(range.clone()).into_iter().flatten().collect();
            let at = own.first()?.at.start..own.last()?.at.end;
            statement.read.get(at).map(str::to_owned)
        };
        Binding {
            rule: self.rule.id.clone(),
            wording: wording.source.clone(),
            words: found.iter().filter_map(text).collect(),
            params: params.collect(),
        }
    }
}

/// Whether a sentence that denies all that it says is a measure for that very reason: the wording looks for the denial.
fn is_measure_by_denial(statement: &Statement, wording: &Wording, found: &[Range<usize>]) -> bool {
    let says_no = |range: &Range<usize>| statement.words.get(range.clone()).into_iter().flatten().any(is_denial);
    statement.mood == Mood::Negated
        && wording.may_be_denied
        && found.iter().any(says_no)
        && denies_by_its_words(&statement.read, &statement.words)
}

impl Read {
    fn value(&self, sight: &Sight<'_>, default: &Value) -> Option<Value> {
        let (statement, words) = (sight.statement, &sight.statement.words);
        let near = self.wording.as_ref().map(|wording| sight.find(wording));
        match &self.reading {
            Reading::Said { value, .. } => near.flatten().map(|_| value.clone()),
            Reading::Regions => value::regions(&statement.read, words),
            Reading::Tls => value::tls(&statement.read),
            Reading::Quantity { of, bound, is_interval, .. } => {
                let near = match near {
                    None => None,
                    Some(None) => return None,
                    Some(Some(found)) => found.into_iter().next(),
                };
                let fitting = statement
                    .quantities
                    .iter()
                    .filter_map(|quantity| Some((quantity, value::quantity(quantity, *of, *bound, *is_interval)?)));
                let distance =
                    |quantity: &Quantity| near.as_ref().map_or(0, |near| near.start.abs_diff(quantity.at.start));
                // Said outright before what merely may be meant, and of those the nearest.
                let may_be_meant = |quantity: &Quantity| match bound {
                    Some(Side::Least) => quantity.bound != Bound::Least,
                    Some(Side::Most) => quantity.bound != Bound::Most,
                    _ => false,
                };
                let best = fitting.min_by_key(|(quantity, _)| (may_be_meant(quantity), distance(quantity)));
                best.and_then(|(_, number)| value::as_default(number, default))
            }
        }
    }
}
