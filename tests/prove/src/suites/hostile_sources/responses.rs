//! Responses that are no file, or no whole one.

use super::{
    attack::{Attack, List},
    lists,
};
use axum::body::Bytes;
use flate2::{Compression, write::GzEncoder};
use sisuiq_sources::server::{Behaviour, Framing, Reply};
use std::io::Write;

const STATUSES: [(u16, &str); 22] = [
    (201, "status_unexpected"),
    (202, "status_unexpected"),
    (203, "status_unexpected"),
    (204, "body_empty"),
    (205, "body_empty"),
    (206, "partial_content"),
    (300, "status_unexpected"),
    (304, "not_modified_unasked"),
    (305, "status_unexpected"),
    (400, "status_unexpected"),
    (401, "access_denied"),
    (402, "access_denied"),
    (403, "access_denied"),
    (407, "access_denied"),
    (404, "not_found"),
    (410, "not_found"),
    (416, "status_unexpected"),
    (429, "throttled"),
    (451, "access_denied"),
    (500, "server_failed"),
    (503, "server_failed"),
    (599, "server_failed"),
];

/// Bytes that are no HTTP, or two messages to two readers.
const RAW: [(&[u8], &str); 17] = [
    (b"", "connection_lost"),
    (b"HTTP/1.1 200 OK\r\nContent-Le", "connection_lost"),
    (b"\x15\x03\x01\x00\x02\x02\x28", "response_malformed"),
    (b"220 smtp ready\r\n\r\n", "response_malformed"),
    (b"-ERR unknown command\r\n", "response_malformed"),
    (b"HTTP/0.9 200\r\n\r\na,b\n", "response_malformed"),
    (b"HTTP/2.0 200 OK\r\nContent-Length: 4\r\n\r\na,b\n", "response_malformed"),
    (b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\na,b\n\n", "response_malformed"),
    (b"HTTP/1.1 200 OK\r\nContent-Length: -4\r\n\r\na,b\n", "response_malformed"),
    (b"HTTP/1.1 200 OK\r\nContent-Length : 4\r\n\r\na,b\n", "response_malformed"),
    (b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "response_malformed"),
    (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\na,b\n", "response_malformed"),
    (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\na,b\n\r\n0\r\n\r\n", "response_malformed"),
    (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\na,b\n", "response_malformed"),
    (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\na,b\n\r\n0\r\n\r\nHTTP/1.1 200 OK\r\n",
        "length_mismatch",
    ),
    (b"HTTP/1.1 200 OK\r\nX-Bad: \x00\r\nContent-Length: 4\r\n\r\na,b\n", "response_malformed"),
    (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n", "status_unexpected"),
];

pub(super) fn all() -> Vec<Attack> {
    let mut attacks = Vec::new();
    for (status, code) in STATUSES {
        attacks.push(Attack::answering(List::Ofac, format!("status {status}"), Reply::status(status), code));
    }
    for (raw, code) in RAW {
        let behaviour = Behaviour::Raw(Bytes::from_static(raw));
        attacks.push(Attack::answering(List::Ofac, raw.escape_ascii(), behaviour, code));
    }
    attacks
        .extend(ofac().into_iter().map(|(what, behaviour, code)| Attack::answering(List::Ofac, what, behaviour, code)));
    attacks.extend(un().into_iter().map(|(what, behaviour, code)| Attack::answering(List::Un, what, behaviour, code)));
    attacks
}

type Row = (&'static str, Behaviour, &'static str);

fn ofac() -> Vec<Row> {
    let csv = || Reply::file("text/csv", lists::ofac());
    let coded = |coding: &str| csv().header("Content-Encoding", coding);
    let padded = |headers: usize, bytes: usize| {
        (0..headers).fold(csv(), |reply, number| reply.header(&format!("X-{number}"), &"a".repeat(bytes)))
    };
    let zip = [b"PK\x03\x04".as_slice(), &[0; 60]].concat();
    let packed = gzip(&lists::ofac());
    let gzipped = |bytes: Vec<u8>| Reply::file("text/csv", bytes).header("Content-Encoding", "gzip");
    let cut = packed.iter().copied().take(packed.len() - 20).collect();
    vec![
        ("a reset", Behaviour::Reset, "connection_lost"),
        ("headers without end", Behaviour::EndlessHead, "head_too_large"),
        ("a giant header", padded(1, 20_000).into(), "head_too_large"),
        ("many headers", padded(80, 10).into(), "head_too_large"),
        ("a length that is too large", csv().framing(Framing::WrongLength(70 << 20)).into(), "body_too_large"),
        ("a giant length", csv().framing(Framing::WrongLength(9 << 60)).into(), "body_too_large"),
        ("a longer length", csv().framing(Framing::WrongLength(9_000)).into(), "body_truncated"),
        ("a shorter length", csv().framing(Framing::WrongLength(200)).into(), "length_mismatch"),
        ("chunks without the last", csv().framing(Framing::UnfinishedChunks).into(), "body_truncated"),
        ("an end that is not declared", csv().framing(Framing::Close).into(), "length_unknown"),
        ("nothing", Reply::file("text/csv", "").into(), "body_empty"),
        ("nothing in chunks", Reply::file("text/csv", "").framing(Framing::Chunks).into(), "body_empty"),
        ("white space", Reply::file("text/csv", " \r\n\t").into(), "body_empty"),
        ("a bomb", Reply::gzip_bomb(8 << 20).into(), "compression_ratio"),
        ("a bomb in chunks", Reply::gzip_bomb(8 << 20).framing(Framing::Chunks).into(), "compression_ratio"),
        ("a bomb in a bomb", Reply::gzip_bomb(8 << 20).gzip().into(), "encoding_unexpected"),
        ("gzip that is none", coded("gzip").into(), "encoding_broken"),
        ("cut gzip", gzipped(cut).into(), "encoding_broken"),
        ("gzip with a rest", gzipped([packed, b"rest".to_vec()].concat()).into(), "encoding_broken"),
        ("brotli", coded("br").into(), "encoding_unexpected"),
        ("deflate", coded("deflate").into(), "encoding_unexpected"),
        ("zstd", coded("zstd").into(), "encoding_unexpected"),
        ("two codings", coded("gzip, gzip").into(), "encoding_unexpected"),
        ("an error page", Reply::error_page().into(), "error_page"),
        ("an error page as a list", Reply::file("text/csv", "<html><body>Sorry</body></html>").into(), "error_page"),
        ("a compressed error page", Reply::error_page().gzip().into(), "error_page"),
        ("a part of a page", Reply::file("text/csv", "\n<div>Login</div>").into(), "error_page"),
        ("JSON", Reply::file("application/json", "{\"error\": 1}").into(), "type_unexpected"),
        ("JSON as a list", Reply::file("text/csv", "{\"error\": 1}").into(), "type_unexpected"),
        ("a PDF file", Reply::file("application/pdf", "%PDF-1.7\n").into(), "type_unexpected"),
        ("a list declared as a picture", Reply::file("image/png", lists::ofac()).into(), "type_unexpected"),
        ("a list declared as a page", Reply::file("text/html", lists::ofac()).into(), "type_unexpected"),
        ("an archive", Reply::file("text/csv", zip).into(), "type_unexpected"),
        ("XML", Reply::file("text/csv", lists::un()).into(), "type_unexpected"),
        ("two types", csv().header("Content-Type", "text/html").into(), "response_malformed"),
    ]
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn un() -> Vec<Row> {
    let xml = || Reply::file("application/xml", lists::un());
    vec![
        ("an error page", Reply::error_page().into(), "error_page"),
        ("an error page as XML", Reply::file("text/xml", "<!DOCTYPE html><p>Sorry").into(), "error_page"),
        ("text", Reply::file("text/xml", "Service unavailable").into(), "type_unexpected"),
        ("rows", Reply::file("text/xml", lists::ofac()).into(), "type_unexpected"),
        ("XML declared as rows", Reply::file("text/csv", lists::un()).into(), "type_unexpected"),
        ("a longer length", xml().framing(Framing::WrongLength(90_000)).into(), "body_truncated"),
        ("a shorter length", xml().framing(Framing::WrongLength(300)).into(), "length_mismatch"),
    ]
}
