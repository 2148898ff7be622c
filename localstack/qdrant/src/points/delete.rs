//! Deleting points.

use std::sync::Arc;

use qdrant_client::qdrant::{DeletePoints, PointsOperationResponse};
use qdrant_edge::{PointOperations, UpdateOperation};
use tonic::Status;

use super::completed;
use crate::convert::{Selection, selection};
use crate::storage::Storage;

pub async fn delete(storage: &Arc<Storage>, request: DeletePoints) -> Result<PointsOperationResponse, Status> {
    let operation = match selection(request.points)? {
        Selection::Ids(ids) => PointOperations::DeletePoints { ids },
        Selection::Matching(filter) => PointOperations::DeletePointsByFilter(filter),
    };
    let answer = storage
        .run_on(request.collection_name, move |collection| {
            collection.update(UpdateOperation::PointOperation(operation))
        })
        .await?;
    Ok(completed(&answer))
}
