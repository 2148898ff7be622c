//! `GET /api/documents/{id}/versions/{version}`: reads one version with its processing status.

use super::VersionOut;
use crate::State;
use axum::extract::State as Extract;
use serde::Deserialize;
use sisuiq_documents_db::document_versions;
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::DocumentId;
use utoipa::IntoParams;

/// The version to read.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct VersionPath {
    /// The document.
    id: DocumentId,
    /// The number of the version. The first version is 1.
    #[param(example = 1)]
    version: i32,
}

/// Get a document version
///
/// One version of a document that the caller may see, with its processing status.
#[utoipa::path(
    get,
    path = "/api/documents/{id}/versions/{version}",
    tag = "documents",
    params(VersionPath),
    responses((status = 200, body = VersionOut), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn read(
    caller: User<capabilities::DocumentsRead>,
    Extract(state): Extract<State>,
    Path(VersionPath { id, version }): Path<VersionPath>,
) -> Result<Json<VersionOut>> {
    let connection = state.database.connection().await?;
    let seen_by = caller.visibility();
    let found = document_versions::find_visible(&connection, seen_by, id, version).await?;
    found.map(|details| Json(details.into())).ok_or_else(|| Problem::not_found("version"))
}
