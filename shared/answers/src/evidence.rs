//! The parts of retrieved pages that may answer a question, best first.

use crate::{
    question::{Question, Wanted},
    words::words,
};
use sisuiq_db::document_chunks::Passage;
use sisuiq_documents::{Span, Unit, UnitKind, units};
use std::collections::{HashMap, HashSet};

/// How many parts are worth a closer look.
const SHORTLIST: usize = 24;
/// How far above a table row its header may stand, in rows.
const HEADER_DISTANCE: usize = 12;

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
    /// The header row above a table row.
    pub header: Option<Span>,
    /// The share of the question's weight that the text itself holds, 0 to 1.
    pub direct: f64,
    /// The same with its heading, its table's header and the document's name.
    pub in_context: f64,
    /// How well it answers the question; comparable within one question.
    pub score: f64,
}

/// What of each passage's page the question could mean, best first, by words alone.
///
/// `relevance` is each passage's retrieval score, in the same order.
#[must_use]
pub fn shortlist(question: &Question, passages: &[Passage], relevance: &[f64]) -> Vec<Evidence> {
    let best_relevance = relevance.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
    let mut pages: HashMap<(uuid::Uuid, i32), Vec<Unit>> = HashMap::new();
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for (index, passage) in passages.iter().enumerate() {
        let page = (passage.document_id.0, passage.page);
        let all = pages.entry(page).or_insert_with(|| units(&passage.page_text));
        let prior = relevance.get(index).copied().unwrap_or_default() / best_relevance;
        for (at, unit) in all.iter().enumerate() {
            if !is_inside(unit.span(), passage) || !seen.insert((page, unit.start)) {
                continue;
            }
            found.extend(weigh(question, &Place { index, passage, units: all, at, prior }));
        }
    }
    sort(&mut found);
    found.truncate(SHORTLIST);
    found
}

/// Adds how near each part's meaning is to the question's (cosines, in the same order) and sorts anew.
pub fn add_similarity(evidence: &mut [Evidence], similarities: &[f32]) {
    for (part, similarity) in evidence.iter_mut().zip(similarities) {
        part.score += 0.35 * f64::from(*similarity).max(0.0);
    }
    sort(evidence);
}

fn sort(evidence: &mut [Evidence]) {
    evidence.sort_by(|left, right| right.score.total_cmp(&left.score).then(left.passage.cmp(&right.passage)));
}

/// The part of a passage that says most of what a statement says, and which share of it; `None` when that is under half.
pub(crate) fn best_part(statement: &str, passage: &Passage) -> Option<(Span, f64)> {
    let wanted = stems(statement);
    let share = |span: Span| -> f64 {
        let own = stems(span.of(&passage.page_text).unwrap_or_default());
        #[expect(clippy::cast_precision_loss, reason = "counts of words in a sentence")]
        let share = wanted.intersection(&own).count() as f64 / wanted.len().max(1) as f64;
        share
    };
    let parts = units(&passage.page_text).into_iter().filter(|unit| is_inside(unit.span(), passage));
    let best = parts.map(|unit| (unit.span(), share(unit.span()))).max_by(|left, right| left.1.total_cmp(&right.1))?;
    (best.1 >= 0.5).then_some(best)
}

/// One unit among those of its page.
struct Place<'a> {
    index: usize,
    passage: &'a Passage,
    units: &'a [Unit],
    at: usize,
    prior: f64,
}

fn is_inside(span: Span, passage: &Passage) -> bool {
    let (start, end) = (usize::try_from(passage.start).unwrap_or(0), usize::try_from(passage.end).unwrap_or(0));
    span.start >= start && span.end <= end
}

fn weigh(question: &Question, place: &Place<'_>) -> Option<Evidence> {
    let unit = place.units.get(place.at)?;
    let text = unit.span().of(&place.passage.page_text)?.to_owned();
    let own = stems(&text);
    if own.is_empty() {
        return None;
    }
    let header = header_row(place);
    let around = surroundings(place, header);
    let total = question.total_weight().max(f64::MIN_POSITIVE);
    let held = |stems: &HashSet<String>| -> f64 {
        question.terms.iter().filter(|term| stems.contains(&term.stem)).map(|term| term.weight).sum::<f64>() / total
    };
    let direct = held(&own);
    let in_context = held(&own.union(&around).cloned().collect());
    let score = 0.65 * direct + 0.25 * (in_context - direct) + 0.10 * place.prior + form_bonus(question, unit, &text);
    Some(Evidence { passage: place.index, span: unit.span(), text, kind: unit.kind, header, direct, in_context, score })
}

fn stems(text: &str) -> HashSet<String> {
    words(text).into_iter().map(|word| word.stem).collect()
}

/// Words that stand above a unit and speak of it: the passage's heading, the nearest heading on the page, the header of its
/// table, and the document's name.
fn surroundings(place: &Place<'_>, header: Option<Span>) -> HashSet<String> {
    let page = &place.passage.page_text;
    let mut around = stems(&place.passage.document_name);
    around.extend(stems(place.passage.heading.as_deref().unwrap_or_default()));
    let above = place.units.get(..place.at).unwrap_or_default();
    let heading = above.iter().rev().find(|unit| unit.kind == UnitKind::Heading).map(|unit| unit.span());
    for span in [heading, header].into_iter().flatten() {
        around.extend(stems(span.of(page).unwrap_or_default()));
    }
    around
}

/// The row that names the columns: the nearest row above that holds fewer plain numbers than words or years.
fn header_row(place: &Place<'_>) -> Option<Span> {
    let unit = place.units.get(place.at)?;
    if unit.kind != UnitKind::Row {
        return None;
    }
    let above = place.units.get(..place.at)?;
    let rows = above.iter().rev().take(HEADER_DISTANCE).take_while(|other| other.kind == UnitKind::Row);
    let headers = rows.filter(|row| row.span().of(&place.passage.page_text).is_some_and(names_columns));
    headers.last().map(|row| row.span())
}

fn names_columns(row: &str) -> bool {
    let (mut names, mut numbers) = (0, 0);
    for word in row.split_whitespace().filter(|word| *word != "|") {
        let digits: String = word.chars().filter(char::is_ascii_digit).collect();
        let is_year =
            word.contains('/') || (digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20")));
        if digits.is_empty() || (is_year && !word.contains(',')) { names += 1 } else { numbers += 1 }
    }
    names > 1 && numbers == 0
}

/// What the form of a unit says about whether it answers: a number where a number is wanted, a definition where one is, a
/// whole statement rather than a heading or an entry of a table of contents.
fn form_bonus(question: &Question, unit: &Unit, text: &str) -> f64 {
    let has_digit = text.chars().any(|letter| letter.is_ascii_digit());
    let wanted: f64 = match question.wanted {
        Wanted::Number | Wanted::Time if has_digit => 0.08,
        Wanted::Who if text.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).count() > 1 => 0.05,
        Wanted::Definition if defines(question, text) => 0.25,
        Wanted::Anything if defines(question, text) => 0.10,
        _ => 0.0,
    };
    let kind = match unit.kind {
        UnitKind::Heading => -0.20,
        _ if is_contents_entry(text) => -0.40,
        _ => 0.0,
    };
    let length = if text.split_whitespace().count() < 4 && !has_digit { -0.10 } else { 0.0 };
    wanted + kind + length
}

/// `Vision: …`, `our vision is …`, `"Energy" means …`: a term of the question, then a word that introduces its meaning.
fn defines(question: &Question, text: &str) -> bool {
    let Some((subject, _)) = [" means ", " mean ", " is ", " are ", ": ", " stands for ", " refers to "]
        .iter()
        .filter_map(|link| text.split_once(link))
        .min_by_key(|(subject, _)| subject.len())
    else {
        return false;
    };
    let subject = stems(subject);
    subject.len() <= 8 && question.terms.iter().any(|term| !term.is_unknown && subject.contains(&term.stem))
}

/// A line of a table of contents: leaders, or a title that ends in a page number.
fn is_contents_entry(text: &str) -> bool {
    text.contains(". . .") || text.contains(".....") || text.contains("\u{2026}\u{2026}")
}
