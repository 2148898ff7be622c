//! Rules for settings outside `dev`.

/// Connections that anybody on the way can read.
pub(super) fn encrypted(value: Option<&str>) -> Option<&'static str> {
    (value == Some("disable")).then_some("must not be disable outside dev")
}

/// Pages and cookies that anybody on the way can read, and no origin whose pages may change something.
pub(super) fn https_origin(value: Option<&str>) -> Option<&'static str> {
    match value {
        None => Some("is missing: it is required outside dev"),
        Some(value) if value.starts_with("https://") => None,
        Some(_) => Some("must begin with https:// outside dev"),
    }
}

/// Other origins whose pages anybody on the way can change.
pub(super) fn https_origins(value: Option<&str>) -> Option<&'static str> {
    let is_secure = |value: &str| value.split(',').all(|origin| origin.trim().starts_with("https://"));
    value.filter(|value| !is_secure(value)).map(|_| "must all begin with https:// outside dev")
}

/// Rejects a missing rate limit.
pub(super) fn counted(value: Option<&str>) -> Option<&'static str> {
    (value == Some("none")).then_some("must not be none outside dev")
}

/// Rejects the checkpoints of tests.
pub(super) fn unwatched(value: Option<&str>) -> Option<&'static str> {
    value.map(|_| "must not be set outside dev: it is for tests")
}

/// Secrets over a connection that anybody on the way can read.
pub(super) fn https(value: Option<&str>) -> Option<&'static str> {
    value.filter(|value| !value.starts_with("https://")).map(|_| "must begin with https:// outside dev")
}
