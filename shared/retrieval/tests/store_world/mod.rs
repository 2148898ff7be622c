//! A collection of a test's own, small documents to put in, and a relay whose connections can be cut.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "test code")]

mod relay;

pub(crate) use relay::Relay;

use qdrant_client::{
    Qdrant,
    qdrant::{CreateCollectionBuilder, Distance, VectorParamsBuilder},
};
use sisuiq_config::Environment;
use sisuiq_model::{
    ChunkId, DocumentAccess, DocumentFilter, DocumentId, DocumentSource, DocumentType, SearchScope, UserId, UserRole,
    Visibility,
};
use sisuiq_retrieval::{
    ModelInfo, QdrantStore, StoreError, StoreSettings,
    sparse::SparseVector,
    vector_store::{ChunkVectors, IndexedDocument, Legs, QueryVectors, Readers},
};
use uuid::Uuid;

pub(crate) struct StoreWorld {
    pub(crate) store: QdrantStore,
    url: String,
    prefix: String,
}

impl StoreWorld {
    /// Vectors of four components, so that a test can say which way they point.
    pub(crate) const MODEL: ModelInfo = ModelInfo { name: "tiny", family: "tiny", dimensions: 4 };

    pub(crate) fn without_collection(name: &str) -> Self {
        let url = Environment::from_process()
            .read(|reader| reader.named::<String>("SISUIQ_TEST_QDRANT_URL"))
            .expect("SISUIQ_TEST_QDRANT_URL must hold the gRPC address of a running server");
        let prefix = format!("test_{name}_{}", Uuid::new_v4().simple());
        let store = QdrantStore::new(settings(&url, &prefix), Self::MODEL).expect("the address is well formed");
        Self { store, url, prefix }
    }

    pub(crate) async fn new(name: &str) -> Self {
        let world = Self::without_collection(name);
        world.store.ensure_collection().await.expect("the server makes a collection");
        world
    }

    pub(crate) fn prefix(&self) -> &str {
        &self.prefix
    }

    pub(crate) fn store_for(&self, model: ModelInfo) -> QdrantStore {
        QdrantStore::new(settings(&self.url, &self.prefix), model).expect("the address is well formed")
    }

    /// A collection of this name that somebody else made, with a single unnamed vector.
    pub(crate) async fn make_foreign_collection(&self, name: &str) {
        let client = Qdrant::from_url(&self.url).skip_compatibility_check().build().unwrap();
        let vectors = VectorParamsBuilder::new(4, Distance::Dot);
        client.create_collection(CreateCollectionBuilder::new(name).vectors_config(vectors)).await.unwrap();
    }

    pub(crate) async fn relay(&self) -> Relay {
        Relay::to(&self.url).await
    }

    pub(crate) async fn close(self) {
        self.store.delete_collection().await.expect("the collection can be deleted");
    }
}

pub(crate) fn settings(url: &str, prefix: &str) -> StoreSettings {
    StoreSettings { url: url.to_owned(), api_key: None, collection_prefix: prefix.to_owned() }
}

/// A document for everyone.
pub(crate) fn document() -> IndexedDocument {
    IndexedDocument {
        id: DocumentId(Uuid::new_v4()),
        version: 1,
        generation: 1,
        readers: Readers {
            owner: UserId(Uuid::new_v4()),
            access: DocumentAccess::Everyone,
            users: Vec::new(),
            roles: Vec::new(),
            groups: Vec::new(),
            revision: 1,
        },
        source: DocumentSource::Other,
        kind: DocumentType::Report,
        dataset: None,
    }
}

/// A chunk whose meaning points along one axis and whose words have these weights.
pub(crate) fn chunk(axis: usize, words: &[(u32, f32)]) -> ChunkVectors {
    ChunkVectors {
        id: ChunkId(Uuid::new_v4()),
        page: 1,
        ordinal: i32::try_from(axis).unwrap(),
        dense: direction(axis),
        sparse: words.iter().copied().collect(),
        provision: None,
    }
}

pub(crate) fn query(axis: usize, words: &[u32]) -> QueryVectors {
    let weighed: Vec<(u32, f32)> = words.iter().map(|word| (*word, 1.0)).collect();
    weighed_query(axis, &weighed)
}

/// A question whose words are worth so much.
pub(crate) fn weighed_query(axis: usize, words: &[(u32, f32)]) -> QueryVectors {
    QueryVectors { dense: direction(axis), sparse: words.iter().copied().collect::<SparseVector>() }
}

/// Somebody who owns nothing, and looks everywhere.
pub(crate) fn stranger() -> SearchScope<'static> {
    everywhere(Visibility::of(UserId(Uuid::new_v4()), UserRole::User))
}

pub(crate) fn everywhere(seen_by: Visibility) -> SearchScope<'static> {
    static ANY: DocumentFilter =
        DocumentFilter { sources: Vec::new(), kinds: Vec::new(), documents: Vec::new(), law: None };
    SearchScope { seen_by, filter: &ANY }
}

/// One search alone.
pub(crate) async fn search(
    store: &QdrantStore,
    query: QueryVectors,
    scope: SearchScope<'_>,
    limit: u64,
) -> Result<Legs, StoreError> {
    let found = store.search(vec![(query, scope)], &[], limit).await?;
    Ok(found.into_iter().next().expect("a result for the search"))
}

fn direction(axis: usize) -> Vec<f32> {
    (0..4).map(|component| if component == axis % 4 { 1.0 } else { 0.0 }).collect()
}
