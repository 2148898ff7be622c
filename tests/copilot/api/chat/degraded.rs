//! Answers while a store or a model is unavailable.

use copilot::plan::{QUESTION, UNKNOWN, checked_quotes, world_with_plan};
use serde_json::json;

const CLOSED: &str = "http://127.0.0.1:1/v1/";

#[tokio::test]
async fn keyword_search_works_without_vectors() {
    let (world, alice, _plan) = world_with_plan(&[]).await;
    world.break_qdrant().await;
    let reply = alice.asks(QUESTION).await.is(200);
    assert_eq!((&reply["degraded"], &reply["abstained"]), (&json!(true), &json!(false)), "{}", reply.body);
    assert!(!checked_quotes(&alice, &reply["citations"]).await.is_empty());
}

#[tokio::test]
async fn filters_hold_without_vectors() {
    let (world, alice, plan) = world_with_plan(&[]).await;
    world.break_qdrant().await;
    let asks = async |filters: serde_json::Value| {
        alice.post("/api/chat", json!({ "message": QUESTION, "filters": filters })).await.is(200)
    };
    for filters in [json!({ "document_ids": [plan.id] }), json!({ "sources": ["other"], "types": ["other"] })] {
        assert_eq!(asks(filters).await["abstained"], false);
    }
    for filters in [json!({ "sources": ["era"] }), json!({ "types": ["policy"] })] {
        let reply = asks(filters).await;
        assert_eq!((&reply["abstained"], &reply["degraded"]), (&json!(true), &json!(true)), "{}", reply.body);
        assert!(reply.text("answer").starts_with("Documents can be searched by their words alone"), "{}", reply.body);
    }
}

#[tokio::test]
async fn unavailable_provider_falls_back_to_quotes() {
    let settings = [("LLM_PROVIDER", "openai"), ("OPENAI_BASE_URL", CLOSED), ("OPENAI_CHAT_MODEL", "none")];
    let (_world, alice, _plan) = world_with_plan(&settings).await;
    let reply = alice.asks(QUESTION).await.is(200);
    assert_eq!((&reply["degraded"], &reply["abstained"]), (&json!(true), &json!(false)), "{}", reply.body);
    assert!(!checked_quotes(&alice, &reply["citations"]).await.is_empty());
    let reply = alice.asks(UNKNOWN).await.is(200);
    assert_eq!((&reply["degraded"], &reply["abstained"]), (&json!(true), &json!(true)), "{}", reply.body);
}

#[tokio::test]
async fn returns_503_without_database() {
    let (world, alice, _plan) = world_with_plan(&[]).await;
    world.break_database().await;
    let reply = alice.asks(QUESTION).await.is_problem(503, "unavailable");
    assert!(reply.header("retry-after").parse::<u32>().unwrap() > 0);
    world.mend_database();
    assert_eq!(alice.asks(QUESTION).await.status, 200);
}
