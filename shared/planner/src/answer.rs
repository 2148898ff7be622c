//! The answer to a question, written from the results of its calls. Every figure names the place that it comes from.

mod counts;
mod describe;
mod groups;
mod rows;
mod sentence;
mod tables;
mod times;

pub(crate) use sentence::capitalised;
pub use sentence::{FigureRef, Sentence};

use crate::{
    explain::{condition, shown},
    plan::{Focus, Invocation, Plan, PlannedCall},
    planner::{Previous, Turn, plan},
    query::Remark,
    shared,
    vocabulary::{Role, Vocabulary},
};
use sentence::Writer;
use serde::Serialize;
use serde_json::Value;
use sisuiq_frames::tools::{Outcome, TimeUnit, ToolError};
use sisuiq_model::{Language, Text};

/// The result of a call.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CallResult {
    /// The name of the tool.
    pub tool: String,
    /// Its arguments.
    pub arguments: Value,
    /// Its figures; null if it has none.
    pub data: Value,
    /// The number of rows from which they were computed.
    pub row_count: usize,
    /// Why there are no figures.
    #[serde(skip)]
    pub error: Option<Text>,
    /// No row fulfils the condition.
    pub is_empty: bool,
}

/// An answer. Its texts are plain text: values of the table in them are to be shown as they are.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Answer {
    /// The sentences.
    pub sentences: Vec<Sentence>,
    /// The tables, in the order of the calls.
    pub tables: Vec<AnswerTable>,
    /// A chart that shows it.
    pub chart: Option<Chart>,
    /// Questions that may follow; each of them has a plan.
    pub follow_ups: Vec<String>,
}

/// A table of an answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AnswerTable {
    /// The call whose result it shows.
    pub call: usize,
    /// The titles of its columns.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<Value>>,
}

/// A chart.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Chart {
    /// The type: histogram, bar, scatter, time, boxplot.
    pub kind: &'static str,
    /// The columns; those of `time` are that of the times and, if its mean is shown, that of the numbers.
    pub columns: Vec<String>,
    /// The unit of `time`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<TimeUnit>,
}

impl CallResult {
    /// The result of a planned call.
    #[must_use]
    pub fn of(call: &PlannedCall, result: &Result<Outcome, ToolError>) -> Self {
        let (tool, arguments) = (call.invocation.name().to_owned(), call.invocation.arguments());
        match result {
            Ok(outcome) => Self {
                tool,
                arguments,
                data: outcome.data.clone(),
                row_count: outcome.plan.row_count,
                ..Self::default()
            },
            Err(error) => {
                let is_empty = matches!(error, ToolError::Empty { .. });
                Self { tool, arguments, error: Some(error.text()), is_empty, ..Self::default() }
            }
        }
    }

    /// The result of a prediction: the predictor's answer as JSON.
    #[must_use]
    pub fn of_prediction(call: &PlannedCall, data: Value) -> Self {
        Self {
            tool: call.invocation.name().to_owned(),
            arguments: call.invocation.arguments(),
            data,
            ..Self::default()
        }
    }
}

/// Writes the answer to a plan from the results of its calls, which are in the order of the plan.
#[must_use]
pub fn answer(plan: &Plan, results: &[CallResult], language: Language) -> Answer {
    let mut writer = Writer::new(results, language, plan.has_times);
    let mut tables: Vec<AnswerTable> = Vec::new();
    for (place, (call, result)) in plan.calls.iter().zip(results).enumerate() {
        writer.call = place;
        match (&result.error, result.is_empty) {
            (Some(_), true) => writer.say("조건에 맞는 행이 없습니다.", "No row fulfils the condition.", &[]),
            (Some(error), false) => writer.say_whole(error),
            (None, _) => {
                let is_least = plan.query.extreme.is_some_and(|extreme| !extreme.is_largest);
                write(&mut writer, call, &result.data, is_least);
                tables.extend(tables::table(place, call, &result.data, language));
            }
        }
        let filter = condition(&call.invocation, &result.arguments);
        if let (Some(filter), None) = (filter, &result.error) {
            writer.basis(&shown(&filter, language));
        }
    }
    let has_result = results.iter().any(|result| result.error.is_none());
    for remark in plan.query.remarks.iter().filter(|_| has_result) {
        if let Remark::Shared(shared) = remark {
            writer.say_whole(&shared::sentence(shared));
        }
    }
    for table in &mut tables {
        times::show(&mut table.rows, writer.are_days);
    }
    Answer { sentences: writer.sentences, tables, chart: chart(plan), follow_ups: Vec::new() }
}

/// `is_least` says that the smallest of the counts over time is asked for.
fn write(writer: &mut Writer<'_>, call: &PlannedCall, data: &Value, is_least: bool) {
    match call.invocation.name() {
        "get_dataframe_info" => rows::overview(writer, &call.focus),
        "filter_dataframe" => rows::matching(writer, &call.focus, data),
        "sort_dataframe" => rows::sorted(writer, data),
        "get_sample_rows" => {
            writer.say(
                "전체 {}개 행에서 고정된 무작위 방식으로 뽑은 표본입니다.",
                "A sample of {} rows, chosen at random with a fixed seed.",
                &["/page/total"],
            );
        }
        "predict_eclo" => describe::prediction(writer, data),
        "get_value_counts" => counts::value_counts(writer, &call.focus, data),
        "get_temporal_pattern" => counts::temporal(writer, &call.focus, data, is_least),
        "cross_tabulation" => counts::cross(writer, data),
        "summarize_categorical_distribution" => counts::distribution(writer, data),
        "group_by_aggregate" => groups::groups(writer, &call.focus, data),
        "get_unique_values" => counts::unique(writer, data),
        name => describe::column(writer, name, &call.focus, data),
    }
}

/// Questions that may follow a plan: each of them is planned to be sure that it can be answered.
#[must_use]
pub fn follow_ups(plan: &Plan, vocabulary: &Vocabulary, language: Language) -> Vec<String> {
    let mut candidates: Vec<String> = Vec::new();
    let is_korean = language == Language::Korean;
    for remark in &plan.query.remarks {
        if let Remark::Shared(own) = remark
            && own.parents.is_empty()
        {
            let (within, column) = (&own.within, &own.column);
            candidates.push(if is_korean {
                format!("그럼 '{within}'별 '{column}'별로는?")
            } else {
                format!("and by '{within}' and '{column}'?")
            });
        }
    }
    if !vocabulary.of_role(Role::Time).is_empty() && plan.query.unit.is_none() {
        candidates.push(if is_korean { "그럼 월별로는?".to_owned() } else { "and by month?".to_owned() });
    }
    let is_group = |name: &str| plan.query.groups.iter().chain(&plan.query.columns).any(|own| own == name);
    let texts =
        vocabulary.columns.iter().filter(|column| column.kind == sisuiq_frames::Kind::Text && !column.is_unique);
    for column in texts.filter(|column| !is_group(&column.name)).take(3) {
        let name = &column.name;
        candidates.push(if is_korean { format!("그럼 '{name}'별로는?") } else { format!("and by '{name}'?") });
    }
    let turn = Turn { previous: Some(Previous::Query(&plan.query)), today: None };
    let is_answered =
        |question: &String| self::plan(question, vocabulary, turn).is_ok_and(|next| next.calls != plan.calls);
    candidates.into_iter().filter(is_answered).take(3).collect()
}

/// The chart that shows a plan.
fn chart(plan: &Plan) -> Option<Chart> {
    let [call] = plan.calls.as_slice() else { return None };
    let Invocation::Tool(tool) = &call.invocation else { return None };
    let arguments = call.invocation.arguments();
    let named = |name: &str| arguments.get(name).and_then(Value::as_str).map(str::to_owned);
    let all = |names: &[&str]| names.iter().filter_map(|name| named(name)).collect::<Vec<_>>();
    let mut unit = None;
    let (kind, columns) = match tool.name() {
        "get_column_statistics" | "calculate_percentile" => ("histogram", all(&["column"])),
        "get_outliers" => ("boxplot", all(&["column"])),
        "get_value_counts" | "summarize_categorical_distribution" if call.focus != Focus::Distinct => {
            ("bar", all(&["column"]))
        }
        "group_by_aggregate" => {
            let is_plain = ["second_column", "having_operator"].iter().all(|name| arguments.get(*name).is_none());
            if !is_plain || arguments.get("normalize") == Some(&Value::Bool(true)) {
                return None;
            }
            unit = arguments.get("group_unit").and_then(|unit| serde_json::from_value(unit.clone()).ok());
            let is_mean = named("operation").as_deref() == Some("mean");
            match unit {
                None => ("bar", all(&["group_column", "agg_column"])),
                // the chart of times has numbers of rows and means
                Some(unit) if is_mean && is_drawn(unit) => ("time", all(&["group_column", "agg_column"])),
                Some(_) => return None,
            }
        }
        "cross_tabulation" => ("bar", all(&["row_column", "col_column"])),
        "get_temporal_pattern" => {
            // months as in the sentences and the table
            let own = if let Focus::Unit(own) = call.focus { own } else { TimeUnit::Month };
            if !is_drawn(own) {
                return None;
            }
            unit = Some(own);
            ("time", all(&["column"]))
        }
        "get_correlation" => {
            let listed = arguments.get("columns")?.as_array()?.iter().filter_map(Value::as_str).map(str::to_owned);
            ("scatter", listed.collect::<Vec<_>>())
        }
        _ => return None,
    };
    let is_pair = kind != "scatter" || columns.len() == 2;
    is_pair.then_some(Chart { kind, columns, unit })
}

/// Whether charts of times have this unit.
const fn is_drawn(unit: TimeUnit) -> bool {
    match unit {
        TimeUnit::Year | TimeUnit::Month | TimeUnit::Weekday | TimeUnit::Hour => true,
        TimeUnit::Quarter => false,
    }
}
