//! The parts of retrieved pages that may answer a question, best first.

use crate::{
    form,
    page::{PageParts, Part, running_lines},
    question::Question,
    words::words,
};
use sisuiq_db::document_chunks::Passage;
use sisuiq_documents::{Span, UnitKind, units};
use std::collections::{HashMap, HashSet};

/// How many parts are worth a closer look.
const SHORTLIST: usize = 16;

/// What the words of a part itself count.
const OWN: f64 = 0.65;
/// What words count that stand only in the header or caption of its table: they speak of each of its rows.
const COLUMNS: f64 = 0.50;
/// What words count that stand only in the heading above or the document's name, and names that the passage mentions.
const SURROUNDINGS: f64 = 0.25;
/// What the first place in retrieval counts.
const RELEVANCE: f64 = 0.10;
/// What full likeness of meaning counts.
const SIMILARITY: f64 = 0.35;

/// A part of a page that may answer the question.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// Index of the passage it was found through.
    pub passage: usize,
    /// Where it stands on the page.
    pub span: Span,
    /// The page's own text there.
    pub text: String,
    /// What kind of text it is.
    pub kind: UnitKind,
    /// The header of its table, when it is a row.
    pub header: Option<Span>,
    /// The share of the question's weight that the part holds with the columns of its table, 0 to 1.
    pub direct: f64,
    /// The same with its heading and the document's name.
    pub in_context: f64,
    /// The same over the question's words that are no names; 1 when it has none.
    pub about: f64,
    /// How near its meaning is to the question's, as a cosine; absent while that is unknown.
    pub similarity: Option<f32>,
    /// How well it answers the question; comparable within one question.
    pub score: f64,
}

/// The parts of each passage's page that the question could mean, best first, by words and form alone.
///
/// `relevance` is each passage's retrieval score, in the same order.
#[must_use]
pub fn shortlist(question: &Question, passages: &[Passage], relevance: &[f64]) -> Vec<Evidence> {
    let best_relevance = relevance.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
    let mut pages: HashMap<(uuid::Uuid, i32), PageParts<'_>> = HashMap::new();
    let mut names: HashMap<uuid::Uuid, HashSet<String>> = HashMap::new();
    let running = running(passages);
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for (index, passage) in passages.iter().enumerate() {
        let key = (passage.document_id.0, passage.page);
        let page = pages.entry(key).or_insert_with(|| PageParts::new(&passage.page_text, &running));
        let name = names.entry(key.0).or_insert_with(|| stems(&passage.document_name));
        let relevance = relevance.get(index).copied().unwrap_or_default() / best_relevance;
        for part in page.parts(span_of(passage)) {
            if seen.insert((key, part.span.start))
                && let Some(evidence) = weigh(question, passage, &part, name)
            {
                let contents = if page.is_contents() { form::CONTENTS } else { 0.0 };
                let score = evidence.score + RELEVANCE * relevance + contents;
                found.push(Evidence { passage: index, score, ..evidence });
            }
        }
    }
    sort(&mut found);
    found.truncate(SHORTLIST);
    found
}

/// Running headers and footers of the retrieved pages.
fn running(passages: &[Passage]) -> HashSet<String> {
    let pages: HashMap<_, &str> =
        passages.iter().map(|passage| ((passage.document_id, passage.page), passage.page_text.as_str())).collect();
    running_lines(pages.into_values())
}

/// Adds how near each part's meaning is to the question's (cosines, in the same order) and sorts anew.
pub fn add_similarity(evidence: &mut [Evidence], similarities: &[f32]) {
    for (part, similarity) in evidence.iter_mut().zip(similarities) {
        part.similarity = Some(*similarity);
        part.score += SIMILARITY * f64::from(*similarity).max(0.0);
    }
    sort(evidence);
}

fn sort(evidence: &mut [Evidence]) {
    evidence.sort_by(|left, right| right.score.total_cmp(&left.score).then(left.passage.cmp(&right.passage)));
}

/// The part of a passage that says most of what a statement says, and which share of it; `None` when that is under half.
pub(crate) fn best_part(statement: &str, passage: &Passage) -> Option<(Span, f64)> {
    let wanted = stems(statement);
    let whole = span_of(passage);
    let share = |span: Span| -> f64 {
        let own = stems(span.of(&passage.page_text).unwrap_or_default());
        #[expect(clippy::cast_precision_loss, reason = "counts of words in a sentence")]
        let share = wanted.intersection(&own).count() as f64 / wanted.len().max(1) as f64;
        share
    };
    let parts = units(&passage.page_text).into_iter().filter(|unit| unit.start >= whole.start && unit.end <= whole.end);
    let best = parts.map(|unit| (unit.span(), share(unit.span()))).max_by(|left, right| left.1.total_cmp(&right.1))?;
    (best.1 >= 0.5).then_some(best)
}

fn span_of(passage: &Passage) -> Span {
    let offset = |number: i32| usize::try_from(number).unwrap_or_default();
    Span { start: offset(passage.start), end: offset(passage.end) }
}

fn stems(text: &str) -> HashSet<String> {
    words(text).into_iter().map(|word| word.stem).collect()
}

fn weigh(question: &Question, passage: &Passage, part: &Part, document_name: &HashSet<String>) -> Option<Evidence> {
    let text = part.span.of(&passage.page_text)?.to_owned();
    if part.own.is_empty() {
        return None;
    }
    let passage_text = passage.text.to_lowercase();
    let carried = stems(passage.heading.as_deref().unwrap_or_default());
    let (mut own, mut columns, mut around, mut about) = (0.0, 0.0, 0.0, 0.0);
    for term in &question.terms {
        let held = if part.own.contains(&term.stem) {
            &mut own
        } else if part.columns.contains(&term.stem) {
            &mut columns
        } else if [&*part.heading, &carried, document_name].iter().any(|stems| stems.contains(&term.stem))
            || (term.is_name && passage_text.contains(&term.stem))
        {
            &mut around
        } else {
            continue;
        };
        *held += term.weight;
        about += if term.is_name { 0.0 } else { term.weight };
    }
    let total = question.total_weight().max(f64::MIN_POSITIVE);
    let score = (OWN * own + COLUMNS * columns + SURROUNDINGS * around) / total + form::bonus(question, part, &text);
    Some(Evidence {
        passage: 0,
        span: part.span,
        text,
        kind: part.kind,
        header: part.header,
        direct: (own + columns) / total,
        in_context: (own + columns + around) / total,
        about: if question.plain_weight() > 0.0 { about / question.plain_weight() } else { 1.0 },
        similarity: None,
        score,
    })
}
