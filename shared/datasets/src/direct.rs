//! Small tables in the request itself.

use crate::{Datasets, access, content_type, hide};
use aws_sdk_s3::primitives::ByteStream;
use axum::body::Bytes;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sisuiq_accounts_db::audit_records::AuditEvent;
use sisuiq_analytics::Kind;
use sisuiq_clock::later;
use sisuiq_datasets_db::datasets::{self, Dataset, DatasetNotes, NewDataset};
use sisuiq_http::{Claim, IdempotencyKey, Problem, Result};
use sisuiq_identity::Caller;
use sisuiq_model::{AuditAction, DatasetId, DocumentStatus, TableKey, Visibility};
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// The time that the request waits for the figures.
const WAIT: Duration = Duration::from_secs(8);
/// The interval of polling for the figures.
const PAUSE: Duration = Duration::from_millis(200);
const STORAGE_RETRY: Duration = Duration::from_secs(2);

/// A table that was sent with a form.
#[derive(Clone, Debug)]
pub struct SentTable {
    /// Its format.
    pub kind: Kind,
    /// The file's name.
    pub file_name: String,
    /// Its bytes.
    pub file: Bytes,
    /// The table's name.
    pub dataset_name: String,
    /// The number of customers served.
    pub customers_served: Option<f64>,
    /// Its description.
    pub description: Option<String>,
    /// Corrections of how it is read: an object.
    pub mapping: Value,
}

/// What became of a table within the time that a request waits.
#[derive(Debug)]
pub enum Direct {
    /// It is still being read.
    Processing,
    /// It was read, or cannot be read.
    Ended(Box<Dataset>),
    /// It was deleted meanwhile.
    Deleted,
}

/// The state of an upload: stored with the `Idempotency-Key`, so that a repeated request continues where the first one
/// ended.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
struct Taken {
    id: DatasetId,
}

impl Taken {
    fn key(self, kind: Kind) -> String {
        TableKey { dataset_id: self.id, extension: kind.extension() }.to_string()
    }
}

/// Creates a dataset for the table and uploads the file to its key. Returns its id and the key.
pub async fn take(
    state: &Datasets,
    caller: &Caller,
    table: &SentTable,
    idempotency_key: &IdempotencyKey,
) -> Result<(DatasetId, String)> {
    let taken = insert(state, caller, table, idempotency_key).await?;
    let connection = state.database.connection().await?;
    let found = datasets::find_visible(&connection, caller.visibility(), taken.id).await?;
    drop(connection);
    let key = taken.key(table.kind);
    // the object does not exist yet, or the response to its upload was lost; the first upload counts
    if found.is_some_and(|dataset| dataset.status == DocumentStatus::Pending)
        && let Err(problem) = put(state, &key, table).await
    {
        // with a key, a repeated request uploads to the same dataset
        if !idempotency_key.is_present() {
            hide(state, caller, taken.id).await?;
        }
        return Err(problem);
    }
    Ok((taken.id, key))
}

async fn insert(
    state: &Datasets,
    caller: &Caller,
    table: &SentTable,
    idempotency_key: &IdempotencyKey,
) -> Result<Taken> {
    let now = state.clock.now();
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let claimed = match idempotency_key.claim_or_wait(&transaction, &caller.id.to_string(), now).await? {
        Claim::New(claimed) => claimed,
        Claim::Replay(kept) => return serde_json::from_slice(kept.body()).map_err(Problem::internal),
    };
    let taken = Taken { id: DatasetId(state.clock.uuid_v7()) };
    let new = NewDataset {
        id: taken.id,
        owner_id: caller.id,
        access: access(caller),
        dataset_name: &table.dataset_name,
        file_name: &table.file_name,
        file_path: &taken.key(table.kind),
        declared_size: i64::try_from(table.file.len()).unwrap_or(i64::MAX),
        customers_served: table.customers_served,
        created_at: now,
        upload_expires_at: later(now, state.uploads.lifetime),
        notes: DatasetNotes { description: table.description.as_deref(), ..DatasetNotes::default() },
        mapping: &table.mapping,
    };
    datasets::insert(&transaction, &new).await?;
    let event = AuditEvent::done(AuditAction::CreateSnapshot).to(taken.id).with("access", new.access.as_str());
    state.identity.record(&transaction, &caller.actor, &event).await?;
    let body = serde_json::to_vec(&taken).map_err(Problem::internal)?;
    claimed.store(&transaction, StatusCode::ACCEPTED, body).await?;
    transaction.commit().await?;
    Ok(taken)
}

async fn put(state: &Datasets, key: &str, table: &SentTable) -> Result<()> {
    let request = state.uploads.objects.put_object().bucket(&state.uploads.bucket).key(key);
    let request = request.content_type(content_type(table.kind)).body(ByteStream::from(table.file.clone()));
    let sent = request.send().await;
    sent.map(drop).map_err(|error| Problem::unavailable("table store", STORAGE_RETRY).caused_by(error))
}

/// Waits some seconds until a dataset is ready or failed.
pub async fn finished(state: &Datasets, seen_by: Visibility, id: DatasetId) -> Result<Direct> {
    timeout(WAIT, ended(state, seen_by, id)).await.unwrap_or(Ok(Direct::Processing))
}

async fn ended(state: &Datasets, seen_by: Visibility, id: DatasetId) -> Result<Direct> {
    loop {
        let connection = state.database.connection().await?;
        let found = datasets::find_visible(&connection, seen_by, id).await?;
        drop(connection);
        let Some(dataset) = found else { return Ok(Direct::Deleted) };
        match dataset.status {
            DocumentStatus::Pending | DocumentStatus::Processing => sleep(PAUSE).await,
            DocumentStatus::Ready | DocumentStatus::Failed => return Ok(Direct::Ended(Box::new(dataset))),
        }
    }
}
