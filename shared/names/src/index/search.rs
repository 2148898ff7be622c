use std::collections::HashSet;
use std::num::NonZeroU32;

use rustc_hash::FxHashSet;

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

/// Some of the entities of one index.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EntitySet(FxHashSet<u32>);

impl EntitySet {
    /// The number of entities.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<B: AsRef<[u8]>> NameIndex<B> {
    /// The entities of the index that have one of these keys.
    #[must_use]
    pub fn entities_with(&self, keys: &HashSet<&str>) -> EntitySet {
        let view = self.view();
        let numbers =
            (0..u32::try_from(self.entities()).unwrap_or(u32::MAX)).filter(|entity| keys.contains(view.key(*entity)));
        EntitySet(numbers.collect())
    }
}

/// Searches an index. It reuses its memory from one search to the next; each thread has its own.
#[derive(Debug)]
pub struct Searcher<'a> {
    view: View<'a>,
    candidates: Candidates<'a>,
    similarities: Similarities,
    only: Option<&'a EntitySet>,
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
        Self {
            view: index.view(),
            candidates: Candidates::new(index.view()),
            similarities: Similarities::default(),
            only: None,
        }
    }

    /// Finds only these entities of the index. Their scores are those of a search of all: the weights are those of the whole list.
    #[must_use]
    pub const fn among(mut self, entities: &'a EntitySet) -> Self {
        self.only = Some(entities);
        self
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
            let entity = view.entity_of(number);
            if self.only.is_some_and(|only| !only.0.contains(&entity)) {
                continue;
            }
            let Some(quality) = view.entry(number).map(|entry| entry.quality) else { continue };
            let name_score = grade(&side, &view.side(number), &mut self.similarities).score * quality.factor();
            if name_score < lowest && facts.identifiers.is_empty() {
                continue;
            }
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
