//! Finds the figure of an item in a year.

use super::{
    expression::At,
    figure::Figure,
    form::Scale,
    items::{self, Item, Sign, stems},
    rows::{Row, Value},
};
use rust_decimal::Decimal;
use sisuiq_documents::Span;
use std::cmp::Reverse;

/// The most words of a label besides those of the item's name.
const MOST_FURTHER: usize = 2;
/// Openings of labels that say something else than the name behind them.
const OTHER_THINGS: [&str; 10] =
    ["increas", "decreas", "chang", "other", "less", "deferr", "accumul", "restrict", "prepaid", "non"];

/// A figure that was found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Index of its passage.
    pub(super) passage: usize,
    /// The label of its row.
    pub(super) label: String,
    /// The name of its column.
    pub(super) column: String,
    /// The value, in the unit of its table.
    pub(super) value: Decimal,
    /// The unit beside the figure.
    pub(super) unit: String,
    /// The factor of its table.
    pub(super) scale: Option<Scale>,
    /// The places to quote.
    pub(super) places: Vec<Span>,
}

/// The rows of one document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tables<'a> {
    pub(super) rows: &'a [Row],
}

impl Tables<'_> {
    /// The figure of an item in a year. `None` if no row shows it, or if equally good rows disagree.
    pub(super) fn find(self, name: &str, year: i32) -> Option<Found> {
        let stems = stems(name);
        let known = items::named(&stems).map(|(item, _)| item);
        let names: Vec<&[String]> = match known {
            Some(item) => preferred(item, &stems),
            None => vec![&stems],
        };
        let statement = known.map(|item| item.statement);
        let mut found: Vec<(Rank, &Row, &Value)> = Vec::new();
        for row in self.rows {
            let Some(place) = names.iter().position(|name| fits(&row.stems, name)) else { continue };
            let is_exact = names.get(place).is_some_and(|name| row.stems == *name);
            // elsewhere a name is that of a segment or of a change
            if known.is_some() && row.statement != statement {
                continue;
            }
            let Some(value) = of_year(row, year) else { continue };
            found.push(((Reverse(is_exact), place), row, value));
        }
        let best = found.iter().map(|(rank, ..)| *rank).min()?;
        found.retain(|(rank, ..)| *rank == best);
        let (_, row, value) = found.first()?;
        let agree = found.iter().all(|(_, other_row, other)| {
            other.figure == value.figure
                && (other_row.scale == row.scale || other_row.scale.is_none() || row.scale.is_none())
        });
        if !agree {
            return None;
        }
        taken(row, value, known)
    }

    /// Returns whether the page of a figure has no row of this item.
    pub(super) fn lacks(self, name: &str, passages: &[usize]) -> bool {
        let stems = stems(name);
        let names = items::named(&stems).map_or_else(Vec::new, |(item, _)| preferred(item, &stems));
        !self.rows.iter().any(|row| passages.contains(&row.passage) && names.iter().any(|name| fits(&row.stems, name)))
    }
}

/// Whether the label is a name of the item, and which one.
type Rank = (Reverse<bool>, usize);

/// The names of an item, first the one that was asked for.
fn preferred<'a>(item: &'static Item, asked: &'a [String]) -> Vec<&'a [String]>
where
    'static: 'a,
{
    let others = item.names().iter().map(Vec::as_slice).filter(|name| *name != asked);
    std::iter::once(asked).chain(others).collect()
}

/// Returns whether a label is a name, or a name with few words behind it: `Accounts receivable, net`.
fn fits(label: &[String], name: &[String]) -> bool {
    let further = label.len().checked_sub(name.len());
    let says_other = label
        .first()
        .is_some_and(|first| !name.contains(first) && OTHER_THINGS.iter().any(|other| first.starts_with(other)));
    !name.is_empty() && further.is_some_and(|further| further <= MOST_FURTHER) && label.starts_with(name) && !says_other
}

/// The only figure of a row in a column of this whole year.
fn of_year(row: &Row, year: i32) -> Option<&Value> {
    let is_of_year = |value: &&Value| value.years == [year] && !value.is_of_part;
    let mut values = row.values.iter().filter(is_of_year);
    let first = values.next()?;
    // a share of sales beside the amount is another figure of the same year
    let is_share = |value: &Value| value.figure.unit == "%" || value.column.contains('%');
    match values.next() {
        None => Some(first),
        Some(second) if is_share(second) && !is_share(first) && values.next().is_none() => Some(first),
        Some(_) => None,
    }
}

fn taken(row: &Row, value: &Value, item: Option<&Item>) -> Option<Found> {
    let Figure { value: figure, unit } = &value.figure;
    let figure = match item.map_or(Sign::Opposite, |item| item.sign) {
        Sign::Same => figure.abs(),
        Sign::Unclear if figure.is_sign_negative() => return None,
        Sign::Opposite | Sign::Unclear => *figure,
    };
    Some(Found {
        passage: row.passage,
        label: row.label.clone(),
        column: value.column.clone(),
        value: figure,
        unit: unit.clone(),
        scale: row.scale.filter(|_| unit.is_empty()),
        places: value.places.clone(),
    })
}

/// The years of which an item's figures are needed.
pub(super) fn years_of(at: &At) -> Option<(Option<i32>, i32)> {
    match at {
        At::Year(year) => Some((None, (*year)?)),
        At::Average(pair) | At::Change(pair) => pair.map(|(first, second)| (Some(first), second)),
    }
}
