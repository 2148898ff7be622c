//! `GET /api/v1/documents/sources`

use serde_json::json;
use tests::world::World;

#[tokio::test]
async fn sources_are_told_to_whoever_uses_the_copilot() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    world.stranger().get("/api/v1/documents/sources").await.is_problem(401, "unauthorized");
    let sources = alice.get("/api/v1/documents/sources").await.is(200);
    let ids: Vec<_> = sources["sources"].as_array().unwrap().iter().map(|source| &source["id"]).collect();
    assert_eq!(ids, [&json!("uetcl"), &json!("era"), &json!("memd"), &json!("world_bank"), &json!("other")]);
    assert_eq!(sources["sources"][3]["name"], "World Bank");
}
