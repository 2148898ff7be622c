//! One private document of a few passages, in Postgres and in Qdrant, and searches with parts of the stack unavailable.

use sisuiq_db::{CredentialSource, Credentials, Database, DatabaseError, DatabaseSettings};
use sisuiq_documents_db::document_chunk_terms::{self, ChunkTerms};
use sisuiq_model::{
    ChunkId, DocumentAccess, DocumentFilter, DocumentId, DocumentSource, DocumentType, SearchScope, UserId, UserRole,
    VersionKey, Visibility,
};
use sisuiq_retrieval::{
    Embedder, EmbeddingSettings, PassageText, Precision, QdrantStore, StoreSettings,
    embed::Provider,
    sparse::{self, SparseVector},
    vector_store::{ChunkVectors, IndexedDocument, Readers},
};
use sisuiq_search::{Retrieval, Retrieved, Search};
use sisuiq_testing::{Stack, TestDatabase};
use std::path::Path;
use uuid::Uuid;

const PASSAGES: [&str; 3] = [
    "The 220kV line of 226 km was energised in 2019.",
    "The company employs 355 people.",
    "Every station has a control room.",
];
/// A port without a listener.
const AWAY: u16 = 1;

pub(crate) struct SearchWorld {
    pub(crate) database: Database,
    /// The passage about the line.
    pub(crate) line: ChunkId,
    /// All passages.
    pub(crate) passages: Vec<ChunkId>,
    stack: Stack,
    owner: UserId,
    pub(crate) document: DocumentId,
    prefix: String,
}

impl SearchWorld {
    pub(crate) async fn new() -> Self {
        Self::of(&PASSAGES).await
    }

    /// A document of these passages; the first one counts as the one about the line.
    pub(crate) async fn of(passages: &[&str]) -> Self {
        let stack = Stack::from_process();
        let database = TestDatabase::create(&stack).await.open(2);
        let mut world = Self {
            database,
            stack,
            line: ChunkId(Uuid::nil()),
            passages: Vec::new(),
            owner: UserId(Uuid::new_v4()),
            document: DocumentId(Uuid::new_v4()),
            prefix: format!("test_search_{}", Uuid::new_v4().simple()),
        };
        world.insert_document().await;
        let ids = world.insert_passages(passages).await;
        world.index(&ids, passages).await;
        world.line = ids.first().copied().expect("there are passages");
        world.passages = ids;
        world
    }

    /// The owner of the document.
    pub(crate) fn reader(&self) -> Visibility {
        Visibility::of(self.owner, UserRole::User)
    }

    /// Searches everywhere.
    pub(crate) async fn search(
        &self,
        retrieval: &Retrieval,
        question: &str,
        seen_by: Visibility,
        limit: u16,
    ) -> Result<Retrieved, DatabaseError> {
        let filter = &DocumentFilter::default();
        let prepared = retrieval.prepare(question, &[], SearchScope { seen_by, filter }).await?;
        retrieval.search(Search { question, seen_by, filter, limit }, &prepared).await
    }

    /// Passages that the owner finds without the vector store, in the documents that the filter admits.
    pub(crate) async fn finds(&self, question: &str, filter: &DocumentFilter) -> Vec<ChunkId> {
        let (retrieval, seen_by) = (self.without_store(), self.reader());
        let prepared = retrieval.prepare(question, &[], SearchScope { seen_by, filter }).await;
        let prepared = prepared.expect("the database answers");
        let found = retrieval.search(Search { question, seen_by, filter, limit: 8 }, &prepared).await;
        found.expect("the database answers").hits.iter().map(|hit| hit.chunk).collect()
    }

    pub(crate) fn store(&self) -> QdrantStore {
        self.store_at(&self.stack.qdrant_url)
    }

    pub(crate) fn retrieval(&self) -> Retrieval {
        Retrieval::new(self.embedder(), self.store(), self.database.clone())
    }

    pub(crate) fn without_store(&self) -> Retrieval {
        Retrieval::new(self.embedder(), self.store_at(&format!("http://127.0.0.1:{AWAY}")), self.database.clone())
    }

    pub(crate) fn without_model(&self) -> Retrieval {
        Retrieval::new(embedder(&self.stack.parts.join("absent")), self.store(), self.database.clone())
    }

    pub(crate) fn without_store_and_database(&self) -> Retrieval {
        let credentials = Credentials {
            host: "127.0.0.1".to_owned(),
            port: AWAY,
            dbname: "none".to_owned(),
            username: "none".to_owned(),
            password: String::new().into(),
        };
        let credentials = CredentialSource::Fixed(credentials);
        let settings = DatabaseSettings { credentials, tls: false, authorities: Vec::new(), pool_size: 1 };
        let database = Database::new(settings).expect("the pool can be made");
        Retrieval::new(self.embedder(), self.store_at(&format!("http://127.0.0.1:{AWAY}")), database)
    }

    /// Hides the document, as its owner's DELETE does before anything else is cleaned up.
    pub(crate) async fn delete_document_row(&self) {
        self.execute("UPDATE documents SET deleted_at = now() WHERE id = $1", &[&self.document]).await;
    }

    pub(crate) async fn close(self) {
        self.store().delete_collection().await.expect("the collection can be deleted");
    }

    fn embedder(&self) -> Embedder {
        embedder(&self.stack.parts)
    }

    fn store_at(&self, url: &str) -> QdrantStore {
        let settings = StoreSettings { url: url.to_owned(), api_key: None, collection_prefix: self.prefix.clone() };
        QdrantStore::new(settings, self.embedder().model()).expect("the address is well formed")
    }

    async fn insert_document(&self) {
        let connection = self.database.connection().await.expect("the database answers");
        let statements: [(&str, &[&(dyn tokio_postgres::types::ToSql + Sync)]); 4] = [
            (
                "INSERT INTO users (id, email, name, password_hash, created_at, updated_at)
                 VALUES ($1, 'owner@example.org', 'Owner', 'none', now(), now())",
                &[&self.owner],
            ),
            (
                "INSERT INTO documents (id, owner_id, access, name, created_at, updated_at)
                 VALUES ($1, $2, 'owner', 'lines.pdf', now(), now())",
                &[&self.document, &self.owner],
            ),
            (
                "INSERT INTO document_versions (document_id, version, object_key, declared_size, status, sha256,
                     created_at, updated_at, upload_expires_at)
                 VALUES ($1, 1, 'lines', 1, 'ready', repeat('0', 64), now(), now(), now())",
                &[&self.document],
            ),
            (
                "INSERT INTO document_pages (document_id, version, page, text, has_text) VALUES ($1, 1, 1, '', true)",
                &[&self.document],
            ),
        ];
        for (sql, parameters) in statements {
            connection.execute(sql, parameters).await.expect("the document can be stored");
        }
    }

    async fn insert_passages(&self, passages: &[&str]) -> Vec<ChunkId> {
        let sql = "INSERT INTO document_chunks
                (id, document_id, version, page, ordinal, start_offset, end_offset, text)
            VALUES ($1, $2, 1, 1, $3, 0, 1, $4)";
        let connection = self.database.connection().await.expect("the database answers");
        let mut ids = Vec::new();
        for (ordinal, text) in (0_i32..).zip(passages) {
            let id = ChunkId(Uuid::new_v4());
            connection.execute(sql, &[&id, &self.document, &ordinal, text]).await.expect("a passage can be stored");
            ids.push(id);
        }
        let vectors: Vec<SparseVector> = passages.iter().map(|text| sparse::document(text)).collect();
        let terms: Vec<ChunkTerms<'_>> = ids
            .iter()
            .zip(&vectors)
            .map(|(id, vector)| ChunkTerms { chunk: *id, terms: &vector.indices, weights: &vector.values })
            .collect();
        document_chunk_terms::put(&connection, self.version(), &terms).await.expect("terms can be stored");
        ids
    }

    const fn version(&self) -> VersionKey {
        VersionKey { document: self.document, number: 1 }
    }

    /// Leaves a passage as a release without terms stored it.
    pub(crate) async fn drop_terms(&self, passage: ChunkId) {
        self.execute("DELETE FROM document_chunk_terms WHERE chunk_id = $1", &[&passage]).await;
    }

    /// Runs a statement.
    pub(crate) async fn execute(&self, sql: &str, parameters: &[&(dyn tokio_postgres::types::ToSql + Sync)]) {
        let connection = self.database.connection().await.expect("the database answers");
        assert_ne!(connection.execute(sql, parameters).await.expect("the statement is valid"), 0, "{sql}");
    }

    /// Makes the document count as one of many passages, which are not all ranked.
    pub(crate) async fn counts_many_passages(&self) {
        self.execute("UPDATE document_versions SET chunk_count = 9000 WHERE document_id = $1", &[&self.document]).await;
    }

    async fn index(&self, ids: &[ChunkId], passages: &[&str]) {
        let store = self.store();
        store.ensure_collection().await.expect("Qdrant makes a collection");
        let texts: Vec<PassageText> = passages.iter().map(|text| (*text).into()).collect();
        let vectors = self.embedder().embed_passages(&texts).await.expect("the model is installed");
        let chunks =
            ids.iter().zip(vectors).zip(passages).zip(0..).map(|(((id, vectors), text), ordinal)| ChunkVectors {
                id: *id,
                page: 1,
                ordinal,
                dense: vectors.whole,
                sparse: sparse::document(text),
                provision: None,
            });
        let document = IndexedDocument {
            id: self.document,
            version: 1,
            generation: 1,
            readers: Readers {
                owner: self.owner,
                access: DocumentAccess::Owner,
                users: Vec::new(),
                roles: Vec::new(),
                groups: Vec::new(),
                revision: 1,
            },
            source: DocumentSource::Other,
            kind: DocumentType::Technical,
            dataset: None,
        };
        store.upsert(&document, chunks.collect()).await.expect("Qdrant takes the passages");
    }
}

/// An account that owns nothing.
pub(crate) fn nobody() -> Visibility {
    Visibility::of(UserId(Uuid::new_v4()), UserRole::User)
}

fn embedder(parts: &Path) -> Embedder {
    Embedder::new(EmbeddingSettings {
        provider: Provider::Local,
        model_path: parts.join("model"),
        runtime_path: parts.join("onnxruntime/libonnxruntime.so"),
        precision: Precision::F32,
    })
}
