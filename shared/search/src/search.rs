//! The search for a prepared question.

use crate::{
    Prepared, Retrieval, Retrieved, Timings,
    away::Away,
    hits::{FIRST, Found, with_named, with_referenced},
};
use sisuiq_db::DatabaseError;
use sisuiq_documents_db::{
    document_chunk_terms,
    document_chunks::{self, FullTextHit},
};
use sisuiq_model::{ChunkId, DocumentFilter, SearchScope, Visibility};
use sisuiq_retrieval::{
    LEG_LIMIT, fusion,
    sparse::{self, SparseVector},
    vector_store::{Legs, QueryVectors},
};
use std::time::Instant;
use tokio::{join, try_join};

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
        let hybrid = async {
            match &prepared.searched {
                Some(vector) => self.hybrid(search, prepared, vector, &mut timings).await,
                None => None,
            }
        };
        let (found, named) = join!(hybrid, self.named(search, prepared));
        let named = named?;
        let (found, degraded) = match found {
            Some(found) => (found, false),
            None => (self.full_text(search, prepared, &mut timings).await?, true),
        };
        // acts of one field have the same subjects and words in their names
        let is_clear = prepared.is_clear && search.filter.law.is_none();
        let hits = with_named(found.hits(is_clear), &named);
        let first: Vec<ChunkId> = hits.iter().map(|hit| hit.chunk).take(FIRST).collect();
        let mut hits = with_referenced(hits, &self.referenced(search, &first).await?);
        hits.truncate(usize::from(search.limit));
        Ok(Retrieved { hits, degraded, timings })
    }

    /// Searches the documents that the question is about, and all documents, in one call. Returns `None` when the vector store cannot be
    /// searched.
    async fn hybrid(
        &self,
        Search { seen_by, filter, .. }: Search<'_>,
        prepared: &Prepared,
        vector: &[f32],
        timings: &mut Timings,
    ) -> Option<Found> {
        let start = Instant::now();
        let chosen = DocumentFilter { documents: prepared.chosen.clone(), ..filter.clone() };
        let parts = parts(prepared, filter, &chosen);
        let queries = parts.iter().flatten().map(|(terms, filter)| {
            let query = QueryVectors { dense: vector.to_vec(), sparse: sparse::query(terms, &prepared.frequencies) };
            (query, SearchScope { seen_by, filter })
        });
        let found = prepared.store.search(queries.collect(), &prepared.groups, LEG_LIMIT.into()).await;
        timings.vector_search = start.elapsed();
        let mut found = found.map_err(|error| Away::from(error).report()).ok()?.into_iter();
        let [everywhere, within] = parts.map(|part| part.and_then(|_| found.next()).unwrap_or_default());
        Some(Found::new(everywhere, within, prepared.vector.is_some()))
    }

    /// The search by words alone, with the same terms and weights, in Postgres.
    async fn full_text(
        &self,
        Search { question, seen_by, filter, limit }: Search<'_>,
        prepared: &Prepared,
        timings: &mut Timings,
    ) -> Result<Found, DatabaseError> {
        let start = Instant::now();
        let chosen = DocumentFilter { documents: prepared.chosen.clone(), ..filter.clone() };
        let connection = self.database.connection().await?;
        let connection = &connection;
        let [everywhere, within] = parts(prepared, filter, &chosen).map(|part| async move {
            let Some((terms, filter)) = part else { return Ok(Vec::new()) };
            let SparseVector { indices, values } = sparse::query(terms, &prepared.frequencies);
            let scope = SearchScope { seen_by, filter };
            document_chunk_terms::search(connection, scope, &indices, &values, LEG_LIMIT.into()).await
        });
        let scope = SearchScope { seen_by, filter };
        let earlier = document_chunks::search_full_text(connection, scope, question, limit.into());
        let (everywhere, within, earlier) = try_join!(everywhere, within, earlier)?;
        timings.full_text_search = start.elapsed();
        let [everywhere, within, earlier] = [everywhere, within, earlier].map(|hits| by_words(&hits));
        Ok(Found::new(everywhere, within, false).with_others(&earlier))
    }
}

/// The searches that a question needs, each by terms and in documents: of all documents, and of those that it is about.
fn parts<'a>(
    prepared: &'a Prepared,
    filter: &'a DocumentFilter,
    chosen: &'a DocumentFilter,
) -> [Option<(&'a [String], &'a DocumentFilter)>; 2] {
    let everywhere = (!prepared.is_whole_scope).then_some((prepared.terms.as_slice(), filter));
    let within = (!prepared.chosen.is_empty()).then_some((prepared.subject_terms.as_slice(), chosen));
    [everywhere, within]
}

/// What Postgres found, as a search by words.
fn by_words(hits: &[FullTextHit]) -> Legs {
    let keyword = hits.iter().map(|hit| fusion::Scored { chunk: hit.id.0, score: narrow(hit.rank) }).collect();
    Legs { semantic: Vec::new(), keyword }
}

#[expect(clippy::cast_possible_truncation, reason = "a sum of weights, whose digits only order hits")]
const fn narrow(rank: f64) -> f32 {
    rank as f32
}
