//! Rules for settings outside `dev`.

/// Rejects unencrypted connections.
pub(super) fn encrypted(value: Option<&str>) -> Option<&'static str> {
    (value == Some("disable")).then_some("must not be disable outside dev")
}

/// Rejects a missing origin, and one without TLS, whose pages and cookies could be read on the way.
pub(super) fn https_origin(value: Option<&str>) -> Option<&'static str> {
    match value {
        None => Some("is missing: it is required outside dev"),
        Some(value) if value.starts_with("https://") => None,
        Some(_) => Some("must begin with https:// outside dev"),
    }
}

/// Rejects origins without TLS, whose pages could be changed on the way.
pub(super) fn https_origins(value: Option<&str>) -> Option<&'static str> {
    let is_secure = |value: &str| value.split(',').all(|origin| origin.trim().starts_with("https://"));
    value.filter(|value| !is_secure(value)).map(|_| "must all begin with https:// outside dev")
}

/// Rejects a rate limit that is switched off.
pub(super) fn counted(value: Option<&str>) -> Option<&'static str> {
    (value == Some("none")).then_some("must not be none outside dev")
}

/// Rejects the checkpoints of tests.
pub(super) fn unwatched(value: Option<&str>) -> Option<&'static str> {
    value.map(|_| "must not be set outside dev: it is for tests")
}

/// Rejects a server that plays the sources.
pub(super) fn unplayed(value: Option<&str>) -> Option<&'static str> {
    value.map(|_| "must not be set outside dev: sources are read from their publishers")
}

/// Rejects an address without TLS, to which secrets would be sent in the clear.
pub(super) fn https(value: Option<&str>) -> Option<&'static str> {
    value.filter(|value| !value.starts_with("https://")).map(|_| "must begin with https:// outside dev")
}
