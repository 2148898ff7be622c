//! Daily token budget of an account.

use copilot::plan::{QUESTION, world_with_plan};
use copilot::provider::Provider;
use jiff::SignedDuration;
use serde_json::json;
use world::{Person, World};

/// A budget for one reservation, but not for two.
const ONE_ANSWER: &str = "4000";

async fn used(world: &World) -> Vec<i64> {
    let connection = world.database().connection().await.unwrap();
    let sql = "SELECT tokens FROM model_usage WHERE period = 'day' AND user_id IS NOT NULL ORDER BY starts_on";
    let rows = connection.query(sql, &[]).await.unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

/// Asks a question and returns whether the answer was degraded to quotations.
async fn asks(alice: &Person) -> bool {
    alice.asks(QUESTION).await.is(200)["degraded"].as_bool().unwrap()
}

async fn world_with_budget(provider: &Provider, tokens: &str) -> (World, Person) {
    let [kind, url, model] = provider.settings();
    let (world, alice, _plan) = world_with_plan(&[kind, url, model, ("CHAT_TOKENS_PER_DAY", tokens)]).await;
    (world, alice)
}

#[tokio::test]
async fn insufficient_budget_skips_the_model() {
    let mut provider = Provider::start().await;
    let (world, alice) = world_with_budget(&provider, "100").await;
    assert!(asks(&alice).await, "the answer is made of quotations, and says so");
    assert!(provider.was_not_asked());
    assert_eq!(used(&world).await, Vec::<i64>::new());
}

#[tokio::test]
async fn counts_actual_use_not_reservation() {
    let mut provider = Provider::start().await;
    let (world, alice) = world_with_budget(&provider, ONE_ANSWER).await;
    let text = "To be reliable everywhere.";
    provider.says(text).await;
    provider.ends().await;
    assert!(!asks(&alice).await);
    let (_, request) = provider.was_asked().await;
    let messages = request["messages"].as_array().unwrap().iter();
    let asked: usize = messages.map(|message| message["content"].as_str().unwrap().chars().count().div_ceil(4)).sum();
    let expected = i64::try_from(asked + text.len().div_ceil(4)).unwrap();
    assert_eq!(used(&world).await, [expected]);
}

#[tokio::test]
async fn concurrent_calls_share_daily_budget() {
    let mut provider = Provider::start().await;
    let (world, alice) = world_with_budget(&provider, ONE_ANSWER).await;
    provider.says("Reliable.").await;
    let (first, second) = tokio::join!(alice.asks(QUESTION), async {
        provider.was_asked().await;
        let degraded = asks(&alice).await;
        provider.ends().await;
        degraded
    });
    assert_eq!((first.is(200)["degraded"].clone(), second), (json!(false), true));
    let today = used(&world).await;
    world.execute("UPDATE model_usage SET tokens = 4000 WHERE user_id IS NOT NULL", &[]).await;
    assert!(asks(&alice).await, "today is used up");
    world.wait(SignedDuration::from_hours(24));
    let alice = world.logs_in("alice").await;
    let mut tomorrow = Provider::start().await;
    for (name, value) in tomorrow.settings() {
        world.set(name, value);
    }
    tomorrow.says("Reliable.").await;
    tomorrow.ends().await;
    assert!(!asks(&alice).await);
    assert_eq!(used(&world).await[1], today[0]);
}

#[tokio::test]
async fn interrupted_answer_counts_partial_use() {
    let mut provider = Provider::start().await;
    let (world, alice) = world_with_budget(&provider, ONE_ANSWER).await;
    let mut events = alice.listens(QUESTION).await;
    provider.says("To be").await;
    assert_eq!(events.next().await.unwrap().name, "start");
    assert_eq!(events.next().await.unwrap().name, "token");
    provider.breaks_off();
    assert_eq!(events.all().await.last().unwrap().name, "error");
    let broken = used(&world).await[0];
    assert!(broken > 0 && broken < 2_000, "{broken}");
    world.set("OPENAI_BASE_URL", "http://127.0.0.1:1/v1/");
    assert!(asks(&alice).await);
    assert_eq!(used(&world).await, [broken]);
}
