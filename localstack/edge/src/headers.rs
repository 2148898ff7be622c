//! Headers that pass through, and headers that are added.

use std::net::SocketAddr;

use axum::http::{
    HeaderMap, HeaderName, HeaderValue,
    header::{AUTHORIZATION, CONNECTION, CONTENT_LENGTH, COOKIE, EXPECT, HOST, ORIGIN, REFERER, SET_COOKIE},
};

/// Headers about one connection, which mean nothing on the next one.
const HOP_BY_HOP: [&str; 9] = [
    "connection",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Claims about earlier hops. There is no hop before this one.
const FORWARDED: [&str; 6] =
    ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-port", "x-forwarded-proto", "x-real-ip"];

/// The request headers for a function. The length is determined again from the body that is read, so that two readers
/// cannot disagree on the end of a request.
pub(crate) fn request_headers(mut headers: HeaderMap, peer: SocketAddr, port: u16) -> HeaderMap {
    remove_hop_by_hop(&mut headers);
    headers.remove(CONTENT_LENGTH);
    headers.remove(EXPECT);
    for name in FORWARDED {
        headers.remove(name);
    }
    let host = headers.get(HOST).cloned();
    headers.extend(host.map(|host| (HeaderName::from_static("x-forwarded-host"), host)));
    headers.insert("x-forwarded-proto", HeaderValue::from_static("http"));
    headers.insert("x-forwarded-port", HeaderValue::from(port));
    headers.extend(
        HeaderValue::from_str(&peer.ip().to_string())
            .ok()
            .map(|address| (HeaderName::from_static("x-forwarded-for"), address)),
    );
    headers
}

/// The function's headers for the client, repeated ones included.
pub(crate) fn response_headers(mut headers: HeaderMap) -> HeaderMap {
    remove_hop_by_hop(&mut headers);
    headers.remove(CONTENT_LENGTH);
    headers
}

/// The request headers for the file store, without credentials. The length stays, because a form is rejected without
/// it.
pub(crate) fn for_store(headers: &mut HeaderMap) {
    remove_hop_by_hop(headers);
    for name in [AUTHORIZATION, COOKIE, EXPECT, ORIGIN, REFERER] {
        headers.remove(name);
    }
}

/// The file store's headers for the client, without CORS headers, because there are no other origins.
pub(crate) fn from_store(headers: &mut HeaderMap) {
    remove_hop_by_hop(headers);
    let foreign = |name: &HeaderName| name.as_str().starts_with("access-control-") || name == SET_COOKIE;
    let named: Vec<HeaderName> = headers.keys().filter(|name| foreign(name)).cloned().collect();
    for name in named {
        headers.remove(name);
    }
}

fn remove_hop_by_hop(headers: &mut HeaderMap) {
    let named: Vec<HeaderName> = headers
        .get_all(CONNECTION)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|name| name.trim().parse().ok())
        .collect();
    for name in named {
        headers.remove(name);
    }
    for name in HOP_BY_HOP {
        headers.remove(name);
    }
}
