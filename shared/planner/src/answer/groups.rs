//! Sentences about figures of groups.

use super::sentence::{Writer, literal};
use crate::{explain::title, plan::Focus, text::josa, words::Operation};
use serde_json::Value;
use sisuiq_model::Language;

/// The maximum number of groups that sentences name.
const MOST: usize = 10;

pub(super) fn groups(writer: &mut Writer<'_>, focus: &Focus, data: &Value) {
    let named = |key: &str| literal(data.get(key).and_then(Value::as_str).unwrap_or_default());
    let (group, column) = (named("group_column"), named("agg_column"));
    let operation = data.get("operation").and_then(|own| serde_json::from_value::<Operation>(own.clone()).ok());
    let [korean, english] = operation.map_or(["", ""], title);
    let all = data.get("groups").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let (is_largest, count) = match focus {
        Focus::Largest(count) => (true, *count),
        Focus::Smallest(count) => (false, *count),
        _ => {
            writer.say(
                &format!("'{group}'별 '{column}' {korean}: 그룹은 {{}}개입니다."),
                &format!("{english} of '{column}' by '{group}': {{}} groups."),
                &["/group_count"],
            );
            (true, 1)
        }
    };
    let places = extremes(all, is_largest, count);
    let word = match (writer.language, is_largest) {
        (Language::Korean, true) => "큰",
        (Language::Korean, false) => "작은",
        (Language::English, true) => "largest",
        (Language::English, false) => "smallest",
    };
    for place in places.into_iter().take(MOST) {
        let path = |key: &str| format!("/groups/{place}/{key}");
        writer.say(
            &format!("'{column}' {korean}{} 가장 {word} 쪽: {{}} ({{}}).", josa(korean, "이", "가")),
            &format!("Among the {word} by {english} of '{column}': {{}} ({{}})."),
            &[&path("group"), &path("value")],
        );
    }
    if data.get("missing").and_then(Value::as_u64).is_some_and(|count| count > 0) {
        writer.say(
            &format!("'{group}' 값이 없는 {{}}개 행은 제외했습니다."),
            &format!("{{}} rows without a value of '{group}' are left out."),
            &["/missing"],
        );
    }
}

/// The places of the first groups in the order of their figures, with those that equal the last of them.
fn extremes(groups: &[Value], is_largest: bool, count: usize) -> Vec<usize> {
    let mut found: Vec<(f64, usize)> =
        groups.iter().enumerate().filter_map(|(place, group)| Some((group.get("value")?.as_f64()?, place))).collect();
    found.sort_by(|left, right| if is_largest { right.0.total_cmp(&left.0) } else { left.0.total_cmp(&right.0) });
    let last = found.get(count.saturating_sub(1)).or(found.last()).map(|(value, _)| *value);
    let is_within =
        |(value, _): &&(f64, usize)| last.is_some_and(|last| if is_largest { *value >= last } else { *value <= last });
    found.iter().filter(is_within).map(|(_, place)| *place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn equal_groups_are_all_named() {
        let groups = [json!({ "value": 1 }), json!({ "value": 3 }), json!({ "value": 3 }), json!({ "value": null })];
        assert_eq!((extremes(&groups, true, 1), extremes(&groups, false, 1)), (vec![1, 2], vec![0]));
    }
}
