//! Whom somebody asked about, as it was given.

use serde::Serialize;
use sisuiq_model::{ListEntityKind, SubjectGender, SubjectIdentifierKind};
use sisuiq_screening::{Subject, SubjectIdentifier};
use utoipa::ToSchema;

/// Whom somebody asked about, as it was given.
#[derive(Serialize, ToSchema)]
pub(crate) struct ScreenedSubjectOut {
    /// The name.
    #[schema(example = "Alda Vossen")]
    name: String,
    /// What has the name; null if it was not given.
    kind: Option<ListEntityKind>,
    /// A day, a month or a year; null if it was not given.
    #[schema(example = "1960-03-12")]
    birth_date: Option<String>,
    /// Countries of nationality, residence or registration.
    #[schema(example = json!(["NL"]))]
    countries: Vec<String>,
    /// The gender; null if it was not given.
    gender: Option<SubjectGender>,
    /// Numbers of documents and registers.
    identifiers: Vec<ScreenedIdentifierOut>,
    /// The caller's own id; null if it was not given.
    #[schema(example = "customer-4711")]
    reference: Option<String>,
}

/// A number of a document or register, as it was given.
#[derive(Serialize, ToSchema)]
pub(crate) struct ScreenedIdentifierOut {
    /// Its class.
    kind: SubjectIdentifierKind,
    /// The number.
    #[schema(example = "NL778812")]
    number: String,
}

impl From<Subject> for ScreenedSubjectOut {
    fn from(subject: Subject) -> Self {
        let Subject { name, kind, birth_date, countries, gender, identifiers, reference } = subject;
        let identifiers = identifiers
            .into_iter()
            .map(|SubjectIdentifier { kind, number }| ScreenedIdentifierOut { kind, number })
            .collect();
        Self { name, kind, birth_date, countries, gender, identifiers, reference }
    }
}
