//! Conversion of a client's query to the engine's.

use qdrant_client::qdrant::query::Variant;
use qdrant_client::qdrant::{Fusion, PrefetchQuery, Query, QueryPoints, Rrf};
use qdrant_edge::external::ordered_float::OrderedFloat;
use qdrant_edge::{
    DEFAULT_VECTOR_NAME, EdgeConfig, Fusion as EngineFusion, NamedQuery, Prefetch, QueryEnum, QueryRequest, Sample,
    ScoringQuery, WithPayloadInterface,
};
use tonic::Status;

use super::limit;
use crate::convert::{check_vector, optional_filter, query_vector, search_params, with_payload, with_vectors};
use crate::failure;

const DEFAULT_LIMIT: usize = 10;
/// Default constant of reciprocal rank fusion, which is added to each rank.
const DEFAULT_RANK_CONSTANT: usize = 2;

/// The engine's request, checked against the collection's vectors.
pub fn query_request(query: QueryPoints, config: &EdgeConfig) -> Result<QueryRequest, Status> {
    if query.lookup_from.is_some() {
        return Err(failure::not_covered("vectors of other collections"));
    }
    let fused = !query.prefetch.is_empty();
    let payload = with_payload(query.with_payload)?;
    Ok(QueryRequest {
        prefetches: prefetches(query.prefetch, config)?,
        query: scoring(query.query, query.using, config, fused)?,
        filter: optional_filter(query.filter)?,
        score_threshold: query.score_threshold,
        limit: limit(query.limit, DEFAULT_LIMIT)?,
        offset: limit_free(query.offset)?,
        params: query.params.map(search_params).transpose()?,
        with_vector: with_vectors(query.with_vectors),
        with_payload: payload.unwrap_or(WithPayloadInterface::Bool(false)),
    })
}

fn prefetches(prefetches: Vec<PrefetchQuery>, config: &EdgeConfig) -> Result<Vec<Prefetch>, Status> {
    let convert = |prefetch| prefetch_request(prefetch, config);
    prefetches.into_iter().map(convert).collect()
}

fn prefetch_request(prefetch: PrefetchQuery, config: &EdgeConfig) -> Result<Prefetch, Status> {
    if prefetch.lookup_from.is_some() {
        return Err(failure::not_covered("vectors of other collections"));
    }
    let fused = !prefetch.prefetch.is_empty();
    Ok(Prefetch {
        prefetches: prefetches(prefetch.prefetch, config)?,
        query: scoring(prefetch.query, prefetch.using, config, fused)?,
        limit: limit(prefetch.limit, DEFAULT_LIMIT)?,
        params: prefetch.params.map(search_params).transpose()?,
        filter: optional_filter(prefetch.filter)?,
        score_threshold: prefetch.score_threshold,
    })
}

fn limit_free(offset: Option<u64>) -> Result<usize, Status> {
    usize::try_from(offset.unwrap_or_default()).map_err(|_| failure::invalid_field("offset", "value is too large"))
}

/// The scoring of points. None means that points are read in the order of their ids.
fn scoring(
    query: Option<Query>,
    using: Option<String>,
    config: &EdgeConfig,
    fused: bool,
) -> Result<Option<ScoringQuery>, Status> {
    let Some(variant) = query.and_then(|query| query.variant) else {
        return Ok(None);
    };
    let scoring = match variant {
        Variant::Nearest(input) => {
            let using = using.unwrap_or_else(|| DEFAULT_VECTOR_NAME.to_owned());
            let query = query_vector(input)?;
            check_vector(&using, &query, config)?;
            ScoringQuery::Vector(QueryEnum::Nearest(NamedQuery { query, using: Some(using) }))
        }
        Variant::Fusion(_) | Variant::Rrf(_) if !fused => {
            return Err(failure::bad_input("Fusion queries cannot be used without prefetches"));
        }
        Variant::Fusion(fusion) => ScoringQuery::Fusion(match Fusion::try_from(fusion) {
            Ok(Fusion::Rrf) => rank_fusion(Rrf::default()),
            Ok(Fusion::Dbsf) => EngineFusion::Dbsf,
            Err(_) => return Err(failure::bad_input("unknown fusion")),
        }),
        Variant::Rrf(rrf) => ScoringQuery::Fusion(rank_fusion(rrf)),
        Variant::Sample(_) => ScoringQuery::Sample(Sample::Random),
        Variant::Recommend(_) => return Err(failure::not_covered("recommend queries")),
        Variant::Discover(_) => return Err(failure::not_covered("discover queries")),
        Variant::Context(_) => return Err(failure::not_covered("context queries")),
        Variant::OrderBy(_) => return Err(failure::not_covered("order-by queries")),
        Variant::Formula(_) => return Err(failure::not_covered("formula queries")),
        Variant::NearestWithMmr(_) => return Err(failure::not_covered("MMR queries")),
        Variant::RelevanceFeedback(_) => {
            return Err(failure::not_covered("relevance feedback queries"));
        }
        Variant::Text(_) => return Err(failure::not_covered("text queries")),
    };
    Ok(Some(scoring))
}

fn rank_fusion(rrf: Rrf) -> EngineFusion {
    let weights: Vec<_> = rrf.weights.into_iter().map(OrderedFloat).collect();
    EngineFusion::Rrf {
        k: rrf.k.map_or(DEFAULT_RANK_CONSTANT, |k| k as usize),
        weights: (!weights.is_empty()).then_some(weights),
    }
}
