//! Columnar copies of tables in the bucket.

use super::files::{TableFile, Unread};
use crate::{Retry, State, object};
use serde_json::{Value, value::RawValue};
use sisuiq_datasets_db::{dataset_readings::StoredCopy, datasets};
use sisuiq_frames::{CopyReader, Table};
use sisuiq_model::{DatasetId, FrameKey};

/// The longest profile with frequent values, in bytes of JSON.
const LONGEST_PROFILE: usize = 2 << 20;

/// What is known of a table whose copy is in the bucket.
pub(super) struct Copied {
    profile: Box<RawValue>,
    account: Value,
    row_count: i64,
    column_count: i32,
}

impl Copied {
    pub(super) fn stored(&self) -> StoredCopy<'_> {
        let Self { profile, account, row_count, column_count } = self;
        StoredCopy { profile, account, row_count: *row_count, column_count: *column_count }
    }
}

/// Makes the copy of a revision and puts it into the bucket. A repetition puts the same bytes under the same key.
pub(super) async fn copy(state: &State, key: FrameKey, file: &TableFile<'_>) -> Result<Copied, Unread> {
    let read = file.frame().await?;
    let (row_count, column_count, bytes) = counted(read.copy)?;
    state.checkpoints.reach("framed").await?;
    object::put(state, &key.to_string(), bytes).await?;
    state.checkpoints.reach("copied").await?;
    let account =
        serde_json::to_value(&read.account).map_err(|error| Retry::while_doing("writing the account", error))?;
    let profile = bounded(read.profile).map_err(|error| Retry::while_doing("writing the profile", error))?;
    Ok(Copied { profile, account, row_count, column_count })
}

/// A profile that can be sent in a response. A longer one loses its frequent values.
fn bounded(profile: Box<RawValue>) -> serde_json::Result<Box<RawValue>> {
    if profile.get().len() <= LONGEST_PROFILE {
        return Ok(profile);
    }
    let mut members: Value = serde_json::from_str(profile.get())?;
    let columns = members.get_mut("columns").and_then(Value::as_array_mut);
    for column in columns.into_iter().flatten() {
        if let Some(top) = column.get_mut("top") {
            *top = Value::Array(Vec::new());
        }
    }
    serde_json::value::to_raw_value(&members)
}

/// The numbers of rows and columns of a copy, and its bytes.
fn counted(bytes: Vec<u8>) -> Result<(i64, i32, Vec<u8>), Retry> {
    let copy = CopyReader::open(bytes).map_err(|error| Retry::while_doing("opening the copy", error))?;
    let rows = i64::try_from(copy.row_count()).unwrap_or(i64::MAX);
    let columns = i32::try_from(copy.headings().len()).unwrap_or(i32::MAX);
    Ok((rows, columns, copy.into_file()))
}

/// Deletes copies that cannot be used any more: those of earlier revisions, or all of a table that is hidden or gone.
pub(super) async fn remove_unused(state: &State, id: DatasetId) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    let found = datasets::find(&connection, id).await?;
    drop(connection);
    let used = match found {
        // another run may have put the copy of the current revision without having stored that yet
        Some(dataset) if !dataset.is_deleted => [Some(dataset.revision), dataset.copy_revision],
        _ => [None; 2],
    };
    let used = used.map(|revision| revision.map(|revision| FrameKey { dataset_id: id, revision }.to_string()));
    let is_unused = |key: &str| !used.iter().flatten().any(|used| used == key);
    object::delete_versions(state, &FrameKey::prefix(id), is_unused).await
}

/// Deletes all copies of a table.
pub(super) async fn remove_all(state: &State, id: DatasetId) -> Result<(), Retry> {
    object::delete_versions(state, &FrameKey::prefix(id), |_| true).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{json, value::to_raw_value};

    #[test]
    fn long_profiles_lose_frequent_values() {
        let profile = |text: &str| {
            let profile =
                json!({ "row_count": 2, "columns": [{ "name": "a", "top": [{ "value": text, "count": 2 }] }] });
            serde_json::from_str::<Value>(bounded(to_raw_value(&profile).unwrap()).unwrap().get()).unwrap()
        };
        assert_eq!(profile("x")["columns"][0]["top"][0]["count"], 2);
        let long = profile(&"x".repeat(LONGEST_PROFILE));
        assert_eq!((&long["columns"][0]["top"], &long["row_count"]), (&json!([]), &json!(2)));
    }
}
