//! `GET /api/v1/users/me/avatar`: the caller's picture.

use aws_sdk_s3::presigning::PresigningConfig;
use axum::extract::State as Extract;
use axum::response::Redirect;
use sisuiq_accounts_db::users;
use sisuiq_http::{Forbidden, NotFound, Problem, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::Person;
use std::time::Duration;

use super::unavailable;
use crate::State;

/// The validity of the URL.
const LIFETIME: Duration = Duration::from_mins(5);

/// Get the caller's avatar
///
/// Redirects to a URL that serves the picture for five minutes.
#[utoipa::path(
    get,
    path = "/api/v1/users/me/avatar",
    tag = "customers",
    responses(
        (status = 303, description = "The URL is in the header `Location`"),
        Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn read(caller: Person, Extract(state): Extract<State>) -> Result<Redirect> {
    let key = users::find_avatar(&state.database.connection().await?, caller.id).await?;
    let key = key.ok_or_else(|| Problem::not_found("picture"))?;
    let config = PresigningConfig::expires_in(LIFETIME).map_err(Problem::internal)?;
    let request = state.objects.get_object().bucket(&state.uploads.bucket).key(key);
    let address = request.presigned(config).await.map_err(unavailable)?;
    Ok(Redirect::to(&state.uploads.reachable(address.uri())))
}
