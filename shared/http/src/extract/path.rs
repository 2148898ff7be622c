//! Path parameters.

use axum::extract::FromRequestParts;
use axum::extract::rejection::PathRejection;
use http::request::Parts;
use serde::de::DeserializeOwned;

use crate::Problem;

/// Parameters of the path; refused with 400 when they do not have the form of `T`.
#[derive(Clone, Copy, Debug)]
pub struct Path<T>(pub T);

impl<T, S> FromRequestParts<S> for Path<T>
where
    T: DeserializeOwned + Send,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match axum::extract::Path::from_request_parts(parts, state).await {
            Ok(axum::extract::Path(parameters)) => Ok(Self(parameters)),
            Err(PathRejection::FailedToDeserializePathParams(rejection)) if rejection.status().is_client_error() => {
                Err(Problem::bad_request("the path contains a malformed value").caused_by(rejection))
            }
            Err(rejection) => Err(Problem::internal(rejection)),
        }
    }
}
