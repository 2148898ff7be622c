//! Retrieves passages and figures for a question, unless an equivalent question has a cached answer.

use super::{
    context::{Analytics, Inquiry, Turn, milliseconds},
    lifecycle::count_failure,
    search::{self, SearchResult},
};
use crate::State;
use sisuiq_answers::Figures;
use sisuiq_datasets_db::datasets;
use sisuiq_http::Result;
use sisuiq_model::{ChatMode, Visibility};
use sisuiq_telemetry::metrics::{EMPTY_RETRIEVAL_TOTAL, RAG_DURATION_SECONDS, RAG_QUERIES_TOTAL};
use std::time::Instant;
use tokio::try_join;

/// Prepares the turn of a question that is to be answered.
pub(super) async fn retrieve(state: &State, inquiry: Inquiry) -> Result<Turn> {
    let mode = inquiry.question.mode.as_str();
    Box::pin(find_material(state, inquiry)).await.inspect_err(|problem| count_failure(mode, problem))
}

async fn find_material(state: &State, mut inquiry: Inquiry) -> Result<Turn> {
    let began = Instant::now();
    let mode = inquiry.question.mode;
    let (analysed, prepared) = search::prepare(state, inquiry.seen_by, &inquiry.question).await?;
    // the second look into the cache, for similar questions: it needs the vector of this one
    if let Some(slot) = &mut inquiry.cache_slot
        && let Some(hit) = slot.find_similar(state, &inquiry.question.message, prepared.vector.as_deref()).await?
    {
        return Ok(Turn::Cached(inquiry.cached(state, *hit)));
    }
    let search = async {
        let mut found = search::search(state, inquiry.seen_by, &inquiry.question, analysed, &prepared).await?;
        measure(mode, began, &found);
        found.without_text = search::without_text(state, inquiry.seen_by, &inquiry.question, &found).await?;
        Ok(found)
    };
    let (found, analytics) = try_join!(search, newest_analytics(state, inquiry.seen_by, mode))?;
    Ok(inquiry.retrieved(state, found, analytics))
}

/// The newest table's figures, if the mode reads them.
async fn newest_analytics(state: &State, seen_by: Visibility, mode: ChatMode) -> Result<Analytics> {
    if mode != ChatMode::Analytics {
        return Ok(Analytics::default());
    }
    let began = Instant::now();
    let connection = state.database.connection().await?;
    let snapshot = datasets::find_newest(&connection, seen_by).await?;
    let elapsed_ms = Some(milliseconds(began));
    let figures = snapshot.as_ref().map(|snapshot| Figures::new(&snapshot.dataset_name, &snapshot.payload));
    Ok(Analytics { snapshot, figures, elapsed_ms })
}

/// Counts a search.
fn measure(mode: ChatMode, began: Instant, found: &SearchResult) {
    let mode = mode.as_str();
    RAG_QUERIES_TOTAL.count([mode]);
    RAG_DURATION_SECONDS.record(began.elapsed(), [mode]);
    if found.findings.passages.is_empty() {
        EMPTY_RETRIEVAL_TOTAL.count([mode]);
    }
}
