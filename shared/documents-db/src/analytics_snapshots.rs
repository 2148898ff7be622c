//! Tables and the figures computed from them, from the upload request on.

use jiff::Timestamp;
use serde_json::Value;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{AnalyticsSnapshotId, DocumentAccess, DocumentStatus, FailureReason, UserId, Visibility, Window};
use tokio_postgres::{Row, types::Json};

/// A table and its figures.
#[derive(Clone, Debug)]
pub struct AnalyticsSnapshot {
    /// Its id.
    pub id: AnalyticsSnapshotId,
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
}

/// A new one, waiting for its file.
#[derive(Clone, Debug)]
pub struct NewSnapshot<'a> {
    /// Its id.
    pub id: AnalyticsSnapshotId,
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
}

/// The figures of a table that was read.
#[derive(Clone, Debug)]
pub struct Figures<'a> {
    /// The payload: an object.
    pub payload: &'a Value,
    /// SHA-256 of the file in lower-case hex.
    pub sha256: &'a str,
    /// Computing time of the figures in milliseconds.
    pub analytics_ms: i64,
}

/// The object that was uploaded for a table.
#[derive(Clone, Debug)]
pub struct UploadedTable<'a> {
    /// Its entity tag, without quotation marks.
    pub etag: &'a str,
    /// Its version in the bucket.
    pub version_id: Option<&'a str>,
    /// Its size in bytes.
    pub size: i64,
}

/// Makes one that waits for its file.
pub async fn insert(client: &impl GenericClient, new: &NewSnapshot<'_>) -> Result<()> {
    let sql = include_str!("../queries/analytics_snapshots/insert.sql");
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
    ];
    query::exactly("analytics_snapshots/insert", 1, query::execute(client, sql, parameters).await?)
}

/// The newest one that is ready and that the caller may see, if there is any.
pub async fn find_newest(client: &impl GenericClient, seen_by: Visibility) -> Result<Option<AnalyticsSnapshot>> {
    let sql = include_str!("../queries/analytics_snapshots/find_newest.sql");
    query::optional(client, sql, &[&seen_by.user()], decode).await
}

/// The one of this id, if the caller may see it.
pub async fn find_visible(
    client: &impl GenericClient,
    seen_by: Visibility,
    id: AnalyticsSnapshotId,
) -> Result<Option<AnalyticsSnapshot>> {
    let sql = include_str!("../queries/analytics_snapshots/find_visible.sql");
    query::optional(client, sql, &[&seen_by.user(), &id], decode).await
}

/// Filters of the tables that an account may see.
#[derive(Clone, Debug, Default)]
pub struct SnapshotFilters {
    /// Only those in this state.
    pub status: Option<DocumentStatus>,
    /// Only those whose name fits this `ILIKE` pattern.
    pub pattern: Option<String>,
}

/// Lists a window of those that the caller may see, without their figures, newest first.
pub async fn list_visible(
    client: &impl GenericClient,
    seen_by: Visibility,
    filters: &SnapshotFilters,
    window: Window,
) -> Result<Vec<AnalyticsSnapshot>> {
    let sql = include_str!("../queries/analytics_snapshots/list_visible.sql");
    let SnapshotFilters { status, pattern } = filters;
    query::all(client, sql, &[&seen_by.user(), status, pattern, &window.limit, &window.offset], decode).await
}

/// The number of rows [`list_visible`] would return without limit and offset.
pub async fn count_visible(client: &impl GenericClient, seen_by: Visibility, filters: &SnapshotFilters) -> Result<i64> {
    let sql = include_str!("../queries/analytics_snapshots/count_visible.sql");
    let SnapshotFilters { status, pattern } = filters;
    query::one(client, sql, &[&seen_by.user(), status, pattern], |row| Ok(row.try_get(0)?)).await
}

/// The one whose file is stored here, hidden or not.
pub async fn find_by_file_path(client: &impl GenericClient, file_path: &str) -> Result<Option<AnalyticsSnapshot>> {
    let sql = include_str!("../queries/analytics_snapshots/find_by_file_path.sql");
    query::optional(client, sql, &[&file_path], decode).await
}

/// The oldest one of this name that the account owns and that is not hidden.
pub async fn find_owned_by_name(
    client: &impl GenericClient,
    owner: UserId,
    dataset_name: &str,
) -> Result<Option<AnalyticsSnapshotId>> {
    let sql = include_str!("../queries/analytics_snapshots/find_owned_by_name.sql");
    query::optional(client, sql, &[&owner, &dataset_name], |row| Ok(row.try_get("id")?)).await
}

/// Those that are neither ready nor failed and have not changed since `since`, longest first.
pub async fn find_unfinished(
    client: &impl GenericClient,
    since: Timestamp,
    limit: i64,
) -> Result<Vec<AnalyticsSnapshot>> {
    let sql = include_str!("../queries/analytics_snapshots/find_unfinished.sql");
    query::all(client, sql, &[&since, &limit], decode).await
}

/// Those that are hidden but not yet purged, in random order.
pub async fn find_deleted(client: &impl GenericClient, limit: i64) -> Result<Vec<AnalyticsSnapshotId>> {
    let sql = include_str!("../queries/analytics_snapshots/find_deleted.sql");
    query::all(client, sql, &[&limit], |row| Ok(row.try_get("id")?)).await
}

/// The object key of a hidden table; `None` when it is not hidden, and `Some(None)` when it never had a file.
pub async fn find_deleted_path(client: &impl GenericClient, id: AnalyticsSnapshotId) -> Result<Option<Option<String>>> {
    let sql = include_str!("../queries/analytics_snapshots/find_deleted_path.sql");
    query::optional(client, sql, &[&id], |row| Ok(row.try_get("file_path")?)).await
}

/// Pins the first uploaded object and starts the work, also again after a failure with one of the codes `resumes`; `false` when
/// another object was first, the work has ended otherwise, or the table is hidden.
pub async fn pin(
    client: &impl GenericClient,
    id: AnalyticsSnapshotId,
    object: &UploadedTable<'_>,
    resumes: &[&str],
    now: Timestamp,
) -> Result<bool> {
    let sql = include_str!("../queries/analytics_snapshots/pin.sql");
    let parameters: query::Parameters<'_> = &[&id, &object.etag, &object.version_id, &object.size, &now, &resumes];
    Ok(query::execute(client, sql, parameters).await? == 1)
}

/// Stores the figures; `false` when the work has ended already or the table is hidden.
pub async fn finish(
    client: &impl GenericClient,
    id: AnalyticsSnapshotId,
    figures: &Figures<'_>,
    now: Timestamp,
) -> Result<bool> {
    let sql = include_str!("../queries/analytics_snapshots/finish.sql");
    let parameters: query::Parameters<'_> =
        &[&id, &Json(figures.payload), &figures.sha256, &figures.analytics_ms, &now];
    Ok(query::execute(client, sql, parameters).await? == 1)
}

/// Ends the work with a code and a sentence that a person understands; `false` when it had ended already.
pub async fn fail(
    client: &impl GenericClient,
    id: AnalyticsSnapshotId,
    reason: FailureReason<'_>,
    now: Timestamp,
) -> Result<bool> {
    let sql = include_str!("../queries/analytics_snapshots/fail.sql");
    Ok(query::execute(client, sql, &[&id, &reason.code, &reason.detail, &now]).await? == 1)
}

/// Hides it from all callers from now on; `false` when the caller has none of that id to delete. Owners delete their own,
/// administrators also those for everyone.
pub async fn mark_deleted(
    client: &impl GenericClient,
    id: AnalyticsSnapshotId,
    by: UserId,
    is_admin: bool,
    now: Timestamp,
) -> Result<bool> {
    let sql = include_str!("../queries/analytics_snapshots/mark_deleted.sql");
    Ok(query::execute(client, sql, &[&id, &by, &is_admin, &now]).await? == 1)
}

/// Hides one whose object is gone from the bucket; `false` when it was hidden already.
pub async fn mark_removed(client: &impl GenericClient, id: AnalyticsSnapshotId, now: Timestamp) -> Result<bool> {
    let sql = include_str!("../queries/analytics_snapshots/mark_removed.sql");
    Ok(query::execute(client, sql, &[&id, &now]).await? == 1)
}

/// Removes the row of a hidden one and cached answers with its figures; `false` when it was gone already.
pub async fn purge(client: &impl GenericClient, id: AnalyticsSnapshotId) -> Result<bool> {
    Ok(query::execute(client, include_str!("../queries/analytics_snapshots/purge.sql"), &[&id]).await? == 1)
}

/// The name of such figures in metrics. The table's own name is private, and there is no limit to the number of names.
#[must_use]
pub fn dataset_of(payload: &Value) -> &'static str {
    // this figure exists for every table of outages
    if payload.get("total_events").is_some() { "outages" } else { "other" }
}

fn decode(row: &Row) -> Result<AnalyticsSnapshot> {
    let Json(payload) = row.try_get("payload")?;
    Ok(AnalyticsSnapshot {
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
