//! A token that a page sends twice: in its cookie and in a header.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::COOKIE;
use http::{HeaderMap, HeaderName};

use crate::Problem;

const HEADER: HeaderName = HeaderName::from_static("x-csrf-token");
/// The cookie over HTTPS, and over plain HTTP in dev.
const COOKIES: [&str; 2] = ["__Host-csrf_token", "csrf_token"];

/// Refuses a changing request whose `X-CSRF-Token` is not that of its cookie. Pages of ours need not send one: requests of other
/// sites are refused in any case.
pub(crate) async fn check(request: Request, next: Next) -> Response {
    let is_refused = match request.headers().get(HEADER) {
        Some(sent) if !request.method().is_safe() => Some(sent.as_bytes()) != cookie(request.headers()),
        Some(_) | None => false,
    };
    if is_refused {
        return Problem::forbidden().detail("CSRF token missing or invalid").into_response();
    }
    next.run(request).await
}

/// The value of the page's cookie; the `__Host-` cookie takes precedence.
fn cookie(headers: &HeaderMap) -> Option<&[u8]> {
    let lines = || headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    let pairs = || lines().flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    COOKIES.iter().find_map(|wanted| pairs().find(|(name, _)| name == wanted)).map(|(_, value)| value.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_cookie_takes_precedence() {
        let headers = |line: &str| HeaderMap::from_iter([(COOKIE, line.parse().unwrap())]);
        assert_eq!(cookie(&headers("csrf_token=a; __Host-csrf_token=b")), Some(&b"b"[..]));
        assert_eq!(cookie(&headers("x=y; csrf_token=a")), Some(&b"a"[..]));
        assert_eq!(cookie(&headers("xcsrf_token=a")), None);
    }
}
