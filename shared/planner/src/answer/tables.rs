//! Tables of results.

use super::AnswerTable;
use crate::{
    plan::{Focus, PlannedCall},
    words::TimeUnit,
};
use serde_json::Value;
use sisuiq_model::Language;

/// The table of a result, if it has more than single figures.
pub(super) fn table(call: usize, planned: &PlannedCall, data: &Value, language: Language) -> Option<AnswerTable> {
    let is_korean = language == Language::Korean;
    let pick = |korean: &str, english: &str| if is_korean { korean.to_owned() } else { english.to_owned() };
    let list = |key: &str| data.get(key).and_then(Value::as_array);
    let (value, count, share) = (pick("값", "Value"), pick("개수", "Count"), pick("비율(%)", "Share (%)"));
    let (columns, rows) = match planned.invocation.name() {
        "get_value_counts" => (vec![value, count, share], records(list("values")?, &["value", "count", "percent"])),
        "summarize_categorical_distribution" => {
            (vec![value, count, share], records(list("top")?, &["value", "count", "percent"]))
        }
        "group_by_aggregate" => {
            let (columns, mut rows) = grouped(data, pick("행 수", "Rows"), share, is_korean)?;
            sort(&mut rows, &columns, &planned.focus, data);
            (columns, rows)
        }
        "get_temporal_pattern" => {
            let key = match planned.focus {
                Focus::Unit(TimeUnit::Year) => "years",
                Focus::Unit(TimeUnit::Weekday) => "weekdays",
                _ => "months",
            };
            (vec![value, count, share], records(list(key)?, &["value", "count", "percent"]))
        }
        "get_missing_values" => {
            let columns = vec![pick("열", "Column"), pick("결측", "Missing"), share];
            (columns, records(list("columns")?, &["name", "missing", "percent"]))
        }
        "get_dataframe_info" if planned.focus == Focus::Whole => {
            let columns = vec![pick("열", "Column"), pick("유형", "Type"), pick("값이 있는 행", "Rows with a value")];
            (columns, records(list("columns")?, &["name", "kind", "non_null"]))
        }
        "detect_data_types" => {
            let columns = vec![
                pick("열", "Column"),
                pick("유형", "Type"),
                pick("추정 의미", "Probable meaning"),
                pick("고유값", "Different values"),
            ];
            (columns, records(list("columns")?, &["name", "kind", "inferred", "distinct"]))
        }
        "get_column_correlation_with_target" => {
            let columns = vec![pick("열", "Column"), pick("상관계수", "Correlation")];
            (columns, records(list("correlations")?, &["column", "correlation"]))
        }
        "get_unique_values" => (vec![value], list("values")?.iter().map(|own| vec![own.clone()]).collect()),
        "cross_tabulation" => cross(data)?,
        "get_correlation" => matrix(data)?,
        "filter_dataframe" | "sort_dataframe" | "get_sample_rows" if planned.focus == Focus::Whole => page(data)?,
        _ => return None,
    };
    Some(AnswerTable { call, columns, rows })
}

fn grouped(data: &Value, rows: String, share: String, is_korean: bool) -> Option<Cells> {
    let named = |key: &str| data.get(key).and_then(Value::as_str).map(str::to_owned);
    let side = |column: &str, unit: &str| {
        let name = named(column)?;
        let unit = data.get(unit).and_then(|own| serde_json::from_value::<TimeUnit>(own.clone()).ok());
        let titles = unit.map(TimeUnit::titles).map(|(korean, english)| if is_korean { korean } else { english });
        Some(titles.map_or_else(|| name.clone(), |title| format!("{name} ({title})")))
    };
    let has = |key: &str| data.get(key).is_some();
    let mut columns = vec![(side("group_column", "group_unit")?, "group")];
    columns.extend(side("second_column", "second_unit").map(|title| (title, "second")));
    let is_count = named("operation").as_deref() == Some("count");
    // the rows of a group are their number
    columns.extend((!is_count).then(|| (named("agg_column").unwrap_or_default(), "value")));
    columns.extend(has("total").then_some((share, "percent")));
    columns.push((rows, "row_count"));
    let keys: Vec<&str> = columns.iter().map(|(_, key)| *key).collect();
    let rows = records(data.get("groups")?.as_array()?, &keys);
    Some((columns.into_iter().map(|(title, _)| title).collect(), rows))
}

/// Sorts groups whose order is asked for by their figures.
fn sort(rows: &mut [Vec<Value>], columns: &[String], focus: &Focus, data: &Value) {
    let is_count = data.get("operation").and_then(Value::as_str) == Some("count");
    let wanted = data.get("agg_column").and_then(Value::as_str).filter(|_| !is_count);
    let place = match wanted {
        Some(name) => columns.iter().rposition(|own| own == name),
        None => columns.len().checked_sub(1),
    };
    let Some(place) = place else { return };
    let number = |row: &Vec<Value>| row.get(place).and_then(Value::as_f64);
    match focus {
        // groups without a figure come last
        Focus::Largest(_) => rows.sort_by(|left, right| {
            number(right).unwrap_or(f64::NEG_INFINITY).total_cmp(&number(left).unwrap_or(f64::NEG_INFINITY))
        }),
        Focus::Smallest(_) => rows.sort_by(|left, right| {
            number(left).unwrap_or(f64::INFINITY).total_cmp(&number(right).unwrap_or(f64::INFINITY))
        }),
        _ => {}
    }
}

fn records(list: &[Value], keys: &[&str]) -> Vec<Vec<Value>> {
    let cell = |record: &Value, key: &&str| record.get(*key).cloned().unwrap_or_default();
    list.iter().map(|record| keys.iter().map(|key| cell(record, key)).collect()).collect()
}

type Cells = (Vec<String>, Vec<Vec<Value>>);

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn cross(data: &Value) -> Option<Cells> {
    let labels = data.get("col_labels")?.as_array()?.iter().map(text);
    let columns = std::iter::once(text(data.get("row_column")?)).chain(labels).collect();
    let rows = data.get("row_labels")?.as_array()?.iter().zip(data.get("cells")?.as_array()?);
    let row = |(label, cells): (&Value, &Value)| {
        std::iter::once(label.clone()).chain(cells.as_array().into_iter().flatten().cloned()).collect()
    };
    Some((columns, rows.map(row).collect()))
}

fn matrix(data: &Value) -> Option<Cells> {
    let names = data.get("columns")?.as_array()?;
    let columns = std::iter::once(String::new()).chain(names.iter().map(text)).collect();
    let row = |(name, cells): (&Value, &Value)| {
        std::iter::once(name.clone()).chain(cells.as_array().into_iter().flatten().cloned()).collect()
    };
    Some((columns, names.iter().zip(data.get("matrix")?.as_array()?).map(row).collect()))
}

fn page(data: &Value) -> Option<Cells> {
    let page = data.get("page")?;
    let columns = page.get("columns")?.as_array()?.iter().filter_map(|own| own.get("name")).map(text).collect();
    let rows = page.get("rows")?.as_array()?.iter().filter_map(Value::as_array).cloned().collect();
    Some((columns, rows))
}
