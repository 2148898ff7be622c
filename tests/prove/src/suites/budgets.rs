//! 100 concurrent chats against budgets that are too small for all of them.

use super::{
    ledger,
    plan::{NAME, QUESTION, file},
    timed::{Timed, run_timed},
};
use crate::Suite;
use axum::{Router, body::Body, response::IntoResponse, routing::post};
use copilot::COPILOT;
use futures::{FutureExt, StreamExt, future::join_all, stream};
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use std::{
    fs, io,
    time::{Duration, Instant},
};
use tempfile::NamedTempFile;
use tokio::{net::TcpListener, time::sleep};
use world::{Person, World};

/// Concurrent chats never exceed a budget.
pub const SUITE: Suite = Suite {
    name: "budgets",
    promise: "100 chats at once of a few accounts, with a model that answers, breaks off or is away: at no moment does a provider or \
              an account hold more requests, tokens or money of a day or month than it may, whoever does not fit is answered by \
              quotations and told so, and afterwards what is counted is what the calls used",
    quick: 1,
    full: 20,
    run: |dose| run_timed(dose, 1, (), case).boxed(),
};

const CHATS: usize = 100;
const ACCOUNTS: usize = 4;
/// Upper bound of the tokens that one answer may use.
const ONE_ANSWER: u64 = 4_000;

/// Statements that record every change of a usage counter, so that no peak is missed.
const WATCH: [&str; 3] = [
    "CREATE TABLE peaks (subject text, period text, requests bigint, tokens bigint, cost bigint)",
    "CREATE FUNCTION note_peak() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
        INSERT INTO peaks VALUES (NEW.subject, NEW.period, NEW.requests, NEW.tokens, NEW.cost); RETURN NEW; END $$",
    "CREATE TRIGGER note_peak AFTER INSERT OR UPDATE ON model_usage FOR EACH ROW EXECUTE FUNCTION note_peak()",
];

/// Budgets of one case.
pub(super) struct Limits {
    provider_requests: u64,
    provider_month_tokens: u64,
    provider_day_cents: u64,
    own_tokens: u64,
    own_requests: u64,
}

async fn case((): (), _number: u64, mut chance: ChaCha8Rng) -> Result<Timed, String> {
    let limits = Limits::draw(&mut chance);
    let (world, _registry, people) = place(&limits, &model().await, &[]).await;
    let began = Instant::now();
    let chats = (0..CHATS).map(|number| {
        let person = people[number % people.len()].clone();
        tokio::spawn(async move { person.asks(QUESTION).await })
    });
    let mut written = 0;
    for chat in join_all(chats).await {
        let reply = chat.map_err(|error| error.to_string())?;
        match (reply.status.as_u16(), reply.body["provider"].as_str()) {
            (200, Some("it")) if reply.body["degraded"] == false => written += 1,
            (200, Some("extractive")) if reply.body["degraded"] == true => {}
            // the model broke off, or the request waited too long for a database connection
            (503, _) if reply.fault().is_none() => {}
            (status, _) => return Err(format!("{status}: {}", reply.body)),
        }
    }
    let took = began.elapsed();
    limits.were_kept(&world).await?;
    ledger::is_exact(&world).await?;
    if written == 0 {
        return Err("no answer was written".to_owned());
    }
    Ok((took, format!("{written} of {CHATS} were written by the model")))
}

/// Starts a model and returns its address.
async fn model() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/v1/", listener.local_addr().unwrap());
    tokio::spawn(
        async move { axum::serve(listener, Router::new().route("/v1/chat/completions", post(complete))).await },
    );
    url
}

/// Creates a world with a few users of the model at this address. A hundred tokens cost a thousandth of a dollar.
pub(super) async fn place(limits: &Limits, url: &str, own: &[(&str, &str)]) -> (World, NamedTempFile, Vec<Person>) {
    let registry = NamedTempFile::new().unwrap();
    #[expect(clippy::cast_precision_loss, reason = "it is small")]
    let usd = limits.provider_day_cents as f64 / 100.0;
    let entry = format!(
        "providers:\n  - {{ id: it, name: It, category: model, kind: openai, connection_uri: '{url}', models: {{ standard: m }}, \
         budget: {{ daily_usd: {usd}, monthly_tokens: {} }}, \
         rate_limits: {{ requests_per_minute: 0, requests_per_day: {} }}, retry_policy: {{ attempts: 1 }}, \
         cost_rules: {{ param_multipliers: {{ m: {{ input_tokens: 0.00001, output_tokens: 0.00001 }} }} }} }}\n",
        limits.provider_month_tokens, limits.provider_requests
    );
    fs::write(registry.path(), entry).unwrap();
    let (own_tokens, own_requests) = (limits.own_tokens.to_string(), limits.own_requests.to_string());
    let settings = [
        ("LLM_PROVIDER", "it"),
        ("PROVIDERS_FILE", registry.path().to_str().unwrap()),
        ("CHAT_TOKENS_PER_DAY", own_tokens.as_str()),
        ("CHAT_REQUESTS_PER_MONTH", own_requests.as_str()),
        ("DATABASE_POOL_SIZE", "8"),
        ("DATABASE_WAIT_MILLISECONDS", "60000"),
    ];
    let world = World::with(COPILOT, &[&settings[..], own].concat()).await;
    world.admin().await.uploads(NAME, &file()).await;
    for statement in WATCH {
        world.execute(statement, &[]).await;
    }
    let mut people = Vec::new();
    for number in 0..ACCOUNTS {
        people.push(world.user(&format!("user-{number}")).await);
    }
    (world, registry, people)
}

impl Limits {
    pub(super) fn draw(chance: &mut ChaCha8Rng) -> Self {
        Self {
            provider_requests: chance.random_range(20..120),
            provider_month_tokens: chance.random_range(5..60) * ONE_ANSWER,
            provider_day_cents: chance.random_range(5..60) * ONE_ANSWER / 1_000,
            own_tokens: chance.random_range(1..20) * ONE_ANSWER,
            own_requests: chance.random_range(2..40),
        }
    }

    /// Checks that no usage counter ever exceeded its budget.
    pub(super) async fn were_kept(&self, world: &World) -> Result<(), String> {
        let cost = self.provider_day_cents * 10_000_000;
        let most = [
            ("provider:%", "day", "requests", self.provider_requests),
            ("provider:%", "month", "tokens", self.provider_month_tokens),
            ("provider:%", "day", "cost", cost),
            ("user:%", "day", "tokens", self.own_tokens),
            ("user:%", "month", "requests", self.own_requests),
        ];
        for (subjects, period, what, most) in most {
            let sql = format!(
                "SELECT coalesce(max({what}), 0) FROM peaks WHERE subject LIKE '{subjects}' AND period = '{period}'"
            );
            let connection = world.database().connection().await.map_err(|error| error.to_string())?;
            let peak: i64 = connection.query_one(&sql, &[]).await.map_err(|error| error.to_string())?.get(0);
            if u64::try_from(peak).unwrap_or(u64::MAX) > most {
                return Err(format!("{subjects} held {peak} {what} of a {period}, and may hold {most}"));
            }
        }
        Ok(())
    }
}

/// Answers slowly. Breaks off one answer in ten and rejects one request in twenty.
async fn complete() -> impl IntoResponse {
    let (luck, pause) = (rand::rng().random_range(0..20), rand::rng().random_range(0..200));
    sleep(Duration::from_millis(pause)).await;
    if luck == 0 {
        return axum::http::StatusCode::BAD_REQUEST.into_response();
    }
    let piece = |text: &str| {
        let choice = json!({ "index": 0, "delta": { "content": text }, "finish_reason": null });
        format!("data: {}\n\n", json!({ "id": "1", "object": "chat.completion.chunk", "choices": [choice] }))
    };
    let usage = json!({ "prompt_tokens": 900 + luck, "completion_tokens": 8, "total_tokens": 908 + luck });
    let used =
        format!("data: {}\n\n", json!({ "id": "1", "object": "chat.completion.chunk", "choices": [], "usage": usage }));
    let first: io::Result<String> = Ok(piece("To be a reliable"));
    let rest = stream::once(async move {
        sleep(Duration::from_millis(pause)).await;
        if luck < 3 {
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        Ok([piece(" transmission company."), used, "data: [DONE]\n\n".to_owned()].concat())
    });
    let told = stream::once(async { first }).chain(rest);
    ([("content-type", "text/event-stream")], Body::from_stream(told)).into_response()
}
