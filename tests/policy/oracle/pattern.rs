//! Wildcards, over concrete texts.

use super::Answer::{self, Maybe, No, Yes};

/// A pattern character: itself, any one, any number.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Piece {
    Char(char),
    One,
    Many,
}

pub(super) fn chars(pattern: &str) -> Vec<Piece> {
    pattern
        .chars()
        .map(|c| match c {
            '*' => Piece::Many,
            '?' => Piece::One,
            c => Piece::Char(c),
        })
        .collect()
}

pub(super) fn literally(text: &str) -> Vec<Piece> {
    text.chars().map(Piece::Char).collect()
}

/// `${*}` and the like are characters; any other variable is read as `*` here, and reported.
pub(super) fn with_variables(text: &str, wildcards: bool) -> (Vec<Piece>, bool) {
    let mut pieces = Vec::new();
    let mut variable = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '$' && chars.peek() == Some(&'{') {
            chars.next();
            let name: String = chars.by_ref().take_while(|c| *c != '}').collect();
            if let ("*" | "?" | "$", Some(c)) = (name.as_str(), name.chars().next()) {
                pieces.push(Piece::Char(c));
            } else {
                variable = true;
                pieces.push(Piece::Many);
            }
        } else if wildcards && c == '*' {
            pieces.push(Piece::Many);
        } else if wildcards && c == '?' {
            pieces.push(Piece::One);
        } else {
            pieces.push(Piece::Char(c));
        }
    }
    (pieces, variable)
}

/// Wildcard matching as a table over all prefixes; `text` has no wildcards.
pub(super) fn wild(pattern: &[Piece], text: &[Piece]) -> bool {
    let mut row = vec![false; text.len() + 1];
    row[0] = true;
    for piece in pattern {
        let mut next = vec![false; text.len() + 1];
        for at in 0..=text.len() {
            next[at] = match piece {
                Piece::Many => row[at] || (at > 0 && next[at - 1]),
                Piece::One => at > 0 && row[at - 1],
                Piece::Char(_) => at > 0 && row[at - 1] && text[at - 1] == *piece,
            };
        }
        row = next;
    }
    row[text.len()]
}

/// "IAM JSON policy elements: Resource": wildcards within the segments; a `*` at the end of a
/// segment can go beyond the colon.
pub(super) fn resource(pattern: &str, arn: &str, new_language: bool) -> Answer {
    let (pieces, variable) = if new_language { with_variables(pattern, true) } else { (chars(pattern), false) };
    let text = literally(arn);
    if !wild(&pieces, &text) {
        No
    } else if variable || !documented(&pieces, &text, 0) {
        Maybe
    } else {
        Yes
    }
}

fn documented(pattern: &[Piece], text: &[Piece], colons: usize) -> bool {
    let Some((first, rest)) = pattern.split_first() else {
        return text.is_empty();
    };
    let Some((head, tail)) = text.split_first() else {
        return pattern.iter().all(|piece| *piece == Piece::Many);
    };
    let colon = *head == Piece::Char(':');
    let after = colons + usize::from(colon);
    match first {
        Piece::Char(_) => first == head && documented(rest, tail, after),
        Piece::One => (!colon || colons >= 5) && documented(rest, tail, after),
        Piece::Many => {
            let ends_segment =
                rest.iter().find(|piece| **piece != Piece::Many).is_none_or(|piece| *piece == Piece::Char(':'));
            documented(rest, text, colons)
                || ((!colon || colons >= 5 || ends_segment) && documented(pattern, tail, after))
        }
    }
}
