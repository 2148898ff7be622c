use std::collections::HashSet;
use std::num::NonZeroU32;

use super::candidates::Candidates;
use super::open::{Entry, NameIndex};
use super::view::View;
use crate::compare::Similarities;
use crate::evidence::{Evidence, Subject};
use crate::rarity::weight;
use crate::score::{Comparison, Side, grade};
use crate::{Kind, MATCH_THRESHOLD, Name};

/// The number of the first token of a search, beyond those of an index.
const SEARCHED: u32 = 1 << 31;

/// The bounds of a search.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Search {
    /// The score from which a name is found, from 0 to 1. Below 0.5 a search may miss names.
    pub threshold: f64,
    /// The number of hits at most.
    pub limit: usize,
    /// The kind of the things that are found. Names of unknown kind are always found.
    pub kind: Option<Kind>,
}

impl Default for Search {
    fn default() -> Self {
        Self { threshold: MATCH_THRESHOLD, limit: 10, kind: None }
    }
}

/// An entity that resembles the searched one, by the best of its names.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit<'a> {
    /// The name of the list.
    pub entry: Entry<'a>,
    /// The comparison of the searched name (left) with it (right), and of the facts.
    pub comparison: Comparison,
    /// The threshold of the search.
    pub threshold: f64,
}

/// Searches an index. It reuses its memory from one search to the next; each thread has its own.
#[derive(Debug)]
pub struct Searcher<'a> {
    view: View<'a>,
    candidates: Candidates<'a>,
    similarities: Similarities,
}

/// A name of the list with its score.
struct Graded {
    score: f64,
    number: u32,
    entity: u32,
    evidence: Evidence,
}

impl<'a> Searcher<'a> {
    /// A searcher of an index.
    #[must_use]
    pub fn new<B: AsRef<[u8]>>(index: &'a NameIndex<B>) -> Self {
        Self { view: index.view(), candidates: Candidates::new(index.view()), similarities: Similarities::default() }
    }

    /// Finds the entities whose names and facts resemble those of a subject, the best first; equal scores are in the order of the list. An
    /// entity that has an identifier of the subject is compared whatever its names are.
    #[must_use]
    pub fn search(&mut self, name: &Name, facts: &Subject, search: &Search) -> Vec<Hit<'a>> {
        let view = self.view;
        let mut side = Side::of_name(name, None);
        self.similarities.clear();
        for (number, token) in (SEARCHED..).zip(&mut side.tokens) {
            token.number = NonZeroU32::new(number);
            token.weight = weight(token, view.frequency(token.text), view.names());
        }
        self.candidates.collect(&side, &facts.identifiers);
        let lowest = Evidence::lowest_score(facts, search.threshold);
        let mut graded: Vec<Graded> = Vec::new();
        for number in self.candidates.take(&side, lowest, search.kind) {
            let Some(quality) = view.entry(number).map(|entry| entry.quality) else { continue };
            let name_score = grade(&side, &view.side(number), &mut self.similarities).score * quality.factor();
            if name_score < lowest && facts.identifiers.is_empty() {
                continue;
            }
            let entity = view.entity_of(number);
            let evidence =
                if facts.is_empty() { Evidence::default() } else { Evidence::compare(facts, &view.facts(entity)) };
            let score = evidence.apply(name_score);
            if score >= search.threshold && score > 0.0 {
                graded.push(Graded { score, number, entity, evidence });
            }
        }
        graded.sort_by(|one, other| other.score.total_cmp(&one.score).then(one.number.cmp(&other.number)));
        let mut entities: HashSet<u32> = HashSet::new();
        graded.retain(|graded| entities.insert(graded.entity));
        graded.truncate(search.limit);
        graded.into_iter().filter_map(|graded| self.hit(&side, &graded, search.threshold)).collect()
    }

    fn hit(&self, side: &Side<'_>, graded: &Graded, threshold: f64) -> Option<Hit<'a>> {
        let entry = self.view.entry(graded.number)?;
        let mut comparison = Comparison::of_sides(side, &self.view.side(graded.number));
        comparison.weaken(entry.quality);
        comparison.add(&graded.evidence);
        Some(Hit { entry, comparison, threshold })
    }
}
