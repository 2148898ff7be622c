//! Invocations and schedules, with a mock of the invoke API.
#![expect(clippy::unwrap_used, reason = "test code")]

use std::{collections::BTreeMap, time::Duration};

use bridge::{Bridge, InvokeError, Invoker, Polling, originals::Originals};
use serde_json::{Value, json};
use sisuiq_template::{Schedule, Template};
use tokio::sync::watch;
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{body_json, header, method, path},
};

const LIMIT: Duration = Duration::from_secs(10);

async fn answering(answer: ResponseTemplate) -> (MockServer, Invoker) {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/2015-03-31/functions/ingest/invocations"))
        .and(header("content-type", "application/json"))
        .and(body_json(json!({"a": 1})))
        .respond_with(answer)
        .mount(&server)
        .await;
    let invoker = Invoker::new(&server.uri()).unwrap();
    (server, invoker)
}

async fn invoke(invoker: &Invoker) -> Result<Value, InvokeError> {
    invoker.invoke("ingest", &json!({"a": 1}), LIMIT).await
}

#[test]
fn invalid_url_is_rejected() {
    for address in ["", "127.0.0.1:9000", "ftp://127.0.0.1"] {
        assert!(matches!(Invoker::new(address), Err(InvokeError::Address(_))), "{address}");
    }
}

#[tokio::test]
async fn functions_that_are_away_are_unreachable() {
    let invoker = Invoker::new("http://127.0.0.1:1").unwrap();
    assert!(matches!(invoke(&invoker).await, Err(InvokeError::Unreachable(_))));
}

#[tokio::test]
async fn every_form_of_failure_is_reported() {
    let report = json!({"errorType": "Panic", "errorMessage": "boom"});
    for answer in [
        ResponseTemplate::new(500).set_body_string("boom"),
        ResponseTemplate::new(404),
        ResponseTemplate::new(200).insert_header("x-amz-function-error", "Unhandled").set_body_json(json!({})),
        ResponseTemplate::new(200).set_body_json(&report),
    ] {
        let (_server, invoker) = answering(answer).await;
        assert!(matches!(invoke(&invoker).await, Err(InvokeError::Failed { .. })));
    }
}

#[tokio::test]
async fn non_json_response_is_an_error() {
    let (_server, invoker) = answering(ResponseTemplate::new(200).set_body_string("<html>")).await;
    assert!(matches!(invoke(&invoker).await, Err(InvokeError::NotJson(_))));
}

#[tokio::test]
async fn slow_function_times_out() {
    let (_server, invoker) = answering(ResponseTemplate::new(200).set_delay(LIMIT)).await;
    let given_up = invoker.invoke("ingest", &json!({"a": 1}), Duration::from_millis(100)).await;
    assert!(matches!(given_up, Err(InvokeError::TimedOut(_))));
}

#[tokio::test]
async fn empty_response_is_null() {
    let (_server, invoker) = answering(ResponseTemplate::new(200).set_body_json(json!({"b": 2}))).await;
    assert_eq!(invoke(&invoker).await.unwrap(), json!({"b": 2}));
    let (_server, invoker) = answering(ResponseTemplate::new(200)).await;
    assert_eq!(invoke(&invoker).await.unwrap(), Value::Null);
}

/// Runs a schedule until its function has received this many inputs, and returns them.
async fn inputs(server: &MockServer, every: Duration, wanted: usize) -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    let sdk = aws_config::SdkConfig::builder().behavior_version(aws_config::BehaviorVersion::latest()).build();
    let bridge = Bridge {
        s3: aws_sdk_s3::Client::new(&sdk),
        sqs: aws_sdk_sqs::Client::new(&sdk),
        invoker: Invoker::new(&server.uri()).unwrap(),
        originals: Originals::open(folder.path()).await.unwrap(),
        polling: Polling { visibility: LIMIT, wait: Duration::ZERO, concurrency: 1 },
    };
    let schedule = Schedule { function: "ingest".into(), every, input: json!({"kind": "sweep"}) };
    let mut template = Template::parse("Resources: {}", &[]).unwrap();
    template.schedules.push(schedule);
    assert_eq!(template.gateway_responses, BTreeMap::new());
    let (stop, stopped) = watch::channel(false);
    let running = tokio::spawn(async move { bridge.run(&template, stopped).await });
    let asked = async || server.received_requests().await.unwrap();
    let enough = async {
        while asked().await.len() < wanted {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(LIMIT, enough).await.unwrap();
    stop.send_replace(true);
    running.await.unwrap().unwrap();
    asked().await.iter().take(wanted).map(|request| request.body_json().unwrap()).collect()
}

async fn kept(first: ResponseTemplate, times: u64) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(method("POST")).respond_with(first).up_to_n_times(times).mount(&server).await;
    Mock::given(method("POST")).respond_with(ResponseTemplate::new(200)).mount(&server).await;
    server
}

#[tokio::test]
async fn schedule_runs_at_start_and_rate() {
    let server = kept(ResponseTemplate::new(200), 1).await;
    let inputs = inputs(&server, Duration::from_millis(50), 3).await;
    assert_eq!(inputs[0], json!({"kind": "sweep", "idle_seconds": 0}));
    assert_eq!(inputs[1..], [json!({"kind": "sweep"}), json!({"kind": "sweep"})]);
}

#[tokio::test]
async fn failed_schedule_is_retried_early() {
    let server = kept(ResponseTemplate::new(503), 1).await;
    let inputs = inputs(&server, Duration::from_hours(1), 2).await;
    assert_eq!(inputs[0], inputs[1]);
}
