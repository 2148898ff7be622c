//! The comparison of a plan with what is expected.

use crate::tables::Tables;
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Value, json};
use sisuiq_frames::tools::Call;
use sisuiq_planner::{Focus, Invocation, Plan, PlannedCall, Previous, RefusalKind, TimeUnit, Turn, plan};

/// A question with what is expected.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Question {
    pub(crate) file: String,
    #[serde(rename = "question")]
    pub(crate) text: String,
    pub(crate) language: String,
    expect: Expected,
    /// The question before.
    previous: Option<String>,
    /// The day on which it is asked.
    today: Option<Date>,
}

impl Question {
    /// Returns whether it should be refused.
    pub(crate) const fn is_refused(&self) -> bool {
        self.expect.refuse.is_some()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    tool: Option<String>,
    args: Option<Value>,
    #[serde(default)]
    more: Vec<More>,
    focus: Option<String>,
    refuse: Option<Kinds>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct More {
    tool: String,
    args: Value,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Kinds {
    One(RefusalKind),
    Any(Vec<RefusalKind>),
}

#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Outcome {
    Right,
    /// Refused although a plan is expected.
    Refused,
    /// Refused as expected, for another reason.
    OtherReason,
    /// A plan for another question.
    Wrong,
}

pub(crate) fn judge(question: &Question, tables: &Tables) -> (Outcome, String) {
    let vocabulary = tables.vocabulary(&question.file);
    let previous = question
        .previous
        .as_ref()
        .map(|text| plan(text, vocabulary, Turn::default()).unwrap_or_else(|refusal| panic!("{text}: {refusal:?}")));
    let previous = previous.as_ref().map(|plan| Previous::Query(&plan.query));
    let found = plan(&question.text, vocabulary, Turn { previous, today: question.today });
    match (&question.expect.refuse, found) {
        (Some(kinds), Err(refusal)) => {
            let is_expected = match kinds {
                Kinds::One(kind) => *kind == refusal.kind,
                Kinds::Any(kinds) => kinds.contains(&refusal.kind),
            };
            (
                if is_expected { Outcome::Right } else { Outcome::OtherReason },
                format!("{:?} {}", refusal.kind, refusal.text.korean),
            )
        }
        (Some(_), Ok(plan)) => (Outcome::Wrong, shown(&plan)),
        (None, Err(refusal)) => {
            (Outcome::Refused, format!("{:?} {:?} {}", refusal.kind, refusal.words, refusal.text.korean))
        }
        (None, Ok(plan)) => {
            let is_right = calls(&question.expect) == plan.calls.iter().map(of_call).collect::<Vec<_>>()
                && question
                    .expect
                    .focus
                    .as_ref()
                    .is_none_or(|wanted| plan.calls.iter().all(|call| focus(call) == *wanted));
            let failed = failed(&plan, tables, &question.file);
            (if is_right && failed.is_empty() { Outcome::Right } else { Outcome::Wrong }, shown(&plan) + &failed)
        }
    }
}

/// The errors of calls that cannot be computed.
fn failed(plan: &Plan, tables: &Tables, file: &str) -> String {
    let run = |call: &PlannedCall| match &call.invocation {
        Invocation::Tool(tool) => tool.run(tables.frame(file)).err(),
        Invocation::PredictEclo(_) => None,
    };
    plan.calls.iter().filter_map(run).map(|error| format!(" fails: {error}")).collect::<Vec<_>>().concat()
}

fn shown(plan: &Plan) -> String {
    let calls: Vec<String> = plan.calls.iter().map(|call| format!("{:?} {}", call.focus, of_call(call))).collect();
    calls.join(" + ")
}

fn calls(expected: &Expected) -> Vec<Value> {
    let first = expected.tool.iter().zip(&expected.args).map(|(tool, args)| normal(tool, args.clone()));
    first.chain(expected.more.iter().map(|more| normal(&more.tool, more.args.clone()))).collect()
}

/// A call with the defaults of its tool and its conditions in order.
fn normal(tool: &str, args: Value) -> Value {
    if tool == "predict_eclo" {
        return json!([tool, args, []]);
    }
    let call = Call::parse(tool, args).unwrap();
    of_call(&PlannedCall { invocation: Invocation::Tool(call), focus: Focus::Whole })
}

fn of_call(call: &PlannedCall) -> Value {
    let mut args = call.invocation.arguments();
    let mut conditions = Vec::new();
    if let Some(filter) = args.as_object_mut().and_then(|args| args.remove("filter")) {
        flatten(filter, &mut conditions);
    }
    if call.invocation.name() == "filter_dataframe" {
        conditions.push(std::mem::take(&mut args));
    }
    let mut conditions: Vec<String> = conditions.iter().map(Value::to_string).collect();
    conditions.sort();
    json!([call.invocation.name(), args, conditions])
}

fn flatten(filter: Value, into: &mut Vec<Value>) {
    match filter.get("all").and_then(Value::as_array) {
        Some(all) => all.iter().for_each(|part| flatten(part.clone(), into)),
        None => into.push(filter),
    }
}

/// The figures of a call as the questions write them.
fn focus(call: &PlannedCall) -> String {
    match &call.focus {
        Focus::Whole => "whole".to_owned(),
        Focus::Figures(all) => {
            let names: Vec<String> = all.iter().map(|own| json!(own).as_str().unwrap().to_owned()).collect();
            names.join(",")
        }
        Focus::Rows => "rows".to_owned(),
        Focus::Columns => "columns".to_owned(),
        Focus::Distinct => "distinct".to_owned(),
        Focus::Share => "share".to_owned(),
        Focus::Largest(_) => "largest".to_owned(),
        Focus::Smallest(_) => "smallest".to_owned(),
        Focus::Unit(TimeUnit::Year) => "years".to_owned(),
        Focus::Unit(TimeUnit::Weekday) => "weekdays".to_owned(),
        Focus::Unit(TimeUnit::Month) => "months".to_owned(),
        Focus::Unit(unit) => format!("{unit:?}").to_lowercase(),
        Focus::Group(value) => format!("group:{value}"),
        Focus::Column(name) => format!("column:{name}"),
    }
}
