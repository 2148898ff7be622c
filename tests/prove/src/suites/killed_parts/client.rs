//! Somebody who works while parts die: what is not acknowledged is tried again as something else.

use reqwest::{
    Method,
    multipart::{Form, Part},
};
use serde_json::{Value, json};
use sisuiq_testing::{Stack, pdf::PdfBuilder};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};
use tokio::time::sleep;

/// One request may take so long; the edge's own limit is 30 s.
const PATIENCE: Duration = Duration::from_secs(40);
/// From an upload to its document that is ready. cargo-lambda does not notice that a process died: the bridge hands out again what that
/// one was given when the function's time, 5 minutes, is over.
const INGESTION: Duration = Duration::from_mins(7);
/// For so long what is to be found may not be reached.
const AWAY: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(100);

/// What was acknowledged.
#[derive(Debug, Default)]
pub(super) struct Acknowledged {
    /// Documents whose file the bucket took.
    pub(super) documents: Vec<String>,
    /// Answers.
    pub(super) answers: Vec<String>,
    /// Answers that were rated.
    pub(super) ratings: Vec<String>,
}

/// How many files, answers and ratings were acknowledged so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Progress(Arc<[AtomicU64; 3]>);

impl Progress {
    pub(super) fn so_far(&self) -> [u64; 3] {
        self.0.each_ref().map(|count| count.load(Relaxed))
    }

    /// Waits until there is more of each.
    pub(super) async fn grows_beyond(&self, known: [u64; 3]) {
        while self.so_far().iter().zip(known).any(|(count, known)| *count <= known) {
            sleep(PAUSE).await;
        }
    }

    fn note(&self, kind: usize) {
        self.0[kind].fetch_add(1, Relaxed);
    }
}

#[derive(Clone)]
pub(super) struct Client {
    http: reqwest::Client,
    base: String,
    token: String,
}

impl Client {
    pub(super) async fn logged_in() -> Result<Self, String> {
        let stack = Stack::from_process();
        let http = reqwest::Client::builder().timeout(PATIENCE).build().map_err(|error| error.to_string())?;
        let client = Self { http, base: stack.url.clone(), token: String::new() };
        let login = json!({ "email": stack.email, "password": stack.password });
        let answer = client.send(Method::POST, "/api/auth/login", Some(&login)).await;
        let token = answer.as_ref().and_then(|answer| answer["access_token"].as_str());
        let token = token.ok_or("nobody is let in")?.to_owned();
        Ok(Self { token, ..client })
    }

    /// The body of an answer of success; `None` when nothing was acknowledged.
    async fn send(&self, method: Method, path: &str, body: Option<&Value>) -> Option<Value> {
        let mut request = self.http.request(method, format!("{}{path}", self.base));
        if !self.token.is_empty() {
            request = request.bearer_auth(&self.token);
        }
        if let Some(body) = body {
            request = request.header("content-type", "application/json").body(body.to_string());
        }
        let answer = request.send().await.ok().filter(|answer| answer.status().is_success())?;
        serde_json::from_slice(&answer.bytes().await.ok()?).ok()
    }

    pub(super) async fn is_ready(&self) -> bool {
        self.send(Method::GET, "/api/health/ready", None).await.is_some()
    }

    /// Uploads small files, one after another.
    pub(super) async fn uploads(self, case: u64, progress: Progress, over: Arc<AtomicBool>) -> Acknowledged {
        let mut all = Acknowledged::default();
        let mut number = 0;
        while !over.load(Relaxed) {
            number += 1;
            let text = format!("Feeder {number} of trial {case} was renewed in 2026.");
            if let Some(document) = self.upload(&PdfBuilder::of_texts(&[&text]).build()).await {
                all.documents.push(document);
                progress.note(0);
            }
            sleep(PAUSE).await;
        }
        all
    }

    async fn upload(&self, bytes: &[u8]) -> Option<String> {
        let input = json!({ "name": "feeder.pdf", "size": bytes.len() });
        let promised = self.send(Method::POST, "/api/documents", Some(&input)).await?;
        let fields = promised["upload"]["fields"].as_object()?;
        let form = fields.iter().fold(Form::new(), |form, (name, value)| {
            form.text(name.clone(), value.as_str().unwrap_or_default().to_owned())
        });
        let file = Part::bytes(bytes.to_vec()).file_name("feeder.pdf").mime_str("application/pdf").ok()?;
        let request = self.http.post(promised["upload"]["url"].as_str()?).multipart(form.part("file", file));
        let answer = request.send().await.ok()?;
        answer.status().is_success().then(|| promised["id"].as_str().map(str::to_owned))?
    }

    /// Asks, and rates what is answered, one after another.
    pub(super) async fn asks(self, case: u64, progress: Progress, over: Arc<AtomicBool>) -> Acknowledged {
        let mut all = Acknowledged::default();
        let mut number = 0;
        while !over.load(Relaxed) {
            number += 1;
            let question = format!("Which feeder was renewed in trial {case}, and when? ({number})");
            let asked = json!({ "message": question, "mode": "actions" });
            let answer = self.send(Method::POST, "/api/chat", Some(&asked)).await;
            if let Some(id) = answer.as_ref().and_then(|answer| answer["answer_id"].as_str()) {
                let path = format!("/api/chat/answers/{id}/feedback");
                let rated = self.send(Method::PUT, &path, Some(&json!({ "rating": "up" }))).await;
                all.answers.push(id.to_owned());
                progress.note(1);
                if rated.is_some() {
                    all.ratings.push(id.to_owned());
                    progress.note(2);
                }
            }
            sleep(PAUSE).await;
        }
        all
    }

    /// Insists that all of it is there, and that each file can be asked about; removes it.
    pub(super) async fn finds(&self, all: &Acknowledged) -> Result<(), String> {
        for answer in &all.answers {
            let told = self.reads(&format!("/api/chat/answers/{answer}")).await;
            let told = told.ok_or_else(|| format!("the answer {answer} is gone"))?;
            if all.ratings.contains(answer) && told["feedback"]["rating"] != "up" {
                return Err(format!("the rating of {answer} is gone: {told}"));
            }
        }
        for document in &all.documents {
            self.becomes_ready(document).await?;
            let path = format!("{}/api/documents/{document}", self.base);
            let removed = self.http.delete(path).bearer_auth(&self.token).send().await;
            let removed = removed.map_err(|error| error.to_string())?;
            if removed.status() != 204 {
                return Err(format!("the document {document} cannot be removed: {}", removed.status()));
            }
        }
        Ok(())
    }

    /// What is there, once it can be reached.
    async fn reads(&self, path: &str) -> Option<Value> {
        let begun = Instant::now();
        loop {
            let told = self.send(Method::GET, path, None).await;
            if told.is_some() || begun.elapsed() > AWAY {
                return told;
            }
            sleep(PAUSE).await;
        }
    }

    async fn becomes_ready(&self, document: &str) -> Result<(), String> {
        let deadline = Instant::now() + INGESTION;
        loop {
            let told = self.send(Method::GET, &format!("/api/documents/{document}"), None).await;
            match told.as_ref().map(|told| told["status"].clone()) {
                Some(status) if status == "ready" => return Ok(()),
                status if Instant::now() > deadline => {
                    return Err(format!("the document {document} is {status:?} after {INGESTION:?}"));
                }
                _ => sleep(PAUSE).await,
            }
        }
    }
}
