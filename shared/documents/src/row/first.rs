//! Tells whether the first row of a table names its columns or is an entry like the rows below it.

use super::quantity::is_period;
use super::{cells, is_value};
use std::collections::HashSet;

/// What the first row of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FirstRow {
    /// It names the columns.
    Header,
    /// It is an entry.
    Entry,
    /// Its cells look like those below it, so that it cannot be told.
    Unknown,
}

/// What one column says about the first row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// The cells below are values, the first one is not.
    Values,
    /// The first cell has the form of those below, which no name has: `Market Street 4`, a date, an address of e-mail.
    Entry,
    /// The first cell has another form than those below.
    Form,
    None,
}

impl FirstRow {
    /// Compares a row with the rows below that have as many cells.
    #[must_use]
    pub fn of(first: &str, rows: &[&str]) -> Self {
        let signs: Vec<Sign> = (0..).zip(cells(first)).map(|(at, cell)| sign(cell, &column(rows, at))).collect();
        match () {
            () if signs.contains(&Sign::Values) => Self::Header,
            () if signs.contains(&Sign::Entry) => Self::Entry,
            () if signs.contains(&Sign::Form) => Self::Header,
            () => Self::Unknown,
        }
    }
}

fn column<'a>(rows: &[&'a str], at: usize) -> Vec<&'a str> {
    rows.iter().filter_map(|row| cells(row).nth(at)).filter(|cell| !cell.is_empty()).collect()
}

fn sign(name: &str, column: &[&str]) -> Sign {
    let most = |is: &dyn Fn(&str) -> bool| 2 * column.iter().filter(|cell| is(cell)).count() > column.len();
    let all = |is: &dyn Fn(&str) -> bool| column.iter().all(|cell| is(cell));
    if name.is_empty() || column.is_empty() {
        return Sign::None;
    }
    if most(&|cell| is_value(cell)) || !has_digit(name) && most(&has_digit) {
        Sign::Values
    } else if is_period(name) {
        if most(&is_period) { Sign::Entry } else { Sign::Form }
    } else if has_digit(name) && most(&|cell| is_numbered_alike(name, cell)) || is_mail(name) && most(&is_mail) {
        Sign::Entry
    } else if all(&|cell| is_shorter(name, cell))
        || all(&|cell| name.starts_with(char::is_uppercase) && cell.starts_with(char::is_lowercase))
        || is_phrase(name) && all(&is_name)
        || has_mark(name) && !column.iter().any(|cell| has_mark(cell))
        || is_in_capitals(name) && !column.iter().any(|cell| is_in_capitals(cell))
        || is_of_few(name, column)
    {
        Sign::Form
    } else {
        Sign::None
    }
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

/// Returns whether two cells are words with a number at the same end.
fn is_numbered_alike(name: &str, cell: &str) -> bool {
    let form = |text: &str| {
        let is_digit = |letter: char| letter.is_ascii_digit();
        (text.starts_with(is_digit), text.ends_with(is_digit), text.contains(' '))
    };
    let is_numbered = |text: &str| has_digit(text) && text.contains(char::is_alphabetic) && !is_value(text);
    is_numbered(name) && is_numbered(cell) && form(name) == form(cell)
}

fn is_mail(text: &str) -> bool {
    text.contains('@')
}

fn is_shorter(name: &str, cell: &str) -> bool {
    name.split_whitespace().count() < cell.split_whitespace().count()
}

/// Returns whether a cell is several words that are no name, as `Head nurse`.
fn is_phrase(text: &str) -> bool {
    text.split_whitespace().skip(1).any(|word| word.starts_with(char::is_lowercase))
}

/// Returns whether a cell is several words with capitals, as `Ana Lopez`.
fn is_name(text: &str) -> bool {
    let mut words = text.split_whitespace();
    words.clone().nth(1).is_some() && words.all(|word| word.starts_with(char::is_uppercase))
}

/// Returns whether a cell has a mark of a unit or an abbreviation: `Size (ha)`, `Owner/tenant`, `No.`.
fn has_mark(text: &str) -> bool {
    text.contains(['(', '/', '%', '#', '№']) || text.ends_with('.')
}

fn is_in_capitals(text: &str) -> bool {
    let letters = || text.chars().filter(|letter| letter.is_alphabetic());
    letters().count() > 2 && letters().all(char::is_uppercase)
}

/// Returns whether the cells of a column are few different words, each twice or more on average, and the name is none of them.
fn is_of_few(name: &str, column: &[&str]) -> bool {
    let values: HashSet<&&str> = column.iter().collect();
    values.len() * 2 <= column.len() && !values.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(table: &str) -> FirstRow {
        let (first, rows) = table.split_once('\n').unwrap();
        FirstRow::of(first, &rows.lines().collect::<Vec<_>>())
    }

    #[test]
    fn names_differ_from_the_cells_below() {
        for table in [
            "Clinic | Street | Doctor\nLund | Kyrkogatan 3 | Eva Berg\nYstad | Hamngatan 9 | Olof Ek",
            "Clinic | Doctor | Beds\nLund | Berg | 40\nYstad | Ek | 12",
            "Region | 2023 | 2022\nLund | 3 | 4",
            "Ship | Captain | Cargo\nVega | Eva Berg | Wine\nLyra | Olof Ek | Salt",
            "Ship | Flag | Cargo\nVega | Chile | wine\nLyra | Ghana | salt",
            "Ship | Home port | Head cook\nVega | Lund | Eva Berg\nLyra | Ystad | Olof Ek",
            "Ship | Flag (state) | Cargo\nVega | Chile | Wine\nLyra | Ghana | Salt",
            "SHIP | FLAG | CARGO\nVega | Chile | Wine\nLyra | Ghana | Salt",
            "Ship | Sea | Kind\nVega | North | Tug\nLyra | Black | Tug\nAra | Red | Liner\nCrux | Dead | Liner",
            "Site | Unit 1 | Unit 2\nLund | 12 MW | 14 MW\nYstad | 9 MW | 3 MW",
        ] {
            assert_eq!(of(table), FirstRow::Header, "{table}");
        }
    }

    #[test]
    fn entries_have_numbers_and_dates_like_those_below() {
        for table in [
            "Lund | Kyrkogatan 3 | Eva Berg\nYstad | Hamngatan 9 | Olof Ek\nVisby | Strandvagen 12 | Ida Ros",
            "Vega | 3 May 1990 | Lund\nLyra | 9 June 1991 | Ystad",
            "Vega | vega@port.example | Lund\nLyra | lyra@port.example | Ystad",
        ] {
            assert_eq!(of(table), FirstRow::Entry, "{table}");
        }
    }

    #[test]
    fn rows_of_one_form_are_not_told_apart() {
        for table in [
            "Bakery Moll | Rolls | Eva Moll\nTailor Ek | Coats | Olof Ek",
            "Vega | Chile | wine\nLyra | Ghana | salt\nAra | Peru | wool",
        ] {
            assert_eq!(of(table), FirstRow::Unknown, "{table}");
        }
    }
}
