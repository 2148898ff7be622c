//! Labels of several rows: a cell that is merged over rows stands in the first of them, and the others have none in its place.

use crate::{
    Evidence, Question, columns,
    table_pages::{Row, Table},
    words::words,
};
use sisuiq_documents::{
    UnitKind,
    row::{cells, is_value},
};
use sisuiq_model::Passage;
use std::collections::HashSet;

/// The most rows below a label that are stated.
const MOST_ROWS: usize = 8;

/// The other rows of the label that a question names.
#[derive(Debug)]
pub(crate) struct Below {
    /// The rows, with the label.
    pub(crate) rows: Vec<Evidence>,
    /// False if there may be others.
    pub(crate) are_all: bool,
}

impl Below {
    /// The rows below the best part that the question asks for as much as for that part. `None` if it has none: it is another part, or
    /// the question names it by more than its label.
    pub(crate) fn of(question: &Question, best: &Evidence, passages: &[Passage]) -> Option<Self> {
        let mut own = cells(&best.text);
        let label = own.next().filter(|label| best.kind == UnitKind::Row && !label.is_empty())?;
        let is_asked = |stem: &String| question.terms.iter().any(|term| term.stem == *stem);
        if !stems(label).any(|stem| is_asked(&stem)) {
            return None;
        }
        let table = Table::of(best, passages)?;
        let names: HashSet<String> = stems(table.header).collect();
        let chosen: HashSet<String> =
            own.flat_map(stems).filter(|stem| is_asked(stem) && !names.contains(stem)).collect();
        let is_chosen = |row: &Row<'_>| {
            let own: HashSet<String> = cells(&row.text).skip(1).flat_map(stems).collect();
            chosen.is_subset(&own)
        };
        let at = table.rows.iter().position(|row| (row.passage, row.span) == (best.passage, best.span))?;
        let (first, after) = table.rows.get(at..)?.split_first()?;
        let below: Vec<&Row<'_>> = after.iter().take_while(|row| row.is_below_label).collect();
        let goes_on = chosen.is_empty() && below.last().copied().unwrap_or(first).goes_on;
        let rows = below.into_iter().filter(|row| is_chosen(row));
        let mut rows: Vec<Evidence> = rows.map(|row| part(row, best, table.header)).collect();
        let are_all = !goes_on && rows.len() <= MOST_ROWS;
        rows.truncate(MOST_ROWS);
        (!are_all || !rows.is_empty()).then_some(Self { rows, are_all })
    }
}

fn part(row: &Row<'_>, best: &Evidence, header: &str) -> Evidence {
    let is_on_page = row.passage == best.passage;
    Evidence {
        carried: if is_on_page { best.carried.clone() } else { Some(header.to_owned()) },
        passage: row.passage,
        span: row.span,
        text: row.text.clone().into_owned(),
        header: best.header.filter(|_| is_on_page),
        ..best.clone()
    }
}

/// A row without a label, with that of the row above: `| P2 | 18` below `Lund | P1 | 15`. `None` if it is not certain that the label
/// is its own: a sum has no label either, and neither has the rest of a long cell.
pub(crate) fn with_label(above: &str, row: &str, names: usize) -> Option<String> {
    let rest = unlabelled(row, names)?;
    let (label, of_above) = split(above)?;
    let is_alike = of_above.len() + 1 == names && is_sub_label(of_above.first()?) && is_sub_label(rest.first()?);
    let is_filled = !label.is_empty() && rest.iter().all(|cell| !cell.is_empty());
    (is_alike && is_filled).then(|| [&[label], rest.as_slice()].concat().join(" | "))
}

/// Returns whether a row with one cell less may be another one of the label above.
pub(crate) fn may_lack_label(above: &str, row: &str, names: usize) -> bool {
    let Some((_, of_above)) = split(above) else { return false };
    let rest = unlabelled(row, names).unwrap_or_else(|| cells(row).collect());
    let is_like = |(one, other): (&&str, &&str)| is_value(one) == is_value(other);
    let has_sub_labels =
        [&rest, &of_above].into_iter().all(|cells| cells.first().is_some_and(|cell| is_sub_label(cell)));
    has_sub_labels && of_above.len() + 1 == names && rest.len() + 1 == names && rest.iter().zip(&of_above).all(is_like)
}

/// The cells behind an empty first one. It is written as a bar at the start, which may be followed by that of the next cell.
fn unlabelled(row: &str, names: usize) -> Option<Vec<&str>> {
    let all: Vec<&str> = match row.trim_start().strip_prefix('|') {
        Some(rest) => cells(rest).collect(),
        None => cells(row).collect::<Vec<_>>().split_first().filter(|(first, _)| first.is_empty())?.1.to_vec(),
    };
    match all.split_first() {
        Some((first, rest)) if first.is_empty() && all.len() == names => Some(rest.to_vec()),
        _ => (all.len() + 1 == names).then_some(all),
    }
}

fn split(row: &str) -> Option<(&str, Vec<&str>)> {
    let mut all = cells(row);
    Some((all.next()?, all.collect()))
}

/// Returns whether a cell names a row: a word, but none for a sum.
fn is_sub_label(cell: &str) -> bool {
    let lower = cell.to_lowercase();
    let is_sum = lower.split_whitespace().any(|word| columns::TOTALS.contains(&word.trim_matches(':')));
    cell.contains(char::is_alphabetic) && !is_value(cell) && !is_sum
}

fn stems(text: &str) -> impl Iterator<Item = String> {
    words(text).map(|word| word.stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_without_label_take_that_above() {
        for row in ["| K2 | 40 | open", "| | K2 | 40 | open"] {
            assert_eq!(
                with_label("Turku | K1 | 25 | shut", row, 4).as_deref(),
                Some("Turku | K2 | 40 | open"),
                "{row}"
            );
        }
    }

    #[test]
    fn sums_and_rests_of_cells_take_no_label() {
        for (above, row) in [
            ("Other income | 12 | 10", "| 50 | 45"),
            ("Turku | K1 | 25", "| Total | 65"),
            ("Turku | K1 | 25", "| basin |"),
            ("Turku | K1 | 25", "Oulu | K2 | 40"),
            ("Turku | K1 | 25", "| 40"),
        ] {
            assert_eq!(with_label(above, row, 3), None, "{row}");
        }
    }

    #[test]
    fn shorter_rows_of_the_same_form_may_lack_a_label() {
        assert!(may_lack_label("Turku | K1 | 25", "K2 | 40", 3));
        for (above, row) in [
            ("Other income | 12 | 10", "50 | 45"),
            ("Turku | K1 | 25", "K2 | open"),
            ("Turku | K1 | 25", "Total | 65"),
            ("Turku | K1 | 25", "40"),
        ] {
            assert!(!may_lack_label(above, row, 3), "{row}");
        }
    }
}
