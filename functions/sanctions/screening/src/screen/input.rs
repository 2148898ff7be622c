//! Whom a caller asks about.

use garde::Validate;
use jiff::{Timestamp, tz::TimeZone};
use serde::Deserialize;
use sisuiq_http::{FieldError, Problem, Result};
use sisuiq_model::{ListEntityKind, SourceId, SubjectGender, SubjectIdentifierKind};
use sisuiq_names::Name;
use sisuiq_screening::{Subject, SubjectIdentifier};
use utoipa::ToSchema;

/// Whom a caller asks about, and which lists.
#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub(crate) struct ScreenIn {
    /// The name, in any script. It needs a word that is more than a legal form.
    #[garde(length(chars, min = 1, max = 400))]
    #[schema(min_length = 1, max_length = 400, example = "Alda Vossen")]
    name: String,
    /// What has the name, if it is known. Then only entries of this kind are searched, and those of which the list does not say it; `other` is as
    /// if nothing was said.
    #[garde(skip)]
    #[serde(default)]
    kind: Option<ListEntityKind>,
    /// The date of birth as far as it is known: `1960-03-12`, `1960-03` or `1960`.
    #[garde(inner(length(chars, min = 4, max = 10)))]
    #[serde(default)]
    #[schema(min_length = 4, max_length = 10, example = "1960-03-12")]
    birth_date: Option<String>,
    /// Countries of nationality, residence or registration, as codes of ISO 3166-1 with two letters.
    #[garde(length(max = 20))]
    #[serde(default)]
    #[schema(max_items = 20, example = json!(["NL"]))]
    countries: Vec<CountryCode>,
    /// The gender, if it is known.
    #[garde(skip)]
    #[serde(default)]
    gender: Option<SubjectGender>,
    /// Numbers of documents and registers. An entry with the same number is found whatever its name is.
    #[garde(length(max = 20), dive)]
    #[serde(default)]
    #[schema(max_items = 20)]
    identifiers: Vec<ScreenIdentifierIn>,
    /// The sources whose lists are searched; all enabled ones if none is given.
    #[garde(inner(length(min = 1, max = 200)))]
    #[serde(default)]
    #[schema(min_items = 1, max_items = 200)]
    sources: Option<Vec<SourceId>>,
    /// The score from which an entry is a hit; that of each list if it is left out.
    #[garde(range(min = 0.5, max = 1.0))]
    #[serde(default)]
    #[schema(minimum = 0.5, maximum = 1.0, example = 0.7)]
    threshold: Option<f64>,
    /// The caller's own id of the subject. Decisions are remembered for the same subject with the same reference.
    #[garde(inner(length(chars, min = 1, max = 200)))]
    #[serde(default)]
    #[schema(min_length = 1, max_length = 200, example = "customer-4711")]
    reference: Option<String>,
}

/// A code of ISO 3166-1 with two letters, in any case.
#[derive(Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(min_length = 2, max_length = 2, example = "NL")]
pub(crate) struct CountryCode(String);

/// A number of a document or register.
#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub(crate) struct ScreenIdentifierIn {
    /// Its class. Numbers of different classes are not compared.
    #[garde(skip)]
    kind: SubjectIdentifierKind,
    /// The number. Letters and digits are compared, ignoring case.
    #[garde(length(chars, min = 1, max = 120))]
    #[schema(min_length = 1, max_length = 120, example = "NL778812")]
    number: String,
}

/// What is searched.
pub(super) struct Parsed {
    pub(super) subject: Subject,
    pub(super) name: Name,
    pub(super) sources: Option<Vec<SourceId>>,
    pub(super) threshold: Option<f64>,
}

impl ScreenIn {
    /// Checks what can be compared.
    ///
    /// # Errors
    /// 422 that names each field of which nothing, or not all, could be compared: an answer would look as if it had been.
    pub(super) fn parse(self, now: Timestamp) -> Result<Parsed> {
        let Self { name, kind, birth_date: born, countries, gender, identifiers, sources, threshold, reference } = self;
        let identifiers =
            identifiers.into_iter().map(|ScreenIdentifierIn { kind, number }| SubjectIdentifier { kind, number });
        let countries = countries.into_iter().map(|CountryCode(code)| code).collect();
        let subject =
            Subject { name, kind, birth_date: born, countries, gender, identifiers: identifiers.collect(), reference };
        let name = subject.parsed_name();
        let errors: Vec<FieldError> = subject
            .faults(now.to_zoned(TimeZone::UTC).date())
            .into_iter()
            .map(|fault| FieldError::new(fault.field, fault.message))
            .collect();
        if errors.is_empty() {
            Ok(Parsed { subject, name, sources, threshold })
        } else {
            Err(Problem::unprocessable(errors))
        }
    }
}
