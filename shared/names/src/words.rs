//! Closed classes of words: titles, particles, legal forms, generic words of organisations, number words.

mod generic;
mod legal_forms;
mod numbers;
mod particles;

pub(crate) use generic::{is_generic, is_stop_word};
pub use legal_forms::LegalFamily;
pub(crate) use legal_forms::{legal_form_at, trim_native_forms};
pub(crate) use numbers::number_value;
pub(crate) use particles::{is_common_name, is_particle, is_patronymic, is_title, is_vessel_prefix};
