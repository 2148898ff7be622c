//! A hostile request, as a parsed request and as bytes.

use super::{
    address, body,
    headers::{self, Header},
    route::Route,
};
use axum::body::Body;
use http::Request;
use rand::{Rng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use std::fmt;

const METHODS: [&str; 12] =
    ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "BREW"];
const SHOWN: usize = 120;

/// A random request. Some are not valid HTTP.
pub(super) struct Hostile {
    pub(super) method: String,
    address: String,
    headers: Vec<Header>,
    body: Vec<u8>,
}

impl Hostile {
    pub(super) fn draw(chance: &mut ChaCha8Rng, route: &Route, token: &str) -> Self {
        let any_method = chance.random_bool(0.15);
        let method = if any_method { METHODS.choose(chance).unwrap() } else { route.method.as_str() };
        let address = address::draw(chance, route);
        let body = body::draw(chance, route);
        let headers = headers::draw(chance, token, &body);
        Self { method: method.to_owned(), address, headers, body }
    }

    /// The request for the router; none if it is not valid HTTP.
    pub(super) fn request(&self) -> Option<Request<Body>> {
        let request = Request::builder().method(self.method.as_bytes()).uri(&self.address);
        let add = |request: http::request::Builder, (name, value): &Header| request.header(name, value.as_slice());
        self.headers.iter().fold(request, add).body(Body::from(self.body.clone())).ok()
    }

    /// The request as bytes, often with one violation of HTTP.
    pub(super) fn bytes(&self, chance: &mut ChaCha8Rng) -> Vec<u8> {
        let mut line = format!("{} {} HTTP/1.1\r\n", self.method, self.address).into_bytes();
        let mut fields = Vec::new();
        for (name, value) in self.headers.iter().filter(|(name, _)| name != "content-length") {
            fields.extend([name.as_bytes(), b": ", value, b"\r\n"].concat());
        }
        let mut framing = format!("content-length: {}\r\n", self.body.len());
        match chance.random_range(0..16) {
            0 => line = format!("{} {}\r\n", self.method, self.address).into_bytes(),
            1 => line = format!("{}\t{}\tHTTP/9.9\r\n", self.method, self.address).into_bytes(),
            2 => line.splice(0..0, *b"\r\n\0\x16\x03\x01").for_each(drop),
            3 => fields.extend(b"x-bare: a\nb\rc\r\n"),
            4 => fields.extend(b"no colon at all\r\n"),
            5 => fields.extend(b"x-folded: a\r\n b\r\n"),
            6 => fields.extend([b"x-long: ".as_slice(), &vec![b'a'; 700_000], b"\r\n"].concat()),
            7 => framing = format!("content-length: {}\r\ncontent-length: 0\r\n", self.body.len()),
            8 => framing = String::from("content-length: -1\r\n"),
            9 => framing = format!("content-length: {}\r\n", self.body.len() + 100),
            10 => framing = String::from("transfer-encoding: chunked\r\n"),
            11 => framing = format!("transfer-encoding: chunked\r\ncontent-length: {}\r\n", self.body.len()),
            12 => framing = String::from("content-length : 5\r\n"),
            _ => {}
        }
        let tail = format!("{framing}host: copilot.example\r\nconnection: close\r\n\r\n");
        [line, fields, tail.into_bytes(), self.body.clone()].concat()
    }
}

/// A short form for reports. Running the case again shows the complete request.
impl fmt::Display for Hostile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shorten = |text: &str| text.chars().take(SHOWN).collect::<String>();
        let body = String::from_utf8_lossy(&self.body);
        write!(formatter, "{} {}", self.method, shorten(&self.address))?;
        for (name, value) in self.headers.iter().take(8).filter(|(name, _)| name != "authorization") {
            write!(formatter, " [{name}: {}]", shorten(&String::from_utf8_lossy(value)).escape_debug())?;
        }
        write!(formatter, " {} bytes {}", self.body.len(), shorten(&body).escape_debug())
    }
}
