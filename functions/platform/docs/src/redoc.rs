//! `GET /api/redoc`: where other tools look for the description.

use axum::response::Redirect;
use sisuiq_identity::{Anyone, admission::Uncounted};

/// Redirect to the API documentation
///
/// Redirects to `/api/docs`, which shows the same description.
#[utoipa::path(
    get,
    path = "/api/redoc",
    tag = "docs",
    responses(
        (status = 303, description = "It is at `/api/docs`", headers(("location" = String, description = "`/api/docs`")))
    )
)]
pub(crate) async fn redoc(_caller: Anyone<Uncounted>) -> Redirect {
    Redirect::to("/api/docs")
}
