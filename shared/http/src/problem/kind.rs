//! Every kind of problem a caller can meet.

use http::StatusCode;

/// A kind of problem: its status, its stable name and its title.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kind {
    pub(super) status: StatusCode,
    pub(super) slug: &'static str,
    pub(super) title: &'static str,
}

const fn kind(status: StatusCode, slug: &'static str, title: &'static str) -> Kind {
    Kind { status, slug, title }
}

pub(super) const BAD_REQUEST: Kind = kind(StatusCode::BAD_REQUEST, "bad_request", "The request cannot be read");
pub(super) const UNAUTHORIZED: Kind = kind(StatusCode::UNAUTHORIZED, "unauthorized", "Not logged in");
pub(super) const CODE_REQUIRED: Kind = kind(StatusCode::UNAUTHORIZED, "code_required", "A code is required");
pub(super) const SECOND_FACTOR_REQUIRED: Kind =
    kind(StatusCode::FORBIDDEN, "second_factor_required", "A second factor is required");
pub(super) const FORBIDDEN: Kind = kind(StatusCode::FORBIDDEN, "forbidden", "Not allowed");
pub(super) const NOT_FOUND: Kind = kind(StatusCode::NOT_FOUND, "not_found", "Not found");
pub(super) const METHOD_NOT_ALLOWED: Kind =
    kind(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", "Method not allowed");
pub(super) const CONFLICT: Kind = kind(StatusCode::CONFLICT, "conflict", "Conflict with the current state");
pub(super) const TOO_MANY: Kind = kind(StatusCode::TOO_MANY_REQUESTS, "too_many_requests", "Too many requests");
pub(super) const TOO_SLOW: Kind = kind(StatusCode::REQUEST_TIMEOUT, "request_timeout", "The request timed out");
pub(super) const TOO_LARGE: Kind = kind(StatusCode::PAYLOAD_TOO_LARGE, "payload_too_large", "The body is too large");
pub(super) const UNSUPPORTED_MEDIA_TYPE: Kind =
    kind(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", "Unsupported media type");
pub(super) const UNPROCESSABLE: Kind =
    kind(StatusCode::UNPROCESSABLE_ENTITY, "unprocessable", "Some fields are invalid");
pub(super) const INTERNAL: Kind = kind(StatusCode::INTERNAL_SERVER_ERROR, "internal", "Internal error");
pub(super) const UNAVAILABLE: Kind = kind(StatusCode::SERVICE_UNAVAILABLE, "unavailable", "Temporarily unavailable");
