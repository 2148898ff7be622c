//! Every kind of problem a caller can meet.

use http::StatusCode;

use sisuiq_model::Language;

/// A kind of problem: its status, its stable name and its title.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kind {
    pub(super) status: StatusCode,
    pub(super) slug: &'static str,
    english: &'static str,
    korean: &'static str,
}

impl Kind {
    pub(super) const fn title(self, language: Language) -> &'static str {
        match language {
            Language::English => self.english,
            Language::Korean => self.korean,
        }
    }
}

const fn kind(status: StatusCode, slug: &'static str, english: &'static str, korean: &'static str) -> Kind {
    Kind { status, slug, english, korean }
}

pub(super) const BAD_REQUEST: Kind =
    kind(StatusCode::BAD_REQUEST, "bad_request", "The request cannot be read", "요청을 읽을 수 없습니다");
pub(super) const UNAUTHORIZED: Kind =
    kind(StatusCode::UNAUTHORIZED, "unauthorized", "Not logged in", "로그인이 필요합니다");
pub(super) const CODE_REQUIRED: Kind =
    kind(StatusCode::UNAUTHORIZED, "code_required", "A code is required", "인증 코드가 필요합니다");
pub(super) const SECOND_FACTOR_REQUIRED: Kind =
    kind(StatusCode::FORBIDDEN, "second_factor_required", "A second factor is required", "2단계 인증이 필요합니다");
pub(super) const FORBIDDEN: Kind = kind(StatusCode::FORBIDDEN, "forbidden", "Not allowed", "권한이 없습니다");
pub(super) const NOT_FOUND: Kind = kind(StatusCode::NOT_FOUND, "not_found", "Not found", "찾을 수 없습니다");
pub(super) const METHOD_NOT_ALLOWED: Kind =
    kind(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", "Method not allowed", "지원하지 않는 메서드입니다");
pub(super) const CONFLICT: Kind =
    kind(StatusCode::CONFLICT, "conflict", "Conflict with the current state", "현재 상태와 충돌합니다");
pub(super) const TOO_MANY: Kind =
    kind(StatusCode::TOO_MANY_REQUESTS, "too_many_requests", "Too many requests", "요청이 너무 많습니다");
pub(super) const TOO_SLOW: Kind =
    kind(StatusCode::REQUEST_TIMEOUT, "request_timeout", "The request timed out", "요청 시간이 초과되었습니다");
pub(super) const TOO_LARGE: Kind =
    kind(StatusCode::PAYLOAD_TOO_LARGE, "payload_too_large", "The body is too large", "요청 본문이 너무 큽니다");
pub(super) const UNSUPPORTED_MEDIA_TYPE: Kind = kind(
    StatusCode::UNSUPPORTED_MEDIA_TYPE,
    "unsupported_media_type",
    "Unsupported media type",
    "지원하지 않는 형식입니다",
);
pub(super) const UNPROCESSABLE: Kind =
    kind(StatusCode::UNPROCESSABLE_ENTITY, "unprocessable", "Some fields are invalid", "일부 항목이 올바르지 않습니다");
pub(super) const INTERNAL: Kind =
    kind(StatusCode::INTERNAL_SERVER_ERROR, "internal", "Internal error", "서버 내부 오류");
pub(super) const UNAVAILABLE: Kind =
    kind(StatusCode::SERVICE_UNAVAILABLE, "unavailable", "Temporarily unavailable", "일시적으로 사용할 수 없습니다");
