//! The profile of a table: for each column its type, missing and different values, statistics and suspected personal data.

mod identifiers;
mod personal;

pub use personal::{PersonalData, PersonalEvidence, Suspicion};

use crate::{
    column::{Column, Kind},
    error::FrameError,
    frame::{Heading, Table},
    groups::Groups,
    number::{of_count, percent},
    statistics::{deviation_about, mean, quantiles, range},
    value::Value,
};
use serde::Serialize;

/// The number of the most frequent values that are kept.
const TOP: usize = 10;
/// The shares of the kept quantiles.
const SHARES: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

/// What is known of a table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Profile {
    /// The number of rows.
    pub row_count: usize,
    /// The columns.
    pub columns: Vec<ColumnProfile>,
}

/// What is known of a column.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ColumnProfile {
    /// Its name and type.
    #[serde(flatten)]
    pub heading: Heading,
    /// The number of rows without a value.
    pub missing: usize,
    /// Their share in percent.
    pub missing_percent: f64,
    /// The number of different values.
    pub distinct: usize,
    /// Statistics of numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub numbers: Option<NumberProfile>,
    /// The first and the last day or time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<[Value; 2]>,
    /// The most frequent values, if values repeat.
    pub top: Vec<TopValue>,
    /// The personal data that the values may be.
    pub personal: Vec<Suspicion>,
}

/// Statistics of numbers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NumberProfile {
    /// The smallest number.
    pub min: f64,
    /// The largest number.
    pub max: f64,
    /// The mean.
    pub mean: f64,
    /// The standard deviation of a sample (n − 1); none of one number.
    pub std: Option<f64>,
    /// The quantiles of 5, 25, 50, 75 and 95 %, with linear interpolation.
    pub quantiles: Vec<f64>,
}

/// A frequent value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TopValue {
    /// The value.
    pub value: Value,
    /// The number of rows that have it.
    pub count: usize,
}

impl Profile {
    /// The profile of a table; its columns are read one after the other.
    pub fn of(table: &dyn Table) -> Result<Self, FrameError> {
        let columns = table.headings().iter().enumerate();
        let columns = columns.map(|(place, heading)| Ok(ColumnProfile::of(heading, &*table.column(place)?)));
        Ok(Self { row_count: table.row_count(), columns: columns.collect::<Result<_, FrameError>>()? })
    }
}

impl ColumnProfile {
    /// The profile of a column.
    #[must_use]
    pub fn of(heading: &Heading, column: &Column) -> Self {
        let groups = Groups::counts(column);
        let repeats = groups.counts.iter().any(|count| *count > 1);
        let top = if repeats { groups.by_frequency() } else { Vec::new() };
        let top = top.into_iter().take(TOP).map(|(key, count)| TopValue { value: column.value_of_key(key), count });
        let period = column.kind().is_temporal().then(|| period(column, &groups)).flatten();
        Self {
            heading: heading.clone(),
            missing: column.missing_count(),
            missing_percent: percent(column.missing_count(), column.len()),
            distinct: groups.keys.len(),
            numbers: number_profile(column),
            period,
            top: top.collect(),
            personal: match column.kind() {
                Kind::Text | Kind::Integer => personal::suspicions(&heading.name, column, &groups.keys),
                _ => Vec::new(),
            },
        }
    }
}

fn number_profile(column: &Column) -> Option<NumberProfile> {
    let mut numbers = column.numbers()?;
    let (min, max) = range(&numbers)?;
    let mean = mean(&numbers)?;
    let std = deviation_about(&numbers, mean);
    Some(NumberProfile { min, max, mean, std, quantiles: quantiles(&mut numbers, &SHARES)? })
}

fn period(column: &Column, groups: &Groups) -> Option<[Value; 2]> {
    let (first, last) = (groups.keys.iter().min()?, groups.keys.iter().max()?);
    Some([column.value_of_key(*first), column.value_of_key(*last)])
}

/// The share of a part.
fn share(part: usize, whole: usize) -> f64 {
    of_count(part) / of_count(whole.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::frame;

    #[test]
    fn profile_has_statistics_and_periods() {
        let found = Profile::of(&frame("n,d,s\n1,2024-01-05,a\n3,2024-01-01,a\n,,b\n2,2024-03-01,\n")).unwrap();
        let found = serde_json::to_value(&found).unwrap();
        assert_eq!((&found["row_count"], &found["columns"][0]["missing_percent"]), (&4.into(), &25.0.into()));
        assert_eq!(found["columns"][0]["numbers"]["mean"], 2.0);
        assert_eq!(found["columns"][1]["period"], serde_json::json!(["2024-01-01", "2024-03-01"]));
        assert_eq!(found["columns"][2]["top"][0], serde_json::json!({ "value": "a", "count": 2 }));
        assert_eq!(found["columns"][1]["top"], serde_json::json!([]));
    }
}
