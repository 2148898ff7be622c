//! What all measures share: the stack, the product's server, and documents that can be asked about.

use crate::{
    client::{Call, Connection},
    corpus::{self, Asked, Book, Delivery, Read},
    process::Service,
    progress::Progress,
    settings::Settings,
};
use anyhow::{Context as _, Result};
use serde_json::json;
use std::{net::SocketAddr, time::Duration};
use tokio::process::Command;

/// Connections to Postgres, of the server and of the peer alike.
pub(crate) const POOL_SIZE: usize = 8;
/// The longest that the product issues tokens for: a measure may take longer than the usual 15 minutes.
const TOKEN_MINUTES: &str = "60";
/// Pages of the document that is asked about when ingestion is not measured.
const PAGES: u32 = 100;

/// One run.
#[derive(Debug)]
pub(crate) struct Context {
    pub(crate) settings: Settings,
    pub(crate) progress: Progress,
    pub(crate) is_quick: bool,
    /// Which documents can be asked about.
    corpus: Corpus,
}

/// What was ingested so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Corpus {
    pub(crate) pages: u64,
    pub(crate) chunks: u64,
    pub(crate) asked: Vec<Asked>,
}

impl Context {
    pub(crate) fn new(settings: Settings, progress: Progress, is_quick: bool) -> Self {
        Self { settings, progress, is_quick, corpus: Corpus::default() }
    }

    /// A dose: how much in a quick run, how much in a full one.
    pub(crate) fn dose<Amount>(&self, quick: Amount, full: Amount) -> Amount {
        if self.is_quick { quick } else { full }
    }

    pub(crate) fn seconds(&self, quick: u64, full: u64) -> Duration {
        Duration::from_secs(self.dose(quick, full))
    }

    /// The optimised `server` with these settings besides the stack's.
    pub(crate) async fn server(&self, own: &[(&str, &str)]) -> Result<Service> {
        let mut command = Command::new(self.settings.binaries.join("server"));
        command.env("DATABASE_POOL_SIZE", POOL_SIZE.to_string()).env("ACCESS_TOKEN_MINUTES", TOKEN_MINUTES);
        command.envs(own.iter().copied());
        Service::start(&self.settings, "server", command, "/api/health/ready").await
    }

    /// The Python peer.
    pub(crate) async fn peer(&self, own: &[(&str, &str)]) -> Result<Service> {
        let settings = &self.settings;
        let mut command = Command::new(settings.python());
        command.arg(settings.peer("serve.py")).env("PEER_POOL_SIZE", POOL_SIZE.to_string());
        command.env("PYTHONDONTWRITEBYTECODE", "1").envs(own.iter().copied());
        Service::start(settings, "peer", command, "/api/health").await
    }

    /// Logs the demo user in.
    pub(crate) async fn token(&self, server: SocketAddr) -> Result<String> {
        let reply = Connection::open(server).await?.send(&self.login()).await?.json()?;
        Ok(reply["access_token"].as_str().context("a login gives a token")?.to_owned())
    }

    pub(crate) fn login(&self) -> Call {
        let settings = &self.settings;
        Call::post_json("/api/auth/login", &json!({ "email": settings.email, "password": settings.password }))
    }

    /// Ingests a document with a process of its own, and keeps it for questions.
    pub(crate) async fn ingest(&mut self, server: SocketAddr, delivery: &Delivery, book: &Book) -> Result<Read> {
        let token = self.token(server).await?;
        let read = book.ingest(server, &token, delivery).await?;
        self.corpus.pages += read.pages;
        self.corpus.chunks += read.chunks;
        self.corpus.asked.extend(book.asked.iter().cloned());
        Ok(read)
    }

    /// Documents to be asked about, ingested now unless that was done before.
    pub(crate) async fn corpus(&mut self) -> Result<Corpus> {
        if self.corpus.asked.is_empty() {
            self.progress.say(format!("ingesting {PAGES} pages to be asked about"));
            let server = self.server(&[]).await?;
            let delivery = Delivery::start(&self.settings).await?;
            corpus::drain(&delivery).await?;
            self.ingest(server.address, &delivery, &Book::new(1, PAGES)).await?;
            server.end().await?;
        }
        Ok(self.corpus.clone())
    }
}

impl Corpus {
    /// Questions from all over the documents.
    pub(crate) fn questions(&self, count: usize) -> Vec<Asked> {
        let step = (self.asked.len() / count.max(1)).max(1);
        self.asked.iter().step_by(step).take(count).cloned().collect()
    }

    /// What is asked about, for a report.
    pub(crate) fn description(&self) -> String {
        format!("{} pages in {} passages, and the two demo documents", self.pages, self.chunks)
    }
}
