//! Files arrive whole, or not at all.

use crate::world::{CSV, URL, World};
use bytes::Bytes;
use sha2::{Digest, Sha256};
use sisuiq_sources::{
    Kind, Outcome, Request,
    server::{Behaviour, Framing, PlayedNetwork, Reply},
};
use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};
use tokio::io::AsyncWrite;

fn csv() -> Reply {
    Reply::file("text/csv; charset=utf-8", CSV)
}

#[tokio::test]
async fn a_file_arrives_with_its_facts() {
    let world = World::with(csv().etag("\"v1\""));
    let (fetched, bytes) = world.file(URL).await;
    assert_eq!(bytes, CSV.as_bytes());
    assert_eq!(fetched.sha256, hex::encode(Sha256::digest(CSV)));
    assert_eq!((fetched.length, fetched.transferred), (CSV.len() as u64, CSV.len() as u64));
    assert_eq!((fetched.kind, fetched.final_url.as_str()), (Kind::Csv, URL));
    assert_eq!(fetched.content_type.as_deref(), Some("text/csv; charset=utf-8"));
    assert_eq!(fetched.validators.etag.as_deref(), Some("\"v1\""));
    assert_eq!(fetched.address.ip(), PlayedNetwork::address());
    let [request] = &world.server.requests()[..] else { panic!("one request") };
    assert_eq!((request.host.as_str(), request.target.as_str()), ("lists.un.org", "/sdn.csv"));
    assert_eq!(request.header("accept-encoding"), Some("gzip"));
    assert!(request.header("user-agent").unwrap().starts_with("SISUiQ-sources/"));
    for absent in ["cookie", "authorization", "referer", "if-none-match", "range"] {
        assert_eq!(request.header(absent), None);
    }
}

#[tokio::test]
async fn every_framing_and_coding_gives_the_same_file() {
    let long = CSV.repeat(20_000);
    let reply = || Reply::file("text/csv", long.clone());
    for reply in [
        reply(),
        reply().framing(Framing::Chunks),
        reply().gzip(),
        reply().gzip().framing(Framing::Chunks),
        reply().gzip().pace(1_000, Duration::from_millis(1)).framing(Framing::Chunks),
    ] {
        let (fetched, bytes) = World::with(reply).file(URL).await;
        assert!(bytes == long.as_bytes());
        assert_eq!(fetched.sha256, hex::encode(Sha256::digest(&long)));
        assert_eq!(fetched.length, long.len() as u64);
    }
}

#[tokio::test]
async fn concatenated_gzip_members_are_one_file() {
    let gzip = |text: &str| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        io::Write::write_all(&mut encoder, text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    let both = [gzip("a,b\n"), gzip("c,d\n")].concat();
    let reply = Reply::file("text/csv", both.clone()).header("Content-Encoding", "gzip");
    assert_eq!(World::with(reply).file(URL).await.1, b"a,b\nc,d\n");
    for end in 0..both.len() {
        // between the members, a cut cannot be seen
        let is_whole = end == gzip("a,b\n").len();
        let reply = Reply::file("text/csv", both[..end].to_vec()).header("Content-Encoding", "gzip");
        let result = World::with(reply).fetch(URL, None).await.map_err(|error| error.code());
        let expected = if end == 0 { "body_empty" } else { "encoding_broken" };
        if is_whole { assert!(result.is_ok()) } else { assert_eq!(result.unwrap_err(), expected, "{end}") }
    }
    let junk = [both, b"junk".to_vec()].concat();
    let world = World::with(Reply::file("text/csv", junk).header("Content-Encoding", "gzip"));
    assert_eq!(world.code().await, "encoding_broken");
}

#[tokio::test]
async fn redirects_lead_to_the_file() {
    let world = World::new();
    world.server.on("https://lists.un.org/old", Reply::redirect("/new?sign=secret"));
    world.server.on("https://lists.un.org/new?sign=secret", Reply::redirect("https://alt.un.org:8443/a"));
    world.server.on("https://alt.un.org:8443/a", Reply::redirect("//data.europa.eu/b?token=secret#part"));
    world.server.on("https://data.europa.eu/b?token=secret", csv());
    let (fetched, bytes) = world.file("https://lists.un.org/old").await;
    assert_eq!(bytes, CSV.as_bytes());
    assert_eq!(fetched.final_url, "https://data.europa.eu/b");
    let from: Vec<&str> = fetched.redirects.iter().map(|redirect| redirect.from.as_str()).collect();
    assert_eq!(from, ["https://lists.un.org/old", "https://lists.un.org/new", "https://alt.un.org:8443/a"]);
    assert_eq!(world.network.connected().len(), 4);
    assert_eq!(world.network.resolved().len(), 4);
    assert!(!format!("{fetched:?}").contains("secret"));
}

#[tokio::test]
async fn redirect_chains_end() {
    let world = World::new();
    for hop in 0..6 {
        world.server.on(&format!("https://lists.un.org/{hop}"), Reply::redirect(&format!("/{}", hop + 1)));
    }
    world.server.on("https://lists.un.org/6", csv());
    let error = world.fault("https://lists.un.org/0").await;
    assert_eq!((error.code(), error.redirects), ("too_many_redirects", 6));
    assert!(world.fetch("https://lists.un.org/1", None).await.is_ok(), "five are followed");
    for (path, to) in [("/self", "/self"), ("/self#a", "/self#b"), ("/a", "/b"), ("/b", "/a")] {
        world.server.on(&format!("https://lists.un.org{path}"), Reply::redirect(to));
    }
    for start in ["self", "a"] {
        assert_eq!(world.fault(&format!("https://lists.un.org/{start}")).await.code(), "redirect_loop");
    }
    for reply in [
        Reply::status(302),
        Reply::redirect("/a").header("Location", "/b"),
        Reply::status(301).header("Location", "/\u{e9}"),
    ] {
        assert_eq!(World::with(reply).code().await, "redirect_malformed");
    }
}

#[tokio::test]
async fn incomplete_files_are_errors() {
    for (reply, code) in [
        (csv().framing(Framing::WrongLength(1_000)), "body_truncated"),
        (csv().framing(Framing::WrongLength(20)), "length_mismatch"),
        (csv().framing(Framing::UnfinishedChunks), "body_truncated"),
        (csv().framing(Framing::Close), "length_unknown"),
        (Reply::file("text/csv", ""), "body_empty"),
        (Reply::file("text/csv", "").framing(Framing::Chunks), "body_empty"),
        (Reply::file("text/csv", " \r\n").framing(Framing::Chunks), "body_empty"),
        (Reply::file("text/csv", "").gzip(), "body_empty"),
        (csv().header("Content-Encoding", "gzip"), "encoding_broken"),
        (csv().header("Content-Encoding", "br"), "encoding_unexpected"),
        (Reply::error_page(), "error_page"),
        (Reply::error_page().gzip(), "error_page"),
        (Reply::file("application/json", "{\"error\": 1}"), "type_unexpected"),
        (Reply::status(206), "partial_content"),
        (Reply::status(500), "server_failed"),
        (Reply::status(403), "access_denied"),
        (Reply::status(404), "not_found"),
        (Reply::status(304), "not_modified_unasked"),
    ] {
        let reply_text = format!("{reply:?}");
        assert_eq!(World::with(reply).code().await, code, "{reply_text}");
    }
}

#[tokio::test]
async fn malformed_responses_are_errors() {
    for (raw, code) in [
        (&b""[..], "connection_lost"),
        (b"HTTP/1.1 200 OK\r\n", "connection_lost"),
        (b"\x15\x03\x01\x00\x02\x02\x28", "response_malformed"),
        (b"220 smtp ready\r\n", "response_malformed"),
        (b"just some text\n\n", "response_malformed"),
        (b"HTTP/2.0 200 OK\r\n\r\n", "response_malformed"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\na,b\r\n", "response_malformed"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\na,b\r\n", "response_malformed"),
        (b"HTTP/1.1 200 OK\r\nContent-Length : 5\r\n\r\na,b\r\n", "response_malformed"),
        (b"HTTP/1.1 200 OK\r\nX-A: a\r\n folded\r\nContent-Length: 5\r\n\r\na,b\r\n", "response_malformed"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "response_malformed"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\na,b", "response_malformed"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\na,b\r\n0\r\n\r\n", "response_malformed"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\na,b", "response_malformed"),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\na,b\n\r\n0\r\n\r\nHTTP/1.1 200 OK\r\n",
            "length_mismatch",
        ),
        (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n", "status_unexpected"),
    ] {
        let world = World::with(Behaviour::Raw(Bytes::from_static(raw)));
        assert_eq!(world.code().await, code, "{}", raw.escape_ascii());
    }
    assert_eq!(World::with(Behaviour::Reset).code().await, "connection_lost");
    let interim = b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\na,b\n";
    assert_eq!(World::with(Behaviour::Raw(Bytes::from_static(interim))).file(URL).await.1, b"a,b\n");
}

#[tokio::test]
async fn versions_differ_by_digest() {
    let world = World::new();
    world.server.on_each(URL, [Reply::file("text/csv", "a,1\n").into(), Reply::file("text/csv", "a,2\n").into()]);
    let (first, second, third) = (world.file(URL).await.0, world.file(URL).await.0, world.file(URL).await.0);
    assert_ne!(first.sha256, second.sha256);
    assert_eq!(second.sha256, third.sha256);
}

#[tokio::test]
async fn unreachable_addresses_are_passed_over() {
    let world = World::with(csv());
    let other = "11.0.0.9".parse().unwrap();
    world.network.resolve_to("lists.un.org", [vec![other, PlayedNetwork::address()]]);
    assert!(world.fetch(URL, None).await.is_ok());
    assert_eq!(world.network.connected().len(), 2);
    world.network.resolve_to("lists.un.org", [vec![other]]);
    let error = world.fault(URL).await;
    assert_eq!((error.code(), error.is_temporary()), ("unreachable", true));
    world.network.resolve_to("lists.un.org", [vec![]]);
    assert_eq!(world.code().await, "name_unresolved");
}

/// A destination whose disk is full after some bytes.
struct Full(usize);

impl AsyncWrite for Full {
    fn poll_write(mut self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if self.0 < bytes.len() {
            return Poll::Ready(Err(io::ErrorKind::StorageFull.into()));
        }
        self.0 -= bytes.len();
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[tokio::test]
async fn full_destinations_are_errors() {
    let world = World::with(Reply::file("text/csv", CSV.repeat(1_000)));
    let error = world.fetcher.fetch(&Request::new(URL, &[Kind::Csv]), &mut Full(20_000)).await.unwrap_err();
    assert_eq!((error.code(), error.is_temporary()), ("destination", true));
}

#[tokio::test]
async fn refused_files_write_nothing() {
    let world = World::with(Reply::error_page());
    let mut written = Vec::new();
    assert!(world.fetcher.fetch(&Request::new(URL, &[Kind::Csv]), &mut written).await.is_err());
    assert!(written.is_empty());
    let result = world.fetcher.fetch(&Request::new(URL, &[]), &mut written).await;
    assert_eq!(result.unwrap_err().code(), "request_invalid");
}

#[tokio::test]
async fn throttling_names_the_pause() {
    let error = World::with(Reply::status(429).header("Retry-After", "120")).fault(URL).await;
    assert_eq!((error.code(), error.is_temporary()), ("throttled", true));
    assert_eq!(error.retry_after(), Some(Duration::from_mins(2)));
    let error = World::with(Reply::status(503).header("Retry-After", "Sat, 28 Mar 2026 12:01:00 GMT")).fault(URL).await;
    assert_eq!(error.retry_after(), Some(Duration::from_mins(1)));
}

#[tokio::test]
async fn user_agent_can_name_a_contact() {
    let world = World::with(csv());
    let fetcher = world.fetcher.clone().with_user_agent("Example lists@un.org".parse().unwrap());
    let outcome = fetcher.fetch_bytes(&Request::new(URL, &[Kind::Csv])).await.unwrap();
    assert!(matches!(outcome, (Outcome::Fetched(_), _)));
    assert_eq!(world.server.requests()[0].header("user-agent"), Some("Example lists@un.org"));
}
