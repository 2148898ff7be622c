//! Composes an answer from quoted sentences alone. It needs no network and is deterministic.

use crate::{
    Claim, Evidence, Question, Quote, cell_quotes, columns,
    count::{Counted, count},
    crossing,
    directive::is_directive,
    parts_of_question, reference,
    same::say_the_same,
};
use sisuiq_documents::{
    Span, UnitKind,
    row::{cells, column_names, is_figure},
};
use sisuiq_model::Passage;
use std::collections::HashSet;

/// The most statements in an answer.
const MOST_CLAIMS: usize = 3;
/// The score of a part that contains every word of the question and has the same meaning.
const BEST_SCORE: f64 = 1.5;
/// The least score of a statement, relative to the best one.
const LEAST_BESIDE_BEST: f64 = 0.88;
/// The least share of the question's terms, relative to the best one. A statement about another subject has fewer of
/// them.
const LEAST_OF_THE_QUESTION: f64 = 0.95;
/// The least relative score of a directive. A directive may be about the question without answering it.
const LEAST_OF_AN_ACTION: f64 = 0.70;
/// The least relative score of a related part.
const LEAST_OF_THE_NEAREST: f64 = 0.85;
/// The most places cited for one statement, besides the header of its table.
const MOST_PLACES: usize = 2;

/// Selects the statements that answer the question: the best one first, then others with nearly the same score in page
/// order. Places that say the same share one statement.
#[must_use]
pub fn compose(question: &Question, evidence: &[Evidence], passages: &[Passage]) -> Vec<Claim> {
    if !question.parts.is_empty() {
        return parts_of_question::compose_all(question, evidence, passages, &[]);
    }
    let Some(best) = evidence.first() else { return Vec::new() };
    match count(question, evidence, passages) {
        Counted::Rows(rows, _) => return vec![rows],
        Counted::Stated(place) => {
            return evidence.get(place).map(|part| claim(question, part, passages)).into_iter().collect();
        }
        Counted::Nothing | Counted::Doubtful => {}
    }
    let mut claims: Vec<Claim> = Vec::new();
    let is_near = |part: &&Evidence| {
        part.score >= best.score * LEAST_BESIDE_BEST && part.in_context >= best.in_context * LEAST_OF_THE_QUESTION
    };
    for part in evidence.iter().filter(is_near) {
        let own = claim(question, part, passages);
        if let Some(twin) = twin(&mut claims, &own) {
            add_place(twin, part, passages);
        } else if claims.len() < MOST_CLAIMS && !claims.iter().any(|claim| overlaps(claim, part)) {
            claims.push(own);
        }
    }
    if let Some(clause) = reference::follow(best, passages).filter(|_| claims.len() < MOST_CLAIMS) {
        claims.push(clause);
    }
    if let Some(others) = claims.get_mut(1..) {
        others.sort_by_key(|claim| claim.quotes.first().map(|quote| (quote.passage, quote.span.start)));
    }
    claims
}

/// The best part of each of the most similar pages, best first. It is used if no passage answers the question
/// literally.
#[must_use]
pub fn nearest(question: &Question, evidence: &[Evidence], passages: &[Passage]) -> Vec<Claim> {
    let least = evidence.first().map_or(0.0, |best| best.score * LEAST_OF_THE_NEAREST);
    let mut pages = HashSet::new();
    let page = |part: &Evidence| passages.get(part.passage).map(|passage| (passage.document_id.0, passage.page));
    let firsts =
        evidence.iter().filter(|part| part.score >= least && page(part).is_some_and(|page| pages.insert(page)));
    firsts.take(MOST_CLAIMS).map(|part| claim(question, part, passages)).collect()
}

/// The parts that are recommendations or obligations and score nearly as high as the best part, best first.
#[must_use]
pub(crate) fn directives(question: &Question, evidence: &[Evidence], passages: &[Passage], most: usize) -> Vec<Claim> {
    let Some(best) = evidence.first() else { return Vec::new() };
    let mut picked: Vec<Claim> = Vec::new();
    for part in evidence.iter().filter(|part| part.score >= best.score * LEAST_OF_AN_ACTION) {
        let page = passages.get(part.passage).map(|passage| passage.page_text.as_str()).unwrap_or_default();
        if !is_directive(part, part.header.and_then(|header| header.of(page))) {
            continue;
        }
        let own = claim(question, part, passages);
        if let Some(twin) = twin(&mut picked, &own) {
            add_place(twin, part, passages);
        } else if picked.len() < most {
            picked.push(own);
        }
    }
    picked
}

/// The statement that says the same already. Rows are compared as they are read, with the names of their columns.
fn twin<'a>(claims: &'a mut [Claim], own: &Claim) -> Option<&'a mut Claim> {
    claims.iter_mut().find(|other| say_the_same(&other.text, &own.text))
}

/// Returns whether a statement quotes a part already, or some of it: the item of a list, or a sentence with its heading.
fn overlaps(claim: &Claim, part: &Evidence) -> bool {
    let shares = |span: Span| span.start < part.span.end && part.span.start < span.end;
    claim.quotes.iter().any(|quote| quote.passage == part.passage && shares(quote.span))
}

/// Adds a citation of the same statement at another place, unless that place is cited already or there are enough.
fn add_place(claim: &mut Claim, part: &Evidence, passages: &[Passage]) {
    let covers = |quote: &Quote| {
        quote.passage == part.passage && quote.span.start < part.span.end && part.span.start < quote.span.end
    };
    if claim.quotes.len() < MOST_PLACES && !claim.quotes.iter().any(covers) {
        claim.quotes.extend(quotes(part, passages));
    }
}

pub(crate) fn quote(part: &Evidence) -> Quote {
    Quote { passage: part.passage, span: part.span, score: (part.score / BEST_SCORE).clamp(0.0, 1.0) }
}

/// The place of a part; of a sentence that a page break divides the places of both halves.
fn quotes(part: &Evidence, passages: &[Passage]) -> Vec<Quote> {
    let own = quote(part);
    let passage = passages.get(part.passage);
    let ends_page = |passage: &&Passage| crossing::first_half(passage).is_some_and(|half| half.end == part.span.end);
    let rest = passage.filter(ends_page).and_then(|passage| crossing::rest(passage, passages));
    [own].into_iter().chain(rest.map(|rest| Quote { passage: rest.passage, span: rest.span, ..own })).collect()
}

fn claim(question: &Question, part: &Evidence, passages: &[Passage]) -> Claim {
    let mut quotes = quotes(part, passages);
    let page = passages.get(part.passage).map(|passage| passage.page_text.as_str()).unwrap_or_default();
    let header = part.header.and_then(|header| Some((header, header.of(page)?)));
    let names = header.map(|(_, names)| names).or(part.carried.as_deref());
    if let Some(names) = names {
        let RowReading { text, only } = read_row(question, &part.text, names);
        if let Some(places) = only.and_then(|only| cell_quotes::places(part.span, page, header, only)) {
            let quotes = places.into_iter().map(|span| Quote { span, ..quote(part) }).collect();
            return Claim { text, quotes };
        }
        quotes.extend(header.map(|(span, _)| Quote { span, ..quote(part) }));
        return Claim { text, quotes };
    }
    let lines: Vec<String> =
        part.text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let separator = if part.kind == UnitKind::Row { " / " } else { "\n" };
    Claim { text: lines.join(separator), quotes }
}

/// An empty cell in a column that the question names.
const NO_VALUE: &str = "no value";

/// A row in words.
struct RowReading {
    /// With the names of its columns: `No. of substations: 54 (2023/24)`.
    text: String,
    /// The only cell that it shows beside the label, as the number of cells after it; `None` if it shows several or a cell without a
    /// value.
    only: Option<usize>,
}

/// Reads a row with the names of its columns. It shows only the columns that the question names, or all with a value if it
/// names none.
fn read_row(question: &Question, row: &str, names: &str) -> RowReading {
    let values: Vec<&str> = cells(row).collect();
    let names_of_columns = column_names(names);
    let columns: Vec<&str> = names_of_columns.iter().map(String::as_str).collect();
    let has_figures = values.iter().any(|value| is_figure(value));
    let Some((label, values)) = values.split_first().filter(|_| has_figures) else {
        return RowReading { text: format!("{names} / {row}"), only: None };
    };
    let columns = columns.get(columns.len().saturating_sub(values.len())..).unwrap_or_default();
    let pairs: Vec<(&&str, &&str)> = columns.iter().zip(values).collect();
    let asked = columns::asked(question, columns);
    let only = match asked.as_slice() {
        [column] if pairs.len() == values.len() && !values.get(*column).is_none_or(|value| value.is_empty()) => {
            Some(values.len() - 1 - column)
        }
        _ => None,
    };
    let pair = |(name, value): &(&&str, &&str)| format!("{} ({name})", if value.is_empty() { NO_VALUE } else { value });
    let asked: Vec<String> = asked.into_iter().filter_map(|place| pairs.get(place)).map(pair).collect();
    let stated = pairs.iter().filter(|(_, value)| !value.is_empty());
    let shown = if asked.is_empty() { stated.map(pair).collect() } else { asked };
    RowReading { text: format!("{label}: {}", shown.join("; ")), only }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(question: &Question, row: &str, names: &str) -> String {
        read_row(question, row, names).text
    }

    const NAMES: &str = "Description | 2018/19 (Baseline) | 2019/20 | 2020/21";

    #[test]
    fn a_row_is_read_at_the_column_that_was_asked_for() {
        let question = Question::new("How many substations are projected for 2020/21?");
        assert_eq!(read(&question, "No. of substations | 25 | 28 | 35", NAMES), "No. of substations: 35 (2020/21)");
    }

    #[test]
    fn a_row_is_read_whole_when_no_column_is_named() {
        let question = Question::new("How does the number of substations develop?");
        let read = read(&question, "No. of substations | 25 | 28 | 35", NAMES);
        assert_eq!(read, "No. of substations: 25 (2018/19 (Baseline)); 28 (2019/20); 35 (2020/21)");
    }

    #[test]
    fn empty_cells_are_told_apart() {
        let row = "No. of substations | 25 | | 35";
        let read = |question| read(&Question::new(question), row, NAMES);
        assert_eq!(read("How many substations are projected for 2019/20?"), "No. of substations: no value (2019/20)");
        let read = read("How does the number of substations develop?");
        assert_eq!(read, "No. of substations: 25 (2018/19 (Baseline)); 35 (2020/21)");
    }

    #[test]
    fn a_header_without_a_name_for_the_labels_fits_too() {
        let question = Question::new("How many staff were there in 2018?");
        assert_eq!(read(&question, "Total | 469 | 489", "2017 | 2018"), "Total: 489 (2018)");
    }

    #[test]
    fn names_over_several_columns_are_read_too() {
        let names = "Year ended | | Change |\n2023 | 2022 | $ | %";
        let read = read(&Question::new("How did sales develop?"), "Sales | 12 | 10 | 2 | 20", names);
        assert_eq!(read, "Sales: 12 (Year ended 2023); 10 (Year ended 2022); 2 (Change $); 20 (Change %)");
    }

    #[test]
    fn other_figures_are_another_statement() {
        let row = |figures: &str| format!("Energy lost in the northern network | {figures}");
        assert!(!say_the_same(&row("5 | 7"), &row("5 | 8")) && say_the_same(&row("5 | 7"), &row("5 | 7")));
    }

    #[test]
    fn rows_of_words_are_shown_together() {
        let question = Question::new("Who is the Company Secretary?");
        let read = read(&question, "Procurement | Company Secretary", "A. Person | B. Person");
        assert_eq!(read, "A. Person | B. Person / Procurement | Company Secretary");
    }
}
