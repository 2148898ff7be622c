//! Pages without usable text: they wait for the function `ocr`, which recognises text in pictures of them.

use crate::{
    Retry, State, page_range,
    read_range::{ReadRange, lacks_text},
};
use jiff::Timestamp;
use sisuiq_db::{DatabaseError, Transaction};
use sisuiq_documents_db::{
    document_page_scans::{self, PageKey},
    document_ranges::RangeKey,
};
use sisuiq_events::Recognise;
use sisuiq_model::VersionKey;
use sisuiq_telemetry::TraceId;
use tracing::{info, warn};

/// The most pages of a document that are recognised: about 17 minutes on one processor, at half a page a second.
const MOST_PAGES: i64 = 500;
/// The most messages that a sweep sends.
const MOST_RESENT: i64 = 500;

/// Lets pages without usable text wait for recognition. To be called in the transaction that stores the pages.
pub(crate) async fn enqueue(
    state: &State,
    transaction: &Transaction<'_>,
    version: VersionKey,
    read: &ReadRange,
) -> Result<(), DatabaseError> {
    let lacking = read.pages.iter().filter(|page| lacks_text(page));
    let pages: Vec<i32> = lacking.map(|page| page_range::number(page.number)).collect();
    if pages.is_empty() {
        return Ok(());
    }
    document_page_scans::enqueue(transaction, version, &pages, MOST_PAGES, state.clock.now()).await
}

/// Sends the pages of a range that wait. The document is ready without them, so a failure is only logged: the sweep sends them.
pub(crate) async fn send(state: &State, key: RangeKey) {
    if let Err(error) = try_send(state, key).await {
        warn!(document_id = %key.version.document, %error, "pages were not sent to text recognition");
    }
}

async fn try_send(state: &State, key: RangeKey) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    let pages = document_page_scans::list_waiting(&connection, key).await?;
    drop(connection);
    send_pages(state, &pages).await
}

/// Sends pages again of which nothing was heard since `since`, unless messages still wait in the queue of text recognition.
pub(crate) async fn send_idle(state: &State, since: Timestamp) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    let pages = document_page_scans::find_idle(&connection, since, MOST_RESENT).await?;
    drop(connection);
    if pages.is_empty() || state.ocr_queue.length().await?.waiting > 0 {
        return Ok(());
    }
    send_pages(state, &pages).await
}

async fn send_pages(state: &State, pages: &[PageKey]) -> Result<(), Retry> {
    if pages.is_empty() {
        return Ok(());
    }
    let trace_id = TraceId::generate();
    let orders: Vec<Recognise> = pages.iter().map(|page| order(*page, &trace_id)).collect();
    state.ocr_queue.send_recognise(&orders).await?;
    state.checkpoints.reach("recognition sent").await?;
    let connection = state.database.connection().await?;
    document_page_scans::touch(&connection, pages, state.clock.now()).await?;
    info!(pages = pages.len(), "pages without text are sent to text recognition");
    Ok(())
}

fn order(PageKey { version, page }: PageKey, trace_id: &TraceId) -> Recognise {
    Recognise {
        document_id: version.document.0,
        version: version.number,
        page: page.unsigned_abs(),
        trace_id: Some(trace_id.to_string()),
    }
}
