//! Filters as clients send them: a fault is described in words.

use super::Filter;
use serde::Deserialize;
use serde_json::{Map, Value};
use sisuiq_model::Text;

/// The names of the operators.
const OPERATORS: [&str; 9] = ["==", "!=", ">", "<", ">=", "<=", "contains", "is_missing", "in"];
/// The members of a condition.
const MEMBERS: [&str; 3] = ["column", "operator", "value"];
/// The longest name that a fault repeats, in characters.
const LONGEST: usize = 60;

impl Filter {
    /// Reads a filter. A fault says what is expected, as the end of a sentence that begins with the name of the field.
    pub fn read(value: &Value) -> Result<Self, Text> {
        Self::deserialize(value).map_err(|_| {
            let Text { korean, english } = fault(value);
            Text::new(format!("올바른 필터가 아닙니다: {korean}"), format!("is no filter: {english}"))
        })
    }
}

/// What is wrong with the innermost part that is no filter.
fn fault(value: &Value) -> Text {
    let Some(members) = value.as_object() else { return form() };
    for name in ["all", "any"] {
        match members.get(name) {
            Some(Value::Array(parts)) if members.len() == 1 => {
                let wrong = parts.iter().find(|part| Filter::deserialize(*part).is_err());
                return wrong.map_or_else(form, fault);
            }
            Some(_) if members.len() == 1 => {
                return Text::new(
                    format!("`{name}`은 필터의 목록이어야 합니다"),
                    format!("`{name}` must be a list of filters"),
                );
            }
            _ => {}
        }
    }
    match members.get("not") {
        Some(part) if members.len() == 1 => fault(part),
        _ if MEMBERS.iter().any(|name| members.contains_key(*name)) => of_condition(members),
        _ => form(),
    }
}

fn of_condition(members: &Map<String, Value>) -> Text {
    let text = |name: &str| members.get(name).and_then(Value::as_str);
    if text("column").is_none() {
        return Text::new("`column`은 열 이름이어야 합니다", "`column` must be the name of a column");
    }
    if !text("operator").is_some_and(|operator| OPERATORS.contains(&operator)) {
        let known = OPERATORS.join(", ");
        return Text::new(
            format!("`operator`는 다음 중 하나여야 합니다: {known}"),
            format!("`operator` must be one of: {known}"),
        );
    }
    if let Some(name) = members.keys().find(|name| !MEMBERS.contains(&name.as_str())) {
        let (name, known): (String, _) = (name.chars().take(LONGEST).collect(), MEMBERS.join(", "));
        return Text::new(
            format!("`{name}`은 없는 항목입니다. 쓸 수 있는 항목: {known}"),
            format!("`{name}` is unknown; known are: {known}"),
        );
    }
    Text::new(
        "`value`는 텍스트, 숫자, 참·거짓, 또는 그 목록이어야 합니다",
        "`value` must be a text, a number, true, false, or a list of them",
    )
}

fn form() -> Text {
    let forms = "{column, operator, value}, {all: […]}, {any: […]}, {not: …}";
    Text::new(format!("다음 중 하나여야 합니다: {forms}"), format!("it must be one of: {forms}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn faults_say_what_is_expected() {
        let condition = |name: &str, value: Value| {
            let mut condition = json!({ "column": "n", "operator": "==", "value": 1 });
            condition[name] = value;
            condition
        };
        for (filter, reason) in [
            (json!(7), "it must be one of: {column, operator, value}"),
            (json!([]), "it must be one of: {column, operator, value}"),
            (json!({}), "it must be one of: {column, operator, value}"),
            (json!({ "eval": 1 }), "it must be one of: {column, operator, value}"),
            (condition("column", json!(7)), "`column` must be the name of a column"),
            (condition("operator", json!("=")), "`operator` must be one of: ==, !=, >"),
            (condition("operator", json!(null)), "`operator` must be one of: ==, !=, >"),
            (condition("value", json!({})), "`value` must be a text, a number"),
            (condition("code", json!(1)), "`code` is unknown; known are: column, operator, value"),
            (json!({ "all": {} }), "`all` must be a list of filters"),
            (
                json!({ "any": [condition("column", json!("n")), { "not": condition("operator", json!("like")) }] }),
                "`operator` must",
            ),
            (json!({ "all": [], "any": [] }), "it must be one of: {column"),
        ] {
            let text = Filter::read(&filter).unwrap_err();
            assert!(text.english.starts_with(&format!("is no filter: {reason}")), "{filter}: {}", text.english);
        }
        assert_eq!(
            Filter::read(&condition("value", json!(null))),
            Filter::read(&json!({ "column": "n", "operator": "==" }))
        );
    }

    #[test]
    fn operators_are_all_known() {
        for operator in OPERATORS {
            assert!(Filter::read(&json!({ "column": "n", "operator": operator })).is_ok(), "{operator}");
        }
    }
}
