//! Conditions on rows.

mod read;

use crate::{
    bitmap::Bitmap,
    column::{Column, Values},
    frame::Table,
    number::{float_key, index, integer_key, of_integer, whole},
    tools::ToolError,
    value::{days_of, micros_of},
};
use jiff::civil::{DateTime, Time};
use serde::{Deserialize, Serialize};
use std::{collections::HashSet, sync::Arc};

/// The maximum depth of conditions within conditions.
const DEEPEST: usize = 8;
/// The maximum number of conditions.
const MOST: usize = 64;
/// The maximum number of values of the operator `in`.
const MOST_VALUES: usize = 1_000;

/// A condition on rows, or a combination of conditions.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(untagged, expecting = "a filter is {column, operator, value}, {all: […]}, {any: […]} or {not: …}")]
pub enum Filter {
    /// A condition on one column.
    Condition(Condition),
    /// All of these hold.
    All(AllOf),
    /// At least one of these holds.
    Any(AnyOf),
    /// The condition does not hold.
    Not(NotOf),
}

/// Conditions that all hold.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct AllOf {
    /// The conditions.
    pub all: Vec<Filter>,
}

/// Conditions of which one holds.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct AnyOf {
    /// The conditions.
    pub any: Vec<Filter>,
}

/// A condition that does not hold.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct NotOf {
    /// The condition.
    pub not: Box<Filter>,
}

/// A condition on the value of one column.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The name of the column.
    pub column: String,
    /// The comparison.
    pub operator: Operator,
    /// The value to compare with; none for `is_missing`, a list for `in`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Scalar>,
}

/// A comparison. Numbers compare by value, texts by code points, dates by time. A missing value fulfils `!=` and `is_missing` only,
/// as in pandas.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub enum Operator {
    /// Equal.
    #[serde(rename = "==")]
    Equal,
    /// Different or missing.
    #[serde(rename = "!=")]
    NotEqual,
    /// Greater.
    #[serde(rename = ">")]
    Greater,
    /// Less.
    #[serde(rename = "<")]
    Less,
    /// Greater or equal.
    #[serde(rename = ">=")]
    GreaterOrEqual,
    /// Less or equal.
    #[serde(rename = "<=")]
    LessOrEqual,
    /// The text of the value contains this text; upper and lower case are the same.
    #[serde(rename = "contains")]
    Contains,
    /// There is no value.
    #[serde(rename = "is_missing")]
    IsMissing,
    /// One of several values.
    #[serde(rename = "in")]
    In,
}

/// A value in a request.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(untagged, expecting = "a value is a text, a number, true, false, or a list of them")]
pub enum Scalar {
    /// A truth value.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// A text; dates are texts in ISO 8601.
    Text(String),
    /// Several values.
    List(Vec<Scalar>),
}

/// The keys that fulfil a condition.
enum Test {
    /// The keys from the first to the one before the second.
    Range(u128, u128),
    /// All other keys, and missing values.
    Outside(u128, u128),
    Codes(Vec<bool>),
    Keys(HashSet<u64>),
    Missing,
}

impl Filter {
    /// One condition.
    pub fn of(column: impl Into<String>, operator: Operator, value: Option<Scalar>) -> Self {
        Self::Condition(Condition { column: column.into(), operator, value })
    }

    /// Both conditions; a missing one holds always.
    #[must_use]
    pub fn both(first: Option<Self>, second: Option<Self>) -> Option<Self> {
        match (first, second) {
            (Some(first), Some(second)) => Some(Self::All(AllOf { all: vec![first, second] })),
            (first, second) => first.or(second),
        }
    }

    /// The rows that fulfil it.
    pub fn rows(&self, table: &dyn Table) -> Result<Bitmap, ToolError> {
        if self.count(0).is_none_or(|count| count > MOST) {
            return Err(ToolError::TooManyConditions { limit: MOST, depth: DEEPEST });
        }
        self.matching(table)
    }

    /// The number of conditions; none if they are too deep.
    fn count(&self, depth: usize) -> Option<usize> {
        if depth > DEEPEST {
            return None;
        }
        match self {
            Self::Condition(_) => Some(1),
            Self::All(AllOf { all: parts }) | Self::Any(AnyOf { any: parts }) => {
                parts.iter().try_fold(1, |count, part| Some(count + part.count(depth + 1)?))
            }
            Self::Not(NotOf { not }) => Some(1 + not.count(depth + 1)?),
        }
    }

    fn matching(&self, table: &dyn Table) -> Result<Bitmap, ToolError> {
        let rows = table.row_count();
        match self {
            Self::Condition(condition) => condition.matching(table),
            Self::All(AllOf { all }) => {
                let every = Bitmap::none(rows).inverted();
                all.iter().try_fold(every, |found, part| Ok(found.and(&part.matching(table)?)))
            }
            Self::Any(AnyOf { any }) => {
                any.iter().try_fold(Bitmap::none(rows), |found, part| Ok(found.or(&part.matching(table)?)))
            }
            Self::Not(NotOf { not }) => Ok(not.matching(table)?.inverted()),
        }
    }
}

impl Condition {
    fn matching(&self, table: &dyn Table) -> Result<Bitmap, ToolError> {
        let column = named(table, &self.column)?;
        let test = self.test(&column)?;
        Ok(match test {
            Test::Missing => column.missing().clone(),
            Test::Range(from, to) => {
                let is = |key: u64| (from..to).contains(&key.into());
                Bitmap::of(column.len(), |row| column.key(row).is_some_and(is))
            }
            Test::Outside(from, to) => {
                let is = |key: u64| !(from..to).contains(&key.into());
                Bitmap::of(column.len(), |row| column.key(row).is_none_or(is))
            }
            Test::Codes(codes) => {
                let is = |key: u64| usize::try_from(key).ok().and_then(|key| codes.get(key)).is_some_and(|is| *is);
                Bitmap::of(column.len(), |row| column.key(row).is_some_and(is))
            }
            Test::Keys(keys) => Bitmap::of(column.len(), |row| column.key(row).is_some_and(|key| keys.contains(&key))),
        })
    }

    fn test(&self, column: &Column) -> Result<Test, ToolError> {
        let value = || self.value.as_ref().ok_or_else(|| self.unfit(column, &Scalar::Text(String::new())));
        let span = |value: &Scalar| span(column, value).ok_or_else(|| self.unfit(column, value));
        let (first, last) = (0_u128, u128::MAX);
        Ok(match self.operator {
            Operator::IsMissing => Test::Missing,
            Operator::Contains => {
                contains(column, value()?).ok_or_else(|| self.unfit(column, &Scalar::List(Vec::new())))?
            }
            Operator::In => match value()? {
                Scalar::List(values) if values.len() > MOST_VALUES => {
                    return Err(ToolError::TooManyValues { what: self.column.clone(), limit: MOST_VALUES });
                }
                Scalar::List(values) => {
                    let mut keys = HashSet::new();
                    for value in values {
                        let (from, to) = span(value)?;
                        keys.extend(u64::try_from(from).ok().filter(|_| from < to));
                    }
                    Test::Keys(keys)
                }
                single => span(single).map(|(from, to)| Test::Range(from, to))?,
            },
            Operator::Equal => span(value()?).map(|(from, to)| Test::Range(from, to))?,
            Operator::NotEqual => span(value()?).map(|(from, to)| Test::Outside(from, to))?,
            Operator::Less => span(value()?).map(|(from, _)| Test::Range(first, from))?,
            Operator::LessOrEqual => span(value()?).map(|(_, to)| Test::Range(first, to))?,
            Operator::Greater => span(value()?).map(|(_, to)| Test::Range(to, last))?,
            Operator::GreaterOrEqual => span(value()?).map(|(from, _)| Test::Range(from, last))?,
        })
    }

    fn unfit(&self, column: &Column, value: &Scalar) -> ToolError {
        ToolError::UnfitValue { column: self.column.clone(), kind: column.kind(), value: value.text() }
    }
}

impl Scalar {
    /// As a text.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Boolean(is) => is.to_string(),
            Self::Integer(number) => number.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text.clone(),
            Self::List(values) => values.iter().map(Self::text).collect::<Vec<_>>().join(", "),
        }
    }
}

/// The column of a name.
pub(crate) fn named(table: &dyn Table, name: &str) -> Result<Arc<Column>, ToolError> {
    let place = table.place(name).ok_or_else(|| ToolError::unknown_column(table, name))?;
    Ok(table.column(place)?)
}

/// The keys that equal a value: from the first one to that before the second. All smaller keys are less than the value. None if the
/// value cannot be compared with those of the column.
fn span(column: &Column, value: &Scalar) -> Option<(u128, u128)> {
    let exact = |key: u64| (u128::from(key), u128::from(key) + 1);
    match column.values() {
        Values::Integer(_) => integer_span(value),
        Values::Number(_) => number(value).map(|number| exact(float_key(number))),
        Values::Text(_, texts) => {
            let text = match value {
                Scalar::List(_) => return None,
                value => value.text(),
            };
            let first = texts.first_from(&text);
            let is_there = index(first) < texts.len() && texts.text(first) == text;
            Some((first.into(), u128::from(first) + u128::from(is_there)))
        }
        Values::Date(_) => {
            let moment = moment(value)?;
            let days = i64::from(days_of(moment.date()));
            let (from, to) = exact(integer_key(days));
            if moment.time() == Time::midnight() { Some((from, to)) } else { Some((to, to)) }
        }
        Values::Timestamp(_) => moment(value).map(|moment| exact(integer_key(micros_of(moment)))),
        Values::Boolean(_) => match value {
            Scalar::Boolean(is) => Some(exact(u64::from(*is))),
            Scalar::Text(text) if text.eq_ignore_ascii_case("true") => Some(exact(1)),
            Scalar::Text(text) if text.eq_ignore_ascii_case("false") => Some(exact(0)),
            _ => None,
        },
    }
}

fn integer_span(value: &Scalar) -> Option<(u128, u128)> {
    let exact = |number: i64| (u128::from(integer_key(number)), u128::from(integer_key(number)) + 1);
    if let Scalar::Integer(number) = value {
        return Some(exact(*number));
    }
    if let Scalar::Text(text) = value
        && let Ok(integer) = text.trim().parse()
    {
        return Some(exact(integer));
    }
    let number = number(value)?;
    if let Some(integer) = whole(number) {
        return Some(exact(integer));
    }
    // no whole number equals it: the first that is greater
    Some(match whole(number.ceil()) {
        Some(above) => (exact(above).0, exact(above).0),
        None if number < of_integer(i64::MIN) => (0, 0),
        None => (u128::MAX, u128::MAX),
    })
}

fn number(value: &Scalar) -> Option<f64> {
    match value {
        Scalar::Integer(number) => Some(of_integer(*number)),
        Scalar::Number(number) => Some(*number),
        Scalar::Text(text) => text.trim().parse().ok().filter(|number: &f64| number.is_finite()),
        Scalar::Boolean(_) | Scalar::List(_) => None,
    }
}

fn moment(value: &Scalar) -> Option<DateTime> {
    match value {
        Scalar::Text(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// The values whose text contains another, whatever its case.
fn contains(column: &Column, value: &Scalar) -> Option<Test> {
    if matches!(value, Scalar::List(_)) {
        return None;
    }
    let wanted = value.text().to_uppercase();
    let has = |text: &str| text.to_uppercase().contains(&wanted);
    if let Values::Text(_, texts) = column.values() {
        return Some(Test::Codes(texts.texts().map(has).collect()));
    }
    let mut different: Vec<u64> = column.keys().collect();
    different.sort_unstable();
    different.dedup();
    Some(Test::Keys(different.into_iter().filter(|key| has(&column.value_of_key(*key).to_string())).collect()))
}

#[cfg(test)]
mod tests;
