//! Answers that are no success, each described once.

use std::time::Duration;

use http::StatusCode;
use jiff::Timestamp;
use serde_json::json;
use utoipa::openapi::{
    ContentBuilder, HeaderBuilder, ObjectBuilder, Ref, RefOr, Response, ResponseBuilder, schema::Type,
};
use utoipa::{IntoResponses, ToSchema};

use crate::problem::Occurrence;
use crate::{FieldError, Problem, ProblemBody};

pub(super) const PROBLEM_JSON: &str = "application/problem+json";

/// The object of the examples.
const OCCURRENCE: Occurrence<'static> = Occurrence {
    path: "/api/documents",
    trace_id: "6b0009c658cfd7eb44d4a19a15e5d601",
    at: Timestamp::constant(1_795_164_614, 0),
    language: None,
};

/// One kind of answer that is no success.
pub(super) struct Refusal {
    pub(super) status: StatusCode,
    pub(super) name: &'static str,
    description: &'static str,
    example: Problem,
}

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident = $status:literal $description:literal $example:expr),+ $(,)?) => {
        $(
            $(#[$doc])*
            #[derive(Debug, IntoResponses)]
            #[response(status = $status, description = $description, content_type = "application/problem+json")]
            pub struct $name(#[expect(dead_code, reason = "describes a response, is never built")] ProblemBody);
        )+

        /// All of them, with what they look like.
        pub(super) fn all() -> Vec<Refusal> {
            vec![$({
                let example: Problem = $example;
                Refusal { status: example.status(), name: stringify!($name), description: $description, example }
            }),+]
        }
    };
}

refusals! {
    /// For every operation: its path or query may contain U+0000, which no store can hold.
    BadRequest = 400 "The request cannot be parsed" Problem::bad_request("id: not a UUID"),
    /// For operations that need a user.
    Unauthorized = 401 "Not logged in" Problem::unauthorized(),
    /// For operations that need a role, and for all that change something: a page of another site may have sent it.
    Forbidden = 403 "The caller may not do this" Problem::forbidden(),
    /// For operations on one thing.
    NotFound = 404 "It does not exist, or the caller may not see it" Problem::not_found("document"),
    /// For operations that read a body.
    RequestTimeout = 408 "The body took too long to arrive" Problem::too_slow(Duration::from_secs(5)),
    /// For operations that something already there may prevent.
    Conflict = 409 "It conflicts with the current state"
        Problem::conflict("the password was changed at the same time by another request: log in again"),
    /// For operations that read a body.
    PayloadTooLarge = 413 "The body is too large" Problem::too_large(crate::Service::BODY_LIMIT),
    /// For operations that read a body.
    UnsupportedMediaType = 415 "The body is not declared as the expected type"
        Problem::unsupported_media_type("application/json"),
    /// For operations with rules for their input.
    Unprocessable = 422 "Some fields are invalid"
        Problem::unprocessable(vec![FieldError::new("size", "must be at most 52428800 bytes")]),
    /// For operations that are counted.
    TooManyRequests = 429 "Too many requests; retry after the time in Retry-After"
        Problem::too_many_requests(Duration::from_secs(7)),
    /// For every operation.
    Internal = 500 "An internal error; the log has the cause under the trace id" Problem::panicked(),
    /// For every operation.
    Unavailable = 503 "A service is unavailable, overloaded or timed out; retry after the time in Retry-After"
        Problem::unavailable("database", Duration::from_secs(2)),
}

impl Refusal {
    /// The answer, to be described among the components.
    pub(super) fn describe(&self) -> Response {
        let schema = Ref::from_schema_name(ProblemBody::name());
        let body = serde_json::to_value(self.example.body(OCCURRENCE)).unwrap_or_default();
        let content = ContentBuilder::new().schema(Some(schema)).example(Some(body)).build();
        let response = ResponseBuilder::new().description(self.description).content(PROBLEM_JSON, content);
        let headers = self.headers().into_iter().fold(response, |response, (name, schema, about, example)| {
            let header = HeaderBuilder::new().schema(Some(schema)).description(Some(about)).example(Some(example));
            response.header(name, header.build())
        });
        headers.build()
    }

    /// A reference to it.
    pub(super) fn reference(&self) -> RefOr<Response> {
        RefOr::Ref(Ref::from_response_name(self.name))
    }

    fn headers(&self) -> Vec<(&'static str, ObjectBuilder, &'static str, serde_json::Value)> {
        let text = || ObjectBuilder::new().schema_type(Type::String);
        let seconds = || ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(1));
        match self.status {
            StatusCode::UNAUTHORIZED => vec![("WWW-Authenticate", text(), "How to log in", json!("Bearer"))],
            StatusCode::TOO_MANY_REQUESTS => vec![("Retry-After", seconds(), "Seconds to wait", json!(7))],
            StatusCode::SERVICE_UNAVAILABLE => vec![("Retry-After", seconds(), "Seconds to wait", json!(2))],
            _ => Vec::new(),
        }
    }
}
