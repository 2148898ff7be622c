//! `POST /api/ingest/data/uploads`

use crate::api::ingest::OUTAGES;
use copilot::COPILOT;
use serde_json::json;
use world::World;

const PATH: &str = "/api/ingest/data/uploads";

#[tokio::test]
async fn invalid_fields_are_named() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    for (input, field) in [
        (json!({ "name": "plan.pdf", "size": 1 }), "name"),
        (json!({ "name": " ", "size": 1 }), "name"),
        (json!({ "name": "a.csv", "size": 0 }), "size"),
        (json!({ "name": "a.csv", "size": 52_428_801 }), "size"),
        (json!({ "name": "a.csv", "size": 1, "customers_served": 0 }), "customers_served"),
        (json!({ "name": "a.csv", "size": 1, "dataset_name": "x".repeat(256) }), "dataset_name"),
    ] {
        let reply = alice.post(PATH, input.clone()).await.is_problem(422, "unprocessable");
        assert!(reply.wrong_fields().iter().all(|wrong| *wrong == field), "{input}: {}", reply.body);
    }
    world.stranger().post(PATH, json!({ "name": "a.csv", "size": 1 })).await.is_problem(401, "unauthorized");
}

#[tokio::test]
async fn uploaded_table_is_private_to_owner() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let waiting = alice
        .post(PATH, json!({ "name": "outages.xlsx", "size": 9 }))
        .await
        .is(201)
        .matches_snapshot("post_ingest_data_uploads");
    assert_eq!(waiting["status"], "pending");
    assert!(waiting["upload"]["fields"]["key"].as_str().unwrap().ends_with("/1.xlsx"));
    let table = alice.tabulates("outages 2024.csv", OUTAGES, Some(1_000.0)).await;
    let read = alice.get(&table.path()).await.is(200);
    assert_eq!((&read["status"], &read["access"], &read["error"]), (&json!("ready"), &json!("owner"), &json!(null)));
    assert_eq!((&read["dataset_name"], &read["row_count"]), (&json!("outages 2024"), &json!(3)));
    assert!((read["summary"]["saidi"].as_f64().unwrap() - 0.55).abs() < 1e-12);
    assert!(read["analytics_ms"].is_number() && read["sha256"].is_string());
}

#[tokio::test]
async fn unreadable_table_gives_reason() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    for (name, bytes, code) in [
        ("a.csv", b"\x00\x01\x02".as_slice(), "not_text"),
        ("a.csv", b"date,cause\n", "no_rows"),
        ("a.xlsx", b"date,cause\n1,2\n", "not_a_workbook"),
    ] {
        let table = alice.tabulates(name, bytes, None).await;
        let read = alice.get(&table.path()).await.is(200);
        assert_eq!((&read["status"], &read["error"]["code"]), (&json!("failed"), &json!(code)), "{}", read.body);
        assert!(read["error"]["detail"].as_str().unwrap().ends_with('.'));
    }
}

#[tokio::test]
async fn repeat_with_key_creates_one_upload() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let input = json!({ "name": "a.csv", "size": 1 });
    let first = alice.posts_once(PATH, "key", &input).await.is(201);
    let second = alice.posts_once(PATH, "key", &input).await.is(201);
    assert_eq!(first["id"], second["id"]);
    assert_eq!(alice.get("/api/ingest/data").await.is(200)["count"], 1);
}
