//! Which headers go through, and what is added to them.

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

/// What a function gets of a request's headers. Its length is decided anew from the body that is really read, so
/// that two readers can never disagree about where a request ends.
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

/// What a client gets of a function's headers, repeated ones included.
pub(crate) fn response_headers(mut headers: HeaderMap) -> HeaderMap {
    remove_hop_by_hop(&mut headers);
    headers.remove(CONTENT_LENGTH);
    headers
}

/// What the store of files gets of a request's headers: nothing that says who asks. Its length stays, for a form is refused
/// without it.
pub(crate) fn for_store(headers: &mut HeaderMap) {
    remove_hop_by_hop(headers);
    for name in [AUTHORIZATION, COOKIE, EXPECT, ORIGIN, REFERER] {
        headers.remove(name);
    }
}

/// What a client gets of the store's headers: nothing about other origins, for there are none.
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
