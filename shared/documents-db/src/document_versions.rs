//! Versions of documents as ingestion works on them. A step that is repeated changes nothing more, except for [`count_range`],
//! which counts again.

use crate::{
    document_ranges::RangeKey,
    documents::{self, Document},
};
use jiff::Timestamp;
use sisuiq_db::{DatabaseError, GenericClient, Result, query};
use sisuiq_model::{
    AccountGroupId, DeclaredLaw, DocumentAccess, DocumentId, DocumentSource, DocumentStatus, DocumentType,
    FailureReason, UserId, UserRole, VersionKey, Visibility,
};
use tokio_postgres::Row;

pub use sisuiq_model::KEPT_FAILING;

/// One version, with the fields of its document that ingestion needs.
#[derive(Clone, Debug)]
pub struct DocumentVersion {
    /// The document.
    pub document_id: DocumentId,
    /// The version's number.
    pub version: i32,
    /// Object key.
    pub object_key: String,
    /// Announced size in bytes.
    pub declared_size: i64,
    /// Status.
    pub status: DocumentStatus,
    /// The object's version that was pinned.
    pub object_version_id: Option<String>,
    /// The object's entity tag that was pinned.
    pub object_etag: Option<String>,
    /// SHA-256 of the expected bytes, from [`expect_bytes()`], or of the pinned ones, from [`plan()`].
    pub sha256: Option<String>,
    /// Number of pages; `None` until it is planned.
    pub page_count: Option<i32>,
    /// Number of page ranges; `None` until it is planned.
    pub ranges_total: Option<i32>,
    /// Reason of the failure.
    pub error_code: Option<String>,
    /// Time of the upload request.
    pub created_at: Timestamp,
    /// Time until which its upload may start.
    pub upload_expires_at: Timestamp,
    /// Owner.
    pub owner_id: UserId,
    /// Access.
    pub access: DocumentAccess,
    /// With whom it is shared.
    pub shared_with: Vec<UserId>,
    /// With whose role it is shared.
    pub shared_with_roles: Vec<UserRole>,
    /// With which groups it is shared.
    pub shared_with_groups: Vec<AccountGroupId>,
    /// Revision of its readers.
    pub readers_revision: i64,
    /// The document's current version.
    pub current_version: i32,
    /// Publisher.
    pub source: DocumentSource,
    /// Kind.
    pub kind: DocumentType,
    /// Generation; it grows when the document is hidden, and vectors of an older one must not be found.
    pub generation: i64,
    /// `true` if the document is hidden.
    pub is_deleted: bool,
    /// How it is read as law; `None` for other documents.
    pub law: Option<ReadAsLaw>,
}

/// What is known of a document that is read as law.
#[derive(Clone, Debug)]
pub struct ReadAsLaw {
    /// The name of its dataset; `None` if that was deleted.
    pub dataset: Option<String>,
    /// What its upload declared.
    pub declared: DeclaredLaw,
}

impl DocumentVersion {
    /// Its key.
    #[must_use]
    pub const fn key(&self) -> VersionKey {
        VersionKey { document: self.document_id, number: self.version }
    }
}

/// The object that was uploaded for a version.
#[derive(Clone, Debug)]
pub struct UploadedObject<'a> {
    /// Its entity tag, without quotation marks.
    pub etag: &'a str,
    /// Its version in the bucket.
    pub version_id: Option<&'a str>,
    /// Its size in bytes.
    pub size: i64,
}

/// The plan of the work on a version.
#[derive(Clone, Copy, Debug)]
pub struct VersionPlan<'a> {
    /// SHA-256 of the pinned bytes.
    pub sha256: &'a str,
    /// Pages.
    pub page_count: i32,
    /// Number of page ranges.
    pub ranges_total: i32,
}

/// Counts that one finished page range adds to its version.
#[derive(Clone, Debug)]
pub struct RangeResult {
    /// Pages in the range.
    pub pages: i32,
    /// Chunks made of them.
    pub chunks: i32,
    /// What is known of their text.
    pub pages_by_text: PagesByText,
}

/// Pages of a range whose text is not that of the file.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct PagesByText {
    /// Pages that show something of which no text is known.
    pub without_text: Vec<i32>,
    /// Pages whose text was recognised in a picture of them.
    pub read_by_ocr: Vec<i32>,
}

/// This version, hidden or not.
pub async fn find(client: &impl GenericClient, document: DocumentId, version: i32) -> Result<Option<DocumentVersion>> {
    query::optional(client, include_str!("../queries/document_versions/find.sql"), &[&document, &version], decode).await
}

/// The version whose object has this key, hidden or not.
pub async fn find_by_object_key(client: &impl GenericClient, key: &str) -> Result<Option<DocumentVersion>> {
    query::optional(client, include_str!("../queries/document_versions/find_by_object_key.sql"), &[&key], decode).await
}

/// Versions that are neither ready nor failed and have not moved since `before`, longest waiting first; none of hidden
/// documents.
pub async fn find_unfinished(
    client: &impl GenericClient,
    before: Timestamp,
    limit: i64,
) -> Result<Vec<DocumentVersion>> {
    let sql = include_str!("../queries/document_versions/find_unfinished.sql");
    query::all(client, sql, &[&before, &limit], decode).await
}

/// The number of versions that are neither ready nor failed and whose upload expired before `before`.
pub async fn count_stuck(client: &impl GenericClient, before: Timestamp) -> Result<i64> {
    let sql = include_str!("../queries/document_versions/count_stuck.sql");
    query::one(client, sql, &[&before], |row| Ok(row.try_get("stuck")?)).await
}

/// Pins the first object that was uploaded; `false` when another one was first or the version is finished. The same bytes may
/// be pinned again, so that a restored bucket changes nothing but the object's version.
pub async fn pin(
    client: &impl GenericClient,
    document: DocumentId,
    version: i32,
    object: &UploadedObject<'_>,
    now: Timestamp,
) -> Result<bool> {
    let sql = include_str!("../queries/document_versions/pin.sql");
    let parameters: query::Parameters<'_> =
        &[&document, &version, &object.etag, &object.version_id, &object.size, &now];
    Ok(query::execute(client, sql, parameters).await? == 1)
}

/// Stores the SHA-256 in lower-case hex of the bytes that a version waits for. Ingestion refuses others.
pub async fn expect_bytes(client: &impl GenericClient, document: DocumentId, version: i32, sha256: &str) -> Result<()> {
    let sql = include_str!("../queries/document_versions/expect_bytes.sql");
    query::execute(client, sql, &[&document, &version, &sha256]).await?;
    Ok(())
}

/// Stores the hash, pages and number of ranges of the file; `false` when it is planned already or not being processed.
pub async fn plan(
    client: &impl GenericClient,
    version: &DocumentVersion,
    plan: &VersionPlan<'_>,
    now: Timestamp,
) -> Result<bool> {
    let sql = include_str!("../queries/document_versions/plan.sql");
    let VersionPlan { sha256, page_count, ranges_total } = plan;
    let parameters: query::Parameters<'_> =
        &[&version.document_id, &version.version, sha256, page_count, ranges_total, &now];
    Ok(query::execute(client, sql, parameters).await? == 1)
}

/// Records progress of a version that is being processed.
pub async fn touch(client: &impl GenericClient, document: DocumentId, version: i32, now: Timestamp) -> Result<()> {
    let sql = include_str!("../queries/document_versions/touch.sql");
    query::execute(client, sql, &[&document, &version, &now]).await?;
    Ok(())
}

/// Ends the work with a code and a sentence that a person understands. Returns the publisher of the document; `None` when the
/// work had ended already.
pub async fn fail(
    client: &impl GenericClient,
    document: DocumentId,
    version: i32,
    reason: FailureReason<'_>,
    now: Timestamp,
) -> Result<Option<DocumentSource>> {
    let sql = include_str!("../queries/document_versions/fail.sql");
    let parameters: query::Parameters<'_> = &[&document, &version, &reason.code, &reason.detail, &now];
    query::optional(client, sql, parameters, |row| Ok(row.try_get("source")?)).await
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

/// Resumes the work on all versions of a document that failed after too many tries, and returns them.
pub async fn resume_all(client: &impl GenericClient, document: DocumentId, now: Timestamp) -> Result<Vec<i32>> {
    let sql = include_str!("../queries/document_versions/resume_all.sql");
    query::all(client, sql, &[&document, &KEPT_FAILING, &now], |row| Ok(row.try_get("version")?)).await
}

/// Counts one finished range; the last one makes the version ready. To be called once a range, in the transaction that
/// finishes it. Returns the status after it, `None` when the version is not being processed.
pub async fn count_range(
    transaction: &impl GenericClient,
    version: VersionKey,
    range: &RangeResult,
    now: Timestamp,
) -> Result<Option<DocumentStatus>> {
    let sql = include_str!("../queries/document_versions/count_range.sql");
    let PagesByText { without_text, read_by_ocr } = &range.pages_by_text;
    let parameters: query::Parameters<'_> =
        &[&version.document, &version.number, &range.pages, &range.chunks, without_text, &now, read_by_ocr];
    query::optional(transaction, sql, parameters, |row| Ok(row.try_get("status")?)).await
}

/// A new version of a document, waiting for its bytes.
#[derive(Debug)]
pub struct NewVersion<'a> {
    /// The document.
    pub document_id: DocumentId,
    /// Its number.
    pub version: i32,
    /// Object key.
    pub object_key: &'a str,
    /// Announced size in bytes.
    pub declared_size: i64,
    /// Time of the upload request.
    pub created_at: Timestamp,
    /// Time until which its upload may start.
    pub upload_expires_at: Timestamp,
}

/// The newest version of a document and the number of unfinished ones.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Standing {
    /// The highest number; 0 without versions.
    pub newest: i32,
    /// Number of versions that wait for their file or are being read.
    pub unfinished: i64,
}

/// A version of a document as people see it.
#[derive(Clone, Debug)]
pub struct VersionDetails {
    /// The document with the state of this version.
    pub document: Document,
    /// `true` if it is the current version.
    pub is_current: bool,
    /// Time when another version replaced it.
    pub superseded_at: Option<Timestamp>,
    /// Other versions of the document with the same bytes.
    pub same_bytes: Vec<i32>,
    /// The oldest version of the reader that made a range of it; `None` if that was not recorded or nothing is read yet.
    pub reader_version: Option<i32>,
}

/// Adds a version to a document.
pub async fn insert(transaction: &impl GenericClient, new: &NewVersion<'_>) -> Result<()> {
    let NewVersion { document_id, version, object_key, declared_size, created_at, upload_expires_at } = new;
    let parameters: query::Parameters<'_> =
        &[document_id, version, object_key, declared_size, created_at, upload_expires_at];
    let sql = include_str!("../queries/document_versions/insert.sql");
    query::exactly("document_versions/insert", 1, query::execute(transaction, sql, parameters).await?)
}

/// The newest version of a document and the number of unfinished ones.
pub async fn standing(client: &impl GenericClient, document: DocumentId) -> Result<Standing> {
    query::one(client, include_str!("../queries/document_versions/standing.sql"), &[&document], |row| {
        Ok(Standing { newest: row.try_get("newest")?, unfinished: row.try_get("unfinished")? })
    })
    .await
}

/// The newest version of a document with these bytes: SHA-256 in lower-case hex.
pub async fn find_of_bytes(client: &impl GenericClient, document: DocumentId, sha256: &str) -> Result<Option<i32>> {
    let sql = include_str!("../queries/document_versions/find_of_bytes.sql");
    query::optional(client, sql, &[&document, &sha256], |row| Ok(row.try_get("version")?)).await
}

/// A version of a document that the caller may see.
pub async fn find_visible(
    client: &impl GenericClient,
    seen_by: Visibility,
    document: DocumentId,
    version: i32,
) -> Result<Option<VersionDetails>> {
    let sql = include_str!("../queries/document_versions/find_visible.sql");
    query::optional(client, sql, &[&seen_by.user(), &document, &version], decode_details).await
}

/// The newest versions of a document that the caller may see; none of one that they may not.
pub async fn list_visible(
    client: &impl GenericClient,
    seen_by: Visibility,
    document: DocumentId,
    limit: i64,
) -> Result<Vec<VersionDetails>> {
    let sql = include_str!("../queries/document_versions/list_visible.sql");
    query::all(client, sql, &[&seen_by.user(), &document, &limit], decode_details).await
}

/// Makes a ready version the current one, unless a newer one is, and marks all ready versions before the current one as
/// superseded. To be called in the transaction that makes it ready.
pub async fn switch(transaction: &impl GenericClient, version: VersionKey, now: Timestamp) -> Result<()> {
    documents::switch_version(transaction, version, now).await?;
    supersede(transaction, version.document, now).await
}

async fn supersede(transaction: &impl GenericClient, document: DocumentId, now: Timestamp) -> Result<()> {
    let sql = include_str!("../queries/document_versions/supersede.sql");
    query::execute(transaction, sql, &[&document, &now]).await?;
    Ok(())
}

/// Superseded versions that are not retired yet, longest first; none of hidden documents.
pub async fn find_superseded(client: &impl GenericClient, limit: i64) -> Result<Vec<VersionKey>> {
    query::all(client, include_str!("../queries/document_versions/find_superseded.sql"), &[&limit], decode_key).await
}

/// Superseded versions of one document that are not retired yet, lowest number first.
pub async fn find_superseded_of(client: &impl GenericClient, document: DocumentId) -> Result<Vec<VersionKey>> {
    query::all(client, include_str!("../queries/document_versions/find_superseded_of.sql"), &[&document], decode_key)
        .await
}

/// Removes the chunks and words of a superseded version, and keeps its pages for citations; `false` when that was done already.
/// The caller makes sure that it is superseded: chunks are removed in any case.
pub async fn retire(client: &impl GenericClient, version: VersionKey, now: Timestamp) -> Result<bool> {
    let sql = include_str!("../queries/document_versions/retire.sql");
    Ok(query::execute(client, sql, &[&version.document, &version.number, &now]).await? == 1)
}

/// Removes all that was read of a version, and stores why it failed.
pub async fn withdraw(
    client: &impl GenericClient,
    version: VersionKey,
    reason: FailureReason<'_>,
    now: Timestamp,
) -> Result<()> {
    let sql = include_str!("../queries/document_versions/withdraw.sql");
    let FailureReason { code, detail } = reason;
    query::execute(client, sql, &[&version.document, &version.number, &code, &detail, &now]).await?;
    Ok(())
}

/// Records that a range of a version was read again: which of its pages have no text or recognised text, the number of the
/// version's chunks, and the time. The caller locks the document, or the chunks of ranges that are replaced at the same time would not be counted.
pub async fn record_reread(
    transaction: &impl GenericClient,
    key: RangeKey,
    pages: &PagesByText,
    now: Timestamp,
) -> Result<()> {
    let sql = include_str!("../queries/document_versions/record_reread.sql");
    let RangeKey { version: VersionKey { document, number }, range } = key;
    let PagesByText { without_text, read_by_ocr } = pages;
    let parameters: query::Parameters<'_> =
        &[&document, &number, &range.first, &range.last, without_text, &now, read_by_ocr];
    query::execute(transaction, sql, parameters).await?;
    Ok(())
}

fn decode_key(row: &Row) -> Result<VersionKey> {
    Ok(VersionKey { document: row.try_get("document_id")?, number: row.try_get("version")? })
}

fn decode_details(row: &Row) -> Result<VersionDetails> {
    Ok(VersionDetails {
        document: documents::decode(row)?,
        is_current: row.try_get("is_current")?,
        superseded_at: row.try_get("superseded_at")?,
        same_bytes: row.try_get("same_bytes")?,
        reader_version: row.try_get("reader_version")?,
    })
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
        created_at: row.try_get("created_at")?,
        upload_expires_at: row.try_get("upload_expires_at")?,
        owner_id: row.try_get("owner_id")?,
        access: row.try_get("access")?,
        shared_with: row.try_get("shared_with")?,
        shared_with_roles: row.try_get("shared_with_roles")?,
        shared_with_groups: row.try_get("shared_with_groups")?,
        readers_revision: row.try_get("readers_revision")?,
        current_version: row.try_get("current_version")?,
        source: row.try_get("source")?,
        kind: row.try_get("type").map_err(DatabaseError::from)?,
        generation: row.try_get("generation")?,
        is_deleted: row.try_get("is_deleted")?,
        law: if row.try_get("is_law")? { Some(decode_law(row)?) } else { None },
    })
}

fn decode_law(row: &Row) -> Result<ReadAsLaw> {
    Ok(ReadAsLaw {
        dataset: row.try_get("dataset")?,
        declared: DeclaredLaw {
            act: row.try_get("act")?,
            language: row.try_get("language")?,
            valid_from: row.try_get("valid_from")?,
            valid_to: row.try_get("valid_to")?,
        },
    })
}
