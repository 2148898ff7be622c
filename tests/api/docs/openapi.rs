//! `GET /api/openapi.json`

use axum::body::Body;
use http::Request;
use http_body_util::BodyExt;
use serde_json::Value;
use std::io::Read;
use tests::world::World;

const PATH: &str = "/api/openapi.json";

#[tokio::test]
async fn the_description_is_that_of_all_functions() {
    let reply = World::new().await.stranger().get(PATH).await.is(200);
    assert_eq!(reply.header("content-type"), "application/json");
    assert_eq!(reply.header("content-security-policy"), "default-src 'none'; frame-ancestors 'none'");
    assert_eq!(reply.body, serde_json::to_value(server::openapi()).unwrap());
}

#[tokio::test]
async fn it_is_asked_for_once_and_kept_while_it_is_the_same() {
    let world = World::new().await;
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
async fn whoever_can_unpack_it_gets_it_compressed() {
    let world = World::new().await;
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
async fn it_is_there_when_the_database_is_not_and_is_not_counted() {
    let world = World::with(&[("RATE_LIMIT_DEFAULT_ADDRESS", "1/60s")]).await;
    world.break_database().await;
    for _ in 0..3 {
        let reply = world.stranger().get(PATH).await.is(200);
        assert_eq!(reply.header("x-ratelimit-limit"), "");
    }
}
