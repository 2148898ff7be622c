//! The reasons why a tool has no figures.

use super::markdown::{count, escaped};
use crate::{
    column::{Column, Kind, Values},
    error::FrameError,
    frame::Table,
    number::index,
};
use sisuiq_model::Text;

/// The maximum number of columns that a message lists.
const LISTED: usize = 50;

/// The reason why a tool has no figures. [`ToolError::text`] is for users.
#[derive(Debug, thiserror::Error)]
pub enum ToolError {
    /// There is no such tool.
    #[error("there is no tool {0}")]
    UnknownTool(String),
    /// The arguments do not fit the tool.
    #[error("the arguments do not fit the tool: {0}")]
    Arguments(String),
    /// The table has no column of that name.
    #[error("the table has no column {column}")]
    UnknownColumn {
        /// The name.
        column: String,
        /// The names of the table's columns.
        columns: Vec<String>,
    },
    /// The table, or the rows that fulfil the condition, are none.
    #[error("there are no rows")]
    Empty {
        /// There is a condition that no row fulfils.
        is_filtered: bool,
    },
    /// The column has no values.
    #[error("all values of {0} are missing")]
    AllMissing(String),
    /// The column has no numbers.
    #[error("{column} has no numbers")]
    NotNumeric {
        /// The column.
        column: String,
        /// The type of its values.
        kind: Kind,
        /// The texts that keep it from being one of numbers, if most of its values are.
        others: Option<OtherTexts>,
    },
    /// The column has no dates.
    #[error("{0} has no dates")]
    NotTemporal(String),
    /// The dates of the column have no time of day.
    #[error("{0} has no times of day")]
    NoHours(String),
    /// The operation does not work with the type of the column.
    #[error("{operation} cannot be computed of {column}")]
    UnfitOperation {
        /// The operation.
        operation: &'static str,
        /// The column.
        column: String,
        /// The type of its values.
        kind: Kind,
    },
    /// A value cannot be compared with those of the column.
    #[error("{value} cannot be compared with the values of {column}")]
    UnfitValue {
        /// The column.
        column: String,
        /// The type of its values.
        kind: Kind,
        /// The value.
        value: String,
    },
    /// There are too few columns with numbers.
    #[error("fewer than two columns have numbers")]
    TooFewNumericColumns,
    /// There are no columns with coordinates.
    #[error("no columns have coordinates")]
    NoCoordinates,
    /// A parameter is out of its range.
    #[error("{parameter} is not between {least} and {most}")]
    OutOfRange {
        /// The parameter.
        parameter: &'static str,
        /// The smallest value.
        least: f64,
        /// The largest value.
        most: f64,
    },
    /// There are too many different values.
    #[error("{what} has more than {limit} values")]
    TooManyValues {
        /// The column or parameter.
        what: String,
        /// The maximum number.
        limit: usize,
    },
    /// A filter has too many conditions.
    #[error("the filter has more than {limit} conditions, or they are more than {depth} deep")]
    TooManyConditions {
        /// The maximum number.
        limit: usize,
        /// The maximum depth.
        depth: usize,
    },
    /// The stored table cannot be read.
    #[error(transparent)]
    Frame(#[from] FrameError),
}

/// Texts in a column of which most values are numbers.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct OtherTexts {
    /// The number of values that are none.
    pub count: usize,
    /// The first of them.
    pub example: String,
}

impl OtherTexts {
    /// The texts of a column that are no numbers; none if most are not.
    #[must_use]
    pub fn of(column: &Column) -> Option<Self> {
        let Values::Text(codes, texts) = column.values() else { return None };
        let is_number = |text: &str| text.trim().parse::<f64>().is_ok_and(f64::is_finite);
        let numbers: Vec<bool> = texts.texts().map(is_number).collect();
        let is_other = |(row, code): &(usize, &u32)| {
            !column.is_missing(*row) && !numbers.get(index(**code)).copied().unwrap_or_default()
        };
        let mut others = codes.iter().enumerate().filter(is_other);
        let example = others.next().map(|(_, code)| texts.text(*code).to_owned())?;
        let count = 1 + others.count();
        (2 * count < column.present_count()).then_some(Self { count, example })
    }

    /// What they do to the column of this name, and what to do; `show` makes a name or value one of the text.
    #[must_use]
    pub fn text(&self, column: &str, show: impl Fn(&str) -> String) -> Text {
        let (column, number, example) = (show(column), count(self.count), show(&self.example));
        let (are, them) = if self.count == 1 { ("is", "it") } else { ("are", "them") };
        Text::new(
            format!(
                "'{column}' 열에는 숫자가 아닌 값이 {number}개 있어(예: '{example}') 텍스트로 읽었습니다. 파일에서 이 값을 고치거나 비워 \
                 두세요."
            ),
            format!(
                "The column '{column}' was read as text, as {number} of its values {are} no number, such as '{example}'. Correct {them} \
                 in the file, or leave {them} empty."
            ),
        )
    }
}

impl ToolError {
    /// The error for a column without numbers.
    #[must_use]
    pub fn not_numeric(name: &str, column: &Column) -> Self {
        Self::NotNumeric { column: name.to_owned(), kind: column.kind(), others: OtherTexts::of(column) }
    }

    pub(crate) fn unknown_column(table: &dyn Table, name: &str) -> Self {
        let columns = table.headings().iter().map(|heading| heading.name.clone()).collect();
        Self::UnknownColumn { column: name.to_owned(), columns }
    }

    /// A stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownTool(_) => "unknown_tool",
            Self::Arguments(_) => "invalid_arguments",
            Self::UnknownColumn { .. } => "unknown_column",
            Self::Empty { .. } => "no_rows",
            Self::AllMissing(_) => "all_missing",
            Self::NotNumeric { .. } => "not_numeric",
            Self::NotTemporal(_) => "not_temporal",
            Self::NoHours(_) => "no_hours",
            Self::UnfitOperation { .. } => "unfit_operation",
            Self::UnfitValue { .. } => "unfit_value",
            Self::TooFewNumericColumns => "too_few_numeric_columns",
            Self::NoCoordinates => "no_coordinates",
            Self::OutOfRange { .. } => "out_of_range",
            Self::TooManyValues { .. } => "too_many_values",
            Self::TooManyConditions { .. } => "too_many_conditions",
            Self::Frame(_) => "unreadable",
        }
    }

    /// What happened and what to do, as Markdown.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::UnknownTool(name) => Text::new(
                format!("`{}` 도구는 없습니다.", escaped(name)),
                format!("There is no tool named `{}`.", escaped(name)),
            ),
            Self::Arguments(detail) => Text::new(
                format!("도구의 인자가 올바르지 않습니다: {}", escaped(detail)),
                format!("The arguments do not fit the tool: {}", escaped(detail)),
            ),
            Self::UnknownColumn { column, columns } => unknown_column(column, columns),
            Self::Empty { is_filtered: true } => Text::new(
                "조건에 맞는 행이 없습니다. 조건을 바꾸어 보세요.",
                "No row fulfils the condition. Change the condition.",
            ),
            Self::Empty { is_filtered: false } => Text::new("데이터에 행이 없습니다.", "The data have no rows."),
            Self::AllMissing(column) => Text::new(
                format!("'{}' 열의 값이 모두 비어 있습니다.", escaped(column)),
                format!("All values of the column '{}' are missing.", escaped(column)),
            ),
            Self::TooFewNumericColumns => Text::new(
                "상관관계를 계산하려면 숫자 열이 두 개 이상 필요합니다.",
                "A correlation needs at least two columns with numbers.",
            ),
            Self::NoCoordinates => {
                Text::new("위도와 경도 열을 찾을 수 없습니다.", "There are no columns with latitudes and longitudes.")
            }
            Self::Frame(_) => Text::new(
                "저장된 표를 읽을 수 없습니다. 파일을 다시 올려 주세요.",
                "The stored table cannot be read. Upload the file again.",
            ),
            other => other.text_of_values(),
        }
    }

    fn text_of_values(&self) -> Text {
        match self {
            Self::NotNumeric { column, others: Some(others), .. } => others.text(column, escaped),
            Self::NotNumeric { column, kind, others: None } => Text::new(
                format!("'{}' 열은 숫자 열이 아닙니다(유형: {}). 숫자 열을 고르세요.", escaped(column), korean(*kind)),
                format!(
                    "The column '{}' has values of type {}. Choose a column with numbers.",
                    escaped(column),
                    kind.name()
                ),
            ),
            Self::NotTemporal(column) => Text::new(
                format!("'{}' 열에는 날짜로 읽을 수 있는 값이 없습니다.", escaped(column)),
                format!("The column '{}' has no values that can be read as dates.", escaped(column)),
            ),
            Self::NoHours(column) => Text::new(
                format!("'{}' 열의 날짜에는 시각이 없어 시간대로 나눌 수 없습니다.", escaped(column)),
                format!("The dates of the column '{}' have no time of day, so there are no hours.", escaped(column)),
            ),
            Self::UnfitOperation { operation, column, kind } => Text::new(
                format!("'{}' 열(유형: {})에는 `{operation}` 연산을 쓸 수 없습니다.", escaped(column), korean(*kind)),
                format!(
                    "`{operation}` cannot be computed of the column '{}' of type {}.",
                    escaped(column),
                    kind.name()
                ),
            ),
            Self::UnfitValue { column, kind, value } => Text::new(
                format!(
                    "'{}' 값은 '{}' 열(유형: {})의 값과 비교할 수 없습니다.",
                    escaped(value),
                    escaped(column),
                    korean(*kind)
                ),
                format!(
                    "'{}' cannot be compared with the values of the column '{}' of type {}.",
                    escaped(value),
                    escaped(column),
                    kind.name()
                ),
            ),
            Self::OutOfRange { parameter, least, most } => Text::new(
                format!("`{parameter}` 값은 {least} 이상 {most} 이하여야 합니다."),
                format!("`{parameter}` must be between {least} and {most}."),
            ),
            Self::TooManyValues { what, limit } => Text::new(
                format!("'{}'의 값이 너무 많습니다. {limit}개까지만 쓸 수 있습니다.", escaped(what)),
                format!("'{}' has too many values. At most {limit} are possible.", escaped(what)),
            ),
            Self::TooManyConditions { limit, depth } => Text::new(
                format!("조건은 {limit}개까지, {depth}단계까지만 쓸 수 있습니다."),
                format!("A filter can have at most {limit} conditions in {depth} levels."),
            ),
            other => Text::new(escaped(&other.to_string()), escaped(&other.to_string())),
        }
    }
}

/// The Korean name of a type.
pub(crate) const fn korean(kind: Kind) -> &'static str {
    match kind {
        Kind::Integer => "정수",
        Kind::Number => "실수",
        Kind::Text => "텍스트",
        Kind::Date => "날짜",
        Kind::Timestamp => "날짜와 시각",
        Kind::Boolean => "참/거짓",
    }
}

fn unknown_column(column: &str, columns: &[String]) -> Text {
    let listed: Vec<String> = columns.iter().take(LISTED).map(|name| escaped(name)).collect();
    let (listed, column) = (listed.join(", "), escaped(column));
    let rest = columns.len().saturating_sub(LISTED);
    let (more_korean, more) = if rest > 0 {
        (format!(" 외 {rest}개"), format!(" and {rest} more"))
    } else {
        (String::new(), String::new())
    };
    Text::new(
        format!("'{column}' 열을 찾을 수 없습니다. 사용할 수 있는 열: {listed}{more_korean}"),
        format!("There is no column '{column}'. Available columns: {listed}{more}"),
    )
}
