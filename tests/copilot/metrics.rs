//! `GET /metrics`

use copilot::COPILOT;
use copilot::plan::{QUESTION, world_with_plan};
use copilot::provider::Provider;
use http::Method;
use serde_json::{Value, json};
use sisuiq_testing::pdf::PdfBuilder;
use std::io::Write;
use tempfile::NamedTempFile;
use world::{Server, World};

const PATH: &str = "/metrics";

#[tokio::test]
async fn requires_admin_or_metrics_scope() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    world.stranger().get(PATH).await.is_problem(401, "unauthorized");
    for person in [world.user("alice").await, world.staff("owner", "super_admin").await] {
        person.get(PATH).await.is_problem(403, "forbidden");
    }
    let key = async |scope: &str| {
        let input = json!({ "name": scope, "scopes": [scope], "expires_in_days": 1, "password": admin.password() });
        admin.with_token(admin.post("/api/auth/api-keys", input).await.is(201).text("key"))
    };
    let scraper = key("metrics:read").await;
    for reader in [&admin, &scraper, &key("admin").await] {
        assert!(reader.get(PATH).await.is(204).body.is_null(), "CloudWatch has those of functions");
    }
    key("read").await.get(PATH).await.is_problem(403, "forbidden");
    scraper.get("/api/admin/stats").await.is_problem(403, "forbidden");
    scraper.get("/api/documents").await.is_problem(403, "forbidden");
}

/// The value of a series.
fn value(text: &str, series: &str) -> Option<f64> {
    text.lines().find_map(|line| line.strip_prefix(series)?.trim().parse().ok())
}

#[tokio::test]
async fn scraped_process_reports_exact_counts() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    admin.uploads("plan.pdf", &PdfBuilder::of_texts(&["The line to Gulu is renewed in 2027."]).build()).await;
    let server = Server::start(&world, &[]).await;
    let token = admin.token.as_deref();
    let scrape = async || {
        let answer = server.send(Method::GET, PATH, token, None).await.unwrap();
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.headers()["content-type"], "text/plain; version=0.0.4");
        String::from_utf8(answer.into_body()).unwrap()
    };
    assert_eq!(value(&scrape().await, "chat_requests_total{"), None, "nothing was asked yet");
    for (mode, times) in [("strategy_qa", 3), ("actions", 2)] {
        for _ in 0..times {
            let asked = json!({ "message": "When is the line to Gulu renewed?", "mode": mode });
            let answer = server.send(Method::POST, "/api/chat", token, Some(&asked)).await.unwrap();
            assert_eq!(answer.status(), 200);
            let answer: Value = serde_json::from_slice(answer.body()).unwrap();
            let path = format!("/api/chat/answers/{}/feedback", answer["answer_id"].as_str().unwrap());
            let rating = json!({ "rating": "down", "is_inaccurate": mode == "actions" });
            assert_eq!(server.send(Method::PUT, &path, token, Some(&rating)).await.unwrap().status(), 200);
        }
    }
    let unknown = server.send(Method::GET, "/api/documents/0190b5a0-0000-7000-8000-000000000000", token, None).await;
    assert_eq!(unknown.unwrap().status(), 404);
    let text = scrape().await;
    let is = |series: &str, expected: f64| assert_eq!(value(&text, series), Some(expected), "{series}\n{text}");
    is(r#"chat_requests_total{service="server",mode="strategy_qa",status="success"}"#, 3.0);
    is(r#"chat_requests_total{service="server",mode="actions",status="success"}"#, 2.0);
    is(r#"user_feedback_total{service="server",type="not_helpful"}"#, 3.0);
    is(r#"user_feedback_total{service="server",type="inaccurate"}"#, 2.0);
    is(r#"rag_queries_total{service="server",mode="actions"}"#, 2.0);
    is(r#"rag_duration_seconds_count{service="server",mode="strategy_qa"}"#, 3.0);
    is(r#"request_duration_seconds_count{service="server",method="POST",path="/api/chat",status="200"}"#, 5.0);
    is(r#"request_duration_seconds_count{service="server",method="GET",path="/api/documents/{id}",status="404"}"#, 1.0);
    is(r#"request_duration_seconds_count{service="server",method="GET",path="/metrics",status="200"}"#, 1.0);
    assert!(!text.contains("0190b5a0"), "{text}");
}

/// A registry entry of a provider with two requests a minute and this daily budget in US dollars.
fn entry(id: &str, url: &str, usd: &str) -> String {
    format!(
        "  - {{ id: {id}, name: {id}, category: model, kind: openai, connection_uri: '{url}', models: {{ standard: {id}-model }}, \
         auth: {{ api_key_env_var: OPENAI_API_KEY }}, retry_policy: {{ attempts: 2, backoff_factor: 0.01 }}, \
         rate_limits: {{ requests_per_minute: 2, requests_per_day: 9 }}, budget: {{ daily_usd: {usd} }}, \
         cost_rules: {{ param_multipliers: {{ {id}-model: {{ input_tokens: 0.000001, output_tokens: 0.000001 }} }} }} }}\n"
    )
}

#[tokio::test]
async fn reports_provider_calls_cost_and_health() {
    let mut provider = Provider::start().await;
    provider.says("To be reliable.").await;
    provider.ends().await;
    let mut registry = NamedTempFile::new().unwrap();
    let (dear, away) = (entry("dear", provider.url(), "0.000001"), entry("away", "http://127.0.0.1:1/v1/", "1"));
    write!(registry, "providers:\n{dear}{away}{}", entry("there", provider.url(), "1")).unwrap();
    let settings = [("LLM_PROVIDER", "dear,away,there"), ("PROVIDERS_FILE", registry.path().to_str().unwrap())];
    let (world, alice, _plan) = world_with_plan(&settings).await;
    let admin = world.logs_in("admin").await;
    let server = Server::start(&world, &[]).await;
    let asks = async |question: &str| {
        let asked = json!({ "message": question, "mode": "strategy_qa" });
        let answer = server.send(Method::POST, "/api/chat", alice.token.as_deref(), Some(&asked)).await.unwrap();
        serde_json::from_slice::<Value>(answer.body()).unwrap()
    };
    let scrape = async || {
        let answer = server.send(Method::GET, PATH, admin.token.as_deref(), None).await.unwrap();
        String::from_utf8(answer.into_body()).unwrap()
    };
    assert_eq!(asks(QUESTION).await["provider"], "there");
    let text = scrape().await;
    let is = |series: &str, expected: f64| assert_eq!(value(&text, series), Some(expected), "{series}\n{text}");
    is(r#"external_api_circuit_breaker_state{service="server",provider="away"}"#, 0.0);
    is(r#"external_api_circuit_breaker_state{service="server",provider="there"}"#, 0.0);
    is(r#"external_api_rate_limit_remaining{service="server",provider="away",limit_type="minute"}"#, 0.0);
    is(r#"external_api_rate_limit_remaining{service="server",provider="away",limit_type="day"}"#, 7.0);
    is(r#"external_api_rate_limit_remaining{service="server",provider="there",limit_type="minute"}"#, 1.0);
    is(r#"external_api_rate_limit_remaining{service="server",provider="there",limit_type="day"}"#, 8.0);
    is(r#"llm_requests_total{service="server",model="away-model"}"#, 2.0);
    is(r#"llm_requests_total{service="server",model="there-model"}"#, 1.0);
    is(r#"llm_duration_seconds_count{service="server",mode="strategy_qa",model="there-model"}"#, 1.0);
    let never_wrote = r#"llm_duration_seconds_count{service="server",mode="strategy_qa",model="away-model"}"#;
    assert_eq!(value(&text, never_wrote), None, "{text}");
    let cost: i64 = {
        let connection = world.database().connection().await.unwrap();
        connection.query_one("SELECT sum(counted_cost)::bigint FROM model_calls", &[]).await.unwrap().get(0)
    };
    assert!(cost > 0);
    #[expect(clippy::cast_precision_loss, reason = "it is small")]
    let cost = cost as f64;
    is(r#"external_api_credit_used_total{service="server",provider="there",credit_type="nanodollars"}"#, cost);
    // the used share of a dollar, without the reservation; the remaining budget of the expensive provider is too small for a call
    is(r#"external_api_budget_ratio{service="server",provider="there",budget_type="daily"}"#, cost / 1e9);
    is(r#"external_api_budget_ratio{service="server",provider="away",budget_type="daily"}"#, 0.0);
    is(r#"external_api_budget_ratio{service="server",provider="dear",budget_type="daily"}"#, 1.0);

    // this provider's circuit breaker opens, while the others have used their quota of this minute
    world.execute("UPDATE model_circuits SET failures = 4 WHERE provider = 'away'", &[]).await;
    world
        .execute("UPDATE model_calls SET reserved_at = reserved_at - interval '61 s' WHERE provider = 'away'", &[])
        .await;
    world.execute("UPDATE model_calls SET tries = 2 WHERE provider = 'there'", &[]).await;
    assert_eq!(asks("What is the mission of the company?").await["degraded"], true);
    let text = scrape().await;
    assert_eq!(
        value(&text, r#"external_api_circuit_breaker_state{service="server",provider="away"}"#),
        Some(2.0),
        "{text}"
    );
}
