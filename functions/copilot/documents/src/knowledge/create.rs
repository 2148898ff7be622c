//! `POST /api/v1/knowledge/datasets`: creates a dataset.

use super::{KnowledgeDatasetOut, name::sanitised, no_dataset};
use crate::State;
use axum::{extract::State as Extract, response::Response};
use garde::Validate;
use http::StatusCode;
use serde::Deserialize;
use sisuiq_accounts_db::audit_records::AuditEvent;
use sisuiq_documents_db::knowledge_datasets::{self, NewKnowledgeDataset};
use sisuiq_http::{
    BadRequest, Claim, Conflict, Forbidden, IdempotencyHeader, PayloadTooLarge, Problem, Result, Submitted,
    TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{AuditAction, Capability, DocumentAccess, KnowledgeDatasetId};
use sisuiq_uploads::printable;
use utoipa::ToSchema;

/// The most datasets of an account.
const MOST: i64 = 100;

/// A new dataset.
#[derive(Debug, Deserialize, ToSchema, Validate)]
pub(crate) struct KnowledgeDatasetIn {
    /// The name. Characters other than letters, digits, `-` and `_` of ASCII become `-`; what is then longer than 60 characters is cut.
    #[garde(length(chars, min = 1, max = 200), custom(|name: &str, (): &()| printable(name)))]
    #[schema(min_length = 1, max_length = 200, example = "Swiss-SECO")]
    name: String,
    /// What it contains, at most 500 characters.
    #[garde(inner(length(chars, max = 500)))]
    #[schema(max_length = 500, example = "Ordinances of the Swiss Federal Council")]
    description: Option<String>,
}

/// Create a dataset of documents
///
/// A dataset without documents. Datasets of administrators are visible to everyone, those of users to them alone. The name is unique
/// among those that the caller sees, ignoring case. An account can have 100.
#[utoipa::path(
    post,
    path = "/api/v1/knowledge/datasets",
    tag = "knowledge",
    request_body = KnowledgeDatasetIn,
    params(IdempotencyHeader),
    responses(
        (status = 201, body = KnowledgeDatasetOut), BadRequest, Unauthorized, Forbidden, Conflict, PayloadTooLarge, Unprocessable,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn create(
    caller: User<capabilities::DocumentsWrite>,
    Extract(state): Extract<State>,
    Submitted { input, idempotency_key }: Submitted<KnowledgeDatasetIn>,
) -> Result<Response> {
    let now = state.clock.now();
    let name = sanitised(&input.name, now);
    let is_admin = caller.administers(Capability::DocumentsManage);
    let new = NewKnowledgeDataset {
        id: KnowledgeDatasetId(state.clock.uuid_v7()),
        owner: caller.id,
        access: if is_admin { DocumentAccess::Everyone } else { DocumentAccess::Owner },
        name: &name,
        description: input.description.as_deref().unwrap_or_default().trim(),
        created_at: now,
    };
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let claimed = match idempotency_key.claim(&transaction, &caller.id.to_string(), now).await? {
        Claim::New(claimed) => claimed,
        Claim::Replay(response) => return Ok(response),
    };
    if !knowledge_datasets::insert(&transaction, &new).await? {
        return Err(Problem::conflict("there is already a dataset with this name"));
    }
    if knowledge_datasets::count_owned(&transaction, caller.id).await? > MOST {
        return Err(Problem::conflict(format!("you can have at most {MOST} datasets: delete one that nobody needs")));
    }
    let event = AuditEvent::done(AuditAction::CreateKnowledgeDataset).to(new.id).with("name", new.name);
    state.identity.record(&transaction, &caller.actor, &event).await?;
    let stored = knowledge_datasets::find_visible(&transaction, caller.visibility(), new.name).await?;
    let out = KnowledgeDatasetOut::of(stored.ok_or_else(no_dataset)?, &caller);
    let response = claimed.respond(&transaction, StatusCode::CREATED, &out).await?;
    transaction.commit().await?;
    Ok(response)
}
