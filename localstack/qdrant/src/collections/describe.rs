//! Listing and describing collections.

use std::sync::Arc;

use qdrant_client::qdrant::{
    CollectionConfig, CollectionDescription, CollectionExists, CollectionExistsRequest, CollectionExistsResponse,
    CollectionInfo, CollectionParams, CollectionStatus, CreateCollection, GetCollectionInfoRequest,
    GetCollectionInfoResponse, HnswConfigDiff, ListCollectionsRequest, ListCollectionsResponse, OptimizerStatus,
};
use qdrant_edge::{EdgeConfig, HnswIndexConfig};
use tonic::Status;

use crate::collection::{Collection, Condition};
use crate::convert::index_info;
use crate::failure;
use crate::storage::Storage;

pub async fn list(storage: &Arc<Storage>, _request: ListCollectionsRequest) -> Result<ListCollectionsResponse, Status> {
    let answer = storage.run(|storage| Ok(storage.collections())).await?;
    let describe = |collection: Arc<Collection>| CollectionDescription { name: collection.name().to_owned() };
    Ok(ListCollectionsResponse { collections: answer.value.into_iter().map(describe).collect(), time: answer.seconds })
}

pub async fn exists(
    storage: &Arc<Storage>,
    request: CollectionExistsRequest,
) -> Result<CollectionExistsResponse, Status> {
    let work = move |storage: &Storage| Ok(storage.find(&request.collection_name).is_ok());
    let answer = storage.run(work).await?;
    Ok(CollectionExistsResponse { result: Some(CollectionExists { exists: answer.value }), time: answer.seconds })
}

pub async fn get(
    storage: &Arc<Storage>,
    request: GetCollectionInfoRequest,
) -> Result<GetCollectionInfoResponse, Status> {
    let answer = storage.run_on(request.collection_name, describe).await?;
    Ok(GetCollectionInfoResponse { result: Some(answer.value), time: answer.seconds })
}

fn describe(collection: &Collection) -> Result<CollectionInfo, Status> {
    let shard = collection.shard();
    let info = shard.info().map_err(|e| failure::from_engine(&e))?;
    let (status, optimizer_status) = status(collection.condition());
    let schema = info.payload_schema.iter();
    Ok(CollectionInfo {
        status: status.into(),
        optimizer_status: Some(optimizer_status),
        segments_count: info.segments_count as u64,
        config: Some(config(collection.definition(), &shard.config())),
        payload_schema: schema.map(|(path, index)| (path.to_string(), index_info(index))).collect(),
        points_count: Some(info.points_count as u64),
        indexed_vectors_count: Some(info.indexed_vectors_count as u64),
        ..CollectionInfo::default()
    })
}

fn status(condition: Condition) -> (CollectionStatus, OptimizerStatus) {
    let (status, error) = match condition {
        Condition::Settled => (CollectionStatus::Green, String::new()),
        Condition::Indexing => (CollectionStatus::Yellow, String::new()),
        Condition::Failing(error) => (CollectionStatus::Red, error),
    };
    let ok = error.is_empty();
    (status, OptimizerStatus { ok, error })
}

#[expect(deprecated, reason = "clients still read `on_disk_payload`")]
fn config(definition: &CreateCollection, engine: &EdgeConfig) -> CollectionConfig {
    CollectionConfig {
        params: Some(CollectionParams {
            shard_number: 1,
            on_disk_payload: engine.on_disk_payload(),
            vectors_config: definition.vectors_config.clone(),
            replication_factor: Some(1),
            write_consistency_factor: Some(1),
            sparse_vectors_config: definition.sparse_vectors_config.clone(),
            payload: definition.payload,
            id_tracker: definition.id_tracker,
            ..CollectionParams::default()
        }),
        hnsw_config: Some(hnsw(&engine.hnsw_config())),
        optimizer_config: definition.optimizers_config,
        wal_config: definition.wal_config,
        metadata: definition.metadata.clone(),
        ..CollectionConfig::default()
    }
}

fn hnsw(config: &HnswIndexConfig) -> HnswConfigDiff {
    HnswConfigDiff {
        m: Some(config.m as u64),
        ef_construct: Some(config.ef_construct as u64),
        full_scan_threshold: Some(config.full_scan_threshold as u64),
        max_indexing_threads: Some(config.max_indexing_threads as u64),
        payload_m: config.payload_m.map(|links| links as u64),
        ..HnswConfigDiff::default()
    }
}
