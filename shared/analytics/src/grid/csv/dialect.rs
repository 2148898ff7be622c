//! The separator of a CSV file.

use super::{Dialect, Record, Records};
use crate::{TableError, columns::roles};
use std::{collections::BTreeMap, io::Read};

const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// The number of bytes that are looked at.
const BEGINNING: u64 = 64 * 1_024;
/// The number of rows that are looked at.
const ROWS: usize = 200;
/// The least score of a separator that replaces the one that the first line names.
const FIT: f64 = 0.4;
/// The weight of names of outage columns between separators.
const NAMES: f64 = 0.5;

/// The separator that the first line names, or the one that divides most rows into the same number of cells.
pub(crate) fn detect(text: &mut impl Read, chosen: Option<char>) -> Result<Dialect, TableError> {
    let mut beginning = Vec::new();
    text.take(BEGINNING).read_to_end(&mut beginning)?;
    let named = separator_line(&beginning);
    let chosen = chosen.and_then(|separator| u8::try_from(separator).ok()).filter(u8::is_ascii);
    let rows = if named.is_some() { without_first_line(&beginning) } else { &beginning };
    let (score, regular) = most_regular(rows);
    let unfit = named.filter(|named| chosen.is_none() && score >= FIT && *named != regular && !divides(rows, *named));
    let separator = chosen.or(named.filter(|_| unfit.is_none())).unwrap_or(regular);
    let has_quoted_lines = are_quoted(rows);
    Ok(Dialect { separator, has_separator_line: named.is_some(), unfit, has_quoted_lines, width: None })
}

fn without_first_line(text: &[u8]) -> &[u8] {
    let end = text.iter().position(|byte| *byte == b'\n').map_or(text.len(), |end| end + 1);
    text.get(end..).unwrap_or_default()
}

/// Returns whether the separator divides most rows.
fn divides(text: &[u8], separator: u8) -> bool {
    let cells = widths(text, separator);
    cells.iter().filter(|width| **width > 1).count() * 2 > cells.len()
}

/// The number of cells of each row that holds something, among the first.
fn widths(text: &[u8], separator: u8) -> Vec<usize> {
    let mut records = Records::new(text, separator, text.len());
    let (mut record, mut widths) = (Record::default(), Vec::new());
    while widths.len() < ROWS && records.next(&mut record).unwrap_or_default() {
        let cells = record.cells().count();
        if cells > 1 || record.cells().any(|cell| !cell.trim().is_empty()) {
            widths.push(cells);
        }
    }
    widths
}

/// Returns whether each line is a single cell in quotation marks, with the same number of cells in it.
fn are_quoted(text: &[u8]) -> bool {
    if text.first() != Some(&b'"') {
        return false;
    }
    SEPARATORS.iter().any(|separator| {
        let mut records = Records::new(text, *separator, text.len());
        let (mut record, mut found) = (Record::default(), Vec::new());
        while found.len() < ROWS && records.next(&mut record).unwrap_or_default() {
            let cells: Vec<&str> = record.cells().collect();
            let [cell] = cells.as_slice() else { return false };
            if !cell.is_empty() {
                found.push(widths(cell.as_bytes(), *separator).first().copied().unwrap_or_default());
            }
        }
        // the last of them may be cut off
        let whole = if found.len() > 2 { found.get(..found.len() - 1).unwrap_or_default() } else { &found };
        matches!(whole, [first, rest @ ..] if *first > 2 && !rest.is_empty() && rest.iter().all(|width| width == first))
    })
}

/// The separator of a line `sep=;`, as spreadsheets write it.
fn separator_line(beginning: &[u8]) -> Option<u8> {
    let line = beginning.split(|byte| *byte == b'\n' || *byte == b'\r').next()?;
    let line = line.strip_prefix(b"\"").unwrap_or(line);
    let (key, rest) = line.split_at_checked(4)?;
    let separator = *rest.first()?;
    let is_end = rest.get(1..)?.iter().all(|byte| b"\" ".contains(byte) || *byte == separator);
    (key.eq_ignore_ascii_case(b"sep=") && is_end && separator.is_ascii() && separator != b'"').then_some(separator)
}

/// The separator that divides most rows into the same number of cells, after the score of it.
fn most_regular(beginning: &[u8]) -> (f64, u8) {
    let complete = match beginning.iter().rposition(|byte| *byte == b'\n') {
        Some(end) if u64::try_from(beginning.len()).is_ok_and(|length| length >= BEGINNING) => {
            beginning.get(..=end).unwrap_or(beginning)
        }
        _ => beginning,
    };
    let mut best = (0.0, b',');
    for separator in SEPARATORS {
        let score = score(complete, separator);
        if score > best.0 {
            best = (score, separator);
        }
    }
    best
}

/// The share of rows with the most frequent number of cells, more for more cells.
fn score(beginning: &[u8], separator: u8) -> f64 {
    let mut records = Records::new(beginning, separator, beginning.len());
    let mut record = Record::default();
    let (mut widths, mut rows, mut named) = (BTreeMap::<u32, u32>::new(), 0_u32, 0);
    for _ in 0..ROWS {
        if !records.next(&mut record).unwrap_or_default() {
            break;
        }
        let cells: Vec<String> = record.cells().map(str::to_owned).collect();
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        rows += 1;
        if rows <= 30 && cells.len() > 1 {
            named = named.max(cells.iter().filter(|cell| roles::role(std::slice::from_ref(cell)).is_some()).count());
        }
        *widths.entry(u32::try_from(cells.len()).unwrap_or(u32::MAX)).or_default() += 1;
    }
    let usual = widths.iter().filter(|(width, _)| **width > 1).max_by_key(|(_, count)| **count);
    let Some((width, count)) = usual else { return 0.0 };
    let regular = f64::from(*count) / f64::from(rows) * (1.0 - 1.0 / f64::from(*width));
    regular + if named >= 2 { NAMES } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (char, bool) {
        let dialect = detect(&mut text.as_bytes(), None).unwrap();
        (char::from(dialect.separator), dialect.has_separator_line)
    }

    #[test]
    fn separator_line_counts() {
        assert_eq!(of("sep=;\na;b\n1,5;2\n"), (';', true));
        assert_eq!(of("\"SEP=|\"\r\na|b\n"), ('|', true));
        assert_eq!(of("sep=,,,\na,b,c\n"), (',', true));
        assert_eq!(of("sep=soon,b\n1,2\n"), (',', false));
    }

    #[test]
    fn separator_line_must_fit() {
        let of = |text: &str| {
            let found = detect(&mut text.as_bytes(), None).unwrap();
            (char::from(found.separator), found.unfit.map(char::from))
        };
        assert_eq!(of("sep=;\ndate,hours,customers\n2024-01-05,2,5\n2024-01-06,1,5\n"), (',', Some(';')));
        assert_eq!(of("sep=,\na;b;c\n1,5;2;3\n2,5;3;4\n"), (',', None), "commas divide some rows");
        assert_eq!(of("sep=\t\na|b|c\n1|2|3\n"), ('|', Some('\t')));
        assert_eq!(of("sep=;\none\ntwo\n"), (';', None));
        assert_eq!(detect(&mut "sep=;\na,b\n1,2\n".as_bytes(), Some(';')).unwrap().unfit, None);
    }

    #[test]
    fn lines_in_quotation_marks_are_known() {
        let of = |text: &str| detect(&mut text.as_bytes(), None).unwrap().has_quoted_lines;
        assert!(of(
            "\"date,region,customers\"\n\"2024-01-05,North,5\"\n\"2024-01-06,\"\"A, B\"\",5\"\n\"2024-01-07,X,5\"\n"
        ));
        assert!(of("\"a;b;c\"\r\n\"1;2;3\"\r\n\"1;2;3\"\r\n"));
        for text in
            ["\"a\",\"b\",\"c\"\n\"1\",\"2\",\"3\"\n", "\"one\"\n\"two, three, four\"\n", "a,b,c\n1,2,3\n", "", "\""]
        {
            assert!(!of(text), "{text:?}");
        }
    }

    #[test]
    fn regular_separator_counts() {
        assert_eq!(of("a;b;c\n1,5;2,5;x\n1,5;2,5;y\n"), (';', false));
        assert_eq!(of("Dauer (h);Kunden\n1,5;2,5\n1,5;2,5\n0,5;2,5\n"), (';', false));
        assert_eq!(of("a\tb\n1, 2\t3\n"), ('\t', false));
        assert_eq!(of("Report of 2024; all of it\n\na,b,c\n1,2,3\n1,2,3\n"), (',', false));
        assert_eq!(of("one\n1\n"), (',', false));
        assert_eq!(of("a|b|c\n1|2|\"x|y\"\n"), ('|', false));
    }
}
