//! `GET /api/tools` and `POST /api/tools/{name}`

use crate::accident::{accident, posts_in};
use crate::dataset::uploads;
use crate::product::PUBLIC_DATA;
use serde_json::{Value, json};
use sisuiq_model::UserRole;
use world::{Person, Reply, World};

const TABLE: &str = "유형,건수\n가,1\n나,2\n가,3\n";
const UNKNOWN: &str = "0190b5a0-0000-7000-8000-000000000000";

async fn call(alice: &Person, name: &str, id: &str, args: &Value) -> Reply {
    alice.post(&format!("/api/tools/{name}"), json!({ "dataset_id": id, "args": args })).await
}

#[tokio::test]
async fn tools_need_their_capability() {
    let world = World::new(PUBLIC_DATA).await;
    let input = json!({ "dataset_id": UNKNOWN, "args": {} });
    world.stranger().get("/api/tools").await.is_problem(401, "unauthorized");
    world.stranger().post("/api/tools/get_dataframe_info", input.clone()).await.is_problem(401, "unauthorized");
    let guest = world.of_role(UserRole::Guest).await;
    guest.get("/api/tools").await.is_problem(403, "forbidden");
    guest.post("/api/tools/get_dataframe_info", input.clone()).await.is_problem(403, "forbidden");
    world.user("alice").await.post("/api/tools/get_dataframe_info", input).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn unknown_tools_get_404() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let unknown = call(&alice, "run_code", UNKNOWN, &json!({ "code": "1" })).await.is_problem(404, "not_found");
    assert_eq!(unknown["detail"], "도구를 찾을 수 없습니다");
}

#[tokio::test]
async fn foreign_datasets_get_404() {
    let world = World::new(PUBLIC_DATA).await;
    let hers = uploads(&world.user("alice").await, "a.csv", TABLE).await;
    let bob = world.user("bob").await;
    call(&bob, "get_dataframe_info", &hers, &json!({})).await.is_problem(404, "not_found");
    call(&bob, "predict_eclo", &hers, &accident()).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn wrong_arguments_are_named() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let id = uploads(&alice, "a.csv", TABLE).await;
    for (name, args, field) in [
        ("get_column_statistics", json!({}), "args.column"),
        ("get_column_statistics", json!({ "column": "gone" }), "args.column"),
        ("get_column_statistics", json!({ "column": "유형" }), "args.column"),
        ("get_column_statistics", json!({ "column": "건수", "eval": 1 }), "args.eval"),
        ("get_value_counts", json!({ "column": "유형", "top_n": 1_001 }), "args.top_n"),
        (
            "group_by_aggregate",
            json!({ "group_column": "유형", "agg_column": "gone", "operation": "sum" }),
            "args.agg_column",
        ),
        ("filter_dataframe", json!({ "column": "건수", "operator": ">", "value": "many" }), "args.value"),
        (
            "get_column_statistics",
            json!({ "column": "건수", "filter": { "column": "gone", "operator": "==", "value": 1 } }),
            "args.filter",
        ),
        ("get_geo_bounds", json!({}), "dataset_id"),
        ("predict_eclo", json!({}), "args.weather"),
        ("predict_eclo_batch", json!({ "accidents": [] }), "args.accidents"),
    ] {
        let reply = call(&alice, name, &id, &args).await.is_problem(400, "bad_request");
        assert_eq!(reply.wrong_fields().first().copied(), Some(field), "{name} {args}: {}", reply.body);
    }
    let missing =
        alice.post("/api/tools/get_dataframe_info", json!({ "args": {} })).await.is_problem(400, "bad_request");
    assert_eq!(missing.wrong_fields(), ["dataset_id"]);
}

#[tokio::test]
async fn whole_body_must_be_an_object() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    for path in ["/api/tools/get_dataframe_info", "/api/analysis/proximity", "/api/datasets/uploads"] {
        for body in [json!([]), json!([UNKNOWN, {}]), json!(null), json!("text"), json!(1)] {
            let korean = alice.post(path, body.clone()).await.is_problem(422, "unprocessable");
            assert_eq!(korean["detail"], "요청 본문은 JSON 객체여야 합니다", "{path} {body}");
            let english = posts_in(&alice, "en", path, &body).await.is_problem(422, "unprocessable");
            assert_eq!(english["detail"], "the body must be a JSON object", "{path} {body}");
            assert!(!english.body.to_string().contains("struct"), "{path} {body}: {}", english.body);
        }
    }
    let path = "/api/tools/get_dataframe_info";
    for (body, field, reason) in [
        (json!({ "dataset_id": 7 }), "dataset_id", "must be a UUID"),
        (json!({ "dataset_id": "7" }), "dataset_id", "must be a UUID"),
        (json!({ "args": [] }), "args", "must be a JSON object"),
    ] {
        let wrong = posts_in(&alice, "en", path, &body).await.is_problem(422, "unprocessable");
        assert_eq!(wrong["fields"][field], reason, "{body}: {}", wrong.body);
    }
}

#[tokio::test]
async fn list_has_schemas_of_all_tools() {
    let world = World::new(PUBLIC_DATA).await;
    let list = world.user("alice").await.get("/api/tools").await.is(200);
    let tools = list["tools"].as_array().unwrap();
    assert_eq!(tools.len(), 22);
    let counts = tools.iter().find(|tool| tool["name"] == "get_value_counts").unwrap();
    assert_eq!(counts["arguments"]["required"], json!(["column"]));
    let top = &counts["arguments"]["properties"]["top_n"];
    assert_eq!(top, &json!({ "type": "integer", "minimum": 1, "maximum": 1_000, "default": 20 }));
    let eclo = tools.iter().find(|tool| tool["name"] == "predict_eclo").unwrap();
    assert_eq!((&eclo["needs_dataset"], eclo["arguments"]["required"].as_array().unwrap().len()), (&json!(false), 9));
}

#[tokio::test]
async fn figures_name_their_rows() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let id = uploads(&alice, "a.csv", TABLE).await;
    let filter = json!({ "column": "유형", "operator": "==", "value": "가" });
    let args = json!({ "column": "건수", "filter": filter });
    let found = call(&alice, "get_column_statistics", &id, &args).await.is(200);
    let found = found.matches_snapshot("post_tools_name");
    assert_eq!((&found["row_count"], &found["filter"], &found["data"]["mean"]), (&json!(2), &filter, &json!(2.0)));
    let rows = alice.get(found["rows_url"].as_str().unwrap()).await.is(200);
    assert_eq!(rows["total"], 2);
    let sample = call(&alice, "get_sample_rows", &id, &json!({ "n": 2 })).await.is(200);
    let rows = alice.get(sample["rows_url"].as_str().unwrap()).await.is(200);
    assert_eq!(rows["row_numbers"], sample["plan"]["rows"]["numbers"]);
    let input = json!({ "dataset_id": id, "args": { "column": "유형" } });
    let english = posts_in(&alice, "en", "/api/tools/get_value_counts", &input).await.is(200);
    assert!(english["text"].as_str().unwrap().contains("Frequencies"), "{}", english["text"]);
}

#[tokio::test]
async fn predictions_say_that_the_model_is_a_demo() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let one = alice.post("/api/tools/predict_eclo", json!({ "args": accident() })).await.is(200);
    assert_eq!((&one["data"]["demo"], &one["rows_url"], &one["row_count"]), (&json!(true), &Value::Null, &Value::Null));
    assert!(one["text"].as_str().unwrap().contains("시연용 모델"), "{}", one["text"]);
    let eclo = alice.post("/api/predict/eclo", accident()).await.is(200);
    assert_eq!((&eclo["eclo"], &eclo["explanation"]), (&one["data"]["eclo"], &one["data"]["explanation"]));
    let several = json!({ "args": { "accidents": [accident(), { "weather": "맑음" }] } });
    let several = alice.post("/api/tools/predict_eclo_batch", several).await.is(200);
    let data = &several["data"];
    assert_eq!((&data["predicted"], &data["failed"]), (&json!(1), &json!(1)));
    assert_eq!(data["results"][0]["prediction"]["eclo"], one["data"]["eclo"]);
    assert!(data["results"][1]["error"].is_string(), "{data}");
}
