//! Correlations between columns of numbers.

use super::{
    Found, Tool, ToolError,
    markdown::{escaped, heading, line, table, three},
    view::View,
};
use crate::{
    column::Column,
    filter::Filter,
    frame::Table,
    statistics::{
        BLOCK, Masked, centred, correlation_of_present, correlation_of_sums, dot, dot_of_block, range, scaled,
    },
};
use serde::{Deserialize, Serialize};
use sisuiq_model::Text;
use std::sync::Arc;

/// The maximum number of columns.
const MOST: usize = 50;
/// The maximum number of columns in the text.
const SHOWN: usize = 12;

/// Pearson's correlation of each pair of columns, over the rows in which both have a value. It is null where one of the two does not
/// vary.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct GetCorrelation {
    /// The columns, at least two; all columns with numbers without them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns: Option<Vec<String>>,
    /// The condition on rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
}

#[derive(Serialize)]
struct Data {
    columns: Vec<String>,
    matrix: Vec<Vec<Option<f64>>>,
}

impl Tool for GetCorrelation {
    const NAME: &'static str = "get_correlation";

    fn filter(&self) -> Option<&Filter> {
        self.filter.as_ref()
    }

    fn compute(&self, table: &dyn Table) -> Result<Found, ToolError> {
        let view = View::open(table, self.filter())?;
        let columns = self.numeric(&view)?;
        if columns.len() < 2 {
            return Err(ToolError::TooFewNumericColumns);
        }
        if columns.len() > MOST {
            return Err(ToolError::TooManyValues { what: "columns".to_owned(), limit: MOST });
        }
        let matrix = matrix(&columns.iter().map(|(_, column)| Varying::of(column)).collect::<Vec<_>>());
        let data = Data { columns: columns.into_iter().map(|(name, _)| name).collect(), matrix };
        let names: Vec<&str> = data.columns.iter().map(String::as_str).collect();
        Ok(Found::new(&data, data.text(), view.len(), view.query(&names)))
    }
}

impl GetCorrelation {
    fn numeric(&self, view: &View<'_>) -> Result<Vec<(String, Arc<Column>)>, ToolError> {
        let Some(names) = &self.columns else {
            let named = |place: usize| Ok((view.name(place), view.column_at(place)?));
            return view.numeric_places().into_iter().map(named).collect();
        };
        let checked = |name: &String| {
            let column = view.column(name)?;
            if column.kind().is_numeric() {
                Ok((name.clone(), column))
            } else {
                Err(ToolError::not_numeric(name, &column))
            }
        };
        names.iter().map(checked).collect()
    }
}

/// A column that is compared with several others.
pub(super) enum Varying {
    /// The differences from the mean and the sum of their squares, where no value is missing.
    Whole(Vec<f64>, f64),
    /// The numbers and where they are.
    Masked(Vec<f64>, Vec<f64>),
    /// It has no numbers, or one only.
    Constant,
}

impl Varying {
    pub(super) fn of(column: &Column) -> Self {
        let Some(numbers) = column.numbers_with_gaps().map(scaled) else { return Self::Constant };
        if column.missing_count() > 0 {
            let present = (0..column.len()).map(|row| if column.is_missing(row) { 0.0 } else { 1.0 }).collect();
            return Self::Masked(numbers, present);
        }
        let is_varied = range(&numbers).is_some_and(|(least, most)| least < most);
        match centred(&numbers).filter(|_| is_varied) {
            Some(centred) => {
                let squares = dot(&centred, &centred);
                Self::Whole(centred, squares)
            }
            None => Self::Constant,
        }
    }

    /// The correlation over the rows in which both columns have a value.
    pub(super) fn correlation(&self, other: &Self) -> Option<f64> {
        if let (Self::Whole(left, left_squares), Self::Whole(right, right_squares)) = (self, other) {
            return correlation_of_sums(dot(left, right), *left_squares, *right_squares);
        }
        let ones = |column: &Self| match column {
            Self::Whole(numbers, _) => vec![1.0; numbers.len()],
            Self::Masked(..) | Self::Constant => Vec::new(),
        };
        let (left_ones, right_ones) = (ones(self), ones(other));
        correlation_of_present(self.masked(&left_ones)?, other.masked(&right_ones)?)
    }

    /// The numbers and where they are; the correlation is the same for differences from the mean.
    fn masked<'a>(&'a self, ones: &'a [f64]) -> Option<Masked<'a>> {
        match self {
            Self::Whole(numbers, _) => Some(Masked { numbers, present: ones }),
            Self::Masked(numbers, present) => Some(Masked { numbers, present }),
            Self::Constant => None,
        }
    }
}

/// The correlation of each pair.
fn matrix(columns: &[Varying]) -> Vec<Vec<Option<f64>>> {
    let products = products(columns);
    let of = |left: usize, right: usize| match (columns.get(left)?, columns.get(right)?) {
        (Varying::Whole(_, left_squares), Varying::Whole(_, right_squares)) => {
            correlation_of_sums(*products.get(left)?.get(right)?, *left_squares, *right_squares)
        }
        (left, right) => left.correlation(right),
    };
    let mut matrix = vec![vec![None; columns.len()]; columns.len()];
    for left in 0..columns.len() {
        for right in 0..=left {
            let found = of(left, right);
            for (row, column) in [(left, right), (right, left)] {
                if let Some(cell) = matrix.get_mut(row).and_then(|row| row.get_mut(column)) {
                    *cell = found;
                }
            }
        }
    }
    matrix
}

/// The sums of products of each pair of columns without gaps, block by block: a block of all columns stays in the processor's cache.
fn products(columns: &[Varying]) -> Vec<Vec<f64>> {
    let whole = |place: usize| match columns.get(place) {
        Some(Varying::Whole(numbers, _)) => Some(numbers.as_slice()),
        _ => None,
    };
    let length = (0..columns.len()).filter_map(whole).map(<[f64]>::len).max().unwrap_or_default();
    let mut sums: Vec<Vec<f64>> = (0..columns.len()).map(|left| vec![0.0; left + 1]).collect();
    for start in (0..length).step_by(BLOCK) {
        let block = |place: usize| whole(place)?.get(start..length.min(start + BLOCK));
        for (left, sums) in sums.iter_mut().enumerate() {
            let Some(left) = block(left) else { continue };
            for (right, sum) in sums.iter_mut().enumerate() {
                *sum += block(right).map_or(0.0, |right| dot_of_block(left, right));
            }
        }
    }
    sums
}

impl Data {
    fn text(&self) -> Text {
        let mut text = heading("상관관계 (피어슨)", "Correlations (Pearson)");
        let names: Vec<String> = self.columns.iter().take(SHOWN).map(|name| escaped(name)).collect();
        let header: Vec<String> = std::iter::once(String::new()).chain(names.iter().cloned()).collect();
        let row = |(name, row): (&String, &Vec<Option<f64>>)| {
            std::iter::once(name.clone()).chain(row.iter().take(SHOWN).map(|cell| three(*cell))).collect()
        };
        let rows: Vec<Vec<String>> = names.iter().zip(&self.matrix).map(row).collect();
        let shown = table(&header, &rows);
        text.push(&shown, &shown);
        let rest = self.columns.len().saturating_sub(SHOWN);
        if rest > 0 {
            line(
                &mut text,
                &format!("\n열이 많아 처음 {SHOWN}개만 표시했습니다(나머지 {rest}개)."),
                &format!("\nOnly the first {SHOWN} columns are shown ({rest} more)."),
            );
        }
        line(&mut text, "\n상관관계는 인과관계를 뜻하지 않습니다.", "\nA correlation does not imply a cause.");
        text
    }
}
