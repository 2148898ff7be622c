//! Numbers and rates of the 199 legal districts of Daegu.

mod assign;
mod names;
mod outlines;
mod rates;
mod report;

pub use names::district_of_name;
pub use outlines::{attribution, district_of_point, outlines};
pub use report::{Assignment, Cluster, DistrictFigures, DistrictReport, Exposure, MostUnknown, UnknownDistricts};

use crate::{error::ChartError, selection::Selection};
use assign::{Assigned, assign};
use serde::{Deserialize, Serialize};
use sisuiq_frames::{Column, Kind, Table, filter::Filter, geo::districts};
use sisuiq_model::Language;

/// The distance of neighbours in kilometres if none is given.
const NEIGHBOURS: f64 = 2.0;
/// The possible distances of neighbours in kilometres.
const DISTANCES: (f64, f64) = (0.1, 20.0);

/// A request for the rates of districts.
///
/// Without `value` the rate of a district is its number of rows per square kilometre. With `value`, such as 사망자수 or ECLO, it is the
/// sum of that column per row. Rates are drawn towards the mean rate where there is little behind them, by the global empirical Bayes
/// estimator ([`sisuiq_frames::geo::smoothed_rates`]), which assumes counts. Hot and cold spots are those of Gi*
/// ([`sisuiq_frames::geo::hot_spots`]) over the smoothed rates of the districts with exposure, at a false discovery rate of 5 %;
/// neighbours are districts whose points are within a distance.
///
/// Rows belong to the district that a column names, or to the one whose outline contains the row's coordinates. The outlines are
/// simplified by 0.0002° (about 20 m), so that rows so near to a border may be in the neighbour or in none.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct DistrictQuery {
    /// The column of districts, as full names (`대구광역시 중구 동성로1가`) or codes of legal districts. If it is not given, that with the
    /// name 시군구, 법정동 or `district`, otherwise coordinates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// The column whose sum is divided by the number of rows; otherwise rows are divided by areas.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The distance of neighbours in kilometres, from 0.1 to 20; 2 if it is not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub neighbour_km: Option<f64>,
    /// The condition on rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
}

/// The figures of a district before rates.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Tally {
    rows: usize,
    /// The number of rows with a value.
    values: usize,
    sum: f64,
    squares: f64,
}

impl DistrictQuery {
    /// The rates of the districts.
    pub fn draw(&self, table: &dyn Table, language: Language) -> Result<DistrictReport, ChartError> {
        let distance = self.neighbour_km.unwrap_or(NEIGHBOURS);
        if !(DISTANCES.0..=DISTANCES.1).contains(&distance) {
            return Err(ChartError::OutOfRange { field: "neighbour_km", least: DISTANCES.0, most: DISTANCES.1 });
        }
        let selection = Selection::open(table, self.filter.as_ref(), "filter")?;
        let assigned = assign(&selection, self.column.as_deref())?;
        let value = self.value.as_ref().map(|value| selection.numeric(value, "value")).transpose()?;
        let is_negative = |column: &Column| (0..column.len()).any(|row| column.number(row).is_some_and(|n| n < 0.0));
        if let Some(column) = self.value.as_ref().filter(|_| value.as_deref().is_some_and(is_negative)) {
            return Err(ChartError::Negative { field: "value", column: column.clone() });
        }
        let is_whole = value.as_ref().is_none_or(|value| value.kind() == Kind::Integer);
        let tallies = tallies(&assigned, value.as_deref());
        let parts = rates::Parts { query: self, assigned, tallies, distance, is_whole, rows: selection.len() };
        Ok(parts.report(language))
    }
}

fn tallies(assigned: &Assigned, value: Option<&Column>) -> Vec<Tally> {
    let mut tallies = vec![Tally::default(); districts().len()];
    for (row, district) in assigned.of_rows.iter().enumerate() {
        let Some(tally) = district.and_then(|district| tallies.get_mut(district)) else { continue };
        tally.rows += 1;
        if let Some(value) = value.and_then(|value| value.number(row)) {
            tally.values += 1;
            tally.sum += value;
            tally.squares += value * value;
        }
    }
    tallies
}
