//! The graded score of two names.

mod bound;
mod explain;
mod grade;
mod joins;

pub(crate) use bound::{Share, highest_score};
pub(crate) use grade::{Side, grade};

use crate::compare::Similarities;
use crate::evidence::{Evidence, Subject};
use crate::listed::{ListedEntity, NameQuality};
use crate::{Explanation, Name, Rarity};

/// The score from which two names may belong to the same thing. It is the default of a search.
pub const MATCH_THRESHOLD: f64 = 0.7;

/// The comparison of two names.
///
/// The score is symmetric, and no name scores higher with a name than that name itself. Equal names do not all score 1: the more the
/// tokens distinguish, the higher the score, between 0.92 and 1. Names that differ after folding score at most 0.995. A name without tokens scores 0 with every name.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The score from 0 to 1, with evidence if there was any.
    pub score: f64,
    /// The reasons for the score.
    pub explanation: Explanation,
}

impl Comparison {
    /// Compares two names, with the weights of a list.
    #[must_use]
    pub fn of(left: &Name, right: &Name, rarity: &Rarity) -> Self {
        let sides = [left, right].map(|name| Side::of_name(name, Some(rarity)));
        let [left, right] = &sides;
        let grade = grade(left, right, &mut Similarities::default());
        Self { score: grade.score, explanation: explain::explanation(left, right, &grade) }
    }

    /// Compares two names and the facts beside them.
    #[must_use]
    pub fn with_evidence(names: (&Name, &Name), subjects: (&Subject, &Subject), rarity: &Rarity) -> Self {
        let mut comparison = Self::of(names.0, names.1, rarity);
        comparison.add(&Evidence::compare(subjects.0, subjects.1));
        comparison
    }

    /// Compares the names of two entities of lists, and the facts beside them: the pair of names that is most alike. `None` if one has no names.
    #[must_use]
    pub fn of_entities(left: &ListedEntity, right: &ListedEntity, rarity: &Rarity) -> Option<Self> {
        let evidence = Evidence::compare(&left.facts, &right.facts);
        let pairs = left.names.iter().flat_map(|one| right.names.iter().map(move |other| (one, other)));
        let compared = pairs.map(|(one, other)| {
            let mut comparison = Self::of(&one.name, &other.name, rarity);
            let is_weak = [one.quality, other.quality].contains(&NameQuality::Weak);
            comparison.weaken(if is_weak { NameQuality::Weak } else { NameQuality::Strong });
            comparison.add(&evidence);
            comparison
        });
        compared.reduce(|best, next| if next.score > best.score { next } else { best })
    }

    /// Adds evidence to the score of the names. Earlier evidence is replaced.
    pub fn add(&mut self, evidence: &Evidence) {
        self.score = evidence.apply(self.explanation.name_score);
        self.explanation.evidence.clone_from(&evidence.results);
    }

    /// Lowers the score of the names for a name of the list that identifies less. Called before evidence is added.
    pub(crate) fn weaken(&mut self, quality: NameQuality) {
        self.explanation.name_score *= quality.factor();
        self.explanation.is_weak_name = quality == NameQuality::Weak;
        self.score = self.explanation.name_score;
    }

    pub(crate) fn of_sides(left: &Side<'_>, right: &Side<'_>) -> Self {
        let grade = grade(left, right, &mut Similarities::default());
        Self { score: grade.score, explanation: explain::explanation(left, right, &grade) }
    }
}
