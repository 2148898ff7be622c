//! What a point holds, and writing points.

use super::{DENSE, QdrantStore, SPARSE, StoreError};
use crate::sparse::SparseVector;
use qdrant_client::{
    Payload,
    qdrant::{NamedVectors, PointStruct, UpsertPointsBuilder, Vector},
};
use sisuiq_db::{ChunkId, DocumentAccess, DocumentId, DocumentSource, DocumentType, UserId};

/// Points sent in one call: about 0.6 MB of dense vectors.
const UPSERT_BATCH: usize = 256;

/// The payload's field names.
pub(super) mod field {
    pub(in crate::store) const DOCUMENT: &str = "document_id";
    pub(in crate::store) const VERSION: &str = "version";
    pub(in crate::store) const GENERATION: &str = "generation";
    pub(in crate::store) const PAGE: &str = "page";
    pub(in crate::store) const ORDINAL: &str = "ordinal";
    pub(in crate::store) const OWNER: &str = "owner_id";
    pub(in crate::store) const ACCESS: &str = "access";
    pub(in crate::store) const SHARED_WITH: &str = "shared_with";
    pub(in crate::store) const SOURCE: &str = "source";
    pub(in crate::store) const KIND: &str = "type";
}

/// What all points of one document's version have in common.
#[derive(Clone, Debug)]
pub struct IndexedDocument {
    /// The document.
    pub id: DocumentId,
    /// Its version.
    pub version: i32,
    /// Its generation when it was indexed.
    pub generation: i64,
    /// Who uploaded it.
    pub owner: UserId,
    /// Who may see it without being named.
    pub access: DocumentAccess,
    /// Who may see it besides.
    pub shared_with: Vec<UserId>,
    /// Who published it.
    pub source: DocumentSource,
    /// What kind of document it is.
    pub kind: DocumentType,
}

/// One chunk to be indexed.
#[derive(Clone, Debug)]
pub struct ChunkVectors {
    /// The chunk, by whose id the point is known.
    pub id: ChunkId,
    /// Its page, from 1.
    pub page: i32,
    /// Its place on the page, from 0.
    pub ordinal: i32,
    /// Its meaning.
    pub dense: Vec<f32>,
    /// Its words.
    pub sparse: SparseVector,
}

impl QdrantStore {
    /// Writes a document's chunks, replacing points of the same ids; they can be found when this returns.
    pub async fn upsert(&self, document: &IndexedDocument, chunks: Vec<ChunkVectors>) -> Result<(), StoreError> {
        let points = chunks.into_iter().map(|chunk| point(document, chunk)).collect::<Vec<_>>();
        for batch in points.chunks(UPSERT_BATCH) {
            let request = UpsertPointsBuilder::new(self.collection(), batch).wait(true).build();
            self.call(|client| {
                let request = request.clone();
                async move { client.upsert_points(request).await }
            })
            .await?;
        }
        Ok(())
    }
}

fn point(document: &IndexedDocument, chunk: ChunkVectors) -> PointStruct {
    let mut vectors = NamedVectors::default().add_vector(DENSE, Vector::new_dense(chunk.dense));
    if !chunk.sparse.is_empty() {
        vectors = vectors.add_vector(SPARSE, Vector::new_sparse(chunk.sparse.indices, chunk.sparse.values));
    }
    let shared_with = document.shared_with.iter().map(UserId::to_string).collect::<Vec<_>>();
    let mut payload = Payload::with_capacity(10);
    payload.insert(field::DOCUMENT, document.id.to_string());
    payload.insert(field::VERSION, i64::from(document.version));
    payload.insert(field::GENERATION, document.generation);
    payload.insert(field::PAGE, i64::from(chunk.page));
    payload.insert(field::ORDINAL, i64::from(chunk.ordinal));
    payload.insert(field::OWNER, document.owner.to_string());
    payload.insert(field::ACCESS, document.access.as_str());
    payload.insert(field::SHARED_WITH, shared_with);
    payload.insert(field::SOURCE, document.source.as_str());
    payload.insert(field::KIND, document.kind.as_str());
    PointStruct::new(chunk.id.0, vectors, payload)
}
