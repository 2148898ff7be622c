//! Changing payloads.

use std::sync::Arc;

use qdrant_client::qdrant::{ClearPayloadPoints, DeletePayloadPoints, PointsOperationResponse, SetPayloadPoints};
use qdrant_edge::{DeletePayloadOp, PayloadOps, SetPayloadOp, UpdateOperation};
use tonic::Status;

use super::completed;
use crate::convert::{Selection, json_path, payload_in, selection};
use crate::storage::Storage;

pub async fn set(storage: &Arc<Storage>, mut request: SetPayloadPoints) -> Result<PointsOperationResponse, Status> {
    let collection = std::mem::take(&mut request.collection_name);
    let operation = PayloadOps::SetPayload(set_operation(request)?);
    change(storage, collection, operation).await
}

pub async fn overwrite(
    storage: &Arc<Storage>,
    mut request: SetPayloadPoints,
) -> Result<PointsOperationResponse, Status> {
    let collection = std::mem::take(&mut request.collection_name);
    let operation = PayloadOps::OverwritePayload(set_operation(request)?);
    change(storage, collection, operation).await
}

pub async fn delete(storage: &Arc<Storage>, request: DeletePayloadPoints) -> Result<PointsOperationResponse, Status> {
    let (points, filter) = selection(request.points_selector)?.into_parts();
    let keys: Result<_, Status> = request.keys.iter().map(|key| json_path(key)).collect();
    let operation = PayloadOps::DeletePayload(DeletePayloadOp { keys: keys?, points, filter });
    change(storage, request.collection_name, operation).await
}

pub async fn clear(storage: &Arc<Storage>, request: ClearPayloadPoints) -> Result<PointsOperationResponse, Status> {
    let operation = match selection(request.points)? {
        Selection::Ids(points) => PayloadOps::ClearPayload { points },
        Selection::Matching(filter) => PayloadOps::ClearPayloadByFilter(filter),
    };
    change(storage, request.collection_name, operation).await
}

fn set_operation(request: SetPayloadPoints) -> Result<SetPayloadOp, Status> {
    let (points, filter) = selection(request.points_selector)?.into_parts();
    Ok(SetPayloadOp {
        payload: payload_in(request.payload),
        points,
        filter,
        key: request.key.as_deref().map(json_path).transpose()?,
    })
}

async fn change(
    storage: &Arc<Storage>,
    collection: String,
    operation: PayloadOps,
) -> Result<PointsOperationResponse, Status> {
    let operation = UpdateOperation::PayloadOperation(operation);
    let answer = storage.run_on(collection, move |collection| collection.update(operation)).await?;
    Ok(completed(&answer))
}
