//! `GET /api/datasets/shared/{token}/map`

use super::shared;
use crate::dataset::uploads;
use crate::product::PUBLIC_DATA;
use serde_json::json;
use world::World;

const PLACES: &str = "lat,lon,n\n35.87,128.60,1\n35.88,128.61,2\n,,3\n";

#[tokio::test]
async fn other_datasets_are_out_of_reach() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let (_, link) = shared(&alice, PLACES).await;
    let other = uploads(&alice, "b.csv", PLACES).await;
    let reply = world.stranger().get(&format!("{link}/map?with={other}")).await.is_problem(400, "bad_request");
    assert_eq!(reply.wrong_fields(), ["with"]);
}

#[tokio::test]
async fn maps_are_those_of_the_owner() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let (own, link) = shared(&alice, PLACES).await;
    let map = world.stranger().get(&format!("{link}/map?columns=n")).await.is(200);
    let map = map.matches_snapshot("get_datasets_shared_token_map");
    assert_eq!((&map["total"], &map["layers"][0]["missing"]), (&json!(2), &json!(1)));
    assert_eq!(map.body, alice.get(&format!("{own}/map?columns=n")).await.is(200).body);
}
