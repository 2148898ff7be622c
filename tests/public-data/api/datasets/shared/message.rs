//! `POST /api/datasets/shared/{token}/message`

use super::{NONE, PATH, plain, shared};
use crate::anthropic::{Anthropic, says};
use crate::conversation::{SUM, TABLE, asks, check_figures, count};
use crate::dataset::{copy_of, uploads};
use crate::product::PUBLIC_DATA;
use futures::future::join_all;
use jiff::SignedDuration;
use serde_json::{Value, json};
use world::{Person, Reply, World};

/// Asks by a link.
async fn asks_by(link: &str, stranger: &Person, question: &str) -> Reply {
    stranger.post(&format!("{link}/message"), json!({ "message": question })).await
}

#[tokio::test]
async fn links_that_open_nothing_are_one_404() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, bob, stranger) = (world.user("alice").await, world.user("bob").await, world.stranger());
    let (own, revoked) = shared(&alice, TABLE).await;
    alice.delete(&format!("{own}/share")).await.is(204);
    let (own, deleted) = shared(&alice, TABLE).await;
    alice.delete(&own).await.is(200);
    let (_, closed) = shared(&bob, TABLE).await;
    world.execute("UPDATE users SET is_active = false WHERE email = $1", &[&bob.email()]).await;
    let (_, expired) = shared(&alice, TABLE).await;
    world.clock().advance(SignedDuration::from_hours(7 * 24));
    let expected = plain(&asks_by(&format!("{PATH}/{NONE}"), &stranger, SUM).await);
    assert_eq!(expected.0, 404);
    for other in [&revoked, &deleted, &closed, &expired, &format!("{PATH}/x"), &format!("{PATH}/{NONE}A")] {
        assert_eq!(plain(&asks_by(other, &stranger, SUM).await), expected, "{other}");
        // the link is looked at before the question
        assert_eq!(plain(&asks_by(other, &stranger, "").await), expected, "{other}");
    }
}

#[tokio::test]
async fn wrong_fields_are_named() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let (_, link) = shared(&alice, TABLE).await;
    let other = uploads(&alice, "b.csv", TABLE).await;
    let (address, stranger) = (format!("{link}/message"), world.stranger());
    for (body, fields) in [
        (json!({}), vec!["message"]),
        (json!([]), vec![""]),
        (json!({ "message": " \n" }), vec!["message"]),
        (json!({ "message": 7 }), vec!["message"]),
        (json!({ "message": "가".repeat(2_001) }), vec!["message"]),
        (json!({ "message": SUM, "dataset_id": other }), vec!["dataset_id"]),
        (json!({ "message": "", "conversation_id": other }), vec!["message", "conversation_id"]),
    ] {
        let reply = stranger.post(&address, body).await.is_problem(400, "bad_request");
        assert_eq!(reply.wrong_fields(), fields);
    }
    let longest = stranger.post(&address, json!({ "message": "가".repeat(2_000), "dataset_id": null })).await.is(200);
    assert_eq!(longest["abstained"], true);
    let korean = stranger.post(&address, json!({ "message": "가".repeat(2_001) })).await.is(400);
    assert_eq!(korean["fields"]["message"], "2,000자까지 쓸 수 있습니다");
}

#[tokio::test]
async fn own_key_is_refused() {
    let world = World::new(PUBLIC_DATA).await;
    let (_, link) = shared(&world.user("alice").await, TABLE).await;
    let ask = async |link: &str| {
        let request = world.stranger().request(&http::Method::POST, &format!("{link}/message"));
        let request = request.header("content-type", "application/json").header("x-anthropic-api-key", "sk-ant-secret");
        let body = json!({ "message": SUM }).to_string();
        world.send(request.body(body.into()).unwrap()).await
    };
    let reply = ask(&link).await.is_problem(400, "bad_request");
    assert_eq!(reply.wrong_fields(), ["x-anthropic-api-key"]);
    assert!(!reply.body.to_string().contains("secret"), "{}", reply.body);
    ask(&format!("{PATH}/{NONE}")).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn dataset_without_copy_is_409() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let (own, link) = shared(&alice, TABLE).await;
    let id = own.rsplit('/').next().unwrap();
    world.s3().delete_object().bucket(world.bucket()).key(copy_of(id, 1)).send().await.unwrap();
    asks_by(&link, &world.stranger(), SUM).await.is_problem(409, "conflict");
    assert_eq!(alice.get(&own).await.is(200)["copy_ready"], false, "the sweep makes it again");
}

#[tokio::test]
async fn answers_are_those_of_accounts() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, stranger) = (world.user("alice").await, world.stranger());
    let (own, link) = shared(&alice, TABLE).await;
    for question in [SUM, "차대차 사고의 사망자수 합계는?", "What is the sum of 사망자수?", "기상청 강수량 합계는?"]
    {
        let answer = asks_by(&link, &stranger, question).await.is(200);
        assert_eq!(answer.header("cache-control"), "no-store");
        check_figures(&answer.body);
        let hers = asks(&alice, own.rsplit('/').next().unwrap(), question).await.is(200);
        for same in ["content", "chart", "suggestions", "understood", "refusal", "language", "abstained", "dataset_id"]
        {
            assert_eq!(answer[same], hers[same], "{same} of {question}");
        }
        let (calls, expected) = (answer["tool_calls"].as_array().unwrap(), hers["tool_calls"].as_array().unwrap());
        assert_eq!(calls.len(), expected.len());
        for (call, expected) in calls.iter().zip(expected) {
            assert_eq!((&call["result"], &call["row_count"]), (&expected["result"], &expected["row_count"]));
            let rows = stranger.get(call["rows_url"].as_str().unwrap()).await.is(200);
            assert_eq!(rows["total"], call["row_count"], "{call}");
        }
    }
}

#[tokio::test]
async fn nothing_of_the_owner_is_shown() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, stranger) = (world.user("alice").await, world.stranger());
    let (own, link) = shared(&alice, TABLE).await;
    let answer = asks_by(&link, &stranger, SUM).await.is(200).matches_snapshot("post_datasets_shared_token_message");
    let body = answer.body.to_string();
    for hidden in ["conversation", "message_id", "session", "alice", &format!("{own}/")] {
        assert!(!body.contains(hidden), "{hidden}: {body}");
    }
}

#[tokio::test]
async fn nothing_is_stored() {
    let world = World::with(PUBLIC_DATA, &[("ANSWER_CACHE_SECONDS", "3600")]).await;
    let alice = world.user("alice").await;
    let (own, link) = shared(&alice, TABLE).await;
    let stored = [
        "chat_sessions",
        "chat_messages",
        "answer_records",
        "answer_streams",
        "cached_dataset_answers",
        "pending_audit_records",
    ];
    let mut before = Vec::new();
    for table in stored {
        before.push(count(&world, table).await);
    }
    for question in [SUM, SUM, "도움말"] {
        let answer = asks_by(&link, &world.stranger(), question).await.is(200);
        assert_eq!(answer["cache_hit"], false);
    }
    for (table, before) in stored.into_iter().zip(before) {
        assert_eq!(count(&world, table).await, before, "{table}");
    }
    assert_eq!(alice.get("/api/chat/conversations").await.is(200)["conversations"], json!([]));
    assert_eq!(alice.get(&format!("{own}/share")).await.is(200)["uses"], 0, "a question opens no page");
    alice.delete(&own).await.is(200);
}

#[tokio::test]
async fn cached_answers_have_addresses_of_the_link() {
    let world = World::with(PUBLIC_DATA, &[("ANSWER_CACHE_SECONDS", "3600")]).await;
    let (alice, stranger) = (world.user("alice").await, world.stranger());
    let (own, link) = shared(&alice, TABLE).await;
    let first = asks(&alice, own.rsplit('/').next().unwrap(), SUM).await.is(200);
    let cached = asks_by(&link, &stranger, SUM).await.is(200);
    assert_eq!((&cached["cache_hit"], &cached["usage"]), (&json!(true), &Value::Null));
    assert_eq!(cached["content"], first["content"]);
    stranger.get(cached["figures"][0]["rows_url"].as_str().unwrap()).await.is(200);
    // another reading of the file has other answers
    alice.patch(&own, json!({ "name": "다른 이름" })).await.is(200);
    assert_eq!(asks_by(&link, &stranger, SUM).await.is(200)["cache_hit"], false);
}

#[tokio::test]
async fn link_has_the_quota_of_an_account() {
    let own = [("RATE_LIMIT_CHAT", "2/10s"), ("RATE_LIMIT_CHAT_ADDRESS", "100/10s")];
    let world = World::with(PUBLIC_DATA, &own).await;
    let alice = world.user("alice").await;
    let ((_, link), (own, other)) = (shared(&alice, TABLE).await, shared(&alice, TABLE).await);
    for stranger in [world.stranger(), world.stranger()] {
        asks_by(&link, &stranger, SUM).await.is(200);
    }
    let refused = asks_by(&link, &world.stranger(), SUM).await.is_problem(429, "too_many_requests");
    let wait: i64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=10).contains(&wait), "{wait}");
    // neither another link nor the owner is held up
    asks_by(&other, &world.stranger(), SUM).await.is(200);
    asks(&alice, own.rsplit('/').next().unwrap(), SUM).await.is(200);
    world.stranger().get(&format!("{link}/rows")).await.is(200);
    world.clock().advance(SignedDuration::from_secs(10));
    asks_by(&link, &world.stranger(), SUM).await.is(200);
}

#[tokio::test]
async fn addresses_have_a_quota_for_guesses() {
    let own = [("RATE_LIMIT_CHAT", "100/10s"), ("RATE_LIMIT_CHAT_ADDRESS", "2/10s")];
    let world = World::with(PUBLIC_DATA, &own).await;
    for _ in 0..2 {
        asks_by(&format!("{PATH}/{NONE}"), &world.stranger(), SUM).await.is_problem(404, "not_found");
    }
    asks_by(&format!("{PATH}/{NONE}"), &world.stranger(), SUM).await.is_problem(429, "too_many_requests");
}

/// A question that the planner refuses.
const REFUSED: &str = "Which kind of accident is the deadliest?";

/// Shares a table and allows the model.
async fn shares_with_model(alice: &Person, budget: u32) -> (String, String) {
    let (own, link) = shared(alice, TABLE).await;
    let allowed = json!({ "allow_provider": true, "daily_budget": budget });
    alice.post(&format!("{own}/share"), allowed).await.is(200);
    (own, link)
}

#[tokio::test]
async fn model_needs_the_leave_of_the_owner() {
    let model = Anthropic::start([]).await;
    let world = World::with(PUBLIC_DATA, &model.deployed()).await;
    let alice = world.user("alice").await;
    let (own, link) = shared(&alice, TABLE).await;
    for budget in [50, 0] {
        let answer = asks_by(&link, &world.stranger(), REFUSED).await.is(200);
        assert_eq!((&answer["abstained"], &answer["model"]), (&json!(true), &json!("planner")), "{}", answer.body);
        assert_eq!(answer["budget_used_up"], budget == 0);
        alice.post(&format!("{own}/share"), json!({ "allow_provider": true, "daily_budget": 0 })).await.is(200);
    }
    assert!(model.asked().is_empty());
}

#[tokio::test]
async fn model_is_not_asked_where_accounts_bring_keys() {
    let model = Anthropic::start([]).await;
    let own = [&model.deployed()[..], &[("DATASET_CHAT_REQUIRES_CALLER_KEY", "true")]].concat();
    let world = World::with(PUBLIC_DATA, &own).await;
    let (_, link) = shares_with_model(&world.user("alice").await, 5).await;
    let answer = asks_by(&link, &world.stranger(), REFUSED).await.is(200);
    assert_eq!((&answer["abstained"], &answer["degraded"]), (&json!(true), &json!(false)), "{}", answer.body);
    assert!(model.asked().is_empty());
}

#[tokio::test]
async fn model_is_asked_within_the_daily_budget() {
    let model = Anthropic::start((0..3).map(|_| says("I cannot answer that."))).await;
    let world = World::with(PUBLIC_DATA, &model.deployed()).await;
    let alice = world.user("alice").await;
    let (_, link) = shares_with_model(&alice, 2).await;
    // what the planner understands is not counted
    for _ in 0..3 {
        let understood = asks_by(&link, &world.stranger(), SUM).await.is(200);
        assert_eq!((&understood["model"], &understood["budget_used_up"]), (&json!("planner"), &json!(false)));
    }
    for is_used_up in [false, false, true, true] {
        let answer = asks_by(&link, &world.stranger(), REFUSED).await.is(200);
        assert_eq!(answer["budget_used_up"], is_used_up, "{}", answer.body);
        assert_eq!(answer["degraded"], is_used_up, "{}", answer.body);
        assert_eq!(answer.text("content").contains("used up for today"), is_used_up, "{}", answer.body);
    }
    assert_eq!(model.asked().len(), 2);
    // each call is charged to the owner
    let charged = "SELECT count(*) FROM model_calls WHERE user_id = (SELECT id FROM users WHERE email = $1)";
    let connection = world.database().connection().await.unwrap();
    let calls: i64 = connection.query_one(charged, &[&alice.email()]).await.unwrap().get(0);
    assert_eq!(calls, 2);
    world.clock().advance(SignedDuration::from_hours(24));
    let tomorrow = asks_by(&link, &world.stranger(), REFUSED).await.is(200);
    assert_eq!((&tomorrow["budget_used_up"], model.asked().len()), (&json!(false), 3));
}

#[tokio::test]
async fn many_questions_at_once_keep_the_budget() {
    let model = Anthropic::start((0..4).map(|_| says("I cannot answer that."))).await;
    let world = World::with(PUBLIC_DATA, &model.deployed()).await;
    let (_, link) = shares_with_model(&world.user("alice").await, 4).await;
    let stranger = world.stranger();
    let replies = join_all((0..16).map(|_| asks_by(&link, &stranger, REFUSED))).await;
    let used_up = replies.into_iter().filter(|reply| reply["budget_used_up"] == true).count();
    assert_eq!((used_up, model.asked().len()), (12, 4));
}
