//! Errors of datasets, in the reader's language.

use crate::unreadable;
use sisuiq_charts::ChartError;
use sisuiq_datasets_db::datasets::Dataset;
use sisuiq_frames::tools::ToolError;
use sisuiq_http::{FieldError, Problem};
use sisuiq_model::{Language, Text};

/// 404 for a dataset that is missing or hidden from the caller.
pub(crate) fn no_dataset() -> Problem {
    Problem::not_found("dataset").in_korean("데이터셋을 찾을 수 없습니다")
}

/// 409 for a dataset whose file cannot be read, with the reason.
pub(crate) fn failed_dataset(dataset: &Dataset) -> Problem {
    let reason = unreadable::reason(dataset);
    let reason = reason.unwrap_or_else(|| Text::new("파일을 읽을 수 없습니다.", "The file cannot be read."));
    Problem::conflict(format!("the dataset cannot be read: {}", reason.english))
        .in_korean(format!("데이터셋을 읽을 수 없습니다: {}", reason.korean))
}

/// 400 for fields with invalid values.
pub(crate) fn invalid(errors: Vec<FieldError>) -> Problem {
    Problem::bad_request("some values are invalid").in_korean("일부 값이 올바르지 않습니다").errors(errors)
}

/// The error of a field.
pub(crate) fn wrong(language: Language, field: &str, text: &Text) -> FieldError {
    FieldError::new(field, text.get(language))
}

/// The problem of figures or rows that a table does not have: 400 that names the field of the request, or 500 for a stored table
/// that cannot be read.
pub(crate) fn of_tool(language: Language, field: &str, error: ToolError) -> Problem {
    match error {
        ToolError::Frame(error) => Problem::internal(error),
        error => invalid(vec![wrong(language, field, &error.text())]),
    }
}

/// The problem of a chart or map that cannot be drawn: 400 that names the parameter, or 500 for a stored table that cannot be read.
pub(crate) fn of_chart(language: Language, error: ChartError) -> Problem {
    match error {
        ChartError::Table { error: ToolError::Frame(error), .. } => Problem::internal(error),
        error => invalid(vec![wrong(language, error.field(), &error.text())]),
    }
}
