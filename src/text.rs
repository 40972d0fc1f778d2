//! The two languages: every text that a user reads exists in German and in English.
//!
//! In: a language. Out: the text in it. Texts of rules and claims come as [`Text`] from TOML; texts of the program are
//! written with [`crate::say!`] where they are used, so that both languages stand side by side.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A language of the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// German.
    De,
    /// English.
    #[default]
    En,
}

impl Lang {
    /// The language of a POSIX locale name (`de_DE.UTF-8` is German; everything else is read in English).
    pub fn of_locale(locale: &str) -> Self {
        if locale.to_ascii_lowercase().starts_with("de") { Self::De } else { Self::En }
    }

    /// Picks one of two fixed texts.
    pub fn pick<'t>(self, de: &'t str, en: &'t str) -> &'t str {
        match self {
            Self::De => de,
            Self::En => en,
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.pick("de", "en"))
    }
}

/// A text in both languages, as rules carry it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// German.
    pub de: String,
    /// English.
    pub en: String,
}

impl Text {
    /// This text with another behind it.
    #[must_use]
    pub fn and(&self, tail: &Self) -> Self {
        Self { de: format!("{}{}", self.de, tail.de), en: format!("{}{}", self.en, tail.en) }
    }

    /// The text in one language.
    pub fn in_lang(&self, lang: Lang) -> &str {
        lang.pick(&self.de, &self.en)
    }
}

/// Something that can be said to a user in either language.
pub trait Say {
    /// The text: lower case, no full stop; what did not happen and what to do.
    fn say(&self, lang: Lang) -> String;
}

/// `say!(lang, "deutsch {x}", "english {x}")`: a formatted text in one of the two languages.
#[macro_export]
macro_rules! say {
    ($lang:expr, $de:literal, $en:literal $(, $($rest:tt)*)?) => {
        match $lang {
            $crate::text::Lang::De => format!($de $(, $($rest)*)?),
            $crate::text::Lang::En => format!($en $(, $($rest)*)?),
        }
    };
}
