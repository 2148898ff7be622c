//! Composes an answer from quoted sentences alone. It needs no network and is deterministic.

use crate::{
    Claim, Evidence, NamedRow, Question, Quote, cell_quotes, columns,
    count::{Counted, count},
    crossing,
    directive::is_directive,
    merged_cells::Below,
    parts_of_question, reference,
    same::say_the_same,
    unfinished::{NOTE, is_unfinished_part},
    words::words,
};
use sisuiq_documents::{
    Span, UnitKind,
    row::{cells, column_names, is_figure, is_value},
};
use sisuiq_model::Passage;
use std::{collections::HashSet, iter::repeat_n};

/// The most statements in an answer.
const MOST_CLAIMS: usize = 3;
/// The most statements of the same form for a question that asks for several things.
const MOST_OF_SEVERAL: usize = 12;
/// The score of a part that contains every word of the question and has the same meaning.
const BEST_SCORE: f64 = 1.5;
/// The least score of a statement, relative to the best one.
pub(crate) const LEAST_BESIDE_BEST: f64 = 0.88;
/// The least share of the question's terms, relative to the best one. A statement about another subject has fewer of
/// them.
pub(crate) const LEAST_OF_THE_QUESTION: f64 = 0.95;
/// The least relative score of a directive. A directive may be about the question without answering it.
const LEAST_OF_AN_ACTION: f64 = 0.70;
/// The least relative score of a related part.
const LEAST_OF_THE_NEAREST: f64 = 0.85;
/// The most places cited for one statement, besides the header of its table.
const MOST_PLACES: usize = 2;
/// The most figures of a row that are read as a sentence. More are easier to find in a table.
const MOST_IN_SENTENCE: usize = 4;

/// Selects the statements that answer the question: the best one first, then others with nearly the same score in page
/// order. Places that say the same share one statement.
#[must_use]
pub fn compose(question: &Question, evidence: &[Evidence], passages: &[Passage]) -> Vec<Claim> {
    if !question.parts.is_empty() {
        return parts_of_question::compose_all(question, evidence, passages, &[]);
    }
    let Some(best) = evidence.first() else { return Vec::new() };
    match count(question, evidence, passages) {
        Counted::Rows(rows, _) => vec![rows],
        Counted::Stated(place) => evidence.get(place).map(|part| claim(question, part, passages)).into_iter().collect(),
        Counted::Nothing | Counted::Doubtful => best_ones(question, best, evidence, passages),
    }
}

/// The best part, and others with nearly the same score in page order.
fn best_ones(question: &Question, best: &Evidence, evidence: &[Evidence], passages: &[Passage]) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    let most = |part: &Evidence| if is_one_of_several(question, best, part) { MOST_OF_SEVERAL } else { MOST_CLAIMS };
    let is_near = |part: &&Evidence| {
        let is_of_it = !part.is_of_other || best.is_of_other;
        let has_as_much = part.in_context >= best.in_context * LEAST_OF_THE_QUESTION;
        part.score >= best.score * LEAST_BESIDE_BEST && has_as_much && is_of_it && (has_label(part) || !has_label(best))
    };
    for part in evidence.iter().filter(is_near) {
        let own = claim(question, part, passages);
        if let Some(twin) = twin(&mut claims, &own) {
            add_place(twin, part, passages);
        } else if claims.len() < most(part) && !claims.iter().any(|claim| overlaps(claim, part)) {
            claims.push(own);
        }
        if part.span == best.span && part.passage == best.passage {
            claims.extend(below(question, best, passages));
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

/// The other rows of the label that the best part has, each cited with the row in which that label stands.
fn below(question: &Question, best: &Evidence, passages: &[Passage]) -> Vec<Claim> {
    let rows = Below::of(question, best, passages).map(|below| below.rows).unwrap_or_default();
    let with_label = |row: &Evidence| {
        let own = claim(question, row, passages);
        Claim { quotes: own.quotes.into_iter().chain([quote(best)]).collect(), ..own }
    };
    rows.iter().map(with_label).collect()
}

/// The best parts, and those of other similar pages. They are shown if none of them clearly answers the question.
#[must_use]
pub fn nearest(question: &Question, evidence: &[Evidence], passages: &[Passage]) -> Vec<Claim> {
    let Some(best) = evidence.first() else { return Vec::new() };
    let page = |passage: usize| passages.get(passage).map(|passage| (passage.document_id.0, passage.page));
    let mut claims = best_ones(question, best, evidence, passages);
    let mut pages: HashSet<_> =
        claims.iter().flat_map(|claim| &claim.quotes).filter_map(|quote| page(quote.passage)).collect();
    for part in evidence.iter().filter(|part| part.score >= best.score * LEAST_OF_THE_NEAREST) {
        if claims.len() < MOST_CLAIMS && page(part.passage).is_some_and(|page| pages.insert(page)) {
            claims.push(claim(question, part, passages));
        }
    }
    claims
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

/// Returns whether a part is no row without a label, such as a sum.
fn has_label(part: &Evidence) -> bool {
    part.kind != UnitKind::Row || !part.text.trim_start().starts_with('|')
}

/// Returns whether a question asks for several things, and a part of the best part's page has as many of its words and begins in the same
/// way: "The toll for lorries is …", "The toll for vans is …".
fn is_one_of_several(question: &Question, best: &Evidence, part: &Evidence) -> bool {
    let beginning = |part: &Evidence| -> Vec<String> { words(&part.text).take(2).map(|word| word.stem).collect() };
    question.several.is_some()
        && part.passage == best.passage
        && part.in_context >= best.in_context
        && beginning(part) == beginning(best)
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

/// The place of a part; of a sentence that page breaks divide the places of all its pieces.
fn quotes(part: &Evidence, passages: &[Passage]) -> Vec<Quote> {
    let own = quote(part);
    let passage = passages.get(part.passage);
    let rests = passage.map(|passage| crossing::rests_of(part.span, passage, passages)).unwrap_or_default();
    let rests = rests.into_iter().map(|rest| Quote { passage: rest.passage, span: rest.span, ..own });
    [own].into_iter().chain(rests).collect()
}

/// A part as a statement. If it breaks off, the statement says so.
fn claim(question: &Question, part: &Evidence, passages: &[Passage]) -> Claim {
    let claim = whole_claim(question, part, passages);
    if is_unfinished_part(part, passages) { Claim { text: claim.text + NOTE, row: None, ..claim } } else { claim }
}

fn whole_claim(question: &Question, part: &Evidence, passages: &[Passage]) -> Claim {
    let mut quotes = quotes(part, passages);
    let page = passages.get(part.passage).map(|passage| passage.page_text.as_str()).unwrap_or_default();
    let header = part.header.and_then(|header| Some((header, header.of(page)?)));
    let names = header.map(|(_, names)| names).or(part.carried.as_deref());
    if let Some(names) = names {
        let RowReading { text, row, only } = read_row(question, &part.text, names);
        if let Some(places) = only.and_then(|only| cell_quotes::places(part.span, page, header, only)) {
            let quotes = places.into_iter().map(|span| Quote { span, ..quote(part) }).collect();
            return Claim { text, row, quotes };
        }
        quotes.extend(header.map(|(span, _)| Quote { span, ..quote(part) }));
        return Claim { text, row, quotes };
    }
    let lines: Vec<String> = part.text.lines().map(read_line).collect();
    Claim { text: lines.join("\n"), row: None, quotes }
}

/// A line of text, or a row whose columns have no names.
fn read_line(line: &str) -> String {
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let filled: Vec<&str> = cells(line.trim_start_matches('|')).filter(|cell| !cell.is_empty()).collect();
    match filled.split_first() {
        Some((label, values)) if !line.starts_with('|') && values.iter().any(|value| is_value(value)) => {
            format!("{}: {}", label.trim_end_matches([':', '：', ' ']), values.join("; "))
        }
        _ => filled.join(" · "),
    }
}

/// An empty cell in a column that the question names.
const NO_VALUE: &str = "no value";

/// A row in words.
struct RowReading {
    /// With the names of its columns: `No. of substations: 54 (2023/24)`, `Action: Fit banks; Owner: Operations`.
    text: String,
    /// The shown cells, if they make a table and no sentence: words, or many figures.
    row: Option<NamedRow>,
    /// The only cell that it shows beside the label, as the number of cells after it; `None` if it shows several or a cell without a
    /// value.
    only: Option<usize>,
}

/// Reads a row with the names of its columns. It shows only the columns that the question names, or all with a value if it
/// names none.
fn read_row(question: &Question, row: &str, names: &str) -> RowReading {
    // a row with a bar at its start has no label
    let unlabelled = row.strip_prefix('|');
    let values: Vec<&str> = unlabelled.map(|_| "").into_iter().chain(cells(unlabelled.unwrap_or(row))).collect();
    let columns = column_names(names);
    // the column of the labels may have no name
    let without_name = values.len().saturating_sub(columns.len());
    let columns = columns.iter().skip(columns.len().saturating_sub(values.len())).map(String::as_str);
    let pairs: Vec<(&str, &str)> = repeat_n("", without_name).chain(columns).zip(values).collect();
    let has_figures = pairs.iter().any(|(_, value)| is_figure(value));
    match pairs.split_first().filter(|_| has_figures) {
        Some((label, values)) => row_of_figures(question, *label, values),
        None => row_of_words(&pairs),
    }
}

fn row_of_figures(question: &Question, label: (&str, &str), values: &[(&str, &str)]) -> RowReading {
    let columns: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
    let asked = columns::asked(question, &columns);
    let has_value = |(_, value): &&(&str, &str)| !value.is_empty();
    let only = match asked.as_slice() {
        [column] if values.get(*column).is_some_and(|value| has_value(&value)) => Some(values.len() - 1 - column),
        _ => None,
    };
    let shown: Vec<(&str, &str)> = if asked.is_empty() {
        values.iter().filter(has_value).copied().collect()
    } else {
        let asked = asked.into_iter().filter_map(|place| values.get(place));
        asked.map(|(name, value)| (*name, if value.is_empty() { NO_VALUE } else { *value })).collect()
    };
    let sentence =
        |(name, value): &(&str, &str)| if name.is_empty() { (*value).to_owned() } else { format!("{value} ({name})") };
    let text = shown.iter().map(sentence).collect::<Vec<_>>().join("; ");
    let text = if label.1.is_empty() { text } else { format!("{}: {text}", label.1) };
    let is_table = shown.len() > MOST_IN_SENTENCE || label.1.is_empty();
    RowReading { text, row: is_table.then(|| named_row([label].into_iter().chain(shown))), only }
}

fn row_of_words(pairs: &[(&str, &str)]) -> RowReading {
    let stated = pairs.iter().filter(|(_, value)| !value.is_empty());
    let sentence =
        |(name, value): &(&str, &str)| if name.is_empty() { (*value).to_owned() } else { format!("{name}: {value}") };
    let text = stated.map(sentence).collect::<Vec<_>>().join("; ");
    RowReading { text, row: Some(named_row(pairs.iter().copied())), only: None }
}

fn named_row<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> NamedRow {
    let (names, cells) = pairs.map(|(name, cell)| (name.to_owned(), cell.to_owned())).unzip();
    NamedRow { names, cells }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Pages, evidence::tests::passage, gather};

    fn read(question: &Question, row: &str, names: &str) -> String {
        read_row(question, row, names).text
    }

    const NAMES: &str = "Description | 2018/19 (Baseline) | 2019/20 | 2020/21";

    #[test]
    fn the_nearest_may_stand_on_one_page() {
        let pages =
            ["The toll for vans is 3 crowns.\nThe toll for carts is 2 crowns.", "The toll for ships is 8 crowns."];
        let passages = [passage(1, 1, pages[0]), passage(2, 2, pages[1])];
        let question = Question::new("How high is the toll?");
        let evidence = gather(&Pages::default(), &question, &passages, &[0.02, 0.01], |_, _| Some(0.6));
        let places: Vec<usize> =
            nearest(&question, &evidence, &passages).iter().map(|claim| claim.quotes[0].passage).collect();
        assert_eq!(places, [0, 0, 1]);
    }

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
        let read = read_row(&question, "Procurement | Company Secretary", "A. Person | B. Person");
        assert_eq!(read.text, "A. Person: Procurement; B. Person: Company Secretary");
        let shown = table(&read);
        assert_eq!(shown, [["A. Person", "Procurement"], ["B. Person", "Company Secretary"]]);
    }

    /// The names and cells of a row that is shown as a table.
    fn table(read: &RowReading) -> Vec<[&str; 2]> {
        let row = read.row.as_ref().unwrap();
        row.names.iter().zip(&row.cells).map(|(name, cell)| [name.as_str(), cell]).collect()
    }

    #[test]
    fn many_figures_are_shown_as_a_table() {
        let names = "Indicator | 2024 | 2025 | 2026 | 2027 | 2028";
        let read = |question: &str, row| read_row(&Question::new(question), row, names);
        let all = read("How do the losses develop?", "Losses | 5 | 4 | 3 | 2 | 1");
        assert_eq!(all.text, "Losses: 5 (2024); 4 (2025); 3 (2026); 2 (2027); 1 (2028)");
        assert_eq!(table(&all)[..2], [["Indicator", "Losses"], ["2024", "5"]]);
        let unlabelled = read("How do the losses develop?", "| 5 | 4 | 3 | 2 | 1");
        assert_eq!(unlabelled.text, "5 (2024); 4 (2025); 3 (2026); 2 (2027); 1 (2028)");
        assert_eq!(table(&unlabelled)[..2], [["Indicator", ""], ["2024", "5"]]);
        let one = read("How high are the losses in 2026?", "Losses | 5 | 4 | 3 | 2 | 1");
        assert_eq!((one.text.as_str(), one.row), ("Losses: 3 (2026)", None));
    }

    #[test]
    fn rows_without_names_are_no_bars() {
        assert_eq!(read_line("Peak demand: | 61 MW |"), "Peak demand: 61 MW");
        assert_eq!(read_line("Losses | 12 | | 10"), "Losses: 12; 10");
        assert_eq!(read_line("Managing Director | Board |  Secretary"), "Managing Director · Board · Secretary");
        assert_eq!(read_line("| 7 | 8"), "7 · 8");
        assert_eq!(read_line("No bars  here"), "No bars here");
    }
}
