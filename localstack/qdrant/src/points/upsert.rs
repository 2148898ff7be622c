//! Writing points.

use std::sync::Arc;

use qdrant_client::qdrant::{PointStruct, PointsOperationResponse, UpdateMode, UpsertPoints};
use qdrant_edge::{
    ConditionalInsertOperation, EdgeConfig, Filter, PointInsertOperations, PointOperations, PointStructPersisted,
    UpdateMode as EngineUpdateMode, UpdateOperation,
};
use tonic::Status;

use super::completed;
use crate::convert::{optional_filter, payload_in, point_id_in, vectors_in};
use crate::failure;
use crate::storage::Storage;

pub async fn upsert(storage: &Arc<Storage>, request: UpsertPoints) -> Result<PointsOperationResponse, Status> {
    if request.points.is_empty() {
        return Err(failure::bad_input("Empty update request"));
    }
    let mode = request.update_mode();
    let condition = optional_filter(request.update_filter)?;
    let points = request.points;
    let answer = storage
        .run_on(request.collection_name, move |collection| {
            let points = points_in(points, &collection.shard().config())?;
            let operation = operation(points.into(), condition, mode);
            collection.update(UpdateOperation::PointOperation(operation))
        })
        .await?;
    Ok(completed(&answer))
}

fn points_in(points: Vec<PointStruct>, config: &EdgeConfig) -> Result<Vec<PointStructPersisted>, Status> {
    let point_in = |point: PointStruct| {
        Ok(PointStructPersisted {
            id: point_id_in(point.id)?,
            vector: vectors_in(point.vectors, config)?,
            payload: Some(payload_in(point.payload)),
        })
    };
    points.into_iter().map(point_in).collect()
}

fn operation(points: PointInsertOperations, condition: Option<Filter>, mode: UpdateMode) -> PointOperations {
    if condition.is_none() && mode == UpdateMode::Upsert {
        return PointOperations::UpsertPoints(points);
    }
    PointOperations::UpsertPointsConditional(ConditionalInsertOperation {
        points_op: points,
        condition: condition.unwrap_or_default(),
        update_mode: Some(match mode {
            UpdateMode::Upsert => EngineUpdateMode::Upsert,
            UpdateMode::InsertOnly => EngineUpdateMode::InsertOnly,
            UpdateMode::UpdateOnly => EngineUpdateMode::UpdateOnly,
        }),
    })
}
