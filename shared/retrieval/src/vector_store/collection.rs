//! The collection's shape.

use super::{DENSE, QdrantStore, SPARSE, StoreError, point::field};
use qdrant_client::{
    QdrantError,
    qdrant::{
        CollectionInfo, CreateCollectionBuilder, CreateFieldIndexCollectionBuilder, Distance, FieldType,
        SparseVectorParamsBuilder, SparseVectorsConfigBuilder, VectorParamsBuilder, VectorsConfigBuilder,
        vectors_config::Config,
    },
};
use tonic::Code;

/// The payload fields that filters use.
const INDEXED: [(&str, FieldType); 13] = [
    (field::DOCUMENT, FieldType::Uuid),
    (field::OWNER, FieldType::Uuid),
    (field::ACCESS, FieldType::Keyword),
    (field::SHARED_WITH, FieldType::Uuid),
    (field::SHARED_WITH_ROLES, FieldType::Keyword),
    (field::SHARED_WITH_GROUPS, FieldType::Uuid),
    (field::SOURCE, FieldType::Keyword),
    (field::KIND, FieldType::Keyword),
    (field::VERSION, FieldType::Integer),
    (field::PAGE, FieldType::Integer),
    (field::LANGUAGE, FieldType::Keyword),
    (field::VALID_FROM, FieldType::Integer),
    (field::VALID_TO, FieldType::Integer),
];

impl QdrantStore {
    /// Creates the collection and its payload indexes where they are absent. Safe twice and by two at once.
    pub async fn ensure_collection(&self) -> Result<(), StoreError> {
        // Also replaces a connection that died while the function was frozen, which the calls below would not.
        self.health().await?;
        if !self.exists().await? {
            self.create().await?;
        }
        self.check_vectors(&self.describe().await?)?;
        for (name, kind) in INDEXED {
            let index = CreateFieldIndexCollectionBuilder::new(self.collection(), name, kind).wait(true).build();
            self.call("describe_collection", |client| {
                let index = index.clone();
                async move { client.create_field_index(index).await }
            })
            .await?;
        }
        Ok(())
    }

    /// Returns whether the collection is there with the right vectors and all its indexes.
    pub async fn is_ready(&self) -> Result<bool, StoreError> {
        self.health().await?;
        if !self.exists().await? {
            return Ok(false);
        }
        let description = self.describe().await?;
        self.check_vectors(&description)?;
        Ok(INDEXED.iter().all(|(name, _)| description.payload_schema.contains_key(*name)))
    }

    /// Deletes the collection with all its points, if it exists.
    pub async fn delete_collection(&self) -> Result<(), StoreError> {
        self.call("delete_collection", |client| async move { client.delete_collection(self.collection()).await })
            .await?;
        Ok(())
    }

    async fn exists(&self) -> Result<bool, StoreError> {
        self.call("find_collection", |client| async move { client.collection_exists(self.collection()).await }).await
    }

    async fn create(&self) -> Result<(), StoreError> {
        let mut dense = VectorsConfigBuilder::default();
        let dimensions = self.model().dimensions as u64;
        dense.add_named_vector_params(DENSE, VectorParamsBuilder::new(dimensions, Distance::Cosine));
        let mut sparse = SparseVectorsConfigBuilder::default();
        // no IDF modifier: it would weight words by passages that the caller may not see
        sparse.add_named_vector_params(SPARSE, SparseVectorParamsBuilder::default());
        let request =
            CreateCollectionBuilder::new(self.collection()).vectors_config(dense).sparse_vectors_config(sparse).build();
        self.call("create_collection", |client| {
            let request = request.clone();
            async move {
                match client.create_collection(request).await {
                    Err(error) if is_conflict(&error) => Ok(()),
                    other => other.map(|_| ()),
                }
            }
        })
        .await
    }

    async fn describe(&self) -> Result<CollectionInfo, StoreError> {
        let answer = self
            .call("describe_collection", |client| async move { client.collection_info(self.collection()).await })
            .await?;
        answer.result.ok_or_else(|| StoreError::request("the description of the collection is empty"))
    }

    fn check_vectors(&self, description: &CollectionInfo) -> Result<(), StoreError> {
        let params = description.config.as_ref().and_then(|config| config.params.as_ref());
        let vectors =
            params.and_then(|params| params.vectors_config.as_ref()).and_then(|vectors| vectors.config.as_ref());
        let dimensions = match vectors {
            Some(Config::ParamsMap(named)) => named.map.get(DENSE).map(|dense| dense.size),
            _ => None,
        };
        let sparse = params.and_then(|params| params.sparse_vectors_config.as_ref());
        let has_sparse = sparse.and_then(|sparse| sparse.map.get(SPARSE)).is_some_and(|it| it.modifier.is_none());
        if dimensions == Some(self.model().dimensions as u64) && has_sparse {
            return Ok(());
        }
        Err(StoreError::OtherVectors {
            collection: self.collection().to_owned(),
            vector: DENSE,
            dimensions: self.model().dimensions,
        })
    }
}

/// Returns whether somebody else created the collection first. Qdrant's own server calls that an invalid argument.
fn is_conflict(error: &QdrantError) -> bool {
    let QdrantError::ResponseError { status } = error else { return false };
    status.code() == Code::AlreadyExists
        || (status.code() == Code::InvalidArgument && status.message().contains("already exists"))
}
