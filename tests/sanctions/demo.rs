//! The demo lists, from their seeding to their entries.

use crate::product::SANCTIONS;
use seed::SeedRequest;
use serde_json::json;
use sisuiq_sources::server::SourceServer;
use std::path::Path;
use world::World;

#[tokio::test]
async fn demo_lists_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds/lists");
    let listening = SourceServer::of_folder(folder).listen(([127, 0, 0, 1], 0).into()).await.unwrap();
    let world = World::with(SANCTIONS, &[("SOURCE_SERVER", &listening.address().to_string())]).await;
    world.prepare_storage().await;
    let state = seed::State::from_environment(&world.environment(), world.clock()).await.unwrap();
    seed::seed(&state, SeedRequest::default()).await.unwrap();
    world.sweeps_sources().await;
    world.delivers_runs().await;
    let admin = world.admin().await;
    let freshness = admin.get("/api/v1/sources/freshness").await.is(200);
    assert_eq!(
        (&freshness["fresh"], freshness["data"].as_array().unwrap().len()),
        (&json!(true), 3),
        "{}",
        freshness.body
    );
    let sources = admin.get("/api/v1/sources").await.is(200);
    for (dataset, entries) in [("EU-Sanctions", 4), ("UN-Sanctions", 6), ("US-Sanctions", 268)] {
        let source = sources["data"].as_array().unwrap().iter().find(|source| source["dataset"] == dataset).unwrap();
        let listed = admin.get(&format!("/api/v1/knowledge/entities?list={}", source["id"].as_str().unwrap())).await;
        assert_eq!(listed.is(200)["count"], entries, "{dataset}");
    }
    let found = admin.get("/api/v1/knowledge/entities?q=kolbek").await.is(200);
    assert_eq!(found["count"], 3, "on two lists, and a company whose former name has it: {}", found.body);
}
