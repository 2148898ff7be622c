//! The type of a column, by all of its different cells.

use super::intern::Cells;
use crate::{
    bitmap::Bitmap,
    column::{Column, Values},
    dictionary::Dictionary,
    number::{index, small, whole},
    value::{days_of, micros_of},
};
use sisuiq_analytics::{ColumnNotation, Field, FieldValue, FieldZone};

/// Texts that mean nothing where all other values of a column are numbers or dates. Elsewhere they are texts.
const MARKS: [&str; 9] = ["-", "NA", "N/A", "n/a", "NaN", "nan", "null", "NULL", "#N/A"];
/// The largest whole number that a double tells from all others (2^53 − 1): figures, and programs that read JSON, have no larger ones.
const LARGEST: i64 = 9_007_199_254_740_991;

/// What a cell may be, besides a text.
#[derive(Clone, Copy)]
enum Reading {
    Missing,
    Integer(i64),
    Number(f64),
    Moment {
        micros: i64,
        days: i32,
        has_time: bool,
    },
    Boolean(bool),
    /// A text that means nothing in a column of numbers or dates.
    Mark,
    /// A whole number that is not exact as a double, most likely an identifier.
    Large,
    Text,
}

/// What a cell looks like.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Form {
    Number,
    /// A whole number that is not exact as a double.
    Large,
    Date,
    /// A text that means nothing in a column of numbers or dates.
    Mark,
    Text,
}

/// What a cell looks like in its column's notation.
pub(super) fn form(field: Field<'_>, notation: ColumnNotation) -> Form {
    match reading(field, notation, &mut None) {
        Reading::Integer(_) | Reading::Number(_) => Form::Number,
        Reading::Large => Form::Large,
        Reading::Moment { .. } => Form::Date,
        Reading::Mark | Reading::Missing => Form::Mark,
        Reading::Boolean(_) | Reading::Text => Form::Text,
    }
}

/// The typed column, and the zone of its times.
pub(super) fn column(cells: &Cells, notation: ColumnNotation) -> Option<(Column, Option<String>)> {
    let used = cells.used();
    let mut zone: Option<FieldZone> = None;
    let mut readings = Vec::with_capacity(used.len());
    let mut is_text = false;
    for (code, is_used) in used.iter().enumerate() {
        let reading = if *is_used && !is_text {
            reading(cells.field(small(code)), notation, &mut zone)
        } else {
            Reading::Missing
        };
        is_text |= matches!(reading, Reading::Text | Reading::Large);
        readings.push(reading);
    }
    let values = if is_text { None } else { typed(&cells.codes, &readings) };
    let Some(values) = values else { return texts(cells, &used).map(|column| (column, None)) };
    let is_missing = |code: &u32| matches!(readings.get(index(*code)), None | Some(Reading::Missing | Reading::Mark));
    let missing = Bitmap::of(cells.codes.len(), |row| cells.codes.get(row).is_none_or(is_missing));
    Some((Column::new(values, missing)?, zone.map(|zone| zone.name()).filter(|zone| !zone.is_empty())))
}

fn reading(field: Field<'_>, notation: ColumnNotation, zone: &mut Option<FieldZone>) -> Reading {
    if let Field::Text(text) = field {
        let text = text.trim();
        if MARKS.contains(&text) {
            return Reading::Mark;
        }
        if text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false") {
            return Reading::Boolean(text.len() == 4);
        }
        if let Some(reading) = of_digits(text) {
            return reading;
        }
    }
    match notation.read(field) {
        FieldValue::Missing => Reading::Missing,
        FieldValue::Number(number) => match whole(number).filter(|_| !has_decimals(field, notation)) {
            Some(number) => Reading::Integer(number),
            None => Reading::Number(number),
        },
        FieldValue::Moment { civil, has_time, zone: own } => {
            // a date without a time of day belongs to any zone
            if has_time && *zone.get_or_insert_with(|| own.clone()) != own {
                return Reading::Text;
            }
            Reading::Moment { micros: micros_of(civil), days: days_of(civil.date()), has_time }
        }
        FieldValue::Text(_) => Reading::Text,
    }
}

/// A number of digits only. Leading zeros are those of a code.
fn of_digits(text: &str) -> Option<Reading> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if digits.len() > 1 && digits.starts_with('0') {
        return Some(Reading::Text);
    }
    let exact = text.parse().ok().filter(|number: &i64| number.unsigned_abs() <= LARGEST.unsigned_abs());
    Some(exact.map_or(Reading::Large, Reading::Integer))
}

fn has_decimals(field: Field<'_>, notation: ColumnNotation) -> bool {
    matches!(field, Field::Text(text) if text.contains(notation.decimal_mark()) || text.contains(['e', 'E']))
}

/// The values if all cells are of one type.
fn typed(codes: &[u32], readings: &[Reading]) -> Option<Values> {
    let has = |is: fn(&Reading) -> bool| readings.iter().any(is);
    let numbers = has(|reading| matches!(reading, Reading::Number(_)));
    let integers = has(|reading| matches!(reading, Reading::Integer(_)));
    let moments = has(|reading| matches!(reading, Reading::Moment { .. }));
    let times = has(|reading| matches!(reading, Reading::Moment { has_time: true, .. }));
    let booleans = has(|reading| matches!(reading, Reading::Boolean(_)));
    let marks = has(|reading| matches!(reading, Reading::Mark));
    let at = |code: &u32| readings.get(index(*code)).copied().unwrap_or(Reading::Missing);
    match (integers || numbers, moments, booleans) {
        (true, false, false) if numbers => Some(Values::Number(codes.iter().map(|code| float(at(code))).collect())),
        (true, false, false) => Some(Values::Integer(codes.iter().map(|code| integer(at(code))).collect())),
        (false, true, false) if times => Some(Values::Timestamp(codes.iter().map(|code| micros(at(code))).collect())),
        (false, true, false) => Some(Values::Date(codes.iter().map(|code| days(at(code))).collect())),
        (false, false, true) if !marks => {
            Some(Values::Boolean(codes.iter().map(|code| matches!(at(code), Reading::Boolean(true))).collect()))
        }
        _ => None,
    }
}

fn float(reading: Reading) -> f64 {
    match reading {
        Reading::Number(number) => number,
        Reading::Integer(number) => crate::number::of_integer(number),
        _ => 0.0,
    }
}

const fn integer(reading: Reading) -> i64 {
    if let Reading::Integer(number) = reading { number } else { 0 }
}

const fn micros(reading: Reading) -> i64 {
    if let Reading::Moment { micros, .. } = reading { micros } else { 0 }
}

const fn days(reading: Reading) -> i32 {
    if let Reading::Moment { days, .. } = reading { days } else { 0 }
}

/// The cells as texts.
fn texts(cells: &Cells, used: &[bool]) -> Option<Column> {
    let text = |(code, is_used): (usize, &bool)| is_used.then(|| (cells.field(small(code)).text(), small(code)));
    let mut sorted: Vec<_> = used.iter().enumerate().filter_map(text).collect();
    sorted.sort_unstable();
    // different cells may have one text in normalisation form C
    let mut places = vec![None; used.len()];
    let mut different: Vec<&str> = Vec::with_capacity(sorted.len());
    for (text, code) in &sorted {
        if text.is_empty() {
            continue;
        }
        if different.last() != Some(&&**text) {
            different.push(text);
        }
        if let Some(place) = places.get_mut(index(*code)) {
            *place = Some(small(different.len() - 1));
        }
    }
    let dictionary = Dictionary::of(different)?;
    let at = |code: &u32| places.get(index(*code)).copied().flatten();
    let missing = Bitmap::of(cells.codes.len(), |row| cells.codes.get(row).and_then(at).is_none());
    let codes = cells.codes.iter().map(|code| at(code).unwrap_or_default()).collect();
    Column::new(Values::Text(codes, dictionary), missing)
}
