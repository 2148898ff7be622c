//! Fusion of two result lists by their scores, with reciprocal ranks for ties and records.

use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// The most chunks that each search contributes.
pub const LEG_LIMIT: u16 = 50;

/// The constant that is added to a rank before it is inverted. A larger constant gives the first ranks less weight.
pub const RANK_CONSTANT: u32 = 60;

/// A result of one search.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scored {
    /// The chunk.
    pub chunk: Uuid,
    /// The search's own score, comparable only within that search.
    pub score: f32,
}

/// A chunk's rank in one search.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// The rank, from 1.
    pub rank: u32,
    /// The search's own score.
    pub score: f32,
}

/// A chunk that at least one search found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fused {
    /// The chunk.
    pub chunk: Uuid,
    /// Its rank in the semantic search.
    pub semantic: Option<Place>,
    /// Its rank in the keyword search.
    pub keyword: Option<Place>,
    /// The sum of 1 / ([`RANK_CONSTANT`] + rank) over the searches that found it.
    pub score: f64,
    /// The sum over both searches of its score as a share of the range of their scores: a clear lead in one search counts
    /// more than its rank says.
    pub share: f64,
}

/// Fuses two searches, best first by the sum of their shares, then by that of their reciprocal ranks.
///
/// A chunk that one search lists twice keeps its better rank there; later chunks move up. Chunks with equal scores in
/// one search are ordered by their rank in the other, because a store's own order of them is arbitrary. Equal sums stay
/// in the order of first occurrence: semantic results, then keyword results.
#[must_use]
pub fn fuse(semantic: &[Scored], keyword: &[Scored]) -> Vec<Fused> {
    let mut fused = Vec::<Fused>::new();
    let mut positions = HashMap::<Uuid, usize>::new();
    for (places, is_semantic) in [(places(semantic, keyword), true), (places(keyword, semantic), false)] {
        let range = Range::of(&places);
        for (chunk, place) in places {
            let position = *positions.entry(chunk).or_insert(fused.len());
            if position == fused.len() {
                fused.push(Fused { chunk, semantic: None, keyword: None, score: 0.0, share: 0.0 });
            }
            if let Some(entry) = fused.get_mut(position) {
                let slot = if is_semantic { &mut entry.semantic } else { &mut entry.keyword };
                *slot = Some(place);
                entry.score += reciprocal(place.rank);
                entry.share += range.share(place.score);
            }
        }
    }
    fused.sort_by(|left, right| right.share.total_cmp(&left.share).then_with(|| right.score.total_cmp(&left.score)));
    fused
}

/// The score of a rank in one search.
#[must_use]
pub fn reciprocal(rank: u32) -> f64 {
    1.0 / f64::from(RANK_CONSTANT.saturating_add(rank))
}

/// The range of one search's scores.
#[derive(Clone, Copy)]
struct Range {
    lowest: f64,
    highest: f64,
}

impl Range {
    /// From the last to the first score; from zero where the search found all there is.
    fn of(places: &[(Uuid, Place)]) -> Self {
        let score = |place: Option<&(Uuid, Place)>| place.map_or(0.0, |(_, place)| f64::from(place.score));
        let (lowest, highest) = (score(places.last()), score(places.first()));
        let is_cut = places.len() >= usize::from(LEG_LIMIT);
        Self { lowest: if is_cut { lowest } else { lowest.min(0.0) }, highest }
    }

    fn share(self, score: f32) -> f64 {
        let width = self.highest - self.lowest;
        if width > 0.0 { (f64::from(score) - self.lowest) / width } else { 1.0 }
    }
}

/// The distinct chunks of one search with their ranks.
fn places(found: &[Scored], other: &[Scored]) -> Vec<(Uuid, Place)> {
    let elsewhere: HashMap<Uuid, usize> =
        other.iter().rev().zip((0..other.len()).rev()).map(|(scored, place)| (scored.chunk, place)).collect();
    let mut found = found.to_vec();
    found.sort_by(|left, right| {
        let place = |scored: &Scored| elsewhere.get(&scored.chunk).copied().unwrap_or(usize::MAX);
        right.score.total_cmp(&left.score).then_with(|| place(left).cmp(&place(right)))
    });
    let mut seen = HashSet::new();
    found.retain(|scored| seen.insert(scored.chunk));
    found.iter().zip(1..).map(|(scored, rank)| (scored.chunk, Place { rank, score: scored.score })).collect()
}

#[cfg(test)]
mod tests;
