//! The functions of conditions beside CEL's own: a few for texts, from CEL's extension library, and one for address ranges.
//!
//! In: nothing. Out: the environment in which conditions run. A function that cannot answer is an error, and an error makes a
//! condition unknown wherever it matters.

use crate::reach;
use cel::common::types::{CelBool, CelString};
use cel::{DeclarationError, Env, ExecutionError};

/// Functions that conditions may call, beside operators and macros.
pub(super) const NAMES: &[&str] = &[
    "size",
    "contains",
    "startsWith",
    "endsWith",
    "int",
    "double",
    "string",
    "min",
    "max",
    "lowerAscii",
    "split",
    "within",
];

/// CEL's standard functions and ours.
pub(super) fn environment() -> Env {
    let mut env = Env::stdlib();
    let declared = env.add_extension(cel::extensions::strings).and_then(|()| env.add_extension(addresses));
    debug_assert_eq!(declared, Ok(()), "a function is declared twice");
    env
}

fn addresses(env: &mut Env) -> Result<(), DeclarationError> {
    cel::add_member_overload!(env, fn within: (CelString, CelString) -> Result<CelBool>)
}

/// `range.within(other)`: whether every address of the first range belongs to the second.
fn within(inner: &CelString<'_>, outer: &CelString<'_>) -> Result<CelBool, ExecutionError> {
    reach::within(inner.inner(), outer.inner())
        .map(CelBool::from)
        .ok_or_else(|| ExecutionError::function_error("within", "not a range of addresses"))
}

#[cfg(test)]
mod tests {
    use super::environment;
    use cel::{Context, Program, Value};
    use std::sync::Arc;

    fn run(condition: &str) -> Option<bool> {
        let program = Program::compile(condition).ok()?;
        match program.execute(&Context::with_env(Arc::new(environment()))) {
            Ok(Value::Bool(truth)) => Some(truth),
            _ => None,
        }
    }

    #[test]
    fn ranges_and_words_are_compared() {
        assert_eq!(run("'198.51.100.7/32'.within('198.51.100.0/24')"), Some(true));
        assert_eq!(run("'198.51.100.7/32'.within('2001:db8::/32')"), Some(false));
        assert_eq!(run("'Prod'.lowerAscii() in 'production|prod'.split('|')"), Some(true));
    }

    #[test]
    fn what_is_no_range_is_neither_within_nor_without() {
        assert_eq!(run("'198.51.100.7/32'.within('the office')"), None);
        assert_eq!(run("!'198.51.100.7/32'.within('the office')"), None);
        assert_eq!(run("['the office', '198.51.100.0/24'].exists(net, '198.51.100.7/32'.within(net))"), Some(true));
    }
}
