//! The header of a table: the row of names, perhaps below titles, perhaps of several rows.

use super::{Raw, Row};
use crate::{
    cell::{Cell, Marks, Style, clock, date, number, span, trimmed},
    columns::{
        roles::{Names, Role, role},
        words::{Concept, concepts},
    },
};

/// The number of rows, empty ones apart, among which the header is.
pub(super) const SAMPLE: usize = 60;
/// The most rows above the header.
const TITLES: usize = 30;
/// The most rows of a header.
const ROWS: usize = 3;
/// The longest title that is kept, in Unicode scalar values.
const LONGEST_TITLE: usize = 200;

/// The header of a table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Header {
    pub(crate) first_line: u64,
    pub(crate) last_line: u64,
    /// For each column the names that it may go by, the shown one first.
    pub(crate) names: Vec<Names>,
    /// The number of cells that a row of a CSV file has.
    pub(crate) width: Option<usize>,
    /// The texts above.
    pub(crate) titles: Vec<String>,
    /// The lines of it and of the titles with a quotation mark that is not closed.
    pub(crate) open_quotes: Vec<u64>,
    /// There is none: the first row has values.
    pub(crate) is_missing: bool,
    /// The cells of its last row.
    last_row: Vec<String>,
}

impl Header {
    /// Finds the header among the first rows. `wanted` is its last line, if the user named it; none if no row has that line.
    pub(super) fn find(rows: &[Row<'static>], wanted: Option<u64>) -> Option<Self> {
        let usual = usual_width(rows);
        let has_other_width = |row: &Row<'static>| usual.is_some() && row.width != usual;
        let is_comment = |row: &&Row<'static>| wanted.is_none() && begins_with_mark(row) && has_other_width(row);
        let (comments, others): (Vec<_>, Vec<_>) = rows.iter().partition(is_comment);
        let others: Vec<Row<'static>> = others.into_iter().cloned().collect();
        let mut found = Self::among(&others, wanted)?;
        let above = comments.into_iter().filter(|row| row.line < found.first_line).flat_map(|row| &row.cells);
        let above: Vec<String> = above.filter(|cell| !cell.is_empty()).map(title).collect();
        found.titles.splice(0..0, above);
        found.titles.truncate(TITLES);
        Some(found)
    }

    fn among(rows: &[Row<'static>], wanted: Option<u64>) -> Option<Self> {
        if let Some(line) = wanted {
            if line == 0 {
                let width = rows.iter().filter_map(|row| row.width).max();
                return Some(Self { width, is_missing: true, ..Self::default() });
            }
            let place = rows.iter().position(|row| row.line == line)?;
            return Some(Self::of(rows, place, 1));
        }
        if let Some((place, length)) = by_roles(rows) {
            return Some(Self::of(rows, place, length));
        }
        let place = by_form(rows);
        if rows.get(place).is_some_and(is_row_of_values) {
            let width = rows.iter().filter_map(|row| row.width).max();
            let line = rows.get(place).map_or(0, |row| row.line.saturating_sub(1));
            return Some(Self { last_line: line, width, is_missing: true, ..Self::default() });
        }
        let length =
            if rows.get(place..place + 2).is_some_and(|pair| is_continued(pair, rows.get(place + 2))) { 2 } else { 1 };
        Some(Self::of(rows, place, length))
    }

    /// The names that are shown.
    pub(crate) fn shown(&self) -> Vec<String> {
        self.names.iter().map(|names| names.first().cloned().unwrap_or_default()).collect()
    }

    /// The number of columns with different roles in an outage table.
    pub(crate) fn roles(&self) -> usize {
        roles(&self.names)
    }

    /// Returns whether a row repeats the header, as on each page of a printed table.
    pub(crate) fn is_repeated_by(&self, row: &Row<'_>) -> bool {
        let is_same = |(name, cell): (&String, &Raw<'_>)| match cell {
            Raw::Text(text) => name == trimmed(text) || name.to_lowercase() == trimmed(text).to_lowercase(),
            Raw::Empty => name.is_empty(),
            Raw::Number(_) | Raw::Moment(_) => false,
        };
        self.last_row.len() == row.cells.len() && self.last_row.iter().zip(&row.cells).all(is_same)
    }

    /// Returns whether a row below is the header of another table: the names of this one in another order or, in a table of outages,
    /// names with other roles.
    pub(crate) fn is_other(&self, row: &Row<'_>, is_of_outages: bool) -> bool {
        if row.filled() < 2 || row.cells.iter().any(is_data) {
            return false;
        }
        let names: Vec<Names> = row.cells.iter().map(|cell| vec![cell.name()]).collect();
        if self.has_other_order(&names) {
            return true;
        }
        let of = |names: Option<&Names>| names.and_then(|names| role(names)).map(|(role, _)| role);
        let differ = (0..names.len()).any(|place| of(names.get(place)) != of(self.names.get(place)));
        is_of_outages && roles(&names) >= 2 && differ
    }

    /// Returns whether all of these names are those of this header, some of them in other columns.
    fn has_other_order(&self, names: &[Names]) -> bool {
        let lower = |name: &String| name.trim().to_lowercase();
        let known: Vec<String> = self.last_row.iter().map(lower).collect();
        let mut has_moved = false;
        for (place, name) in names.iter().enumerate() {
            let name = name.first().map(lower).unwrap_or_default();
            if name.is_empty() {
                continue;
            }
            if !known.contains(&name) {
                return false;
            }
            has_moved |= known.get(place) != Some(&name);
        }
        has_moved
    }

    /// Returns whether a text between the rows is that of a printed page: a title above the header, or the number of a page.
    pub(crate) fn is_of_page(&self, row: &Row<'_>) -> bool {
        row.cells.iter().filter(|cell| !cell.is_empty()).all(|cell| {
            let name = cell.name();
            self.titles.contains(&name) || is_page_number(&name)
        })
    }

    fn of(rows: &[Row<'static>], place: usize, length: usize) -> Self {
        let chosen = rows.get(place..place + length).unwrap_or_default();
        let last_row = chosen.last().map(|row| row.cells.iter().map(Raw::name).collect()).unwrap_or_default();
        let above = rows.iter().take(place).flat_map(|row| row.cells.iter()).filter(|cell| !cell.is_empty());
        Self {
            first_line: chosen.first().map_or(0, |row| row.line),
            last_line: chosen.last().map_or(0, |row| row.line),
            names: names(chosen),
            width: chosen.iter().filter_map(|row| row.width).max(),
            titles: above.take(TITLES).map(title).collect(),
            open_quotes: rows
                .iter()
                .take(place + length)
                .filter(|row| row.has_open_quote)
                .map(|row| row.line)
                .collect(),
            is_missing: false,
            last_row,
        }
    }
}

fn title(cell: &Raw<'_>) -> String {
    cell.name().chars().take(LONGEST_TITLE).collect()
}

/// The most frequent number of cells of rows of a CSV file that are no comments.
fn usual_width(rows: &[Row<'static>]) -> Option<usize> {
    let mut counts = std::collections::BTreeMap::<usize, usize>::new();
    for width in rows.iter().filter(|row| !begins_with_mark(row)).filter_map(|row| row.width) {
        *counts.entry(width).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(width, _)| width)
}

/// Returns whether a row of a CSV file begins as comments do.
pub(crate) fn begins_with_mark(row: &Row<'_>) -> bool {
    row.width.is_some() && matches!(row.cells.first(), Some(Raw::Text(text)) if text.trim_start().starts_with('#'))
}

/// `Page 2`, `- 2 -`, `Seite 2 von 3`, `2/3`.
fn is_page_number(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let is_of_pages = |word: &str| {
        let plain = word.trim_matches(|letter: char| letter.is_ascii_digit());
        ["page", "pg", "p", "seite", "página", "pagina", "pág", "s", "쪽", "페이지", "页", "頁", "ページ", "第"]
            .contains(&plain)
            || ["of", "von", "de", "di", "sur"].contains(&plain)
    };
    words.clone().any(|word| word.chars().any(|letter| letter.is_ascii_digit()))
        && words.all(|word| is_number(word) || is_of_pages(word))
}

/// The place and number of the rows with the most names of outage columns, if they can be those of an outage table.
fn by_roles(rows: &[Row<'static>]) -> Option<(usize, usize)> {
    let mut best: Option<(usize, usize, usize)> = None;
    for place in 0..rows.len().min(TITLES) {
        // a table that has rows already is no title of the one below it
        if best.is_some_and(|(_, place_of_best, length)| has_rows(rows, place_of_best + length, place)) {
            break;
        }
        for length in 1..=ROWS {
            let Some(chosen) = rows.get(place..place + length) else { break };
            let is_header = chosen.iter().all(is_of_names);
            let is_whole = length == 1 || chosen.windows(2).all(|pair| is_group(pair) || is_of_units(pair.last()));
            if !is_header || !is_whole {
                break;
            }
            let found = roles(&names(chosen));
            let is_better = |(most, _, rows): (usize, usize, usize)| (found, rows) > (most, length);
            if found >= 2 && best.is_none_or(is_better) {
                best = Some((found, place, length));
            }
        }
    }
    let (_, place, length) = best?;
    // units have no roles of their own
    let has_units = length < ROWS && is_of_units(rows.get(place + length)) && rows.len() > place + length + 1;
    Some((place, length + usize::from(has_units)))
}

/// Returns whether several rows between two places hold data.
fn has_rows(rows: &[Row<'static>], from: usize, to: usize) -> bool {
    let is_of_data = |row: &&Row<'static>| row.filled() > 1 && row.cells.iter().any(is_data);
    rows.get(from..to).unwrap_or_default().iter().filter(is_of_data).count() > 1
}

/// The first row with about as many names as rows have cells.
fn by_form(rows: &[Row<'static>]) -> usize {
    let mut counts = std::collections::BTreeMap::<usize, usize>::new();
    for row in rows {
        *counts.entry(row.filled()).or_default() += 1;
    }
    let usual = counts.iter().max_by_key(|(filled, count)| (**count, **filled)).map_or(1, |(filled, _)| *filled);
    let is_wide = |row: &Row<'_>| row.filled() * 10 >= usual * 6 && (usual == 1 || row.filled() > 1);
    // a row as wide as the others is no title, even if it has values: then there are no names above it
    let is_header = |row: &Row<'static>| is_wide(row) && (row.filled() >= usual || is_of_names(row));
    rows.iter().take(TITLES).position(is_header).unwrap_or_default()
}

/// Returns whether the second row continues the names of the first: as units, or below names that cover several columns.
fn is_continued(pair: &[Row<'static>], next: Option<&Row<'static>>) -> bool {
    let [upper, lower] = pair else { return false };
    let has_data = next.is_some_and(|row| row.cells.iter().any(is_data));
    let are_names = is_of_names(upper) && is_of_names(lower);
    are_names
        && has_data
        && (is_of_units(Some(lower)) || (is_group(pair) && lower.filled() + upper.filled() > lower.cells.len()))
}

/// Returns whether a name of the upper row covers several names of the lower one.
fn is_group(pair: &[Row<'static>]) -> bool {
    let [upper, lower] = pair else { return false };
    let is_filled = |row: &Row<'_>, place: usize| row.cells.get(place).is_some_and(|cell| !cell.is_empty());
    (0..lower.cells.len()).any(|place| is_filled(lower, place) && !is_filled(upper, place))
}

/// Returns whether the cells of a row are units: `(h)`, `minutes`, `-`.
fn is_of_units(row: Option<&Row<'static>>) -> bool {
    let is_unit = |cell: &Raw<'_>| {
        let name = cell.name();
        let is_bracketed = name.starts_with(['(', '[', '（']) && name.ends_with([')', ']', '）']);
        let is_sign = name.chars().all(|letter| "-–—#%".contains(letter));
        let units =
            [Concept::Day, Concept::Hour, Concept::Minute, Concept::Second, Concept::OneHour, Concept::OneMinute];
        let counts = [Concept::Number, Concept::Customer];
        let found = concepts(&name);
        let is_time = !found.is_empty() && found.iter().all(|concept| units.contains(concept));
        // `no.` counts customers beside a unit of time
        let is_count = !found.is_empty() && found.iter().all(|concept| counts.contains(concept));
        (is_bracketed || is_sign || is_time, is_bracketed || is_sign || is_time || is_count)
    };
    row.is_some_and(|row| {
        let found: Vec<(bool, bool)> = row.cells.iter().filter(|cell| !cell.is_empty()).map(is_unit).collect();
        found.iter().any(|(is_sure, _)| *is_sure) && found.iter().all(|(_, is_any)| *is_any)
    })
}

/// The names of each column in these rows: all together, those of the last row, those of the first.
fn names(rows: &[Row<'static>]) -> Vec<Names> {
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
    let cell = |row: &Row<'static>, place: usize| row.cells.get(place).map(Raw::name).unwrap_or_default();
    if let [row] = rows {
        return (0..width).map(|place| vec![cell(row, place)]).collect();
    }
    let mut groups: Vec<String> = vec![String::new(); rows.len()];
    let column = |place: usize| {
        let mut parts: Vec<String> = Vec::new();
        for (number, row) in rows.iter().enumerate() {
            let own = cell(row, place);
            let is_last = number + 1 == rows.len();
            let is_below_filled = rows.iter().skip(number + 1).any(|below| !cell(below, place).is_empty());
            if let Some(group) = groups.get_mut(number).filter(|_| !own.is_empty()) {
                group.clone_from(&own);
            }
            let part = if own.is_empty() && is_below_filled && !is_last {
                groups.get(number).cloned().unwrap_or_default()
            } else {
                own
            };
            let is_unit = is_last && number > 0 && is_of_units(Some(row)) && !part.starts_with(['(', '[', '（']);
            if !part.is_empty() && !parts.contains(&part) {
                parts.push(if is_unit { format!("({part})") } else { part });
            }
        }
        let own = rows.iter().rev().map(|row| cell(row, place)).filter(|name| !name.is_empty());
        let mut names = vec![parts.join(" ")];
        names.extend(own);
        names
    };
    (0..width).map(column).collect()
}

/// The number of different roles, if they can be those of an outage table: with a time, and more than it.
fn roles(names: &[Names]) -> usize {
    let found: Vec<Role> = names.iter().filter_map(|names| role(names)).map(|(role, _)| role).collect();
    let has_time = found.iter().any(|role| matches!(role, Role::Start | Role::Date | Role::Month));
    let mut kinds: Vec<_> = found
        .iter()
        .filter(|role| !matches!(role, Role::Report | Role::TimeZone | Role::Unit))
        .map(std::mem::discriminant)
        .collect();
    let mut different = Vec::new();
    while let Some(kind) = kinds.pop() {
        if !different.contains(&kind) {
            different.push(kind);
        }
    }
    if has_time { different.len() } else { 0 }
}

/// Returns whether the cells of a row can be names: texts, or years as in tables with a column for each year.
fn is_of_names(row: &Row<'static>) -> bool {
    row.cells.iter().all(|cell| !is_data(cell))
}

/// Returns whether a row cannot be a header: it has dates, or numbers only that count no columns.
fn is_row_of_values(row: &Row<'static>) -> bool {
    let style = Style::default();
    let cells: Vec<Cell<'_>> = row.cells.iter().map(|cell| cell.read(style)).collect();
    let numbers: Vec<f64> = cells.iter().filter_map(Cell::number).collect();
    let are_counted =
        numbers.windows(2).all(|pair| matches!(pair, [first, next] if (next - first - 1.0).abs() < 0.001));
    let are_numbers = numbers.len() == cells.len() && cells.len() > 1 && !are_counted;
    let dates = cells.iter().filter(|cell| matches!(cell, Cell::Date(_))).count();
    are_numbers || (dates > 0 && dates < 3 && cells.len() > 1)
}

fn is_data(cell: &Raw<'_>) -> bool {
    match cell {
        Raw::Empty => false,
        Raw::Number(number) => !is_year(*number),
        Raw::Moment(_) => true,
        Raw::Text(text) => {
            let text = text.trim();
            match number::number(text, Marks::Unseen) {
                Some(number) => !is_year(number),
                None => {
                    number::hint(text).is_some()
                        || date::moment(text, date::Orders::default()).is_some()
                        || date::hint(text).is_some()
                        || date::short_hint(text).is_some_and(|hint| hint.order().is_some())
                        || clock::clock(text).is_some()
                        || span::span(text).is_some()
                }
            }
        }
    }
}

fn is_year(number: f64) -> bool {
    number.fract() == 0.0 && (1_900.0..=2_200.0).contains(&number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(lines: &[&str]) -> Header {
        let row = |(line, text): (u64, &&str)| Row {
            line,
            cells: text.split(',').map(|cell| Raw::Text(cell.to_owned().into())).collect(),
            ..Row::default()
        };
        Header::find(&(1..).zip(lines).map(row).collect::<Vec<_>>(), None).unwrap()
    }

    #[test]
    fn titles_are_above_the_header() {
        let found = find(&["Outages of 2024", "Utility:,Mbale", "date,region,hours,customers", "2024-01-05,A,2,100"]);
        assert_eq!((found.last_line, found.titles.len()), (3, 3));
        let other = find(&["Stations", "name,load,kind", "A,1,x", "B,2,y"]);
        assert_eq!(
            (other.last_line, other.shown()),
            (2, vec!["name".to_owned(), "load".to_owned(), "kind".to_owned()])
        );
    }

    #[test]
    fn first_row_is_the_header_of_plain_tables() {
        assert_eq!(find(&["station,kind", "Tarn,hydro", "Harbour,gas"]).last_line, 1);
        assert_eq!(find(&["region,2019,2020", "A,1,2"]).last_line, 1);
        assert_eq!(find(&["a", "b"]).last_line, 1);
        // a row of texts among values is no header
        assert_eq!(find(&["1,Tarn,x", "2,Mill,y", ",Harbour,z"]).last_line, 1);
        assert!(find(&["2024-01-05,1", "2024-01-06,2"]).is_missing && find(&["5,7", "1,2"]).is_missing);
        // days as columns, and numbered columns
        assert!(
            !find(&["a,2024-01-05,2024-01-06,2024-01-07", "x,1,2,3"]).is_missing
                && !find(&["1,2,3", "7,8,9"]).is_missing
        );
    }

    #[test]
    fn rows_of_names_are_joined() {
        let found = find(&["date,outage,,customers", ",start,end,affected", "2024-01-05,10:00,11:00,5"]);
        assert_eq!(found.shown(), ["date", "outage start", "outage end", "customers affected"]);
        let units = find(&["date,duration,customers", "-,h,(number)", "2024-01-05,2,5"]);
        assert_eq!((units.shown()[1].as_str(), units.last_line), ("duration (h)", 2));
        let plain = find(&["load,,price", "peak,mean,", "1,2,3", "4,5,6"]);
        assert_eq!(plain.shown(), ["load peak", "load mean", "price"]);
    }
}
