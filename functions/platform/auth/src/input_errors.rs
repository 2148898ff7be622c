//! Refusals of fields of a request.

use sisuiq_http::{FieldError, Problem};

/// 400 with the field named.
pub(crate) fn wrong(field: &str, fault: &impl ToString) -> Problem {
    let fault = fault.to_string();
    Problem::bad_request(format!("{field} {fault}")).errors(vec![FieldError::new(field, fault)])
}

/// 422 with the field named.
pub(crate) fn unprocessable(field: &str, fault: &impl ToString) -> Problem {
    Problem::unprocessable(vec![FieldError::new(field, fault.to_string())])
}

/// 400 for a token of an invitation that is unknown, used, expired or replaced.
pub(crate) fn spent_invitation() -> Problem {
    wrong("token", &"is invalid or has expired: ask an administrator for another invitation")
}

/// 400 for a token that is unknown, used, expired or replaced.
pub(crate) fn spent_token() -> Problem {
    wrong("token", &"is invalid or has expired: request another message")
}
