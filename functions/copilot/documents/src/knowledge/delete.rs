//! `DELETE /api/v1/knowledge/datasets/{name}`: deletes a dataset.

use super::{no_dataset, writable};
use crate::State;
use axum::extract::State as Extract;
use serde::Serialize;
use sisuiq_accounts_db::audit_records::AuditEvent;
use sisuiq_documents_db::knowledge_datasets;
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::AuditAction;
use utoipa::ToSchema;

/// The confirmation of a deletion.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct KnowledgeDatasetDeletedOut {
    /// True.
    #[schema(example = true)]
    success: bool,
    /// The confirmation, for people.
    #[schema(example = "The dataset is deleted. Its documents stay.")]
    message: &'static str,
}

/// Delete a dataset of documents
///
/// The documents stay, without a dataset. Chats about the dataset stay as well, and answer nothing until they are about another one.
/// Owners delete their own datasets, administrators also those for everyone. One that always exists gets 400.
#[utoipa::path(
    delete,
    path = "/api/v1/knowledge/datasets/{name}",
    tag = "knowledge",
    params(("name" = String, Path, description = "The dataset", min_length = 3, max_length = 60, example = "Swiss-SECO")),
    responses(
        (status = 200, body = KnowledgeDatasetDeletedOut), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn delete(
    caller: User<capabilities::DocumentsWrite>,
    Extract(state): Extract<State>,
    Path(name): Path<String>,
) -> Result<Json<KnowledgeDatasetDeletedOut>> {
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let found = knowledge_datasets::find_visible(&transaction, caller.visibility(), &name).await?;
    let dataset = found.ok_or_else(no_dataset)?;
    if dataset.owner.is_none() {
        return Err(Problem::bad_request("this dataset always exists: it cannot be deleted"));
    }
    let dataset = writable(dataset, &caller)?;
    if !knowledge_datasets::delete(&transaction, dataset.id).await? {
        return Err(no_dataset());
    }
    let event = AuditEvent::done(AuditAction::DeleteKnowledgeDataset).to(dataset.id).with("name", dataset.name);
    state.identity.record(&transaction, &caller.actor, &event).await?;
    transaction.commit().await?;
    Ok(Json(KnowledgeDatasetDeletedOut { success: true, message: "The dataset is deleted. Its documents stay." }))
}
