//! Arguments of tools, and errors that name them.

use crate::problems::{invalid, wrong};
use serde_json::{Map, Value};
use sisuiq_frames::tools::{ArgumentFault, Call, Definition, ToolError, arguments};
use sisuiq_http::{Problem, Result};
use sisuiq_model::Language;

/// Reads the arguments of a tool. All errors are reported together, each with the name of its argument.
pub(super) fn read(definition: &Definition, args: &Map<String, Value>, language: Language) -> Result<Call> {
    let named = |ArgumentFault { argument, text }: &ArgumentFault| {
        let field = argument.as_ref().map_or_else(|| "args".to_owned(), |name| format!("args.{name}"));
        wrong(language, &field, text)
    };
    arguments(definition, args).map_err(|faults| invalid(faults.iter().map(named).collect()))
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
        | ToolError::NotTemporal(column)
        | ToolError::NoHours(column) => naming(column).map_or("filter", String::as_str),
        ToolError::UnfitOperation { .. } => "operation",
        ToolError::UnfitValue { column, .. }
            if args.contains_key("having_value") && args.get("agg_column").is_some_and(|own| own == column) =>
        {
            "having_value"
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use sisuiq_frames::tools::definition;

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
