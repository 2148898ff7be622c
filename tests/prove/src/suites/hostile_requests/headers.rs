//! Headers and tokens.

use super::text;
use rand::{Rng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;

/// Name and value of a header.
pub(super) type Header = (String, Vec<u8>);

const CONTENT_TYPES: [&str; 12] = [
    "application/json; charset=utf-16",
    "application/json; charset=\"",
    "application/json;;;=",
    "application/problem+json",
    "text/plain",
    "text/html; charset=utf-7",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "application/x-www-form-urlencoded",
    "application/octet-stream",
    "*/*",
    ";;;",
];
const NAMES: [&str; 30] = [
    "accept",
    "accept-encoding",
    "accept-language",
    "content-encoding",
    "content-language",
    "content-length",
    "content-type",
    "cookie",
    "date",
    "expect",
    "forwarded",
    "from",
    "host",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "max-forwards",
    "origin",
    "range",
    "referer",
    "sec-fetch-site",
    "te",
    "traceparent",
    "upgrade",
    "user-agent",
    "x-amzn-trace-id",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-http-method-override",
    "x-trace-id",
];
const HEADER_VALUES: [&str; 18] = [
    "",
    "*",
    "gzip, br, deflate, zstd",
    "100-continue",
    "bytes=0-,0-,0-,0-,0-",
    "bytes=-99999999999999999999",
    "cross-site",
    "null",
    "http://copilot.example",
    "https://copilot.example.evil.example",
    "127.0.0.1, 127.0.0.1",
    "DELETE",
    "Root=1-00000000-000000000000000000000000;Parent=;Sampled=2",
    "Root=1-zzzzzzzz-\u{e9}",
    "00-00000000000000000000000000000000-0000000000000000-ff",
    "ffffffffffffffffffffffffffffffffffff",
    "Sat, 31 Feb 9999 25:61:61 GMT",
    "h2c, websocket",
];
/// An unsigned token with `{"alg":"none"}`, a subject and an expiry time.
const UNSIGNED: &str =
    "eyJhbGciOiJub25lIn0.eyJzdWIiOiIwMTkwYjVhMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDAiLCJleHAiOjk5OTk5OTk5OTl9.";

/// Draws the headers of a request with this body and this token.
pub(super) fn draw(chance: &mut ChaCha8Rng, token: &str, body: &[u8]) -> Vec<Header> {
    let mut headers = identity(chance, token);
    if !body.is_empty() || chance.random_bool(0.1) {
        headers.extend(content_type(chance));
    }
    match chance.random_range(0..20) {
        0..10 => {}
        10..18 => headers.extend((0..chance.random_range(1..6)).map(|_| strange(chance))),
        18 => headers.extend((0..200).map(|number| (format!("x-{number}"), b"x".to_vec()))),
        _ => headers.push(("cookie".to_owned(), vec![b';'; 50_000])),
    }
    headers
}

fn content_type(chance: &mut ChaCha8Rng) -> Vec<Header> {
    let header = |value: &str| ("content-type".to_owned(), value.as_bytes().to_vec());
    match chance.random_range(0..20) {
        0 => vec![],
        1 | 2 => vec![header(CONTENT_TYPES.choose(chance).unwrap())],
        3 => vec![header("application/json"), header(CONTENT_TYPES.choose(chance).unwrap())],
        _ => vec![header("application/json")],
    }
}

fn strange(chance: &mut ChaCha8Rng) -> Header {
    let name = (*NAMES.choose(chance).unwrap()).to_owned();
    let value = match chance.random_range(0..10) {
        0..6 => HEADER_VALUES.choose(chance).unwrap().as_bytes().to_vec(),
        6 | 7 => text::text(chance).into_bytes(),
        8 => text::bytes(chance),
        _ => chance.random::<u64>().to_string().into_bytes(),
    };
    (name, value)
}

/// Draws the credentials: mostly a valid token, so that requests pass authentication.
fn identity(chance: &mut ChaCha8Rng, token: &str) -> Vec<Header> {
    let bearer = |token: &str| ("authorization".to_owned(), format!("Bearer {token}").into_bytes());
    let cookie = |token: &str| ("cookie".to_owned(), format!("a=b; access_token={token}").into_bytes());
    match chance.random_range(0..20) {
        0..9 => vec![bearer(token)],
        9..13 => vec![cookie(token)],
        13 => vec![],
        14 => vec![bearer(&forged(chance, token))],
        15 => vec![cookie(&forged(chance, token))],
        16 => vec![bearer(token), bearer(&forged(chance, token))],
        17 => vec![cookie(&forged(chance, token)), cookie(token), bearer(token)],
        18 => vec![("authorization".to_owned(), scheme(chance))],
        _ => vec![("cookie".to_owned(), text::bytes(chance))],
    }
}

fn scheme(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let schemes: [&[u8]; 7] =
        [b"Basic YTpi", b"Bearer", b"bearer  ", b"Bearer \xff\xfe", b"Negotiate", b"AWS4-HMAC-SHA256 x", b"\xe9"];
    schemes.choose(chance).unwrap().to_vec()
}

fn forged(chance: &mut ChaCha8Rng, token: &str) -> String {
    let (head, signature) = token.rsplit_once('.').unwrap_or(("", token));
    match chance.random_range(0..8) {
        0 => format!("{head}."),
        1 => format!("{head}.{}", signature.chars().rev().collect::<String>()),
        2 => UNSIGNED.to_owned(),
        3 => ".".repeat(chance.random_range(1..10_000)),
        4 => "e30.".repeat(3),
        5 => text::long(chance),
        6 => format!("{token}.{token}"),
        _ => text::text(chance),
    }
}
