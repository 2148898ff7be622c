//! What was understood, in both languages.

use crate::{
    answer::capitalised,
    plan::{Focus, Invocation, PlannedCall},
    query::{Query, Remark},
    read::shown_times,
    words::{Operation, TimeUnit},
};
use serde_json::Value;
use sisuiq_frames::filter::{AllOf, AnyOf, Condition, Filter, NotOf, Operator, Scalar};
use sisuiq_model::{Language, Text};

/// The calls, conditions and remarks of a plan.
pub(crate) fn explain(calls: &[PlannedCall], query: &Query) -> Text {
    let mut text = Text::default();
    let shown: Vec<Text> = calls.iter().map(call).collect();
    let count = shown.len();
    for (place, own) in shown.into_iter().enumerate() {
        if place == 3 && count > 4 {
            let rest = count - 3;
            text.push(&format!(" 외 {rest}개"), &format!(", and {rest} more"));
            break;
        }
        if place > 0 {
            text.push(", ", ", ");
        }
        text.push(&own.korean, &own.english);
    }
    text.push(".", ".");
    // the names of columns at the start are in quotation marks
    text.english = capitalised(&text.english);
    for remark in &query.remarks {
        match remark {
            Remark::Column { word, column } => {
                text.push(
                    &format!(" 질문의 '{word}' 부분은 '{column}' 열로 이해했습니다."),
                    &format!(" '{word}' was understood as the column '{column}'."),
                );
            }
            Remark::Time { word, from, to } => {
                let [korean, english] = shown_times([*from, *to]);
                text.push(
                    &format!(" '{word}'에 해당하는 기간은 {korean}입니다."),
                    &format!(" '{word}' was understood as {english}."),
                );
            }
            Remark::Together(unit) => {
                let (korean, english) = unit.titles();
                text.push(
                    &format!(" 여러 해의 같은 {korean}끼리 합쳤습니다."),
                    &format!(" The same {english} of several years is one group."),
                );
            }
            // the answer says it
            Remark::Shared(_) => {}
            Remark::Unit(unit) => {
                text.push(
                    &format!(" 열에 단위가 적혀 있지 않아 단위 '{unit}' 없이 수만 비교했습니다."),
                    &format!(" The column names no unit: only the number was compared, not '{unit}'."),
                );
            }
        }
    }
    text
}

fn call(call: &PlannedCall) -> Text {
    let arguments = call.invocation.arguments();
    let named = |name: &str| arguments.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut text = match &call.invocation {
        Invocation::PredictEclo(_) => Text::new("ECLO 예측", "prediction of ECLO"),
        Invocation::Tool(tool) => match tool.name() {
            "group_by_aggregate" => grouped(&arguments),
            "cross_tabulation" => {
                let (row, column) = (named("row_column"), named("col_column"));
                Text::new(format!("'{row}' × '{column}' 교차표"), format!("cross tabulation of '{row}' and '{column}'"))
            }
            "filter_dataframe" => match call.focus {
                Focus::Share => Text::new("조건에 맞는 행의 비율", "share of rows"),
                Focus::Rows => Text::new("조건에 맞는 행의 수", "number of rows"),
                _ => Text::new("조건에 맞는 행", "rows"),
            },
            name => described(name, &call.focus, &arguments),
        },
    };
    if let Some(condition) = condition(&call.invocation, &arguments) {
        text.push(
            &format!(" (조건: {})", shown(&condition, Language::Korean)),
            &format!(" (where {})", shown(&condition, Language::English)),
        );
    }
    text
}

/// A figure of groups, such as "sum of 'n' by month of 'day'".
fn grouped(arguments: &Value) -> Text {
    let named = |name: &str| arguments.get(name).and_then(Value::as_str);
    let operation = arguments.get("operation").and_then(|own| serde_json::from_value::<Operation>(own.clone()).ok());
    let [korean, english] = operation.map_or(["", ""], title);
    let [korean_by, english_by] = group_titles(arguments);
    let mut text = if operation == Some(Operation::Count) {
        Text::new(format!("{korean_by}별 건수"), format!("number of rows by {english_by}"))
    } else {
        let column = named("agg_column").unwrap_or_default();
        Text::new(format!("{korean_by}별 '{column}' {korean}"), format!("{english} of '{column}' by {english_by}"))
    };
    if arguments.get("normalize").and_then(Value::as_bool).unwrap_or_default() {
        text.push("의 비율", ", as shares");
    }
    let operator = arguments.get("having_operator").and_then(|own| serde_json::from_value(own.clone()).ok());
    if let (Some(operator), Some(value)) = (operator, arguments.get("having_value").and_then(Value::as_f64)) {
        let sign = sign(operator, true);
        text.push(&format!(" {sign} {value}인 그룹"), &format!(" {sign} {value}"));
    }
    text
}

/// The columns and units of groups, in Korean and English.
pub(crate) fn group_titles(of: &Value) -> [String; 2] {
    let side = |column: &str, unit: &str| {
        let name = of.get(column).and_then(Value::as_str)?;
        let unit = of.get(unit).and_then(|own| serde_json::from_value::<TimeUnit>(own.clone()).ok());
        Some(match unit.map(TimeUnit::titles) {
            Some((korean, english)) => [format!("'{name}' {korean}"), format!("{english} of '{name}'")],
            None => [format!("'{name}'"), format!("'{name}'")],
        })
    };
    let sides: Vec<[String; 2]> =
        [side("group_column", "group_unit"), side("second_column", "second_unit")].into_iter().flatten().collect();
    let join = |place: usize, mark: &str| {
        sides.iter().filter_map(|own| own.get(place).cloned()).collect::<Vec<_>>().join(mark)
    };
    [join(0, " · "), join(1, " and ")]
}

/// Tools with one column or none.
fn described(name: &str, focus: &Focus, arguments: &Value) -> Text {
    let column = ["column", "target_column"].iter().find_map(|key| arguments.get(*key)?.as_str());
    let (korean, english) = match name {
        "get_dataframe_info" => ("행과 열", "rows and columns"),
        "get_column_statistics" => ("통계", "statistics"),
        "get_missing_values" => ("결측값", "missing values"),
        "get_value_counts" => ("값별 건수", "counts of values"),
        "sort_dataframe" => ("순으로 정렬한 행", "rows in the order"),
        "get_correlation" | "get_column_correlation_with_target" => ("상관관계", "correlations"),
        "get_unique_values" => ("고유값", "different values"),
        "get_date_range" => ("기간", "period"),
        "get_outliers" => ("이상치", "outliers"),
        "get_sample_rows" => ("표본 행", "a sample of rows"),
        "calculate_percentile" => ("백분위수", "percentile"),
        "get_geo_bounds" => ("좌표 범위", "bounds of coordinates"),
        "analyze_missing_pattern" => ("결측 패턴", "pattern of missing values"),
        "detect_data_types" => ("열 유형", "types of columns"),
        "get_temporal_pattern" => match focus {
            Focus::Unit(TimeUnit::Year) => ("연도별 건수", "counts by year"),
            Focus::Unit(TimeUnit::Weekday) => ("요일별 건수", "counts by weekday"),
            _ => ("월별 건수", "counts by month"),
        },
        _ => ("범주 분포", "distribution"),
    };
    let (korean, english) = match focus {
        Focus::Figures(all) => {
            let join = |place: usize| {
                all.iter().filter_map(|own| title(*own).get(place).copied()).collect::<Vec<_>>().join(" · ")
            };
            (join(0), join(1))
        }
        _ => (korean.to_owned(), english.to_owned()),
    };
    match column {
        Some(column) => Text::new(format!("'{column}' {korean}"), format!("{english} of '{column}'")),
        None => Text::new(korean, english),
    }
}

/// The name of a statistic in Korean and English.
pub(crate) const fn title(operation: Operation) -> [&'static str; 2] {
    match operation {
        Operation::Mean => ["평균", "mean"],
        Operation::Sum => ["합계", "sum"],
        Operation::Min => ["최솟값", "minimum"],
        Operation::Max => ["최댓값", "maximum"],
        Operation::Median => ["중앙값", "median"],
        Operation::Std => ["표준편차", "standard deviation"],
        Operation::Count => ["건수", "number of rows"],
        _ => ["", ""],
    }
}

/// The whole condition of a call.
pub(crate) fn condition(invocation: &Invocation, arguments: &Value) -> Option<Filter> {
    let filter = arguments.get("filter").and_then(|filter| serde_json::from_value(filter.clone()).ok());
    let own = match invocation {
        Invocation::Tool(call) if call.name() == "filter_dataframe" => {
            let mut own = arguments.clone();
            if let Some(own) = own.as_object_mut() {
                own.remove("filter");
            }
            serde_json::from_value(own).ok()
        }
        _ => None,
    };
    Filter::both(filter, own)
}

/// A condition in words.
pub(crate) fn shown(filter: &Filter, language: Language) -> String {
    let is_korean = language == Language::Korean;
    let joined =
        |parts: &[Filter], word: &str| parts.iter().map(|part| shown(part, language)).collect::<Vec<_>>().join(word);
    match filter {
        Filter::All(AllOf { all }) => joined(all, if is_korean { ", " } else { " and " }),
        Filter::Any(AnyOf { any }) => joined(any, if is_korean { " 또는 " } else { " or " }),
        Filter::Not(NotOf { not }) => format!("{}({})", if is_korean { "아님" } else { "not " }, shown(not, language)),
        Filter::Condition(Condition { column, operator, value }) => {
            let value = value.as_ref().map(|value| listed(value, is_korean)).unwrap_or_default();
            let operator = sign(*operator, is_korean);
            format!("{column} {operator} {value}").trim_end().to_owned()
        }
    }
}

/// A comparison as it is shown.
const fn sign(operator: Operator, is_korean: bool) -> &'static str {
    match operator {
        Operator::Equal => "=",
        Operator::NotEqual => "≠",
        Operator::Greater => ">",
        Operator::Less => "<",
        Operator::GreaterOrEqual => "≥",
        Operator::LessOrEqual => "≤",
        Operator::Contains if is_korean => "포함:",
        Operator::Contains => "contains",
        Operator::IsMissing if is_korean => "값 없음",
        Operator::IsMissing => "is missing",
        Operator::In => "∈",
    }
}

/// The first values of a list.
fn listed(value: &Scalar, is_korean: bool) -> String {
    match value {
        Scalar::List(values) if values.len() > 4 => {
            let first: Vec<String> = values.iter().take(3).map(Scalar::text).collect();
            let (first, rest) = (first.join(", "), values.len() - 3);
            if is_korean { format!("({first} 외 {rest}개)") } else { format!("({first} and {rest} more)") }
        }
        Scalar::List(_) => format!("({})", value.text()),
        other => other.text(),
    }
}
