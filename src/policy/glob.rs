//! Wildcard texts. In: a text with `*`, `?` and `${…}`. Out: whether it covers, or overlaps with,
//! another such text.
//!
//! Both questions are asked of whole languages, so that one algorithm serves a concrete text (a
//! wildcard-free glob) and a class such as "every object of this bucket"
//! (`arn:aws:s3:::example/?*`).

/// Above this many steps nothing is proved any more: AWS has no such patterns, a hostile document
/// may.
const MAX_STEPS: usize = 1 << 18;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Literal(char),
    /// `?`: exactly one character.
    One,
    /// `*`: any text, also none.
    Many,
    /// A policy variable: some text that is not known.
    Variable,
}

/// How a text is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Syntax {
    /// `*` and `?` are wildcards.
    pub wildcards: bool,
    /// `${…}` is a policy variable. Only with `Version` 2012-10-17 ("IAM policy elements: Variables
    /// and tags").
    pub variables: bool,
}

/// A text with wildcards, normalised: in a run of wildcards the `?` come first, and one `*` stands
/// for several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Glob {
    tokens: Vec<Token>,
}

impl Glob {
    /// The text itself, without any wildcard.
    pub(super) fn literal(text: &str) -> Self {
        Self { tokens: text.chars().map(Token::Literal).collect() }
    }

    /// Reads `text`. Never fails: an unclosed `${` makes the rest of the text a variable, of which
    /// nothing is known.
    pub(super) fn new(text: &str, syntax: Syntax) -> Self {
        let mut tokens = Vec::with_capacity(text.len());
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            if syntax.variables
                && let Some(inner) = rest.strip_prefix("${")
            {
                let (name, after) = inner.split_once('}').unwrap_or((inner, ""));
                // `${*}`, `${?}` and `${$}` are the characters themselves.
                tokens.push(match name {
                    "*" => Token::Literal('*'),
                    "?" => Token::Literal('?'),
                    "$" => Token::Literal('$'),
                    _ => Token::Variable,
                });
                rest = after;
                continue;
            }
            tokens.push(match first {
                '*' if syntax.wildcards => Token::Many,
                '?' if syntax.wildcards => Token::One,
                other => Token::Literal(other),
            });
            rest = rest.strip_prefix(first).unwrap_or("");
        }
        Self::normalised(tokens)
    }

    fn normalised(tokens: Vec<Token>) -> Self {
        let mut out = Vec::with_capacity(tokens.len());
        let mut many = false;
        for token in tokens {
            match token {
                Token::Many => many = true,
                Token::One => out.push(token),
                Token::Literal(_) | Token::Variable => {
                    if std::mem::take(&mut many) {
                        out.push(Token::Many);
                    }
                    out.push(token);
                }
            }
        }
        if many {
            out.push(Token::Many);
        }
        Self { tokens: out }
    }

    /// Whether this is `*` and nothing else.
    pub(super) fn is_anything(&self) -> bool {
        self.tokens == [Token::Many]
    }

    pub(super) fn has_variable(&self) -> bool {
        self.tokens.contains(&Token::Variable)
    }

    pub(super) fn has_literal(&self, character: char) -> bool {
        self.tokens.contains(&Token::Literal(character))
    }

    /// The pieces between the first `limit - 1` colons, as an ARN is read.
    pub(super) fn parts(&self, limit: usize) -> Vec<Self> {
        self.tokens
            .splitn(limit, |token| *token == Token::Literal(':'))
            .map(|tokens| Self { tokens: tokens.to_vec() })
            .collect()
    }

    /// The pieces between the separators that are written out.
    pub(super) fn split(&self, separator: char) -> Vec<Self> {
        self.tokens
            .split(|token| *token == Token::Literal(separator))
            .map(|tokens| Self { tokens: tokens.to_vec() })
            .collect()
    }

    /// The text if there is neither wildcard nor variable.
    pub(super) fn as_text(&self) -> Option<String> {
        self.tokens.iter().map(|token| if let Token::Literal(c) = token { Some(*c) } else { None }).collect()
    }

    /// One text that this matches, if no variable is in the way; wildcards become `one` and `many`.
    pub(super) fn example(&self, one: char, many: &str) -> Option<String> {
        let mut text = String::new();
        for token in &self.tokens {
            match token {
                Token::Literal(c) => text.push(*c),
                Token::One => text.push(one),
                Token::Many => text.push_str(many),
                Token::Variable => return None,
            }
        }
        Some(text)
    }

    /// Whether every text that `other` matches is matched by this. `true` is a proof; `false` says
    /// nothing, except for a concrete `other` and a glob without variables, where it is exact up to
    /// `MAX_STEPS`.
    pub(super) fn covers(&self, other: &Self) -> bool {
        // What both begin and end with decides nothing; most patterns differ there, and then that is all there is to see.
        let Some((mine, theirs)) = between_equal_ends(&self.tokens, &other.tokens) else { return false };
        if mine.contains(&Token::Variable) || mine.len().saturating_mul(theirs.len()) > MAX_STEPS {
            return false;
        }
        let (mut at, mut read) = (0, 0);
        let mut retry: Option<(usize, usize)> = None;
        while let Some(symbol) = theirs.get(read) {
            match mine.get(at) {
                Some(Token::Many) => {
                    retry = Some((at, read));
                    at += 1;
                }
                Some(token) if absorbs(*token, *symbol) => {
                    at += 1;
                    read += 1;
                }
                _ => match retry {
                    // The last `*` takes one symbol more, then the rest is tried again.
                    Some((star, from)) => {
                        retry = Some((star, from + 1));
                        at = star + 1;
                        read = from + 1;
                    }
                    None => return false,
                },
            }
        }
        mine.iter().skip(at).all(|token| *token == Token::Many)
    }

    /// Whether some text may be matched by both. `false` is a proof that none is.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        // Most patterns differ in their first or last characters, and then that is all there is to see.
        let Some((mine, theirs)) = between_equal_ends(&self.tokens, &other.tokens) else { return false };
        if mine.len().saturating_mul(theirs.len()) > MAX_STEPS {
            return true;
        }
        // reachable[j]: the tokens read so far of both can be brought to match, with j of `other`
        // used up.
        let mut reachable = vec![false; theirs.len() + 1];
        if let Some(start) = reachable.first_mut() {
            *start = true;
        }
        skip_open(&mut reachable, theirs);
        for token in mine {
            reachable = advance(*token, &reachable, theirs);
            if !reachable.contains(&true) {
                return false;
            }
        }
        reachable.last() == Some(&true)
    }
}

/// What is left of both when the characters that they begin and end with are taken away; `None` if those differ.
fn between_equal_ends<'t>(mut mine: &'t [Token], mut theirs: &'t [Token]) -> Option<(&'t [Token], &'t [Token])> {
    while let ([Token::Literal(a), my_rest @ ..], [Token::Literal(b), their_rest @ ..]) = (mine, theirs) {
        if a != b {
            return None;
        }
        (mine, theirs) = (my_rest, their_rest);
    }
    while let ([my_rest @ .., Token::Literal(a)], [their_rest @ .., Token::Literal(b)]) = (mine, theirs) {
        if a != b {
            return None;
        }
        (mine, theirs) = (my_rest, their_rest);
    }
    Some((mine, theirs))
}

/// Whether one symbol of the covered glob is matched by one token that is not `*`.
const fn absorbs(token: Token, symbol: Token) -> bool {
    match (token, symbol) {
        (Token::Literal(a), Token::Literal(b)) => a == b,
        (Token::One, Token::Literal(_) | Token::One) => true,
        _ => false,
    }
}

const fn is_open(token: Token) -> bool {
    matches!(token, Token::Many | Token::Variable)
}

/// An open token of the other side may also stand for nothing.
fn skip_open(reachable: &mut [bool], other: &[Token]) {
    let mut before = false;
    for (index, here) in reachable.iter_mut().enumerate() {
        if before && index.checked_sub(1).and_then(|i| other.get(i)).is_some_and(|t| is_open(*t)) {
            *here = true;
        }
        before = *here;
    }
}

/// One token of this side is read: where can the other side stand afterwards?
fn advance(token: Token, reachable: &[bool], other: &[Token]) -> Vec<bool> {
    let mut next = if is_open(token) { reachable.to_vec() } else { vec![false; reachable.len()] };
    if is_open(token) {
        // It may take any number of the other side's tokens: everything behind the first reachable
        // place.
        if let Some(first) = next.iter().position(|here| *here) {
            next.iter_mut().skip(first).for_each(|here| *here = true);
        }
        return next;
    }
    for (index, symbol) in other.iter().enumerate() {
        if reachable.get(index) != Some(&true) {
            continue;
        }
        let fits = match (token, *symbol) {
            (Token::Literal(a), Token::Literal(b)) => a == b,
            (Token::One, _) | (_, Token::One) => true,
            _ => false,
        };
        // An open token of the other side gives one character and stays; a single one is used up.
        let target = if is_open(*symbol) {
            Some(index)
        } else if fits {
            Some(index + 1)
        } else {
            None
        };
        if let Some(place) = target.and_then(|t| next.get_mut(t)) {
            *place = true;
        }
    }
    skip_open(&mut next, other);
    next
}
