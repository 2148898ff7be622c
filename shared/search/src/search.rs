//! The search for a prepared question.

use crate::{
    Prepared, Retrieval, Retrieved, Timings,
    away::Away,
    hits::{Found, Hit, fused, ranked},
};
use sisuiq_db::DatabaseError;
use sisuiq_documents_db::document_chunks;
use sisuiq_model::{DocumentFilter, SearchScope, Visibility};
use sisuiq_retrieval::{
    LEG_LIMIT, fusion, sparse,
    store::{Legs, QueryVectors},
};
use std::time::Instant;
use tokio::try_join;

/// A search: the question, the caller and the documents.
#[derive(Clone, Copy, Debug)]
pub struct Search<'a> {
    /// The question.
    pub question: &'a str,
    /// The caller's visibility.
    pub seen_by: Visibility,
    /// Documents to search.
    pub filter: &'a DocumentFilter,
    /// The most chunks to find.
    pub limit: u16,
}

impl Retrieval {
    /// Finds the best visible chunks that match the filter, at most `limit` and at most twice [`LEG_LIMIT`]. When the model or
    /// the vector store is unavailable, Postgres answers and the result is marked as degraded; it fails only when that fails too.
    pub async fn search(&self, search: Search<'_>, prepared: &Prepared) -> Result<Retrieved, DatabaseError> {
        let mut timings = Timings { embedding: prepared.embedding, ..Timings::default() };
        let found = match &prepared.searched {
            Some(vector) => self.hybrid(search, prepared, vector, &mut timings).await,
            None => None,
        };
        let (mut hits, degraded) = match found {
            Some(found) => (found.hits(), false),
            None => (self.full_text(search, &mut timings).await?, true),
        };
        hits.truncate(usize::from(search.limit));
        Ok(Retrieved { hits, degraded, timings })
    }

    /// Searches the documents that the question is about, and all documents. Returns `None` when the vector store cannot be
    /// searched.
    async fn hybrid(
        &self,
        Search { seen_by, filter, .. }: Search<'_>,
        prepared: &Prepared,
        vector: &[f32],
        timings: &mut Timings,
    ) -> Option<Found> {
        let start = Instant::now();
        let query =
            |terms| QueryVectors { dense: vector.to_vec(), sparse: sparse::query(terms, &prepared.frequencies) };
        let chosen = DocumentFilter { documents: prepared.chosen.clone(), ..filter.clone() };
        let everywhere = async {
            if prepared.is_whole_scope {
                return Ok(Legs::default());
            }
            prepared.store.search(query(&prepared.terms), SearchScope { seen_by, filter }, LEG_LIMIT.into()).await
        };
        let within = async {
            if chosen.documents.is_empty() {
                return Ok(Legs::default());
            }
            let query = query(&prepared.subject_terms);
            prepared.store.search(query, SearchScope { seen_by, filter: &chosen }, LEG_LIMIT.into()).await
        };
        let found = try_join!(everywhere, within);
        timings.vector_search = start.elapsed();
        let (everywhere, within) = found.map_err(|error| Away::from(error).report()).ok()?;
        Some(Found::new(everywhere, within, prepared.vector.is_some()))
    }

    async fn full_text(
        &self,
        Search { question, seen_by, filter, limit }: Search<'_>,
        timings: &mut Timings,
    ) -> Result<Vec<Hit>, DatabaseError> {
        let start = Instant::now();
        let connection = self.database.connection().await?;
        let scope = SearchScope { seen_by, filter };
        let found = document_chunks::search_full_text(&connection, scope, question, limit.into()).await?;
        timings.full_text_search = start.elapsed();
        let keyword = found.iter().map(|hit| fusion::Scored { chunk: hit.id.0, score: narrow(hit.rank) }).collect();
        Ok(ranked(fused(&Legs { semantic: Vec::new(), keyword })))
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a rank lies between 0 and 1, and its digits only order hits")]
const fn narrow(rank: f64) -> f32 {
    rank as f32
}
