//! The analysis tools with their parameters. The unit test compares them with those that the tools read.

use sisuiq_model::Text;

/// A tool with its parameters.
#[derive(Debug)]
pub struct Definition {
    /// Its name.
    pub name: &'static str,
    korean: &'static str,
    english: &'static str,
    /// Its parameters.
    pub parameters: &'static [Parameter],
}

/// A parameter of a tool.
#[derive(Debug)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// Its possible values.
    pub kind: ParameterKind,
    /// A call without it is refused.
    pub is_required: bool,
}

/// The possible values of a parameter.
#[derive(Debug)]
pub enum ParameterKind {
    /// The name of a column.
    Column,
    /// Names of columns.
    Columns,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A whole number between two, with the default.
    Whole {
        /// The smallest.
        least: i64,
        /// The largest.
        most: i64,
        /// The value of an argument that is not given.
        default: i64,
    },
    /// A number between two, with the default.
    Number {
        /// The smallest.
        least: f64,
        /// The largest.
        most: f64,
        /// The value of an argument that is not given.
        default: Option<f64>,
    },
    /// A truth value, with the default.
    Flag {
        /// The value of an argument that is not given.
        default: bool,
    },
    /// A value to compare with: a text, a number, a truth value or a list of them.
    Value,
    /// A condition on rows.
    Filter,
}

impl Definition {
    /// What the tool computes.
    #[must_use]
    pub fn text(&self) -> Text {
        Text::new(self.korean, self.english)
    }

    /// The parameter of this name.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&'static Parameter> {
        self.parameters.iter().find(|parameter| parameter.name == name)
    }
}

/// The definition of the tool of this name.
#[must_use]
pub fn definition(name: &str) -> Option<&'static Definition> {
    DEFINITIONS.iter().find(|definition| definition.name == name)
}

const fn required(name: &'static str, kind: ParameterKind) -> Parameter {
    Parameter { name, kind, is_required: true }
}

const fn optional(name: &'static str, kind: ParameterKind) -> Parameter {
    Parameter { name, kind, is_required: false }
}

const fn column(name: &'static str) -> Parameter {
    required(name, ParameterKind::Column)
}

const fn most_rows(name: &'static str, most: i64, default: i64) -> Parameter {
    optional(name, ParameterKind::Whole { least: 1, most, default })
}

const FILTER: Parameter = optional("filter", ParameterKind::Filter);
const OPERATORS: &[&str] = &["==", "!=", ">", "<", ">=", "<=", "contains", "is_missing", "in"];
const COMPARISONS: &[&str] = &["==", "!=", ">", "<", ">=", "<="];
const UNITS: &[&str] = &["year", "quarter", "month", "weekday", "hour"];
const ANY_NUMBER: ParameterKind = ParameterKind::Number { least: -1e15, most: 1e15, default: None };
const FIGURES: &[&str] = &["sum", "mean", "count", "min", "max", "median", "std"];
const MULTIPLIER: ParameterKind = ParameterKind::Number { least: 0.0, most: 100.0, default: Some(1.5) };
const PERCENTILE: ParameterKind = ParameterKind::Number { least: 0.0, most: 100.0, default: None };

const fn tool(
    name: &'static str,
    korean: &'static str,
    english: &'static str,
    parameters: &'static [Parameter],
) -> Definition {
    Definition { name, korean, english, parameters }
}

/// All tools that compute figures of a table, in the order of the contract.
pub const DEFINITIONS: &[Definition] = &[
    tool("get_dataframe_info", "행과 열의 수, 열의 유형", "Numbers of rows and columns, types of columns", &[FILTER]),
    tool(
        "get_column_statistics",
        "숫자 열의 기초 통계",
        "Statistics of a column with numbers",
        &[column("column"), FILTER],
    ),
    tool("get_missing_values", "열마다 결측값의 수", "Missing values of each column", &[FILTER]),
    tool(
        "get_value_counts",
        "값마다 나오는 횟수",
        "Frequencies of the values of a column",
        &[column("column"), most_rows("top_n", 1_000, 20), FILTER],
    ),
    tool(
        "filter_dataframe",
        "조건에 맞는 행의 수와 처음 10개 행",
        "Number of the rows that fulfil a condition, and the first ten",
        &[
            column("column"),
            required("operator", ParameterKind::Word(OPERATORS)),
            optional("value", ParameterKind::Value),
            FILTER,
        ],
    ),
    tool(
        "sort_dataframe",
        "열의 값 순서로 처음 몇 개 행",
        "First rows in the order of a column",
        &[
            column("column"),
            optional("ascending", ParameterKind::Flag { default: true }),
            most_rows("top_n", 1_000, 10),
            FILTER,
        ],
    ),
    tool(
        "get_correlation",
        "숫자 열 사이의 피어슨 상관계수",
        "Pearson correlations of columns with numbers",
        &[optional("columns", ParameterKind::Columns), FILTER],
    ),
    tool(
        "group_by_aggregate",
        "한두 열이나 시간 단위로 나눈 그룹마다 한 열의 집계 값",
        "A figure of one column for each value of one or two others, or for each unit of time",
        &[
            column("group_column"),
            column("agg_column"),
            required("operation", ParameterKind::Word(FIGURES)),
            optional("group_unit", ParameterKind::Word(UNITS)),
            optional("second_column", ParameterKind::Column),
            optional("second_unit", ParameterKind::Word(UNITS)),
            optional("having_operator", ParameterKind::Word(COMPARISONS)),
            optional("having_value", ANY_NUMBER),
            optional("normalize", ParameterKind::Flag { default: false }),
            FILTER,
        ],
    ),
    tool("get_unique_values", "서로 다른 값", "Different values of a column", &[column("column"), FILTER]),
    tool("get_date_range", "첫 날짜와 마지막 날짜", "First and last date of a column", &[column("column"), FILTER]),
    tool(
        "get_outliers",
        "사분위수 범위로 정한 한계 밖의 값",
        "Values outside the fences of the interquartile range",
        &[column("column"), optional("multiplier", MULTIPLIER), FILTER],
    ),
    tool(
        "get_sample_rows",
        "고정된 무작위 표본 행",
        "Rows chosen by chance, always the same",
        &[
            most_rows("n", 100, 5),
            optional("column", ParameterKind::Column),
            optional("value", ParameterKind::Value),
            FILTER,
        ],
    ),
    tool(
        "calculate_percentile",
        "숫자 열의 백분위수",
        "A percentile of a column with numbers",
        &[column("column"), required("percentile", PERCENTILE), FILTER],
    ),
    tool("get_geo_bounds", "좌표의 범위", "Smallest and largest coordinates", &[FILTER]),
    tool(
        "cross_tabulation",
        "두 열의 값이 함께 나오는 횟수나 비율",
        "Counts or shares of the pairs of values of two columns",
        &[
            column("row_column"),
            column("col_column"),
            optional("normalize", ParameterKind::Flag { default: false }),
            FILTER,
        ],
    ),
    tool(
        "analyze_missing_pattern",
        "결측값과 다른 열의 관계",
        "How missing values of a column go with other columns",
        &[column("column"), FILTER],
    ),
    tool(
        "get_column_correlation_with_target",
        "한 열과 다른 모든 숫자 열의 상관계수",
        "Correlations of one column with all others",
        &[column("target_column"), FILTER],
    ),
    tool("detect_data_types", "열마다 추정한 데이터 유형", "Inferred types of all columns", &[FILTER]),
    tool(
        "get_temporal_pattern",
        "연도, 월, 요일별 분포",
        "Distribution over years, months and weekdays",
        &[column("column"), FILTER],
    ),
    tool(
        "summarize_categorical_distribution",
        "범주의 분포와 쏠림",
        "Distribution and bias of the categories of a column",
        &[column("column"), FILTER],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tools::Call;
    use serde_json::{Map, Value, json};

    fn value(parameter: &Parameter) -> Value {
        match parameter.kind {
            ParameterKind::Column => json!("n"),
            ParameterKind::Columns => json!(["n", "m"]),
            ParameterKind::Word(words) => json!(words.last()),
            ParameterKind::Whole { default, .. } => json!(default),
            ParameterKind::Number { least, .. } => json!(least),
            ParameterKind::Flag { default } => json!(!default),
            ParameterKind::Value => json!(1),
            ParameterKind::Filter => json!({ "column": "n", "operator": "==", "value": 1 }),
        }
    }

    #[test]
    fn tools_read_the_described_parameters() {
        let names: Vec<&str> = DEFINITIONS.iter().map(|definition| definition.name).collect();
        assert_eq!(names, Call::NAMES);
        for Definition { name, parameters, .. } in DEFINITIONS {
            let all: Map<String, Value> = parameters.iter().map(|own| (own.name.to_owned(), value(own))).collect();
            let read = Call::parse(name, all.clone().into()).unwrap();
            // defaults are those of the tool
            let written = serde_json::to_value(&read).unwrap();
            let known: Vec<String> = written["args"].as_object().unwrap().keys().cloned().collect();
            assert_eq!(known.len(), parameters.len(), "{name}: {known:?}");
            for parameter in *parameters {
                let mut args = all.clone();
                args.remove(parameter.name);
                assert_eq!(
                    Call::parse(name, args.into()).is_err(),
                    parameter.is_required,
                    "{name}: {}",
                    parameter.name
                );
            }
            let mut more = all.clone();
            more.insert("more".to_owned(), json!(1));
            assert!(Call::parse(name, more.into()).is_err(), "{name}");
        }
    }

    #[test]
    fn defaults_are_those_of_the_tools() {
        for Definition { name, parameters, .. } in DEFINITIONS {
            let needed = parameters.iter().filter(|own| own.is_required).map(|own| (own.name.to_owned(), value(own)));
            let read = Call::parse(name, Value::Object(needed.collect())).unwrap();
            let written = serde_json::to_value(&read).unwrap();
            for parameter in *parameters {
                let default = match parameter.kind {
                    ParameterKind::Whole { default, .. } => json!(default),
                    ParameterKind::Number { default: Some(default), .. } => json!(default),
                    ParameterKind::Flag { default } => json!(default),
                    _ => continue,
                };
                assert_eq!(written["args"][parameter.name], default, "{name}: {}", parameter.name);
            }
        }
    }
}
