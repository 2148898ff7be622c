//! `GET /api/datasets/{id}/drift`

use crate::dataset::{UNKNOWN, path, uploads};
use crate::product::PUBLIC_DATA;
use serde_json::json;
use world::World;

#[tokio::test]
async fn drift_needs_two_visible_datasets() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let id = uploads(&alice, "a.csv", "a\n1\n").await;
    let unknown = UNKNOWN.rsplit('/').next().unwrap();
    world.stranger().get(&format!("{}/drift?against={id}", path(&id))).await.is_problem(401, "unauthorized");
    alice.get(&format!("{}/drift?against={unknown}", path(&id))).await.is_problem(404, "not_found");
    alice.get(&format!("{UNKNOWN}/drift?against={id}")).await.is_problem(404, "not_found");
    let missing = alice.get(&format!("{}/drift", path(&id))).await.is_problem(400, "bad_request");
    assert_eq!(missing.wrong_fields(), ["against"]);
    alice.get(&format!("{}/drift?against=x", path(&id))).await.is_problem(400, "bad_request");
}

#[tokio::test]
async fn drift_names_other_columns_types_and_values() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let earlier = uploads(&alice, "2020.csv", "a,s,gone\n1,주,1\n2,야,2\n3,주,3\n4,야,x\n").await;
    let later =
        uploads(&alice, "2021.csv", "a,s,new\n1.5,주간,2024-01-05\n2,야간,2024-01-06\n3,주간,\n4,야간,\n").await;
    let drift = alice.get(&format!("{}/drift?against={earlier}", path(&later))).await.is(200);
    let drift = drift.matches_snapshot("get_datasets_id_drift");
    assert_eq!((&drift["added"], &drift["removed"]), (&json!(["new"]), &json!(["gone"])));
    assert_eq!(drift["types"], json!([{ "column": "a", "from": "integer", "to": "number" }]));
    let same = alice.get(&format!("{}/drift?against={later}", path(&later))).await.is(200);
    assert_eq!((&same["added"], &same["types"], &same["categories"]), (&json!([]), &json!([]), &json!([])));
}
