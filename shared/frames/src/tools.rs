//! The analysis tools: a closed set of figures over one table.
//!
//! A [`Call`] is a tool with its arguments. [`Call::run`] gives structured data, the same as Markdown in Korean and English, and a
//! [`Plan`] that names the rows behind the figures. No tool runs code from a request. Values and edge cases are those of pandas,
//! which the tests compare with.

mod arguments;
mod definitions;
mod error;
mod markdown;
mod temporal;
mod total;
mod view;

mod analyze_missing_pattern;
mod calculate_percentile;
mod cross_tabulation;
mod detect_data_types;
mod filter_dataframe;
mod get_column_correlation_with_target;
mod get_column_statistics;
mod get_correlation;
mod get_dataframe_info;
mod get_date_range;
mod get_geo_bounds;
mod get_missing_values;
mod get_outliers;
mod get_sample_rows;
mod get_temporal_pattern;
mod get_unique_values;
mod get_value_counts;
mod group_by_aggregate;
mod sort_dataframe;
mod summarize_categorical_distribution;

pub use arguments::{ArgumentFault, arguments};
pub use definitions::{DEFINITIONS, Definition, Parameter, ParameterKind, definition};

pub use analyze_missing_pattern::AnalyzeMissingPattern;
pub use calculate_percentile::CalculatePercentile;
pub use cross_tabulation::CrossTabulation;
pub use detect_data_types::DetectDataTypes;
pub use error::{OtherTexts, ToolError};
pub use filter_dataframe::FilterDataframe;
pub use get_column_correlation_with_target::GetColumnCorrelationWithTarget;
pub use get_column_statistics::GetColumnStatistics;
pub use get_correlation::GetCorrelation;
pub use get_dataframe_info::GetDataframeInfo;
pub use get_date_range::GetDateRange;
pub use get_geo_bounds::GetGeoBounds;
pub use get_missing_values::GetMissingValues;
pub use get_outliers::GetOutliers;
pub use get_sample_rows::GetSampleRows;
pub use get_sample_rows::sample;
pub use get_temporal_pattern::GetTemporalPattern;
pub use get_unique_values::GetUniqueValues;
pub use get_value_counts::GetValueCounts;
pub use group_by_aggregate::{Aggregation, GroupByAggregate};
pub use sort_dataframe::SortDataframe;
pub use summarize_categorical_distribution::SummarizeCategoricalDistribution;
pub use temporal::TimeUnit;

use crate::{filter::Filter, frame::Table, rows::RowQuery};
use serde::{Deserialize, Serialize};
use sisuiq_model::Text;

/// What a tool found.
#[derive(Clone, Debug, Serialize)]
pub struct Outcome {
    /// The figures, in a form of the tool's own.
    pub data: serde_json::Value,
    /// The figures as Markdown.
    #[serde(skip)]
    pub text: Text,
    /// The way to the figures.
    pub plan: Plan,
}

/// The tool, its arguments and the rows behind its figures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Plan {
    /// The name of the tool.
    pub tool: String,
    /// Its arguments.
    pub arguments: serde_json::Value,
    /// The condition on rows; all rows without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
    /// The number of rows from which the figures were computed.
    pub row_count: usize,
    /// The rows themselves.
    pub rows: PlanRows,
}

/// The rows behind a figure.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanRows {
    /// The rows of a query.
    Query(RowQuery),
    /// Rows by their numbers in the table, from 0.
    Numbers(Vec<u32>),
}

/// A tool and its parameters.
pub(crate) trait Tool: Serialize {
    const NAME: &'static str;

    fn filter(&self) -> Option<&Filter>;

    /// The figures, their text and the rows behind them.
    fn compute(&self, table: &dyn Table) -> Result<Found, ToolError>;

    fn run(&self, table: &dyn Table) -> Result<Outcome, ToolError> {
        let found = self.compute(table)?;
        Ok(Outcome {
            data: found.data,
            text: found.text,
            plan: Plan {
                tool: Self::NAME.to_owned(),
                arguments: serde_json::to_value(self).unwrap_or_default(),
                filter: self.filter().cloned(),
                row_count: found.row_count,
                rows: found.rows,
            },
        })
    }
}

/// The result of a tool.
pub(crate) struct Found {
    data: serde_json::Value,
    text: Text,
    row_count: usize,
    rows: PlanRows,
}

impl Found {
    /// Figures of the rows that a query gives.
    pub(crate) fn new(data: &impl Serialize, text: Text, row_count: usize, rows: RowQuery) -> Self {
        Self { data: serde_json::to_value(data).unwrap_or_default(), text, row_count, rows: PlanRows::Query(rows) }
    }
}

macro_rules! calls {
    ($($tool:ident),+ $(,)?) => {
        /// A tool with its arguments, in JSON as `{"name": …, "args": {…}}`.
        #[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
        #[serde(tag = "name", content = "args", rename_all = "snake_case")]
        pub enum Call {
            $(#[doc = concat!("See [`", stringify!($tool), "`].")] $tool($tool),)+
        }

        impl Call {
            /// The names of all tools.
            pub const NAMES: &'static [&'static str] = &[$(<$tool as Tool>::NAME),+];

            /// Reads the arguments of a tool.
            pub fn parse(name: &str, arguments: serde_json::Value) -> Result<Self, ToolError> {
                let unfit = |error: serde_json::Error| {
                    let fault = sisuiq_model::ParseFault::of(&error.to_string());
                    ToolError::Arguments([fault.field("."), fault.text.english].join(" ").trim().to_owned())
                };
                $(if name == <$tool as Tool>::NAME {
                    return serde_json::from_value(arguments).map(Self::$tool).map_err(unfit);
                })+
                Err(ToolError::UnknownTool(name.to_owned()))
            }

            /// The name of the tool.
            #[must_use]
            pub const fn name(&self) -> &'static str {
                match self { $(Self::$tool(_) => <$tool as Tool>::NAME,)+ }
            }

            /// Computes the figures.
            pub fn run(&self, table: &dyn Table) -> Result<Outcome, ToolError> {
                match self { $(Self::$tool(tool) => tool.run(table),)+ }
            }
        }
    };
}

calls!(
    GetDataframeInfo,
    GetColumnStatistics,
    GetMissingValues,
    GetValueCounts,
    FilterDataframe,
    SortDataframe,
    GetCorrelation,
    GroupByAggregate,
    GetUniqueValues,
    GetDateRange,
    GetOutliers,
    GetSampleRows,
    CalculatePercentile,
    GetGeoBounds,
    CrossTabulation,
    AnalyzeMissingPattern,
    GetColumnCorrelationWithTarget,
    DetectDataTypes,
    GetTemporalPattern,
    SummarizeCategoricalDistribution,
);
