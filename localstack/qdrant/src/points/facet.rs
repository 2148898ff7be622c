//! Counting points by the values of an indexed field.

use std::sync::Arc;

use qdrant_client::qdrant::facet_value::Variant;
use qdrant_client::qdrant::{FacetCounts, FacetHit, FacetResponse, FacetValue};
use qdrant_edge::{FacetRequest, FacetValue as EngineFacetValue, FacetValueHit};
use tonic::Status;
use uuid::Uuid;

use super::limit;
use crate::convert::{json_path, optional_filter};
use crate::failure;
use crate::storage::Storage;

const DEFAULT_LIMIT: usize = 10;

pub async fn facet(storage: &Arc<Storage>, request: FacetCounts) -> Result<FacetResponse, Status> {
    let facet = FacetRequest {
        key: json_path(&request.key)?,
        limit: limit(request.limit, DEFAULT_LIMIT)?,
        filter: optional_filter(request.filter)?,
        exact: request.exact.unwrap_or(false),
    };
    let answer = storage
        .run_on(request.collection_name, move |collection| {
            let counted = collection.shard().facet(facet);
            counted.map_err(|e| failure::from_engine(&e))
        })
        .await?;
    Ok(FacetResponse { hits: answer.value.hits.into_iter().map(hit_out).collect(), time: answer.seconds, usage: None })
}

fn hit_out(hit: FacetValueHit) -> FacetHit {
    let value = match hit.value {
        EngineFacetValue::Keyword(keyword) => Variant::StringValue(keyword),
        EngineFacetValue::Int(integer) => Variant::IntegerValue(integer),
        EngineFacetValue::Uuid(uuid) => Variant::StringValue(Uuid::from_u128(uuid).to_string()),
        EngineFacetValue::Bool(boolean) => Variant::BoolValue(boolean),
    };
    FacetHit { value: Some(FacetValue { variant: Some(value) }), count: hit.count as u64 }
}
