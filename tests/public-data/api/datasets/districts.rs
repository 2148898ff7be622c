//! `GET /api/datasets/{id}/districts`

use crate::dataset::{UNKNOWN, encoded, path, uploads};
use crate::product::PUBLIC_DATA;
use serde_json::{Value, json};
use world::World;

const ACCIDENTS: &str = "시군구,사망자수\n대구광역시 중구 동성로1가,1\n대구광역시 중구 동성로1가,2\n대구광역시 남구 대명동,0\n서울특별시 중구 명동,5\n,1\n";

fn of<'a>(report: &'a Value, name: &str) -> &'a Value {
    report["districts"].as_array().unwrap().iter().find(|district| district["name"] == name).unwrap()
}

#[tokio::test]
async fn districts_need_their_capability() {
    let world = World::new(PUBLIC_DATA).await;
    world.stranger().get(&format!("{UNKNOWN}/districts")).await.is_problem(401, "unauthorized");
    world.user("alice").await.get(&format!("{UNKNOWN}/districts")).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn wrong_parameters_are_named() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let id = uploads(&alice, "accidents.csv", ACCIDENTS).await;
    let other = uploads(&alice, "other.csv", "n,s\n-1,x\n").await;
    for (id, query, field) in [
        (&id, "column=gone".to_owned(), "column"),
        (&id, "value=gone".to_owned(), "value"),
        (&id, format!("value={}", encoded(&json!("시군구"))), "value"),
        (&id, "neighbour_km=0.05".to_owned(), "neighbour_km"),
        (&id, "neighbour_km=near".to_owned(), "neighbour_km"),
        (&id, "outlines=yes".to_owned(), "outlines"),
        (&id, "filter=%7B%7D".to_owned(), "filter"),
        (&other, String::new(), "column"),
    ] {
        let reply = alice.get(&format!("{}/districts?{query}", path(id))).await.is_problem(400, "bad_request");
        assert_eq!(reply.wrong_fields(), [field], "{query}: {}", reply.body);
    }
}

#[tokio::test]
async fn rates_are_drawn_to_the_mean() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let id = uploads(&alice, "accidents.csv", ACCIDENTS).await;
    let districts = format!("{}/districts?value={}", path(&id), encoded(&json!("사망자수")));
    let report = alice.get(&districts).await.is(200);
    assert_eq!(report["districts"].as_array().unwrap().len(), 199);
    assert_eq!((&report["row_count"], &report["used_rows"], &report["missing"]), (&json!(5), &json!(3), &json!(1)));
    assert_eq!(report["unknown"]["most"], json!([{ "name": "서울특별시 중구 명동", "rows": 1 }]));
    let own = of(&report.body, "대구광역시 중구 동성로1가");
    assert_eq!((&own["rows"], &own["events"], &own["rate"]), (&json!(2), &json!(3.0), &json!(1.5)));
    let smoothed = own["smoothed_rate"].as_f64().unwrap();
    assert!((1.0..=1.5).contains(&smoothed), "{smoothed}");
    assert_eq!(of(&report.body, "대구광역시 동구 효목동")["rate"], Value::Null, "there is no rate of nothing");
    assert_eq!((&report["outlines"], report["table"]["rows"].as_array().unwrap().len()), (&Value::Null, 199));
    let drawn = alice.get(&format!("{districts}&outlines=true")).await.is(200);
    let features = drawn["outlines"]["features"].as_array().unwrap();
    assert_eq!((features.len(), &features[0]["properties"]["code"]), (199, &json!(0)));
}
