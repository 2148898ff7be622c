//! `GET /api/datasets/{id}/map`

use crate::dataset::{UNKNOWN, encoded, path, uploads};
use crate::product::PUBLIC_DATA;
use serde_json::json;
use world::World;

const PLACES: &str = "이름,위도,경도\n가,35.87,128.60\n나,35.88,128.61\n다,,128.62\n라,0,0\n마,37.5,127.0\n";

#[tokio::test]
async fn maps_need_their_capability() {
    let world = World::new(PUBLIC_DATA).await;
    world.stranger().get(&format!("{UNKNOWN}/map")).await.is_problem(401, "unauthorized");
    world.user("alice").await.get(&format!("{UNKNOWN}/map")).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn wrong_parameters_are_named() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let places = uploads(&alice, "places.csv", PLACES).await;
    let other = uploads(&alice, "other.csv", "n,m\n1,2\n").await;
    let map = format!("{}/map", path(&places));
    let five = format!("with={places}&").repeat(5);
    for (query, field) in [
        ("columns=gone", "columns"),
        ("zoom=0", "zoom"),
        ("heat_cells=4", "heat_cells"),
        ("time_unit=week", "time_unit"),
        ("format=svg", "format"),
        ("with=7", "with"),
        ("filter=%5B", "filter"),
        ("latitude=gone", "latitude"),
        (&format!("with={other}"), "with"),
        (&five, "with"),
    ] {
        let reply = alice.get(&format!("{map}?{query}")).await.is_problem(400, "bad_request");
        assert_eq!(reply.wrong_fields(), [field], "{query}: {}", reply.body);
    }
    let without = alice.get(&format!("{}/map", path(&other))).await.is_problem(400, "bad_request");
    assert_eq!(without.wrong_fields(), ["latitude"]);
}

#[tokio::test]
async fn rows_without_a_place_are_counted() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let places = uploads(&alice, "places.csv", PLACES).await;
    let map = format!("{}/map?columns={}", path(&places), encoded(&json!("이름")));
    let map = alice.get(&map).await.is(200).matches_snapshot("get_datasets_id_map");
    assert_eq!((&map["type"], &map["total"], &map["shown"]), (&json!("FeatureCollection"), &json!(3), &json!(3)));
    assert_eq!(map["sampled"], false);
    let layer = &map["layers"][0];
    assert_eq!((&layer["row_count"], &layer["missing"], &layer["invalid"]), (&json!(5), &json!(1), &json!(1)));
    let first = &map["features"][0];
    assert_eq!(first["geometry"], json!({ "type": "Point", "coordinates": [128.60, 35.87] }));
    assert_eq!((&first["properties"]["이름"], &first["properties"]["_row"]), (&json!("가"), &json!(0)));
    let codes: Vec<_> = map["warnings"].as_array().unwrap().iter().map(|warning| &warning["code"]).collect();
    assert_eq!(codes, ["no_place", "outside_daegu"]);
}

#[tokio::test]
async fn large_maps_are_samples_that_say_so() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let lines = (0..6_000)
        .fold(String::new(), |lines, row| lines + &format!("35.{},128.{}\n", 70_000 + row, 50_000 + row % 77));
    let id = uploads(&alice, "many.csv", &format!("lat,lon\n{lines}")).await;
    let map = alice.get(&format!("{}/map", path(&id))).await.is(200);
    assert_eq!((&map["total"], &map["shown"], &map["sampled"]), (&json!(6_000), &json!(5_000), &json!(true)));
    assert_eq!(map["features"].as_array().unwrap().len(), 5_000);
    let clustered: u64 =
        map["clusters"].as_array().unwrap().iter().map(|cluster| cluster["count"].as_u64().unwrap()).sum();
    assert_eq!(clustered, 6_000, "clusters count all points");
    assert!(
        map["warnings"].as_array().unwrap().iter().any(|warning| warning["code"] == "sampled"),
        "{:?}",
        map["warnings"]
    );
    let again = alice.get(&format!("{}/map", path(&id))).await.is(200);
    assert_eq!(map["features"], again["features"], "the sample is always the same");
}

#[tokio::test]
async fn datasets_are_layers() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let places = uploads(&alice, "places.csv", PLACES).await;
    let others = uploads(&alice, "parking.csv", "lat,lng,이름\n35.86,128.59,바\n").await;
    let his = uploads(&bob, "his.csv", PLACES).await;
    let map = format!("{}/map?columns={}", path(&places), encoded(&json!("이름")));
    alice.get(&format!("{map}&with={his}")).await.is_problem(404, "not_found");
    let drawn = alice.get(&format!("{map}&with={others}&format=table")).await.is(200);
    let names: Vec<_> = drawn["layers"].as_array().unwrap().iter().map(|layer| &layer["name"]).collect();
    assert_eq!((names, &drawn["total"]), (vec![&json!("places"), &json!("parking")], &json!(4)));
    assert_eq!(drawn["features"], json!([]));
    let table = &drawn["table"];
    assert_eq!(table["columns"], json!(["데이터셋", "행 번호", "위도", "경도", "이름"]));
    assert_eq!(table["rows"][3], json!(["parking", 0, 35.86, 128.59, "바"]));
}
