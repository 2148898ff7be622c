//! A server, a client and one collection for a case.

use std::collections::HashMap;
use std::env;
use std::fmt::Debug;
use std::time::Duration;

use anyhow::{Context, bail};
use qdrant_client::qdrant::vectors_config::Config;
use qdrant_client::qdrant::{
    CreateCollection, CreateCollectionBuilder, Distance, HnswConfigDiffBuilder, Modifier, NamedVectors,
    OptimizersConfigDiffBuilder, PointStruct, Query, QueryPoints, QueryPointsBuilder, ScoredPoint, SparseVectorConfig,
    SparseVectorParamsBuilder, UpsertPointsBuilder, Vector, VectorInput, VectorParamsBuilder, VectorParamsMap,
    VectorsConfig, point_id::PointIdOptions,
};
use qdrant_client::{Payload, Qdrant, QdrantError};
use serde_json::Value;
use tempfile::TempDir;
use tonic::Code;
use uuid::Uuid;

use crate::server::Server;

pub const DENSE: &str = "dense";
pub const SPARSE: &str = "sparse";
pub const DIMENSION: u64 = 3;
const TIMEOUT: Duration = Duration::from_secs(30);

pub struct World {
    pub client: Qdrant,
    /// Name of this case's collection.
    pub collection: String,
    _server: Option<(Server, TempDir)>,
}

/// Runs a case with a collection for hybrid search.
pub async fn in_collection(case: impl AsyncFnOnce(&World) -> anyhow::Result<()>) -> anyhow::Result<()> {
    in_world(async |world| {
        world.client.create_collection(hybrid(&world.collection)).await?;
        case(world).await
    })
    .await
}

/// Runs a case that creates the collection itself, and deletes the collection afterwards.
pub async fn in_world(case: impl AsyncFnOnce(&World) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let world = World::new()?;
    let outcome = case(&world).await;
    world.client.delete_collection(&world.collection).await?;
    outcome
}

/// Returns whether the cases run against an external server, which they cannot start or kill.
pub fn external() -> bool {
    env::var_os("QDRANT_URL").is_some()
}

pub fn connect(url: &str) -> anyhow::Result<Qdrant> {
    Ok(Qdrant::from_url(url).timeout(TIMEOUT).skip_compatibility_check().build()?)
}

/// A unique collection name.
pub fn unique_name() -> String {
    format!("conformance-{}", Uuid::new_v4())
}

/// One dense vector with cosine distance, one sparse vector with IDF.
pub fn hybrid(name: &str) -> CreateCollection {
    let dense = VectorParamsBuilder::new(DIMENSION, Distance::Cosine).build();
    let sparse = SparseVectorParamsBuilder::default().modifier(Modifier::Idf).build();
    let vectors = VectorParamsMap { map: HashMap::from([(DENSE.to_owned(), dense)]) };
    CreateCollectionBuilder::new(name)
        .vectors_config(VectorsConfig { config: Some(Config::ParamsMap(vectors)) })
        .sparse_vectors_config(SparseVectorConfig { map: HashMap::from([(SPARSE.to_owned(), sparse)]) })
        .build()
}

/// The same, but with an index from the first kilobyte on.
pub fn indexed_early(name: &str) -> CreateCollection {
    let optimizers = OptimizersConfigDiffBuilder::default().indexing_threshold(1).build();
    let hnsw = HnswConfigDiffBuilder::default().full_scan_threshold(10).build();
    CreateCollection { optimizers_config: Some(optimizers), hnsw_config: Some(hnsw), ..hybrid(name) }
}

/// A point with a dense vector.
pub fn point(id: u64, dense: [f32; 3], payload: Value) -> anyhow::Result<PointStruct> {
    let vectors = NamedVectors::default().add_vector(DENSE, dense.to_vec());
    Ok(PointStruct::new(id, vectors, Payload::try_from(payload)?))
}

/// A direction that is unique for each of the first 65,536 numbers.
pub fn direction(number: u64) -> [f32; 3] {
    let angle = f32::from(u16::try_from(number % 65_536).unwrap_or_default());
    [angle.cos(), angle.sin(), angle / 65_536.0]
}

/// A point with a sparse vector.
pub fn sparse_point(id: u64, terms: &[(u32, f32)]) -> PointStruct {
    let vectors = NamedVectors::default().add_vector(SPARSE, Vector::from(terms));
    PointStruct::new(id, vectors, Payload::new())
}

pub fn nearest_dense(collection: &str, vector: [f32; 3]) -> QueryPointsBuilder {
    QueryPointsBuilder::new(collection).query(Query::new_nearest(vector.to_vec())).using(DENSE)
}

pub fn nearest_sparse(collection: &str, terms: &[(u32, f32)]) -> QueryPointsBuilder {
    let (indices, values): (Vec<u32>, Vec<f32>) = terms.iter().copied().unzip();
    let query = Query::new_nearest(VectorInput::new_sparse(indices, values));
    QueryPointsBuilder::new(collection).query(query).using(SPARSE)
}

pub fn ids(points: &[ScoredPoint]) -> Vec<u64> {
    points.iter().filter_map(|point| number(point.id.as_ref()?)).collect()
}

pub fn number(id: &qdrant_client::qdrant::PointId) -> Option<u64> {
    match id.point_id_options.as_ref()? {
        PointIdOptions::Num(number) => Some(*number),
        PointIdOptions::Uuid(_) => None,
    }
}

/// The code and the message of a rejected call.
pub fn refusal<T: Debug>(outcome: Result<T, QdrantError>) -> anyhow::Result<(Code, String)> {
    match outcome {
        Err(QdrantError::ResponseError { status }) => Ok((status.code(), status.message().to_owned())),
        other => bail!("expected a refusal, got {other:?}"),
    }
}

impl World {
    fn new() -> anyhow::Result<Self> {
        let collection = unique_name();
        if external() {
            let url = env::var("QDRANT_URL").context("QDRANT_URL is not text")?;
            return Ok(Self { client: connect(&url)?, collection, _server: None });
        }
        let storage = TempDir::new()?;
        let server = Server::start(storage.path())?;
        Ok(Self { client: connect(&server.url)?, collection, _server: Some((server, storage)) })
    }

    pub async fn upsert(&self, points: Vec<PointStruct>) -> Result<(), QdrantError> {
        let request = UpsertPointsBuilder::new(&self.collection, points).wait(true);
        self.client.upsert_points(request).await.map(drop)
    }

    /// Ids of the found points, the best first.
    pub async fn found(&self, query: impl Into<QueryPoints>) -> Result<Vec<u64>, QdrantError> {
        let response = self.client.query(query).await?;
        Ok(ids(&response.result))
    }

    pub async fn count(&self) -> Result<u64, QdrantError> {
        count(&self.client, &self.collection).await
    }
}

/// The exact number of points.
pub async fn count(client: &Qdrant, collection: &str) -> Result<u64, QdrantError> {
    let request = qdrant_client::qdrant::CountPointsBuilder::new(collection).exact(true);
    let response = client.count(request).await?;
    Ok(response.result.map_or(0, |result| result.count))
}
