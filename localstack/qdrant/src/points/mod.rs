//! The `Points` service.

mod change_payload;
mod count;
mod delete;
mod facet;
mod field_index;
mod get;
mod query;
mod query_request;
mod scroll;
mod upsert;

use qdrant_client::qdrant::points_server::Points;
use qdrant_client::qdrant::{
    ClearPayloadPoints, CountPoints, CountResponse, CreateFieldIndexCollection, CreateVectorNameRequest,
    DeleteFieldIndexCollection, DeletePayloadPoints, DeletePointVectors, DeletePoints, DeleteVectorNameRequest,
    DiscoverBatchPoints, DiscoverBatchResponse, DiscoverPoints, DiscoverResponse, FacetCounts, FacetResponse,
    GetPoints, GetResponse, PointsOperationResponse, QueryBatchPoints, QueryBatchResponse, QueryGroupsResponse,
    QueryPointGroups, QueryPoints, QueryResponse, RecommendBatchPoints, RecommendBatchResponse,
    RecommendGroupsResponse, RecommendPointGroups, RecommendPoints, RecommendResponse, ScrollPoints, ScrollResponse,
    SearchBatchPoints, SearchBatchResponse, SearchGroupsResponse, SearchMatrixOffsetsResponse,
    SearchMatrixPairsResponse, SearchMatrixPoints, SearchPointGroups, SearchPoints, SearchResponse, SetPayloadPoints,
    UpdateBatchPoints, UpdateBatchResponse, UpdatePointVectors, UpdateResult, UpdateStatus, UpsertPoints,
};
use tonic::Status;

use crate::failure;
use crate::rpc::service;
use crate::storage::Answer;

service! {
    Points for PointsService;
    served {
        upsert(UpsertPoints) -> PointsOperationResponse = upsert::upsert;
        delete(DeletePoints) -> PointsOperationResponse = delete::delete;
        set_payload(SetPayloadPoints) -> PointsOperationResponse = change_payload::set;
        overwrite_payload(SetPayloadPoints) -> PointsOperationResponse = change_payload::overwrite;
        delete_payload(DeletePayloadPoints) -> PointsOperationResponse = change_payload::delete;
        clear_payload(ClearPayloadPoints) -> PointsOperationResponse = change_payload::clear;
        create_field_index(CreateFieldIndexCollection) -> PointsOperationResponse
            = field_index::create;
        delete_field_index(DeleteFieldIndexCollection) -> PointsOperationResponse
            = field_index::delete;
        get(GetPoints) -> GetResponse = get::get;
        query(QueryPoints) -> QueryResponse = query::query;
        query_batch(QueryBatchPoints) -> QueryBatchResponse = query::query_batch;
        scroll(ScrollPoints) -> ScrollResponse = scroll::scroll;
        count(CountPoints) -> CountResponse = count::count;
        facet(FacetCounts) -> FacetResponse = facet::facet;
    }
    missing {
        "Points.UpdateVectors" = update_vectors(UpdatePointVectors) -> PointsOperationResponse;
        "Points.DeleteVectors" = delete_vectors(DeletePointVectors) -> PointsOperationResponse;
        "Points.CreateVectorName"
            = create_vector_name(CreateVectorNameRequest) -> PointsOperationResponse;
        "Points.DeleteVectorName"
            = delete_vector_name(DeleteVectorNameRequest) -> PointsOperationResponse;
        "Points.Search" = search(SearchPoints) -> SearchResponse;
        "Points.SearchBatch" = search_batch(SearchBatchPoints) -> SearchBatchResponse;
        "Points.SearchGroups" = search_groups(SearchPointGroups) -> SearchGroupsResponse;
        "Points.Recommend" = recommend(RecommendPoints) -> RecommendResponse;
        "Points.RecommendBatch" = recommend_batch(RecommendBatchPoints) -> RecommendBatchResponse;
        "Points.RecommendGroups"
            = recommend_groups(RecommendPointGroups) -> RecommendGroupsResponse;
        "Points.Discover" = discover(DiscoverPoints) -> DiscoverResponse;
        "Points.DiscoverBatch" = discover_batch(DiscoverBatchPoints) -> DiscoverBatchResponse;
        "Points.UpdateBatch" = update_batch(UpdateBatchPoints) -> UpdateBatchResponse;
        "Points.QueryGroups" = query_groups(QueryPointGroups) -> QueryGroupsResponse;
        "Points.SearchMatrixPairs"
            = search_matrix_pairs(SearchMatrixPoints) -> SearchMatrixPairsResponse;
        "Points.SearchMatrixOffsets"
            = search_matrix_offsets(SearchMatrixPoints) -> SearchMatrixOffsetsResponse;
    }
}

/// The response to a change, which is always applied before, even if the client does not wait.
/// The operation number is missing, because the engine does not return it.
fn completed(answer: &Answer<()>) -> PointsOperationResponse {
    PointsOperationResponse {
        result: Some(UpdateResult { operation_id: None, status: UpdateStatus::Completed.into() }),
        time: answer.seconds,
        usage: None,
    }
}

/// The client's limit, or the default of the call.
fn limit(given: Option<u64>, default: usize) -> Result<usize, Status> {
    match given {
        None => Ok(default),
        Some(0) => Err(failure::invalid_field("limit", "value 0 invalid, must be 1 or larger")),
        Some(limit) => {
            usize::try_from(limit).map_err(|_| failure::invalid_field("limit", format!("value {limit} invalid")))
        }
    }
}
