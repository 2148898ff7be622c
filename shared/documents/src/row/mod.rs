//! The cells of table rows and the names of their columns.

mod first;
mod header;
mod quantity;

pub use first::FirstRow;
pub use header::{Header, header, is_spanning, spanning};
pub use quantity::is_quantity;

use crate::page::Span;
use quantity::is_period;

/// The cells of a row. An empty cell is empty text; a row that starts with a bar has an empty first cell.
pub fn cells(row: &str) -> impl Iterator<Item = &str> + Clone {
    let (first, rest) = first_cell(row);
    first.into_iter().chain(rest.split(" |").map(str::trim))
}

/// The empty first cell of a row that starts with a bar, and the rest of the row.
fn first_cell(row: &str) -> (Option<&str>, &str) {
    row.strip_prefix('|').map_or((None, row), |rest| (Some(""), rest))
}

/// The positions of a row's cells within it, as [`cells`] cuts them.
#[must_use]
pub fn cell_spans(row: &str) -> Vec<Span> {
    let (first, rest) = first_cell(row);
    let mut spans: Vec<Span> = first.map(|_| Span { start: 0, end: 0 }).into_iter().collect();
    let mut start = row.chars().count() - rest.chars().count();
    for cell in rest.split(" |") {
        let length = |text: &str| text.chars().count();
        let blank = length(cell) - length(cell.trim_start());
        let first = start + if cell.trim().is_empty() { 0 } else { blank };
        spans.push(Span { start: first, end: first + length(cell.trim()) });
        start += length(cell) + 2;
    }
    spans
}

/// Returns whether a cell is a number, but not a year or a range of years.
#[must_use]
pub fn is_figure(cell: &str) -> bool {
    let digits: String = cell.chars().filter(char::is_ascii_digit).collect();
    let is_number = !digits.is_empty() && cell.chars().all(|letter| !letter.is_alphabetic() || letter == '%');
    let has_year =
        digits.len() >= 4 && (digits.starts_with("19") || digits.starts_with("20")) && !cell.contains([',', '.', '%']);
    is_number && !has_year
}

/// Returns whether a cell is a value: a figure, a quantity or a dash for none.
#[must_use]
pub fn is_value(cell: &str) -> bool {
    is_dash(cell) || is_figure(cell) || is_quantity(cell)
}

fn is_dash(cell: &str) -> bool {
    matches!(cell, "-" | "–" | "—" | "−")
}

/// Returns whether a row can name columns: its cells are words or periods, and none is a label.
#[must_use]
pub fn names_columns(row: &str) -> bool {
    cells(row).count() > 1 && !cells(row).any(is_value) && !has_label(row)
}

/// Returns whether a cell ends like the label of the cell after it: `Town:`. Words before several periods name these:
/// `Year ended 31 December: | 2023 | 2022`.
fn has_label(row: &str) -> bool {
    let mut others = cells(row).skip(1);
    let is_of_periods = cells(row).count() > 2 && others.all(is_period);
    !is_of_periods && cells(row).any(is_label)
}

fn is_label(cell: &str) -> bool {
    cell.ends_with([':', '：'])
}

/// Returns whether a row has names over several columns: each is followed by empty cells for its other columns.
#[must_use]
pub fn spans_columns(row: &str) -> bool {
    let names: Vec<&str> = cells(row).collect();
    names.last().is_some_and(|last| last.is_empty()) && names_columns(row)
}

/// Returns whether `header` has a name for each cell of `row`, or for each but the first, the label.
#[must_use]
pub fn fits(header: &str, row: &str) -> bool {
    let (names, own) = (cells(header).count(), cells(row).count());
    names == own || names + 1 == own
}

/// The names of the columns under a header of one or more rows. A name over several columns stands before the name of
/// each: `Year ended |` over `2023 | 2022` gives `Year ended 2023` and `Year ended 2022`.
#[must_use]
pub fn column_names(header: &str) -> Vec<String> {
    let mut rows = header.lines().rev();
    let mut names: Vec<String> = rows.next().map(|row| cells(row).map(str::to_owned).collect()).unwrap_or_default();
    for row in rows {
        let count = cells(row).count();
        let above = cells(row).skip(count.saturating_sub(names.len()));
        let unnamed = names.len().saturating_sub(count);
        let mut spanning = "";
        for (name, above) in names.iter_mut().skip(unnamed).zip(above) {
            spanning = if above.is_empty() { spanning } else { above };
            if !spanning.is_empty() {
                *name = if name.is_empty() { spanning.to_owned() } else { format!("{spanning} {name}") };
            }
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_places() {
        let place = |row: &str| -> Vec<(usize, usize)> {
            cell_spans(row).into_iter().map(|span| (span.start, span.end)).collect()
        };
        assert_eq!(place("Größe | 12 | | 7"), [(0, 5), (8, 10), (12, 12), (15, 16)]);
        assert_eq!(place("Losses |"), [(0, 6), (8, 8)]);
        assert_eq!(place("| 7 | 12"), [(0, 0), (2, 3), (6, 8)]);
        assert_eq!(place("| | 7"), [(0, 0), (1, 1), (4, 5)]);
        for row in ["Größe | 12 | | 7", "Losses |", "| 7", "| | 7", "no row", ""] {
            let cut = cell_spans(row).into_iter().map(|span| span.of(row).unwrap());
            assert!(cut.eq(cells(row)), "{row}");
        }
    }

    #[test]
    fn names_over_columns_precede_theirs() {
        let names = column_names("Year ended | | Change |\n2023 | 2022 | $ | %");
        assert_eq!(names, ["Year ended 2023", "Year ended 2022", "Change $", "Change %"]);
    }

    #[test]
    fn label_column_has_no_name_above() {
        let names = column_names("Three months | |\nRegion | 2023 | 2022 | 2021");
        assert_eq!(names, ["Region", "Three months 2023", "Three months 2022", "Three months 2021"]);
    }

    #[test]
    fn unit_of_labels_names_no_figures() {
        assert_eq!(column_names("$ million | Year ended |\n2023 | 2022"), ["Year ended 2023", "Year ended 2022"]);
    }

    #[test]
    fn dashes_and_figures_name_nothing() {
        assert!(!names_columns("Corporate | — | —") && !names_columns("Losses | 1,250 | 2023"));
        assert!(names_columns("Region | 2023 | SAIDI") && !names_columns("Region"));
    }

    #[test]
    fn quantities_and_labels_name_nothing() {
        for row in
            ["Losses | 3.1 percent", "Peak | 61 MW | 64 MW", "Fee | UGX 200,000", "Town: | Kisoro", "Since: | 1998"]
        {
            assert!(!names_columns(row), "{row}");
        }
        for row in ["Years ended 31 December: | 2023 | 2022", "Item | 2023/24 (Baseline)", "Unit | Q2 | 31 March"] {
            assert!(names_columns(row), "{row}");
        }
    }

    #[test]
    fn one_row_gives_its_cells() {
        assert_eq!(column_names("Region | 2023 |"), ["Region", "2023", ""]);
        assert!(column_names("").is_empty());
    }

    #[test]
    fn only_padded_names_span_columns() {
        assert!(spans_columns("Year ended | |") && spans_columns("Year ended |"));
        for row in ["2023 | 2022", "Losses | 12 |", "Year ended"] {
            assert!(!spans_columns(row), "{row}");
        }
    }
}
