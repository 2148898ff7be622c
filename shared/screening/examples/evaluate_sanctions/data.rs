//! Tables of names.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use sisuiq_names::{BirthDate, Kind};

use crate::Outcome;

/// Rows of a CSV file by the names of its columns.
pub(crate) fn table(path: &Path) -> Outcome<Vec<BTreeMap<String, String>>> {
    let rows = records(&fs::read_to_string(path)?);
    let mut rows = rows.into_iter();
    let header = rows.next().ok_or("the table has no header")?;
    Ok(rows.map(|row| header.iter().cloned().zip(row).collect()).collect())
}

/// Records of CSV with quoted fields.
pub(crate) fn records(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if quoted && characters.next_if_eq(&'"').is_some() => field.push('"'),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            other => field.push(other),
        }
    }
    if !row.is_empty() {
        row.push(field);
        rows.push(row);
    }
    rows
}

pub(crate) fn kind(schema: &str) -> Kind {
    match schema {
        "Person" => Kind::Person,
        "Company" | "Organization" => Kind::Organisation,
        "Vessel" => Kind::Vessel,
        _ => Kind::Unknown,
    }
}

pub(crate) fn cell<'a>(row: &'a BTreeMap<String, String>, column: &str) -> &'a str {
    row.get(column).map_or("", String::as_str)
}

/// A date of the form `1965-07-21`, or a year.
pub(crate) fn birth_date(text: &str) -> Option<BirthDate> {
    let mut parts = text.trim().split('-');
    let year = parts.next()?.parse().ok()?;
    let mut part = || parts.next().and_then(|part| part.get(..2)?.parse().ok());
    Some(BirthDate { year, month: part(), day: part(), tolerance: 0 })
}

/// The words of a name in upper case, sorted: names with the same words in any order are alike.
pub(crate) fn sorted_words(text: &str) -> String {
    let text = text.to_uppercase();
    let mut words: Vec<&str> =
        text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    words.join(" ")
}
