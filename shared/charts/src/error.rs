//! The reasons why a chart or map cannot be drawn.

use crate::{chart::ChartType, words::plain};
use sisuiq_frames::tools::ToolError;
use sisuiq_model::Text;

/// The reason why a chart or map cannot be drawn. [`ChartError::field`] names the parameter, [`ChartError::text`] is for users.
#[derive(Debug, thiserror::Error)]
pub enum ChartError {
    /// There is no such type of charts.
    #[error("there is no chart of type {0}")]
    UnknownType(String),
    /// A parameter that the chart needs is not given.
    #[error("{0} is missing")]
    MissingField(&'static str),
    /// A parameter is given that the chart does not have.
    #[error("a chart of type {kind} has no {field}", kind = kind.name())]
    UnusedField {
        /// The parameter.
        field: &'static str,
        /// The type of the chart.
        kind: ChartType,
    },
    /// A parameter has none of its values.
    #[error("{field} is none of {known:?}")]
    UnknownValue {
        /// The parameter.
        field: &'static str,
        /// The value.
        value: String,
        /// The possible values.
        known: &'static [&'static str],
    },
    /// A parameter is out of its range.
    #[error("{field} is not between {least} and {most}")]
    OutOfRange {
        /// The parameter.
        field: &'static str,
        /// The smallest value.
        least: f64,
        /// The largest value.
        most: f64,
    },
    /// A column has numbers whose squares have no finite value.
    #[error("{column} has numbers beyond 1e150")]
    TooLarge {
        /// The parameter that names the column.
        field: &'static str,
        /// The column.
        column: String,
    },
    /// A column has negative numbers where only counts are possible.
    #[error("{column} has negative numbers")]
    Negative {
        /// The parameter that names the column.
        field: &'static str,
        /// The column.
        column: String,
    },
    /// A column has days without times, which have no hour.
    #[error("{column} has days without times")]
    NoHours {
        /// The column.
        column: String,
    },
    /// A column has a name that the map uses for itself.
    #[error("{0} is a name of the map's own")]
    ReservedName(String),
    /// No row is in a known district.
    #[error("no column of districts and no coordinates")]
    NoDistricts,
    /// A column or condition does not fit the table.
    #[error("{field}: {error}")]
    Table {
        /// The parameter that names it.
        field: &'static str,
        /// The reason.
        #[source]
        error: ToolError,
    },
}

impl ChartError {
    /// An error of a table for a parameter.
    pub(crate) fn of(field: &'static str) -> impl Fn(ToolError) -> Self {
        move |error| Self::Table { field, error }
    }

    /// The parameter that is to be changed.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        match self {
            Self::UnknownType(_) => "type",
            Self::MissingField(field)
            | Self::UnusedField { field, .. }
            | Self::UnknownValue { field, .. }
            | Self::OutOfRange { field, .. }
            | Self::TooLarge { field, .. }
            | Self::Negative { field, .. }
            | Self::Table { field, .. } => field,
            Self::NoHours { .. } => "unit",
            Self::ReservedName(_) => "columns",
            Self::NoDistricts => "column",
        }
    }

    /// A stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownType(_) => "unknown_type",
            Self::MissingField(_) => "missing_field",
            Self::UnusedField { .. } => "unused_field",
            Self::UnknownValue { .. } => "unknown_value",
            Self::OutOfRange { .. } => "out_of_range",
            Self::TooLarge { .. } => "too_large",
            Self::Negative { .. } => "negative",
            Self::NoHours { .. } => "no_hours",
            Self::ReservedName(_) => "reserved_name",
            Self::NoDistricts => "no_districts",
            Self::Table { error, .. } => error.code(),
        }
    }

    /// What happened and what to do.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::UnknownType(name) => {
                let (name, known) = (plain(name), ChartType::ALL.map(ChartType::name).join(", "));
                Text::new(
                    format!("'{name}' 차트는 없습니다. 사용할 수 있는 유형: {known}"),
                    format!("There is no chart of type '{name}'. Available types: {known}"),
                )
            }
            Self::MissingField(field) => {
                Text::new(format!("`{field}` 값이 필요합니다."), format!("`{field}` is required."))
            }
            Self::UnusedField { field, kind } => Text::new(
                format!("{} 차트에는 `{field}` 값을 쓸 수 없습니다.", kind.name()),
                format!("A chart of type {} has no `{field}`. Leave it out.", kind.name()),
            ),
            Self::UnknownValue { field, value, known } => {
                let (value, known) = (plain(value), known.join(", "));
                Text::new(
                    format!("`{field}`에 쓸 수 없는 값입니다: '{value}'. 사용할 수 있는 값: {known}"),
                    format!("`{field}` cannot be '{value}'. Available values: {known}"),
                )
            }
            Self::OutOfRange { field, least, most } => Text::new(
                format!("`{field}` 값은 {least} 이상 {most} 이하여야 합니다."),
                format!("`{field}` must be between {least} and {most}."),
            ),
            Self::Table { error, .. } => error.text(),
            other => other.text_of_columns(),
        }
    }

    fn text_of_columns(&self) -> Text {
        match self {
            Self::TooLarge { column, .. } => Text::new(
                format!("'{}' 열에는 그림으로 나타내기에 너무 큰 숫자가 있습니다. 조건으로 제외하세요.", plain(column)),
                format!(
                    "The column '{}' has numbers too large to be drawn. Leave them out by a filter.",
                    plain(column)
                ),
            ),
            Self::Negative { column, .. } => Text::new(
                format!("'{}' 열에는 음수가 있어 비율을 계산할 수 없습니다. 다른 열을 고르세요.", plain(column)),
                format!(
                    "The column '{}' has negative numbers, of which there are no rates. Choose another.",
                    plain(column)
                ),
            ),
            Self::NoHours { column } => Text::new(
                format!("'{}' 열에는 시각이 없습니다. 다른 단위를 고르세요.", plain(column)),
                format!("The column '{}' has days without times. Choose another unit.", plain(column)),
            ),
            Self::ReservedName(name) => Text::new(
                format!("'{}' 열은 지도가 쓰는 이름과 같아 지도에 넣을 수 없습니다. 이 열을 빼세요.", plain(name)),
                format!("The column '{}' cannot be on the map, which uses its name. Leave it out.", plain(name)),
            ),
            _ => Text::new(
                "법정동을 알 수 있는 열(예: 시군구)이나 위도와 경도 열이 필요합니다. `column`에 열 이름을 넣으세요.",
                "A column of legal districts (such as 시군구) or columns of coordinates are needed. Name one in `column`.",
            ),
        }
    }
}
