//! Datasets: uploaded tables and the figures computed from them, from the upload request on.

use jiff::Timestamp;
use serde_json::Value;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{DatasetId, DocumentAccess, DocumentStatus, UserId, Visibility, Window};
use tokio_postgres::{Row, types::Json};

/// A dataset and its figures.
#[derive(Clone, Debug)]
pub struct Dataset {
    /// Its id.
    pub id: DatasetId,
    /// The owner: the account that uploaded it or that it was handed over to; none for a table stored without an upload.
    pub owner_id: Option<UserId>,
    /// Access.
    pub access: DocumentAccess,
    /// Name of the table.
    pub dataset_name: String,
    /// Name of its file.
    pub file_name: Option<String>,
    /// Object key, if it was uploaded as a file.
    pub file_path: Option<String>,
    /// Status.
    pub status: DocumentStatus,
    /// The figures: an object, empty until it is ready.
    pub payload: Value,
    /// Number of customers served, as stated with the upload.
    pub customers_served: Option<f64>,
    /// Announced size in bytes.
    pub declared_size: Option<i64>,
    /// Size in bytes, once the file has landed.
    pub size: Option<i64>,
    /// SHA-256 of its bytes in lower-case hex, once it has been read.
    pub sha256: Option<String>,
    /// The object's version that was pinned.
    pub object_version_id: Option<String>,
    /// The object's entity tag that was pinned.
    pub object_etag: Option<String>,
    /// A stable code, when it failed.
    pub error_code: Option<String>,
    /// Reason of the failure, in a sentence.
    pub error_detail: Option<String>,
    /// Computing time of its figures in milliseconds.
    pub analytics_ms: Option<i64>,
    /// Time of the upload request.
    pub created_at: Timestamp,
    /// Time of the last change of its status.
    pub updated_at: Option<Timestamp>,
    /// Time until which its upload may start.
    pub upload_expires_at: Option<Timestamp>,
    /// `true` if it is hidden.
    pub is_deleted: bool,
    /// Its description.
    pub description: Option<String>,
    /// Where its data come from.
    pub source: Option<String>,
    /// The licence of its data.
    pub licence: Option<String>,
    /// The user's corrections of how it is read: an object.
    pub mapping: Value,
    /// Grows each time the file is to be read in another way.
    pub revision: i32,
    /// Number of rows, once it has been copied.
    pub row_count: Option<i64>,
    /// Number of columns, once it has been copied.
    pub column_count: Option<i32>,
    /// The revision whose columnar copy is stored.
    pub copy_revision: Option<i32>,
    /// `true` if it lists outages.
    pub is_of_outages: bool,
}

impl Dataset {
    /// The revision whose columnar copy can be read; `None` while there is none.
    #[must_use]
    pub fn readable_copy(&self) -> Option<i32> {
        self.copy_revision.filter(|revision| self.status == DocumentStatus::Ready && *revision == self.revision)
    }
}

/// A new one, waiting for its file.
#[derive(Clone, Debug)]
pub struct NewDataset<'a> {
    /// Its id.
    pub id: DatasetId,
    /// The account that uploads it.
    pub owner_id: UserId,
    /// Access.
    pub access: DocumentAccess,
    /// Name of the table.
    pub dataset_name: &'a str,
    /// Name of its file.
    pub file_name: &'a str,
    /// Object key.
    pub file_path: &'a str,
    /// Announced size in bytes.
    pub declared_size: i64,
    /// Number of customers served.
    pub customers_served: Option<f64>,
    /// Time of the upload request.
    pub created_at: Timestamp,
    /// Time until which its upload may start.
    pub upload_expires_at: Timestamp,
    /// The user's words on it.
    pub notes: DatasetNotes<'a>,
    /// The user's corrections of how it is read: an object.
    pub mapping: &'a Value,
}

/// The user's words on a dataset.
#[derive(Clone, Copy, Debug, Default)]
pub struct DatasetNotes<'a> {
    /// Its description.
    pub description: Option<&'a str>,
    /// Where its data come from.
    pub source: Option<&'a str>,
    /// The licence of its data.
    pub licence: Option<&'a str>,
}

/// A change of a dataset. The outer `None` changes nothing, the inner one removes the value.
#[derive(Clone, Debug, Default)]
pub struct DatasetChange<'a> {
    /// Its name.
    pub dataset_name: Option<&'a str>,
    /// Its description.
    pub description: Option<Option<&'a str>>,
    /// Where its data come from.
    pub source: Option<Option<&'a str>>,
    /// The licence of its data.
    pub licence: Option<Option<&'a str>>,
    /// The user's corrections of how it is read: an object.
    pub mapping: Option<&'a Value>,
}

/// What is known of a dataset that has been copied.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The profile of its columns.
    pub profile: Value,
    /// How its file was read.
    pub account: Value,
}

/// Makes one that waits for its file.
pub async fn insert(client: &impl GenericClient, new: &NewDataset<'_>) -> Result<()> {
    let sql = include_str!("../queries/datasets/insert.sql");
    let parameters: query::Parameters<'_> = &[
        &new.id,
        &new.owner_id,
        &new.access,
        &new.dataset_name,
        &new.file_name,
        &new.file_path,
        &new.declared_size,
        &new.customers_served,
        &new.created_at,
        &new.upload_expires_at,
        &new.notes.description,
        &new.notes.source,
        &new.notes.licence,
        &Json(new.mapping),
    ];
    query::exactly("datasets/insert", 1, query::execute(client, sql, parameters).await?)
}

/// The newest one of outages that is ready and that the caller may see; without any, the newest one of another kind.
pub async fn find_newest(client: &impl GenericClient, seen_by: Visibility) -> Result<Option<Dataset>> {
    let sql = include_str!("../queries/datasets/find_newest.sql");
    query::optional(client, sql, &[&seen_by.user()], decode).await
}

/// The one of this id, if the caller may see it.
pub async fn find_visible(client: &impl GenericClient, seen_by: Visibility, id: DatasetId) -> Result<Option<Dataset>> {
    let sql = include_str!("../queries/datasets/find_visible.sql");
    query::optional(client, sql, &[&seen_by.user(), &id], decode).await
}

/// The one of this id, hidden or not.
pub async fn find(client: &impl GenericClient, id: DatasetId) -> Result<Option<Dataset>> {
    query::optional(client, include_str!("../queries/datasets/find.sql"), &[&id], decode).await
}

/// What is known of the one of this id, if the caller may see it and it has been copied.
pub async fn find_reading(client: &impl GenericClient, seen_by: Visibility, id: DatasetId) -> Result<Option<Reading>> {
    let sql = include_str!("../queries/datasets/find_reading.sql");
    query::optional(client, sql, &[&seen_by.user(), &id], |row| {
        let (Json(profile), Json(account)) = (row.try_get("profile")?, row.try_get("account")?);
        Ok(Reading { profile, account })
    })
    .await
}

/// Filters of the tables that an account may see.
#[derive(Clone, Debug, Default)]
pub struct DatasetFilters {
    /// Only those in this state.
    pub status: Option<DocumentStatus>,
    /// Only those whose name fits this `ILIKE` pattern.
    pub pattern: Option<String>,
}

/// Lists a window of those that the caller may see, without their figures, newest first.
pub async fn list_visible(
    client: &impl GenericClient,
    seen_by: Visibility,
    filters: &DatasetFilters,
    window: Window,
) -> Result<Vec<Dataset>> {
    let sql = include_str!("../queries/datasets/list_visible.sql");
    let DatasetFilters { status, pattern } = filters;
    query::all(client, sql, &[&seen_by.user(), status, pattern, &window.limit, &window.offset], decode).await
}

/// The number of rows [`list_visible`] would return without limit and offset.
pub async fn count_visible(client: &impl GenericClient, seen_by: Visibility, filters: &DatasetFilters) -> Result<i64> {
    let sql = include_str!("../queries/datasets/count_visible.sql");
    let DatasetFilters { status, pattern } = filters;
    query::one(client, sql, &[&seen_by.user(), status, pattern], |row| Ok(row.try_get(0)?)).await
}

/// The one whose file is stored here, hidden or not.
pub async fn find_by_file_path(client: &impl GenericClient, file_path: &str) -> Result<Option<Dataset>> {
    let sql = include_str!("../queries/datasets/find_by_file_path.sql");
    query::optional(client, sql, &[&file_path], decode).await
}

/// The oldest one of this name that the account owns and that is not hidden.
pub async fn find_owned_by_name(
    client: &impl GenericClient,
    owner: UserId,
    dataset_name: &str,
) -> Result<Option<DatasetId>> {
    let sql = include_str!("../queries/datasets/find_owned_by_name.sql");
    query::optional(client, sql, &[&owner, &dataset_name], |row| Ok(row.try_get("id")?)).await
}

/// Those that are hidden but not yet purged, in random order.
pub async fn find_deleted(client: &impl GenericClient, limit: i64) -> Result<Vec<DatasetId>> {
    let sql = include_str!("../queries/datasets/find_deleted.sql");
    query::all(client, sql, &[&limit], |row| Ok(row.try_get("id")?)).await
}

/// The object key of a hidden table; `None` when it is not hidden, and `Some(None)` when it never had a file.
pub async fn find_deleted_path(client: &impl GenericClient, id: DatasetId) -> Result<Option<Option<String>>> {
    let sql = include_str!("../queries/datasets/find_deleted_path.sql");
    query::optional(client, sql, &[&id], |row| Ok(row.try_get("file_path")?)).await
}

/// Changes one, and returns it as it is now; `None` when the caller has none of that id to change. Owners change their own,
/// administrators also those for everyone. Other corrections make it a new revision, which is processing if its file has arrived.
pub async fn update(
    client: &impl GenericClient,
    id: DatasetId,
    (by, is_admin): (UserId, bool),
    change: &DatasetChange<'_>,
    now: Timestamp,
) -> Result<Option<Dataset>> {
    let sql = include_str!("../queries/datasets/update.sql");
    let DatasetChange { dataset_name, description, source, licence, mapping } = change;
    let parameters: query::Parameters<'_> = &[
        &id,
        &by,
        &is_admin,
        dataset_name,
        &description.is_some(),
        &description.flatten(),
        &source.is_some(),
        &source.flatten(),
        &licence.is_some(),
        &licence.flatten(),
        &mapping.map(Json),
        &now,
    ];
    query::optional(client, sql, parameters, decode).await
}

/// Returns whether a conversation or a batch works on it. In a transaction that has changed it, the answer stays true until the
/// transaction ends.
pub async fn is_used(client: &impl GenericClient, id: DatasetId, now: Timestamp) -> Result<bool> {
    let sql = include_str!("../queries/datasets/is_used.sql");
    let found = query::optional(client, sql, &[&id, &now], |row| Ok(row.try_get(0)?)).await?;
    Ok(found.unwrap_or(false))
}

/// Hides it from all callers from now on; `false` when the caller has none of that id to delete. Owners delete their own,
/// administrators also those for everyone.
pub async fn mark_deleted(
    client: &impl GenericClient,
    id: DatasetId,
    by: UserId,
    is_admin: bool,
    now: Timestamp,
) -> Result<bool> {
    let sql = include_str!("../queries/datasets/mark_deleted.sql");
    Ok(query::execute(client, sql, &[&id, &by, &is_admin, &now]).await? == 1)
}

/// Hides one whose object is gone from the bucket; `false` when it was hidden already.
pub async fn mark_removed(client: &impl GenericClient, id: DatasetId, now: Timestamp) -> Result<bool> {
    let sql = include_str!("../queries/datasets/mark_removed.sql");
    Ok(query::execute(client, sql, &[&id, &now]).await? == 1)
}

/// Removes the row of a hidden one and cached answers with its figures; `false` when it was gone already.
pub async fn purge(client: &impl GenericClient, id: DatasetId) -> Result<bool> {
    Ok(query::execute(client, include_str!("../queries/datasets/purge.sql"), &[&id]).await? == 1)
}

/// The name of such figures in metrics. The table's own name is private, and there is no limit to the number of names.
#[must_use]
pub fn dataset_of(payload: &Value) -> &'static str {
    // this figure exists for every table of outages
    if payload.get("total_events").is_some() { "outages" } else { "other" }
}

pub(crate) fn decode(row: &Row) -> Result<Dataset> {
    let (Json(payload), Json(mapping)) = (row.try_get("payload")?, row.try_get("mapping")?);
    Ok(Dataset {
        id: row.try_get("id")?,
        owner_id: row.try_get("owner_id")?,
        access: row.try_get("access")?,
        dataset_name: row.try_get("dataset_name")?,
        file_name: row.try_get("file_name")?,
        file_path: row.try_get("file_path")?,
        status: row.try_get("status")?,
        payload,
        customers_served: row.try_get("customers_served")?,
        declared_size: row.try_get("declared_size")?,
        size: row.try_get("size")?,
        sha256: row.try_get("sha256")?,
        object_version_id: row.try_get("object_version_id")?,
        object_etag: row.try_get("object_etag")?,
        error_code: row.try_get("error_code")?,
        error_detail: row.try_get("error_detail")?,
        analytics_ms: row.try_get("analytics_ms")?,
        created_at: row.try_get("created_at")?,
        updated_at: row.try_get("updated_at")?,
        upload_expires_at: row.try_get("upload_expires_at")?,
        is_deleted: row.try_get("is_deleted")?,
        description: row.try_get("description")?,
        source: row.try_get("source")?,
        licence: row.try_get("licence")?,
        mapping,
        revision: row.try_get("revision")?,
        row_count: row.try_get("row_count")?,
        column_count: row.try_get("column_count")?,
        copy_revision: row.try_get("copy_revision")?,
        is_of_outages: row.try_get("is_of_outages")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn metrics_do_not_name_tables() {
        let outages = json!({ "row_count": 1, "total_events": 1, "left_out": [] });
        let other =
            json!({ "row_count": 1, "columns": ["total_events"], "column_types": { "total_events": "number" } });
        assert_eq!([&outages, &other, &Value::Null].map(dataset_of), ["outages", "other", "other"]);
    }
}
