//! Failover between several providers.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use copilot::plan::{QUESTION, world_with_plan};
use copilot::provider::Provider;
use serde_json::{Value, json};
use std::io::Write;
use tempfile::NamedTempFile;
use uuid::Uuid;
use world::{Person, World, log_of_process};

const CLOSED: &str = "http://127.0.0.1:1/v1/";

/// A registry of two providers with one attempt each, which cost 1 and 2 millionths of a dollar per token.
fn registry(first: &str, second: &str, limits: &str) -> NamedTempFile {
    tried(1, first, second, limits)
}

/// The same registry with this number of attempts per provider.
fn tried(attempts: u32, first: &str, second: &str, limits: &str) -> NamedTempFile {
    let mut file = NamedTempFile::new().unwrap();
    let entry = |id: &str, url: &str, price: &str, limits: &str| {
        format!(
            "  - {{ id: {id}, name: {id}, category: model, kind: openai, connection_uri: '{url}', \
             models: {{ standard: {id}-model }}, auth: {{ api_key_env_var: OPENAI_API_KEY }}, \
             retry_policy: {{ attempts: {attempts}, backoff_factor: 0.01 }}, cost_rules: {{ param_multipliers: {{ {id}-model: \
             {{ input_tokens: {price}, output_tokens: {price} }} }} }}, {limits} }}\n"
        )
    };
    let (first, second) =
        (entry("first", first, "0.000001", limits), entry("second", second, "0.000002", "budget: {}"));
    write!(file, "providers:\n{first}{second}").unwrap();
    file
}

async fn world_of(file: &NamedTempFile, order: &str) -> (World, Person) {
    let settings = [("LLM_PROVIDER", order), ("PROVIDERS_FILE", file.path().to_str().unwrap())];
    let (world, alice, _plan) = world_with_plan(&settings).await;
    (world, alice)
}

/// The ledger in the order of the calls: provider, model, task, outcome, input tokens, output tokens and cost.
async fn ledger(world: &World) -> Vec<(String, String, String, String, i64, i64, i64)> {
    let connection = world.database().connection().await.unwrap();
    let sql = "SELECT provider::text, model::text, task::text, outcome, input_tokens, output_tokens, counted_cost \
        FROM model_calls ORDER BY id";
    let rows = connection.query(sql, &[]).await.unwrap();
    let row = |row: &tokio_postgres::Row| {
        (row.get(0), row.get(1), row.get(2), row.get(3), row.get(4), row.get(5), row.get(6))
    };
    rows.iter().map(row).collect()
}

async fn generation(person: &Person, answer: &Value) -> Value {
    let signed = person.get(&format!("/api/chat/answers/{}/provenance", answer.as_str().unwrap())).await.is(200);
    let payload = URL_SAFE_NO_PAD.decode(signed.text("payload")).unwrap();
    serde_json::from_slice::<Value>(&payload).unwrap()["generation"].clone()
}

#[tokio::test]
async fn fallback_records_both_calls() {
    let mut second = Provider::start().await;
    second.says("To be reliable.").await;
    second.ends().await;
    let file = registry(CLOSED, second.url(), "budget: {}");
    let (world, alice) = world_of(&file, "first,second").await;
    let reply = alice.asks(QUESTION).await.is(200);
    assert_eq!((&reply["provider"], &reply["model"]), (&json!("second"), &json!("second-model")));
    assert_eq!((&reply["degraded"], &reply["cache_hit"]), (&json!(true), &json!(false)), "it says that one was away");
    let [failed, answered] = &ledger(&world).await[..] else { panic!("two calls were made") };
    let expected = ("first", "first-model", "strategy_qa", "failed", 0, 0, 0);
    let (provider, model, task, outcome, read, written, cost) = failed;
    assert_eq!((&**provider, &**model, &**task, &**outcome, *read, *written, *cost), expected);
    let (provider, _, _, outcome, read, written, cost) = answered;
    assert_eq!((&**provider, &**outcome), ("second", "completed"));
    assert!(*read > 100 && *written == 4 && *cost == (read + written) * 2_000, "{answered:?}");
    let generation = generation(&alice, &reply["answer_id"]).await;
    assert_eq!(generation["provider"], "second");
    assert_eq!((generation["input_tokens"].as_i64(), generation["output_tokens"].as_i64()), (Some(*read), Some(4)));
    #[expect(clippy::cast_precision_loss, reason = "it is small")]
    let expected = *cost as f64 / 1e9;
    assert!((generation["cost_usd"].as_f64().unwrap() - expected).abs() < 1e-12);
}

#[tokio::test]
async fn exhausted_provider_is_skipped() {
    let (mut first, mut second) = (Provider::start().await, Provider::start().await);
    second.says("To be reliable.").await;
    second.ends().await;
    let file = registry(first.url(), second.url(), "budget: { daily_usd: 0.000001 }");
    let (_world, alice) = world_of(&file, "first,second").await;
    let reply = alice.asks(QUESTION).await.is(200);
    assert_eq!((&reply["provider"], &reply["degraded"]), (&json!("second"), &json!(true)));
    assert!(first.was_not_asked());
}

#[tokio::test]
async fn refusal_and_low_budget_are_logged() {
    let log = log_of_process();
    let mut provider = Provider::start().await;
    provider.says("To be reliable.").await;
    provider.ends().await;
    let (spent, near) = (Uuid::new_v4().to_string(), Uuid::new_v4().to_string());
    let price =
        "cost_rules: { param_multipliers: { some-model: { input_tokens: 0.000001, output_tokens: 0.000001 } } }";
    let entry = |id: &str, budget: &str| {
        format!(
            "  - {{ id: {id}, name: {id}, category: model, kind: openai, connection_uri: '{}', models: {{ standard: some-model }}, \
             auth: {{ api_key_env_var: OPENAI_API_KEY }}, {price}, budget: {{ daily_usd: {budget} }} }}\n",
            provider.url()
        )
    };
    let mut file = NamedTempFile::new().unwrap();
    write!(file, "providers:\n{}{}", entry(&spent, "0.000001"), entry(&near, "1.0")).unwrap();
    let (world, alice) = world_of(&file, &format!("{spent},{near}")).await;
    world.set("BUDGET_ALERT_THRESHOLD", "0.0001");
    assert_eq!(alice.asks(QUESTION).await.is(200)["provider"], json!(near));
    let told = |event: &str, id: &str| -> Vec<Value> {
        log.lines_with(id).into_iter().filter(|line| line["message"] == event).collect()
    };
    let [refused] = &told("request_blocked_by_backpressure", &spent)[..] else { panic!("it is told once") };
    assert_eq!((&refused["level"], refused["reason"].is_string()), (&json!("info"), true), "{refused}");
    let [alert] = &told("a budget is nearly used up", &near)[..] else { panic!("it is told once") };
    assert_eq!((&alert["level"], &alert["period"]), (&json!("warn"), &json!("daily")), "{alert}");
}

#[tokio::test]
async fn last_fallback_is_quotes() {
    let file = registry(CLOSED, CLOSED, "budget: {}");
    let (world, alice) = world_of(&file, "first,second").await;
    let events = alice.streams(QUESTION).await;
    let done = events.last().unwrap();
    assert_eq!((done.name.as_str(), &done.data["provider"]), ("done", &json!("extractive")));
    assert_eq!(done.data["degraded"], true);
    assert_eq!(ledger(&world).await.len(), 2);
}

#[tokio::test]
async fn disabled_limits_still_count() {
    let mut first = Provider::start().await;
    first.says("To be reliable.").await;
    first.ends().await;
    let file = registry(first.url(), CLOSED, "budget: { daily_usd: 0.000001 }");
    let (world, alice) = world_of(&file, "first").await;
    world.set("BUDGET_ENFORCE_LIMITS", "false");
    assert_eq!(alice.asks(QUESTION).await.is(200)["provider"], "first");
    assert_eq!(ledger(&world).await.len(), 1);
}

#[tokio::test]
async fn retries_count_against_daily_limit() {
    let file = tried(2, CLOSED, CLOSED, "rate_limits: { requests_per_day: 3 }");
    let (world, alice) = world_of(&file, "first").await;
    for _ in 0..3 {
        assert_eq!(alice.asks(QUESTION).await.is(200)["provider"], "extractive");
    }
    let connection = world.database().connection().await.unwrap();
    let rows = connection.query("SELECT tries FROM model_calls ORDER BY id", &[]).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.get(0)).collect::<Vec<i32>>(), [2, 1], "the third was not asked for");
    let sql = "SELECT requests FROM model_usage WHERE subject = 'provider:first'";
    let rows = connection.query(sql, &[]).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.get(0)).collect::<Vec<i64>>(), [3, 3], "of the day and of the month");
}
