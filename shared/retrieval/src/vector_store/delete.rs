//! Counting and deleting a document's points.

use super::{QdrantStore, StoreError, filter};
use qdrant_client::qdrant::{CountPointsBuilder, DeletePointsBuilder, Filter};
use sisuiq_model::{ChunkId, DocumentId};
use std::ops::RangeInclusive;

impl QdrantStore {
    /// Deletes all points of a document. None are left when this returns; deleting nothing is no error.
    pub async fn delete_document(&self, document: DocumentId) -> Result<(), StoreError> {
        self.delete(filter::document(document)).await
    }

    /// Deletes all points of one version of a document.
    pub async fn delete_version(&self, document: DocumentId, version: i32) -> Result<(), StoreError> {
        self.delete(filter::version(document, version)).await
    }

    /// Deletes the points of these pages of a version that are none of these chunks.
    pub async fn delete_others(
        &self,
        document: DocumentId,
        version: i32,
        pages: RangeInclusive<i32>,
        chunks: &[ChunkId],
    ) -> Result<(), StoreError> {
        self.delete(filter::others(document, version, pages, chunks)).await
    }

    /// The number of points of a document, over all its versions.
    pub async fn count(&self, document: DocumentId) -> Result<u64, StoreError> {
        let request = CountPointsBuilder::new(self.collection()).filter(filter::document(document)).exact(true).build();
        let answer = self
            .call("count", |client| {
                let request = request.clone();
                async move { client.count(request).await }
            })
            .await?;
        answer.result.map(|result| result.count).ok_or_else(|| StoreError::request("the count is empty"))
    }

    async fn delete(&self, which: Filter) -> Result<(), StoreError> {
        let request = DeletePointsBuilder::new(self.collection()).points(which).wait(true).build();
        self.call("delete", |client| {
            let request = request.clone();
            async move { client.delete_points(request).await }
        })
        .await?;
        Ok(())
    }
}
