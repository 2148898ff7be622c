//! Searches by meaning and by words, all in one round trip.

use super::{DENSE, QdrantStore, SPARSE, StoreError, filter};
use crate::{fusion::Scored, sparse::SparseVector};
use qdrant_client::qdrant::{
    BatchResult, Filter, Query, QueryBatchPoints, QueryBatchPointsBuilder, QueryBatchResponse, QueryPoints,
    QueryPointsBuilder, ScoredPoint, VectorInput, point_id::PointIdOptions,
};
use sisuiq_model::{AccountGroupId, SearchScope};
use std::time::Duration;
use tokio::time::error::Elapsed;
use uuid::Uuid;

/// A question as both searches see it.
#[derive(Clone, Debug)]
pub struct QueryVectors {
    /// Its meaning.
    pub dense: Vec<f32>,
    /// Its words.
    pub sparse: SparseVector,
}

/// The results of both searches, each best first.
#[derive(Clone, Debug, Default)]
pub struct Legs {
    /// By meaning; the score is the cosine.
    pub semantic: Vec<Scored>,
    /// By words; the score is BM25's.
    pub keyword: Vec<Scored>,
}

/// The metrics' name of a search.
const QUERY: &str = "query";

impl QdrantStore {
    /// For each search the best `limit` chunks by meaning, and as many by words, that the user, who is in these groups, may see and the
    /// filter admits; all in one call. A question without searchable words finds nothing by words.
    pub async fn search(
        &self,
        searches: Vec<(QueryVectors, SearchScope<'_>)>,
        groups: &[AccountGroupId],
        limit: u64,
    ) -> Result<Vec<Legs>, StoreError> {
        if searches.is_empty() {
            return Ok(Vec::new());
        }
        let have_words: Vec<bool> = searches.iter().map(|(query, _)| !query.sparse.is_empty()).collect();
        let queries: Vec<QueryPoints> = searches
            .into_iter()
            .flat_map(|(query, scope)| self.legs(query, filter::visible(scope, groups), limit))
            .collect();
        let request = QueryBatchPointsBuilder::new(self.collection(), queries).build();
        self.breaker.enter().map_err(StoreError::unavailable)?;
        let answer = self.ask(request).await;
        self.breaker.note(answer.as_ref().is_err_and(StoreError::is_unavailable));
        let mut results = answer?.result.into_iter();
        let legs = have_words.into_iter().map(|has_words| {
            let semantic = scored(results.next())?;
            let keyword = if has_words { scored(results.next())? } else { Vec::new() };
            Ok(Legs { semantic, keyword })
        });
        legs.collect()
    }

    /// The search by meaning and, for a question with words, the one by words.
    fn legs(&self, query: QueryVectors, visible: Filter, limit: u64) -> Vec<QueryPoints> {
        let mut legs = vec![self.query(DENSE, VectorInput::new_dense(query.dense), visible.clone(), limit)];
        if !query.sparse.is_empty() {
            let sparse = VectorInput::new_sparse(query.sparse.indices, query.sparse.values);
            legs.push(self.query(SPARSE, sparse, visible, limit));
        }
        legs
    }

    /// A connection without a response is discarded and the search retried on a new one: a router may have dropped the
    /// connection while the function was frozen.
    async fn ask(&self, request: QueryBatchPoints) -> Result<QueryBatchResponse, StoreError> {
        let attempt = self.limits.search / 2;
        if let Ok(answer) = self.attempt(&request, attempt).await {
            return answer;
        }
        self.renew();
        self.attempt(&request, attempt).await.unwrap_or_else(|elapsed| {
            self.renew();
            Err(StoreError::unavailable(elapsed))
        })
    }

    async fn attempt(
        &self,
        request: &QueryBatchPoints,
        time: Duration,
    ) -> Result<Result<QueryBatchResponse, StoreError>, Elapsed> {
        self.call_within(time, QUERY, |client| {
            let request = request.clone();
            async move { client.query_batch(request).await }
        })
        .await
    }

    /// Only ids and scores are asked for: the text comes from Postgres, which also decides again who may see it.
    fn query(&self, vector: &str, input: VectorInput, visible: Filter, limit: u64) -> QueryPoints {
        QueryPointsBuilder::new(self.collection())
            .query(Query::new_nearest(input))
            .using(vector)
            .filter(visible)
            .limit(limit)
            .with_payload(false)
            .build()
    }
}

fn scored(result: Option<BatchResult>) -> Result<Vec<Scored>, StoreError> {
    let result = result.ok_or_else(|| StoreError::request("a result of the batch is missing"))?;
    result.result.into_iter().map(chunk).collect()
}

fn chunk(point: ScoredPoint) -> Result<Scored, StoreError> {
    let Some(PointIdOptions::Uuid(id)) = point.id.and_then(|id| id.point_id_options) else {
        return Err(StoreError::request("a point's id is not a UUID"));
    };
    let chunk = id.parse::<Uuid>().map_err(StoreError::request)?;
    Ok(Scored { chunk, score: point.score })
}
