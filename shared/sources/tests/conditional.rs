//! Conditional requests.

use crate::world::{CSV, URL, World};
use sisuiq_sources::{
    Outcome, Validators,
    server::{Behaviour, Reply},
};

fn csv() -> Reply {
    Reply::file("text/csv", CSV)
}

async fn validators(world: &World, url: &str) -> Validators {
    let stored = serde_json::to_string(&world.file(url).await.0.validators).unwrap();
    serde_json::from_str(&stored).unwrap()
}

#[tokio::test]
async fn unchanged_files_are_not_sent() {
    let world = World::with(csv().etag("W/\"v1\"").header("Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT"));
    let stored = validators(&world, URL).await;
    let (outcome, bytes) = world.fetch(URL, Some(&stored)).await.unwrap();
    assert_eq!((outcome, bytes), (Outcome::NotModified { redirects: Vec::new() }, Vec::new()));
    let request = world.server.requests().pop().unwrap();
    assert_eq!(request.header("if-none-match"), Some("W/\"v1\""));
    assert_eq!(request.header("if-modified-since"), Some("Sun, 06 Nov 1994 08:49:37 GMT"));
}

#[tokio::test]
async fn changed_files_are_sent() {
    let world = World::with(csv().etag("\"v1\""));
    let stored = validators(&world, URL).await;
    world.server.on(URL, Reply::file("text/csv", "a,2\n").etag("\"v2\""));
    let (outcome, bytes) = world.fetch(URL, Some(&stored)).await.unwrap();
    assert_eq!(bytes, b"a,2\n");
    assert!(matches!(outcome, Outcome::Fetched(fetched) if fetched.validators.etag.as_deref() == Some("\"v2\"")));
}

#[tokio::test]
async fn validators_are_sent_only_to_their_file() {
    let world = World::with(Reply::redirect("/v1.csv"));
    world.server.on("https://lists.un.org/v1.csv", csv().etag("\"1\""));
    let stored = validators(&world, URL).await;
    let (outcome, _) = world.fetch(URL, Some(&stored)).await.unwrap();
    assert!(matches!(outcome, Outcome::NotModified { redirects } if redirects.len() == 1));
    // the source now leads to another file with an equal tag
    world.server.on(URL, Reply::redirect("/v2.csv"));
    world.server.on("https://lists.un.org/v2.csv", Reply::file("text/csv", "a,2\n").etag("\"1\""));
    let (_, bytes) = world.fetch(URL, Some(&stored)).await.unwrap();
    assert_eq!(bytes, b"a,2\n");
    let requests = world.server.requests();
    assert!(
        requests
            .iter()
            .filter(|request| request.target != "/v1.csv")
            .all(|request| request.header("if-none-match").is_none())
    );
}

#[tokio::test]
async fn not_modified_needs_a_condition() {
    let not_modified = || Behaviour::from(Reply::status(304));
    let world = World::new();
    world.server.on_each(URL, [csv().etag("\"v1\"").into(), not_modified()]);
    let stored = validators(&world, URL).await;
    assert!(world.fetch(URL, Some(&stored)).await.is_ok());
    assert_eq!(world.code().await, "not_modified_unasked");
    for stored in [Validators::default(), Validators { etag: None, last_modified: None, ..stored }] {
        let error = world.fetch(URL, Some(&stored)).await.unwrap_err();
        assert_eq!(error.code(), "not_modified_unasked");
    }
}
