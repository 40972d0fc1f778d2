//! What a condition reads, found in its syntax tree.
//!
//! In: a CEL expression. Out: the facts and parameters that it names, what it compares with what, or why it is refused.

use super::functions::NAMES;
use super::{ConditionError, Params};
use crate::fact::catalogue::FactType;
use cel::common::ast::{CallExpr, ComprehensionExpr, EntryExpr, Expr, IdedExpr, LiteralValue, operators};
use std::collections::{BTreeMap, BTreeSet};

/// One side of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Operand {
    /// A fact, by path.
    Fact(String),
    /// An item of the list, or of the map, at this path.
    ItemOf(Box<Operand>),
    /// A parameter, by name.
    Param(String),
    /// A literal of this type.
    Literal(FactType),
    /// Anything else, `null` among it.
    Other,
}

/// A comparison of two operands, or the test whether a list contains one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Comparison {
    /// CEL's name of the operator, such as `_==_` or `@in`.
    pub operator: String,
    /// Left side.
    pub left: Operand,
    /// Right side.
    pub right: Operand,
}

/// The key under which a condition looks into a map fact.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum MapKey {
    Literal(String),
    Param(String),
}

impl MapKey {
    /// The key itself; `None` for a parameter that has no text as its value.
    pub(super) fn value(&self, params: &Params) -> Option<String> {
        match self {
            Self::Literal(key) => Some(key.clone()),
            Self::Param(name) => params.get(name)?.as_str().map(str::to_owned),
        }
    }
}

/// What a condition reads.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) facts: BTreeSet<String>,
    pub(super) params: BTreeSet<String>,
    pub(super) comparisons: Vec<Comparison>,
    pub(super) map_keys: BTreeSet<(String, MapKey)>,
    /// Facts whose size or items matter.
    pub(super) walked: BTreeSet<String>,
}

/// The variables of `all`, `exists`, `map` and `filter` around an expression.
#[derive(Clone, Default)]
struct Scope {
    variables: BTreeMap<String, Operand>,
    /// How many of these macros are around it.
    depth: usize,
}

/// So many macros may stand within each other: each walks a list for every item of the one around it. And nothing in them makes
/// values larger (`a + a`, `[a, a]`): forty such steps, one behind the other, would fill any memory.
const DEEPEST: usize = 4;

impl Reading {
    pub(super) fn of(expression: &IdedExpr) -> Result<Self, ConditionError> {
        let mut reading = Self::default();
        reading.expression(expression, &Scope::default())?;
        Ok(reading)
    }

    /// Notes what an expression reads and says what it is as an operand.
    fn expression(&mut self, expression: &IdedExpr, scope: &Scope) -> Result<Operand, ConditionError> {
        match &expression.expr {
            Expr::Literal(literal) => Ok(literal_type(literal).map_or(Operand::Other, Operand::Literal)),
            Expr::Ident(name) => match scope.variables.get(name) {
                Some(operand) => Ok(operand.clone()),
                None if name.starts_with('@') => Ok(Operand::Other),
                None => Err(ConditionError::Name(name.clone())),
            },
            Expr::Select(select) if select.test => Err(ConditionError::Has),
            Expr::Select(select) => match path_of(expression) {
                Some(("resource", path)) => {
                    self.facts.insert(path.clone());
                    Ok(Operand::Fact(path))
                }
                Some(("params", name)) => {
                    self.params.insert(name.clone());
                    Ok(Operand::Param(name))
                }
                _ => self.expression(&select.operand, scope).map(|_| Operand::Other),
            },
            Expr::Call(call) => self.call(call, scope),
            Expr::Comprehension(comprehension) => self.comprehension(comprehension, scope),
            Expr::List(list) => self.list(&list.elements, scope),
            Expr::Map(map) => self.entries(map.entries.iter().map(|entry| &entry.expr), scope),
            Expr::Struct(fields) => self.entries(fields.entries.iter().map(|entry| &entry.expr), scope),
            Expr::Unspecified => Ok(Operand::Other),
        }
    }

    fn list(&mut self, items: &[IdedExpr], scope: &Scope) -> Result<Operand, ConditionError> {
        if scope.depth > 0 && !items.iter().all(|item| matches!(item.expr, Expr::Literal(_))) {
            return Err(ConditionError::TooCostly);
        }
        let mut kind = Operand::Other;
        for item in items {
            kind = self.expression(item, scope)?;
        }
        Ok(match kind {
            Operand::Literal(item) => Operand::Literal(FactType::List(Box::new(item))),
            _ => Operand::Other,
        })
    }

    fn entries<'e>(
        &mut self,
        entries: impl Iterator<Item = &'e EntryExpr>,
        scope: &Scope,
    ) -> Result<Operand, ConditionError> {
        for entry in entries {
            if scope.depth > 0 {
                return Err(ConditionError::TooCostly);
            }
            match entry {
                EntryExpr::StructField(field) => self.expression(&field.value, scope)?,
                EntryExpr::MapEntry(entry) => {
                    self.expression(&entry.key, scope)?;
                    self.expression(&entry.value, scope)?
                }
            };
        }
        Ok(Operand::Other)
    }

    fn call(&mut self, call: &CallExpr, scope: &Scope) -> Result<Operand, ConditionError> {
        let name = call.func_name.as_str();
        if name == operators::IN
            && matches!(call.args.last().map(|arg| &arg.expr), Some(Expr::Ident(root)) if !scope.variables.contains_key(root))
        {
            return Err(ConditionError::KeyTest);
        }
        let target = call.target.iter().map(|target| &**target);
        if let Some(item) = kept_item(call) {
            return self.expression(item, scope).map(|_| Operand::Other);
        }
        let operands =
            target.chain(&call.args).map(|arg| self.expression(arg, scope)).collect::<Result<Vec<_>, _>>()?;
        match (name, operands.as_slice()) {
            (operators::ADD, sides) if scope.depth > 0 && !sides.iter().any(is_number) => {
                return Err(ConditionError::TooCostly);
            }
            (operators::INDEX, [map, _]) => return Ok(self.index(map, &call.args)),
            ("size", [Operand::Fact(path)]) => {
                self.walked.insert(path.clone());
            }
            (
                operators::EQUALS
                | operators::NOT_EQUALS
                | operators::LESS
                | operators::LESS_EQUALS
                | operators::GREATER
                | operators::GREATER_EQUALS
                | operators::IN,
                [left, right],
            ) => self.compare(name, left, right),
            _ if is_operator(name) || NAMES.contains(&name) => {}
            _ => return Err(ConditionError::Function(name.to_owned())),
        }
        Ok(result_of(name))
    }

    fn compare(&mut self, operator: &str, left: &Operand, right: &Operand) {
        self.comparisons.push(Comparison { operator: operator.to_owned(), left: left.clone(), right: right.clone() });
    }

    /// `map["key"]` or `map[params.key]`.
    fn index(&mut self, map: &Operand, args: &[IdedExpr]) -> Operand {
        let key = match args.last().map(|arg| &arg.expr) {
            Some(Expr::Literal(LiteralValue::String(text))) => Some(MapKey::Literal(text.inner().to_owned())),
            Some(Expr::Select(_)) => match args.last().and_then(path_of) {
                Some(("params", name)) => Some(MapKey::Param(name)),
                _ => None,
            },
            _ => None,
        };
        match (map, key) {
            (Operand::Fact(path), Some(key)) => {
                self.map_keys.insert((path.clone(), key));
                Operand::ItemOf(Box::new(map.clone()))
            }
            (Operand::Fact(_) | Operand::Param(_), _) => Operand::ItemOf(Box::new(map.clone())),
            _ => Operand::Other,
        }
    }

    fn comprehension(&mut self, comprehension: &ComprehensionExpr, scope: &Scope) -> Result<Operand, ConditionError> {
        let range = self.expression(&comprehension.iter_range, scope)?;
        self.expression(&comprehension.accu_init, scope)?;
        if let Operand::Fact(path) = &range {
            self.walked.insert(path.clone());
        }
        let item = match range {
            Operand::Literal(FactType::List(item)) => Operand::Literal(*item),
            Operand::Fact(_) | Operand::Param(_) => Operand::ItemOf(Box::new(range)),
            _ => Operand::Other,
        };
        let mut inner = Scope { depth: scope.depth + 1, ..scope.clone() };
        if inner.depth > DEEPEST {
            return Err(ConditionError::TooCostly);
        }
        inner.variables.insert(comprehension.iter_var.clone(), item);
        inner.variables.extend(comprehension.iter_var2.clone().map(|name| (name, Operand::Other)));
        inner.variables.insert(comprehension.accu_var.clone(), Operand::Other);
        for part in [&comprehension.loop_cond, &comprehension.loop_step, &comprehension.result] {
            self.expression(part, &inner)?;
        }
        Ok(Operand::Other)
    }
}

/// The item that `map` or `filter` adds to its list: `@result + [item]`. Nobody can write a name that begins with `@`.
fn kept_item(call: &CallExpr) -> Option<&IdedExpr> {
    match (call.func_name.as_str(), call.args.as_slice()) {
        (operators::ADD, [list, IdedExpr { expr: Expr::List(added), .. }]) => {
            match (&list.expr, added.elements.as_slice()) {
                (Expr::Ident(name), [item]) if name.starts_with('@') => Some(item),
                _ => None,
            }
        }
        _ => None,
    }
}

fn is_number(operand: &Operand) -> bool {
    matches!(operand, Operand::Literal(FactType::Int | FactType::Float))
}

/// The dotted path of a chain of selections: its first name, and the rest.
fn path_of(expression: &IdedExpr) -> Option<(&str, String)> {
    let mut names = Vec::new();
    let mut expression = expression;
    loop {
        match &expression.expr {
            Expr::Select(select) if !select.test => {
                names.push(select.field.as_str());
                expression = &select.operand;
            }
            Expr::Ident(root) => {
                names.reverse();
                return Some((root, names.join(".")));
            }
            _ => return None,
        }
    }
}

fn is_operator(name: &str) -> bool {
    name.starts_with('@') || name.contains('_') && !name.chars().any(char::is_alphanumeric)
}

/// The type of an operator's result.
fn result_of(name: &str) -> Operand {
    match name {
        "size" | "int" => Operand::Literal(FactType::Int),
        "double" => Operand::Literal(FactType::Float),
        "string" | "lowerAscii" => Operand::Literal(FactType::Text),
        "contains" | "startsWith" | "endsWith" | "within" => Operand::Literal(FactType::Bool),
        _ if name.contains("==") || name.contains('!') || name.contains("&&") || name.contains("||") => {
            Operand::Literal(FactType::Bool)
        }
        _ => Operand::Other,
    }
}

fn literal_type(literal: &LiteralValue) -> Option<FactType> {
    match literal {
        LiteralValue::Boolean(_) => Some(FactType::Bool),
        LiteralValue::Double(_) => Some(FactType::Float),
        LiteralValue::Int(_) | LiteralValue::UInt(_) => Some(FactType::Int),
        LiteralValue::String(_) | LiteralValue::Bytes(_) => Some(FactType::Text),
        LiteralValue::Null => None,
    }
}
