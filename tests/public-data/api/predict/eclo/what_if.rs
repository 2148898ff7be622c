//! `POST /api/predict/eclo/what-if`

use crate::accident::{accident, eclo, is_only_for_predictors, posts_in, with};
use crate::product::PUBLIC_DATA;
use http::Method;
use serde_json::{Value, json};
use world::World;

const PATH: &str = "/api/predict/eclo/what-if";

fn rain() -> Value {
    json!({ "accident": accident(), "changes": { "weather": "비", "노면상태": "젖음/습기" } })
}

#[tokio::test]
async fn predictions_need_their_capability() {
    let world = World::new(PUBLIC_DATA).await;
    is_only_for_predictors(&world, &Method::POST, PATH, &rain()).await;
}

#[tokio::test]
async fn errors_name_their_part() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    for (input, fields) in [
        (json!({}), vec!["accident", "changes"]),
        (json!({ "accident": accident() }), vec!["changes"]),
        (json!({ "accident": accident(), "changes": null }), vec!["changes"]),
        (json!({ "accident": with("accident_hour", 24), "changes": 7 }), vec!["accident.accident_hour", "changes"]),
        (json!({ "accident": accident(), "changes": { "wether": "비" } }), vec!["changes.wether"]),
        (
            json!({ "accident": accident(), "changes": { "accident_month": 2, "accident_day": 30 } }),
            vec!["changes.accident_day"],
        ),
    ] {
        let reply = alice.post(PATH, input.clone()).await.is_problem(400, "bad_request");
        assert_eq!(reply.wrong_fields(), fields, "{input}: {}", reply.body);
    }
    alice.post(PATH, json!(7)).await.is_problem(422, "unprocessable");
}

#[tokio::test]
async fn change_moves_the_prediction() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let reply = alice.post(PATH, rain()).await.is(200).matches_snapshot("post_predict_eclo_what_if");
    let mut wet = with("weather", "비");
    wet["road_surface"] = "젖음/습기".into();
    assert_eq!((&reply["before"]["eclo"], &reply["after"]["eclo"]), (&json!(eclo(&accident())), &json!(eclo(&wet))));
    let difference = reply["eclo_difference"].as_f64().unwrap();
    assert!((difference - (eclo(&wet) - eclo(&accident()))).abs() < 1e-12);
    let changed: Vec<&str> = reply["differences"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|own| own["changed"] == true)
        .map(|own| own["feature"].as_str().unwrap())
        .collect();
    assert_eq!(changed, ["weather", "road_surface"]);
    assert_eq!(reply["before"]["prediction_id"], Value::Null);
    assert_eq!(alice.get("/api/predict/predictions").await.is(200)["count"], 0);
}

#[tokio::test]
async fn empty_change_makes_no_difference() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let reply = alice.post(PATH, json!({ "accident": accident(), "changes": {} })).await.is(200);
    assert_eq!((&reply["before"], &reply["eclo_difference"]), (&reply["after"], &json!(0.0)));
    assert_eq!(reply["before"]["eclo"], json!(eclo(&accident())));
    let differences = reply["differences"].as_array().unwrap();
    assert!(differences.iter().all(|own| own["changed"] == false && own["contribution"] == 0.0), "{differences:?}");
}

#[tokio::test]
async fn weekday_follows_a_changed_date() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let input = json!({ "accident": accident(), "changes": { "accident_day": 9 } });
    let reply = posts_in(&alice, "en", PATH, &input).await.is(200);
    let weekday = reply["differences"].as_array().unwrap().iter().find(|own| own["feature"] == "day_of_week").unwrap();
    assert_eq!((&weekday["before"], &weekday["after"]), (&json!("수요일"), &json!("목요일")));
    assert!(reply.text("caution").contains("not the effect of a measure"), "{}", reply.body);
}
