//! Forms with which clients upload tables of any accepted size.

use crate::{Datasets, access, content_type};
use axum::response::Response;
use http::StatusCode;
use serde::Serialize;
use serde_json::Value;
use sisuiq_accounts_db::audit_records::AuditEvent;
use sisuiq_analytics::Kind;
use sisuiq_datasets_db::datasets::{self, DatasetNotes, NewDataset};
use sisuiq_http::{Claim, IdempotencyKey, Result};
use sisuiq_identity::Caller;
use sisuiq_model::{AuditAction, DatasetId, DocumentStatus, TableKey};
use sisuiq_uploads::UploadOut;
use utoipa::ToSchema;

/// A table that a client will upload.
#[derive(Clone, Copy, Debug)]
pub struct AnnouncedTable<'a> {
    /// Its format.
    pub kind: Kind,
    /// The file's name.
    pub file_name: &'a str,
    /// Its size in bytes.
    pub size: u64,
    /// The table's name.
    pub dataset_name: &'a str,
    /// The number of customers served.
    pub customers_served: Option<f64>,
    /// The user's words on it.
    pub notes: DatasetNotes<'a>,
    /// Corrections of how it is read: an object.
    pub mapping: &'a Value,
}

/// A new table that waits for its file.
#[derive(Debug, Serialize, ToSchema)]
pub struct TableUploadOut {
    /// Its id.
    id: DatasetId,
    /// `pending` until the file is uploaded.
    status: DocumentStatus,
    /// The upload form.
    upload: UploadOut,
}

/// Registers a table and answers with a [`TableUploadOut`].
pub async fn promise(
    state: &Datasets,
    caller: &Caller,
    table: AnnouncedTable<'_>,
    idempotency_key: IdempotencyKey,
) -> Result<Response> {
    let now = state.clock.now();
    let id = DatasetId(state.clock.uuid_v7());
    let key = TableKey { dataset_id: id, extension: table.kind.extension() }.to_string();
    let upload = state.uploads.promise(&key, content_type(table.kind), table.size, now).await?;
    let new = NewDataset {
        id,
        owner_id: caller.id,
        access: access(caller),
        dataset_name: table.dataset_name,
        file_name: table.file_name,
        file_path: &key,
        declared_size: i64::try_from(table.size).unwrap_or(i64::MAX),
        customers_served: table.customers_served,
        created_at: now,
        upload_expires_at: upload.expires_at,
        notes: table.notes,
        mapping: table.mapping,
    };
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let claimed = match idempotency_key.claim(&transaction, &caller.id.to_string(), now).await? {
        Claim::New(claimed) => claimed,
        Claim::Replay(response) => return Ok(response),
    };
    datasets::insert(&transaction, &new).await?;
    let event = AuditEvent::done(AuditAction::CreateSnapshot).to(id).with("access", new.access.as_str());
    state.identity.record(&transaction, &caller.actor, &event).await?;
    let out = TableUploadOut { id, status: DocumentStatus::Pending, upload };
    let response = claimed.respond(&transaction, StatusCode::CREATED, &out).await?;
    transaction.commit().await?;
    Ok(response)
}
