//! Query parameters.

use axum::extract::FromRequestParts;
use garde::Validate;
use http::request::Parts;
use serde::de::DeserializeOwned;

use super::fields;
use crate::{Problem, language};

/// Parameters of the query; refused with 422 when one is missing, of another type or against the rules of `T`.
#[derive(Clone, Copy, Debug)]
pub struct Query<T>(pub T);

impl<T, S> FromRequestParts<S> for Query<T>
where
    T: DeserializeOwned + Validate<Context: Default>,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        fields::check(parse(parts)?).map(Self)
    }
}

/// Reads the query, without checking its rules.
pub(super) fn parse<T: DeserializeOwned>(parts: &Parts) -> Result<T, Problem> {
    let query = parts.uri.query().unwrap_or_default();
    let reader = serde_urlencoded::Deserializer::new(form_urlencoded::parse(query.as_bytes()));
    let language = language::of_request(&parts.extensions);
    serde_path_to_error::deserialize(reader)
        .map_err(|error| fields::mistyped(&error.path().to_string(), &error.inner().to_string(), language))
}
