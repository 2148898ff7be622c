//! Questions for the number of rows of a table, or for all of them: "how many substations have 132 kV", "which substations
//! have 132 kV". A few of the rows are no answer to them.

mod asked;
mod comparison;
mod found;
mod matching;

use crate::{
    Claim, Evidence, Question, columns,
    form_words::is_form_word,
    question::Term,
    table_pages::Table,
    wanted::{Wanted, is_number_word, is_year},
    words::{Word, words},
};
use asked::Asked;
use comparison::Comparison;
use sisuiq_documents::{UnitKind, row::cells};
use sisuiq_model::Passage;
use std::collections::HashSet;

/// The number of best parts among which a stated number is searched.
const MOST_COMPARED: usize = 30;
/// The least score of a row, relative to the best part, for its table to be counted.
const LEAST_BESIDE_BEST: f64 = 0.8;
/// Words that compare, negate or choose. Rows cannot be chosen by equal words then.
const COMPARING: [&str; 35] = [
    "above",
    "after",
    "before",
    "below",
    "besides",
    "between",
    "both",
    "but",
    "despite",
    "except",
    "excluding",
    "exceed",
    "exceeds",
    "fewer",
    "from",
    "higher",
    "less",
    "longer",
    "lower",
    "more",
    "neither",
    "never",
    "no",
    "none",
    "not",
    "or",
    "other",
    "over",
    "since",
    "than",
    "under",
    "unless",
    "until",
    "up",
    "without",
];
/// Words that ask for a number of each group.
const GROUPING: [&str; 3] = ["each", "every", "per"];
/// Openings of questions for a list.
const LISTING: [&str; 7] = ["which", "what", "list", "name", "show", "enumerate", "count"];
/// The number of words at the start among which such an opening stands: "please list".
const OPENING: usize = 3;

/// The result for a question.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Counted {
    /// The question does not ask for rows.
    Nothing,
    /// A part that states the number.
    Stated(usize),
    /// The rows, and whether there can be no others.
    Rows(Claim, bool),
    /// The rows cannot be told from others.
    Doubtful,
}

/// Counts the rows that a question asks for, if the best part is one of them.
pub(crate) fn count(question: &Question, evidence: &[Evidence], passages: &[Passage]) -> Counted {
    if let Some(compared) = compared(question, evidence, passages) {
        return compared;
    }
    let is_count = is_count(question);
    if question.extreme.is_some() || !asks_for_rows(question) {
        return Counted::Nothing;
    }
    let Some(best) = evidence.first() else { return Counted::Nothing };
    let Some(row) = row(question, evidence) else { return Counted::Nothing };
    let Some(table) = Table::of(row, passages) else {
        let is_one_of_many = is_count && best.kind == UnitKind::Row && has_likes(question, row, evidence);
        return if is_one_of_many { Counted::Doubtful } else { Counted::Nothing };
    };
    let Some(asked) = Asked::of(question, &table, &row.text) else { return Counted::Nothing };
    if is_count && let Some(stated) = stated(&asked, evidence) {
        return Counted::Stated(stated);
    }
    match asked.answer(&table, row, is_count) {
        Counted::Doubtful if best.kind != UnitKind::Row => Counted::Nothing,
        counted => counted,
    }
}

/// The rows whose number in one column satisfies the comparison of a question. `None` if it has none, if the column is not certain, or
/// if a part states how many there are. The number itself need not be in a document.
pub(crate) fn compared(question: &Question, evidence: &[Evidence], passages: &[Passage]) -> Option<Counted> {
    let comparison = Comparison::of(question.text()).filter(|_| asks_for_rows(question))?;
    let row = row(question, evidence)?;
    let table = Table::of(row, passages)?;
    let asked = Asked::of(question, &table, &row.text)?;
    if stated(&asked, evidence).is_some() {
        return None;
    }
    let others = question.without(&comparison.places);
    if others.extreme.is_some() {
        return None;
    }
    Asked::of(&others, &table, &row.text)?.compared(&comparison, &table, row)
}

fn is_count(question: &Question) -> bool {
    matches!(question.wanted, Wanted::Count(_)) || asks_for_count(question.text()).is_some()
}

fn asks_for_rows(question: &Question) -> bool {
    let is_listing = |word: Word<'_>| LISTING.contains(&word.surface.to_lowercase().as_str());
    is_count(question) || words(question.text()).take(OPENING).any(is_listing)
}

/// The best row, if it is the best part or near it.
fn row<'a>(question: &Question, evidence: &'a [Evidence]) -> Option<&'a Evidence> {
    let best = evidence.first()?;
    // a sentence with another number than the one that is asked for may come first
    let is_beside = |part: &&Evidence| part.kind == UnitKind::Row && part.score >= LEAST_BESIDE_BEST * best.score;
    let mut parts = evidence.iter().filter(|_| is_count(question));
    if best.kind == UnitKind::Row { Some(best) } else { parts.find(is_beside) }
}

/// The word with which a text asks for "the number of" things, or orders to "count" them.
pub(crate) fn asks_for_count(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let orders = || lower.split_whitespace().next() == Some("count");
    if lower.contains("number of ") { Some("number") } else { orders().then_some("count") }
}

/// Returns whether other rows without a header have the same words of the question.
fn has_likes(question: &Question, row: &Evidence, evidence: &[Evidence]) -> bool {
    let held = |part: &Evidence| -> HashSet<String> {
        stems(&part.text).filter(|stem| question.terms.iter().any(|term| term.stem == *stem)).collect()
    };
    let own = held(row);
    let others = evidence
        .iter()
        .filter(|part| part.kind == UnitKind::Row && part.passage == row.passage && part.span != row.span);
    !own.is_empty() && others.into_iter().any(|part| held(part) == own)
}

/// A part that states the number: a sentence with a number before the counted thing, or a total with all values.
fn stated(asked: &Asked<'_>, evidence: &[Evidence]) -> Option<usize> {
    let has = |text: &str, term: &Term| stems(text).any(|stem| stem == term.stem);
    let states = |part: &&Evidence| {
        let has_values = asked.values.iter().all(|value| has(&part.text, value));
        match part.kind {
            UnitKind::Row => has_values && !asked.values.is_empty() && cells(&part.text).next().is_some_and(is_total),
            _ => has_values && part.answers && asked.things.iter().any(|thing| counts(&part.text, thing, asked)),
        }
    };
    let (place, _) = (0..).zip(evidence.iter().take(MOST_COMPARED)).find(|(_, part)| states(part))?;
    Some(place)
}

/// Returns whether a text has a number beside a thing, with nothing between them but words of the question.
fn counts(text: &str, thing: &Term, asked: &Asked<'_>) -> bool {
    let all: Vec<Word<'_>> = words(text).collect();
    let is_asked = |word: &Word<'_>| asked.question.terms.iter().any(|term| term.stem == word.stem);
    let is_count = |word: &Word<'_>| {
        let lower = word.surface.to_lowercase();
        (is_number(&word.stem) && !is_year(&word.stem) || is_number_word(&lower)) && !is_asked(word)
    };
    let may_stand_between =
        |word: &Word<'_>| is_asked(word) || is_number(&word.stem) || is_form_word(&word.surface.to_lowercase());
    let stretches = all.split(|word| !may_stand_between(word) && !is_count(word));
    let mut stretches = stretches.into_iter();
    stretches.any(|words| words.iter().any(is_count) && words.iter().any(|word| word.stem == thing.stem))
}

/// Returns whether a row is about one thing: it has a label that is no total, and a value.
fn is_entry(row: &str, label: usize) -> bool {
    let name = cell(row, label);
    !name.is_empty() && !is_total(name) && cells(row).filter(|cell| !cell.is_empty()).count() > 1
}

/// Returns whether a label is that of a total or of a number of things.
fn is_total(label: &str) -> bool {
    let lower = label.to_lowercase();
    let mut all = lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    all.any(|word| {
        columns::TOTALS.contains(&word) || word.ends_with("total") || ["number", "no", "count"].contains(&word)
    })
}

/// The cell with this number of cells after it.
fn cell(row: &str, from_end: usize) -> &str {
    let all: Vec<&str> = cells(row).collect();
    all.len().checked_sub(from_end + 1).and_then(|place| all.get(place)).copied().unwrap_or_default()
}

fn is_number(stem: &str) -> bool {
    !stem.is_empty() && stem.bytes().all(|byte| byte.is_ascii_digit())
}

fn stems(text: &str) -> impl Iterator<Item = String> {
    words(text).map(|word| word.stem)
}

#[cfg(test)]
mod tests;
