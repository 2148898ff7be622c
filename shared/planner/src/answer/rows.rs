//! Sentences about rows.

use super::sentence::{Writer, literal};
use crate::plan::Focus;
use serde_json::Value;

pub(super) fn overview(writer: &mut Writer<'_>, focus: &Focus) {
    match focus {
        Focus::Rows => writer.say("행은 {}개입니다.", "There are {} rows.", &["/row_count"]),
        Focus::Columns => writer.say("열은 {}개입니다.", "There are {} columns.", &["/column_count"]),
        _ => {
            let paths = ["/row_count", "/column_count"];
            writer.say("행은 {}개, 열은 {}개입니다.", "There are {} rows and {} columns.", &paths);
        }
    }
}

pub(super) fn matching(writer: &mut Writer<'_>, focus: &Focus, data: &Value) {
    match focus {
        Focus::Share => writer.say(
            "{}개 행 가운데 {}개로, {}%입니다.",
            "{} rows, of which {} fulfil the condition: {}%.",
            &["/total", "/matched", "/percent"],
        ),
        _ => writer.say("조건에 맞는 행은 {}개입니다.", "{} rows fulfil the condition.", &["/matched"]),
    }
    if data.get("matched_missing").and_then(Value::as_u64).is_some_and(|count| count > 0) {
        writer.say(
            "그중 {}개 행은 이 열에 값이 없습니다.",
            "{} of them have no value in this column.",
            &["/matched_missing"],
        );
    }
}

pub(super) fn sorted(writer: &mut Writer<'_>, data: &Value) {
    let name = data.get("column").and_then(Value::as_str).unwrap_or_default();
    let columns = data.pointer("/page/columns").and_then(Value::as_array);
    let place =
        columns.and_then(|all| all.iter().position(|own| own.get("name").and_then(Value::as_str) == Some(name)));
    let Some(place) = place else { return };
    let is_ascending = data.get("ascending").and_then(Value::as_bool).unwrap_or_default();
    let path = format!("/page/rows/0/{place}");
    let own = literal(name);
    let (korean, english) = if is_ascending { ("작은", "smallest") } else { ("큰", "largest") };
    writer.say(
        &format!("'{own}'의 가장 {korean} 값은 {{}}입니다."),
        &format!("The {english} value of '{own}' is {{}}."),
        &[&path],
    );
    writer.say(
        "마지막 행과 값이 같은 다른 행이 {}개 더 있습니다.",
        "{} more rows have the value of the last one listed.",
        &["/tied"],
    );
}
