//! Generated documents, their ingestion and questions about them.

mod delivery;
mod text;
mod upload;

pub(crate) use delivery::Delivery;
pub(crate) use text::{Asked, Manuscript};
pub(crate) use upload::{post, promise};

use crate::client::{Call, Connection};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use sisuiq_testing::typeset::typeset;
use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

/// Time limit for ingesting one document.
const TIMEOUT: Duration = Duration::from_mins(15);

/// A generated document, ready for upload.
#[derive(Clone, Debug)]
pub(crate) struct Book {
    pub(crate) name: String,
    pub(crate) file: Vec<u8>,
    pub(crate) asked: Vec<Asked>,
}

/// Result of an ingestion.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Read {
    pub(crate) pages: u64,
    pub(crate) chunks: u64,
    /// Time from the file's arrival in S3 until the document was ready.
    pub(crate) time: Duration,
}

impl Book {
    /// # Errors
    /// See [`Manuscript::write`].
    pub(crate) fn new(number: u8, pages: u32) -> Result<Self> {
        let manuscript = Manuscript::write(number, pages)?;
        let file = typeset(&manuscript.text);
        Ok(Self { name: format!("grid-{number}-{pages}-pages.pdf"), file, asked: manuscript.asked })
    }

    /// Uploads the document and delivers messages until it is ready.
    pub(crate) async fn ingest(&self, server: SocketAddr, token: &str, delivery: &Delivery) -> Result<Read> {
        let (id, form) = promise(server, token, &self.name, self.file.len()).await?;
        post(&form, &self.file).await?;
        let began = Instant::now();
        loop {
            delivery.deliver().await?;
            let document = document(server, token, &id).await?;
            match document["status"].as_str() {
                Some("ready") => {
                    let count = |name: &str| document[name].as_u64().with_context(|| format!("no number of {name}"));
                    return Ok(Read { pages: count("pages")?, chunks: count("chunks")?, time: began.elapsed() });
                }
                Some("failed") => bail!("{} failed: {}", self.name, document["error"]),
                _ if began.elapsed() > TIMEOUT => bail!("{} was not ready in time: {document}", self.name),
                _ => {}
            }
        }
    }
}

async fn document(server: SocketAddr, token: &str, id: &str) -> Result<Value> {
    let call = Call::get(format!("/api/documents/{id}")).with_token(token);
    Connection::open(server).await?.send(&call).await?.json()
}

/// Delivers batches until the queue is empty.
pub(crate) async fn drain(delivery: &Delivery) -> Result<()> {
    while delivery.deliver().await? > 0 {}
    Ok(())
}
