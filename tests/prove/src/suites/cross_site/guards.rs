//! Security headers of every answer.

use world::Reply;

const HEADERS: [(&str, &str); 8] = [
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
    ("strict-transport-security", "max-age=63072000; includeSubDomains"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
];
/// Paths whose responses may be cached: public keys and the API description.
const KEPT: [&str; 3] = ["/.well-known/jwks.json", "/api/openapi.json", "/api/docs"];
/// The documentation page. It has its own scripts and styles, so it has its own content security policy.
const PAGE: &str = "/api/docs";
const POLICY: &str = "content-security-policy";

/// Finds a wrong or missing header, or a header that allows another site to read the answer.
pub(super) fn missing(reply: &Reply, path: &str) -> Option<String> {
    let is_page = path.starts_with(PAGE) && reply.status.is_success();
    let wrong = HEADERS.iter().find(|(name, value)| {
        let written = reply.header(name);
        let is_strict = written.starts_with("default-src 'none'; ") && !written.contains("unsafe");
        if is_page && *name == POLICY { !is_strict } else { written != *value }
    });
    if let Some((name, _)) = wrong {
        return Some(format!("{name} is `{}` with status {}", reply.header(name), reply.status));
    }
    let is_kept = KEPT.iter().any(|kept| path.starts_with(kept)) && reply.status.is_success();
    if !is_kept && reply.header("cache-control") != "no-store" {
        return Some(format!("cache-control is `{}`", reply.header("cache-control")));
    }
    let leave = reply.headers.get("access-control-allow-origin");
    leave.map(|origin| format!("{origin:?} may read the answer"))
}
