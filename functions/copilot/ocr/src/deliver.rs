//! Messages of the queue of text recognition.

use crate::{Retry, State, page};
use sisuiq_documents_db::document_page_scans::PageKey;
use sisuiq_events::{Delivery, Message, Recognise, begin, in_time};
use sisuiq_model::{DocumentId, VersionKey};
use tracing::Instrument;

/// Label of the queue in metrics: its name in the template.
const NAME: &str = "OcrQueue";

/// Handles one message within the invocation's time. An error asks for another delivery.
pub(crate) async fn deliver(state: State, delivery: Delivery) -> Result<(), Retry> {
    let (trace_id, span) = begin("ocr", NAME, &delivery, &state.clock);
    let Message::Recognise(order) = &delivery.message else {
        return Err(Retry::while_doing("reading the message", "it names no page to recognise"));
    };
    let work = page::recognise(&state, key(order), &trace_id).instrument(span);
    in_time(state.deadline, Box::pin(work)).await
}

fn key(order: &Recognise) -> PageKey {
    let version = VersionKey { document: DocumentId(order.document_id), number: order.version };
    PageKey { version, page: i32::try_from(order.page).unwrap_or(i32::MAX) }
}
