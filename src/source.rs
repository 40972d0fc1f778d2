//! Reading TOML that people write: claims files and rules.
//!
//! In: a file's text. Out: its fields one by one, and every mistake in it at once, each with line, column and the nearest
//! right word. A field that is missing or wrong is noted and reading goes on; a field that nobody asked for is noted in
//! [`Fields::finish`].

use crate::text::{Lang, Say, Text};
use jiff::civil::Date;
use serde_json::Value;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

/// Limits on what one file holds, far above what people write: a file that was made to hold tomscan up ends with a message.
/// Characters of one text.
pub const MOST_CHARACTERS: usize = 20_000;
/// Tables of one kind (`[[claim]]`), and texts in one list.
pub const MOST_ITEMS: usize = 1000;
/// Mistakes of one file that are listed.
pub const MOST_MISTAKES: usize = 100;
/// A longer word is no misspelt one: likeness costs length times length.
const LONGEST_WORD: usize = 100;

/// A file as the user wrote it.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its path as the user named it.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// One mistake, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Path of the file.
    pub file: String,
    /// Line, from 1; 0 for the file as a whole.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong and what would be right.
    pub what: Text,
}

/// All mistakes of one or several files.
#[derive(Clone, Debug, Default, PartialEq, Eq, thiserror::Error)]
pub struct Mistakes(pub Vec<Mistake>);

impl Say for Mistakes {
    fn say(&self, lang: Lang) -> String {
        let place = |mistake: &Mistake| match mistake.line {
            0 => mistake.file.clone(),
            line => format!("{}:{line}:{}", mistake.file, mistake.column),
        };
        let lines = self.0.iter().map(|mistake| format!("{}: {}", place(mistake), mistake.what.in_lang(lang)));
        lines.collect::<Vec<_>>().join("\n")
    }
}

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.say(Lang::En))
    }
}

/// Builds a [`Text`] from one format in German and one in English.
#[macro_export]
macro_rules! both {
    ($de:literal, $en:literal $(, $($rest:tt)*)?) => {
        $crate::text::Text { de: format!($de $(, $($rest)*)?), en: format!($en $(, $($rest)*)?) }
    };
}

/// The nearest right word, or an empty text: `, meinten Sie …?` / `, did you mean …?`.
pub fn nearest<'w>(word: &str, right: impl IntoIterator<Item = &'w str>) -> Text {
    if word.len() > LONGEST_WORD {
        return Text::default();
    }
    let word = word.to_lowercase();
    let close = right
        .into_iter()
        .filter(|candidate| candidate.len() <= LONGEST_WORD)
        .map(|candidate| (strsim::normalized_damerau_levenshtein(&word, &candidate.to_lowercase()), candidate));
    match close.max_by(|a, b| a.0.total_cmp(&b.0)) {
        Some((likeness, candidate)) if likeness >= 0.5 => {
            both!("; gemeint ist vermutlich „{candidate}“", "; did you mean \"{candidate}\"?")
        }
        _ => Text::default(),
    }
}

/// Reads one file and gathers its mistakes.
#[derive(Debug)]
pub struct Reader<'s> {
    source: &'s Source,
    /// Where each line begins.
    lines: Vec<usize>,
    mistakes: RefCell<Vec<Mistake>>,
}

impl<'s> Reader<'s> {
    /// A reader of `source`.
    pub fn new(source: &'s Source) -> Self {
        let lines = std::iter::once(0).chain(source.text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { source, lines, mistakes: RefCell::default() }
    }

    /// Parses the file. Syntax errors become mistakes; what could be parsed is handed on.
    pub fn parse(&self) -> Spanned<DeTable<'s>> {
        let (table, errors) = DeTable::parse_recoverable(&self.source.text);
        for error in errors {
            let message = error.message();
            self.note(
                error.span().unwrap_or(0..0),
                both!("kein gültiges TOML: {message}", "not valid TOML: {message}"),
            );
        }
        table
    }

    /// Notes a mistake at a place in the text.
    pub fn note(&self, span: Range<usize>, what: Text) {
        let mut mistakes = self.mistakes.borrow_mut();
        if mistakes.len() > MOST_MISTAKES {
            return;
        }
        let (line, column) = self.place(span.start);
        mistakes.push(Mistake { file: self.source.name.clone(), line, column, what });
    }

    /// Line and column of a byte offset.
    pub fn place(&self, offset: usize) -> (usize, usize) {
        let before = self.source.text.get(..offset).unwrap_or(&self.source.text);
        let line = self.lines.partition_point(|start| *start <= before.len());
        let start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or_default();
        (line, before.get(start..).unwrap_or_default().chars().count() + 1)
    }

    /// All mistakes in the order of the file, or `value` if there is none.
    pub fn finish<T>(self, value: T) -> Result<T, Mistakes> {
        let mut mistakes = self.mistakes.into_inner();
        if mistakes.is_empty() {
            return Ok(value);
        }
        // One more than are listed shows that there are more.
        let more = mistakes.len() > MOST_MISTAKES;
        mistakes.truncate(MOST_MISTAKES);
        mistakes.sort_by_key(|mistake| (mistake.line, mistake.column));
        mistakes.dedup();
        if more {
            let what = both!(
                "weitere Fehler sind nicht aufgeführt; erst diese beheben",
                "further mistakes are not listed; mend these first"
            );
            mistakes.push(Mistake { file: self.source.name.clone(), line: 0, column: 0, what });
        }
        Err(Mistakes(mistakes))
    }
}

/// The fields of one table, read one by one.
#[derive(Debug)]
pub struct Fields<'t, 's> {
    reader: &'t Reader<'s>,
    table: &'t DeTable<'s>,
    span: Range<usize>,
    asked: RefCell<BTreeSet<&'static str>>,
}

impl<'t, 's> Fields<'t, 's> {
    /// The fields of a table.
    pub fn new(reader: &'t Reader<'s>, table: &'t Spanned<DeTable<'s>>) -> Self {
        Self { reader, table: table.get_ref(), span: table.span(), asked: RefCell::default() }
    }

    /// Where the table stands.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// Line of the table, from 1.
    pub fn line(&self) -> usize {
        self.reader.place(self.span.start).0
    }

    /// Notes a mistake of this table.
    pub fn note(&self, span: Range<usize>, what: Text) {
        self.reader.note(span, what);
    }

    /// The value of a key as it stands.
    pub fn value(&self, key: &'static str) -> Option<&'t Spanned<DeValue<'s>>> {
        self.asked.borrow_mut().insert(key);
        self.table.get(key)
    }

    /// All keys and values, for tables whose keys the user chooses.
    pub fn entries(&self) -> impl Iterator<Item = (&'t str, Range<usize>, &'t Spanned<DeValue<'s>>)> + use<'t, 's> {
        self.table.iter().map(|(key, value)| (key.get_ref().as_ref(), key.span(), value))
    }

    /// A text; `None` and a mistake when it is something else.
    pub fn text(&self, key: &'static str) -> Option<Spanned<String>> {
        let value = self.value(key)?;
        match value.get_ref() {
            DeValue::String(text) => Some(self.short(key, value.span(), text)),
            _ => self.wrong(key, value, "ein Text in Anführungszeichen", "a text in quotes"),
        }
    }

    /// A text; one that is too long is noted, and left out of what comes after.
    fn short(&self, key: &str, span: Range<usize>, text: &str) -> Spanned<String> {
        if text.chars().count() <= MOST_CHARACTERS {
            return Spanned::new(span, text.to_owned());
        }
        self.note(
            span.clone(),
            both!(
                "„{key}“ ist länger als {MOST_CHARACTERS} Zeichen; das Wesentliche genügt",
                "\"{key}\" is longer than {MOST_CHARACTERS} characters; what matters is enough"
            ),
        );
        Spanned::new(span, "…".to_owned())
    }

    /// Notes a list of more than there may be.
    fn few(&self, key: &str, span: Range<usize>, items: usize) {
        if items > MOST_ITEMS {
            let what = both!(
                "„{key}“: {items} Einträge, höchstens {MOST_ITEMS} sind möglich",
                "\"{key}\": {items} entries, {MOST_ITEMS} are possible at most"
            );
            self.note(span, what);
        }
    }

    /// A text that must be there.
    pub fn required(&self, key: &'static str) -> Spanned<String> {
        let text = self.text(key);
        if text.is_none() && !self.table.contains_key(key) {
            self.note(self.span(), both!("hier fehlt „{key}“", "\"{key}\" is missing here"));
        }
        if let Some(text) = &text
            && text.get_ref().trim().is_empty()
        {
            self.note(text.span(), both!("„{key}“ ist leer", "\"{key}\" is empty"));
        }
        text.unwrap_or_else(|| Spanned::new(self.span(), String::new()))
    }

    /// A list of texts; one text alone counts as a list of one.
    pub fn texts(&self, key: &'static str) -> Option<Vec<Spanned<String>>> {
        let value = self.value(key)?;
        match value.get_ref() {
            DeValue::String(text) => Some(vec![self.short(key, value.span(), text)]),
            DeValue::Array(items) => {
                self.few(key, value.span(), items.len());
                Some(self.text_items(key, items))
            }
            _ => self.wrong(key, value, "eine Liste von Texten", "a list of texts"),
        }
    }

    /// The texts of a list, or one text, as they stand; mistakes are for [`Fields::texts`] to tell.
    pub fn strings(&self, key: &str) -> impl Iterator<Item = &'t str> + use<'t, 's> {
        let value = self.table.get(key).map(Spanned::get_ref);
        let items = value.and_then(DeValue::as_array).into_iter().flat_map(|items| items.iter().map(Spanned::get_ref));
        value.into_iter().chain(items).filter_map(DeValue::as_str)
    }

    fn text_items(&self, key: &str, items: &'t DeArray<'s>) -> Vec<Spanned<String>> {
        let mut texts = Vec::new();
        for item in items.iter().take(MOST_ITEMS) {
            if let DeValue::String(text) = item.get_ref() {
                texts.push(self.short(key, item.span(), text));
            } else {
                self.wrong::<()>(key, item, "ein Text in Anführungszeichen", "a text in quotes");
            }
        }
        texts
    }

    /// A date such as `2026-12-31`, with or without quotes.
    pub fn date(&self, key: &'static str) -> Option<Date> {
        let value = self.value(key)?;
        let text = match value.get_ref() {
            DeValue::Datetime(date) => date.to_string(),
            DeValue::String(text) => text.to_string(),
            _ => String::new(),
        };
        text.parse().ok().or_else(|| self.wrong(key, value, "ein Datum wie 2026-12-31", "a date such as 2026-12-31"))
    }

    /// A whole number within bounds.
    pub fn whole(&self, key: &'static str, bounds: std::ops::RangeInclusive<i64>) -> Option<i64> {
        let value = self.value(key)?;
        let number = match value.get_ref() {
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        let (least, most) = (bounds.start(), bounds.end());
        let (de, en) =
            (format!("eine ganze Zahl von {least} bis {most}"), format!("a whole number from {least} to {most}"));
        number.filter(|number| bounds.contains(number)).or_else(|| self.wrong(key, value, &de, &en))
    }

    /// A date that must be there.
    pub fn required_date(&self, key: &'static str) -> Date {
        if !self.table.contains_key(key) {
            self.note(self.span(), both!("hier fehlt „{key}“ (ein Datum)", "\"{key}\" (a date) is missing here"));
        }
        self.date(key).unwrap_or_default()
    }

    /// A table within this one.
    pub fn table(&self, key: &'static str) -> Option<Self> {
        let value = self.value(key)?;
        self.as_table(key, value)
    }

    /// A value read as a table.
    pub fn as_table(&self, key: &str, value: &'t Spanned<DeValue<'s>>) -> Option<Self> {
        match value.get_ref() {
            DeValue::Table(table) => {
                Some(Self { reader: self.reader, table, span: value.span(), asked: RefCell::default() })
            }
            _ => self.wrong(key, value, "eine Tabelle", "a table"),
        }
    }

    /// A list of tables (`[[key]]`).
    pub fn tables(&self, key: &'static str) -> Vec<Self> {
        let Some(value) = self.value(key) else { return Vec::new() };
        if let DeValue::Array(items) = value.get_ref() {
            self.few(key, value.span(), items.len());
            items.iter().take(MOST_ITEMS).filter_map(|item| self.as_table(key, item)).collect()
        } else {
            self.wrong::<()>(
                key,
                value,
                "eine Liste von Tabellen, geschrieben [[…]]",
                "a list of tables, written [[…]]",
            );
            Vec::new()
        }
    }

    /// A text in both languages (`key.de`, `key.en`); both must be there.
    pub fn text_pair(&self, key: &'static str) -> Text {
        let Some(pair) = self.table(key) else {
            if !self.table.contains_key(key) {
                self.note(
                    self.span(),
                    both!("hier fehlen „{key}.de“ und „{key}.en“", "\"{key}.de\" and \"{key}.en\" are missing here"),
                );
            }
            return Text::default();
        };
        let text = Text { de: pair.required("de").into_inner(), en: pair.required("en").into_inner() };
        pair.finish();
        text
    }

    /// Notes every key that nobody asked for, with the nearest one that exists.
    pub fn finish(self) {
        let asked = self.asked.borrow();
        for (key, span, _) in self.entries() {
            if !asked.contains(key) {
                let what = both!("unbekannter Schlüssel „{key}“", "unknown key \"{key}\"");
                self.note(span, what.and(&nearest(key, asked.iter().copied())));
            }
        }
    }

    fn wrong<T>(&self, key: &str, value: &Spanned<DeValue<'s>>, de: &str, en: &str) -> Option<T> {
        self.note(value.span(), both!("„{key}“ muss {de} sein", "\"{key}\" must be {en}"));
        None
    }
}

/// A TOML value as JSON: texts, whole numbers, numbers, booleans and lists of these (no more than [`MOST_ITEMS`]); `None` for anything else.
pub fn plain_json(value: &DeValue<'_>) -> Option<Value> {
    match value {
        DeValue::String(text) => Some(Value::from(text.as_ref())),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok().map(Value::from),
        DeValue::Float(number) => number.as_str().parse::<f64>().ok().map(Value::from),
        DeValue::Boolean(truth) => Some(Value::from(*truth)),
        DeValue::Array(items) if items.len() <= MOST_ITEMS => {
            items.iter().map(|item| plain_json(item.get_ref())).collect::<Option<Vec<_>>>().map(Value::from)
        }
        DeValue::Array(_) | DeValue::Datetime(_) | DeValue::Table(_) => None,
    }
}
