//! Whether the retrieved pages support an answer at all.

use crate::{
    evidence::Evidence,
    question::{Question, Term},
    words::words,
};
use sisuiq_db::document_chunks::Passage;
use std::collections::HashSet;

/// The least share of the question's weight that one passage must hold.
const LEAST_IN_ONE_PASSAGE: f64 = 0.50;
/// The least score of one sentence or row, by its words, its form and its meaning.
const LEAST_SCORE: f64 = 0.66;
/// The least share that one sentence or row must hold, with its heading and header, when its meaning could not be compared.
const LEAST_IN_ONE_PART: f64 = 0.57;

/// The least share of the question's words other than names that it must hold: who it is about is not yet what was asked.
const LEAST_ABOUT: f64 = 0.3;

/// Whether there is enough to answer from.
#[derive(Clone, Debug, PartialEq)]
pub enum Support {
    /// There is.
    Enough,
    /// There is not; these words of the question were missing, if any.
    TooLittle {
        /// Words of the question that the best passage does not hold.
        missing: Vec<String>,
    },
}

/// Judges the support: names and numbers that no document holds cannot be answered about, and one passage must hold most of
/// what the question asks, one part of it at least half.
#[must_use]
pub fn judge(question: &Question, passages: &[Passage], evidence: &[Evidence]) -> Support {
    let held: Vec<HashSet<String>> = passages.iter().map(held_by).collect();
    let is_nowhere = |term: &&Term| term.is_unknown && !held.iter().any(|stems| stems.contains(&term.stem));
    let unknown_names: Vec<String> =
        question.terms.iter().filter(|term| term.is_name).filter(is_nowhere).map(|term| term.surface.clone()).collect();
    if !unknown_names.is_empty() {
        return Support::TooLittle { missing: unknown_names };
    }
    let best = held.iter().map(|stems| cover(question, stems)).max_by(|left, right| left.share.total_cmp(&right.share));
    let Some(best) = best else { return Support::TooLittle { missing: Vec::new() } };
    let is_near = |part: &Evidence| match part.similarity {
        Some(_) => part.score >= LEAST_SCORE,
        None => part.in_context >= LEAST_IN_ONE_PART,
    };
    let supports = |part: &Evidence| is_near(part) && part.about >= LEAST_ABOUT;
    if best.share < LEAST_IN_ONE_PASSAGE || !evidence.iter().any(supports) {
        return Support::TooLittle { missing: best.missing };
    }
    Support::Enough
}

struct Cover {
    share: f64,
    missing: Vec<String>,
}

/// The words of a passage, its heading and its document's name.
fn held_by(passage: &Passage) -> HashSet<String> {
    let heading = passage.heading.as_deref().unwrap_or_default();
    let texts = [passage.text.as_str(), heading, passage.document_name.as_str()];
    texts.into_iter().flat_map(words).map(|word| word.stem).collect()
}

fn cover(question: &Question, held: &HashSet<String>) -> Cover {
    let (inside, outside): (Vec<_>, Vec<_>) = question.terms.iter().partition(|term| held.contains(&term.stem));
    let weight: f64 = inside.iter().map(|term| term.weight).sum();
    Cover {
        share: weight / question.total_weight().max(f64::MIN_POSITIVE),
        missing: outside.into_iter().map(|term| term.surface.clone()).collect(),
    }
}
