//! A table of outages of the same invented grid, written for this purpose: `seeds/outages.py` makes it.

use crate::{Counts, SeedError, State, demo_documents::put};
use jiff::SignedDuration;
use sisuiq_db::{
    AnalyticsSnapshotId, Connection, DocumentAccess, DocumentStatus, TableKey, UserId, UserRole, Visibility,
    analytics_snapshots::{self, NewSnapshot},
};
use uuid::Uuid;

const NAME: &str = "demo_outages";
const FILE_NAME: &str = "outages.csv";
const BYTES: &[u8] = include_bytes!("../../../seeds/outages.csv");
const CONTENT_TYPE: &str = "text/csv";
/// How many customers the invented distributors serve.
const CUSTOMERS_SERVED: f64 = 250_000.0;
/// The object lands at once; this is for the sweep, should it not.
const UPLOAD_LIFETIME: SignedDuration = SignedDuration::from_mins(15);

/// Stores the table unless the account has one of its name. Its id is made from owner and name, so that two runs at once make one
/// row; a file that did not arrive last time is stored again.
pub(crate) async fn get_or_create(state: &State, owner: UserId, counts: &mut Counts) -> Result<(), SeedError> {
    let connection = state.database.connection().await?;
    if let Some(id) = analytics_snapshots::find_owned_by_name(&connection, owner, NAME).await? {
        counts.add(false);
        let seen_by = Visibility::of(owner, UserRole::Admin);
        let found = analytics_snapshots::find_visible(&connection, seen_by, id).await?;
        let waiting = found.filter(|found| found.status == DocumentStatus::Pending);
        return match waiting.and_then(|waiting| waiting.file_path) {
            Some(key) => put(state, &key, CONTENT_TYPE, BYTES).await,
            None => Ok(()),
        };
    }
    let id = AnalyticsSnapshotId(Uuid::new_v5(&owner.0, NAME.as_bytes()));
    let key = TableKey { snapshot_id: id, extension: "csv" }.to_string();
    let is_new = insert(state, &connection, owner, (id, &key)).await?;
    counts.add(is_new);
    if is_new { put(state, &key, CONTENT_TYPE, BYTES).await } else { Ok(()) }
}

/// Makes the row; `false` when another run was quicker.
async fn insert(
    state: &State,
    connection: &Connection,
    owner: UserId,
    (id, file_path): (AnalyticsSnapshotId, &str),
) -> Result<bool, SeedError> {
    let now = state.clock.now();
    let new = NewSnapshot {
        id,
        owner_id: owner,
        access: DocumentAccess::Everyone,
        dataset_name: NAME,
        file_name: FILE_NAME,
        file_path,
        declared_size: i64::try_from(BYTES.len()).unwrap_or(i64::MAX),
        customers_served: Some(CUSTOMERS_SERVED),
        created_at: now,
        upload_expires_at: now + UPLOAD_LIFETIME,
    };
    match analytics_snapshots::insert(connection, &new).await {
        Ok(()) => Ok(true),
        Err(error) if error.is_constraint("analytics_snapshots_pkey") => Ok(false),
        Err(error) => Err(error.into()),
    }
}
