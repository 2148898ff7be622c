//! The trace of ingestion. S3 sends no trace id, so the notification of an upload starts a trace for all its work.

use super::scenario::{Scenario, landed, paragraphs};
use jiff::SignedDuration;
use serde_json::Value;
use sisuiq_telemetry::TraceId;
use world::log_of_process;

/// The trace ids of the messages in the queue.
async fn queued_traces(scenario: &Scenario) -> Vec<TraceId> {
    let messages = scenario.receive().await;
    let trace =
        |body: &str| serde_json::from_str::<Value>(body).unwrap()["trace_id"].as_str().unwrap().parse().unwrap();
    messages.iter().map(|message| trace(message.body().unwrap())).collect()
}

#[tokio::test]
async fn upload_is_logged_under_one_trace() {
    let log = log_of_process();
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&paragraphs(4)).await;
    scenario.deliver_notifications().await;
    let traces = queued_traces(&scenario).await;
    assert!(traces.len() == 2 && traces[0] == traces[1], "{traces:?}");
    scenario.drain_queue().await;
    let lines = log.lines_with(&document.id.to_string());
    let indexed: Vec<_> = lines.iter().filter(|line| line["message"] == "a page range is indexed").collect();
    assert_eq!(indexed.len(), 2, "{lines:?}");
    assert!(indexed.iter().all(|line| line["trace_id"] == traces[0].as_str()), "{indexed:?}");
}

#[tokio::test]
async fn each_notice_has_own_trace() {
    let log = log_of_process();
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&paragraphs(1)).await;
    scenario.drain_queue().await;
    scenario.deliver(&[landed(&document), landed(&document)]).await;
    let lines = log.lines_with(&document.id.to_string());
    let ignored = lines.iter().filter(|line| line["message"].as_str().unwrap().starts_with("the object is ignored"));
    let traces: Vec<TraceId> = ignored.map(|line| line["trace_id"].as_str().unwrap().parse().unwrap()).collect();
    assert!(traces.len() == 2 && traces[0] != traces[1], "{traces:?}");
}

#[tokio::test]
async fn swept_work_has_a_trace() {
    let scenario = Scenario::begin().await;
    scenario.upload(&paragraphs(2)).await;
    scenario.lose_messages().await;
    scenario.clock.advance(SignedDuration::from_mins(11));
    scenario.sweep().await.unwrap();
    assert_eq!(queued_traces(&scenario).await.len(), 1);
}
