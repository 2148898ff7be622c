//! A chart.

use crate::{
    drawing::Drawing,
    number::percent,
    words::{count, plain, say, shortened},
};
use serde::{Deserialize, Serialize};
use sisuiq_frames::{Value, filter::Filter};
use sisuiq_model::Language;
use utoipa::ToSchema;

/// The share of missing values from which there is a warning, in percent.
const MANY_MISSING: f64 = 30.0;
/// The maximum length of a title of the user's own, in Unicode scalar values.
const LONGEST_TITLE: usize = 200;

/// The type of a chart.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChartType {
    /// Frequencies of numbers in bins, with a box plot above.
    Histogram,
    /// Quartiles, whiskers and outliers.
    Boxplot,
    /// A histogram with an estimated density.
    Kde,
    /// Points of two columns.
    Scatter,
    /// Frequencies of values.
    Bar,
    /// Histograms of two tables over each other.
    Compare,
    /// Frequencies by year, month, weekday or hour, and a mean.
    Time,
}

/// A chart.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Chart {
    /// Its type.
    #[serde(rename = "type")]
    pub kind: ChartType,
    /// Its title.
    pub title: String,
    /// What a reader has to know about the figures.
    pub warnings: Vec<Warning>,
    /// The condition on rows; all rows without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub filter: Option<Filter>,
    /// The number of rows that fulfil the condition; of both tables together in a comparison.
    pub row_count: usize,
    /// The number of these rows whose values are in the figures.
    pub used_rows: usize,
    /// Only a sample of the used rows is drawn.
    pub sampled: bool,
    /// The drawn figures as a table.
    pub table: DataTable,
    /// The drawing.
    pub chart: Drawing,
}

/// The figures of a chart or map in rows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
#[schema(as = ChartTable, example = json!({ "columns": ["사고유형", "건수"], "rows": [["차대차", 3]] }))]
pub struct DataTable {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The values of each row; null where a column does not apply.
    #[schema(value_type = Vec<Vec<serde_json::Value>>)]
    pub rows: Vec<Vec<Value>>,
}

/// What a reader has to know about the figures.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, ToSchema)]
#[schema(as = ChartWarning)]
pub struct Warning {
    /// A stable code for programs.
    pub code: WarningCode,
    /// The text for users.
    pub text: String,
}

/// The code of a warning.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ChartWarningCode)]
pub enum WarningCode {
    /// At least 30 % of the rows have no value.
    ManyMissing,
    /// There is nothing to draw.
    Empty,
    /// All values, or all rates, are equal.
    NoSpread,
    /// Only a sample is drawn.
    Sampled,
    /// Values that are not drawn are counted together.
    OtherValues,
    /// Values that cannot be read are left out.
    Unreadable,
    /// Not all outliers are listed.
    OutliersLeftOut,
    /// Rows without a place are left out.
    NoPlace,
    /// Points are outside of the rectangle with most of Daegu.
    OutsideDaegu,
    /// Rows are in no known district.
    UnknownDistricts,
    /// A formula assumes counts, but the values are no counts.
    NoCounts,
}

impl ChartType {
    /// All types.
    pub const ALL: [Self; 7] =
        [Self::Histogram, Self::Boxplot, Self::Kde, Self::Scatter, Self::Bar, Self::Compare, Self::Time];

    /// Its name in requests.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Histogram => "histogram",
            Self::Boxplot => "boxplot",
            Self::Kde => "kde",
            Self::Scatter => "scatter",
            Self::Bar => "bar",
            Self::Compare => "compare",
            Self::Time => "time",
        }
    }

    /// The type of a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl Warning {
    pub(crate) fn new(code: WarningCode, text: String) -> Self {
        Self { code, text }
    }

    /// The warning about a column with many missing values, if it has them.
    pub(crate) fn of_missing(language: Language, column: &str, missing: usize, rows: usize) -> Option<Self> {
        let share = percent(missing, rows);
        if missing == 0 || share < MANY_MISSING {
            return None;
        }
        let (name, missing, rows) = (plain(column), count(missing), count(rows));
        let text = say(
            language,
            format!("'{name}' 열의 값이 {rows}개 행 중 {missing}개({share:.1}%)에 없습니다."),
            format!("'{name}' has no value in {missing} of {rows} rows ({share:.1}%)."),
        );
        Some(Self::new(WarningCode::ManyMissing, text))
    }
}

impl Chart {
    /// The title with the number of rows that are left out.
    pub(crate) fn titled(language: Language, own: Option<&str>, automatic: String, missing: usize) -> String {
        let title = own.map(str::trim).filter(|own| !own.is_empty());
        let title = title.map_or(automatic, |own| shortened(own, LONGEST_TITLE));
        let missing = count(missing);
        say(language, format!("{title} (결측 {missing}개)"), format!("{title} ({missing} missing)"))
    }

    /// Empties the drawing with a notice.
    pub(crate) fn without_figures(mut self, notice: String) -> Self {
        self.chart.series.clear();
        self.chart.notice = Some(notice.clone());
        self.table.rows.clear();
        self.warnings.push(Warning::new(WarningCode::Empty, notice));
        self
    }
}

/// The notice of a chart without values.
pub(crate) fn no_values(language: Language) -> String {
    say(
        language,
        "그릴 값이 없습니다. 다른 열이나 조건을 고르세요.",
        "There are no values to draw. Choose another column or filter.",
    )
}
