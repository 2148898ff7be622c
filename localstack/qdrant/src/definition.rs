//! Conversion of a collection's definition to the engine's configuration, which has the format
//! of Qdrant's REST interface.

use qdrant_client::qdrant::vectors_config::Config;
use qdrant_client::qdrant::{
    CreateCollection, Datatype, Distance, HnswConfigDiff, Memory, Modifier, OptimizersConfigDiff, ShardingMethod,
    SparseVectorParams, VectorParams,
};
use qdrant_edge::{DEFAULT_VECTOR_NAME, EdgeConfig, HnswIndexConfig, WalOptions};
use serde_json::{Map, Value, json};
use tonic::Status;

use crate::convert::json_object;
use crate::failure;

/// Largest dimension of a dense vector.
const DIMENSION_LIMIT: u64 = 65_536;
/// A small log segment keeps an empty collection's folder small.
const LOG_SEGMENT_BYTES: usize = 4 * 1024 * 1024;

/// The engine's configuration for a definition.
pub fn engine_config(definition: &CreateCollection) -> Result<EdgeConfig, Status> {
    refuse_what_is_not_covered(definition)?;
    let hnsw = hnsw_config(&HnswIndexConfig::default(), definition.hnsw_config.as_ref())?;
    let config = json_object([
        ("vectors", Some(dense_vectors(definition, &hnsw)?)),
        ("sparse_vectors", Some(sparse_vectors(definition)?)),
        ("hnsw_config", Some(json!(hnsw))),
        ("optimizers", definition.optimizers_config.map(|o| optimizers(&o))),
        ("on_disk_payload", on_disk_payload(definition).map(Value::from)),
        ("payload_memory", definition.payload.and_then(|p| memory(p.memory))),
        ("id_tracker_memory", definition.id_tracker.and_then(|i| memory(i.memory))),
        ("wal_options", Some(json!(WalOptions { segment_capacity: LOG_SEGMENT_BYTES, ..WalOptions::default() }))),
    ]);
    serde_json::from_value(config).map_err(failure::bad_input)
}

fn refuse_what_is_not_covered(definition: &CreateCollection) -> Result<(), Status> {
    let custom_sharding = definition.sharding_method() == ShardingMethod::Custom;
    if definition.quantization_config.is_some() {
        return Err(failure::not_covered("quantization"));
    }
    if definition.strict_mode_config.is_some() {
        return Err(failure::not_covered("strict mode"));
    }
    if custom_sharding || definition.shard_number.is_some_and(|number| number > 1) {
        return Err(failure::not_covered("more than one shard"));
    }
    Ok(())
}

fn dense_vectors(definition: &CreateCollection, hnsw: &HnswIndexConfig) -> Result<Value, Status> {
    let config = definition.vectors_config.as_ref().and_then(|c| c.config.as_ref());
    let mut vectors = Map::new();
    match config {
        None => {}
        Some(Config::Params(params)) => {
            vectors.insert(DEFAULT_VECTOR_NAME.to_owned(), dense_vector(params, hnsw)?);
        }
        Some(Config::ParamsMap(named)) => {
            for (name, params) in &named.map {
                vectors.insert(name.clone(), dense_vector(params, hnsw)?);
            }
        }
    }
    Ok(Value::Object(vectors))
}

#[expect(deprecated, reason = "clients still send `on_disk`")]
fn dense_vector(params: &VectorParams, hnsw: &HnswIndexConfig) -> Result<Value, Status> {
    if params.multivector_config.is_some() {
        return Err(failure::not_covered("multivectors"));
    }
    if params.quantization_config.is_some() {
        return Err(failure::not_covered("quantization"));
    }
    if !(1..=DIMENSION_LIMIT).contains(&params.size) {
        let problem = format!("value {} invalid, must be from 1 to {DIMENSION_LIMIT}", params.size);
        return Err(failure::invalid_field("params.size", problem));
    }
    if params.distance() == Distance::UnknownDistance {
        return Err(failure::invalid_field("params.distance", "unknown distance"));
    }
    let own_hnsw = params.hnsw_config.map(|diff| hnsw_config(hnsw, Some(&diff)));
    Ok(json_object([
        ("size", Some(json!(params.size))),
        ("distance", Some(json!(params.distance().as_str_name()))),
        ("on_disk", params.on_disk.map(Value::from)),
        ("memory", memory(params.memory)),
        ("datatype", datatype(params.datatype)),
        ("hnsw_config", own_hnsw.transpose()?.map(|config| json!(config))),
    ]))
}

fn sparse_vectors(definition: &CreateCollection) -> Result<Value, Status> {
    let mut vectors = Map::new();
    for (name, params) in definition.sparse_vectors_config.iter().flat_map(|c| &c.map) {
        if name.is_empty() {
            return Err(failure::invalid_field("sparse_vectors", "a sparse vector has no name"));
        }
        vectors.insert(name.clone(), sparse_vector(params));
    }
    Ok(Value::Object(vectors))
}

#[expect(deprecated, reason = "clients still send `on_disk`")]
fn sparse_vector(params: &SparseVectorParams) -> Value {
    let index = params.index.unwrap_or_default();
    let modifier = (params.modifier() == Modifier::Idf).then(|| json!("idf"));
    json_object([
        ("modifier", modifier),
        ("full_scan_threshold", index.full_scan_threshold.map(Value::from)),
        ("on_disk", index.on_disk.map(Value::from)),
        ("memory", memory(index.memory)),
        ("datatype", datatype(index.datatype)),
    ])
}

#[expect(deprecated, reason = "clients still send `on_disk`")]
fn hnsw_config(base: &HnswIndexConfig, diff: Option<&HnswConfigDiff>) -> Result<HnswIndexConfig, Status> {
    let Some(diff) = diff else { return Ok(*base) };
    let mut config = json!(base);
    let changes = json_object([
        ("m", diff.m.map(Value::from)),
        ("ef_construct", diff.ef_construct.map(Value::from)),
        ("full_scan_threshold", diff.full_scan_threshold.map(Value::from)),
        ("max_indexing_threads", diff.max_indexing_threads.map(Value::from)),
        ("on_disk", diff.on_disk.map(Value::from)),
        ("payload_m", diff.payload_m.map(Value::from)),
        ("inline_storage", diff.inline_storage.map(Value::from)),
        ("memory", memory(diff.memory)),
    ]);
    if let (Value::Object(config), Value::Object(changes)) = (&mut config, changes) {
        config.extend(changes);
    }
    serde_json::from_value(config).map_err(failure::bad_input)
}

fn optimizers(diff: &OptimizersConfigDiff) -> Value {
    json_object([
        ("deleted_threshold", diff.deleted_threshold.map(Value::from)),
        ("vacuum_min_vector_number", diff.vacuum_min_vector_number.map(Value::from)),
        ("default_segment_number", diff.default_segment_number.map(Value::from)),
        ("max_segment_size", diff.max_segment_size.map(Value::from)),
        ("indexing_threshold", diff.indexing_threshold.map(Value::from)),
        ("prevent_unoptimized", diff.prevent_unoptimized.map(Value::from)),
    ])
}

#[expect(deprecated, reason = "clients still send `on_disk_payload`")]
fn on_disk_payload(definition: &CreateCollection) -> Option<bool> {
    definition.on_disk_payload
}

/// The REST name of a placement; None if the client left it to the server.
pub fn memory(placement: Option<i32>) -> Option<Value> {
    match Memory::try_from(placement?) {
        Ok(Memory::Unknown) | Err(_) => None,
        Ok(placement) => Some(json!(placement.as_str_name().to_lowercase())),
    }
}

fn datatype(datatype: Option<i32>) -> Option<Value> {
    match Datatype::try_from(datatype?) {
        Ok(Datatype::Default) | Err(_) => None,
        Ok(datatype) => Some(json!(datatype.as_str_name().to_lowercase())),
    }
}
