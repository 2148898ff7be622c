//! The number of database round trips per request. Independent statements share a round trip.

use copilot::plan::{QUESTION, world_with_plan};
use serde_json::json;
use sisuiq_testing::Proxy;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};

/// Number of measurements, of which the minimum counts: the first requests over a connection prepare their statements, and
/// a response may arrive before the second of two pipelined statements is sent.
const TRIES: usize = 8;
/// Rate limits that are never reached. Counting requests takes no extra round trip.
const LIMITS: [(&str, &str); 4] = [
    ("RATE_LIMIT_DEFAULT", "1000/1s"),
    ("RATE_LIMIT_DEFAULT_ADDRESS", "1000/1s"),
    ("RATE_LIMIT_CHAT", "1000/1s"),
    ("RATE_LIMIT_CHAT_ADDRESS", "1000/1s"),
];

async fn least(proxy: &Proxy, request: impl AsyncFn()) -> u64 {
    least_of(|| proxy.questions(), request).await
}

async fn least_of(count: impl Fn() -> u64, request: impl AsyncFn()) -> u64 {
    let mut least = u64::MAX;
    for _ in 0..TRIES {
        let before = count();
        request().await;
        least = least.min(count() - before);
    }
    least
}

#[tokio::test]
async fn question_takes_four_or_five() {
    let (world, alice, _plan) = world_with_plan(&LIMITS).await;
    let proxy = world.proxy_database().await;
    let first = async || assert_eq!(alice.asks(QUESTION).await.is(200)["support"], "full");
    assert_eq!(
        least(&proxy, first).await,
        4,
        "who asks, how common the words are (during the search), what was found, what is kept"
    );
    let session = alice.asks(QUESTION).await.is(200).text("session_id").to_owned();
    let next = async || assert_eq!(alice.asks_in(&session, QUESTION).await.is(200)["support"], "full");
    assert_eq!(least(&proxy, next).await, 5, "the conversation besides");
}

#[tokio::test]
async fn cache_hit_takes_three() {
    let settings = [&LIMITS[..], &[("ANSWER_CACHE_SECONDS", "3600")]].concat();
    let (world, alice, _plan) = world_with_plan(&settings).await;
    let proxy = world.proxy_database().await;
    alice.asks(QUESTION).await.is(200);
    let again = async || assert_eq!(alice.asks(QUESTION).await.is(200)["cache_hit"], true);
    assert_eq!(least(&proxy, again).await, 3, "who asks, what was answered, what is kept");
}

#[tokio::test]
async fn keyed_question_takes_eight_then_two() {
    let (world, alice, _plan) = world_with_plan(&LIMITS).await;
    let proxy = world.proxy_database().await;
    let question = json!({ "message": QUESTION });
    let asked = AtomicU64::new(0);
    let first = async || {
        let key = format!("key-{}", asked.fetch_add(1, SeqCst));
        assert_eq!(alice.asks_once(&key, &question).await.is(200)["support"], "full");
    };
    assert_eq!(
        least(&proxy, first).await,
        8,
        "what was answered besides, and four more for a transaction: its begin, the claim, what is kept, its end"
    );
    let again = async || drop(alice.asks_once("key-0", &question).await.is(200));
    assert_eq!(least(&proxy, again).await, 2, "who asks, and what was answered");
    let session = alice.asks(QUESTION).await.is(200).text("session_id").to_owned();
    let next = json!({ "message": QUESTION, "session_id": session });
    let following = async || {
        let key = format!("key-{}", asked.fetch_add(1, SeqCst));
        assert_eq!(alice.asks_once(&key, &next).await.is(200)["support"], "full");
    };
    assert_eq!(least(&proxy, following).await, 8, "the conversation comes with what was answered");
}

#[tokio::test]
async fn reading_takes_two() {
    let (world, alice, plan) = world_with_plan(&LIMITS).await;
    let session = alice.asks(QUESTION).await.is(200).text("session_id").to_owned();
    let proxy = world.proxy_database().await;
    let paths = [
        "/api/documents".to_owned(),
        format!("/api/documents/{}", plan.id),
        format!("/api/documents/{}/pages/1", plan.id),
        "/api/chat/sessions".to_owned(),
        format!("/api/chat/history/{session}"),
    ];
    for path in paths {
        let read = async || drop(alice.get(&path).await.is(200));
        assert_eq!(least(&proxy, read).await, 2, "{path}");
    }
    let me = async || drop(alice.get("/api/auth/me").await.is(200));
    assert_eq!(least(&proxy, me).await, 1);
}

#[tokio::test]
async fn admin_list_takes_two_statements() {
    let (world, alice, _plan) = world_with_plan(&LIMITS).await;
    let admin = world.logs_in("admin").await;
    let session = alice.asks(QUESTION).await.is(200).text("session_id").to_owned();
    alice.asks(QUESTION).await.is(200);
    admin.tabulates("outages.csv", b"date,cause\n2024-01-05,weather\n", None).await;
    let proxy = world.proxy_database().await;
    for path in [
        "users".to_owned(),
        "users?role=user&q=alice&sort=name".to_owned(),
        "sessions".to_owned(),
        "sessions?mode=strategy_qa".to_owned(),
        format!("sessions/{session}"),
        format!("sessions/{session}/messages"),
        "analytics".to_owned(),
        "documents".to_owned(),
        "documents?status=ready".to_owned(),
        "jobs".to_owned(),
        "jobs?status=done&sort=-updated_at".to_owned(),
        "evaluations".to_owned(),
        "tips".to_owned(),
        "stats".to_owned(),
        "spend/users".to_owned(),
        "spend/days".to_owned(),
    ] {
        let read = async || drop(admin.get(&format!("/api/admin/{path}")).await.is(200));
        assert_eq!(least_of(|| proxy.statements(), read).await, 2, "{path}: who asks, and what was asked for");
    }
}
