//! A client that works while parts are killed. It does not repeat a failed request, but sends a new one.

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

/// Time limit of a request; the edge's own limit is 30 s.
const TIMEOUT: Duration = Duration::from_secs(40);
/// Time limit from an upload until the document is ready. cargo-lambda does not notice that a process died, so the
/// bridge delivers that process's messages again only after the function's timeout of 5 minutes.
const INGESTION: Duration = Duration::from_mins(7);
/// Maximum time that stored objects may be unavailable.
const UNAVAILABLE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(100);

/// Ids of everything that the product acknowledged.
#[derive(Debug, Default)]
pub(super) struct Acknowledged {
    /// Documents with an uploaded file.
    pub(super) documents: Vec<String>,
    pub(super) answers: Vec<String>,
    /// Answers with a rating.
    pub(super) ratings: Vec<String>,
}

/// Numbers of files, answers and ratings that were acknowledged so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Progress(Arc<[AtomicU64; 3]>);

impl Progress {
    pub(super) fn so_far(&self) -> [u64; 3] {
        self.0.each_ref().map(|count| count.load(Relaxed))
    }

    /// Waits until all numbers have increased.
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
        let http = reqwest::Client::builder().timeout(TIMEOUT).build().map_err(|error| error.to_string())?;
        let client = Self { http, base: stack.url.clone(), token: String::new() };
        let login = json!({ "email": stack.email, "password": stack.password });
        let answer = client.send(Method::POST, "/api/auth/login", Some(&login)).await;
        let token = answer.as_ref().and_then(|answer| answer["access_token"].as_str());
        let token = token.ok_or("nobody is let in")?.to_owned();
        Ok(Self { token, ..client })
    }

    /// Returns the body of a successful answer, or `None` if the request was not acknowledged.
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

    /// Asks questions and rates their answers, one after another.
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

    /// Checks that everything still exists and that each document becomes ready. Deletes the documents.
    pub(super) async fn finds(&self, all: &Acknowledged) -> Result<(), String> {
        for answer in &all.answers {
            let stored = self.reads(&format!("/api/chat/answers/{answer}")).await;
            let stored = stored.ok_or_else(|| format!("the answer {answer} is gone"))?;
            if all.ratings.contains(answer) && stored["feedback"]["rating"] != "up" {
                return Err(format!("the rating of {answer} is gone: {stored}"));
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

    /// Reads an object. Repeats the request while the stack is unavailable.
    async fn reads(&self, path: &str) -> Option<Value> {
        let begun = Instant::now();
        loop {
            let stored = self.send(Method::GET, path, None).await;
            if stored.is_some() || begun.elapsed() > UNAVAILABLE {
                return stored;
            }
            sleep(PAUSE).await;
        }
    }

    async fn becomes_ready(&self, document: &str) -> Result<(), String> {
        let deadline = Instant::now() + INGESTION;
        loop {
            let stored = self.send(Method::GET, &format!("/api/documents/{document}"), None).await;
            match stored.as_ref().map(|stored| stored["status"].clone()) {
                Some(status) if status == "ready" => return Ok(()),
                status if Instant::now() > deadline => {
                    return Err(format!("the document {document} is {status:?} after {INGESTION:?}"));
                }
                _ => sleep(PAUSE).await,
            }
        }
    }
}
