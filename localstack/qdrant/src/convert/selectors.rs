//! Selectors of points, payload fields and vectors.

use qdrant_client::qdrant::points_selector::PointsSelectorOneOf;
use qdrant_client::qdrant::with_payload_selector::SelectorOptions as PayloadOptions;
use qdrant_client::qdrant::with_vectors_selector::SelectorOptions as VectorOptions;
use qdrant_client::qdrant::{PointsSelector, WithPayloadSelector, WithVectorsSelector};
use qdrant_edge::{Filter, JsonPath, PayloadSelector, PointId, WithPayloadInterface, WithVector};
use tonic::Status;

use super::{filter, point_ids};
use crate::failure;

/// The points of a change.
#[derive(Debug)]
pub enum Selection {
    Ids(Vec<PointId>),
    Matching(Filter),
}

impl Selection {
    /// Returns the two optional fields of the engine's payload operations.
    pub fn into_parts(self) -> (Option<Vec<PointId>>, Option<Filter>) {
        match self {
            Self::Ids(ids) => (Some(ids), None),
            Self::Matching(filter) => (None, Some(filter)),
        }
    }
}

/// Reads the selection, which is required: a missing selector never means every point.
pub fn selection(selector: Option<PointsSelector>) -> Result<Selection, Status> {
    match selector.and_then(|selector| selector.points_selector_one_of) {
        Some(PointsSelectorOneOf::Points(list)) => Ok(Selection::Ids(point_ids(list.ids)?)),
        Some(PointsSelectorOneOf::Filter(client)) => Ok(Selection::Matching(filter(client)?)),
        None => Err(Status::invalid_argument("PointSelector is missing")),
    }
}

/// Reads the payload selector. Returns None if the client left it to the default of the call.
pub fn with_payload(selector: Option<WithPayloadSelector>) -> Result<Option<WithPayloadInterface>, Status> {
    let Some(options) = selector.and_then(|selector| selector.selector_options) else {
        return Ok(None);
    };
    Ok(Some(match options {
        PayloadOptions::Enable(enable) => WithPayloadInterface::Bool(enable),
        PayloadOptions::Include(include) => {
            WithPayloadInterface::Selector(PayloadSelector::new_include(json_paths(&include.fields)?))
        }
        PayloadOptions::Exclude(exclude) => {
            WithPayloadInterface::Selector(PayloadSelector::new_exclude(json_paths(&exclude.fields)?))
        }
    }))
}

pub fn with_vectors(selector: Option<WithVectorsSelector>) -> WithVector {
    match selector.and_then(|selector| selector.selector_options) {
        None => WithVector::Bool(false),
        Some(VectorOptions::Enable(enable)) => WithVector::Bool(enable),
        Some(VectorOptions::Include(include)) => WithVector::Selector(include.names),
    }
}

/// The path of a payload field, such as `document.pages[].number`.
pub fn json_path(path: &str) -> Result<JsonPath, Status> {
    path.parse().map_err(|()| failure::bad_input(format_args!("Invalid json path: '{path}'")))
}

fn json_paths(paths: &[String]) -> Result<Vec<JsonPath>, Status> {
    paths.iter().map(|path| json_path(path)).collect()
}
