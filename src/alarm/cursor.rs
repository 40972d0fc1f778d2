//! A place in a text that is being read.

/// The rest of the text.
pub(super) struct Cursor<'t> {
    pub(super) rest: &'t str,
}

impl<'t> Cursor<'t> {
    /// Goes past white space; what follows.
    pub(super) fn skip_space(&mut self) -> &'t str {
        self.rest = self.rest.trim_start();
        self.rest
    }

    /// Goes past a token, if it is the next one.
    pub(super) fn eat(&mut self, token: &str) -> bool {
        self.skip_space().strip_prefix(token).is_some_and(|rest| {
            self.rest = rest;
            true
        })
    }

    /// Goes past words with any space between them, if they are the next ones.
    pub(super) fn eat_words(&mut self, words: &str) -> bool {
        let before = self.rest;
        let part_of_word = |c: char| c.is_alphanumeric() || c == '_';
        let all = words.split(' ').all(|word| self.eat(word) && !self.rest.starts_with(part_of_word));
        if !all {
            self.rest = before;
        }
        all
    }

    /// Goes past characters of a kind, as far as they go.
    pub(super) fn while_char(&mut self, wanted: impl Fn(char) -> bool) -> &'t str {
        let end = self.rest.find(|c| !wanted(c)).unwrap_or(self.rest.len());
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest;
        text
    }
}
