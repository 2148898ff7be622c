//! The order of passages by the retrieval and by their parts together.

use sisuiq_answers::Evidence;
use sisuiq_model::Passage;
use sisuiq_retrieval::fusion::reciprocal;
use sisuiq_search::Hit;
use std::collections::{HashMap, HashSet};

/// The weight of the rank in retrieval, where that of the best part is 1.
const RETRIEVAL: f64 = 2.0;

/// Passages with their hits, and their parts.
pub(super) type Weighed = (Vec<Passage>, Vec<Hit>, Vec<Evidence>);

/// Orders passages by their ranks in retrieval and the ranks of their best parts: each misplaces other passages.
pub(super) fn by_both((passages, hits, evidence): Weighed) -> Weighed {
    let ranks: Vec<u32> = hits.iter().map(|hit| hit.rank).collect();
    let best_first = order(&ranks, evidence.iter().map(|part| part.passage));
    let mut found: Vec<Option<(Passage, Hit)>> = passages.into_iter().zip(hits).map(Some).collect();
    let ordered = best_first.into_iter().filter_map(|place| Some((place, found.get_mut(place)?.take()?)));
    let ordered = pages_first(ordered.collect(), |(_, (passage, _))| passage);
    let places: HashMap<usize, usize> = ordered.iter().map(|(place, _)| *place).zip(0..).collect();
    let moved = |part: Evidence| Some(Evidence { passage: *places.get(&part.passage)?, ..part });
    let evidence = evidence.into_iter().filter_map(moved).collect();
    let (passages, hits) = ordered.into_iter().map(|(_, found)| found).unzip();
    (passages, hits, evidence)
}

/// Moves further passages of a page behind the first passages of all pages: a model is shown most of the page around each.
pub(super) fn pages_first<Found>(ranked: Vec<Found>, passage: impl Fn(&Found) -> &Passage) -> Vec<Found> {
    let mut pages = HashSet::new();
    let (first, others): (Vec<_>, Vec<_>) = ranked.into_iter().partition(|found| {
        let passage = passage(found);
        pages.insert((passage.document_id, passage.version, passage.page))
    });
    first.into_iter().chain(others).collect()
}

/// The places of passages with these ranks in retrieval, best first. `parts` are the places of the passages of all parts,
/// best first.
fn order(ranks: &[u32], parts: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut best: HashMap<usize, u32> = HashMap::new();
    for (place, rank) in parts.zip(1..) {
        best.entry(place).or_insert(rank);
    }
    let score = |(place, rank): &(usize, u32)| {
        RETRIEVAL * reciprocal(*rank) + best.get(place).map_or(0.0, |rank| reciprocal(*rank))
    };
    let mut places: Vec<(usize, u32)> = ranks.iter().copied().enumerate().collect();
    places.sort_by(|left, right| score(right).total_cmp(&score(left)));
    places.into_iter().map(|(place, _)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::order;

    #[test]
    fn passages_without_parts_keep_their_order() {
        assert_eq!(order(&[1, 2, 5], [].into_iter()), [0, 1, 2]);
        assert!(order(&[], [].into_iter()).is_empty());
    }

    #[test]
    fn a_good_part_lifts_its_passage() {
        assert_eq!(order(&[1, 2, 3], [2, 0, 2, 1].into_iter()), [0, 2, 1]);
        assert_eq!(order(&[1, 2, 40], [2, 0, 1].into_iter()), [0, 1, 2], "retrieval weighs more");
    }
}
