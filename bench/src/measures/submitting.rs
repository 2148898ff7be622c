//! Log-in and uploads, beside a Python service that does the same.

use super::peer::{Race, Request};
use crate::{
    client::{Call, multipart},
    context::{Context, POOL_SIZE},
    figures::Section,
};
use anyhow::Result;
use serde_json::json;
use std::{
    iter,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

const PEER: &str = "submit.py";
/// Size of an uploaded file, in bytes.
const FILE: usize = 20_000;

pub(super) async fn measure(context: &mut Context) -> Result<Section> {
    let mut section = Section::new("submitting", "Logging in and uploads beside a Python service", notes());
    let mut race = Race::beside(context, PEER, &[]).await?;
    let token = context.token(race.ours()).await?;
    let login = Request::Same([context.login()].into());
    let promised = json!({ "name": "feeder.pdf", "type": "technical", "source": "other", "size": 1_000_000 });
    let promise = Request::Same([Call::post_json("/api/documents", &promised).with_token(&token)].into());
    let file = files(token);
    for clients in [1, 8] {
        race.run(context, "login", clients, [&login; 2]).await?;
    }
    for (name, request) in [("place for a file", &promise), ("file of 20 kB", &file)] {
        for clients in [1, 8, 32] {
            race.run(context, name, clients, [request; 2]).await?;
        }
    }
    section.tables = race.end().await?.into();
    Ok(section)
}

/// Creates a new file for each request, because a file with known bytes is not stored again.
fn files(token: String) -> Request {
    let sent = AtomicU64::new(0);
    Request::New(Arc::new(move || {
        let mut bytes = format!("%PDF-1.7\n% {}\n", sent.fetch_add(1, Relaxed)).into_bytes();
        bytes.extend(iter::repeat_n(b' ', FILE - bytes.len()));
        let (content_type, body) = multipart::form(iter::empty(), "feeder.pdf", &bytes);
        Call::post("/api/ingest/docs/async", &content_type, body).with_token(&token)
    }))
}

fn notes() -> Vec<String> {
    vec![
        format!(
            "`bench/peer/submit.py`: FastAPI on uvicorn with uvloop and httptools, asyncpg, argon2-cffi, PyJWT, boto3. One `server` \
             process, and the peer in one process and in two, in turns; a pool of {POOL_SIZE} connections each."
        ),
        "`login`: both check the password by Argon2id with the parameters of its hash, create a session with a \
         refresh token, and sign an access token. Ours also counts the attempt for the account and its address, \
         checks for a second factor, records a new device and the login in the audit log, and hashes one password at \
         a time for each two cores, so that other requests keep their share: this makes it slower with several \
         clients. Python hashes any number at once."
            .to_owned(),
        "`place for a file` is `POST /api/documents`: a document, its version, and a signed form for the bucket. `file of 20 kB` is `POST \
         /api/ingest/docs/async`: the same, and the file from a form into the bucket, unless its bytes are known. Ours \
         claims an idempotency key if one is sent, records the action in the audit log and reads the document once \
         more; Python does none of that. The local S3, one Python process itself, takes its share of the two cores."
            .to_owned(),
        "Ours writes a log line at the start and the end of each request, the peer none.".to_owned(),
    ]
}
