//! The rule of a composite alarm.
//!
//! In: `AlarmRule`. Out: whether it is true when certain alarms are in `ALARM`, whatever all others are. The grammar is that
//! of `PutCompositeAlarm` (CloudWatch API Reference).

use super::cursor::Cursor;
use super::says::Says;

/// A parsed rule.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum AlarmRule {
    Known(bool),
    /// `ALARM(name)`.
    InAlarm(String),
    /// `OK(name)` or `INSUFFICIENT_DATA(name)`.
    NotInAlarm(String),
    Not(Box<AlarmRule>),
    /// Operands, and true for each `AND` between them.
    Row(Vec<AlarmRule>, Vec<bool>),
}

pub(super) const OPEN: &str = "alarm-rule-leaves-open";

/// Groups within groups beyond this are not read.
const DEEPEST: usize = 32;

impl AlarmRule {
    /// Reads a rule; `None` if it is of another form.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut cursor = Cursor { rest: text };
        let rule = cursor.rule(0)?;
        cursor.skip_space().is_empty().then_some(rule)
    }

    /// Whether the rule holds while `firing` says which alarms are in `ALARM`.
    pub(super) fn holds(&self, firing: &impl Fn(&str) -> Says) -> Says {
        match self {
            Self::Known(value) => Says::known(*value),
            Self::InAlarm(name) => firing(name),
            Self::NotInAlarm(name) => match firing(name) {
                Says::Yes => Says::No,
                _ => Says::cannot_tell(OPEN),
            },
            Self::Not(rule) => rule.holds(firing).negate(),
            Self::Row(rules, ands) => {
                let values: Vec<Says> = rules.iter().map(|rule| rule.holds(firing)).collect();
                Says::row(&values, ands, OPEN)
            }
        }
    }

    /// The alarms that it names.
    pub(super) fn names(&self) -> Vec<&str> {
        match self {
            Self::Known(_) => Vec::new(),
            Self::InAlarm(name) | Self::NotInAlarm(name) => vec![name],
            Self::Not(rule) => rule.names(),
            Self::Row(rules, _) => rules.iter().flat_map(Self::names).collect(),
        }
    }
}

impl Cursor<'_> {
    fn rule(&mut self, depth: usize) -> Option<AlarmRule> {
        let mut rules = vec![self.operand(depth)?];
        let mut ands = Vec::new();
        loop {
            if self.eat_words("AND") {
                ands.push(true);
            } else if self.eat_words("OR") {
                ands.push(false);
            } else {
                break;
            }
            rules.push(self.operand(depth)?);
        }
        if ands.is_empty() { rules.pop() } else { Some(AlarmRule::Row(rules, ands)) }
    }

    fn operand(&mut self, depth: usize) -> Option<AlarmRule> {
        (depth < DEEPEST).then_some(())?;
        if self.eat_words("NOT") {
            return Some(AlarmRule::Not(Box::new(self.operand(depth + 1)?)));
        }
        if self.eat("(") {
            let inner = self.rule(depth + 1)?;
            return self.eat(")").then_some(inner);
        }
        for (word, value) in [("TRUE", true), ("FALSE", false)] {
            if self.eat_words(word) {
                return Some(AlarmRule::Known(value));
            }
        }
        if self.eat_words("ALARM") {
            return self.name().map(AlarmRule::InAlarm);
        }
        (self.eat_words("OK") || self.eat_words("INSUFFICIENT_DATA")).then(|| self.name().map(AlarmRule::NotInAlarm))?
    }

    /// `(name)` or `("name")`.
    fn name(&mut self) -> Option<String> {
        self.eat("(").then_some(())?;
        let name = if self.eat("\"") {
            let (name, rest) = self.rest.split_once('"')?;
            self.rest = rest;
            name.to_owned()
        } else {
            self.skip_space();
            self.while_char(|c| !matches!(c, '(' | ')' | '"')).trim_end().to_owned()
        };
        (self.eat(")") && !name.is_empty()).then_some(name)
    }
}
