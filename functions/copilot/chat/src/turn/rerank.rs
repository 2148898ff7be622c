//! Orders the first passages by a reranker, where an operator has configured one.

use sisuiq_model::Passage;
use sisuiq_retrieval::{Reranker, fusion::Place};
use sisuiq_search::Hit;
use std::{error::Error, time::Instant};
use tracing::{debug, warn};

/// Passages in their new order.
pub(super) struct Reranked {
    pub(super) passages: Vec<(Passage, Hit)>,
    /// `true` when the reranker failed and the order is that of the search.
    pub(super) is_unavailable: bool,
}

/// Moves the passages that the reranker sees to the front, in its order. When it fails, the order stays: answers are checked all
/// the same.
pub(super) async fn rerank(reranker: Option<&Reranker>, question: &str, ranked: Vec<(Passage, Hit)>) -> Reranked {
    let Some(reranker) = reranker.filter(|_| !ranked.is_empty()) else {
        return Reranked { passages: ranked, is_unavailable: false };
    };
    let began = Instant::now();
    let texts: Vec<String> = ranked.iter().take(reranker.most()).map(|(passage, _)| text(passage)).collect();
    let order = match reranker.order(question, &texts).await {
        Ok(order) => order,
        Err(error) => {
            warn!(error = &error as &dyn Error, reranker = reranker.name(), "passages stay in the order of the search");
            return Reranked { passages: ranked, is_unavailable: true };
        }
    };
    debug!(reranker = reranker.name(), passages = texts.len(), took = ?began.elapsed(), "reranked");
    let mut places = vec![None; ranked.len()];
    for ((index, score), rank) in order.into_iter().zip(1..) {
        if let Some(place) = places.get_mut(index) {
            *place = Some(Place { rank, score });
        }
    }
    let with_places =
        ranked.into_iter().zip(places).map(|((passage, hit), reranked)| (passage, Hit { reranked, ..hit }));
    let mut ordered: Vec<_> = with_places.collect();
    ordered.sort_by_key(|(_, hit)| hit.reranked.map_or(u32::MAX, |place| place.rank));
    Reranked { passages: ordered, is_unavailable: false }
}

/// The text that the reranker sees. The heading says what the passage is about.
fn text(passage: &Passage) -> String {
    match &passage.heading {
        Some(heading) => format!("{heading}\n{}", passage.text),
        None => passage.text.clone(),
    }
}
