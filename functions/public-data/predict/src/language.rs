//! The language of a response.

use sisuiq_accidents::Language;
use sisuiq_http::PreferredLanguage;

/// The reader's language, for texts about accidents.
pub(crate) const fn of(PreferredLanguage(preferred): PreferredLanguage) -> Language {
    match preferred {
        sisuiq_model::Language::Korean => Language::Korean,
        sisuiq_model::Language::English => Language::English,
    }
}
