//! Reading points page by page, in the order of their ids.

use std::sync::Arc;

use qdrant_client::qdrant::{ScrollPoints, ScrollResponse};
use qdrant_edge::ScrollRequest;
use tonic::Status;

use super::get::record_out;
use super::limit;
use crate::convert::{optional_filter, point_id_in, point_id_out, with_payload, with_vectors};
use crate::failure;
use crate::storage::Storage;

const DEFAULT_LIMIT: usize = 10;

pub async fn scroll(storage: &Arc<Storage>, request: ScrollPoints) -> Result<ScrollResponse, Status> {
    if request.order_by.is_some() {
        return Err(failure::not_covered("scrolling in the order of a field"));
    }
    let offset = request.offset.map(|id| point_id_in(Some(id))).transpose()?;
    let scroll = ScrollRequest {
        offset,
        limit: Some(limit(request.limit.map(u64::from), DEFAULT_LIMIT)?),
        filter: optional_filter(request.filter)?,
        with_payload: with_payload(request.with_payload)?,
        with_vector: with_vectors(request.with_vectors),
        order_by: None,
    };
    let answer = storage
        .run_on(request.collection_name, move |collection| {
            let page = collection.shard().scroll(scroll);
            let (records, next) = page.map_err(|e| failure::from_engine(&e))?;
            let points = records.into_iter().map(record_out).collect();
            Ok((points, next.map(point_id_out)))
        })
        .await?;
    let (result, next_page_offset) = answer.value;
    Ok(ScrollResponse { next_page_offset, result, time: answer.seconds, usage: None })
}
