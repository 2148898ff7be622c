//! Limits of time and size. Time is paused: no test waits.

use crate::world::{CSV, URL, World};
use bytes::Bytes;
use sisuiq_clock::Clock;
use sisuiq_sources::{
    AllowList, BoxFuture, ConnectError, Connection, Fetcher, HostName, Kind, Limits, Request, Resolver, Transport,
    VettedAddress,
    server::{Behaviour, Framing, Reply},
};
use std::{future, io, net::IpAddr, sync::Arc, time::Duration};
use tokio::time::Instant;

async fn limited(behaviour: impl Into<Behaviour>, change: impl FnOnce(&mut Limits)) -> (&'static str, Duration) {
    let mut world = World::with(behaviour);
    change(&mut world.limits);
    let start = Instant::now();
    let error = world.fault(URL).await;
    (error.code(), start.elapsed())
}

fn drip(bytes: usize, pause: u64) -> Reply {
    Reply::file("text/csv", CSV.repeat(2_500)).pace(bytes, Duration::from_secs(pause))
}

/// Within the limit and a second: timers are coarse.
fn assert_took((code, took): (&str, Duration), expected: &str, seconds: u64) {
    assert_eq!(code, expected);
    assert!((seconds..=seconds + 1).contains(&took.as_secs()), "{took:?}");
}

#[tokio::test(start_paused = true)]
async fn silent_sources_time_out() {
    assert_took(limited(Behaviour::Silence, |_| {}).await, "head_timeout", 30);
    let head = |limits: &mut Limits| limits.head = Duration::from_secs(3);
    assert_took(limited(Behaviour::Silence, head).await, "head_timeout", 3);
}

#[tokio::test(start_paused = true)]
async fn slow_drips_are_ended() {
    assert_took(limited(drip(1, 1), |_| {}).await, "too_slow", 20);
    assert_took(limited(drip(1, 25), |_| {}).await, "too_slow", 20);
    assert_took(limited(drip(15_000, 19), |_| {}).await, "too_slow", 20);
}

#[tokio::test(start_paused = true)]
async fn steady_slow_files_arrive() {
    let world = World::with(drip(2_000, 1));
    assert_eq!(world.file(URL).await.1.len(), CSV.len() * 2_500);
}

#[tokio::test(start_paused = true)]
async fn the_whole_fetch_is_limited() {
    let total = |limits: &mut Limits| limits.total = Duration::from_secs(5);
    assert_took(limited(drip(2_000, 1), total).await, "total_timeout", 5);
    let redirecting = Reply::redirect("/sdn.csv?next").framing(Framing::Length);
    let mut world = World::with(redirecting);
    world.server.on("https://lists.un.org/sdn.csv?next", Behaviour::Silence);
    total(&mut world.limits);
    let error = world.fault(URL).await;
    assert_eq!((error.code(), error.redirects, error.is_temporary()), ("total_timeout", 1, true));
}

/// A network that hangs while resolving or while connecting.
struct Hanging {
    resolves: bool,
}

impl Resolver for Hanging {
    fn resolve<'a>(&'a self, _: &'a HostName) -> BoxFuture<'a, io::Result<Vec<IpAddr>>> {
        if self.resolves { Box::pin(async { Ok(vec![[11, 0, 0, 1].into()]) }) } else { Box::pin(future::pending()) }
    }
}

impl Transport for Hanging {
    fn connect<'a>(
        &'a self,
        _: &'a HostName,
        _: VettedAddress,
    ) -> BoxFuture<'a, Result<Box<dyn Connection>, ConnectError>> {
        Box::pin(future::pending())
    }
}

#[tokio::test(start_paused = true)]
async fn resolving_and_connecting_are_limited() {
    for resolves in [false, true] {
        let network = Arc::new(Hanging { resolves });
        let allowed: AllowList = "lists.un.org".parse().unwrap();
        let fetcher = Fetcher::new(network.clone(), network, allowed, Clock::system());
        let start = Instant::now();
        let error = fetcher.fetch_bytes(&Request::new(URL, &[Kind::Csv])).await.unwrap_err();
        assert_took((error.code(), start.elapsed()), "connect_timeout", 10);
    }
}

#[tokio::test(start_paused = true)]
async fn sizes_are_limited() {
    let body = |limits: &mut Limits| limits.body = 5_000;
    let file = || Reply::file("text/csv", CSV.repeat(1_000));
    assert_eq!(limited(file(), body).await.0, "body_too_large");
    assert_eq!(limited(file().framing(Framing::Chunks), body).await.0, "body_too_large");
    assert_eq!(limited(Behaviour::EndlessBody, body).await.0, "body_too_large");
    let decompressed = |limits: &mut Limits| limits.decompressed = 20_000;
    assert_eq!(limited(file().gzip(), decompressed).await.0, "decompressed_too_large");
    let exact = CSV.len() as u64 * 1_000;
    let mut world = World::with(file());
    world.limits.body = exact;
    assert_eq!(world.file(URL).await.0.length, exact);
}

#[tokio::test(start_paused = true)]
async fn gzip_bombs_do_not_unpack() {
    assert_eq!(limited(Reply::gzip_bomb(8 << 20), |_| {}).await.0, "compression_ratio");
    let ratio = |limits: &mut Limits| {
        limits.ratio = u64::MAX;
        limits.decompressed = 2 << 20;
    };
    assert_eq!(limited(Reply::gzip_bomb(8 << 20), ratio).await.0, "decompressed_too_large");
    let mut world = World::with(Reply::gzip_bomb(1 << 20));
    world.expected = vec![Kind::Csv];
    assert_eq!(world.file(URL).await.0.length, 1 << 20, "small files may be compressed at any ratio");
}

#[tokio::test(start_paused = true)]
async fn heads_are_limited() {
    let padded = |headers: usize, bytes: usize| {
        (0..headers)
            .fold(Reply::file("text/csv", CSV), |reply, index| reply.header(&format!("X-{index}"), &"a".repeat(bytes)))
    };
    for behaviour in [
        Behaviour::EndlessHead,
        padded(1, 20_000).into(),
        padded(80, 10).into(),
        padded(1, 10_000_000).into(),
        Behaviour::Raw(Bytes::from(vec![b'a'; 1 << 20])),
        Behaviour::Raw(Bytes::from([b"HTTP/1.1 200 ".to_vec(), vec![b'a'; 1 << 20]].concat())),
    ] {
        let code = limited(behaviour, |_| {}).await.0;
        assert!(matches!(code, "head_too_large" | "response_malformed"), "{code}");
    }
    assert!(World::with(padded(50, 100)).fetch(URL, None).await.is_ok());
    let interim = b"HTTP/1.1 103 Early Hints\r\n\r\n".repeat(100_000);
    let head = |limits: &mut Limits| limits.head = Duration::from_secs(1);
    assert_ne!(limited(Behaviour::Raw(Bytes::from(interim)), head).await.0, "ok");
}
