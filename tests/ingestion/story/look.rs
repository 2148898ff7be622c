//! All that the stores hold of a document.

use super::{Story, Uploaded};
use qdrant_client::{
    Qdrant,
    qdrant::{Condition, Filter, ScrollPointsBuilder, point_id::PointIdOptions},
};
use sisuiq_config::Secrets;
use sisuiq_db::{Visibility, document_chunks, documents};
use sisuiq_retrieval::{Embedder, EmbeddingSettings, QdrantStore, StoreSettings};
use std::collections::BTreeSet;
use uuid::Uuid;

/// A document as the stores have it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Look {
    pub(crate) status: String,
    pub(crate) error_code: Option<String>,
    pub(crate) error_detail: Option<String>,
    pub(crate) sha256: Option<String>,
    pub(crate) page_count: Option<i32>,
    pub(crate) pages_done: i32,
    pub(crate) ranges_total: Option<i32>,
    pub(crate) ranges_done: i32,
    pub(crate) chunk_count: i32,
    /// In rising order.
    pub(crate) pages_without_text: Vec<i32>,
    pub(crate) pages: Vec<Page>,
    pub(crate) chunks: Vec<Chunk>,
    pub(crate) points: BTreeSet<Uuid>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Page {
    pub(crate) number: i32,
    pub(crate) text: String,
    pub(crate) has_text: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Chunk {
    pub(crate) id: Uuid,
    pub(crate) page: i32,
    pub(crate) ordinal: i32,
    pub(crate) start: i32,
    pub(crate) end: i32,
    pub(crate) heading: Option<String>,
    pub(crate) text: String,
}

impl Look {
    pub(crate) fn chunk_ids(&self) -> BTreeSet<Uuid> {
        self.chunks.iter().map(|chunk| chunk.id).collect()
    }

    /// The same without ids, to be compared with another document of the same file.
    pub(crate) fn content(&self) -> Self {
        let chunks = self.chunks.iter().map(|chunk| Chunk { id: Uuid::nil(), ..chunk.clone() });
        Self { chunks: chunks.collect(), points: BTreeSet::new(), ..self.clone() }
    }
}

impl Story {
    pub(crate) async fn look(&self, document: &Uploaded) -> Look {
        let version = "SELECT status, error_code, error_detail, sha256, page_count, pages_done, ranges_total, \
             ranges_done, chunk_count, ARRAY(SELECT unnest(pages_without_text) ORDER BY 1) \
             FROM document_versions WHERE document_id = $1";
        let rows = self.rows(version, document).await;
        let row = rows.first().expect("the document is there");
        Look {
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
        let pages = "SELECT page, text, has_text FROM document_pages WHERE document_id = $1 ORDER BY page";
        let rows = self.rows(pages, document).await;
        rows.iter().map(|row| Page { number: row.get(0), text: row.get(1), has_text: row.get(2) }).collect()
    }

    async fn chunks(&self, document: &Uploaded) -> Vec<Chunk> {
        let chunks = "SELECT id, page, ordinal, start_offset, end_offset, heading, text FROM document_chunks \
             WHERE document_id = $1 ORDER BY page, ordinal";
        let chunk = |row: &tokio_postgres::Row| Chunk {
            id: row.get(0),
            page: row.get(1),
            ordinal: row.get(2),
            start: row.get(3),
            end: row.get(4),
            heading: row.get(5),
            text: row.get(6),
        };
        self.rows(chunks, document).await.iter().map(chunk).collect()
    }

    async fn rows(&self, sql: &str, document: &Uploaded) -> Vec<tokio_postgres::Row> {
        let database = self.world.database();
        database.connection().await.unwrap().query(sql, &[&document.id.0]).await.unwrap()
    }

    async fn points(&self, document: &Uploaded) -> BTreeSet<Uuid> {
        let environment = self.world.environment();
        let secrets = Secrets::from_environment(&environment, &self.clock).unwrap();
        let settings = StoreSettings::from_environment(&environment, &secrets).unwrap();
        let client = Qdrant::from_url(&settings.url).skip_compatibility_check().build().unwrap();
        let model = Embedder::new(EmbeddingSettings::from_environment(&environment).unwrap()).model();
        let store = QdrantStore::new(settings, model).unwrap();
        let ours = Filter::must([Condition::matches("document_id", document.id.to_string())]);
        let request = ScrollPointsBuilder::new(store.collection()).filter(ours).limit(10_000);
        let points = client.scroll(request).await.unwrap().result;
        let id = |point: qdrant_client::qdrant::RetrievedPoint| match point.id?.point_id_options? {
            PointIdOptions::Uuid(id) => Some(id.parse().unwrap()),
            PointIdOptions::Num(_) => None,
        };
        points.into_iter().map(|point| id(point).expect("ids of points are UUIDs")).collect()
    }

    /// Whether nobody finds the document any more, whatever the stores still hold.
    pub(crate) async fn finds_nothing_of(&self, document: &Uploaded) -> bool {
        let ids: Vec<_> = self.points(document).await.into_iter().map(sisuiq_db::ChunkId).collect();
        let database = self.world.database();
        let connection = database.connection().await.unwrap();
        let seen_by = Visibility::of(self.owner);
        let found = documents::find_visible(&connection, seen_by, document.id).await.unwrap();
        found.is_none() && document_chunks::load_visible(&connection, seen_by, &ids, "").await.unwrap().is_empty()
    }

    /// Whether no store holds anything of the document.
    pub(crate) async fn has_nothing_of(&self, document: &Uploaded) -> bool {
        let rows = self.rows("SELECT 1 FROM documents WHERE id = $1", document).await;
        rows.is_empty()
            && self.pages(document).await.is_empty()
            && self.chunks(document).await.is_empty()
            && self.points(document).await.is_empty()
            && !self.has_object(&document.key).await
    }
}
