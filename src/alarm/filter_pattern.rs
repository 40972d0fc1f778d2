//! Filter patterns of CloudWatch Logs, as metric filters have them.
//!
//! In: the text of a pattern. Out: whether it matches an event. "Filter pattern syntax for metric filters, subscription
//! filters, filter log events, and Live Tail" and "Using filter patterns to match terms in JSON log events" (CloudWatch Logs
//! User Guide) give the language. Read is the JSON form; terms over plain text and regular expressions stay open.

use super::cursor::Cursor;
use super::says::Says;
use super::{Event, Field, fits};

/// A parsed pattern.
#[derive(Clone, Debug, PartialEq)]
pub enum FilterPattern {
    /// The empty pattern: every event.
    All,
    /// A condition over fields.
    Json(Expression),
    /// Another language, or a form that is not documented.
    Other,
}

/// `a && b || c`: units and the operators between them.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    units: Vec<Unit>,
    /// True for `&&`, false for `||`.
    ands: Vec<bool>,
}

#[derive(Clone, Debug, PartialEq)]
enum Unit {
    Group(Expression),
    Test { path: String, test: Test },
}

#[derive(Clone, Debug, PartialEq)]
enum Test {
    /// `=` (true) or `!=` with a value.
    Equals(bool, Value),
    Exists(bool),
    Is(bool),
    /// Documented, but not about what events of change hold: numbers, `IS NULL`, regular expressions.
    Open,
}

#[derive(Clone, Debug, PartialEq)]
enum Value {
    /// `Delete*`
    Plain(String),
    /// `"Delete*"`
    Quoted(String),
    /// A regular expression, or a text with an escape.
    Open,
}

const OPEN: &str = "filter-pattern-leaves-open";

impl FilterPattern {
    /// Reads a pattern.
    pub fn parse(text: &str) -> Self {
        let text = text.trim();
        if text.is_empty() {
            return Self::All;
        }
        let Some(inner) = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')) else { return Self::Other };
        let mut parser = Cursor { rest: inner };
        match parser.expression(0) {
            Some(expression) if parser.skip_space().is_empty() => Self::Json(expression),
            _ => Self::Other,
        }
    }

    /// Whether every event like this one matches.
    pub fn matches(&self, event: &Event) -> Says {
        match self {
            Self::All => Says::Yes,
            Self::Json(expression) => expression.holds(event),
            Self::Other => Says::cannot_tell(OPEN),
        }
    }
}

impl Expression {
    fn holds(&self, event: &Event) -> Says {
        let values: Vec<Says> = self.units.iter().map(|unit| unit.holds(event)).collect();
        Says::row(&values, &self.ands, OPEN)
    }
}

impl Unit {
    fn holds(&self, event: &Event) -> Says {
        match self {
            Self::Group(expression) => expression.holds(event),
            Self::Test { path, test } => test.holds(event.record(path).as_ref()),
        }
    }
}

impl Test {
    fn holds(&self, field: Option<&Field>) -> Says {
        match (self, field) {
            (Self::Exists(wanted), Some(field)) => Says::known((*field != Field::Absent) == *wanted),
            (Self::Is(wanted), Some(Field::Bool(value))) => Says::known(value == wanted),
            (Self::Equals(true, _), Some(Field::Absent)) => Says::No,
            (Self::Equals(equal, value), Some(Field::Text(text))) => {
                let fits = value.fits(text);
                if *equal { fits } else { fits.negate() }
            }
            // NOTE: also `!=` on a missing field: what it makes of it is not documented.
            _ => Says::cannot_tell(OPEN),
        }
    }
}

impl Value {
    fn fits(&self, text: &str) -> Says {
        match self {
            Self::Plain(pattern) => Says::known(fits(pattern, text)),
            // NOTE: that `*` is a wildcard is documented without quotes only.
            Self::Quoted(pattern) if fits(pattern, text) == (pattern == text) => Says::known(pattern == text),
            Self::Quoted(_) | Self::Open => Says::cannot_tell(OPEN),
        }
    }
}

/// Groups within groups beyond this are taken for another language.
const DEEPEST: usize = 32;

/// The grammar of the JSON form.
impl Cursor<'_> {
    fn expression(&mut self, depth: usize) -> Option<Expression> {
        let mut expression = Expression { units: vec![self.unit(depth)?], ands: Vec::new() };
        loop {
            let and = if self.eat("&&") {
                true
            } else if self.eat("||") {
                false
            } else {
                return Some(expression);
            };
            expression.ands.push(and);
            expression.units.push(self.unit(depth)?);
        }
    }

    fn unit(&mut self, depth: usize) -> Option<Unit> {
        if self.eat("(") {
            let inner = (depth < DEEPEST).then(|| self.expression(depth + 1))??;
            return self.eat(")").then_some(Unit::Group(inner));
        }
        let path = self.eat("$.").then(|| self.while_char(is_of_path))?.to_owned();
        (!path.is_empty()).then_some(())?;
        Some(Unit::Test { path, test: self.test()? })
    }

    fn test(&mut self) -> Option<Test> {
        const WORDS: &[(&str, Test)] = &[
            ("NOT EXISTS", Test::Exists(false)),
            ("EXISTS", Test::Exists(true)),
            ("IS TRUE", Test::Is(true)),
            ("IS FALSE", Test::Is(false)),
            ("IS NULL", Test::Open),
        ];
        if let Some((_, test)) = WORDS.iter().find(|(word, _)| self.eat_words(word)) {
            return Some(test.clone());
        }
        for (sign, test) in
            [("!=", Some(false)), (">=", None), ("<=", None), (">", None), ("<", None), ("=", Some(true))]
        {
            if self.eat(sign) {
                let value = self.value()?;
                return Some(test.map_or(Test::Open, |equal| Test::Equals(equal, value)));
            }
        }
        None
    }

    fn value(&mut self) -> Option<Value> {
        if self.eat("%") {
            let (_, rest) = self.rest.split_once('%')?;
            self.rest = rest;
            return Some(Value::Open);
        }
        if self.eat("\"") {
            let (text, rest) = self.rest.split_once('"')?;
            self.rest = rest;
            // NOTE: whether a backslash escapes is not documented.
            return Some(if text.contains('\\') { Value::Open } else { Value::Quoted(text.to_owned()) });
        }
        self.skip_space();
        let text = self.while_char(|c| !c.is_whitespace() && !"()&|{}\"=!<>%".contains(c));
        (!text.is_empty()).then(|| Value::Plain(text.to_owned()))
    }
}

/// Plain names only: a path with an index or a quoted name is read to its end elsewhere and fails there.
fn is_of_path(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')
}
