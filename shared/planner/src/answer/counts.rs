//! Sentences about counts of values.

use super::sentence::{Writer, literal};
use crate::{plan::Focus, words::TimeUnit};
use serde_json::Value;

/// The maximum number of equal first values that a sentence lists.
const MOST_TIES: usize = 5;

fn name(data: &Value) -> String {
    literal(data.get("column").and_then(Value::as_str).unwrap_or_default())
}

fn list<'a>(data: &'a Value, key: &str) -> &'a [Value] {
    data.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn number(of: &Value, key: &str) -> f64 {
    of.get(key).and_then(Value::as_f64).unwrap_or_default()
}

pub(super) fn value_counts(writer: &mut Writer<'_>, focus: &Focus, data: &Value) {
    let (name, values) = (name(data), list(data, "values"));
    match focus {
        Focus::Share => {
            for place in 0..values.len().min(MOST_TIES) {
                let path = |key: &str| format!("/values/{place}/{key}");
                writer.say("{k}: {}%.", "{k}: {}%.", &[&path("value"), &path("percent")]);
            }
        }
        Focus::Smallest(_) if number(data, "other_values") > 0.0 => writer.say(
            "값이 너무 많아 가장 적은 값을 찾지 못했습니다. 값은 {}가지입니다.",
            "There are too many values to find the least frequent one: {}.",
            &["/distinct"],
        ),
        Focus::Smallest(_) => ties(writer, &name, values, false),
        Focus::Largest(_) => ties(writer, &name, values, true),
        _ => {
            writer.say(
                &format!("'{name}'의 값은 {{}}가지입니다."),
                &format!("'{name}' has {{}} different values."),
                &["/distinct"],
            );
            ties(writer, &name, values, true);
        }
    }
    if !matches!(focus, Focus::Smallest(_)) {
        writer.say(
            "표의 마지막 값과 개수가 같은 다른 값: {}가지.",
            "Other values as frequent as the last one in the table: {}.",
            &["/tied"],
        );
    }
    missing(writer, data);
}

/// The most or least frequent values, all of those that are equally frequent.
fn ties(writer: &mut Writer<'_>, name: &str, values: &[Value], is_largest: bool) {
    let first = if is_largest { values.first() } else { values.last() };
    let Some(wanted) = first.map(|value| number(value, "count")) else { return };
    let is_first = |(_, value): &(usize, &Value)| (number(value, "count") - wanted).abs() < 0.5;
    let places: Vec<usize> = values.iter().enumerate().filter(is_first).map(|(place, _)| place).collect();
    let (korean, english) = if is_largest { ("많은", "most") } else { ("적은", "least") };
    for place in places.into_iter().take(MOST_TIES) {
        let path = |key: &str| format!("/values/{place}/{key}");
        writer.say(
            &format!("'{name}'에서 가장 {korean} 값은 {{k}}이고 {{}}개 행에 있습니다."),
            &format!("The {english} frequent value of '{name}' is {{k}}, in {{}} rows."),
            &[&path("value"), &path("count")],
        );
    }
}

fn missing(writer: &mut Writer<'_>, data: &Value) {
    if number(data, "missing") > 0.0 {
        writer.say("값이 없는 행은 {}개입니다.", "{} rows have no value.", &["/missing"]);
    }
}

pub(super) fn unique(writer: &mut Writer<'_>, data: &Value) {
    let name = name(data);
    writer.say(
        &format!("'{name}'의 고유값은 {{}}가지입니다."),
        &format!("'{name}' has {{}} different values."),
        &["/distinct"],
    );
    missing(writer, data);
}

pub(super) fn distribution(writer: &mut Writer<'_>, data: &Value) {
    let name = name(data);
    writer.say(
        &format!("'{name}'의 값은 {{}}가지입니다."),
        &format!("'{name}' has {{}} different values."),
        &["/distinct"],
    );
    writer.say(
        "가장 많은 값은 {k}이고 {}개({}%)입니다.",
        "The most frequent value is {k}, {} times ({}%).",
        &["/top/0/value", "/top/0/count", "/top/0/percent"],
    );
    missing(writer, data);
}

pub(super) fn cross(writer: &mut Writer<'_>, data: &Value) {
    writer.say("모두 {}개 행을 셌습니다.", "{} rows are counted.", &["/total"]);
    if number(data, "missing") > 0.0 {
        writer.say("값이 없는 {}개 행은 제외했습니다.", "{} rows with a missing value are left out.", &["/missing"]);
    }
}

pub(super) fn temporal(writer: &mut Writer<'_>, focus: &Focus, data: &Value, is_least: bool) {
    let (key, korean, english, all) = match focus {
        Focus::Unit(TimeUnit::Year) => ("years", "연도", "year", 0),
        Focus::Unit(TimeUnit::Weekday) => ("weekdays", "요일(월요일이 1)", "weekday (Monday is 1)", 7),
        _ => ("months", "월", "month", 12),
    };
    let parts = list(data, key);
    writer.say("날짜가 있는 행은 {}개입니다.", "{} rows have a date.", &["/valid"]);
    if parts.is_empty() {
        writer.say("날짜가 모두 같은 연도에 있습니다.", "All dates are of one year.", &[]);
    } else if is_least && parts.len() != all {
        let (korean, english) = ("행이 없는 시기는 표에 없습니다.", "Times without rows are not in the table.");
        writer.say(korean, english, &[]);
    } else {
        let counts = parts.iter().map(|part| number(part, "count"));
        let wanted = if is_least { counts.fold(f64::MAX, f64::min) } else { counts.fold(0.0, f64::max) };
        let is_wanted = |(_, part): &(usize, &Value)| (number(part, "count") - wanted).abs() < 0.5;
        let places: Vec<usize> = parts.iter().enumerate().filter(is_wanted).map(|(place, _)| place).collect();
        let words = if is_least { ["적은", "fewest"] } else { ["많은", "most"] };
        for place in places.into_iter().take(MOST_TIES) {
            let path = |part: &str| format!("/{key}/{place}/{part}");
            writer.say(
                &format!("가장 {} {korean}은 {{k}}이고 {{}}개입니다.", words[0]),
                &format!("The {english} with the {} rows is {{k}}: {{}}.", words[1]),
                &[&path("value"), &path("count")],
            );
        }
    }
    missing(writer, data);
}
