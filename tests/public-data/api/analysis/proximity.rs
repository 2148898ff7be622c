//! `POST /api/analysis/proximity`

use crate::accident::posts_in;
use crate::dataset::uploads;
use crate::product::PUBLIC_DATA;
use serde_json::{Value, json};
use world::World;

const PATH: &str = "/api/analysis/proximity";
const UNKNOWN: &str = "0190b5a0-0000-7000-8000-000000000000";
const BASES: &str = "이름,위도,경도\n가,35.87,128.60\n나,35.90,128.60\n다,,128.60\n";
/// One place within 0.5 km of the first base, one within 1 km, and one far from both.
const TARGETS: &str = "종류,lat,lng\nx,35.871,128.60\ny,35.877,128.60\nx,36.00,128.60\n";

fn between(base: &str, target: &str) -> Value {
    json!({ "base": { "dataset_id": base }, "target": { "dataset_id": target } })
}

#[tokio::test]
async fn proximity_needs_its_capability() {
    let world = World::new(PUBLIC_DATA).await;
    world.stranger().post(PATH, between(UNKNOWN, UNKNOWN)).await.is_problem(401, "unauthorized");
    world.user("alice").await.post(PATH, between(UNKNOWN, UNKNOWN)).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn foreign_datasets_get_404() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let (hers, his) = (uploads(&alice, "a.csv", BASES).await, uploads(&bob, "b.csv", TARGETS).await);
    bob.post(PATH, between(&hers, &his)).await.is_problem(404, "not_found");
    bob.post(PATH, between(&his, &hers)).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn wrong_input_is_named() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let (base, target) = (uploads(&alice, "a.csv", BASES).await, uploads(&alice, "b.csv", TARGETS).await);
    let plain = uploads(&alice, "c.csv", "n\n1\n").await;
    for thresholds in [json!([]), json!([0.05]), json!([10.5]), json!([1, 1, 1, 1, 1, 1, 1, 1, 1])] {
        let mut input = between(&base, &target);
        input["thresholds_km"] = thresholds;
        alice.post(PATH, input).await.is(422);
    }
    let none = json!({ "column": "이름", "operator": "==", "value": "라" });
    for (side, member, value, field) in [
        ("base", "dataset_id", json!(plain), "base.dataset_id"),
        ("target", "dataset_id", json!(plain), "target.dataset_id"),
        ("target", "filter", json!({ "eval": 1 }), "target.filter"),
        ("base", "filter", json!({ "column": "gone", "operator": "==", "value": 1 }), "base.filter"),
        ("base", "filter", none, "base.filter"),
    ] {
        let mut input = between(&base, &target);
        input[side][member] = value;
        let reply = alice.post(PATH, input).await.is_problem(400, "bad_request");
        assert_eq!(reply.wrong_fields(), [field], "{}", reply.body);
    }
}

/// Thousands of places at the same point, and thousands of others at almost exactly one kilometre from it: each pair has to be compared.
#[tokio::test]
async fn too_many_comparisons_are_refused() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let bases = "35.87,128.6\n".repeat(5_000);
    let ring = (0..15_000).fold(String::new(), |lines, place| {
        let angle = std::f64::consts::TAU * f64::from(place) / 15_000.0;
        let degrees = if place % 2 == 0 { 0.00898 } else { 0.00901 };
        let (latitude, longitude) = (angle.sin() * degrees, angle.cos() * degrees / 35.87_f64.to_radians().cos());
        lines + &format!("{:.6},{:.6}\n", 35.87 + latitude, 128.6 + longitude)
    });
    let base = uploads(&alice, "a.csv", &format!("lat,lon\n{bases}")).await;
    let target = uploads(&alice, "b.csv", &format!("lat,lon\n{ring}")).await;
    let mut input = between(&base, &target);
    input["thresholds_km"] = json!([1]);
    let korean = alice.post(PATH, input.clone()).await.is_problem(400, "bad_request");
    assert_eq!(korean.wrong_fields(), ["thresholds_km"], "{}", korean.body);
    assert!(korean["fields"]["thresholds_km"].as_str().unwrap().contains("60백만 번까지"), "{}", korean.body);
    input["thresholds_km"] = json!([0.5]);
    let found = alice.post(PATH, input).await.is(200);
    assert_eq!(found["thresholds"][0]["max"], json!(0.0), "{}", found.body);
}

#[tokio::test]
async fn places_within_each_distance_are_counted() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let (base, target) = (uploads(&alice, "a.csv", BASES).await, uploads(&alice, "b.csv", TARGETS).await);
    let found = alice.post(PATH, between(&base, &target)).await.is(200);
    let found = found.matches_snapshot("post_analysis_proximity");
    let means: Vec<_> = found["thresholds"].as_array().unwrap().iter().map(|own| &own["mean"]).collect();
    assert_eq!((means, &found["sampled"]), (vec![&json!(0.5), &json!(1.0), &json!(1.0)], &json!(false)));
    assert_eq!(
        (&found["base"]["row_count"], &found["base"]["used"], &found["base"]["left_out"]),
        (&json!(3), &json!(2), &json!(1))
    );
    let mut filtered = between(&base, &target);
    filtered["target"]["filter"] = json!({ "column": "종류", "operator": "==", "value": "x" });
    filtered["thresholds_km"] = json!([1]);
    let found = posts_in(&alice, "en", PATH, &filtered).await.is(200);
    assert_eq!((&found["thresholds"][0]["max"], &found["target"]["total"]), (&json!(1.0), &json!(2)));
    assert!(found["thresholds"][0]["sentence"].as_str().unwrap().starts_with("Within 1 km"), "{}", found.body);
}

#[tokio::test]
async fn many_bases_are_a_sample_that_says_so() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let lines = (0..6_000).fold(String::new(), |lines, row| lines + &format!("35.{},128.6\n", 70_000 + row));
    let (base, target) =
        (uploads(&alice, "a.csv", &format!("lat,lon\n{lines}")).await, uploads(&alice, "b.csv", TARGETS).await);
    let found = alice.post(PATH, between(&base, &target)).await.is(200);
    assert_eq!(
        (&found["sampled"], &found["base"]["total"], &found["base"]["used"]),
        (&json!(true), &json!(6_000), &json!(5_000))
    );
    assert!(found["warnings"][0].as_str().unwrap().contains("5000곳"), "{}", found["warnings"]);
}
