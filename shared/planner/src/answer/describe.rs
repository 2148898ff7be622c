//! Sentences about one column, and about a prediction.

use super::sentence::{Writer, literal};
use crate::{explain::title, plan::Focus, text::josa, vocabulary::is_place_or_code, words::Operation};
use serde_json::Value;

pub(super) fn column(writer: &mut Writer<'_>, tool: &str, focus: &Focus, data: &Value) {
    let name =
        literal(data.get("column").or_else(|| data.get("target_column")).and_then(Value::as_str).unwrap_or_default());
    match tool {
        "get_column_statistics" => statistics(writer, focus, data, &name),
        "get_missing_values" => missing(writer, focus, data),
        "get_date_range" => period(writer, focus, &name),
        "get_outliers" => {
            let paths = ["/count", "/outliers", "/percent"];
            writer.say("값 {}개 가운데 이상치는 {}개({}%)입니다.", "Of {} values {} are outliers ({}%).", &paths);
            writer.say("이상치가 아닌 범위는 {}부터 {}까지입니다.", "The range without outliers is {} to {}.", &["/lower", "/upper"]);
        }
        "calculate_percentile" => writer.say(
            &format!("'{name}'의 {{}}번째 백분위수는 {{}}입니다."),
            &format!("Percentile {{}} of '{name}' is {{}}."),
            &["/percentile", "/value"],
        ),
        "get_geo_bounds" => {
            for (korean, english, part) in [("위도", "Latitude", "latitude"), ("경도", "Longitude", "longitude")] {
                let (min, max) = (format!("/{part}/min"), format!("/{part}/max"));
                writer.say(&format!("{korean}는 {{}}부터 {{}}까지입니다."), &format!("{english} is from {{}} to {{}}."), &[&min, &max]);
            }
        }
        "analyze_missing_pattern" => {
            let paths = ["/missing", "/percent"];
            writer.say(&format!("'{name}'의 결측은 {{}}개({{}}%)입니다."), &format!("{{}} values of '{name}' are missing ({{}}%)."), &paths);
            writer.say("다른 숫자 열과의 상관은 최대 {3}입니다.", "The strongest correlation with another column is {3}.", &["/max"]);
        }
        "get_correlation" => correlation(writer, data),
        "get_column_correlation_with_target" => writer.say(
            &format!("'{name}' 열과 상관이 가장 강한 열은 {{}}이고 상관계수는 {{3}}입니다. 상관관계는 인과관계를 뜻하지 않습니다."),
            &format!("The column most correlated with '{name}' is {{}}: {{3}}. A correlation does not imply a cause."),
            &["/correlations/0/column", "/correlations/0/correlation"],
        ),
        _ => writer.say("열의 유형은 표와 같습니다.", "The table shows the types of the columns.", &[]),
    }
}

fn statistics(writer: &mut Writer<'_>, focus: &Focus, data: &Value, name: &str) {
    let all = [Operation::Mean, Operation::Median, Operation::Min, Operation::Max];
    let operations = if let Focus::Figures(operations) = focus { operations.as_slice() } else { all.as_slice() };
    for operation in operations {
        let key =
            serde_json::to_value(operation).ok().and_then(|key| key.as_str().map(str::to_owned)).unwrap_or_default();
        let path = format!("/{key}");
        let [korean, english] = title(*operation);
        if data.get(&key).is_none_or(Value::is_null) {
            writer.say(
                &format!("'{name}'의 {korean}{} 구할 수 없습니다.", josa(korean, "을", "를")),
                &format!("There is no {english} of '{name}'."),
                &[],
            );
            continue;
        }
        let of = format!("'{name}'의 {korean}{} {{}}입니다.", josa(korean, "은", "는"));
        writer.say(&of, &format!("The {english} of '{name}' is {{}}."), &[&path]);
    }
    if data.get("missing").and_then(Value::as_u64).is_some_and(|count| count > 0) {
        writer.say("값이 없는 {}개 행은 제외했습니다.", "{} rows without a value are left out.", &["/missing"]);
    }
}

fn missing(writer: &mut Writer<'_>, focus: &Focus, data: &Value) {
    let columns = data.get("columns").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let count = |column: &Value| column.get("missing").and_then(Value::as_u64).unwrap_or_default();
    let chosen: Option<usize> = match focus {
        Focus::Column(name) => {
            columns.iter().position(|column| column.get("name").and_then(Value::as_str) == Some(name))
        }
        Focus::Largest(_) => (0..columns.len()).max_by_key(|place| columns.get(*place).map(count)),
        Focus::Smallest(_) => (0..columns.len()).min_by_key(|place| columns.get(*place).map(count)),
        _ => None,
    };
    if let Some(place) = chosen {
        let path = |key: &str| format!("/columns/{place}/{key}");
        let paths = [path("name"), path("missing"), path("percent")];
        let paths = paths.each_ref().map(String::as_str);
        writer.say("{} 열의 결측은 {}개({}%)입니다.", "The column {} has {} missing values ({}%).", &paths);
    } else {
        let paths = ["/cells", "/missing", "/percent"];
        writer.say("전체 셀 {}개 가운데 {}개({}%)가 비어 있습니다.", "Of {} cells {} are missing ({}%).", &paths);
    }
}

fn period(writer: &mut Writer<'_>, focus: &Focus, name: &str) {
    match focus {
        Focus::Figures(operations) => {
            for operation in operations {
                let is_min = *operation == Operation::Min;
                let (path, korean, english) =
                    if is_min { ("/min", "첫", "first") } else { ("/max", "마지막", "last") };
                writer.say(
                    &format!("'{name}'의 {korean} 날짜는 {{}}입니다."),
                    &format!("The {english} date of '{name}' is {{}}."),
                    &[path],
                );
            }
        }
        _ => writer.say(
            &format!("'{name}'의 기간은 {{}}부터 {{}}까지 {{}}일입니다."),
            &format!("'{name}' covers {{}} to {{}}: {{}} days."),
            &["/min", "/max", "/span_days"],
        ),
    }
}

fn correlation(writer: &mut Writer<'_>, data: &Value) {
    let size = data.get("columns").and_then(Value::as_array).map_or(0, Vec::len);
    let pairs = (0..size).flat_map(|row| (row + 1..size).map(move |column| (row, column)));
    let at = |(row, column): &(usize, usize)| data.pointer(&format!("/matrix/{row}/{column}")).and_then(Value::as_f64);
    // that of two coordinates says nothing; it is told only if it was asked for
    let name = |place: usize| data.pointer(&format!("/columns/{place}")).and_then(Value::as_str).unwrap_or_default();
    let is_asked = writer.has_argument("columns");
    let is_told = |(row, column): &(usize, usize)| {
        is_asked || ![*row, *column].map(name).iter().any(|name| is_place_or_code(name))
    };
    let (told, others): (Vec<_>, Vec<_>) = pairs.partition(is_told);
    let best_of = |pairs: Vec<(usize, usize)>| {
        let known = pairs.into_iter().filter_map(|pair| Some((at(&pair)?.abs(), pair)));
        known.max_by(|left, right| left.0.total_cmp(&right.0))
    };
    let best = best_of(told).or_else(|| best_of(others));
    let Some((_, (row, column))) = best else {
        writer.say("상관계수를 구할 수 없습니다.", "There is no correlation.", &[]);
        return;
    };
    let paths = [format!("/columns/{row}"), format!("/columns/{column}"), format!("/matrix/{row}/{column}")];
    let paths = paths.each_ref().map(String::as_str);
    writer.say("{} 열과 {} 열의 상관계수는 {3}입니다.", "The correlation of {} and {} is {3}.", &paths);
    writer.say("상관관계는 인과관계를 뜻하지 않습니다.", "A correlation does not imply a cause.", &[]);
}

/// The prediction, and its interval if it has one.
pub(super) fn prediction(writer: &mut Writer<'_>, data: &Value) {
    writer.say("예측한 ECLO는 {}입니다.", "The predicted ECLO is {}.", &["/eclo"]);
    if data.pointer("/interval/lower").is_some() {
        writer.say(
            "예측 구간은 {}부터 {}까지입니다.",
            "The interval is {} to {}.",
            &["/interval/lower", "/interval/upper"],
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::CallResult;
    use serde_json::json;
    use sisuiq_model::Language;

    #[test]
    fn correlations_of_coordinates_are_told_if_asked_for() {
        let matrix = json!([[1.0, 0.99, 0.1], [0.99, 1.0, 0.2], [0.1, 0.2, 1.0]]);
        let told = |names: [&str; 3], arguments: Value| {
            let data = json!({ "columns": names, "matrix": matrix });
            let results = [CallResult { arguments, data: data.clone(), ..CallResult::default() }];
            let mut writer = Writer::new(&results, Language::English, false);
            correlation(&mut writer, &data);
            writer.sentences.remove(0).text
        };
        let names = ["경도", "speed", "deaths"];
        assert_eq!(told(names, json!({})), "The correlation of speed and deaths is 0.2.");
        assert_eq!(told(names, json!({ "columns": names })), "The correlation of 경도 and speed is 0.99.");
        assert_eq!(told(["lat", "lon", "area_code"], json!({})), "The correlation of lat and lon is 0.99.");
    }
}
