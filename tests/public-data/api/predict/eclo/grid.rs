//! `POST /api/predict/eclo/grid`

use crate::accident::{accident, eclo, is_only_for_predictors, with};
use crate::product::PUBLIC_DATA;
use http::Method;
use serde_json::json;
use world::World;

const PATH: &str = "/api/predict/eclo/grid";

#[tokio::test]
async fn predictions_need_their_capability() {
    let world = World::new(PUBLIC_DATA).await;
    is_only_for_predictors(&world, &Method::POST, PATH, &accident()).await;
}

#[tokio::test]
async fn missing_circumstances_are_named() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let reply =
        alice.post(PATH, json!({ "weather": "맑음", "accident_hour": 99 })).await.is_problem(400, "bad_request");
    for field in ["road_type", "district", "accident_year", "accident_hour"] {
        assert!(reply.wrong_fields().contains(&field), "{field}: {}", reply.body);
    }
    assert!(!reply.wrong_fields().contains(&"day_of_week"));
}

#[tokio::test]
async fn grid_has_every_hour_of_a_week() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let reply = alice.post(PATH, accident()).await.is(200).matches_snapshot("post_predict_eclo_grid");
    let cells = reply["cells"].as_array().unwrap();
    assert_eq!(cells.len(), 168);
    let own = cells.iter().find(|cell| cell["hour"] == 14 && cell["day_of_week"] == "수요일").unwrap();
    assert_eq!(own["eclo"], eclo(&accident()));
    let mut night = with("accident_hour", 3);
    night["time_period"] = "심야".into();
    night["day_of_week"] = "일요일".into();
    let other = cells.iter().find(|cell| cell["hour"] == 3 && cell["day_of_week"] == "일요일").unwrap();
    assert_eq!(other["eclo"], eclo(&night));
    assert_eq!(reply["notes"].as_array().unwrap().len(), 2, "{}", reply["notes"]);
}
