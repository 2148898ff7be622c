//! Rows of tables with the names of their columns.

use super::{
    figure::Figure,
    form::Scale,
    items::{Statement, stems},
    period::{has_part_of_year, years},
};
use crate::{
    Pages, Question,
    page::{Carried, PageParts, Part},
    terms::TermIndex,
};
use sisuiq_documents::{
    Span, UnitKind,
    row::{cell_spans, cells, column_names},
};
use sisuiq_model::Passage;
use std::collections::HashSet;

/// The characters above a row in which the unit of its table is looked for.
const UNIT_DISTANCE: usize = 4_000;

/// A row of a table.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Index of the passage.
    pub(super) passage: usize,
    /// The label, as written.
    pub(super) label: String,
    /// The stems of the label, without what brackets enclose.
    pub(super) stems: Vec<String>,
    /// The cells with a figure, with the names of their columns.
    pub(super) values: Vec<Value>,
    /// The statement of its page; `None` if it is another page.
    pub(super) statement: Option<Statement>,
    /// The factor of its figures; `None` if the page says nothing.
    pub(super) scale: Option<Scale>,
}

/// A figure of a row.
#[derive(Clone, Debug)]
pub(super) struct Value {
    /// The name of its column.
    pub(super) column: String,
    /// The years of the column.
    pub(super) years: Vec<i32>,
    /// True if the column is of a part of a year.
    pub(super) is_of_part: bool,
    /// The figure.
    pub(super) figure: Figure,
    /// The places to quote: the row, and the header of its table if it stands on the page.
    pub(super) places: Vec<Span>,
}

/// The rows with a label, figures and names of columns, of all pages of the passages, in their order.
pub(super) fn rows(pages: &Pages, passages: &[Passage]) -> Vec<Row> {
    let nothing = Question::new("");
    let terms = TermIndex::new(&nothing);
    let mut seen = HashSet::new();
    let mut rows = Vec::new();
    for (index, passage) in passages.iter().enumerate() {
        if !seen.insert((passage.document_id.0, passage.page)) {
            continue;
        }
        let text = passage.page_text.as_str();
        let page = PageParts::new(text, &pages.cut(text), |_| false, &terms);
        let carried = passage.heading.as_deref().and_then(|heading| Carried::of(heading, &terms));
        let whole = Span { start: 0, end: text.chars().count() };
        rows.extend(page.parts(whole, carried).iter().filter_map(|part| row(index, part, passage)));
    }
    rows
}

fn row(index: usize, part: &Part<'_>, passage: &Passage) -> Option<Row> {
    if part.kind != UnitKind::Row || part.text.contains('\n') {
        return None;
    }
    let page = passage.page_text.as_str();
    let header = part.header.and_then(|span| Some((span, span.of(page)?)));
    let names = column_names(header.map(|(_, names)| names).or(part.carried)?);
    let written: Vec<&str> = cells(&part.text).collect();
    let (label, figures) = written.split_first().filter(|(label, _)| label.chars().any(char::is_alphabetic))?;
    let names = names.get(names.len().checked_sub(figures.len())?..)?;
    let spans = cell_spans(&part.text);
    let values = names.iter().zip(figures).zip(spans.get(1..)?).filter_map(|((name, cell), span)| {
        let figure = Figure::read(cell)?;
        let is_quotable = span.start < span.end;
        let places = is_quotable.then(|| std::iter::once(part.span).chain(header.map(|(span, _)| span)).collect())?;
        Some(Value { years: years(name), is_of_part: has_part_of_year(name), column: name.clone(), figure, places })
    });
    let values: Vec<Value> = values.collect();
    if values.is_empty() {
        return None;
    }
    Some(Row {
        passage: index,
        stems: stems(own_label(&without_brackets(label))),
        label: (*label).to_owned(),
        values,
        statement: statement(page),
        scale: scale(page, part.span, passage),
    })
}

/// A label without the title of a group that its first line may begin with: `Current assets: Cash and equivalents`.
fn own_label(label: &str) -> &str {
    let label = label.trim_end_matches([':', ' ']);
    label.rsplit_once(": ").map_or(label, |(_, own)| own)
}

/// A label without what brackets enclose, and without a mark at its end: `Inventories (note 4):`.
fn without_brackets(label: &str) -> String {
    let mut plain = String::new();
    let mut depth = 0_usize;
    for letter in label.chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => plain.push(letter),
            _ => {}
        }
    }
    plain
}

/// The statement of a page, by lines that only it has.
fn statement(page: &str) -> Option<Statement> {
    let lower = page.to_lowercase();
    let has = |line: &str| lower.contains(line);
    if has("investing activities") && has("financing activities") && has("operating activities") {
        Some(Statement::CashFlow)
    } else if has("total assets") && (has("total liabilities") || has("current liabilities")) {
        Some(Statement::Balance)
    } else if (has("per share") || has("before")) && (has("net income") || has("net earnings") || has("profit for the"))
    {
        Some(Statement::Income)
    } else {
        None
    }
}

/// The factor of the figures of a row: the last one that the page names above it, or the heading carried from a page before.
fn scale(page: &str, row: Span, passage: &Passage) -> Option<Scale> {
    let start = row.start.saturating_sub(UNIT_DISTANCE);
    let above = Span { start, end: row.start }.of(page).unwrap_or_default();
    let named = |text: &str| {
        let lower = text.to_lowercase();
        let mut lines = lower.lines().rev().filter(|line| line.contains("in ") || line.contains('('));
        lines.find_map(Scale::of)
    };
    named(above).or_else(|| passage.heading.as_deref().and_then(named))
}
