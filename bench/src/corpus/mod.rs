//! Documents to be read and asked about.

mod delivery;
mod text;
mod upload;

pub(crate) use delivery::Delivery;
pub(crate) use text::{Asked, Manuscript};
pub(crate) use upload::promise;

use crate::client::{Call, Connection};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use sisuiq_testing::typeset::typeset;
use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

/// How long a document may take until it is ready.
const PATIENCE: Duration = Duration::from_mins(15);

/// A document that is ready to be uploaded.
#[derive(Clone, Debug)]
pub(crate) struct Book {
    pub(crate) name: String,
    pub(crate) file: Vec<u8>,
    pub(crate) asked: Vec<Asked>,
}

/// A document that was read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Read {
    pub(crate) pages: u64,
    pub(crate) chunks: u64,
    /// From the moment the file was in S3 until the document was ready.
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
        upload::post(&form, &self.file).await?;
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
                _ if began.elapsed() > PATIENCE => bail!("{} was not ready in time: {document}", self.name),
                _ => {}
            }
        }
    }
}

async fn document(server: SocketAddr, token: &str, id: &str) -> Result<Value> {
    let call = Call::get(format!("/api/documents/{id}")).with_token(token);
    Connection::open(server).await?.send(&call).await?.json()
}

/// Delivers until the queue is empty.
pub(crate) async fn drain(delivery: &Delivery) -> Result<()> {
    while delivery.deliver().await? > 0 {}
    Ok(())
}
