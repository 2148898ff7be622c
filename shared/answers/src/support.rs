//! Decides whether the retrieved pages support an answer.

use crate::{
    count::{Counted, compared, count},
    evidence::Evidence,
    merged_cells::Below,
    parts_of_question,
    question::{Question, Term},
    terms::{Held, TermIndex},
    unfinished::is_unfinished_part,
};
use sisuiq_model::{AnswerSupport, Passage};
use std::{cell::LazyCell, str::FromStr};

/// The number of best parts that are considered.
const COMPARED: usize = 5;
/// The least sum of the best part's fit and of the highest similarity for an answer.
const ANSWERS: f64 = 1.05;
/// The least sum for a related passage.
const IS_NEAR: f64 = 0.68;
/// The least similarity for an answer, unless the words fit by themselves.
const LEAST_MEANING: f64 = 0.30;
/// The fit at which the words suffice without similarity.
const FITS_BY_WORDS: f64 = 0.70;
/// The least similarity for a related passage, unless it has most of the question's words.
const LEAST_NEAR_MEANING: f64 = 0.40;
/// The largest weighted share of names and numbers that the best part's page may lack.
const MOST_ABSENT: f64 = 0.25;
/// The penalty if no document has any of the question's words, nor related ones.
const UNMET: f64 = 0.5;
/// The least weighted share of terms other than names in an answer.
const LEAST_OF_WORDS: f64 = 0.1;
/// The similarity from which an answer may have fewer terms, or lack an essential one.
const CLOSE: f64 = 0.6;
/// The least score, relative to the best part, for a part to count.
const BESIDE_BEST: f64 = 0.8;
/// The least weighted share in one sentence or row, with its heading and header, if similarities are unknown, and for a related passage
/// of another meaning.
const LEAST_IN_ONE_PART: f64 = 0.57;
/// The same for a related passage, in a script without a stemmer, whose endings leave shares small.
const LEAST_NEAR_IN_ONE_PART: f64 = 0.33;
/// The least weighted share of terms other than names in that case.
const LEAST_ABOUT: f64 = 0.30;

/// The fit from which the best part of the documents is stated as the answer; below it, it is shown as related. A high similarity
/// tells what a part is about, and hardly whether it answers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LeastFit(f64);

impl LeastFit {
    /// The value that every part has.
    pub(crate) const ANY: Self = Self(0.0);
}

impl Default for LeastFit {
    fn default() -> Self {
        Self(0.6)
    }
}

impl FromStr for LeastFit {
    type Err = &'static str;

    /// Parses a number from 0, which every part has, to 1.5, which none has.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let value: Option<f64> = text.parse().ok();
        value.filter(|value| (0.0..=1.5).contains(value)).map(Self).ok_or("must be a number from 0 to 1.5")
    }
}

/// The degree of support for an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Support {
    /// A part of the documents answers the question.
    Full,
    /// The documents answer a part of the question only, list some things of which there may be more, or break off within the answer.
    Partial {
        /// Indexes of the parts of the question that they do not answer.
        unanswered: Vec<usize>,
    },
    /// No part answers it literally, but some parts are related.
    Near,
    /// The documents do not support an answer.
    TooLittle {
        /// Words of the question that no visible document has. If names are missing, only those.
        missing: Vec<String>,
    },
}

impl Support {
    /// The stored and logged form, which has no words of the question.
    #[must_use]
    pub const fn stored(&self) -> AnswerSupport {
        match self {
            Self::Full => AnswerSupport::Full,
            Self::Partial { .. } => AnswerSupport::Partial,
            Self::Near => AnswerSupport::Near,
            Self::TooLittle { .. } => AnswerSupport::None,
        }
    }
}

/// Judges the support. A question with a name or number that no document has cannot be answered. Otherwise the words
/// and the similarity of the best parts decide, or the words alone if no similarity is known. A question that asks several
/// things is answered in full only if each of them is. A best part that breaks off is no full answer.
///
/// `least` does not count where no similarity is known, nor for rows that are counted, nor for the parts of a question, which have few words
/// of their own.
#[must_use]
pub fn judge(question: &Question, passages: &[Passage], evidence: &[Evidence], least: LeastFit) -> Support {
    if !question.parts.is_empty() {
        return parts_of_question::judge_all(question, passages, evidence);
    }
    let is_like = || nearest(evidence).is_none_or(|nearest| nearest >= LEAST_MEANING);
    if let Some(compared) = compared(question, evidence, passages).filter(|_| is_like()) {
        return of_count(&compared);
    }
    let held = LazyCell::new(|| {
        let terms = TermIndex::new(question);
        passages.iter().map(|passage| held_by(passage, &terms)).collect::<Vec<_>>()
    });
    let is_nowhere = |(place, term): &(usize, &Term)| {
        term.is_unknown && !term.is_aside && !held.iter().any(|held| held.contains(*place))
    };
    let unknown: Vec<&Term> = (0..).zip(&question.terms).filter(is_nowhere).map(|(_, term)| term).collect();
    let surface = |term: &&Term| term.surface.clone();
    let names: Vec<String> = unknown.iter().filter(|term| term.is_name).map(surface).collect();
    if !names.is_empty() {
        return Support::TooLittle { missing: names };
    }
    let support = evidence.first().and_then(|best| {
        let is_unstemmed = question.is_unstemmed();
        // what is said about another thing was set behind, and shows that this is related
        let is_beside_other = || {
            let mut others = evidence.iter().take(COMPARED).filter(|part| part.is_of_other);
            others.any(|other| weigh(other, evidence, is_unstemmed).is_some())
        };
        let support = weigh(best, evidence, is_unstemmed).or_else(|| is_beside_other().then_some(Support::Near))?;
        // the name of the document and what is said about it elsewhere is no answer, nor is what is said about another thing
        let support = if best.only_names || best.is_of_other { Support::Near } else { support };
        if support != Support::Full {
            return Some(support);
        }
        let counted = count(question, evidence, passages);
        let answering = match counted {
            Counted::Nothing => Some(best),
            Counted::Stated(place) => evidence.get(place),
            Counted::Rows(..) | Counted::Doubtful => None,
        };
        let breaks_off = answering.is_some_and(|part| is_unfinished_part(part, passages));
        let fits = |part: &Evidence| nearest(evidence).is_none() || part.fit >= least.0;
        Some(match counted {
            _ if !answering.is_none_or(fits) => Support::Near,
            _ if breaks_off => Support::Partial { unanswered: Vec::new() },
            Counted::Nothing => of_label(question, best, passages),
            counted => of_count(&counted),
        })
    });
    support.unwrap_or_else(|| Support::TooLittle { missing: unknown.iter().map(surface).collect() })
}

/// Returns whether documents that lack some words can hardly answer the question in full: its names among them weigh too much. `lacks`
/// returns whether they lack a word.
#[must_use]
pub fn needs_other_documents(question: &Question, lacks: impl Fn(&str) -> bool) -> bool {
    let is_absent = |term: &&Term| term.is_name && term.forms().all(&lacks);
    let absent: f64 = question.terms.iter().filter(is_absent).map(|term| term.weight).sum();
    // each part of a question may be answered by other documents
    question.parts.is_empty() && absent > MOST_ABSENT * question.total_weight()
}

/// The support for a question for rows of a table, which some of them do not answer in full.
const fn of_count(counted: &Counted) -> Support {
    match counted {
        Counted::Nothing | Counted::Stated(_) | Counted::Rows(_, true) => Support::Full,
        Counted::Rows(_, false) => Support::Partial { unanswered: Vec::new() },
        Counted::Doubtful => Support::Near,
    }
}

/// The support for a question about the rows of a label, of which the best part is the first. There may be others.
fn of_label(question: &Question, best: &Evidence, passages: &[Passage]) -> Support {
    match Below::of(question, best, passages) {
        Some(Below { are_all: false, .. }) => Support::Partial { unanswered: Vec::new() },
        _ => Support::Full,
    }
}

/// The confidence that the best part answers the question: its fit and the highest similarity, less a penalty for
/// missing words.
///
/// `None` if the sum does not apply: no similarity is known, the expected kind of answer is missing, or no document has
/// a name of the question. Below 0.68 the question is declined; from 1.05 on it is answered, if the fit suffices too.
#[must_use]
pub fn confidence(support: &Support, evidence: &[Evidence]) -> Option<f64> {
    let lacks_a_name = |sum: &f64| matches!(support, Support::TooLittle { .. }) && *sum >= IS_NEAR;
    sum(evidence.first()?, evidence).filter(|sum| !lacks_a_name(sum))
}

fn sum(best: &Evidence, evidence: &[Evidence]) -> Option<f64> {
    let nearest = nearest(evidence).filter(|_| has_what_is_wanted(best, evidence))?;
    let is_beside_it = best.about < LEAST_OF_WORDS && nearest < CLOSE;
    let sum = best.fit + nearest - UNMET * best.unmet;
    let lacks_it = best.lacks_essential && nearest < CLOSE;
    let may_be_near = is_related(best, nearest) && !lacks_it;
    let counts = best.absent <= MOST_ABSENT && !is_beside_it && (may_be_near || sum >= ANSWERS);
    counts.then_some(sum)
}

fn weigh(best: &Evidence, evidence: &[Evidence], is_unstemmed: bool) -> Option<Support> {
    let Some(nearest) = nearest(evidence) else {
        let has = |least: f64| {
            evidence.iter().take(COMPARED).any(|part| part.in_context >= least && part.about >= LEAST_ABOUT)
        };
        return match has_what_is_wanted(best, evidence) {
            true if has(LEAST_IN_ONE_PART) => Some(Support::Full),
            true if is_unstemmed && has(LEAST_NEAR_IN_ONE_PART) => Some(Support::Near),
            _ => None,
        };
    };
    let sum = sum(best, evidence)?;
    if sum >= ANSWERS && (nearest >= LEAST_MEANING || best.fit >= FITS_BY_WORDS) {
        Some(Support::Full)
    } else if sum >= IS_NEAR && is_related(best, nearest) {
        Some(Support::Near)
    } else {
        None
    }
}

/// Returns whether a part with the expected kind of answer is related, by its meaning or by the words that it has of the question.
fn is_related(best: &Evidence, nearest: f64) -> bool {
    best.answers && (nearest >= LEAST_NEAR_MEANING || best.in_context >= LEAST_IN_ONE_PART)
}

/// The highest similarity among the best parts.
fn nearest(evidence: &[Evidence]) -> Option<f64> {
    evidence.iter().take(COMPARED).filter_map(|part| part.similarity).reduce(f32::max).map(f64::from)
}

/// Returns whether a part with nearly the best score contains the expected kind of answer.
fn has_what_is_wanted(best: &Evidence, evidence: &[Evidence]) -> bool {
    let mut compared = evidence.iter().take(COMPARED).filter(|part| part.score >= BESIDE_BEST * best.score);
    compared.any(|part| part.answers)
}

/// The terms in a passage, its heading and its document's name.
fn held_by(passage: &Passage, terms: &TermIndex<'_>) -> Held {
    let heading = passage.heading.as_deref().unwrap_or_default();
    let mut held = terms.held_by(&passage.text);
    held.add(terms.held_by(heading));
    held.add(terms.held_by_name(&passage.document_name));
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
            asked: 0,
            span: Span { start: 0, end: 9 },
            text: "Some text".to_owned(),
            kind: UnitKind::Sentence,
            header: None,
            carried: None,
            in_context: 0.5,
            about: 1.0,
            absent: 0.0,
            unmet: 0.0,
            lacks_essential: false,
            only_names: false,
            is_of_other: false,
            read: None,
            answers: true,
            similarity,
            fit,
            score: fit,
        }
    }

    #[test]
    fn what_fits_too_little_is_near() {
        let question = Question::new("What is the vision?");
        let at = |least: &str| judge(&question, &[], &[part(0.65, Some(0.6))], least.parse().unwrap());
        assert_eq!([at("0.6"), at("0.7")], [Support::Full, Support::Near]);
    }

    #[test]
    fn least_fit_is_bounded() {
        assert_eq!("0.6".parse(), Ok(LeastFit::default()));
        for text in ["-0.1", "1.6", "NaN", "high", ""] {
            assert_eq!(text.parse::<LeastFit>(), Err("must be a number from 0 to 1.5"), "{text}");
        }
    }

    #[test]
    fn words_that_fit_by_chance_support_nothing() {
        let part = part(0.49, Some(0.24));
        assert_eq!(weigh(&part, std::slice::from_ref(&part), false), None);
    }

    #[test]
    fn words_and_meaning_together_answer() {
        let part = part(0.5, Some(0.6));
        assert_eq!(weigh(&part, std::slice::from_ref(&part), false), Some(Support::Full));
    }

    #[test]
    fn an_abbreviation_that_means_nothing_to_the_model_is_answered_by_words() {
        let part = part(0.80, Some(0.27));
        assert_eq!(weigh(&part, std::slice::from_ref(&part), false), Some(Support::Full));
    }

    #[test]
    fn other_words_of_the_same_meaning_are_near() {
        let part = part(0.2, Some(0.55));
        assert_eq!(weigh(&part, std::slice::from_ref(&part), false), Some(Support::Near));
    }

    #[test]
    fn most_of_the_words_are_near_whatever_they_mean_to_the_model() {
        let part = |in_context| Evidence { in_context, ..part(0.45, Some(0.35)) };
        let weighed = |part: &Evidence| weigh(part, std::slice::from_ref(part), false);
        assert_eq!([weighed(&part(0.6)), weighed(&part(0.5))], [Some(Support::Near), None]);
    }

    #[test]
    fn a_page_without_the_year_that_was_asked_for_supports_nothing() {
        let part = Evidence { absent: 0.6, ..part(0.5, Some(0.75)) };
        assert_eq!(weigh(&part, std::slice::from_ref(&part), false), None);
    }

    #[test]
    fn what_lacks_the_very_thing_that_is_asked_for_is_near_only_where_it_means_the_same() {
        let lacking = |similarity| Evidence { lacks_essential: true, ..part(0.2, Some(similarity)) };
        assert_eq!(weigh(&lacking(0.55), &[lacking(0.55)], false), None);
        assert_eq!(weigh(&lacking(0.65), &[lacking(0.65)], false), Some(Support::Near));
    }

    #[test]
    fn without_meaning_one_part_must_hold_most_of_the_question() {
        let holds = |in_context| Evidence { in_context, ..part(0.5, None) };
        assert_eq!(weigh(&holds(0.6), &[holds(0.6)], false), Some(Support::Full));
        assert_eq!(weigh(&holds(0.5), &[holds(0.5)], false), None);
    }

    #[test]
    fn without_meaning_and_stemmer_less_is_near() {
        let near = |in_context, is_unstemmed| {
            let part = Evidence { in_context, ..part(0.5, None) };
            weigh(&part, std::slice::from_ref(&part), is_unstemmed)
        };
        assert_eq!([near(0.4, true), near(0.3, true), near(0.4, false)], [Some(Support::Near), None, None]);
        assert_eq!(near(0.6, true), Some(Support::Full));
    }

    #[test]
    fn without_the_kind_of_thing_that_is_wanted_nothing_is_answered() {
        let part = Evidence { answers: false, ..part(0.8, Some(0.9)) };
        assert_eq!(weigh(&part, std::slice::from_ref(&part), false), None);
    }

    #[test]
    fn only_what_no_document_has_is_called_missing() {
        let counts = |word: &str| Some(i64::from(word != "station"));
        let question = Question::new("May the company own a power station?");
        let question = question.weigh(&Frequencies::new([].into(), 400), counts);
        assert_eq!(
            judge(&question, &[], &[], LeastFit::default()),
            Support::TooLittle { missing: vec!["station".to_owned()] }
        );
    }

    #[test]
    fn names_that_documents_lack_need_others() {
        let needs = |question: &str, lacking: &[&str]| {
            needs_other_documents(&Question::new(question), |word| lacking.contains(&word))
        };
        let rated = "How many MVA is the Kabula substation rated at?";
        assert!(needs(rated, &["Kabula", "MVA"]) && !needs(rated, &["rated", "substation"]));
        assert!(!needs(rated, &[]));
        let many =
            "Which of the spare pumps, valves, filters and seals at the depot in Kabula are older than ten years?";
        assert!(!needs(many, &["Kabula"]), "one of many words");
        assert!(
            !needs("What is Kabula's rating? What is Nakawa's length?", &["Kabula's"]),
            "each part is judged alone"
        );
    }

    #[test]
    fn nothing_found_is_too_little() {
        let question = Question::new("What is the vision?");
        assert_eq!(judge(&question, &[], &[], LeastFit::default()), Support::TooLittle { missing: Vec::new() });
    }
}
