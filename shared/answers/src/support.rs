//! Whether the retrieved pages support an answer at all.

use crate::{
    evidence::Evidence,
    question::{Question, Term},
    terms::{Held, TermIndex},
};
use sisuiq_model::{AnswerSupport, Passage};
use std::cell::LazyCell;

/// How many of the best parts may show that the question is what the documents are about.
const COMPARED: usize = 5;
/// The least sum of the best part's fit and of the nearest meaning at which a part answers the question.
const ANSWERS: f64 = 1.05;
/// The same at which it is worth showing as near to it.
const IS_NEAR: f64 = 0.68;
/// The least nearness of meaning for an answer, unless the words fit by themselves.
const LEAST_MEANING: f64 = 0.30;
/// How well words have to fit by themselves.
const FITS_BY_WORDS: f64 = 0.70;
/// The least nearness of meaning for a near passage.
const LEAST_NEAR_MEANING: f64 = 0.40;
/// The most of the question's weight that may lie in names and numbers which the best part's page lacks.
const MOST_ABSENT: f64 = 0.25;
/// What it costs when all of it lies in words which no document has, nor any of like meaning.
const UNMET: f64 = 0.5;
/// The least share of the question's words other than names that an answer holds.
const LEAST_OF_WORDS: f64 = 0.1;
/// The nearness of meaning at which it may hold fewer, or lack what is essential.
const CLOSE: f64 = 0.6;
/// How good a part must be beside the best one for what it holds to count.
const BESIDE_BEST: f64 = 0.8;
/// The least share that one sentence or row must hold, with its heading and header, when no meaning could be compared.
const LEAST_IN_ONE_PART: f64 = 0.57;
/// The least share of the question's words other than names that it must hold then.
const LEAST_ABOUT: f64 = 0.30;

/// Whether there is enough to answer from.
#[derive(Clone, Debug, PartialEq)]
pub enum Support {
    /// A part of the documents answers the question.
    Full,
    /// None does in so many words, but some are about what was asked.
    Near,
    /// There is nothing to answer from.
    TooLittle {
        /// Words of the question that no visible document has: the names among them, if there are any.
        missing: Vec<String>,
    },
}

impl Support {
    /// As it is stored and logged: without the words of the question.
    #[must_use]
    pub const fn stored(&self) -> AnswerSupport {
        match self {
            Self::Full => AnswerSupport::Full,
            Self::Near => AnswerSupport::Near,
            Self::TooLittle { .. } => AnswerSupport::None,
        }
    }
}

/// Judges the support: names and numbers that no document holds cannot be answered about; otherwise words and meaning of
/// the best parts decide, and words alone when no meaning is known.
#[must_use]
pub fn judge(question: &Question, passages: &[Passage], evidence: &[Evidence]) -> Support {
    let terms = TermIndex::new(question);
    let held = LazyCell::new(|| passages.iter().map(|passage| held_by(passage, &terms)).collect::<Vec<_>>());
    let is_nowhere = |(place, term): &(usize, &Term)| {
        term.is_unknown && !term.is_aside && !held.iter().any(|held| held.contains(*place))
    };
    let unknown: Vec<&Term> = (0..).zip(&question.terms).filter(is_nowhere).map(|(_, term)| term).collect();
    let surface = |term: &&Term| term.surface.clone();
    let names: Vec<String> = unknown.iter().filter(|term| term.is_name).map(surface).collect();
    if !names.is_empty() {
        return Support::TooLittle { missing: names };
    }
    let support = evidence.first().and_then(|best| weigh(best, evidence));
    support.unwrap_or_else(|| Support::TooLittle { missing: unknown.iter().map(surface).collect() })
}

/// How sure it is that the best part answers: the sum of its fit and of the nearest meaning, less what is unmet. Nothing where
/// that does not count: when no meaning could be compared, when it lacks what alone would answer, or when no document has a name
/// that the question has. A question whose confidence is below 0.68 is declined, and from 1.05 on it is answered without reserve.
#[must_use]
pub fn confidence(support: &Support, evidence: &[Evidence]) -> Option<f64> {
    let lacks_a_name = |sum: &f64| matches!(support, Support::TooLittle { .. }) && *sum >= IS_NEAR;
    sum(evidence).filter(|sum| !lacks_a_name(sum))
}

fn sum(evidence: &[Evidence]) -> Option<f64> {
    let best = evidence.first()?;
    let nearest = nearest(evidence).filter(|_| has_what_is_wanted(best, evidence))?;
    let is_beside_it = best.about < LEAST_OF_WORDS && nearest < CLOSE;
    let sum = best.fit + nearest - UNMET * best.unmet;
    let lacks_it = best.lacks_essential && nearest < CLOSE;
    let may_be_near = nearest >= LEAST_NEAR_MEANING && best.answers && !lacks_it;
    let counts = best.absent <= MOST_ABSENT && !is_beside_it && (may_be_near || sum >= ANSWERS);
    counts.then_some(sum)
}

fn weigh(best: &Evidence, evidence: &[Evidence]) -> Option<Support> {
    let Some(nearest) = nearest(evidence) else {
        let holds = |part: &Evidence| part.in_context >= LEAST_IN_ONE_PART && part.about >= LEAST_ABOUT;
        let is_held = has_what_is_wanted(best, evidence) && evidence.iter().take(COMPARED).any(holds);
        return is_held.then_some(Support::Full);
    };
    let sum = sum(evidence)?;
    if sum >= ANSWERS && (nearest >= LEAST_MEANING || best.fit >= FITS_BY_WORDS) {
        Some(Support::Full)
    } else if sum >= IS_NEAR && nearest >= LEAST_NEAR_MEANING && best.answers {
        Some(Support::Near)
    } else {
        None
    }
}

/// The nearest meaning among the best parts.
fn nearest(evidence: &[Evidence]) -> Option<f64> {
    evidence.iter().take(COMPARED).filter_map(|part| part.similarity).reduce(f32::max).map(f64::from)
}

/// Whether one of the parts that are nearly as good as the best one holds the kind of thing that is wanted.
fn has_what_is_wanted(best: &Evidence, evidence: &[Evidence]) -> bool {
    let mut compared = evidence.iter().take(COMPARED).filter(|part| part.score >= BESIDE_BEST * best.score);
    compared.any(|part| part.answers)
}

/// The terms that a passage, its heading and its document's name hold.
fn held_by(passage: &Passage, terms: &TermIndex<'_>) -> Held {
    let heading = passage.heading.as_deref().unwrap_or_default();
    let mut held = terms.held_by(&passage.text);
    held.add(terms.held_by(heading));
    held.add(terms.held_by(&passage.document_name));
    held
}

#[cfg(test)]
mod tests {
    use super::*;
    use sisuiq_documents::{Span, UnitKind};
    use sisuiq_model::Frequencies;

    fn part(fit: f64, similarity: Option<f32>) -> Evidence {
        Evidence {
            passage: 0,
            span: Span { start: 0, end: 9 },
            text: "Some text".to_owned(),
            kind: UnitKind::Sentence,
            header: None,
            in_context: 0.5,
            about: 1.0,
            absent: 0.0,
            unmet: 0.0,
            lacks_essential: false,
            answers: true,
            similarity,
            fit,
            score: fit,
        }
    }

    #[test]
    fn words_that_fit_by_chance_support_nothing() {
        let part = part(0.49, Some(0.24));
        assert_eq!(weigh(&part, std::slice::from_ref(&part)), None);
    }

    #[test]
    fn words_and_meaning_together_answer() {
        let part = part(0.5, Some(0.6));
        assert_eq!(weigh(&part, std::slice::from_ref(&part)), Some(Support::Full));
    }

    #[test]
    fn an_abbreviation_that_means_nothing_to_the_model_is_answered_by_words() {
        let part = part(0.80, Some(0.27));
        assert_eq!(weigh(&part, std::slice::from_ref(&part)), Some(Support::Full));
    }

    #[test]
    fn other_words_of_the_same_meaning_are_near() {
        let part = part(0.2, Some(0.55));
        assert_eq!(weigh(&part, std::slice::from_ref(&part)), Some(Support::Near));
    }

    #[test]
    fn a_page_without_the_year_that_was_asked_for_supports_nothing() {
        let part = Evidence { absent: 0.6, ..part(0.5, Some(0.75)) };
        assert_eq!(weigh(&part, std::slice::from_ref(&part)), None);
    }

    #[test]
    fn what_lacks_the_very_thing_that_is_asked_for_is_near_only_where_it_means_the_same() {
        let lacking = |similarity| Evidence { lacks_essential: true, ..part(0.2, Some(similarity)) };
        assert_eq!(weigh(&lacking(0.55), &[lacking(0.55)]), None);
        assert_eq!(weigh(&lacking(0.65), &[lacking(0.65)]), Some(Support::Near));
    }

    #[test]
    fn without_meaning_one_part_must_hold_most_of_the_question() {
        let holds = |in_context| Evidence { in_context, ..part(0.5, None) };
        assert_eq!(weigh(&holds(0.6), &[holds(0.6)]), Some(Support::Full));
        assert_eq!(weigh(&holds(0.5), &[holds(0.5)]), None);
    }

    #[test]
    fn without_the_kind_of_thing_that_is_wanted_nothing_is_answered() {
        let part = Evidence { answers: false, ..part(0.8, Some(0.9)) };
        assert_eq!(weigh(&part, std::slice::from_ref(&part)), None);
    }

    #[test]
    fn only_what_no_document_has_is_called_missing() {
        let counts = |word: &str| Some(i64::from(word != "station"));
        let question = Question::new("May the company own a power station?");
        let question = question.weigh(&Frequencies::new([].into(), 400), counts);
        assert_eq!(judge(&question, &[], &[]), Support::TooLittle { missing: vec!["station".to_owned()] });
    }

    #[test]
    fn nothing_found_is_too_little() {
        let question = Question::new("What is the vision?");
        assert_eq!(judge(&question, &[], &[]), Support::TooLittle { missing: Vec::new() });
    }
}
