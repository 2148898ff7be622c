//! `GET /api/datasets/shared/{token}/rows`

use super::shared;
use crate::dataset::ACCIDENTS;
use crate::product::PUBLIC_DATA;
use serde_json::json;
use world::World;

#[tokio::test]
async fn wrong_parameters_are_named() {
    let world = World::new(PUBLIC_DATA).await;
    let (_, link) = shared(&world.user("alice").await, ACCIDENTS).await;
    let reply = world.stranger().get(&format!("{link}/rows?limit=0&columns=gone")).await.is_problem(400, "bad_request");
    assert_eq!(reply.wrong_fields(), ["limit", "columns"]);
}

#[tokio::test]
async fn rows_are_those_of_the_owner() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let (own, link) = shared(&alice, ACCIDENTS).await;
    let rows = world.stranger().get(&format!("{link}/rows?limit=2")).await.is(200);
    let rows = rows.matches_snapshot("get_datasets_shared_token_rows");
    let hers = alice.get(&format!("{own}/rows?limit=2")).await.is(200);
    assert_eq!((&rows["rows"], &rows["total"]), (&hers["rows"], &json!(3)));
}
