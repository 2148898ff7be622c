//! `POST /api/documents/{id}/reindex`: a document, read again.

use crate::State;
use axum::extract::State as Extract;
use http::StatusCode;
use serde::Serialize;
use sisuiq_accounts_db::audit_records::Deed;
use sisuiq_documents_db::{
    document_ranges::{self, Place},
    documents,
};
use sisuiq_events::Pages;
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, Json, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::{Caller, User, admission::Uploads};
use sisuiq_model::{AuditAction, DocumentId};
use std::time::Duration;
use tokio::time::timeout;
use utoipa::ToSchema;

pub(crate) const MESSAGE: &str = "The document is being reindexed and stays searchable meanwhile.";
/// The timeout of sending to the queue; the sweep repeats lost messages.
const QUEUE_PATIENCE: Duration = Duration::from_secs(2);

/// A document that is being reindexed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReindexOut {
    /// The document.
    document_id: DocumentId,
    /// Its name.
    #[schema(example = "strategic_plan.pdf")]
    name: String,
    /// The number of passages that stay searchable until then.
    #[schema(example = 48)]
    old_chunks: i32,
    /// The number of page ranges that are processed again.
    #[schema(example = 1)]
    ranges: usize,
    /// A message for people.
    #[schema(example = "The document is being reindexed and stays searchable meanwhile.")]
    message: &'static str,
}

/// Reindex a document
///
/// Reads, splits and embeds the current version again with the current settings; for the document's owner and for
/// administrators who may see it. The document stays searchable meanwhile, and its citations stay valid.
#[utoipa::path(
    post,
    path = "/api/documents/{id}/reindex",
    tag = "documents",
    params(("id" = DocumentId, Path, description = "The document")),
    responses(
        (status = 202, body = ReindexOut), BadRequest, Unauthorized, Forbidden, NotFound, Conflict, TooManyRequests,
        Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn reindex(
    caller: User<Uploads>,
    Extract(state): Extract<State>,
    Path(id): Path<DocumentId>,
) -> Result<(StatusCode, Json<ReindexOut>)> {
    let Begun { name, old_chunks, ranges } = begin(&state, &caller, id).await?;
    Ok((StatusCode::ACCEPTED, Json(ReindexOut { document_id: id, name, old_chunks, ranges, message: MESSAGE })))
}

/// A document whose reading has begun again.
pub(crate) struct Begun {
    pub(crate) name: String,
    pub(crate) old_chunks: i32,
    pub(crate) ranges: usize,
}

/// Has a document read again that the caller may change.
pub(crate) async fn begin(state: &State, caller: &Caller, id: DocumentId) -> Result<Begun> {
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    if !documents::hold_managed(&transaction, id, caller.id, caller.is_admin()).await? {
        return Err(Problem::not_found("document"));
    }
    let found = documents::find_visible(&transaction, caller.visibility(), id).await?;
    let document = found.ok_or_else(|| Problem::not_found("document"))?;
    let places = document_ranges::mark_stale(&transaction, id, state.clock.now()).await?;
    if places.is_empty() {
        return Err(Problem::conflict("the document is not ready and cannot be reindexed yet"));
    }
    state.identity.record(&transaction, &caller.actor, &Deed::done(AuditAction::ReindexDocument).to(id)).await?;
    transaction.commit().await?;
    drop(connection);
    announce(state, &places).await;
    Ok(Begun { name: document.name, old_chunks: document.chunk_count, ranges: places.len() })
}

/// Says what is to be read again. The rows are the durable order: should the messages be lost, the sweep finds them.
async fn announce(state: &State, places: &[Place]) {
    let order = |place: &Place| Pages {
        document_id: place.document_id.0,
        version: place.version,
        first_page: place.range.first.unsigned_abs(),
        last_page: place.range.last.unsigned_abs(),
        trace_id: None,
    };
    let orders: Vec<Pages> = places.iter().map(order).collect();
    match timeout(QUEUE_PATIENCE, state.queue.send_reindex(&orders)).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::warn!(error = %error, "reindex message failed, the sweep will retry it"),
        Err(error) => tracing::warn!(error = %error, "reindex message failed, the sweep will retry it"),
    }
}
