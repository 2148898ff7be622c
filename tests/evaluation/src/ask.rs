//! Asking the product the questions.

use super::{
    dataset::{Case, Dataset},
    outcome::Outcome,
};
use anyhow::{Context, Result, ensure};
use futures::{StreamExt, TryStreamExt, stream};
use indicatif::ProgressBar;
use serde_json::{Value, json};
use sisuiq_provenance::{KeySet, Record, SignedRecord, verify};
use std::time::{Duration, Instant};
use tokio::time::sleep;
use world::Person;

/// Maximum duration of an answer.
const TIMEOUT: Duration = Duration::from_mins(1);
/// Maximum number of attempts of a rate-limited request.
const TRIES: usize = 30;

/// The product's API for a logged-in user.
pub trait Product {
    /// Reads a resource.
    fn get(&self, path: &str) -> impl Future<Output = Result<Value>>;
    /// Asks a question and returns the answer.
    fn ask(&self, question: &Value) -> impl Future<Output = Result<Value>>;
}

impl Product for Person {
    async fn get(&self, path: &str) -> Result<Value> {
        let reply = Self::get(self, path).await;
        ensure!(reply.status == 200, "GET {path} answers {}: {}", reply.status, reply.body);
        Ok(reply.body)
    }

    async fn ask(&self, question: &Value) -> Result<Value> {
        let reply = self.post("/api/chat", question.clone()).await;
        ensure!(reply.status == 200, "the question is answered with {}: {}", reply.status, reply.body);
        Ok(reply.body)
    }
}

/// A product at a URL.
#[derive(Clone, Debug)]
pub struct Remote {
    client: reqwest::Client,
    url: String,
    token: String,
}

impl Remote {
    /// Logs in.
    pub async fn log_in(url: &str, email: &str, password: &str) -> Result<Self> {
        let client = reqwest::Client::builder().timeout(TIMEOUT).build()?;
        let url = url.trim_end_matches('/').to_owned();
        let login = json!({ "email": email, "password": password }).to_string();
        let request = client.post(format!("{url}/api/auth/login")).header("content-type", "application/json");
        let answer = request.body(login).send().await?.error_for_status().context("logging in")?;
        let told: Value = serde_json::from_str(&answer.text().await?)?;
        let token = told.get("access_token").and_then(Value::as_str).context("the login gives no token")?.to_owned();
        Ok(Self { client, url, token })
    }

    /// Publishes a run for administrators. The user has to be an administrator.
    pub async fn keep(&self, run: &Value) -> Result<()> {
        let body = run.to_string();
        let request = || {
            let request = self.client.post(format!("{}/api/admin/evaluations", self.url));
            request.header("content-type", "application/json").body(body.clone())
        };
        self.send(request).await.context("keeping the run").map(drop)
    }

    /// Sends a request. After a 429 it waits for the time in `retry-after` and retries.
    async fn send(&self, request: impl Fn() -> reqwest::RequestBuilder) -> Result<Value> {
        for _ in 0..TRIES {
            let answer = request().bearer_auth(&self.token).send().await?;
            if answer.status().as_u16() != 429 {
                return Ok(serde_json::from_str(&answer.error_for_status()?.text().await?)?);
            }
            let seconds = answer.headers().get("retry-after").and_then(|value| value.to_str().ok()?.parse().ok());
            sleep(Duration::from_secs(seconds.unwrap_or(1))).await;
        }
        anyhow::bail!("it is still too often after {TRIES} tries")
    }
}

impl Product for Remote {
    async fn get(&self, path: &str) -> Result<Value> {
        self.send(|| self.client.get(format!("{}{path}", self.url))).await.with_context(|| format!("GET {path}"))
    }

    async fn ask(&self, question: &Value) -> Result<Value> {
        let body = question.to_string();
        let request = || {
            let request = self.client.post(format!("{}/api/chat", self.url));
            request.header("content-type", "application/json").body(body.clone())
        };
        self.send(request).await.context("asking")
    }
}

/// Asks all questions, `at_once` concurrently, each in its own conversation.
pub async fn evaluate(product: &impl Product, dataset: &Dataset, at_once: usize) -> Result<Vec<Outcome>> {
    let progress = ProgressBar::new(dataset.cases.len() as u64);
    // alone, because the first answer may need a new signing key
    let Some((first, others)) = dataset.cases.split_first() else { return Ok(Vec::new()) };
    let mut outcomes = vec![put(product, first).await?];
    progress.inc(1);
    let rest = stream::iter(others).map(|case| async {
        let outcome = put(product, case).await;
        progress.inc(1);
        outcome
    });
    outcomes.extend(rest.buffered(at_once.max(1)).try_collect::<Vec<_>>().await?);
    progress.finish_and_clear();
    Ok(outcomes)
}

/// Asks a question. Returns the answer and its verified record.
pub(crate) async fn answer_with_record(product: &impl Product, question: &Value) -> Result<(Value, Record)> {
    let answer = product.ask(question).await?;
    let record = record_of(product, id_of(&answer)?).await?;
    Ok((answer, record))
}

fn id_of(answer: &Value) -> Result<&str> {
    answer.get("answer_id").and_then(Value::as_str).context("the answer has no id")
}

/// The verified record of the answer with this id.
pub(crate) async fn record_of(product: &impl Product, id: &str) -> Result<Record> {
    let signed: SignedRecord =
        serde_json::from_value(product.get(&format!("/api/chat/answers/{id}/provenance")).await?)?;
    let keys: KeySet = serde_json::from_value(product.get("/api/provenance/keys").await?)?;
    verify(&signed, &keys).context("the record of its answer")
}

async fn put(product: &impl Product, case: &Case) -> Result<Outcome> {
    let begun = Instant::now();
    let answer = product.ask(&json!({ "message": case.query, "mode": case.mode })).await;
    let latency = begun.elapsed();
    let answer = answer.with_context(|| case.id.clone())?;
    let record = record_of(product, id_of(&answer)?).await.with_context(|| case.id.clone())?;
    let mut pages = Vec::new();
    for citation in &record.output.citations {
        let page = product.get(&format!("/api/documents/{}/pages/{}", citation.document_id, citation.page)).await?;
        pages.push(page.get("text").and_then(Value::as_str).unwrap_or_default().to_owned());
    }
    Ok(Outcome::of(case, &answer, &record, &pages, latency))
}
