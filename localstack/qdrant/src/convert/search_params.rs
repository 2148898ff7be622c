//! Search parameters.

use qdrant_client::qdrant::SearchParams;
use qdrant_edge::SearchParams as EngineSearchParams;
use serde_json::{Value, json};
use tonic::Status;
use validator::Validate;

use super::{filter, json_object};
use crate::failure;

pub fn search_params(client: SearchParams) -> Result<EngineSearchParams, Status> {
    if client.quantization.is_some() {
        return Err(failure::not_covered("quantization"));
    }
    let acorn = client.acorn.map(|acorn| json!({"enable": acorn.enable(), "max_selectivity": acorn.max_selectivity}));
    let corpus = client.idf.and_then(|idf| idf.corpus);
    let corpus = corpus.map(filter).transpose()?;
    let json = json_object([
        ("hnsw_ef", client.hnsw_ef.map(Value::from)),
        ("exact", client.exact.map(Value::from)),
        ("indexed_only", client.indexed_only.map(Value::from)),
        ("acorn", acorn),
        ("idf", corpus.map(|corpus| json!({"corpus": corpus}))),
    ]);
    let params: EngineSearchParams = serde_json::from_value(json).map_err(failure::bad_input)?;
    params.validate().map_err(|errors| failure::invalid(&errors))?;
    Ok(params)
}
