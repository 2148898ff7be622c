//! `GET /api/v1/health/providers`

use copilot::COPILOT;
use copilot::plan::{QUESTION, world_with_plan};
use copilot::provider::Provider;
use jiff::SignedDuration;
use serde_json::json;
use world::World;

const PATH: &str = "/api/v1/health/providers";

#[tokio::test]
async fn only_administrators_are_admitted() {
    let world = World::new(COPILOT).await;
    world.stranger().get(PATH).await.is_problem(401, "unauthorized");
    world.user("alice").await.get(PATH).await.is_problem(403, "forbidden");
}

#[tokio::test]
async fn lists_providers_with_limits() {
    let world = World::new(COPILOT).await;
    let reply = world.admin().await.get(PATH).await.is(200).matches_snapshot("get_v1_health_providers");
    let providers = reply.body.as_object().unwrap();
    for id in ["openai", "anthropic", "bedrock", "gemini", "e2b", "sim", "covalent", "moralis", "postgres", "qdrant"] {
        assert_eq!(providers[id]["provider_id"], id);
    }
    let budget =
        json!({ "daily_spent_usd": 0.0, "daily_limit_usd": 0.0, "monthly_spent_usd": 0.0, "monthly_limit_usd": 250.0 });
    let requests = json!({ "daily_count": 0, "daily_limit": 10_000, "requests_this_minute": 0, "minute_limit": 120 });
    let circuit = json!({ "state": "closed", "failure_count": 0, "can_request": true });
    let expected = json!({ "provider_id": "sim", "budget": budget, "requests": requests, "circuit_breaker": circuit });
    assert_eq!(providers["sim"], expected);
}

#[tokio::test]
async fn circuit_opens_for_a_minute() {
    let mut provider = Provider::start().await;
    let (world, alice, _plan) = world_with_plan(&provider.settings()).await;
    provider.says("Reliable.").await;
    provider.ends().await;
    assert_eq!(alice.asks(QUESTION).await.is(200)["provider"], "openai");
    let admin = world.logs_in("admin").await;
    let told = async || admin.get(PATH).await.is(200)["openai"].clone();
    let openai = told().await;
    assert_eq!(
        (&openai["requests"]["daily_count"], &openai["requests"]["requests_this_minute"]),
        (&json!(1), &json!(1))
    );
    world.set("OPENAI_BASE_URL", "http://127.0.0.1:1/v1/");
    for _ in 0..5 {
        assert_eq!(alice.asks(QUESTION).await.is(200)["provider"], "extractive");
    }
    let circuit = async || told().await["circuit_breaker"].clone();
    assert_eq!(circuit().await, json!({ "state": "open", "failure_count": 5, "can_request": false }));
    let count = told().await["requests"]["daily_count"].clone();
    assert_eq!(alice.asks(QUESTION).await.is(200)["degraded"], true);
    assert_eq!(told().await["requests"]["daily_count"], count, "it is spared");
    world.wait(SignedDuration::from_secs(60));
    assert_eq!(circuit().await, json!({ "state": "half_open", "failure_count": 5, "can_request": true }));
}
