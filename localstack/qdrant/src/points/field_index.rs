//! Indexes over payload fields.

use std::sync::Arc;

use qdrant_client::qdrant::{CreateFieldIndexCollection, DeleteFieldIndexCollection, PointsOperationResponse};
use qdrant_edge::{CreateIndex, FieldIndexOperations, UpdateOperation};
use tonic::Status;

use super::completed;
use crate::convert::{index_schema, json_path};
use crate::storage::Storage;

pub async fn create(
    storage: &Arc<Storage>,
    request: CreateFieldIndexCollection,
) -> Result<PointsOperationResponse, Status> {
    let operation = FieldIndexOperations::CreateIndex(CreateIndex {
        field_name: json_path(&request.field_name)?,
        field_schema: Some(index_schema(&request)?),
    });
    change(storage, request.collection_name, operation).await
}

pub async fn delete(
    storage: &Arc<Storage>,
    request: DeleteFieldIndexCollection,
) -> Result<PointsOperationResponse, Status> {
    let operation = FieldIndexOperations::DeleteIndex(json_path(&request.field_name)?);
    change(storage, request.collection_name, operation).await
}

async fn change(
    storage: &Arc<Storage>,
    collection: String,
    operation: FieldIndexOperations,
) -> Result<PointsOperationResponse, Status> {
    let operation = UpdateOperation::FieldIndexOperation(operation);
    let answer = storage.run_on(collection, move |collection| collection.update(operation)).await?;
    Ok(completed(&answer))
}
