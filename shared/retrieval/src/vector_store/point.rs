//! The content of points, and writing points.

use super::{DENSE, QdrantStore, SPARSE, StoreError, filter};
use crate::sparse::SparseVector;
use jiff::civil::Date;
use qdrant_client::{
    Payload,
    qdrant::{NamedVectors, PointStruct, SetPayloadPointsBuilder, UpsertPointsBuilder, Vector},
};
use sisuiq_model::{
    AccountGroupId, ChunkId, DocumentAccess, DocumentId, DocumentSource, DocumentType, Provision, UserId, UserRole,
};

/// Points sent in one call: about 0.4 MB of dense vectors.
const UPSERT_BATCH: usize = 256;

/// The payload's field names.
pub(super) mod field {
    pub(in crate::vector_store) const DOCUMENT: &str = "document_id";
    pub(in crate::vector_store) const VERSION: &str = "version";
    pub(in crate::vector_store) const GENERATION: &str = "generation";
    pub(in crate::vector_store) const PAGE: &str = "page";
    pub(in crate::vector_store) const ORDINAL: &str = "ordinal";
    pub(in crate::vector_store) const OWNER: &str = "owner_id";
    pub(in crate::vector_store) const ACCESS: &str = "access";
    pub(in crate::vector_store) const SHARED_WITH: &str = "shared_with";
    pub(in crate::vector_store) const SHARED_WITH_ROLES: &str = "shared_with_roles";
    pub(in crate::vector_store) const SHARED_WITH_GROUPS: &str = "shared_with_groups";
    pub(in crate::vector_store) const READERS_REVISION: &str = "readers_revision";
    pub(in crate::vector_store) const SOURCE: &str = "source";
    pub(in crate::vector_store) const KIND: &str = "type";
    pub(in crate::vector_store) const DATASET: &str = "dataset";
    pub(in crate::vector_store) const ARTICLE_REF: &str = "article_ref";
    pub(in crate::vector_store) const SECTION_ID: &str = "section_id";
    pub(in crate::vector_store) const LANGUAGE: &str = "language";
    pub(in crate::vector_store) const VALID_FROM: &str = "valid_from";
    pub(in crate::vector_store) const VALID_TO: &str = "valid_to";
    pub(in crate::vector_store) const CHUNK_TYPE: &str = "chunk_type";
}

/// The common fields of all points of a document's version.
#[derive(Clone, Debug)]
pub struct IndexedDocument {
    /// The document.
    pub id: DocumentId,
    /// Its version.
    pub version: i32,
    /// Its generation when it was indexed.
    pub generation: i64,
    /// The readers.
    pub readers: Readers,
    /// The publisher.
    pub source: DocumentSource,
    /// The type of the document.
    pub kind: DocumentType,
    /// The name of its dataset.
    pub dataset: Option<String>,
}

/// The readers of a document.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Readers {
    /// The owner.
    pub owner: UserId,
    /// The access without shares.
    pub access: DocumentAccess,
    /// Accounts that it is shared with.
    pub users: Vec<UserId>,
    /// Roles that it is shared with.
    pub roles: Vec<UserRole>,
    /// Groups that it is shared with.
    pub groups: Vec<AccountGroupId>,
    /// Grows with each change of them.
    pub revision: i64,
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
    /// The provision that it belongs to, if its document is read as law.
    pub provision: Option<Provision>,
}

impl QdrantStore {
    /// Writes a document's chunks, replacing points of the same ids; they can be found when this returns.
    pub async fn upsert(&self, document: &IndexedDocument, chunks: Vec<ChunkVectors>) -> Result<(), StoreError> {
        let points = chunks.into_iter().map(|chunk| point(document, chunk)).collect::<Vec<_>>();
        for batch in points.chunks(UPSERT_BATCH) {
            let request = UpsertPointsBuilder::new(self.collection(), batch).wait(true).build();
            self.call("upsert", |client| {
                let request = request.clone();
                async move { client.upsert_points(request).await }
            })
            .await?;
        }
        Ok(())
    }

    /// Updates the readers on all points of a document. Points with a later revision stay unchanged, so that a delayed
    /// update has no effect.
    pub async fn set_readers(&self, document: DocumentId, readers: &Readers) -> Result<(), StoreError> {
        let mut payload = Payload::with_capacity(6);
        readers.add_to(&mut payload);
        let request = SetPayloadPointsBuilder::new(self.collection(), payload)
            .points_selector(filter::with_earlier_readers(document, readers.revision))
            .wait(true)
            .build();
        self.call("set_payload", |client| {
            let request = request.clone();
            async move { client.set_payload(request).await }
        })
        .await?;
        Ok(())
    }
}

impl Readers {
    /// Adds the fields that say who may see a document.
    fn add_to(&self, payload: &mut Payload) {
        payload.insert(field::OWNER, self.owner.to_string());
        payload.insert(field::ACCESS, self.access.as_str());
        payload.insert(field::SHARED_WITH, self.users.iter().map(UserId::to_string).collect::<Vec<_>>());
        payload.insert(field::READERS_REVISION, self.revision);
        payload.insert(field::SHARED_WITH_ROLES, self.roles.iter().map(UserRole::to_string).collect::<Vec<_>>());
        payload
            .insert(field::SHARED_WITH_GROUPS, self.groups.iter().map(AccountGroupId::to_string).collect::<Vec<_>>());
    }
}

fn point(document: &IndexedDocument, chunk: ChunkVectors) -> PointStruct {
    let mut vectors = NamedVectors::default().add_vector(DENSE, Vector::new_dense(chunk.dense));
    if !chunk.sparse.is_empty() {
        vectors = vectors.add_vector(SPARSE, Vector::new_sparse(chunk.sparse.indices, chunk.sparse.values));
    }
    let mut payload = Payload::with_capacity(20);
    document.readers.add_to(&mut payload);
    payload.insert(field::DOCUMENT, document.id.to_string());
    payload.insert(field::VERSION, i64::from(document.version));
    payload.insert(field::GENERATION, document.generation);
    payload.insert(field::PAGE, i64::from(chunk.page));
    payload.insert(field::ORDINAL, i64::from(chunk.ordinal));
    payload.insert(field::SOURCE, document.source.as_str());
    payload.insert(field::KIND, document.kind.as_str());
    if let Some(dataset) = &document.dataset {
        payload.insert(field::DATASET, dataset.as_str());
    }
    if let Some(provision) = &chunk.provision {
        add_provision(&mut payload, provision);
    }
    PointStruct::new(chunk.id.0, vectors, payload)
}

/// Adds the fields that say where in an act a chunk stands, and when that applies. What is unknown is left out.
fn add_provision(payload: &mut Payload, provision: &Provision) {
    let Provision { article, section, annex, recital, .. } = provision;
    let reference = Some(&provision.citation).filter(|citation| !citation.is_empty());
    let unit = [article, section, annex, recital].into_iter().find_map(Option::as_ref);
    let texts = [
        (field::ARTICLE_REF, reference),
        (field::SECTION_ID, unit),
        (field::LANGUAGE, provision.language.as_ref()),
        (field::CHUNK_TYPE, provision.kind.as_ref()),
    ];
    for (name, text) in texts {
        if let Some(text) = text {
            payload.insert(name, text.as_str());
        }
    }
    for (name, day) in [(field::VALID_FROM, provision.applies_from), (field::VALID_TO, provision.applies_to)] {
        if let Some(day) = day {
            payload.insert(name, number(day));
        }
    }
}

/// A day as a number in the order of days: 2014-07-31 is 20140731.
pub(super) fn number(day: Date) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}
