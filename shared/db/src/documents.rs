//! Documents as people see them: one row with what is known of the current version.

use crate::{
    DocumentAccess, DocumentId, DocumentSource, DocumentStatus, DocumentType, GenericClient, Result, UserId,
    Visibility, query,
};
use jiff::Timestamp;
use tokio_postgres::Row;

/// A document and the state of its current version.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its id over all versions.
    pub id: DocumentId,
    /// Who uploaded it.
    pub owner_id: UserId,
    /// Who may read it.
    pub access: DocumentAccess,
    /// The name shown to people.
    pub name: String,
    /// What kind it is.
    pub kind: DocumentType,
    /// Who published it.
    pub source: DocumentSource,
    /// The current version's number.
    pub version: i32,
    /// How far that version has come.
    pub status: DocumentStatus,
    /// Where its bytes are stored.
    pub object_key: String,
    /// Which version of that object it is, once it has landed.
    pub object_version_id: Option<String>,
    /// What S3 calls the bytes of that version, once it has landed.
    pub object_etag: Option<String>,
    /// Bytes, once it has landed.
    pub size: Option<i64>,
    /// SHA-256 of its bytes in lower-case hex, once it has been read.
    pub sha256: Option<String>,
    /// Pages, once it has been read.
    pub page_count: Option<i32>,
    /// Pages that are searchable already.
    pub pages_done: i32,
    /// Chunks that are searchable already.
    pub chunk_count: i32,
    /// Numbers of the pages that have no text layer.
    pub pages_without_text: Vec<i32>,
    /// A stable code, when it failed.
    pub error_code: Option<String>,
    /// Why it failed, in a sentence.
    pub error_detail: Option<String>,
    /// When the upload was asked for.
    pub created_at: Timestamp,
    /// When its state last changed.
    pub updated_at: Timestamp,
}

/// A new document, waiting for its bytes.
#[derive(Debug)]
pub struct NewDocument<'a> {
    /// Its id.
    pub id: DocumentId,
    /// Who uploads it.
    pub owner_id: UserId,
    /// Who may read it.
    pub access: DocumentAccess,
    /// The name shown to people.
    pub name: &'a str,
    /// What kind it is.
    pub kind: DocumentType,
    /// Who published it.
    pub source: DocumentSource,
    /// Where its bytes will be stored.
    pub object_key: &'a str,
    /// How many bytes were announced.
    pub declared_size: i64,
    /// When the upload was asked for.
    pub created_at: Timestamp,
    /// Until when the upload may start.
    pub upload_expires_at: Timestamp,
}

/// Which part of a list to return.
#[derive(Clone, Debug, Default)]
pub struct Filter<'a> {
    /// Only documents with these bytes.
    pub sha256: Option<&'a str>,
    /// Only documents in this state.
    pub status: Option<DocumentStatus>,
    /// At most so many.
    pub limit: i64,
    /// After so many.
    pub offset: i64,
    /// After the one that was made then and has this id.
    pub after: Option<(Timestamp, DocumentId)>,
}

/// Makes the document and its first version.
pub async fn insert(client: &impl GenericClient, new: &NewDocument<'_>) -> Result<()> {
    let parameters: query::Parameters<'_> = &[
        &new.id,
        &new.owner_id,
        &new.access,
        &new.name,
        &new.kind,
        &new.source,
        &new.created_at,
        &new.object_key,
        &new.declared_size,
        &new.upload_expires_at,
    ];
    let inserted = query::execute(client, include_str!("../queries/documents/insert.sql"), parameters).await?;
    query::exactly("documents/insert", 1, inserted)
}

/// The document, if it exists and the caller may see it.
pub async fn find_visible(
    client: &impl GenericClient,
    seen_by: Visibility,
    id: DocumentId,
) -> Result<Option<Document>> {
    let sql = include_str!("../queries/documents/find_visible.sql");
    query::optional(client, sql, &[&seen_by.user(), &id], decode).await
}

/// The oldest document of this name that the account owns.
pub async fn find_owned_by_name(client: &impl GenericClient, owner: UserId, name: &str) -> Result<Option<DocumentId>> {
    let sql = include_str!("../queries/documents/find_owned_by_name.sql");
    query::optional(client, sql, &[&owner, &name], |row| Ok(row.try_get("id")?)).await
}

/// The newest documents that the caller may see.
pub async fn list_visible(
    client: &impl GenericClient,
    seen_by: Visibility,
    filter: &Filter<'_>,
) -> Result<Vec<Document>> {
    let sql = include_str!("../queries/documents/list_visible.sql");
    let Filter { sha256, status, limit, offset, after } = filter;
    let (made_at, id) = after.unzip();
    let parameters: query::Parameters<'_> = &[&seen_by.user(), sha256, status, limit, offset, &made_at, &id];
    query::all(client, sql, parameters, decode).await
}

/// How many documents [`list_visible`] would return without limit and offset.
pub async fn count_visible(client: &impl GenericClient, seen_by: Visibility, filter: &Filter<'_>) -> Result<i64> {
    let sql = include_str!("../queries/documents/count_visible.sql");
    query::one(client, sql, &[&seen_by.user(), &filter.sha256, &filter.status], |row| Ok(row.try_get(0)?)).await
}

/// Hides the document from everybody from this moment; `false` when the caller has none of that id to delete. Owners delete
/// their own, administrators also what is there for everyone.
pub async fn mark_deleted(
    client: &impl GenericClient,
    id: DocumentId,
    by: UserId,
    is_admin: bool,
    now: Timestamp,
) -> Result<bool> {
    let sql = include_str!("../queries/documents/mark_deleted.sql");
    Ok(query::execute(client, sql, &[&id, &by, &is_admin, &now]).await? == 1)
}

/// Hides a document whose object is gone from the bucket; `false` when it was hidden already.
pub async fn mark_removed(client: &impl GenericClient, id: DocumentId, now: Timestamp) -> Result<bool> {
    let sql = include_str!("../queries/documents/mark_removed.sql");
    Ok(query::execute(client, sql, &[&id, &now]).await? == 1)
}

/// Documents that are hidden but not yet purged, in no order.
pub async fn find_deleted(client: &impl GenericClient, limit: i64) -> Result<Vec<DocumentId>> {
    let sql = include_str!("../queries/documents/find_deleted.sql");
    query::all(client, sql, &[&limit], |row| Ok(row.try_get("id")?)).await
}

/// Where the bytes of all its versions are.
pub async fn object_keys(client: &impl GenericClient, id: DocumentId) -> Result<Vec<String>> {
    let sql = include_str!("../queries/documents/object_keys.sql");
    query::all(client, sql, &[&id], |row| Ok(row.try_get("object_key")?)).await
}

/// Removes the rows of a hidden document; `false` when they were gone.
pub async fn purge(client: &impl GenericClient, id: DocumentId) -> Result<bool> {
    Ok(query::execute(client, include_str!("../queries/documents/purge.sql"), &[&id]).await? == 1)
}

/// Keeps the document from being hidden until the transaction ends and returns its generation; `None` when it is hidden or
/// gone.
pub async fn hold_for_writing(transaction: &impl GenericClient, id: DocumentId) -> Result<Option<i64>> {
    let sql = include_str!("../queries/documents/hold_for_writing.sql");
    query::optional(transaction, sql, &[&id], |row| Ok(row.try_get("generation")?)).await
}

fn decode(row: &Row) -> Result<Document> {
    Ok(Document {
        id: row.try_get("id")?,
        owner_id: row.try_get("owner_id")?,
        access: row.try_get("access")?,
        name: row.try_get("name")?,
        kind: row.try_get("type")?,
        source: row.try_get("source")?,
        version: row.try_get("current_version")?,
        status: row.try_get("status")?,
        object_key: row.try_get("object_key")?,
        object_version_id: row.try_get("object_version_id")?,
        object_etag: row.try_get("object_etag")?,
        size: row.try_get("size")?,
        sha256: row.try_get("sha256")?,
        page_count: row.try_get("page_count")?,
        pages_done: row.try_get("pages_done")?,
        chunk_count: row.try_get("chunk_count")?,
        pages_without_text: row.try_get("pages_without_text")?,
        error_code: row.try_get("error_code")?,
        error_detail: row.try_get("error_detail")?,
        created_at: row.try_get("created_at")?,
        updated_at: row.try_get("updated_at")?,
    })
}
