//! Error responses (RFC 9457 problem details).

mod body;
mod kind;
mod sources;

use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use axum::response::{IntoResponse, Response};
use http::StatusCode;

use crate::limits::whole_seconds;

pub(crate) use body::Occurrence;
pub use body::{FieldError, ProblemBody};
use kind::Kind;

/// A failed request: what the caller may read, and apart from it the cause, which only the log sees.
///
/// As a response it carries the status alone; [`serve`](crate::serve) writes the body, adding time, path and trace id.
///
/// ```
/// use sisuiq_http::Problem;
/// use std::{error::Error, io};
///
/// let problem = Problem::conflict("the document is being read").caused_by(io::Error::other("row 7 is locked"));
/// assert_eq!(problem.status(), 409);
/// assert_eq!(problem.to_string(), "the document is being read");
/// assert_eq!(problem.source().map(ToString::to_string).as_deref(), Some("row 7 is locked"));
/// ```
#[derive(Clone, Debug)]
pub struct Problem(Box<Parts>);

#[derive(Clone, Debug)]
struct Parts {
    kind: Kind,
    detail: String,
    /// The detail in Korean, where there is one.
    korean: Option<String>,
    errors: Vec<FieldError>,
    retry_after: Option<Duration>,
    cause: Option<Arc<dyn Error + Send + Sync>>,
}

impl Problem {
    /// 400: the request cannot be parsed.
    pub fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(kind::BAD_REQUEST, detail)
    }

    /// 401: the caller is not logged in, or the token is no longer valid.
    #[must_use]
    pub fn unauthorized() -> Self {
        Self::new(kind::UNAUTHORIZED, "log in to do this").in_korean("로그인한 뒤 이용하세요")
    }

    /// 401: the password is right, and the code of the account's authenticator is missing or wrong.
    #[must_use]
    pub fn code_required(detail: impl Into<String>) -> Self {
        Self::new(kind::CODE_REQUIRED, detail)
    }

    /// 403: this requires a login with a second factor.
    #[must_use]
    pub fn second_factor_required() -> Self {
        let detail = "administrators need a second factor for this: add an authenticator app and log in with it";
        let korean = "관리자는 2단계 인증이 필요합니다. 인증 앱을 등록하고 그 코드로 로그인하세요";
        Self::new(kind::SECOND_FACTOR_REQUIRED, detail).in_korean(korean)
    }

    /// 403: the caller may not do this, or another site may have sent the request.
    #[must_use]
    pub fn forbidden() -> Self {
        Self::new(kind::FORBIDDEN, "you are not allowed to do this").in_korean("이 작업을 할 권한이 없습니다")
    }

    /// 404: there is none, or none that the caller may know of; `what` names it, such as `document`.
    #[must_use]
    pub fn not_found(what: &str) -> Self {
        Self::new(kind::NOT_FOUND, format!("{what} not found"))
    }

    /// 405: the path exists, but not for this method.
    #[must_use]
    pub fn method_not_allowed() -> Self {
        let korean = "이 경로는 해당 메서드를 지원하지 않습니다";
        Self::new(kind::METHOD_NOT_ALLOWED, "this path does not support the method").in_korean(korean)
    }

    /// 409: the request conflicts with the current state; `detail` explains how.
    pub fn conflict(detail: impl Into<String>) -> Self {
        Self::new(kind::CONFLICT, detail)
    }

    /// 409: the first request with this key is still being worked on.
    #[must_use]
    pub fn under_way(retry_after: Duration) -> Self {
        Self::new(kind::CONFLICT, "a request with this Idempotency-Key is in progress")
            .in_korean("같은 Idempotency-Key의 요청을 처리하고 있습니다")
            .retry_after(retry_after)
    }

    /// 409: what was asked for is still being prepared; `detail` explains it, and the caller may try again after `retry_after`.
    #[must_use]
    pub fn not_ready(detail: impl Into<String>, retry_after: Duration) -> Self {
        Self::new(kind::CONFLICT, detail).retry_after(retry_after)
    }

    /// 429: one request too many; the next one is admitted after `retry_after`.
    #[must_use]
    pub fn too_many_requests(retry_after: Duration) -> Self {
        let seconds = whole_seconds(retry_after).max(1);
        let detail = format!("too many requests: try again in {seconds} seconds");
        let korean = format!("요청이 너무 많습니다. {seconds}초 후에 다시 시도하세요");
        Self::new(kind::TOO_MANY, detail).in_korean(korean).retry_after(Duration::from_secs(seconds))
    }

    /// 429: the request contains more items than the path takes at once.
    #[must_use]
    pub fn too_many_items(most: usize) -> Self {
        Self::new(kind::TOO_MANY, format!("too many items: send at most {most} at once"))
            .in_korean(format!("항목이 너무 많습니다. 한 번에 최대 {most}개까지 보내세요"))
    }

    /// 408: the body took longer than `limit` to arrive.
    #[must_use]
    pub fn too_slow(limit: Duration) -> Self {
        let seconds = limit.as_secs();
        Self::new(kind::TOO_SLOW, format!("the body did not arrive within {seconds} seconds"))
            .in_korean(format!("요청 본문이 {seconds}초 안에 도착하지 않았습니다"))
    }

    /// 413: the body has more than `limit` bytes.
    #[must_use]
    pub fn too_large(limit: usize) -> Self {
        Self::new(kind::TOO_LARGE, format!("the body may have at most {limit} bytes"))
            .in_korean(format!("요청 본문은 최대 {limit}바이트까지 보낼 수 있습니다"))
    }

    /// 415: the body is not of the type this path reads.
    #[must_use]
    pub fn unsupported_media_type(expected: &str) -> Self {
        Self::new(kind::UNSUPPORTED_MEDIA_TYPE, format!("send the body as {expected}"))
            .in_korean(format!("요청 본문을 {expected} 형식으로 보내세요"))
    }

    /// 422: the request was understood and these fields are wrong.
    #[must_use]
    pub fn unprocessable(errors: Vec<FieldError>) -> Self {
        Self::new(kind::UNPROCESSABLE, "some fields are invalid")
            .in_korean("일부 항목이 올바르지 않습니다")
            .errors(errors)
    }

    /// 503: `service` is away; the caller may try again after `retry_after`.
    #[must_use]
    pub fn unavailable(service: &str, retry_after: Duration) -> Self {
        let korean = "서비스를 일시적으로 사용할 수 없습니다. 잠시 후 다시 시도하세요";
        Self::new(kind::UNAVAILABLE, format!("the {service} is unavailable")).in_korean(korean).retry_after(retry_after)
    }

    /// 500: a bug. Nothing of `cause` reaches the caller.
    pub fn internal(cause: impl Error + Send + Sync + 'static) -> Self {
        Self::panicked().caused_by(cause)
    }

    /// 500 for a panic, which the panic hook has logged already.
    pub(crate) fn panicked() -> Self {
        let korean = "서버에서 문제가 발생했습니다. 다시 시도하세요";
        Self::new(kind::INTERNAL, "something went wrong on our side; please try again").in_korean(korean)
    }

    /// Says more than the standard sentence, in English.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.0.detail = detail.into();
        self.0.korean = None;
        self
    }

    /// The detail in Korean, for readers who prefer it. Without it they get the English one.
    #[must_use]
    pub fn in_korean(mut self, detail: impl Into<String>) -> Self {
        self.0.korean = Some(detail.into());
        self
    }

    /// Names in a 413 of a form with a file the largest file, and the route for larger ones with its limit, both in bytes. Other problems stay
    /// as they are.
    #[must_use]
    pub fn naming_uploads(self, largest_file: usize, (route, largest_upload): (&str, u64)) -> Self {
        if self.status() != StatusCode::PAYLOAD_TOO_LARGE {
            return self;
        }
        let (file, upload) = (largest_file >> 20, largest_upload >> 20);
        self.detail(format!(
            "the form accepts files of at most {file} MiB: upload files of up to {upload} MiB by {route}"
        ))
        .in_korean(format!(
            "이 양식은 {file} MiB까지의 파일을 받습니다. {upload} MiB까지의 파일은 {route}로 올려 주세요"
        ))
    }

    /// Names the fields that are wrong.
    #[must_use]
    pub fn errors(mut self, errors: Vec<FieldError>) -> Self {
        self.0.errors = errors;
        self
    }

    /// Sets the `cause` for the log.
    #[must_use]
    pub fn caused_by(mut self, cause: impl Error + Send + Sync + 'static) -> Self {
        self.0.cause = Some(Arc::new(cause));
        self
    }

    /// The status it is answered with.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.0.kind.status
    }

    /// The cause, for the log.
    #[must_use]
    pub fn cause(&self) -> Option<&(dyn Error + 'static)> {
        self.0.cause.as_deref().map(|cause| cause as &(dyn Error + 'static))
    }

    fn new(kind: Kind, detail: impl Into<String>) -> Self {
        let detail = detail.into();
        Self(Box::new(Parts { kind, detail, korean: None, errors: Vec::new(), retry_after: None, cause: None }))
    }

    fn retry_after(mut self, wait: Duration) -> Self {
        self.0.retry_after = Some(wait);
        self
    }
}

/// Writes the detail, which the caller may read.
impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.detail)
    }
}

impl Error for Problem {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_large_forms_name_uploads() {
        let route = ("POST /api/documents", 50 << 20);
        let named = Problem::too_large(9).naming_uploads(4 << 20, route);
        let expected = "the form accepts files of at most 4 MiB: upload files of up to 50 MiB by POST /api/documents";
        assert_eq!((named.status(), named.to_string().as_str()), (StatusCode::PAYLOAD_TOO_LARGE, expected));
        assert_eq!(Problem::bad_request("no").naming_uploads(4 << 20, route).to_string(), "no");
    }

    #[test]
    fn display_hides_the_cause() {
        let problem = Problem::internal(std::io::Error::other("password=hunter2")).detail("Something went wrong.");
        assert_eq!(problem.to_string(), "Something went wrong.");
        assert_eq!(problem.source().unwrap().to_string(), "password=hunter2");
        assert!(Problem::forbidden().source().is_none());
    }
}
