//! Searches with one query or a batch.

use std::sync::Arc;

use qdrant_client::qdrant::{
    BatchResult, QueryBatchPoints, QueryBatchResponse, QueryPoints, QueryResponse, ScoredPoint,
};
use qdrant_edge::{QueryBatchRequest, ScoredPoint as EngineScoredPoint};
use tonic::Status;

use super::query_request::query_request;
use crate::collection::Collection;
use crate::convert::{payload_out, point_id_out, vectors_out};
use crate::failure;
use crate::storage::Storage;

pub async fn query(storage: &Arc<Storage>, mut request: QueryPoints) -> Result<QueryResponse, Status> {
    let name = std::mem::take(&mut request.collection_name);
    let answer = storage.run_on(name, move |collection| run(collection, vec![request])).await?;
    Ok(QueryResponse { result: answer.value.into_iter().flatten().collect(), time: answer.seconds, usage: None })
}

pub async fn query_batch(storage: &Arc<Storage>, request: QueryBatchPoints) -> Result<QueryBatchResponse, Status> {
    let queries = request.query_points;
    let answer = storage.run_on(request.collection_name, move |collection| run(collection, queries)).await?;
    let results = answer.value.into_iter();
    Ok(QueryBatchResponse {
        result: results.map(|result| BatchResult { result }).collect(),
        time: answer.seconds,
        usage: None,
    })
}

fn run(collection: &Collection, queries: Vec<QueryPoints>) -> Result<Vec<Vec<ScoredPoint>>, Status> {
    let shard = collection.shard();
    let requests: Result<_, Status> = {
        let config = shard.config();
        let queries = queries.into_iter();
        queries.map(|query| query_request(query, &config)).collect()
    };
    let results = shard.query_batch(QueryBatchRequest::new(requests?)).map_err(|error| failure::from_engine(&error))?;
    let points_out = |points: Vec<_>| points.into_iter().map(point_out).collect();
    Ok(results.into_iter().map(points_out).collect())
}

fn point_out(point: EngineScoredPoint) -> ScoredPoint {
    ScoredPoint {
        id: Some(point_id_out(point.id)),
        payload: payload_out(point.payload),
        score: point.score,
        version: point.version,
        vectors: vectors_out(point.vector),
        ..ScoredPoint::default()
    }
}
