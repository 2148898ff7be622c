//! The languages of texts for users.

use serde::{Deserialize, Serialize};

/// A language of texts.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Language {
    /// English, the default of the product.
    #[default]
    English,
    /// Korean, the default of the public data service.
    Korean,
}

impl Language {
    /// The language's tag by BCP 47.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Korean => "ko",
        }
    }
}

/// A text in both languages.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// The Korean text.
    pub korean: String,
    /// The English text.
    pub english: String,
}

impl Text {
    /// A text in both languages.
    pub fn new(korean: impl Into<String>, english: impl Into<String>) -> Self {
        Self { korean: korean.into(), english: english.into() }
    }

    /// The text in a language.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Korean => &self.korean,
            Language::English => &self.english,
        }
    }

    /// Adds text at the end.
    pub fn push(&mut self, korean: &str, english: &str) {
        self.korean.push_str(korean);
        self.english.push_str(english);
    }
}
