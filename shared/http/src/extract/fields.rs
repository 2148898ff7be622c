//! Errors of fields in rejected inputs.

use garde::Validate;

use crate::{FieldError, Problem};

/// Longest message passed on from a parser, in characters: it may quote the input.
const MESSAGE_LIMIT: usize = 200;

/// Parser errors whose path is that of the parent. The field is named only in the message.
const NAMED_IN_MESSAGE: [(&str, &str); 2] =
    [("missing field `", "is required"), ("duplicate field `", "must not be repeated")];

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

/// The problem of one field that is missing, repeated or cannot be read as its type.
pub(super) fn mistyped(path: &serde_path_to_error::Path, message: &str) -> Problem {
    let path = path.to_string();
    let parent = if path == "." { "" } else { path.as_str() };
    for (start, reason) in NAMED_IN_MESSAGE {
        if let Some((name, _)) = message.strip_prefix(start).and_then(|rest| rest.split_once('`')) {
            let field = if parent.is_empty() { name.to_owned() } else { format!("{parent}.{name}") };
            return Problem::unprocessable(vec![FieldError::new(field, reason)]);
        }
    }
    let message: String = without_position(message).chars().take(MESSAGE_LIMIT).collect();
    Problem::unprocessable(vec![FieldError::new(parent, message)])
}

/// Removes line and column, which do not help to find a field.
fn without_position(message: &str) -> &str {
    message.rsplit_once(" at line ").map_or(message, |(reason, _)| reason)
}
