//! One page: drawn, read and stored.

use crate::{
    Retry, State,
    failure::Fault,
    finish::{End, WaitingKey, finish},
    layout,
    limits::{KILLED_AFTER, MOST_ATTEMPTS, MOST_PIXELS, PIXELS_PER_INCH, WHOLE_TIME},
};
use sisuiq_documents_db::document_page_scans::{self, PageKey, WaitingPage};
use sisuiq_originals::{FetchError, Fetched, PinnedObject, fetch};
use sisuiq_telemetry::TraceId;
use tokio::time::Instant;
use tracing::{info, warn};

/// The reason of pages whose last attempt was killed.
const KEPT_FAILING: &str = "kept_failing";
/// The reason of pages whose file is not the one that was uploaded.
const OBJECT_CHANGED: &str = "object_changed";

/// Recognises a page that waits. Others are left as they are: recognised, given up, or of a document that was deleted or has a
/// newer version.
pub(crate) async fn recognise(state: &State, key: PageKey, trace_id: &TraceId) -> Result<(), Retry> {
    state.checkpoints.reach("recognition ordered").await?;
    let connection = state.database.connection().await?;
    let found = document_page_scans::find_waiting(&connection, key).await?;
    drop(connection);
    let Some(waiting) = found else { return Ok(()) };
    let waiting_key = WaitingKey { key, generation: waiting.generation, trace_id };
    if waiting.attempts >= MOST_ATTEMPTS {
        return end_killed(state, &waiting, waiting_key).await;
    }
    let file = match original(state, &waiting).await {
        Ok(Some(file)) => file,
        Ok(None) => return Err(Retry::while_doing("fetching the object", "it is not in the bucket")),
        Err(FetchError::Changed) => return finish(state, waiting_key, End::GivenUp(OBJECT_CHANGED)).await,
        Err(error) => return Err(Retry::while_doing("fetching the object", error)),
    };
    state.reader.load().await?;
    if state.deadline.is_some_and(|deadline| Instant::now() + WHOLE_TIME > deadline) {
        return Err(Retry::while_doing("waiting for its turn", "the rest of the invocation is too short for a page"));
    }
    attempt(state, &file, waiting_key).await
}

/// Gives up a page whose last attempt was killed, unless it may still be running.
async fn end_killed(state: &State, waiting: &WaitingPage, key: WaitingKey<'_>) -> Result<(), Retry> {
    if waiting.updated_at > state.clock.now() - KILLED_AFTER {
        return Err(Retry::while_doing("recognising a page", "its last attempt may still be running"));
    }
    finish(state, key, End::GivenUp(KEPT_FAILING)).await
}

async fn original(state: &State, waiting: &WaitingPage) -> Result<Option<Fetched>, FetchError> {
    let object = PinnedObject {
        key: &waiting.object_key,
        version_id: waiting.object_version_id.as_deref(),
        sha256: waiting.sha256.as_deref(),
    };
    fetch(&state.objects, &state.bucket, object).await
}

/// Counts the attempt and makes it. The attempt is counted first, so that one that kills the process counts too.
async fn attempt(state: &State, file: &Fetched, waiting: WaitingKey<'_>) -> Result<(), Retry> {
    let PageKey { version, page } = waiting.key;
    let connection = state.database.connection().await?;
    let begun = document_page_scans::begin(&connection, waiting.key, MOST_ATTEMPTS, state.clock.now()).await?;
    drop(connection);
    let Some(attempt) = begun else { return Ok(()) };
    state.checkpoints.reach("recognition begun").await?;
    let end = match read(state, file, page.unsigned_abs()).await {
        Ok(read) => read,
        Err(fault) if attempt >= MOST_ATTEMPTS => {
            warn!(document_id = %version.document, page, error = %Retry::while_doing("recognising a page", fault.code()), "a page is given up");
            End::GivenUp(fault.code())
        }
        Err(fault) => return Err(Retry::while_doing("recognising a page", fault)),
    };
    state.checkpoints.reach("recognised").await?;
    info!(document_id = %version.document, page, attempt, "a page is recognised");
    finish(state, waiting, end).await
}

async fn read(state: &State, file: &Fetched, page: u32) -> Result<End, Fault> {
    let picture = state.extractor.picture(&file.path(), page, PIXELS_PER_INCH, MOST_PIXELS).await?;
    let density = picture.density;
    let reading = state.reader.read(picture).await?;
    Ok(End::Read {
        scan: layout::scan(&reading, density),
        script: layout::script(&reading),
        confidence: layout::confidence(&reading),
        model: reading.version,
    })
}
