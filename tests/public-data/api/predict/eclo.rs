//! `POST /api/predict/eclo`

mod batch;
mod grid;
mod what_if;

use crate::accident::{accident, eclo, is_only_for_predictors, posts_in, with};
use crate::product::PUBLIC_DATA;
use http::Method;
use serde_json::{Value, json};
use world::{Person, World};

const PATH: &str = "/api/predict/eclo";

async fn count(person: &Person) -> Value {
    person.get("/api/predict/predictions").await.is(200)["count"].clone()
}

#[tokio::test]
async fn predictions_need_their_capability() {
    let world = World::new(PUBLIC_DATA).await;
    is_only_for_predictors(&world, &Method::POST, PATH, &accident()).await;
}

#[tokio::test]
async fn all_errors_come_at_once() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let wrong = json!({
        "weather": "맑은 날", "road_surface": 7, "road_type": "교차로 - 교차로안", "accident_type": "차대차",
        "시군구": "중구", "accident_hour": 24, "accident_month": 2, "accident_day": 30, "accident_year": 2021,
    });
    let reply = alice.post(PATH, wrong.clone()).await.is_problem(400, "bad_request");
    assert_eq!(reply.header("content-language"), "ko");
    let expected = ["weather", "road_surface", "accident_hour", "accident_day", "시군구"];
    assert_eq!(reply.wrong_fields(), expected);
    let fields = reply["fields"].as_object().unwrap();
    assert_eq!(fields.len(), expected.len());
    assert_eq!(
        fields["accident_hour"],
        "‘accident_hour’ 항목의 값 24: 범위를 벗어났습니다. 0부터 23까지의 정수를 보내 주세요."
    );
    assert!(fields["시군구"].as_str().unwrap().contains("모두 199개"), "{}", reply.body);
    let reply = posts_in(&alice, "en", PATH, &wrong).await.is_problem(400, "bad_request");
    assert_eq!(reply.header("content-language"), "en");
    assert_eq!(reply["detail"], "some values are invalid");
    assert!(reply["fields"]["accident_hour"].as_str().unwrap().starts_with("The value 24 of"), "{}", reply.body);
    assert_eq!(count(&alice).await, 0);
}

#[tokio::test]
async fn unreadable_bodies_are_refused() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    for (kind, body, status, error) in [
        ("application/json", "{", 400, "bad_request"),
        ("application/json", "", 400, "bad_request"),
        ("application/json", r#"{"weather":"\u0000"}"#, 400, "bad_request"),
        ("application/json", "[]", 400, "bad_request"),
        ("application/json", "null", 400, "bad_request"),
        ("text/plain", "{}", 415, "unsupported_media_type"),
        ("application/x-www-form-urlencoded", "weather=x", 415, "unsupported_media_type"),
    ] {
        let request = alice.request(&Method::POST, PATH).header("content-type", kind);
        world.send(request.body(body.into()).unwrap()).await.is_problem(status, error);
    }
    let large = with("note", "x".repeat(1_100_000));
    alice.post(PATH, large).await.is_problem(413, "payload_too_large");
    assert_eq!(count(&alice).await, 0);
}

#[tokio::test]
async fn repeated_fields_are_refused() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let body = accident().to_string().replacen('{', r#"{"weather":"비","#, 1);
    let request = alice.request(&Method::POST, PATH).header("content-type", "application/json");
    let reply = world.send(request.body(body.into()).unwrap()).await.is_problem(400, "bad_request");
    assert_eq!(reply.wrong_fields(), ["weather"]);
    let mut both = accident();
    both["기상상태"] = "비".into();
    assert_eq!(alice.post(PATH, both).await.is_problem(400, "bad_request").wrong_fields().len(), 1);
}

#[tokio::test]
async fn prediction_is_explained_and_stored() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let reply = alice.post(PATH, accident()).await.is(200).matches_snapshot("post_predict_eclo");
    assert_eq!(reply["eclo"], eclo(&accident()));
    assert!((reply["eclo"].as_f64().unwrap() - reply["raw"].as_f64().unwrap().exp_m1()).abs() < 1e-12);
    let sum: f64 =
        reply["contributions"].as_array().unwrap().iter().map(|own| own["contribution"].as_f64().unwrap()).sum();
    assert!((sum + reply["expected"].as_f64().unwrap() - reply["raw"].as_f64().unwrap()).abs() < 1e-9);
    assert_eq!((&reply["demo"], &reply["notes"]), (&json!(true), &json!([])));
    let path = format!("/api/predict/predictions/{}", reply.text("prediction_id"));
    let stored = alice.get(&path).await.is(200);
    for member in ["eclo", "raw", "interval", "severity", "interpretation", "timestamp", "model_version", "demo"] {
        assert_eq!(stored[member], reply[member], "{member}");
    }
    assert_eq!(stored["accident"], accident());
}

#[tokio::test]
async fn texts_are_in_the_readers_language() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let korean = alice.post(PATH, accident()).await.is(200);
    let english = posts_in(&alice, "en-GB", PATH, &accident()).await.is(200);
    assert_eq!((korean.header("content-language"), english.header("content-language")), ("ko", "en"));
    assert_eq!((korean.text("interpretation"), english.text("interpretation")), ("일반", "moderate"));
    assert_eq!(korean["severity"], english["severity"]);
    assert!(english.text("quality").starts_with("This is a demo model."), "{}", english.body);
    assert_eq!(english["contributions"][0]["value"], "맑음");
}

#[tokio::test]
async fn derived_and_unknown_members_are_noted() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let mut input = with("vehicle", "버스");
    input.as_object_mut().unwrap().remove("day_of_week");
    input.as_object_mut().unwrap().remove("time_period");
    input["accident_year"] = 2031.into();
    let reply = alice.post(PATH, input).await.is(200);
    let notes = reply["notes"].as_array().unwrap();
    assert_eq!(notes.len(), 4, "{}", reply.body);
    assert!(notes[2].as_str().unwrap().contains("vehicle"), "{}", reply.body);
}

#[tokio::test]
async fn korean_names_predict_the_same() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let fields = crate::accident::PREDICTOR.fields();
    let korean = Value::Object(fields.renamed(&accident(), sisuiq_accidents::Language::Korean));
    assert_ne!(korean, accident());
    assert_eq!(alice.post(PATH, korean).await.is(200)["eclo"], eclo(&accident()));
}

#[tokio::test]
async fn repeated_request_is_stored_once() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let first = alice.posts_once(PATH, "key-1", &accident()).await.is(200);
    let again = alice.posts_once(PATH, "key-1", &accident()).await.is(200);
    assert_eq!(first.body, again.body);
    assert_eq!((again.header("idempotency-replayed"), again.header("content-language")), ("true", ""));
    let other = alice.posts_once(PATH, "key-1", &with("accident_hour", 3)).await.is_problem(422, "unprocessable");
    assert_eq!(other.wrong_fields(), ["Idempotency-Key"]);
    alice.posts_once(PATH, "key-2", &with("accident_hour", 24)).await.is_problem(400, "bad_request");
    alice.posts_once(PATH, "key-2", &with("accident_hour", 3)).await.is(200);
    assert_eq!(count(&alice).await, 2);
}

#[tokio::test]
async fn api_keys_need_their_scope() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let program = async |scopes: &[&str]| {
        let input = json!({ "name": "x", "scopes": scopes, "expires_in_days": 1, "password": alice.password() });
        alice.with_token(alice.post("/api/auth/api-keys", input).await.is(201).text("key"))
    };
    let (reader, writer) = (program(&["read"]).await, program(&["read", "write"]).await);
    reader.post(PATH, accident()).await.is_problem(403, "forbidden");
    writer.post(PATH, accident()).await.is(200);
    assert_eq!(count(&reader).await, 1);
}

#[tokio::test]
async fn cut_offs_decide_the_class() {
    let world = World::with(PUBLIC_DATA, &[("PREDICTOR_CUT_OFFS", "0.1,0.2,0.3")]).await;
    let alice = world.user("alice").await;
    let reply = alice.post(PATH, accident()).await.is(200);
    assert_eq!((&reply["severity"], reply.text("interpretation")), (&json!("very_serious"), "매우 심각"));
    assert_eq!(reply["eclo"], eclo(&accident()));
}

#[tokio::test]
async fn outage_of_the_database_is_503() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    world.break_database().await;
    alice.post(PATH, accident()).await.is_problem(503, "unavailable");
}
