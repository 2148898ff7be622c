//! The languages of texts for users.

use serde::{Deserialize, Serialize};

/// A language of texts and field names. The values of categories are Korean in both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// Korean, the default of this part of the product.
    #[default]
    Korean,
    /// English.
    English,
}

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// The Korean text.
    pub korean: String,
    /// The English text.
    pub english: String,
}

impl Text {
    /// The text in a language.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Korean => &self.korean,
            Language::English => &self.english,
        }
    }

    /// Adds text at the end.
    pub(crate) fn push(&mut self, korean: &str, english: &str) {
        self.korean.push_str(korean);
        self.english.push_str(english);
    }
}
