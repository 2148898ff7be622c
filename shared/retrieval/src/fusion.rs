//! Reciprocal rank fusion: one order out of several.

use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// How many chunks each of the two searches contributes to the fusion.
pub const LEG_LIMIT: u16 = 50;

/// What is added to a rank before it is inverted; the larger, the less the first places stand out.
pub const RANK_CONSTANT: u32 = 60;

/// What one search found, best first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scored {
    /// The chunk.
    pub chunk: Uuid,
    /// How well it fits by that search's own measure; comparable only within one search.
    pub score: f32,
}

/// A chunk's place in one search.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// 1 for the best.
    pub rank: u32,
    /// The search's own score.
    pub score: f32,
}

/// A chunk that at least one search found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fused {
    /// The chunk.
    pub chunk: Uuid,
    /// Its place by meaning.
    pub semantic: Option<Place>,
    /// Its place by words.
    pub keyword: Option<Place>,
    /// The sum of 1 / ([`RANK_CONSTANT`] + rank) over the searches that found it.
    pub score: f64,
}

/// Fuses two searches, best first. A chunk that one search lists twice keeps its better rank there, and the worse one
/// is closed up. Of chunks with equal scores in one search the better one in the other goes first: which of them a store names first
/// is up to how it was filled. Equal sums stay in the order in which the chunks were first met: by meaning, then by words.
#[must_use]
pub fn fuse(semantic: &[Scored], keyword: &[Scored]) -> Vec<Fused> {
    let mut fused = Vec::<Fused>::new();
    let mut positions = HashMap::<Uuid, usize>::new();
    for (places, is_semantic) in [(places(semantic, keyword), true), (places(keyword, semantic), false)] {
        for (chunk, place) in places {
            let position = *positions.entry(chunk).or_insert(fused.len());
            if position == fused.len() {
                fused.push(Fused { chunk, semantic: None, keyword: None, score: 0.0 });
            }
            if let Some(entry) = fused.get_mut(position) {
                let slot = if is_semantic { &mut entry.semantic } else { &mut entry.keyword };
                *slot = Some(place);
                entry.score += reciprocal(place.rank);
            }
        }
    }
    fused.sort_by(|left, right| right.score.total_cmp(&left.score));
    fused
}

/// What a place in one search adds.
#[must_use]
pub fn reciprocal(rank: u32) -> f64 {
    1.0 / f64::from(RANK_CONSTANT.saturating_add(rank))
}

/// The different chunks of one search with their ranks.
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
