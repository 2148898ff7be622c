//! Bodies that are signed.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};

use super::json::read_in_time;
use crate::Problem;

/// The bytes of a body as they were received, for a signature over them.
///
/// Refused with 408 when they come too slowly, and with 413 when there are too many.
#[derive(Clone, Debug)]
pub struct Raw(pub Bytes);

impl<S: Send + Sync> FromRequest<S> for Raw {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        read_in_time(request, state).await.map(Self)
    }
}
