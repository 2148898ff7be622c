//! What every answer says to browsers.

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
/// Public keys and the description of the API are for everybody to keep.
const KEPT: [&str; 3] = ["/.well-known/jwks.json", "/api/openapi.json", "/api/docs"];
/// A page with scripts and styles of its own, which says more about where they come from.
const PAGE: &str = "/api/docs";
const POLICY: &str = "content-security-policy";

/// The first that is missing, or leave that was given to another site.
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
