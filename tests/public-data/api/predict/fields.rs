//! `GET /api/predict/fields`

use crate::accident::{PREDICTOR, gets_in, is_only_for_predictors};
use crate::product::PUBLIC_DATA;
use http::Method;
use serde_json::{Value, json};
use world::World;

const PATH: &str = "/api/predict/fields";

#[tokio::test]
async fn fields_need_their_capability() {
    let world = World::new(PUBLIC_DATA).await;
    is_only_for_predictors(&world, &Method::GET, PATH, &Value::Null).await;
}

#[tokio::test]
async fn description_suffices_for_a_form() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let reply = alice.get(PATH).await.is(200).matches_snapshot("get_predict_fields");
    let mut accident = json!({});
    for field in reply["fields"].as_array().unwrap() {
        let value = field["values"].as_array().map_or(&field["least"], |values| &values[0]);
        if field["required"] == true {
            accident[field["key"].as_str().unwrap()] = value.clone();
        }
    }
    alice.post("/api/predict/eclo", accident).await.is(200);
    assert_eq!(reply["model"]["version"], PREDICTOR.metadata().version);
    assert_eq!(gets_in(&alice, "en", PATH).await.is(200)["model"]["classes"][1]["name"], "moderate");
}
