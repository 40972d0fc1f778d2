//! The words with which source code compares: `status == "ACTIVE"`, `match mode { "Off" => … }`, `["a", "b"].contains(&x)`,
//! lists of words in constants, and any other text in capitals.
//!
//! In: Rust source. Out: each word, with the name of the member that it is compared with where that can be told.

use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::visit::{Visit, visit_expr, visit_item_mod};
use syn::{Expr, ExprMatch, Item, Lit, Pat, Token};

/// A word of the source.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Word {
    pub(super) text: String,
    /// The field that it is compared with.
    pub(super) subject: Option<String>,
    /// Whether capitals count.
    pub(super) exact: bool,
}

/// The words of a file, without its tests.
pub(super) fn words(source: &str) -> Vec<Word> {
    let mut reader = Reader::default();
    reader.visit_file(&syn::parse_file(source).expect("Rust"));
    reader.words
}

#[derive(Default)]
struct Reader {
    words: Vec<Word>,
}

impl Reader {
    fn compared(&mut self, subject: Option<&Expr>, text: String) {
        self.words.push(Word { text, subject: subject.and_then(name_of), exact: true });
    }

    /// The words of a pattern; those of a tuple belong to the tuple's parts.
    fn pattern(&mut self, subject: Option<&Expr>, pattern: &Pat) {
        match pattern {
            Pat::Lit(literal) => {
                if let Lit::Str(text) = &literal.lit {
                    self.compared(subject, text.value());
                }
            }
            Pat::Or(or) => or.cases.iter().for_each(|case| self.pattern(subject, case)),
            Pat::Paren(inner) => self.pattern(subject, &inner.pat),
            Pat::Reference(inner) => self.pattern(subject, &inner.pat),
            Pat::Ident(named) => {
                if let Some((_, inner)) = &named.subpat {
                    self.pattern(subject, inner);
                }
            }
            Pat::TupleStruct(of) => of.elems.iter().for_each(|part| self.pattern(subject, part)),
            Pat::Tuple(of) => {
                for (n, part) in of.elems.iter().enumerate() {
                    let subject = match subject.map(bare) {
                        Some(Expr::Tuple(tuple)) => tuple.elems.iter().nth(n),
                        _ => None,
                    };
                    self.pattern(subject, part);
                }
            }
            Pat::Slice(of) => of.elems.iter().for_each(|part| self.pattern(None, part)),
            Pat::Struct(of) => of.fields.iter().for_each(|field| self.pattern(None, &field.pat)),
            _ => {}
        }
    }

    fn match_arms(&mut self, one: &ExprMatch) {
        one.arms.iter().for_each(|arm| self.pattern(Some(&one.expr), &arm.pat));
    }
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        let test = module.attrs.iter().any(|attribute| attribute.path().is_ident("cfg"));
        if !test {
            visit_item_mod(self, module);
        }
    }

    fn visit_item(&mut self, item: &'ast Item) {
        let value = match item {
            Item::Const(constant) => Some(&constant.expr),
            Item::Static(constant) => Some(&constant.expr),
            _ => None,
        };
        if let Some(value) = value {
            let mut inside = Texts::default();
            inside.visit_expr(value);
            for text in inside.0 {
                self.compared(None, text);
            }
        } else {
            syn::visit::visit_item(self, item);
        }
    }

    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}

    fn visit_expr(&mut self, expression: &'ast Expr) {
        match expression {
            Expr::Binary(both) if matches!(both.op, syn::BinOp::Eq(_) | syn::BinOp::Ne(_)) => {
                for (text, subject) in [(&both.left, &both.right), (&both.right, &both.left)] {
                    if let Some(text) = text_of(text) {
                        self.compared(Some(subject), text);
                    }
                }
            }
            Expr::Match(one) => self.match_arms(one),
            Expr::Let(one) => self.pattern(Some(&one.expr), &one.pat),
            Expr::MethodCall(call) if call.method == "contains" || call.method == "eq_ignore_ascii_case" => {
                let argument = call.args.first();
                if let Some(text) = argument.and_then(text_of) {
                    let exact = call.method == "contains";
                    self.words.push(Word { text, subject: name_of(&call.receiver), exact });
                } else if let Expr::Array(texts) = bare(&call.receiver) {
                    for text in texts.elems.iter().filter_map(text_of) {
                        self.compared(argument, text);
                    }
                }
            }
            Expr::Macro(one) if one.mac.path.is_ident("matches") => {
                if let Ok(Matches { subject, pattern }) = one.mac.parse_body() {
                    self.pattern(Some(&subject), &pattern);
                    self.visit_expr_of_macro(&subject);
                }
            }
            Expr::Lit(literal) => {
                if let Lit::Str(text) = &literal.lit
                    && is_shouted(&text.value())
                {
                    self.compared(None, text.value());
                }
            }
            _ => {}
        }
        visit_expr(self, expression);
    }
}

impl Reader {
    /// An expression that lives only while a macro is read.
    fn visit_expr_of_macro(&mut self, expression: &Expr) {
        let mut inner = Reader::default();
        inner.visit_expr(expression);
        self.words.append(&mut inner.words);
    }
}

/// All texts of an expression.
#[derive(Default)]
struct Texts(Vec<String>);

impl<'ast> Visit<'ast> for Texts {
    fn visit_lit_str(&mut self, text: &'ast syn::LitStr) {
        self.0.push(text.value());
    }
}

/// What stands in `matches!(…)`.
struct Matches {
    subject: Expr,
    pattern: Pat,
}

impl Parse for Matches {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let subject = input.parse()?;
        input.parse::<Token![,]>()?;
        let pattern = Pat::parse_multi_with_leading_vert(input)?;
        if input.peek(Token![if]) {
            input.parse::<Token![if]>()?;
            input.parse::<Expr>()?;
        }
        Punctuated::<Expr, Token![,]>::parse_terminated(input)?;
        Ok(Self { subject, pattern })
    }
}

/// `"x"`, `&"x"` or `Some("x")`.
fn text_of(expression: &Expr) -> Option<String> {
    match bare(expression) {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        Expr::Call(call) if matches!(&*call.func, Expr::Path(path) if path.path.is_ident("Some")) => {
            text_of(call.args.first()?)
        }
        _ => None,
    }
}

/// An expression without `&`, `*` and brackets.
fn bare(expression: &Expr) -> &Expr {
    match expression {
        Expr::Reference(of) => bare(&of.expr),
        Expr::Paren(of) => bare(&of.expr),
        Expr::Unary(of) => bare(&of.expr),
        _ => expression,
    }
}

/// The field that an expression ends in, or the getter of an SDK crate. Variables are named as their author likes.
fn name_of(expression: &Expr) -> Option<String> {
    const ACCESS: &[&str] = &["as_str", "as_deref", "as_ref", "clone", "value", "unwrap_or_default", "to_owned"];
    let name = match bare(expression) {
        Expr::Field(field) => match &field.member {
            syn::Member::Named(name) => name.to_string(),
            syn::Member::Unnamed(_) => return None,
        },
        Expr::MethodCall(call) if ACCESS.iter().any(|access| call.method == access) => return name_of(&call.receiver),
        Expr::MethodCall(call) if call.args.is_empty() => call.method.to_string(),
        _ => return None,
    };
    Some(name.trim_start_matches("r#").to_owned())
}

/// `BACKUP_VAULT`: written like a value of an enum.
fn is_shouted(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(|first| first.is_ascii_uppercase())
        && text.len() > 2
        && letters.all(|letter| letter.is_ascii_uppercase() || letter.is_ascii_digit() || letter == '_')
}

#[test]
fn words_are_found_wherever_they_are_compared() {
    let source = r#"
        const MANY: &[&str] = &["one", "two"];
        fn f(item: &Item) -> bool {
            let log = if item.r#type == "network" { "NLB_LOGS" } else { "not a word" };
            let way = match (item.mode.as_deref(), other) { (Some("a" | "b"), "c") => 1, _ => 2 };
            if let Some("on") = item.state() { return true }
            matches!(item.phase, Some("p") if way == 1) || ["x"].contains(&item.kind.as_str())
                || item.health.eq_ignore_ascii_case("well") || Some("end") != item.end.as_deref()
        }
        #[cfg(test)]
        mod tests { fn f() { x == "not"; } }
    "#;
    let found = words(source);
    let named = |word: &Word| format!("{} {}", word.subject.as_deref().unwrap_or("-"), word.text);
    let mut found: Vec<String> = found.iter().map(named).collect();
    found.sort();
    let expected = [
        "- NLB_LOGS",
        "- c",
        "- one",
        "- two",
        "end end",
        "health well",
        "kind x",
        "mode a",
        "mode b",
        "phase p",
        "state on",
        "type network",
    ];
    assert_eq!(found, expected);
}
