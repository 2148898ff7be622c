//! The contents of the stores about a document.

use super::{Scenario, Uploaded};
use qdrant_client::{
    Qdrant,
    qdrant::{
        Condition, Filter, RetrievedPoint, ScrollPointsBuilder, point_id::PointIdOptions,
        vectors_output::VectorsOptions,
    },
};
use sisuiq_config::Secrets;
use sisuiq_documents_db::{document_chunks, documents};
use sisuiq_model::{DocumentFilter, SearchScope, UserRole, Visibility};
use sisuiq_retrieval::{Embedder, EmbeddingSettings, QdrantStore, StoreSettings};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A document in the stores.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredState {
    /// Its status.
    pub status: String,
    /// The code of its failure, for programs.
    pub error_code: Option<String>,
    /// The description of its failure, for people.
    pub error_detail: Option<String>,
    /// The SHA-256 of the file's bytes.
    pub sha256: Option<String>,
    /// Number of pages of the file.
    pub page_count: Option<i32>,
    /// Number of processed pages.
    pub pages_done: i32,
    /// Number of page ranges.
    pub ranges_total: Option<i32>,
    /// Number of processed page ranges.
    pub ranges_done: i32,
    /// Number of counted chunks.
    pub chunk_count: i32,
    /// Pages without text, in ascending order.
    pub pages_without_text: Vec<i32>,
    /// The stored pages in order.
    pub pages: Vec<Page>,
    /// The stored chunks in order.
    pub chunks: Vec<Chunk>,
    /// The ids of its vectors.
    pub points: BTreeSet<Uuid>,
}

/// A stored page.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// The page number, from 1.
    pub number: i32,
    /// Its text.
    pub text: String,
    /// The page has searchable text.
    pub has_text: bool,
    /// The text was recognised in a picture of the page.
    pub ocr: bool,
}

/// A stored chunk.
#[derive(Clone, Debug, PartialEq)]
pub struct Chunk {
    /// Its id and that of its vectors.
    pub id: Uuid,
    /// Its page.
    pub page: i32,
    /// Its index on the page.
    pub ordinal: i32,
    /// Its start offset.
    pub start: i32,
    /// Its end offset.
    pub end: i32,
    /// The heading above it.
    pub heading: Option<String>,
    pub text: String,
    /// Its terms and their weights; `None` if they are not stored.
    pub terms: Option<(Vec<i32>, Vec<f32>)>,
}

impl StoredState {
    /// The ids of the stored chunks.
    #[must_use]
    pub fn chunk_ids(&self) -> BTreeSet<Uuid> {
        self.chunks.iter().map(|chunk| chunk.id).collect()
    }

    /// Returns whether a document of one passage is ready, with each step done exactly once.
    #[must_use]
    pub fn is_done_once(&self) -> bool {
        let done = (self.status.as_str(), self.pages_done, self.ranges_done, self.chunks.len());
        done == ("ready", 1, 1, 1) && self.points == self.chunk_ids()
    }

    /// Returns whether the document failed after all retries.
    #[must_use]
    pub fn is_given_up(&self) -> bool {
        self.status == "failed" && self.error_code.as_deref() == Some("kept_failing")
    }

    /// A copy without ids, for comparison with another document of the same file.
    #[must_use]
    pub fn content(&self) -> Self {
        let chunks = self.chunks.iter().map(|chunk| Chunk { id: Uuid::nil(), ..chunk.clone() });
        Self { chunks: chunks.collect(), points: BTreeSet::new(), ..self.clone() }
    }
}

impl Scenario {
    /// Reads an existing document from the stores.
    pub async fn stored_state(&self, document: &Uploaded) -> StoredState {
        let version = "SELECT status, error_code, error_detail, sha256, page_count, pages_done, ranges_total, \
             ranges_done, chunk_count, ARRAY(SELECT unnest(pages_without_text) ORDER BY 1) \
             FROM document_versions WHERE document_id = $1 ORDER BY version DESC LIMIT 1";
        let rows = self.rows(version, document).await;
        let row = rows.first().expect("the document is there");
        StoredState {
            status: row.get(0),
            error_code: row.get(1),
            error_detail: row.get(2),
            sha256: row.get(3),
            page_count: row.get(4),
            pages_done: row.get(5),
            ranges_total: row.get(6),
            ranges_done: row.get(7),
            chunk_count: row.get(8),
            pages_without_text: row.get(9),
            pages: self.pages(document).await,
            chunks: self.chunks(document).await,
            points: self.points(document).await,
        }
    }

    async fn pages(&self, document: &Uploaded) -> Vec<Page> {
        let pages = "SELECT page, text, has_text, ocr FROM document_pages WHERE document_id = $1 ORDER BY page";
        let rows = self.rows(pages, document).await;
        let page = |row: &tokio_postgres::Row| Page {
            number: row.get(0),
            text: row.get(1),
            has_text: row.get(2),
            ocr: row.get(3),
        };
        rows.iter().map(page).collect()
    }

    async fn chunks(&self, document: &Uploaded) -> Vec<Chunk> {
        let chunks = "SELECT chunks.id, page, ordinal, start_offset, end_offset, heading, text, terms, weights \
             FROM document_chunks AS chunks LEFT JOIN document_chunk_terms AS held ON held.chunk_id = chunks.id \
             WHERE chunks.document_id = $1 ORDER BY page, ordinal";
        let chunk = |row: &tokio_postgres::Row| Chunk {
            id: row.get(0),
            page: row.get(1),
            ordinal: row.get(2),
            start: row.get(3),
            end: row.get(4),
            heading: row.get(5),
            text: row.get(6),
            terms: row.get::<_, Option<_>>(7).zip(row.get(8)),
        };
        self.rows(chunks, document).await.iter().map(chunk).collect()
    }

    pub(super) async fn rows(&self, sql: &str, document: &Uploaded) -> Vec<tokio_postgres::Row> {
        let database = self.world.database();
        database.connection().await.unwrap().query(sql, &[&document.id.0]).await.unwrap()
    }

    async fn points(&self, document: &Uploaded) -> BTreeSet<Uuid> {
        self.stored_points(document).await.into_keys().collect()
    }

    /// The ids of the document's points in the vector store, each with its content except the document's id.
    pub async fn stored_points(&self, document: &Uploaded) -> BTreeMap<Uuid, String> {
        let environment = self.world.environment();
        let secrets = Secrets::from_environment(&environment, &self.clock).unwrap();
        let settings = StoreSettings::from_environment(&environment, &secrets).unwrap();
        let client = Qdrant::from_url(&settings.url).skip_compatibility_check().build().unwrap();
        let model = Embedder::new(EmbeddingSettings::from_environment(&environment).unwrap()).model();
        let usual = QdrantStore::new(settings, model).unwrap();
        let store = match self.active_collection().await {
            Some(active) => usual.at(&active),
            None => usual,
        };
        let ours = Filter::must([Condition::matches("document_id", document.id.to_string())]);
        let request = ScrollPointsBuilder::new(store.collection()).filter(ours).limit(10_000);
        let points = client.scroll(request.with_payload(true).with_vectors(true)).await.unwrap().result;
        points.into_iter().map(|point| (id_of(&point), content_of(point))).collect()
    }

    /// Deletes the document's points from the active collection, without any message.
    pub async fn delete_points(&self, document: &Uploaded) {
        let environment = self.world.environment();
        let secrets = Secrets::from_environment(&environment, &self.clock).unwrap();
        let settings = StoreSettings::from_environment(&environment, &secrets).unwrap();
        let model = Embedder::new(EmbeddingSettings::from_environment(&environment).unwrap()).model();
        let store = QdrantStore::new(settings, model).unwrap();
        store.at(&self.active_collection().await.unwrap()).delete_document(document.id).await.unwrap();
    }

    /// The name of the active collection.
    pub async fn active_collection(&self) -> Option<String> {
        let database = self.world.database();
        let connection = database.connection().await.unwrap();
        let active = connection.query("SELECT name FROM vector_collections WHERE is_active", &[]).await.unwrap();
        active.first().map(|row| row.get(0))
    }

    /// The document's chunks that may be used for the owner's answers.
    pub async fn visible_chunks(&self, document: &Uploaded) -> BTreeSet<Uuid> {
        let stored = self.rows("SELECT id FROM document_chunks WHERE document_id = $1", document).await;
        let ids: Vec<_> = stored.iter().map(|row| sisuiq_model::ChunkId(row.get(0))).collect();
        let database = self.world.database();
        let connection = database.connection().await.unwrap();
        let everything = SearchScope { seen_by: self.seen_by(), filter: &DocumentFilter::default() };
        let found = document_chunks::load_visible(&connection, everything, &ids, 100, "").await;
        found.unwrap().into_iter().map(|chunk| chunk.id.0).collect()
    }

    /// Returns whether the document has a row, hidden or not.
    pub async fn knows(&self, document: &Uploaded) -> bool {
        !self.rows("SELECT 1 FROM documents WHERE id = $1", document).await.is_empty()
    }

    /// The visibility of the owner.
    #[must_use]
    pub fn seen_by(&self) -> Visibility {
        Visibility::of(self.owner, UserRole::User)
    }

    /// Returns whether the document is not found any more, even if the stores still contain data.
    pub async fn finds_nothing_of(&self, document: &Uploaded) -> bool {
        let ids: Vec<_> = self.points(document).await.into_iter().map(sisuiq_model::ChunkId).collect();
        let database = self.world.database();
        let connection = database.connection().await.unwrap();
        let seen_by = self.seen_by();
        let found = documents::find_visible(&connection, seen_by, document.id).await.unwrap();
        let everything = SearchScope { seen_by, filter: &DocumentFilter::default() };
        found.is_none()
            && document_chunks::load_visible(&connection, everything, &ids, 100, "").await.unwrap().is_empty()
    }

    /// Returns whether no store contains data of the document.
    pub async fn has_nothing_of(&self, document: &Uploaded) -> bool {
        !self.knows(document).await
            && self.pages(document).await.is_empty()
            && self.chunks(document).await.is_empty()
            && self.points(document).await.is_empty()
            && self.stored_scans(document).await.is_empty()
            && self.rows("SELECT 1 FROM document_words WHERE document_id = $1", document).await.is_empty()
            && !self.has_object(&document.key).await
    }
}

fn id_of(point: &RetrievedPoint) -> Uuid {
    match point.id.as_ref().and_then(|id| id.point_id_options.as_ref()) {
        Some(PointIdOptions::Uuid(id)) => id.parse().unwrap(),
        _ => panic!("ids of points are UUIDs"),
    }
}

fn content_of(point: RetrievedPoint) -> String {
    let payload: BTreeMap<_, _> = point.payload.into_iter().filter(|(field, _)| field != "document_id").collect();
    let vectors: BTreeMap<_, _> = match point.vectors.and_then(|vectors| vectors.vectors_options) {
        Some(VectorsOptions::Vectors(named)) => named.vectors.into_iter().collect(),
        _ => panic!("points have named vectors"),
    };
    format!("{payload:?} {vectors:?}")
}
