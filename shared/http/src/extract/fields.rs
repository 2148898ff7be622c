//! Errors of fields in rejected inputs.

use garde::Validate;
use sisuiq_model::{Language, ParseFault};

use crate::{FieldError, Problem};

/// Checks `input` against its rules.
pub(super) fn check<T: Validate<Context: Default>>(input: T) -> Result<T, Problem> {
    let errors = errors(&input);
    if errors.is_empty() { Ok(input) } else { Err(Problem::unprocessable(errors)) }
}

/// The rules that `input` breaks, by field.
pub(super) fn errors<T: Validate<Context: Default>>(input: &T) -> Vec<FieldError> {
    let Err(report) = input.validate() else { return Vec::new() };
    report.iter().map(|(path, error)| FieldError::new(path.to_string(), error.message())).collect()
}

/// The problem of one field that is missing, repeated or cannot be read as its type, or of the whole body.
pub(super) fn mistyped(path: &str, message: &str, language: Language) -> Problem {
    let fault = ParseFault::of(message);
    let field = fault.field(path);
    let is_whole = field.is_empty();
    let problem = Problem::unprocessable(vec![FieldError::new(field, fault.text.get(language))]);
    if is_whole {
        let korean = format!("요청 본문은 {}", fault.text.korean);
        return problem.detail(format!("the body {}", fault.text.english)).in_korean(korean);
    }
    problem
}
