//! One private document of three passages, in Postgres and in Qdrant, and searches with parts of the stack unavailable.

use sisuiq_db::{CredentialSource, Credentials, Database, DatabaseError, DatabaseSettings};
use sisuiq_model::{
    ChunkId, DocumentAccess, DocumentFilter, DocumentId, DocumentSource, DocumentType, SearchScope, UserId, UserRole,
    Visibility,
};
use sisuiq_retrieval::{
    Embedder, EmbeddingSettings, Precision, QdrantStore, StoreSettings,
    embed::Provider,
    sparse,
    store::{ChunkVectors, IndexedDocument, Readers},
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
    stack: Stack,
    owner: UserId,
    document: DocumentId,
    prefix: String,
}

impl SearchWorld {
    pub(crate) async fn new() -> Self {
        let stack = Stack::from_process();
        let database = TestDatabase::create(&stack).await.open(2);
        let mut world = Self {
            database,
            stack,
            line: ChunkId(Uuid::nil()),
            owner: UserId(Uuid::new_v4()),
            document: DocumentId(Uuid::new_v4()),
            prefix: format!("test_search_{}", Uuid::new_v4().simple()),
        };
        world.insert_document().await;
        let ids = world.insert_passages().await;
        world.index(&ids).await;
        world.line = ids.first().copied().expect("there are passages");
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
        let sql = "UPDATE documents SET deleted_at = now() WHERE id = $1";
        let connection = self.database.connection().await.expect("the database answers");
        connection.execute(sql, &[&self.document]).await.expect("the document can be hidden");
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

    async fn insert_passages(&self) -> Vec<ChunkId> {
        let sql = "INSERT INTO document_chunks
                (id, document_id, version, page, ordinal, start_offset, end_offset, text)
            VALUES ($1, $2, 1, 1, $3, 0, 1, $4)";
        let connection = self.database.connection().await.expect("the database answers");
        let mut ids = Vec::new();
        for (ordinal, text) in (0_i32..).zip(PASSAGES) {
            let id = ChunkId(Uuid::new_v4());
            connection.execute(sql, &[&id, &self.document, &ordinal, &text]).await.expect("a passage can be stored");
            ids.push(id);
        }
        ids
    }

    async fn index(&self, ids: &[ChunkId]) {
        let store = self.store();
        store.ensure_collection().await.expect("Qdrant makes a collection");
        let vectors = self.embedder().embed_passages(&PASSAGES.map(Into::into)).await.expect("the model is installed");
        let chunks = ids.iter().zip(vectors).zip(PASSAGES).zip(0..).map(|(((id, vectors), text), ordinal)| {
            ChunkVectors { id: *id, page: 1, ordinal, dense: vectors.whole, sparse: sparse::document(text) }
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
                revision: 1,
            },
            source: DocumentSource::Other,
            kind: DocumentType::Technical,
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
