use super::{Fused, Place, Scored, fuse};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

fn leg(chunks: &[u128]) -> Vec<Scored> {
    let scores = (0_u8..).map(|place| 1.0 / (1.0 + f32::from(place)));
    chunks.iter().zip(scores).map(|(chunk, score)| Scored { chunk: Uuid::from_u128(*chunk), score }).collect()
}

fn order(fused: &[Fused]) -> Vec<u128> {
    fused.iter().map(|entry| entry.chunk.as_u128()).collect()
}

fn close(left: f64, right: f64) -> bool {
    (left - right).abs() < 1e-12
}

#[test]
fn nothing_found_is_nothing() {
    assert_eq!(fuse(&[], &[]), []);
}

#[test]
fn first_twice_scores_two_sixty_firsts() {
    let fused = fuse(&leg(&[7]), &leg(&[7]));
    assert_eq!(fused.len(), 1);
    assert!(close(fused[0].score, 2.0 / 61.0));
    assert_eq!(fused[0].semantic, Some(Place { rank: 1, score: 1.0 }));
    assert_eq!(fused[0].keyword, Some(Place { rank: 1, score: 1.0 }));
}

#[test]
fn single_search_result_has_one_rank() {
    let fused = fuse(&leg(&[1, 2]), &leg(&[]));
    assert_eq!(order(&fused), [1, 2]);
    assert!(close(fused[1].score, 1.0 / 62.0));
    assert_eq!((fused[1].semantic.map(|place| place.rank), fused[1].keyword), (Some(2), None));
}

#[test]
fn agreement_beats_one_first_place() {
    assert_eq!(order(&fuse(&leg(&[1, 2]), &leg(&[3, 2]))), [2, 1, 3]);
}

#[test]
fn equal_scores_keep_encounter_order() {
    assert_eq!(order(&fuse(&leg(&[5, 6]), &leg(&[4, 3]))), [5, 4, 6, 3]);
}

#[test]
fn clear_lead_beats_middle_places() {
    let scored = |(chunk, score)| Scored { chunk: Uuid::from_u128(chunk), score };
    let words = [(9, 20.0), (1, 4.0), (2, 4.0), (3, 4.0)].map(scored);
    let meaning = [(1, 0.41), (2, 0.40), (3, 0.39), (4, 0.38), (9, 0.37)].map(scored);
    assert_eq!(order(&fuse(&meaning, &words))[0], 9);
    assert_eq!(order(&fuse(&meaning, &words[1..]))[0], 1, "without it the ranks decide");
}

#[test]
fn equal_scores_are_whole_shares() {
    let scored = |chunk| Scored { chunk: Uuid::from_u128(chunk), score: 0.0 };
    let fused = fuse(&[1, 2].map(scored), &[]);
    assert!(fused.iter().all(|entry| close(entry.share, 1.0)));
}

#[test]
fn repeated_chunk_keeps_its_better_rank() {
    let fused = fuse(&leg(&[1, 1, 2]), &[]);
    assert_eq!(order(&fused), [1, 2]);
    assert_eq!(fused[1].semantic.map(|place| place.rank), Some(2));
}

#[test]
fn other_search_breaks_ties() {
    let scored = |(chunk, score)| Scored { chunk: Uuid::from_u128(chunk), score };
    let other = leg(&[1, 2, 3, 4]);
    for order in [[(1, 0.5), (2, 0.5)], [(2, 0.5), (1, 0.5)]] {
        let tied: Vec<_> = [(4, 0.9), order[0], order[1], (3, 0.1)].map(scored).into();
        for fused in [fuse(&other, &tied), fuse(&tied, &other)] {
            let ranks =
                |entry: &Fused| (entry.chunk.as_u128(), entry.semantic.unwrap().rank + entry.keyword.unwrap().rank);
            let ranks: BTreeMap<_, _> = fused.iter().map(ranks).collect();
            assert_eq!(ranks, BTreeMap::from([(1, 1 + 2), (2, 2 + 3), (3, 3 + 4), (4, 4 + 1)]));
        }
    }
}

proptest! {
    #[test]
    fn each_chunk_appears_once(
        semantic in prop::collection::vec(0_u128..40, 0..60),
        keyword in prop::collection::vec(0_u128..40, 0..60),
    ) {
        let fused = fuse(&leg(&semantic), &leg(&keyword));
        let expected = semantic.iter().chain(&keyword).copied().collect::<BTreeSet<_>>();
        prop_assert_eq!(fused.len(), expected.len());
        prop_assert_eq!(order(&fused).into_iter().collect::<BTreeSet<_>>(), expected);
        for entry in &fused {
            let ranks = [entry.semantic, entry.keyword];
            let score = ranks.iter().flatten().map(|place| 1.0 / (60.0 + f64::from(place.rank))).sum::<f64>();
            prop_assert!(close(entry.score, score));
            prop_assert!(ranks.iter().flatten().all(|place| place.rank >= 1));
        }
        prop_assert!(fused.windows(2).all(|pair| pair[0].share >= pair[1].share));
    }

    #[test]
    fn exchanging_the_searches_changes_no_score(
        semantic in prop::collection::vec(0_u128..40, 0..60),
        keyword in prop::collection::vec(0_u128..40, 0..60),
    ) {
        let mut forth = fuse(&leg(&semantic), &leg(&keyword));
        let mut back = fuse(&leg(&keyword), &leg(&semantic));
        forth.sort_by_key(|entry| entry.chunk);
        back.sort_by_key(|entry| entry.chunk);
        for (left, right) in forth.iter().zip(&back) {
            prop_assert!(close(left.score, right.score) && close(left.share, right.share));
            prop_assert_eq!((left.semantic, left.keyword), (right.keyword, right.semantic));
        }
    }

    #[test]
    fn fusion_is_independent_of_ids(
        semantic in prop::collection::vec(0_usize..40, 0..60),
        keyword in prop::collection::vec(0_usize..40, 0..60),
        names in Just((1000_u128..1040).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let plain = |chunks: &[usize]| leg(&chunks.iter().map(|chunk| *chunk as u128).collect::<Vec<_>>());
        let named = |chunks: &[usize]| leg(&chunks.iter().map(|chunk| names[*chunk]).collect::<Vec<_>>());
        let expected = order(&fuse(&plain(&semantic), &plain(&keyword)));
        let expected: Vec<u128> = expected.into_iter().map(|chunk| names[usize::try_from(chunk).unwrap()]).collect();
        prop_assert_eq!(order(&fuse(&named(&semantic), &named(&keyword))), expected);
    }

    #[test]
    fn any_tie_keeps_encounter_order(semantic in prop::collection::vec(0_u128..40, 0..60), keyword in prop::collection::vec(0_u128..40, 0..60)) {
        let mut met = BTreeSet::new();
        let met: Vec<u128> = semantic.iter().chain(&keyword).copied().filter(|chunk| met.insert(*chunk)).collect();
        let place = |entry: &Fused| met.iter().position(|chunk| *chunk == entry.chunk.as_u128());
        let fused = fuse(&leg(&semantic), &leg(&keyword));
        for pair in fused.windows(2) {
            let (left, right) = ((pair[0].share, pair[0].score), (pair[1].share, pair[1].score));
            prop_assert!(left > right || place(&pair[0]) < place(&pair[1]));
        }
    }

    #[test]
    fn fusion_is_monotonic(
        semantic in prop::collection::btree_set(0_u128..40, 2..30),
        keyword in prop::collection::btree_set(0_u128..40, 0..30),
        risen in any::<prop::sample::Index>(),
    ) {
        let mut semantic: Vec<u128> = semantic.into_iter().collect();
        let keyword: Vec<u128> = keyword.into_iter().collect();
        let risen = 1 + risen.index(semantic.len() - 1);
        let chunk = semantic[risen];
        let place = |semantic: &[u128]| order(&fuse(&leg(semantic), &leg(&keyword))).iter().position(|one| *one == chunk);
        let before = place(&semantic);
        semantic.swap(risen - 1, risen);
        prop_assert!(place(&semantic) <= before);
    }
}
