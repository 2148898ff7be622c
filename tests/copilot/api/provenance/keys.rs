//! `GET /api/provenance/keys`

use copilot::COPILOT;
use serde_json::json;
use world::World;

#[tokio::test]
async fn empty_before_first_signature() {
    let world = World::new(COPILOT).await;
    assert_eq!(world.stranger().get("/api/provenance/keys").await.is(200).body, json!({ "keys": [] }));
}

#[tokio::test]
async fn signing_key_is_listed_once() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    for _ in 0..2 {
        alice.asks("What is planned?").await.is(200);
        world.restart();
    }
    let listed = world.stranger().get("/api/provenance/keys").await.is(200).matches_snapshot("get_provenance_keys");
    let published = world.stranger().get("/.well-known/jwks.json").await.is(200);
    assert_eq!(listed["keys"], json!([published["keys"][0]]));
    assert!(listed["keys"][0].get("d").is_none(), "the private half is nobody's business");
}
