//! What a question asks, in terms of the table.

use crate::words::{Operation, TimeUnit};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sisuiq_frames::filter::{Filter, Operator};

/// What a question asks. It is stored with a plan, so that a following question can change it.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default)]
pub struct Query {
    /// The operations, in the order of the question.
    pub operations: Vec<Operation>,
    /// The columns that are neither groups nor part of a condition.
    pub columns: Vec<String>,
    /// The columns of groups.
    pub groups: Vec<String>,
    /// The unit of time of groups.
    pub unit: Option<TimeUnit>,
    /// Another unit of time of groups.
    pub second_unit: Option<TimeUnit>,
    /// The comparison that the groups fulfil.
    pub having: Option<Having>,
    /// The conditions on rows; all of them hold.
    pub conditions: Vec<Filter>,
    /// The number of first conditions that choose the rows of which a share is asked for.
    pub base: Option<usize>,
    /// The first or last of an order is asked for.
    pub extreme: Option<Extreme>,
    /// The number of rows or groups.
    pub limit: Option<usize>,
    /// A number in percent.
    pub percent: Option<f64>,
    /// The order of rows; ascending if true.
    pub ascending: Option<bool>,
    /// A total is asked for.
    pub is_total: bool,
    /// Rows are named.
    pub has_rows: bool,
    /// Columns in general are named.
    pub has_columns: bool,
    /// The columns that were chosen by a part of their name, and other remarks.
    pub remarks: Vec<Remark>,
}

/// The first or last of an order.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Extreme {
    /// The largest; otherwise the smallest.
    pub is_largest: bool,
    /// A quantity is compared, as by "most"; otherwise a measure, as by "highest".
    pub is_quantity: bool,
    /// The word is "top" or "bottom".
    pub is_rank: bool,
}

/// A comparison of the figure of each group.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
pub struct Having {
    /// The comparison.
    pub operator: Operator,
    /// The number that is compared with.
    pub value: f64,
    /// The number of rows is compared; otherwise the figure that is asked for.
    pub of_rows: bool,
}

/// Something that the reader of a plan should know.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Remark {
    /// A word was understood as a column.
    Column {
        /// The word.
        word: String,
        /// The column.
        column: String,
    },
    /// A time that depends on today.
    Time {
        /// The words.
        word: String,
        /// The first day.
        from: Option<Date>,
        /// The last day.
        to: Option<Date>,
    },
    /// Equal months or quarters of several years are one group.
    Together(TimeUnit),
    /// A unit of measurement was not compared with that of the column, which names none.
    Unit(String),
    /// Values lie within several values of a coarser column, as districts of one name in several provinces.
    Shared(SharedValues),
}

/// Values that lie within several values of a coarser column.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct SharedValues {
    /// The column.
    pub column: String,
    /// The coarser column.
    pub within: String,
    /// The values of the column.
    pub values: Vec<String>,
    /// What the value of a condition lies within; empty if the values are groups.
    pub parents: Vec<String>,
}

impl Query {
    pub(crate) fn has(&self, operation: Operation) -> bool {
        self.operations.contains(&operation)
    }

    pub(crate) fn is_any(&self, operations: &[Operation]) -> bool {
        self.operations.iter().any(|own| operations.contains(own))
    }
}
