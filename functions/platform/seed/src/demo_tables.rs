//! A table of outages of the same invented grid, written for this purpose: `seeds/outages.py` makes it.

use crate::{Counts, SeedError, State, demo_documents::File, seed::get_or_create};
use jiff::SignedDuration;
use serde_json::json;
use sisuiq_datasets_db::datasets::{self, DatasetNotes, NewDataset};
use sisuiq_db::Transaction;
use sisuiq_model::{DatasetId, DocumentAccess, DocumentStatus, TableKey, UserId, UserRole, Visibility};

const NAME: &str = "demo_outages";
const FILE_NAME: &str = "outages.csv";
const BYTES: &[u8] = include_bytes!("../../../../seeds/outages.csv");
const CONTENT_TYPE: &str = "text/csv";
/// The number of customers of the invented distributors.
const CUSTOMERS_SERVED: f64 = 250_000.0;
/// The time after which the sweep ends a table whose file is missing as failed. The file is uploaded right after the commit.
const UPLOAD_LIFETIME: SignedDuration = SignedDuration::from_mins(15);

/// Creates the table if its owner has none of its name. Returns the file if it is still to be uploaded, also if an earlier
/// run created the row.
pub(crate) async fn seed(
    state: &State,
    transaction: &Transaction<'_>,
    owner: UserId,
    counts: &mut Counts,
) -> Result<Option<File>, SeedError> {
    let found = async { Ok(datasets::find_owned_by_name(transaction, owner, NAME).await?) };
    let id = get_or_create(counts, found, insert(state, transaction, owner)).await?;
    let stored = datasets::find_visible(transaction, Visibility::of(owner, UserRole::Admin), id).await?;
    let waiting = stored.filter(|stored| stored.status == DocumentStatus::Pending);
    let key = waiting.and_then(|waiting| waiting.file_path);
    Ok(key.map(|key| File { key, content_type: CONTENT_TYPE, bytes: BYTES }))
}

async fn insert(state: &State, transaction: &Transaction<'_>, owner: UserId) -> Result<DatasetId, SeedError> {
    let now = state.clock.now();
    let id = DatasetId(state.clock.uuid_v7());
    let new = NewDataset {
        id,
        owner_id: owner,
        access: DocumentAccess::Everyone,
        dataset_name: NAME,
        file_name: FILE_NAME,
        file_path: &TableKey { dataset_id: id, extension: "csv" }.to_string(),
        declared_size: i64::try_from(BYTES.len()).unwrap_or(i64::MAX),
        customers_served: Some(CUSTOMERS_SERVED),
        created_at: now,
        upload_expires_at: now + UPLOAD_LIFETIME,
        notes: DatasetNotes::default(),
        mapping: &json!({}),
    };
    datasets::insert(transaction, &new).await?;
    Ok(id)
}
