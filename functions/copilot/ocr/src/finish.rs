//! The end of the work on a page, and of its range.

use crate::{Retry, State};
use sisuiq_db::{DatabaseError, Transaction};
use sisuiq_documents::Scan;
use sisuiq_documents_db::{
    document_page_scans::{self, NewScan, PageKey},
    document_ranges::{self, RangeKey},
    documents,
};
use sisuiq_events::Pages;
use sisuiq_telemetry::{TraceId, metrics::OCR_PAGES_TOTAL};
use tracing::{info, warn};

/// A page that waits, in the generation of its document that the work began with.
#[derive(Clone, Copy)]
pub(crate) struct WaitingKey<'a> {
    pub(crate) key: PageKey,
    pub(crate) generation: i64,
    pub(crate) trace_id: &'a TraceId,
}

/// The result of the work on a page.
pub(crate) enum End {
    /// The page was read.
    Read { scan: Scan, script: Option<&'static str>, confidence: Option<f32>, model: String },
    /// The page stays without text for this reason.
    GivenUp(&'static str),
}

impl End {
    /// Label of the result in metrics.
    fn result(&self) -> &'static str {
        match self {
            Self::Read { scan, .. } if scan.characters.is_empty() => "empty",
            Self::Read { .. } => "read",
            Self::GivenUp(_) => "failed",
        }
    }
}

/// Stores the result, unless the document was deleted or got a newer version meanwhile. If no page of the range waits any more, the
/// range is read again. The document is locked: of two pages that end at the same time, one is the last.
pub(crate) async fn finish(state: &State, waiting: WaitingKey<'_>, end: End) -> Result<(), Retry> {
    let WaitingKey { key, generation, trace_id } = waiting;
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let locked = documents::hold_for_counting(&transaction, key.version.document).await?;
    if !locked.is_some_and(|locked| locked.generation == generation && locked.current_version == key.version.number) {
        return Ok(());
    }
    if !store(state, &transaction, key, &end).await? {
        return Ok(());
    }
    let range = document_ranges::mark_recognised(&transaction, key, state.clock.now()).await?;
    state.checkpoints.reach("recognition storing").await?;
    transaction.commit().await?;
    drop(connection);
    OCR_PAGES_TOTAL.count([end.result()]);
    state.checkpoints.reach("recognition stored").await?;
    if let Some(range) = range {
        send(state, range, trace_id).await;
    }
    Ok(())
}

async fn store(state: &State, transaction: &Transaction<'_>, key: PageKey, end: &End) -> Result<bool, Retry> {
    let now = state.clock.now();
    let stored = match end {
        End::Read { scan, script, confidence, model } => {
            let value = serde_json::to_value(scan).map_err(|error| Retry::while_doing("writing a scan", error))?;
            let has_characters = !scan.characters.is_empty();
            let new = NewScan { scan: &value, has_characters, script: *script, confidence: *confidence, model };
            document_page_scans::store(transaction, key, &new, now).await
        }
        End::GivenUp(reason) => document_page_scans::give_up(transaction, key, reason, now).await,
    };
    stored.map_err(|error: DatabaseError| error.into())
}

/// Sends a range that is marked as stale to `ingest`. If the message is lost, the sweep sends it.
async fn send(state: &State, RangeKey { version, range }: RangeKey, trace_id: &TraceId) {
    let pages = Pages {
        document_id: version.document.0,
        version: version.number,
        first_page: range.first.unsigned_abs(),
        last_page: range.last.unsigned_abs(),
        trace_id: Some(trace_id.to_string()),
    };
    let document = version.document;
    match state.ingest_queue.send_reindex(&[pages]).await {
        Ok(()) => info!(document_id = %document, first_page = range.first, "the pages of a range are recognised"),
        Err(error) => warn!(document_id = %document, %error, "a recognised range was not sent"),
    }
}
