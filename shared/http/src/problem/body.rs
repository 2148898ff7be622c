//! The error body: RFC 9457 problem details.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::response::Response;
use http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderMap, HeaderValue, StatusCode};
use jiff::Timestamp;
use serde::Serialize;
use sisuiq_model::Language;
use utoipa::ToSchema;

use super::Problem;
use crate::limits::whole_seconds;

const PROBLEM_JSON: HeaderValue = HeaderValue::from_static("application/problem+json");

/// The body of every error response.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody {
    /// A stable identifier of this kind of problem, as a URI reference.
    #[serde(rename = "type")]
    #[schema(example = "/problems/not_found")]
    pub kind: String,
    /// The title of this kind of problem.
    #[schema(example = "Not found")]
    pub title: &'static str,
    /// The HTTP status.
    #[schema(example = 404)]
    pub status: u16,
    /// An explanation of this occurrence.
    #[schema(example = "document not found")]
    pub detail: String,
    /// The requested path.
    #[schema(example = "/api/documents")]
    pub instance: String,
    /// The error code.
    #[schema(example = "not_found")]
    pub error: &'static str,
    /// When it happened.
    pub timestamp: Timestamp,
    /// The id of this request in the logs.
    #[schema(example = "6b0009c658cfd7eb44d4a19a15e5d601")]
    pub trace_id: String,
    /// The invalid fields, if there are any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub errors: Vec<FieldError>,
    /// The same errors by field; of several of one field the first.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(required = false, example = json!({ "email": "not a valid email" }))]
    pub fields: BTreeMap<String, String>,
}

/// An invalid field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldError {
    /// The path to the field, such as `email` or `items[2].name`; empty if the whole input is invalid.
    #[schema(example = "email")]
    pub field: String,
    /// The error in this field.
    #[schema(example = "not a valid email")]
    pub message: String,
}

impl FieldError {
    /// A field and what is wrong with it.
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { field: field.into(), message: message.into() }
    }
}

/// The parts of a problem that only the middleware knows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Occurrence<'a> {
    pub(crate) path: &'a str,
    pub(crate) trace_id: &'a str,
    pub(crate) at: Timestamp,
    /// The language, where the route has texts in several.
    pub(crate) language: Option<Language>,
}

impl Problem {
    /// Writes the body and the headers that belong to the status into `response`.
    pub(crate) fn render(self, response: Response, occurrence: Occurrence<'_>) -> Response {
        let (mut parts, empty) = response.into_parts();
        let Ok(text) = serde_json::to_vec(&self.body(occurrence)) else { return Response::from_parts(parts, empty) };
        parts.headers.insert(CONTENT_TYPE, PROBLEM_JSON);
        self.add_headers(&mut parts.headers);
        Response::from_parts(parts, Body::from(text))
    }

    pub(crate) fn body(&self, occurrence: Occurrence<'_>) -> ProblemBody {
        let kind = self.0.kind;
        let language = occurrence.language.unwrap_or_default();
        ProblemBody {
            kind: format!("/problems/{}", kind.slug),
            title: kind.title(language),
            status: kind.status.as_u16(),
            detail: self.detail_in(language).to_owned(),
            instance: occurrence.path.to_owned(),
            error: kind.slug,
            timestamp: occurrence.at,
            trace_id: occurrence.trace_id.to_owned(),
            errors: self.0.errors.clone(),
            fields: self.fields(),
        }
    }

    fn detail_in(&self, language: Language) -> &str {
        let korean = self.0.korean.as_deref().filter(|_| language == Language::Korean);
        korean.unwrap_or(&self.0.detail)
    }

    fn fields(&self) -> BTreeMap<String, String> {
        let mut fields = BTreeMap::new();
        // an error of the whole body names no field
        for FieldError { field, message } in self.0.errors.iter().filter(|error| !error.field.is_empty()) {
            fields.entry(field.clone()).or_insert_with(|| message.clone());
        }
        fields
    }

    fn add_headers(&self, headers: &mut HeaderMap) {
        if let Some(wait) = self.0.retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(whole_seconds(wait)));
        }
        if self.status() == StatusCode::UNAUTHORIZED {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
    }
}
