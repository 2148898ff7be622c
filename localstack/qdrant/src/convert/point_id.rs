//! Point ids: numbers or UUIDs.

use qdrant_client::qdrant::PointId;
use qdrant_client::qdrant::point_id::PointIdOptions;
use qdrant_edge::PointId as EnginePointId;
use tonic::Status;
use uuid::Uuid;

pub fn point_id_in(id: Option<PointId>) -> Result<EnginePointId, Status> {
    match id.and_then(|id| id.point_id_options) {
        Some(PointIdOptions::Num(number)) => Ok(EnginePointId::NumId(number)),
        Some(PointIdOptions::Uuid(text)) => Uuid::parse_str(&text)
            .map(EnginePointId::Uuid)
            .map_err(|_| Status::invalid_argument(format!("Unable to parse UUID: {text}"))),
        None => Err(Status::invalid_argument("No ID options provided")),
    }
}

pub fn point_ids(ids: Vec<PointId>) -> Result<Vec<EnginePointId>, Status> {
    ids.into_iter().map(|id| point_id_in(Some(id))).collect()
}

pub fn point_id_out(id: EnginePointId) -> PointId {
    match id {
        EnginePointId::NumId(number) => PointId::from(number),
        EnginePointId::Uuid(uuid) => PointId::from(uuid.to_string()),
    }
}
