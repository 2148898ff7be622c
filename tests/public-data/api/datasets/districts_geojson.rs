//! `GET /api/datasets/districts.geojson`

use crate::product::PUBLIC_DATA;
use serde_json::json;
use world::World;

const PATH: &str = "/api/datasets/districts.geojson";

#[tokio::test]
async fn outlines_need_a_login() {
    let world = World::new(PUBLIC_DATA).await;
    world.stranger().get(PATH).await.is_problem(401, "unauthorized");
}

#[tokio::test]
async fn outlines_name_their_source() {
    let world = World::new(PUBLIC_DATA).await;
    let outlines = world.user("alice").await.get(PATH).await.is(200);
    assert_eq!(outlines.header("cache-control"), "no-store");
    assert_eq!((&outlines["type"], outlines["features"].as_array().unwrap().len()), (&json!("FeatureCollection"), 199));
    assert_eq!(outlines["features"][0]["properties"]["district"], "대구광역시 남구 대명동");
    assert!(outlines["attribution"].as_str().unwrap().contains("국토지리정보원"), "{}", outlines["attribution"]);
}
