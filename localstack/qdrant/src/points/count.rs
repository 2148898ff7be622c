//! Counting points.

use std::sync::Arc;

use qdrant_client::qdrant::{CountPoints, CountResponse, CountResult};
use qdrant_edge::CountRequest;
use tonic::Status;

use crate::convert::optional_filter;
use crate::failure;
use crate::storage::Storage;

pub async fn count(storage: &Arc<Storage>, request: CountPoints) -> Result<CountResponse, Status> {
    let count = CountRequest { filter: optional_filter(request.filter)?, exact: request.exact.unwrap_or(true) };
    let answer = storage
        .run_on(request.collection_name, move |collection| {
            let counted = collection.shard().count(count);
            counted.map_err(|e| failure::from_engine(&e))
        })
        .await?;
    Ok(CountResponse { result: Some(CountResult { count: answer.value as u64 }), time: answer.seconds, usage: None })
}
