//! Sentences about figures of groups.

use super::sentence::{Writer, literal, shown};
use crate::{
    explain::{group_titles, title},
    plan::Focus,
    text::josa,
    words::Operation,
};
use serde_json::Value;

/// The maximum number of groups that sentences name.
const MOST: usize = 10;

pub(super) fn groups(writer: &mut Writer<'_>, focus: &Focus, data: &Value) {
    let column = literal(data.get("agg_column").and_then(Value::as_str).unwrap_or_default());
    let operation = data.get("operation").and_then(|own| serde_json::from_value::<Operation>(own.clone()).ok());
    let [korean, english] = operation.map_or(["", ""], title);
    let [korean_by, english_by] = group_titles(data).map(|titles| literal(&titles));
    let of = if operation == Some(Operation::Count) {
        Of { korean: korean.to_owned(), english: english.to_owned() }
    } else {
        Of { korean: format!("'{column}' {korean}"), english: format!("{english} of '{column}'") }
    };
    let all = data.get("groups").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let has_comparison = data.get("compared_groups").is_some();
    match focus {
        Focus::Distinct | Focus::Whole if has_comparison => {
            writer.say(
                &format!("{korean_by}별 {}: 그룹 {{}}개 가운데 {{}}개가 조건에 맞습니다.", of.korean),
                &format!("{} by {english_by}: of {{}} groups, {{}} fulfil the comparison.", of.english),
                &["/compared_groups", "/group_count"],
            );
            if *focus == Focus::Whole {
                list(writer, &of, &extremes(all, true, all.len()));
            }
        }
        Focus::Share => shares(writer, all, &extremes(all, true, MOST)),
        Focus::Group(wanted) => {
            // numbers are compared as conditions have them, without separators
            let text = |own: &Value| match own {
                Value::String(text) => Some(text.clone()),
                own => own.as_f64().map(|number| number.to_string()).or_else(|| shown(own, 2)),
            };
            let is_wanted = |group: &&Value| group.get("group").and_then(text).as_ref() == Some(wanted);
            let place = all.iter().position(|group| is_wanted(&group));
            shares(writer, all, &place.into_iter().collect::<Vec<_>>());
            writer.say(
                &format!("전체 {}: {{}}.", of.korean),
                &format!("{} of all rows: {{}}.", of.english),
                &["/total"],
            );
        }
        Focus::Largest(count) => extreme(writer, &of, &extremes(all, true, *count), true),
        Focus::Smallest(count) => extreme(writer, &of, &extremes(all, false, *count), false),
        _ => {
            writer.say(
                &format!("{korean_by}별 {}: 그룹은 {{}}개입니다.", of.korean),
                &format!("{} by {english_by}: {{}} groups.", of.english),
                &["/group_count"],
            );
            if all.len() <= MOST && data.get("second_column").is_none() {
                list(writer, &of, &(0..all.len()).collect::<Vec<_>>());
            } else {
                extreme(writer, &of, &extremes(all, true, 1), true);
            }
        }
    }
    if data.get("missing").and_then(Value::as_u64).is_some_and(|count| count > 0) {
        writer.say(
            &format!("{korean_by} 값이 없는 {{}}개 행은 제외했습니다."),
            &format!("{{}} rows without a value of {english_by} are left out."),
            &["/missing"],
        );
    }
}

/// The figure that groups have.
struct Of {
    korean: String,
    english: String,
}

/// The paths of the values of a group, and their places in a sentence.
fn keys(writer: &Writer<'_>, place: usize) -> (Vec<String>, &'static str) {
    let path = |key: &str| format!("/groups/{place}/{key}");
    if writer.has(&path("second")) {
        (vec![path("group"), path("second")], "{k} · {k}")
    } else {
        (vec![path("group")], "{k}")
    }
}

/// Adds a sentence with the values of a group in the place that `texts` gives them.
fn say(writer: &mut Writer<'_>, place: usize, texts: impl Fn(&str) -> [String; 2], figures: &[&str]) {
    let (mut paths, shape) = keys(writer, place);
    paths.extend(figures.iter().map(|key| format!("/groups/{place}/{key}")));
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let [korean, english] = texts(shape);
    writer.say(&korean, &english, &paths);
}

fn list(writer: &mut Writer<'_>, of: &Of, places: &[usize]) {
    let texts = |group: &str| [format!("{group}: {} {{}}.", of.korean), format!("{group}: {} {{}}.", of.english)];
    for place in places.iter().take(MOST) {
        say(writer, *place, texts, &["value"]);
    }
}

fn extreme(writer: &mut Writer<'_>, of: &Of, places: &[usize], is_largest: bool) {
    let (korean, english) = if is_largest { ("큰", "largest") } else { ("작은", "smallest") };
    let subject = josa(&of.korean, "이", "가");
    let texts = |group: &str| {
        [
            format!("{}{subject} 가장 {korean} 쪽: {group} ({{}}).", of.korean),
            format!("Among the {english} by {}: {group} ({{}}).", of.english),
        ]
    };
    for place in places.iter().take(MOST) {
        say(writer, *place, texts, &["value"]);
    }
}

fn shares(writer: &mut Writer<'_>, all: &[Value], places: &[usize]) {
    if all.iter().all(|group| group.get("percent").is_none_or(Value::is_null)) {
        let (korean, english) = (
            "음수가 있거나 합이 0이어서 비율을 구할 수 없습니다.",
            "There are no shares, because a figure is negative or all are zero.",
        );
        return writer.say(korean, english, &[]);
    }
    for place in places.iter().take(MOST) {
        say(
            writer,
            *place,
            |group| [format!("{group}: {{}}% ({{}})."), format!("{group}: {{}}% ({{}}).")],
            &["percent", "value"],
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
    use crate::answer::CallResult;
    use serde_json::json;
    use sisuiq_model::Language;

    #[test]
    fn brackets_in_names_are_kept() {
        for name in ["x[]", "[]", "x{}", "a{k}[]"] {
            let data = json!({
                "group_column": "g", "agg_column": name, "operation": "mean", "group_count": 2,
                "groups": [{ "group": "a[]", "value": 1, "row_count": 2 }, { "group": "b", "value": 5, "row_count": 1 }],
            });
            let results = [CallResult { data: data.clone(), ..CallResult::default() }];
            for language in [Language::English, Language::Korean] {
                let mut writer = Writer::new(&results, language, false);
                groups(&mut writer, &Focus::Whole, &data);
                groups(&mut writer, &Focus::Largest(1), &data);
                let texts: Vec<&str> = writer.sentences.iter().map(|sentence| sentence.text.as_str()).collect();
                assert_eq!(texts.len(), 4, "{texts:?}");
                assert!(texts.iter().all(|text| text.contains(&format!("'{name}'"))), "{texts:?}");
                assert!(texts[1].starts_with("a[]: ") && texts[3].contains("b (5)"), "{texts:?}");
            }
        }
    }

    #[test]
    fn equal_groups_are_all_named() {
        let groups = [json!({ "value": 1 }), json!({ "value": 3 }), json!({ "value": 3 }), json!({ "value": null })];
        assert_eq!((extremes(&groups, true, 1), extremes(&groups, false, 1)), (vec![1, 2], vec![0]));
    }
}
