//! The statement about the rows that were found.

use crate::{Claim, Evidence, Quote, extractive::quote, table_pages::Row};

/// The most rows that are named and cited.
const MOST_NAMED: usize = 15;
/// The most rows that are named because they were not counted.
const MOST_LEFT_OUT: usize = 3;

/// A row that has the words of a value in a cell that says more.
pub(super) struct LeftOut<'a> {
    pub(super) row: &'a Row<'a>,
    pub(super) label: &'a str,
    pub(super) cell: &'a str,
}

/// The rows that a question asks for.
pub(super) struct Found<'a> {
    pub(super) rows: Vec<&'a Row<'a>>,
    /// The names of the things, in the same order.
    pub(super) labels: Vec<&'a str>,
    pub(super) left_out: Vec<LeftOut<'a>>,
    /// False if the table may have other rows.
    pub(super) is_read: bool,
    /// False if a row that was left out may belong to them.
    pub(super) is_certain: bool,
}

impl Found<'_> {
    /// The rows as one statement.
    pub(super) fn claim(&self, best: &Evidence) -> Claim {
        let count = self.rows.len();
        let least = if self.is_read && self.is_certain { "" } else { "At least " };
        let rows = if count == 1 { "row" } else { "rows" };
        let verb = if count == 1 { "matches" } else { "match" };
        let unread = if self.is_read { "" } else { ", which may have more rows than were read" };
        let named = self.labels.get(..MOST_NAMED).unwrap_or(&self.labels).join("; ");
        let more = and_more(count, MOST_NAMED);
        let not_counted = self.not_counted();
        let text = format!("{least}{count} {rows} of the table {verb}{unread}: {named}{more}.{not_counted}");
        let place = |row: &Row<'_>| Quote { passage: row.passage, span: row.span, ..quote(best) };
        let cited = self.rows.iter().take(MOST_NAMED).map(|row| place(row));
        let header = best.header.map(|span| Quote { span, ..quote(best) });
        let left_out = self.left_out.iter().take(MOST_LEFT_OUT).map(|left_out| place(left_out.row));
        Claim { text, row: None, quotes: cited.chain(header).chain(left_out).collect() }
    }

    /// The rows that were left out, with the cells for which they were.
    fn not_counted(&self) -> String {
        if self.left_out.is_empty() {
            return String::new();
        }
        let named = self.left_out.iter().take(MOST_LEFT_OUT).map(|row| format!("{} ({})", row.label, row.cell));
        let more = and_more(self.left_out.len(), MOST_LEFT_OUT);
        format!(" Not counted: {}{more}.", named.collect::<Vec<_>>().join("; "))
    }
}

fn and_more(count: usize, named: usize) -> String {
    match count.saturating_sub(named) {
        0 => String::new(),
        others => format!("; and {others} more"),
    }
}
