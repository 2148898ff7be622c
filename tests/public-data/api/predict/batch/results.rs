//! `GET /api/predict/batch/{batch_id}/results`

use crate::accident::{accident, eclo, gets_in, is_only_for_predictors, with};
use crate::product::PUBLIC_DATA;
use http::Method;
use jiff::SignedDuration;
use serde_json::{Value, json};
use world::{Person, World};

const UNKNOWN: &str = "/api/predict/batch/0190b5a0-0000-7000-8000-000000000000/results";

/// Sends a batch and returns the path of its results.
async fn sends(person: &Person, accidents: &[Value]) -> String {
    let reply = person.post("/api/predict/eclo/batch", json!({ "accidents": accidents })).await.is(202);
    reply.text("results_url").to_owned()
}

fn body(results: &str) -> String {
    let id = results.split('/').nth(4).unwrap();
    json!({ "kind": "predict_batch", "batch_id": id }).to_string()
}

#[tokio::test]
async fn results_need_their_capability() {
    let world = World::new(PUBLIC_DATA).await;
    is_only_for_predictors(&world, &Method::GET, UNKNOWN, &Value::Null).await;
}

#[tokio::test]
async fn get_returns_404_for_others() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, bob, admin) = (world.user("alice").await, world.user("bob").await, world.admin().await);
    let results = sends(&alice, &[accident()]).await;
    for person in [&bob, &admin] {
        person.get(&results).await.is_problem(404, "not_found");
        person.get(&format!("{results}?format=csv")).await.is_problem(404, "not_found");
    }
    alice.get(UNKNOWN).await.is_problem(404, "not_found");
    alice.get("/api/predict/batch/7/results").await.is_problem(400, "bad_request");
    alice.get(&format!("{results}?format=xml")).await.is_problem(422, "unprocessable");
}

#[tokio::test]
async fn each_item_has_figures_or_an_error() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let mut derived = with("accident_year", 2031);
    derived.as_object_mut().unwrap().remove("day_of_week");
    let results = sends(&alice, &[accident(), with("weather", "폭염"), derived.clone()]).await;
    world.delivers_batches().await;
    let reply = alice.get(&results).await.is(200).matches_snapshot("get_predict_batch_batch_id_results");
    let items = reply["results"].as_array().unwrap();
    let indexes: Vec<&Value> = items.iter().map(|item| &item["index"]).collect();
    assert_eq!(indexes, [1, 2, 3]);
    assert_eq!((&items[0]["eclo"], &items[2]["eclo"]), (&json!(eclo(&accident())), &json!(eclo(&derived))));
    assert_eq!((&items[1]["eclo"], &items[1]["interval"]), (&Value::Null, &Value::Null));
    assert_eq!(items[1]["features"]["기상상태"], "폭염");
    assert_eq!(items[2]["notes"].as_array().unwrap().len(), 2);
    let english = gets_in(&alice, "en", &results).await.is(200);
    assert_eq!(english["message"], "The batch is complete.");
    assert!(english["results"][1]["error"].as_str().unwrap().starts_with("\"폭염\" is not a value of"));
    assert_eq!(english["results"][0]["features"]["기상상태"], "맑음");
}

#[tokio::test]
async fn second_delivery_changes_nothing() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let results = sends(&alice, &vec![accident(); 45]).await;
    world.delivers_batch(&body(&results)).await;
    let first = alice.get(&results).await.is(200);
    assert_eq!((&first["status"], &first["progress"]), (&json!("success"), &json!(45)));
    world.delivers_batch(&body(&results)).await;
    world.delivers_batches().await;
    assert_eq!(alice.get(&results).await.is(200).body, first.body);
    world.delivers_batch(&body(UNKNOWN)).await;
}

#[tokio::test]
async fn interrupted_work_is_continued() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let accidents: Vec<Value> = (0..24).map(|hour| with("accident_hour", hour)).collect();
    let results = sends(&alice, &accidents).await;
    world.delivers_batches().await;
    let whole = alice.get(&results).await.is(200);
    // as if the work had been killed after the first chunk
    world.execute("UPDATE prediction_batch_items SET outcome = NULL WHERE index > 20", &[]).await;
    let back = "UPDATE prediction_batches SET status = 'processing', progress = 20, finished_at = NULL";
    world.execute(back, &[]).await;
    let partial = alice.get(&results).await.is(200);
    assert_eq!((&partial["status"], &partial["progress"]), (&json!("processing"), &json!(20)));
    assert_eq!(partial["results"].as_array().unwrap(), &whole["results"].as_array().unwrap()[..20]);
    alice.get(&format!("{results}?format=csv")).await.is_problem(409, "conflict");
    world.sweeps_batches().await;
    assert_eq!(alice.get(&results).await.is(200)["status"], "processing");
    world.wait(SignedDuration::from_secs(61));
    world.sweeps_batches().await;
    assert_eq!(alice.get(&results).await.is(200).body, whole.body);
}

#[tokio::test]
async fn another_model_computes_the_batch_anew() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let twice = r#"{"accidents":[{"weather":"비","weather":"눈"},{"weather":"비"}]}"#;
    let request = alice.request(&Method::POST, "/api/predict/eclo/batch").header("content-type", "application/json");
    let reply = world.send(request.body(twice.into()).unwrap()).await.is(202);
    let results = reply.text("results_url").to_owned();
    let sent = sends(&alice, &[accident()]).await;
    world.delivers_batches().await;
    let foreign = "UPDATE prediction_batches SET status = 'processing', model_version = 'other', finished_at = NULL";
    world.execute(foreign, &[]).await;
    let foreign = "UPDATE prediction_batch_items SET outcome = jsonb_set(outcome, '{figures,eclo}', '99') \
        WHERE outcome -> 'figures' <> 'null'";
    world.execute(foreign, &[]).await;
    world.wait(SignedDuration::from_secs(61));
    world.sweeps_batches().await;
    let computed = alice.get(&sent).await.is(200);
    assert_eq!(
        (&computed["model_version"], &computed["results"][0]["eclo"]),
        (&json!("demo-1"), &json!(eclo(&accident())))
    );
    let refused = alice.get(&results).await.is(200);
    assert!(refused["results"][0]["error"].as_str().unwrap().contains("두 번 이상"), "{}", refused.body);
}

#[tokio::test]
async fn slow_batch_fails_with_reason() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let results = sends(&alice, &[accident(), accident()]).await;
    world.delivers_batches().await;
    let back = "UPDATE prediction_batches SET status = 'processing', progress = 1, finished_at = NULL";
    world.execute(back, &[]).await;
    world.execute("UPDATE prediction_batch_items SET outcome = NULL WHERE index = 2", &[]).await;
    world.wait(SignedDuration::from_secs(601));
    world.delivers_batch(&body(&results)).await;
    assert_eq!(alice.get(&results).await.is(200)["status"], "processing");
    world.sweeps_batches().await;
    let reply = alice.get(&results).await.is(200);
    assert_eq!((&reply["status"], &reply["progress"]), (&json!("failed"), &json!(1)));
    assert!(reply.text("error").contains("600초"), "{}", reply.body);
    assert!(gets_in(&alice, "en", &results).await.text("error").contains("600 seconds"));
    alice.get(&format!("{results}?format=csv")).await.is_problem(409, "conflict");
}

#[tokio::test]
async fn csv_has_a_row_per_accident() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let results = sends(&alice, &[accident(), with("weather", "=HYPERLINK(\"http://x\")")]).await;
    alice.get(&format!("{results}?format=csv")).await.is_problem(409, "conflict");
    world.delivers_batches().await;
    let reply = alice.get(&format!("{results}?format=csv")).await.is(200);
    assert_eq!(reply.header("content-type"), "text/csv; charset=utf-8; header=present");
    let id = results.split('/').nth(4).unwrap();
    assert_eq!(reply.header("content-disposition"), format!("attachment; filename=\"predictions-{id}.csv\""));
    let table = reply.body.as_str().unwrap();
    let lines: Vec<&str> = table.split("\r\n").collect();
    assert_eq!(lines.len(), 4);
    assert_eq!(
        lines[0],
        "index,기상상태,노면상태,도로형태,사고시,사고연,사고월,사고유형,사고일,시간대,시군구,요일,eclo,lower,upper,level,\
         severity,interpretation,detail,error,notes,model_version,demo"
    );
    let start = "1,맑음,건조,교차로 - 교차로안,14,2021,12,차대차,8,일반시간대,대구광역시 중구 동성로1가,수요일,";
    assert!(lines[1].starts_with(&format!("{start}{},", eclo(&accident()))), "{}", lines[1]);
    assert!(lines[1].ends_with(",demo-1,true"), "{}", lines[1]);
    assert!(lines[2].starts_with("2,\"'=HYPERLINK("), "{}", lines[2]);
    let english = gets_in(&alice, "en", &format!("{results}?format=csv")).await.is(200);
    assert!(english.body.as_str().unwrap().starts_with("index,weather,road_surface,"));
}

#[tokio::test]
async fn results_expire_after_a_day() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let results = sends(&alice, &[accident()]).await;
    world.wait(SignedDuration::from_mins(1));
    world.delivers_batches().await;
    world.wait(SignedDuration::from_hours(24) - SignedDuration::from_secs(1));
    world.logs_in(&alice.name).await.get(&results).await.is(200);
    world.wait(SignedDuration::from_secs(1));
    world.logs_in(&alice.name).await.get(&results).await.is_problem(404, "not_found");
}
