//! `GET /api/datasets/shared/{token}/districts`

use super::shared;
use crate::product::PUBLIC_DATA;
use serde_json::json;
use world::World;

const TABLE: &str = "district,n\n대구광역시 중구 동성로1가,1\n대구광역시 남구 대명동,2\n";

#[tokio::test]
async fn wrong_parameters_are_named() {
    let world = World::new(PUBLIC_DATA).await;
    let (_, link) = shared(&world.user("alice").await, TABLE).await;
    let reply = world.stranger().get(&format!("{link}/districts?value=gone")).await.is_problem(400, "bad_request");
    assert_eq!(reply.wrong_fields(), ["value"]);
}

#[tokio::test]
async fn rates_are_those_of_the_owner() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let (own, link) = shared(&alice, TABLE).await;
    let report = world.stranger().get(&format!("{link}/districts?value=n&outlines=true")).await.is(200);
    assert_eq!((&report["used_rows"], report["outlines"]["features"].as_array().unwrap().len()), (&json!(2), 199));
    let hers = alice.get(&format!("{own}/districts?value=n")).await.is(200);
    assert_eq!(report["districts"], hers["districts"]);
}
