//! Rows chosen by chance, always the same.

use super::{
    Found, PlanRows, Tool, ToolError,
    filter_dataframe::add_page,
    markdown::{count, heading, line},
    view::View,
};
use crate::{
    filter::{Filter, Operator, Scalar},
    frame::Table,
    rows::{RowPage, page},
};
use serde::{Deserialize, Serialize};

/// The maximum of `n`.
const MOST: usize = 100;
/// The seed of the sample.
const SEED: u64 = 42;

/// A sample of rows, in the order of the file: those whose numbers have the smallest values of `SplitMix64` (Steele, Lea and Flood,
/// *Fast Splittable Pseudorandom Number Generators*, 2014), seeded with 42. The same table and condition give the same sample.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct GetSampleRows {
    /// The number of rows, at most 100.
    #[serde(default = "five")]
    pub n: usize,
    /// A column whose value the rows have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// The value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Scalar>,
    /// The condition on rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
}

const fn five() -> usize {
    5
}

#[derive(Serialize)]
struct Data {
    page: RowPage,
}

impl Tool for GetSampleRows {
    const NAME: &'static str = "get_sample_rows";

    fn filter(&self) -> Option<&Filter> {
        self.filter.as_ref()
    }

    fn compute(&self, table: &dyn Table) -> Result<Found, ToolError> {
        if !(1..=MOST).contains(&self.n) {
            return Err(ToolError::OutOfRange { parameter: "n", least: 1.0, most: 100.0 });
        }
        let own = match (&self.column, &self.value) {
            (Some(column), Some(value)) => Some(Filter::of(column.clone(), Operator::Equal, Some(value.clone()))),
            (None, None) => None,
            _ => return Err(ToolError::Arguments("`column` and `value` belong together".to_owned())),
        };
        let filter = Filter::both(self.filter.clone(), own);
        let view = View::open(table, filter.as_ref())?;
        let rows = sample(view.row_numbers(), self.n);
        let data = Data { page: page(table, None, rows.clone(), view.len())? };
        let (shown, all) = (rows.len(), count(view.len()));
        let mut text = heading("표본 행", "Sample of rows");
        line(
            &mut text,
            &format!("- 행 {all}개에서 고정된 무작위 방식으로 {shown}개를 뽑았습니다."),
            &format!("- {shown} of {all} rows, chosen at random with a fixed seed."),
        );
        add_page(&mut text, &data.page);
        let mut found = Found::new(&data, text, view.len(), view.query(&[]));
        found.rows = PlanRows::Numbers(rows);
        Ok(found)
    }
}

/// A sample of at most `length` rows, in order: those whose numbers have the smallest values of `SplitMix64`, seeded with 42. The same
/// rows give the same sample.
#[must_use]
pub fn sample(mut rows: Vec<u32>, length: usize) -> Vec<u32> {
    if rows.len() > length {
        if length > 0 {
            rows.select_nth_unstable_by_key(length - 1, |row| split_mix(u64::from(*row)));
        }
        rows.truncate(length);
    }
    rows.sort_unstable();
    rows
}

/// The number of a row in the sequence of `SplitMix64`.
const fn split_mix(row: u64) -> u64 {
    const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut mixed = SEED.wrapping_add(STEP.wrapping_mul(row.wrapping_add(1)));
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
