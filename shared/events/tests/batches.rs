//! One bad message never fails its neighbours.
#![expect(clippy::unwrap_used, clippy::panic, reason = "test code")]

use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use proptest::prelude::*;
use serde_json::{Value, json};
use sisuiq_clock::Clock;
use sisuiq_events::{Delivery, Message, SqsBatchResponse, SqsEvent, handle_batch};
use sisuiq_telemetry::JsonLines;
use sisuiq_testing::Log;
use tracing::subscriber::set_default;
use tracing_subscriber::layer::SubscriberExt;
use uuid::Uuid;

/// A handler that panics or fails if the document's key says so.
async fn obey(delivery: Delivery) -> Result<(), String> {
    match delivery.message {
        Message::ObjectCreated(object) if object.key == "panics" => panic!("as asked"),
        Message::ObjectCreated(object) if object.key == "fails" => Err("as asked".to_owned()),
        _ => Ok(()),
    }
}

fn created(keys: &[&str]) -> String {
    let record =
        |key: &&str| json!({"eventName": "ObjectCreated:Put", "s3": {"bucket": {"name": "b"}, "object": {"key": key}}});
    json!({"Records": keys.iter().map(record).collect::<Vec<_>>()}).to_string()
}

fn event(messages: &[(String, String)]) -> SqsEvent {
    let records: Vec<Value> = messages.iter().map(|(id, body)| json!({"messageId": id, "body": body})).collect();
    serde_json::from_value(json!({"Records": records})).unwrap()
}

fn failed(response: &SqsBatchResponse) -> BTreeSet<String> {
    response.batch_item_failures.iter().map(|failure| failure.item_identifier.clone()).collect()
}

fn named(messages: &[(&str, String)]) -> Vec<(String, String)> {
    messages.iter().map(|(id, body)| ((*id).to_owned(), body.clone())).collect()
}

#[tokio::test]
async fn bad_messages_fail_alone() {
    let messages = named(&[
        ("good", created(&["fine"])),
        ("poisoned", "not json".to_owned()),
        ("panicking", created(&["panics"])),
        ("failing", created(&["fails"])),
        ("also good", created(&["fine", "fine"])),
    ]);
    let response = handle_batch(event(&messages), 2, obey).await;
    assert_eq!(failed(&response), ["failing", "panicking", "poisoned"].map(str::to_owned).into());
}

/// The lines that a batch writes whose only message this handler gets.
async fn logged<F>(handler: impl Fn(Delivery) -> F + Clone + Send + 'static) -> Vec<Value>
where
    F: Future<Output = Result<(), String>> + Send + 'static,
{
    let log = Log::default();
    let writer = log.clone();
    let layer = JsonLines::new(move || writer.clone(), Clock::system());
    let _kept = set_default(tracing_subscriber::registry().with(layer));
    handle_batch(event(&named(&[("m", created(&["fine"]))])), 1, handler).await;
    log.lines_with("\"message_id\":\"m\"")
}

#[tokio::test]
async fn panic_text_is_not_logged() {
    let lines = logged(|delivery| async move {
        let quoted = format!("the canary sings in {}", delivery.message_id);
        panic!("{quoted}")
    })
    .await;
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert_eq!(lines[0]["message"], "message handler panicked");
    assert!(!lines[0].to_string().contains("canary"), "{}", lines[0]);
}

#[tokio::test]
async fn failure_reason_is_a_log_field() {
    let lines = logged(|_delivery| async { Err("canary.pdf cannot be fetched".to_owned()) }).await;
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert_eq!(lines[0]["message"], "message handler failed");
    assert_eq!(lines[0]["error"], "failed: canary.pdf cannot be fetched");
}

#[tokio::test]
async fn a_message_without_a_body_fails() {
    let event = serde_json::from_value(json!({"Records": [{"messageId": "empty"}]})).unwrap();
    assert_eq!(failed(&handle_batch(event, 2, obey).await), ["empty".to_owned()].into());
}

#[tokio::test]
async fn failure_without_id_fails_the_batch() {
    let event = serde_json::from_value(json!({"Records": [{"body": "not json"}]})).unwrap();
    assert_eq!(failed(&handle_batch(event, 2, obey).await), [String::new()].into());
}

#[tokio::test]
async fn failed_record_stops_its_message() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let handler = {
        let seen = Arc::clone(&seen);
        move |delivery: Delivery| {
            let Message::ObjectCreated(object) = &delivery.message else { panic!("{delivery:?}") };
            seen.lock().unwrap().push(object.key.clone());
            obey(delivery)
        }
    };
    handle_batch(event(&named(&[("m", created(&["a", "fails", "b"]))])), 1, handler).await;
    assert_eq!(*seen.lock().unwrap(), ["a", "fails"]);
}

#[tokio::test]
async fn delivery_has_attempt_time_and_trace() {
    let event = serde_json::from_value(json!({"Records": [{
        "messageId": "m",
        "body": r#"{"kind":"delete","document_id":"00000000-0000-0000-0000-000000000007"}"#,
        "attributes": {
            "ApproximateReceiveCount": "4",
            "SentTimestamp": "1795441808698",
            "AWSTraceHeader": "Root=1-67891233-abcdef012345678912345678;Parent=00f067aa0ba902b7;Sampled=1",
        },
        "messageAttributes": {"trace_id": {"stringValue": "cafe", "dataType": "String"}},
    }]}))
    .unwrap();
    let response = handle_batch(event, 1, |delivery: Delivery| async move {
        let expected = Delivery {
            message: Message::Delete { document_id: Uuid::from_u128(7) },
            message_id: "m".to_owned(),
            attempt: 4,
            sent_at: Some("2026-11-23T13:50:08.698Z".parse().unwrap()),
            trace_id: Some("cafe".to_owned()),
            trace_header: Some("Root=1-67891233-abcdef012345678912345678;Parent=00f067aa0ba902b7;Sampled=1".to_owned()),
        };
        (delivery == expected).then_some(()).ok_or(format!("{delivery:?}"))
    })
    .await;
    assert_eq!(failed(&response), BTreeSet::new());
}

#[tokio::test]
async fn concurrency_is_limited() {
    let (running, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let messages: Vec<_> = (0..12).map(|id| (id.to_string(), created(&["fine"]))).collect();
    let handler = {
        let most = Arc::clone(&most);
        move |_delivery| {
            let (running, most) = (Arc::clone(&running), Arc::clone(&most));
            async move {
                most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                for _ in 0..8 {
                    tokio::task::yield_now().await;
                }
                running.fetch_sub(1, Ordering::SeqCst);
                Ok::<(), String>(())
            }
        }
    };
    handle_batch(event(&messages), 3, handler).await;
    assert_eq!(most.load(Ordering::SeqCst), 3);
}

proptest! {
    #[test]
    fn any_order_fails_exactly_bad_messages(
        bodies in prop::collection::vec(prop::sample::select(vec!["fine", "fails", "panics", "poisoned"]), 0..10),
        duplicates in 1_usize..3,
    ) {
        let messages: Vec<_> = bodies
            .iter()
            .enumerate()
            .flat_map(|(id, kind)| {
                let body = if *kind == "poisoned" { "{".to_owned() } else { created(&[kind]) };
                std::iter::repeat_n((id.to_string(), body), duplicates)
            })
            .collect();
        let expected: BTreeSet<String> =
            bodies.iter().enumerate().filter(|(_, kind)| **kind != "fine").map(|(id, _)| id.to_string()).collect();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        prop_assert_eq!(failed(&runtime.block_on(handle_batch(event(&messages), 4, obey))), expected);
    }
}
