//! Documents with the state of their current version.

use jiff::Timestamp;
use sisuiq_db::{Filters, GenericClient, List, Result, SortOrder, query};
use sisuiq_model::{
    AccountGroupId, DeclaredLaw, DocumentAccess, DocumentId, DocumentOrder, DocumentSource, DocumentStatus,
    DocumentType, KnowledgeDatasetId, Page, READER_VERSION, UserId, UserRole, VersionKey, Visibility,
};
use tokio_postgres::Row;

/// A document and the state of its current version, or of another one in
/// [`VersionDetails`](crate::document_versions::VersionDetails).
#[derive(Clone, Debug)]
pub struct Document {
    /// Its id over all versions.
    pub id: DocumentId,
    /// The owner: the account that uploaded it or that it was handed over to.
    pub owner_id: UserId,
    /// Access.
    pub access: DocumentAccess,
    /// The name shown to people.
    pub name: String,
    /// Kind.
    pub kind: DocumentType,
    /// Publisher.
    pub source: DocumentSource,
    /// The version's number.
    pub version: i32,
    /// Status of that version.
    pub status: DocumentStatus,
    /// Object key.
    pub object_key: String,
    /// S3 version id, once it has landed.
    pub object_version_id: Option<String>,
    /// S3 entity tag, once it has landed.
    pub object_etag: Option<String>,
    /// Size in bytes, once it has landed.
    pub size: Option<i64>,
    /// SHA-256 of its bytes in lower-case hex, once it has been read, or before if its upload was bound to it.
    pub sha256: Option<String>,
    /// The act that it is, if it is read as law: as declared, else as the version says.
    pub law: Option<DeclaredLaw>,
    /// Pages, once it has been read.
    pub page_count: Option<i32>,
    /// Pages that are read and indexed; searchable once the version is ready.
    pub pages_done: i32,
    /// Chunks of these pages.
    pub chunk_count: i32,
    /// Numbers of the pages that have no usable text.
    pub pages_without_text: Vec<i32>,
    /// Numbers of the pages whose text was recognised in pictures of them.
    pub pages_read_by_ocr: Vec<i32>,
    /// A stable code, when it failed.
    pub error_code: Option<String>,
    /// Reason of the failure, in a sentence.
    pub error_detail: Option<String>,
    /// Time of the upload request.
    pub created_at: Timestamp,
    /// Time of the last progress of the version.
    pub updated_at: Timestamp,
}

/// A new document, waiting for its bytes.
#[derive(Debug)]
pub struct NewDocument<'a> {
    /// Its id.
    pub id: DocumentId,
    /// The account that uploads it.
    pub owner_id: UserId,
    /// Access.
    pub access: DocumentAccess,
    /// The name shown to people.
    pub name: &'a str,
    /// Kind.
    pub kind: DocumentType,
    /// Publisher.
    pub source: DocumentSource,
    /// The dataset that it belongs to, whose documents are read as law.
    pub dataset: Option<InDataset<'a>>,
    /// Object key.
    pub object_key: &'a str,
    /// Announced size in bytes.
    pub declared_size: i64,
    /// Time of the upload request.
    pub created_at: Timestamp,
    /// Time until which its upload may start.
    pub upload_expires_at: Timestamp,
}

/// The dataset of a new document.
#[derive(Clone, Copy, Debug)]
pub struct InDataset<'a> {
    /// The dataset.
    pub id: KnowledgeDatasetId,
    /// What the form of the upload declares.
    pub declared: &'a DeclaredLaw,
}

/// The readers of a document, and the revision that the vector store knows.
#[derive(Clone, Debug)]
pub struct DocumentReaders {
    /// The owner.
    pub owner_id: UserId,
    /// Access.
    pub access: DocumentAccess,
    /// With whom it is shared.
    pub shared_with: Vec<UserId>,
    /// With whose role it is shared.
    pub shared_with_roles: Vec<UserRole>,
    /// With which groups it is shared.
    pub shared_with_groups: Vec<AccountGroupId>,
    /// Grows with each change of its readers.
    pub revision: i64,
    /// The revision that the vector store knows of.
    pub indexed_revision: i64,
}

/// A document that is locked until the transaction ends.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Held {
    /// Grows when the document is hidden.
    pub generation: i64,
    /// The document's current version.
    pub current_version: i32,
}

/// A document that was hidden.
#[derive(Clone, Debug)]
pub struct Hidden {
    /// Its name.
    pub name: String,
    /// Chunks of all its versions that are still to be removed.
    pub chunks: i64,
}

/// Filters of the documents that an account may see.
#[derive(Clone, Debug, Default)]
pub struct DocumentFilters {
    /// Only those with these bytes: SHA-256 in lower-case hex.
    pub sha256: Option<String>,
    /// Only those of this kind.
    pub kind: Option<DocumentType>,
    /// Only those that this source published.
    pub source: Option<DocumentSource>,
    /// Only those in this state.
    pub status: Option<DocumentStatus>,
    /// Only those whose name fits this pattern.
    pub pattern: Option<String>,
    /// Only those of this dataset.
    pub dataset: Option<KnowledgeDatasetId>,
}

/// The constraint that refuses a document of a dataset that does not exist.
pub const DATASET: &str = "documents_dataset_id_fkey";

/// Makes the document and its first version. Fails at [`DATASET`] when its dataset is deleted meanwhile.
pub async fn insert(client: &impl GenericClient, new: &NewDocument<'_>) -> Result<()> {
    let (dataset, is_law) = (new.dataset.map(|dataset| dataset.id), new.dataset.is_some());
    let declared = new.dataset.map(|dataset| dataset.declared);
    let act = declared.and_then(|declared| declared.act.as_deref());
    let language = declared.and_then(|declared| declared.language.as_deref());
    let valid_from = declared.and_then(|declared| declared.valid_from);
    let valid_to = declared.and_then(|declared| declared.valid_to);
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
        &dataset,
        &is_law,
        &act,
        &language,
        &valid_from,
        &valid_to,
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

/// A document with pages that have no usable text, which no search can find.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct WithoutText {
    /// The name shown to people.
    pub name: String,
    /// Its pages.
    pub pages: i32,
    /// Those of them without text.
    pub without_text: i32,
}

/// The visible ready documents among these that have pages without usable text, most such pages first.
pub async fn find_without_text(
    client: &impl GenericClient,
    seen_by: Visibility,
    among: &[DocumentId],
    limit: i64,
) -> Result<Vec<WithoutText>> {
    let sql = include_str!("../queries/documents/find_without_text.sql");
    query::all(client, sql, &[&seen_by.user(), &among, &limit], |row| {
        Ok(WithoutText {
            name: row.try_get("name")?,
            pages: row.try_get("page_count")?,
            without_text: row.try_get("without_text")?,
        })
    })
    .await
}

/// The oldest document of this name that the account owns and that is not hidden.
pub async fn find_owned_by_name(client: &impl GenericClient, owner: UserId, name: &str) -> Result<Option<DocumentId>> {
    let sql = include_str!("../queries/documents/find_owned_by_name.sql");
    query::optional(client, sql, &[&owner, &name], |row| Ok(row.try_get("id")?)).await
}

/// Documents that the caller may see. Without filters, newest first, an index finds the page and triggers maintain the total,
/// so that the cost does not grow with the number of documents.
#[must_use]
pub fn list<'a>(
    seen_by: &'a Visibility,
    filters: &'a DocumentFilters,
    page: &'a Page<DocumentOrder>,
) -> List<'a, Document> {
    let order = match page.order {
        DocumentOrder::Newest => {
            SortOrder::with_cursor("created_at DESC, id DESC", "documents.created_at, documents.id")
        }
        DocumentOrder::Oldest => SortOrder::by("created_at, id"),
        DocumentOrder::Name => SortOrder::by("lower(name), id"),
        DocumentOrder::NameBackwards => SortOrder::by("lower(name) DESC, id DESC"),
    };
    let filters = Filters::new([seen_by.parameter()])
        .only("versions.sha256 = ?", filters.sha256.as_ref())
        .only("documents.type = ?", filters.kind.as_ref())
        .only("documents.source = ?", filters.source.as_ref())
        .only("versions.status = ?", filters.status.as_ref())
        .only("documents.name ILIKE ?", filters.pattern.as_ref())
        .only("documents.dataset_id = ?", filters.dataset.as_ref());
    if page.order == DocumentOrder::Newest && !filters.is_filtered() {
        return list_newest(filters, page, order);
    }
    filters.list(include_str!("../queries/documents/list.sql"), page, order, decode)
}

fn list_newest<'a>(filters: Filters<'a>, page: &'a Page<DocumentOrder>, order: SortOrder) -> List<'a, Document> {
    filters.list(include_str!("../queries/documents/list_newest.sql"), page, order, decode)
}

/// The oldest document with these bytes (SHA-256 in lower-case hex) that the caller may see and that did not fail.
pub async fn find_duplicate(
    client: &impl GenericClient,
    seen_by: Visibility,
    sha256: &str,
) -> Result<Option<DocumentId>> {
    let sql = include_str!("../queries/documents/find_duplicate.sql");
    query::optional(client, sql, &[&seen_by.user(), &sha256], |row| Ok(row.try_get("id")?)).await
}

/// Makes a version the current one, unless a newer one is.
pub(crate) async fn switch_version(
    transaction: &impl GenericClient,
    version: VersionKey,
    now: Timestamp,
) -> Result<()> {
    let sql = include_str!("../queries/documents/switch_version.sql");
    query::execute(transaction, sql, &[&version.document, &version.number, &now]).await?;
    Ok(())
}

/// Hides the document from all callers from now on; `None` when the caller has none of that id to delete. Owners delete their
/// own, administrators also those for everyone.
pub async fn mark_deleted(
    client: &impl GenericClient,
    id: DocumentId,
    by: UserId,
    is_admin: bool,
    now: Timestamp,
) -> Result<Option<Hidden>> {
    let sql = include_str!("../queries/documents/mark_deleted.sql");
    query::optional(client, sql, &[&id, &by, &is_admin, &now], |row| {
        Ok(Hidden { name: row.try_get("name")?, chunks: row.try_get("chunks")? })
    })
    .await
}

/// Hides a document whose object is gone from the bucket; `false` when it was hidden already.
pub async fn mark_removed(client: &impl GenericClient, id: DocumentId, now: Timestamp) -> Result<bool> {
    let sql = include_str!("../queries/documents/mark_removed.sql");
    Ok(query::execute(client, sql, &[&id, &now]).await? == 1)
}

/// Documents that are hidden but not yet purged, in random order.
pub async fn find_deleted(client: &impl GenericClient, limit: i64) -> Result<Vec<DocumentId>> {
    let sql = include_str!("../queries/documents/find_deleted.sql");
    query::all(client, sql, &[&limit], |row| Ok(row.try_get("id")?)).await
}

/// The object keys of all its versions.
pub async fn object_keys(client: &impl GenericClient, id: DocumentId) -> Result<Vec<String>> {
    let sql = include_str!("../queries/documents/object_keys.sql");
    query::all(client, sql, &[&id], |row| Ok(row.try_get("object_key")?)).await
}

/// Removes the rows of a hidden document and cached answers made from it; `false` when it was gone already.
pub async fn purge(client: &impl GenericClient, id: DocumentId) -> Result<bool> {
    Ok(query::execute(client, include_str!("../queries/documents/purge.sql"), &[&id]).await? == 1)
}

/// Locks the document against being hidden until the transaction ends and returns its generation; `None` when it is hidden or
/// gone.
pub async fn hold_for_writing(transaction: &impl GenericClient, id: DocumentId) -> Result<Option<i64>> {
    let sql = include_str!("../queries/documents/hold_for_writing.sql");
    query::optional(transaction, sql, &[&id], |row| Ok(row.try_get("generation")?)).await
}

/// Locks the document, also against concurrent counting of its progress, until the transaction ends; `None` when it is hidden or
/// gone.
pub async fn hold_for_counting(transaction: &impl GenericClient, id: DocumentId) -> Result<Option<Held>> {
    let sql = include_str!("../queries/documents/hold_for_counting.sql");
    query::optional(transaction, sql, &[&id], |row| {
        Ok(Held { generation: row.try_get("generation")?, current_version: row.try_get("current_version")? })
    })
    .await
}

/// Locks the document until the transaction ends and returns `true`, if the caller may manage its readers and versions. Its
/// owner may, and an administrator who may see it.
pub async fn hold_managed(
    transaction: &impl GenericClient,
    id: DocumentId,
    by: UserId,
    is_admin: bool,
) -> Result<bool> {
    let sql = include_str!("../queries/documents/hold_managed.sql");
    let held: Option<DocumentId> =
        query::optional(transaction, sql, &[&id, &by, &is_admin], |row| Ok(row.try_get("id")?)).await?;
    Ok(held.is_some())
}

/// Returns whether the caller may do what [`hold_managed`] checks.
pub async fn is_managed(client: &impl GenericClient, id: DocumentId, by: UserId, is_admin: bool) -> Result<bool> {
    let sql = include_str!("../queries/documents/is_managed.sql");
    let found: Option<DocumentId> =
        query::optional(client, sql, &[&id, &by, &is_admin], |row| Ok(row.try_get("id")?)).await?;
    Ok(found.is_some())
}

/// Records a change of the document's readers and returns its revision.
pub async fn count_readers(transaction: &impl GenericClient, id: DocumentId, now: Timestamp) -> Result<i64> {
    let sql = include_str!("../queries/documents/count_readers.sql");
    query::one(transaction, sql, &[&id, &now], |row| Ok(row.try_get("readers_revision")?)).await
}

/// The readers of the document; `None` when it is hidden or gone.
pub async fn find_readers(client: &impl GenericClient, id: DocumentId) -> Result<Option<DocumentReaders>> {
    query::optional(client, include_str!("../queries/documents/find_readers.sql"), &[&id], |row| {
        Ok(DocumentReaders {
            owner_id: row.try_get("owner_id")?,
            access: row.try_get("access")?,
            shared_with: row.try_get("shared_with")?,
            shared_with_roles: row.try_get("shared_with_roles")?,
            shared_with_groups: row.try_get("shared_with_groups")?,
            revision: row.try_get("readers_revision")?,
            indexed_revision: row.try_get("indexed_readers_revision")?,
        })
    })
    .await
}

/// Records that the vector store knows these readers; `false` when another run recorded something since they were read.
pub async fn note_readers(client: &impl GenericClient, id: DocumentId, known: &DocumentReaders) -> Result<bool> {
    let sql = include_str!("../queries/documents/note_readers.sql");
    Ok(query::execute(client, sql, &[&id, &known.revision, &known.indexed_revision]).await? == 1)
}

/// Records that the vector store may have points with the readers of `revision` only, so that they are updated; `false` when
/// the readers have not changed since.
pub async fn doubt_readers(transaction: &impl GenericClient, id: DocumentId, revision: i64) -> Result<bool> {
    let sql = include_str!("../queries/documents/doubt_readers.sql");
    Ok(query::execute(transaction, sql, &[&id, &revision]).await? == 1)
}

/// Documents whose current readers the vector store does not know, least recently updated first.
pub async fn find_untold_readers(client: &impl GenericClient, limit: i64) -> Result<Vec<DocumentId>> {
    let sql = include_str!("../queries/documents/find_untold_readers.sql");
    query::all(client, sql, &[&limit], |row| Ok(row.try_get("id")?)).await
}

/// The number of ready documents with a page range that an older reader made.
pub async fn count_outdated(client: &impl GenericClient) -> Result<i64> {
    let sql = include_str!("../queries/documents/count_outdated.sql");
    query::one(client, sql, &[&READER_VERSION], |row| Ok(row.try_get("outdated")?)).await
}

pub(crate) fn decode(row: &Row) -> Result<Document> {
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
        law: if row.try_get("is_law")? { Some(decode_law(row)?) } else { None },
        page_count: row.try_get("page_count")?,
        pages_done: row.try_get("pages_done")?,
        chunk_count: row.try_get("chunk_count")?,
        pages_without_text: row.try_get("pages_without_text")?,
        pages_read_by_ocr: row.try_get("pages_read_by_ocr")?,
        error_code: row.try_get("error_code")?,
        error_detail: row.try_get("error_detail")?,
        created_at: row.try_get("created_at")?,
        updated_at: row.try_get("updated_at")?,
    })
}

fn decode_law(row: &Row) -> Result<DeclaredLaw> {
    Ok(DeclaredLaw {
        act: row.try_get("law_act")?,
        language: row.try_get("law_language")?,
        valid_from: row.try_get("law_from")?,
        valid_to: row.try_get("law_to")?,
    })
}

/// Suggestions for questions.
#[derive(Clone, Debug, Default)]
pub struct Suggestions {
    /// Number of documents that can be asked about.
    pub document_count: i64,
    /// Number of these from the preferred source.
    pub preferred_count: i64,
    /// Documents in the order of preference, each with some of its passages.
    pub picked: Vec<Vec<HeadedPassage>>,
}

/// A passage under a heading.
#[derive(Clone, Debug)]
pub struct HeadedPassage {
    /// Name of the document.
    pub document_name: String,
    /// The page, from 1.
    pub page: i32,
    /// The heading.
    pub heading: String,
    /// Text of the passage, which may begin with the heading.
    pub text: String,
}

/// Passages under headings, from random pages of `most` ready documents that the caller may see: the caller's own first, then
/// those of `preferred`.
pub async fn suggest(
    client: &impl GenericClient,
    seen_by: Visibility,
    preferred: DocumentSource,
    most: i64,
) -> Result<Suggestions> {
    let sql = include_str!("../queries/documents/suggest.sql");
    let mut suggestions = Suggestions::default();
    let mut last = None;
    for row in query::rows(client, sql, &[&seen_by.user(), &preferred, &most]).await? {
        suggestions.document_count = row.try_get("document_count")?;
        suggestions.preferred_count = row.try_get("preferred_count")?;
        let place: Option<i64> = row.try_get("document_place")?;
        if place.is_none() {
            // the counts alone
            continue;
        }
        let passage = HeadedPassage {
            document_name: row.try_get("name")?,
            page: row.try_get("page")?,
            heading: row.try_get("heading")?,
            text: row.try_get("text")?,
        };
        match suggestions.picked.last_mut().filter(|_| place == last) {
            Some(passages) => passages.push(passage),
            None => suggestions.picked.push(vec![passage]),
        }
        last = place;
    }
    Ok(suggestions)
}
