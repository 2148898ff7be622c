//! Versions of documents as ingestion works on them. Each step is a compare-and-set, so that doing it twice changes nothing.

use crate::{
    DatabaseError, DocumentAccess, DocumentId, DocumentSource, DocumentStatus, DocumentType, GenericClient, Result,
    UserId, UserRole, query,
};
use jiff::Timestamp;
use tokio_postgres::Row;

/// One version, with what of its document the work needs.
#[derive(Clone, Debug)]
pub struct DocumentVersion {
    /// The document.
    pub document_id: DocumentId,
    /// The version's number.
    pub version: i32,
    /// Where its bytes are.
    pub object_key: String,
    /// How many bytes were announced.
    pub declared_size: i64,
    /// How far it has come.
    pub status: DocumentStatus,
    /// The object's version that was pinned.
    pub object_version_id: Option<String>,
    /// The object's entity tag that was pinned.
    pub object_etag: Option<String>,
    /// SHA-256 of the pinned bytes.
    pub sha256: Option<String>,
    /// Pages.
    pub page_count: Option<i32>,
    /// How many page ranges it was cut into; `None` before that.
    pub ranges_total: Option<i32>,
    /// Why it failed.
    pub error_code: Option<String>,
    /// Until when its upload may start.
    pub upload_expires_at: Timestamp,
    /// Whose it is.
    pub owner_id: UserId,
    /// Who may read it.
    pub access: DocumentAccess,
    /// With whom it is shared.
    pub shared_with: Vec<UserId>,
    /// With whose role it is shared.
    pub shared_with_roles: Vec<UserRole>,
    /// Grows when somebody else may read it.
    pub readers_revision: i64,
    /// Who published it.
    pub source: DocumentSource,
    /// What kind it is.
    pub kind: DocumentType,
    /// Grows when the document is hidden; what was made for an older one must not be found.
    pub generation: i64,
    /// Whether the document is hidden.
    pub is_deleted: bool,
}

/// The object that landed on an upload's key.
#[derive(Clone, Debug)]
pub struct LandedObject<'a> {
    /// Its entity tag, without quotation marks.
    pub etag: &'a str,
    /// Its version in the bucket.
    pub version_id: Option<&'a str>,
    /// Its size in bytes.
    pub size: i64,
}

/// What one finished page range adds to its version.
#[derive(Clone, Debug)]
pub struct RangeResult {
    /// Pages in the range.
    pub pages: i32,
    /// Chunks made of them.
    pub chunks: i32,
    /// Those of the pages that have no text layer.
    pub pages_without_text: Vec<i32>,
}

/// This version, hidden or not.
pub async fn find(client: &impl GenericClient, document: DocumentId, version: i32) -> Result<Option<DocumentVersion>> {
    query::optional(client, include_str!("../queries/document_versions/find.sql"), &[&document, &version], decode).await
}

/// The version whose upload was promised this key.
pub async fn find_by_object_key(client: &impl GenericClient, key: &str) -> Result<Option<DocumentVersion>> {
    query::optional(client, include_str!("../queries/document_versions/find_by_object_key.sql"), &[&key], decode).await
}

/// Versions whose work has not moved since `before`, longest waiting first.
pub async fn find_unfinished(
    client: &impl GenericClient,
    before: Timestamp,
    limit: i64,
) -> Result<Vec<DocumentVersion>> {
    let sql = include_str!("../queries/document_versions/find_unfinished.sql");
    query::all(client, sql, &[&before, &limit], decode).await
}

/// Pins the first object that landed; `false` when another one was first or the version is finished. The same bytes may
/// be pinned again, so that a restored bucket changes nothing but the object's version.
pub async fn pin(
    client: &impl GenericClient,
    document: DocumentId,
    version: i32,
    object: &LandedObject<'_>,
    now: Timestamp,
) -> Result<bool> {
    let sql = include_str!("../queries/document_versions/pin.sql");
    let parameters: query::Parameters<'_> =
        &[&document, &version, &object.etag, &object.version_id, &object.size, &now];
    Ok(query::execute(client, sql, parameters).await? == 1)
}

/// Notes what the file is and into how many ranges it is cut; `false` when that was known already.
pub async fn plan(
    client: &impl GenericClient,
    version: &DocumentVersion,
    sha256: &str,
    (page_count, ranges_total): (i32, i32),
    now: Timestamp,
) -> Result<bool> {
    let sql = include_str!("../queries/document_versions/plan.sql");
    let parameters: query::Parameters<'_> =
        &[&version.document_id, &version.version, &sha256, &page_count, &ranges_total, &now];
    Ok(query::execute(client, sql, parameters).await? == 1)
}

/// Notes that the work on a version moves, unless it has ended.
pub async fn touch(client: &impl GenericClient, document: DocumentId, version: i32, now: Timestamp) -> Result<()> {
    let sql = include_str!("../queries/document_versions/touch.sql");
    query::execute(client, sql, &[&document, &version, &now]).await?;
    Ok(())
}

/// Ends the work with a code and a sentence that a person understands; `false` when it had ended already.
pub async fn fail(
    client: &impl GenericClient,
    document: DocumentId,
    version: i32,
    (code, detail): (&str, &str),
    now: Timestamp,
) -> Result<bool> {
    let sql = include_str!("../queries/document_versions/fail.sql");
    Ok(query::execute(client, sql, &[&document, &version, &code, &detail, &now]).await? == 1)
}

/// Takes up the work again after it failed with this code; `false` when it did not.
pub async fn resume(
    client: &impl GenericClient,
    document: DocumentId,
    version: i32,
    code: &str,
    now: Timestamp,
) -> Result<bool> {
    let sql = include_str!("../queries/document_versions/resume.sql");
    Ok(query::execute(client, sql, &[&document, &version, &code, &now]).await? == 1)
}

/// Counts one finished range; the last one makes the version ready. To be called once a range, in the transaction that
/// finishes it. Returns the status after it, `None` when the version is not being processed.
pub async fn count_range(
    transaction: &impl GenericClient,
    (document, version): (DocumentId, i32),
    range: &RangeResult,
    now: Timestamp,
) -> Result<Option<DocumentStatus>> {
    let sql = include_str!("../queries/document_versions/count_range.sql");
    let parameters: query::Parameters<'_> =
        &[&document, &version, &range.pages, &range.chunks, &range.pages_without_text, &now];
    query::optional(transaction, sql, parameters, |row| Ok(row.try_get("status")?)).await
}

fn decode(row: &Row) -> Result<DocumentVersion> {
    Ok(DocumentVersion {
        document_id: row.try_get("document_id")?,
        version: row.try_get("version")?,
        object_key: row.try_get("object_key")?,
        declared_size: row.try_get("declared_size")?,
        status: row.try_get("status")?,
        object_version_id: row.try_get("object_version_id")?,
        object_etag: row.try_get("object_etag")?,
        sha256: row.try_get("sha256")?,
        page_count: row.try_get("page_count")?,
        ranges_total: row.try_get("ranges_total")?,
        error_code: row.try_get("error_code")?,
        upload_expires_at: row.try_get("upload_expires_at")?,
        owner_id: row.try_get("owner_id")?,
        access: row.try_get("access")?,
        shared_with: row.try_get("shared_with")?,
        shared_with_roles: row.try_get("shared_with_roles")?,
        readers_revision: row.try_get("readers_revision")?,
        source: row.try_get("source")?,
        kind: row.try_get("type").map_err(DatabaseError::from)?,
        generation: row.try_get("generation")?,
        is_deleted: row.try_get("is_deleted")?,
    })
}
