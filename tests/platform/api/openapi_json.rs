//! `GET /api/openapi.json`

use crate::product::PLATFORM;
use axum::body::Body;
use http::Request;
use http_body_util::BodyExt;
use serde_json::Value;
use std::io::Read;
use world::World;

const PATH: &str = "/api/openapi.json";
/// The committed description. The tests of the contract compare it with the code.
const DESCRIPTION: &str = include_str!("../../../openapi.json");

#[tokio::test]
async fn returns_the_committed_description() {
    let reply = World::new(PLATFORM).await.stranger().get(PATH).await.is(200);
    assert_eq!(reply.header("content-type"), "application/json");
    assert_eq!(reply.header("content-security-policy"), "default-src 'none'; frame-ancestors 'none'");
    assert_eq!(reply.body, serde_json::from_str::<Value>(DESCRIPTION).unwrap());
}

#[tokio::test]
async fn unchanged_description_gets_304() {
    let world = World::new(PLATFORM).await;
    let reply = world.stranger().get(PATH).await.is(200);
    assert_eq!(reply.header("cache-control"), "public, max-age=300");
    let ask = |tag: &str| Request::get(PATH).header("if-none-match", tag).body(Body::empty()).unwrap();
    let again = world.send(ask(reply.header("etag"))).await.is(304);
    assert_eq!(
        (again.body.clone(), again.header("etag"), again.header("cache-control")),
        (Value::Null, reply.header("etag"), "public, max-age=300")
    );
    world.send(ask("W/\"another\"")).await.is(200);
}

#[tokio::test]
async fn gzip_is_served_when_accepted() {
    let world = World::new(PLATFORM).await;
    let plain = world.stranger().get(PATH).await.is(200);
    let request = Request::get(PATH).header("accept-encoding", "br;q=1.0, gzip").body(Body::empty()).unwrap();
    let response = world.respond(request).await;
    assert_eq!(response.headers()["content-encoding"], "gzip");
    assert_eq!(response.headers()["vary"], "accept-encoding");
    assert_eq!(response.headers()["etag"], plain.headers["etag"]);
    let packed = response.into_body().collect().await.unwrap().to_bytes();
    let mut text = String::new();
    flate2::read::GzDecoder::new(&*packed).read_to_string(&mut text).unwrap();
    assert!(packed.len() * 5 < text.len(), "{} of {}", packed.len(), text.len());
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), plain.body);
}

#[tokio::test]
async fn served_without_database_and_quota() {
    let world = World::with(PLATFORM, &[("RATE_LIMIT_DEFAULT_ADDRESS", "1/60s")]).await;
    world.break_database().await;
    for _ in 0..3 {
        let reply = world.stranger().get(PATH).await.is(200);
        assert_eq!(reply.header("x-ratelimit-limit"), "");
    }
}
