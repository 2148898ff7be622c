//! Arguments of tools, and errors that name them.

use super::definitions::{Definition, Kind};
use crate::problems::{invalid, wrong};
use serde_json::{Map, Value, from_value};
use sisuiq_frames::{
    filter::Filter,
    tools::{Call, ToolError},
};
use sisuiq_http::{FieldError, Problem, Result};
use sisuiq_model::{Language, Text};

/// The longest piece of an input that an error repeats, in characters.
const LONGEST: usize = 200;

/// Reads the arguments of a tool. All errors are reported together, each with the name of its argument.
pub(super) fn read(definition: &Definition, args: &Map<String, Value>, language: Language) -> Result<Call> {
    let mut errors: Vec<FieldError> = Vec::new();
    let mut refuse = |name: &str, text: &Text| errors.push(wrong(language, &format!("args.{name}"), text));
    for (name, value) in args {
        match definition.parameter(name) {
            None => refuse(&shortened(name), &Text::new("없는 인자입니다", "is no argument of this tool")),
            Some(parameter) if value.is_null() && !parameter.is_required => {}
            Some(parameter) => {
                if let Some(text) = fault(&parameter.kind, value) {
                    refuse(name, &text);
                }
            }
        }
    }
    for parameter in definition.parameters.iter().filter(|own| own.is_required && !args.contains_key(own.name)) {
        refuse(parameter.name, &Text::new("필요한 인자입니다", "is missing"));
    }
    if !errors.is_empty() {
        return Err(invalid(errors));
    }
    let given: Map<String, Value> =
        args.iter().filter(|(_, value)| !value.is_null()).map(|(name, value)| (name.clone(), value.clone())).collect();
    Call::parse(definition.name, given.into()).map_err(|error| invalid(vec![wrong(language, "args", &error.text())]))
}

/// The reason why a value cannot be that of a parameter.
fn fault(kind: &Kind, value: &Value) -> Option<Text> {
    let between = |korean: String, english: String| Some(Text::new(korean, english));
    match kind {
        Kind::Column if !value.is_string() => Some(Text::new("열 이름이어야 합니다", "must be the name of a column")),
        Kind::Columns if !value.as_array().is_some_and(|names| names.iter().all(Value::is_string)) => {
            Some(Text::new("열 이름의 목록이어야 합니다", "must be a list of names of columns"))
        }
        Kind::Word(words) if !value.as_str().is_some_and(|word| words.contains(&word)) => {
            let known = words.join(", ");
            between(format!("다음 중 하나여야 합니다: {known}"), format!("must be one of: {known}"))
        }
        Kind::Whole { least, most, .. } if !value.as_i64().is_some_and(|own| (*least..=*most).contains(&own)) => {
            between(
                format!("{least} 이상 {most} 이하의 정수여야 합니다"),
                format!("must be a whole number from {least} to {most}"),
            )
        }
        Kind::Number { least, most, .. } if !value.as_f64().is_some_and(|own| (*least..=*most).contains(&own)) => {
            between(
                format!("{least} 이상 {most} 이하의 숫자여야 합니다"),
                format!("must be a number from {least} to {most}"),
            )
        }
        Kind::Flag { .. } if !value.is_boolean() => Some(Text::new("true나 false여야 합니다", "must be true or false")),
        Kind::Value if value.is_object() || value.is_null() => Some(Text::new(
            "텍스트, 숫자, 참·거짓, 또는 그 목록이어야 합니다",
            "must be a text, a number, a truth value, or a list of them",
        )),
        Kind::Filter => from_value::<Filter>(value.clone()).err().map(|error| {
            let reason = shortened(&error.to_string());
            Text::new(format!("올바른 필터가 아닙니다: {reason}"), format!("is no filter: {reason}"))
        }),
        _ => None,
    }
}

/// The problem of figures that a table does not have: 400 that names the argument, or 500 for a stored table that cannot be read.
pub(super) fn problem(args: &Map<String, Value>, error: ToolError, language: Language) -> Problem {
    if let ToolError::Frame(error) = error {
        return Problem::internal(error);
    }
    let field = field(args, &error);
    invalid(vec![wrong(language, &field, &error.text())])
}

/// The argument that is to be changed.
fn field(args: &Map<String, Value>, error: &ToolError) -> String {
    let has = |value: &Value, text: &str| match value {
        Value::String(own) => own == text,
        Value::Array(list) => list.iter().any(|own| own == text),
        _ => false,
    };
    // a column that no argument names is one of the filter
    let naming =
        |text: &str| args.iter().find(|(name, value)| *name != "value" && has(value, text)).map(|(name, _)| name);
    let argument = match error {
        ToolError::UnknownColumn { column, .. }
        | ToolError::NotNumeric { column, .. }
        | ToolError::AllMissing(column)
        | ToolError::NotTemporal(column) => naming(column).map_or("filter", String::as_str),
        ToolError::UnfitOperation { .. } => "operation",
        ToolError::UnfitValue { column, .. } => {
            if args.contains_key("value") && naming(column).is_some() {
                "value"
            } else {
                "filter"
            }
        }
        ToolError::OutOfRange { parameter, .. } => parameter,
        ToolError::TooManyValues { what, .. } if args.contains_key(what) => what,
        ToolError::TooManyValues { what, .. } => naming(what).map_or("filter", String::as_str),
        ToolError::TooManyConditions { .. } | ToolError::Empty { is_filtered: true } => "filter",
        ToolError::TooFewNumericColumns if args.contains_key("columns") => "columns",
        ToolError::Arguments(_) => return "args".to_owned(),
        _ => return "dataset_id".to_owned(),
    };
    format!("args.{argument}")
}

fn shortened(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tools::definitions::definition;
    use serde_json::json;

    fn refused(name: &str, args: &Value) -> String {
        let problem = read(definition(name).unwrap(), args.as_object().unwrap(), Language::English).unwrap_err();
        assert_eq!(problem.status(), 400);
        format!("{problem:?}")
    }

    #[test]
    fn errors_name_their_arguments() {
        for (name, args, field) in [
            ("get_column_statistics", json!({}), "args.column"),
            ("get_column_statistics", json!({ "column": 1 }), "args.column"),
            ("get_column_statistics", json!({ "column": null }), "args.column"),
            ("get_column_statistics", json!({ "column": "n", "code": "x" }), "args.code"),
            ("get_column_statistics", json!({ "column": "n", "filter": { "eval": 1 } }), "args.filter"),
            ("get_value_counts", json!({ "column": "n", "top_n": 0 }), "args.top_n"),
            ("get_value_counts", json!({ "column": "n", "top_n": 1.5 }), "args.top_n"),
            (
                "group_by_aggregate",
                json!({ "group_column": "n", "agg_column": "m", "operation": "exec" }),
                "args.operation",
            ),
            ("filter_dataframe", json!({ "column": "n", "operator": "==", "value": {} }), "args.value"),
            ("calculate_percentile", json!({ "column": "n", "percentile": 101 }), "args.percentile"),
            ("get_correlation", json!({ "columns": "n" }), "args.columns"),
            ("sort_dataframe", json!({ "column": "n", "ascending": "yes" }), "args.ascending"),
        ] {
            assert!(refused(name, &args).contains(&format!("field: \"{field}\"")), "{name} {args}");
        }
    }

    #[test]
    fn null_is_no_optional_argument() {
        let args = json!({ "column": "n", "top_n": null, "filter": null });
        assert!(read(definition("get_value_counts").unwrap(), args.as_object().unwrap(), Language::Korean).is_ok());
    }

    #[test]
    fn errors_of_tables_name_their_arguments() {
        let args = json!({ "group_column": "a", "agg_column": "b", "operation": "sum", "value": "c" });
        let args = args.as_object().unwrap();
        let unknown = |column: &str| ToolError::UnknownColumn { column: column.to_owned(), columns: Vec::new() };
        assert_eq!(field(args, &unknown("b")), "args.agg_column");
        assert_eq!(field(args, &unknown("c")), "args.filter");
        assert_eq!(field(args, &ToolError::NotTemporal("a".to_owned())), "args.group_column");
        assert_eq!(field(args, &ToolError::NoCoordinates), "dataset_id");
        assert_eq!(field(args, &ToolError::Empty { is_filtered: true }), "args.filter");
        let many = ToolError::TooManyValues { what: "a".to_owned(), limit: 1 };
        assert_eq!(field(args, &many), "args.group_column");
    }
}
