//! Corrections of how a table is read.

use serde::{Deserialize, Serialize};

/// The separators of CSV files that may be chosen: none of them is part of a number, a word or a quotation.
pub const SEPARATORS: [char; 9] = [',', ';', '\t', '|', ':', '^', '~', '#', ' '];

/// How a table is to be read where the reader's own findings are wrong or open. Everything is optional.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mapping {
    /// The character encoding, by a name of the WHATWG encoding standard such as `euc-kr`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// The separator of a CSV file, one of [`SEPARATORS`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub separator: Option<char>,
    /// The sheet of a workbook, by name; hidden ones too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Read hidden rows and columns of a workbook too.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub include_hidden: bool,
    /// The last row of the header: a line of a CSV file or a row of a sheet, from 1; 0 if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_row: Option<u64>,
    /// The decimal mark of numbers in texts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decimal_mark: Option<DecimalMark>,
    /// The first part of dates such as `03/04/2024` or `03/04/24`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_order: Option<DateOrder>,
    /// The zone of times without one: `Africa/Kampala`, `+03:00` or `UTC`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// The column of the begin of an outage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<ColumnChoice>,
    /// The column of the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<ColumnChoice>,
    /// The column of the day, for start and end columns with times of day only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<ColumnChoice>,
    /// The column of durations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<ColumnChoice>,
    /// The unit of durations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration_unit: Option<DurationUnit>,
    /// The column that names the unit of the duration in each row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration_unit_column: Option<ColumnChoice>,
    /// The column of interrupted customers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customers: Option<ColumnChoice>,
    /// The column of regions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<ColumnChoice>,
    /// The column of causes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<ColumnChoice>,
    /// Corrections of single columns, which precede those of the table.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<ColumnCorrection>,
}

/// How one column is to be read.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnCorrection {
    /// The column.
    pub column: ColumnChoice,
    /// The decimal mark of its numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimal_mark: Option<DecimalMark>,
    /// The first part of its dates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_order: Option<DateOrder>,
    /// The unit of its durations. The column must be one of durations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<DurationUnit>,
    /// The zone of its times without one: `Africa/Kampala`, `+03:00` or `UTC`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
}

/// A column of the table.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(untagged, expecting = "must be the name of a column, or its position from 1")]
pub enum ColumnChoice {
    /// By its position, from 1.
    Position(usize),
    /// By its name.
    Name(String),
}

/// The sign before the decimals of a number.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DecimalMark {
    /// `1,234.5`
    Point,
    /// `1.234,5`
    Comma,
}

/// The first part of a date.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// The day.
    DayFirst,
    /// The month.
    MonthFirst,
    /// The year, as in `24-12-31`.
    YearFirst,
}

/// The unit of a column of durations.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DurationUnit {
    /// Days of 24 hours.
    Days,
    /// Hours.
    Hours,
    /// Minutes.
    Minutes,
    /// Seconds.
    Seconds,
    /// Hours and minutes with a colon: `2:30`.
    HoursMinutes,
    /// Minutes and seconds with a colon: `2:30`.
    MinutesSeconds,
}

impl DurationUnit {
    /// A plain number of the unit in hours; none where the unit is that of two numbers.
    pub(crate) fn hours(self, duration: f64) -> Option<f64> {
        match self {
            Self::Days => Some(duration * 24.0),
            Self::Hours => Some(duration),
            Self::Minutes => Some(duration / 60.0),
            Self::Seconds => Some(duration / 3_600.0),
            Self::HoursMinutes | Self::MinutesSeconds => None,
        }
    }
}
