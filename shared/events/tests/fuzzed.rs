//! Any bytes as a message or an invocation are parsed or rejected, without any effect on other messages.
#![expect(clippy::expect_used, reason = "test code")]

use serde_json::{Value, json};
use sisuiq_events::{Invocation, Message, SqsEvent, handle_batch};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::Relaxed},
};
use tokio::runtime::Builder;

const DOCUMENT: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

#[test]
fn any_body_is_understood_or_refused() {
    bolero::check!(name = "bodies").with_iterations(1_000).for_each(|input: &[u8]| assert_understood_or_refused(input));
}

/// Valid messages with some changed bytes.
#[test]
fn changed_body_is_understood_or_refused() {
    let examples = [
        json!({ "kind": "pages", "document_id": DOCUMENT, "version": 1, "first_page": 1, "last_page": 40 }),
        json!({ "kind": "delete", "document_id": DOCUMENT }),
        json!({ "kind": "readers", "document_id": DOCUMENT, "revision": 7 }),
        json!({ "kind": "reindex", "document_id": DOCUMENT, "version": 1, "first_page": 1, "last_page": 40 }),
        json!({
            "kind": "embed", "collection": "chunks", "document_id": DOCUMENT, "version": 1, "first_page": 1, "last_page": 40,
        }),
        json!({ "Records": [
            { "eventName": "ObjectCreated:Put", "s3": { "bucket": { "name": "b" }, "object": { "key": "a+b%2B", "size": 9 } } },
            { "eventName": "ObjectRemoved:Delete", "s3": { "bucket": { "name": "b" }, "object": { "key": "c", "sequencer": "0A" } } },
        ] }),
    ]
    .map(|example| example.to_string().into_bytes());
    bolero::check!(name = "changed_bodies").with_type::<(u8, Vec<(u8, u8)>)>().with_iterations(1_000).for_each(
        |(example, changes)| {
            let mut body = examples[usize::from(*example) % examples.len()].clone();
            for (place, byte) in changes.iter().take(4) {
                let place = usize::from(*place) % body.len();
                body[place] = *byte;
            }
            assert_understood_or_refused(&body);
        },
    );
}

fn assert_understood_or_refused(input: &[u8]) {
    let body = String::from_utf8_lossy(input);
    for message in Message::parse(&body).unwrap_or_default() {
        if let Message::Pages(pages) = message {
            assert!(1 <= pages.first_page && pages.first_page <= pages.last_page);
            let again = Message::parse(&pages.to_body()).expect("what is sent is understood");
            assert_eq!(again, [Message::Pages(pages)]);
        }
    }
}

#[test]
fn any_event_is_invocation_or_refused() {
    bolero::check!(name = "invocations").with_iterations(1_000).for_each(|input: &[u8]| {
        let Ok(event) = serde_json::from_slice::<Value>(input) else { return };
        let has_records = event.get("Records").is_some();
        if let Ok(invocation) = Invocation::try_from(event) {
            assert_eq!(matches!(invocation, Invocation::Batch(_)), has_records);
        }
    });
}

#[test]
fn any_body_leaves_its_neighbours_alone() {
    let runtime = Builder::new_current_thread().build().expect("a runtime can be made");
    bolero::check!(name = "neighbours").with_iterations(300).for_each(|input: &[u8]| {
        let body = String::from_utf8_lossy(input);
        let good = json!({ "kind": "delete", "document_id": DOCUMENT }).to_string();
        let records = json!({ "Records": [
            { "messageId": "before", "body": good },
            { "messageId": "any", "body": body },
            { "messageId": "after", "body": good },
        ] });
        let event: SqsEvent = serde_json::from_value(records).expect("a batch is a batch");
        let done = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&done);
        let handler = move |_delivery| {
            counted.fetch_add(1, Relaxed);
            async { Ok::<(), String>(()) }
        };
        let failures = runtime.block_on(handle_batch(event, 2, handler)).batch_item_failures;
        let understood = Message::parse(&body);
        assert_eq!(failures.len(), usize::from(understood.is_err()));
        assert!(failures.iter().all(|failure| failure.item_identifier == "any"));
        assert_eq!(done.load(Relaxed), 2 + understood.map_or(0, |messages| messages.len()));
    });
}
