//! `POST /api/predict/eclo/batch`

use crate::accident::{accident, is_only_for_predictors, posts_in, with};
use crate::product::PUBLIC_DATA;
use futures::future::join_all;
use http::Method;
use jiff::SignedDuration;
use serde_json::{Value, json};
use uuid::Uuid;
use world::{Person, World};

const PATH: &str = "/api/predict/eclo/batch";

fn batch(accidents: usize) -> Value {
    json!({ "accidents": vec![accident(); accidents] })
}

async fn waiting(world: &World) -> i64 {
    let connection = world.database().connection().await.unwrap();
    connection.query_one("SELECT count(*) FROM prediction_batches", &[]).await.unwrap().get(0)
}

/// Stores batches of an account that wait.
async fn fills_the_queue(world: &World, owner: &Person, batches: i32) {
    let insert = "INSERT INTO prediction_batches (id, user_id, total, created_at, updated_at, expires_at)
        SELECT gen_random_uuid(), users.id, 1, $2::timestamptz, $2, $2 + interval '1 day'
        FROM users, generate_series(1, $3) WHERE users.email = $1";
    world.execute(insert, &[&owner.email(), &world.clock().now(), &batches]).await;
}

#[tokio::test]
async fn predictions_need_their_capability() {
    let world = World::new(PUBLIC_DATA).await;
    is_only_for_predictors(&world, &Method::POST, PATH, &batch(1)).await;
}

#[tokio::test]
async fn batches_have_1_to_100_accidents() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    for input in [json!({}), batch(0)] {
        let reply = alice.post(PATH, input).await.is_problem(400, "bad_request");
        assert_eq!(reply.wrong_fields(), ["accidents"]);
    }
    let reply = alice.post(PATH, batch(101)).await.is_problem(429, "too_many_requests");
    assert_eq!(reply["detail"], "항목이 너무 많습니다. 한 번에 최대 100개까지 보내세요");
    alice.post(PATH, json!({ "accidents": 7 })).await.is_problem(422, "unprocessable");
    assert_eq!(waiting(&world).await, 0);
    alice.post(PATH, batch(100)).await.is(202);
}

#[tokio::test]
async fn batch_is_accepted_and_processed() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let reply = alice.post(PATH, batch(3)).await.is(202).matches_snapshot("post_predict_eclo_batch");
    assert_eq!((&reply["status"], &reply["total"]), (&json!("processing"), &json!(3)));
    let results = reply.text("results_url").to_owned();
    assert_eq!(results, format!("/api/predict/batch/{}/results", reply.text("batch_id")));
    assert_eq!(alice.get(&results).await.is(200)["status"], "pending");
    assert_eq!(world.delivers_batches().await, 1);
    assert_eq!(alice.get(&results).await.is(200)["status"], "success");
}

#[tokio::test]
async fn full_queue_refuses_batches() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    fills_the_queue(&world, &bob, 100).await;
    let reply = posts_in(&alice, "en", PATH, &batch(1)).await.is_problem(429, "too_many_requests");
    assert!(reply.text("detail").contains("the queue is full"), "{}", reply.body);
    assert!(reply.header("retry-after").parse::<u32>().unwrap() > 0);
    world.wait(SignedDuration::from_hours(25));
    let alice = world.logs_in(&alice.name).await;
    alice.post(PATH, batch(1)).await.is(202);
}

#[tokio::test]
async fn queue_never_exceeds_its_length() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    fills_the_queue(&world, &alice, 97).await;
    let replies = join_all((0..8).map(|_| alice.post(PATH, batch(1)))).await;
    let accepted = replies.iter().filter(|reply| reply.status == 202).count();
    assert!(replies.iter().all(|reply| [202, 429].contains(&reply.status.as_u16())));
    assert_eq!((accepted, waiting(&world).await), (3, 100));
}

#[tokio::test]
async fn invalid_accidents_do_not_refuse_the_batch() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let input = json!({ "accidents": [accident(), null, 7, [], {}, with("accident_hour", 24)] });
    let reply = alice.post(PATH, input).await.is(202);
    world.delivers_batches().await;
    let results = alice.get(reply.text("results_url")).await.is(200);
    let errors = results["results"].as_array().unwrap().iter().filter(|item| item["error"].is_string()).count();
    assert_eq!((&results["status"], errors), (&json!("success"), 5));
}

#[tokio::test]
async fn repeated_request_creates_one_batch() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let first = alice.posts_once(PATH, "key-1", &batch(1)).await.is(202);
    let again = alice.posts_once(PATH, "key-1", &batch(1)).await.is(202);
    assert_eq!((again.body, again.headers["idempotency-replayed"].to_str().unwrap()), (first.body, "true"));
    alice.posts_once(PATH, "key-1", &batch(2)).await.is_problem(422, "unprocessable");
    assert_eq!((waiting(&world).await, world.delivers_batches().await), (1, 1));
}

#[tokio::test]
async fn lost_message_delays_the_batch() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    world.set("PREDICT_BATCH_QUEUE_URL", &format!("http://127.0.0.1:1/{}", Uuid::nil()));
    let results = alice.post(PATH, batch(2)).await.is(202).text("results_url").to_owned();
    world.sweeps_batches().await;
    assert_eq!(alice.get(&results).await.is(200)["status"], "pending");
    world.wait(SignedDuration::from_secs(61));
    world.sweeps_batches().await;
    assert_eq!(alice.get(&results).await.is(200)["status"], "success");
}
