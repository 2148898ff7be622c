//! Reading points by id.

use std::sync::Arc;

use qdrant_client::qdrant::{GetPoints, GetResponse, RetrievedPoint};
use qdrant_edge::{Record, RetrieveRequest};
use tonic::Status;

use crate::convert::{payload_out, point_id_out, point_ids, vectors_out, with_payload, with_vectors};
use crate::failure;
use crate::storage::Storage;

pub async fn get(storage: &Arc<Storage>, request: GetPoints) -> Result<GetResponse, Status> {
    let retrieve = RetrieveRequest {
        point_ids: point_ids(request.ids)?,
        with_payload: with_payload(request.with_payload)?,
        with_vector: Some(with_vectors(request.with_vectors)),
    };
    let answer = storage
        .run_on(request.collection_name, move |collection| {
            let found = collection.shard().retrieve(retrieve);
            let found = found.map_err(|e| failure::from_engine(&e))?;
            Ok(found.into_iter().map(record_out).collect())
        })
        .await?;
    Ok(GetResponse { result: answer.value, time: answer.seconds, usage: None })
}

pub fn record_out(record: Record) -> RetrievedPoint {
    RetrievedPoint {
        id: Some(point_id_out(record.id)),
        payload: payload_out(record.payload),
        vectors: vectors_out(record.vector),
        ..RetrievedPoint::default()
    }
}
