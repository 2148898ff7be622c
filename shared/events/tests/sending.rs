//! Sending page ranges to a queue that takes only some of them.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "test code")]

use aws_sdk_sqs::{
    Client, Config,
    config::{BehaviorVersion, Credentials, Region, retry::RetryConfig},
};
use serde_json::{Value, json};
use sisuiq_events::{Pages, Queue, QueueLength, SendError};
use uuid::Uuid;
use wiremock::{Mock, MockServer, Request, ResponseTemplate, matchers::method};

const QUEUE: &str = "http://127.0.0.1/000000000000/ingest";

fn queue(server: &MockServer) -> Queue {
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .endpoint_url(server.uri())
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new("test", "test", None, None, "test"))
        .retry_config(RetryConfig::disabled())
        .build();
    Queue::new(Client::from_conf(config), QUEUE)
}

fn ranges(count: u32) -> Vec<Pages> {
    let range = |first| Pages {
        document_id: Uuid::nil(),
        version: 1,
        first_page: first,
        last_page: first,
        trace_id: Some("0123456789abcdef0123456789abcdef".to_owned()),
    };
    (1..=count).map(range).collect()
}

fn entries(request: &Request) -> Vec<Value> {
    let body: Value = request.body_json().unwrap();
    body["Entries"].as_array().unwrap().clone()
}

/// Takes every message but those with the ids given.
fn taking_all_but(request: &Request, refused: &[&str], sender_fault: bool) -> ResponseTemplate {
    let (mut successful, mut failed) = (Vec::new(), Vec::new());
    for entry in entries(request) {
        let id = entry["Id"].as_str().unwrap();
        if refused.contains(&id) {
            failed.push(json!({"Id": id, "Code": "Oops", "Message": "busy", "SenderFault": sender_fault}));
        } else {
            successful.push(json!({"Id": id, "MessageId": id, "MD5OfMessageBody": "-"}));
        }
    }
    ResponseTemplate::new(200).set_body_json(json!({"Successful": successful, "Failed": failed}))
}

async fn answering(server: &MockServer, refused: &'static [&'static str], sender_fault: bool, times: u64) {
    Mock::given(method("POST"))
        .respond_with(move |request: &Request| taking_all_but(request, refused, sender_fault))
        .up_to_n_times(times)
        .expect(times)
        .mount(server)
        .await;
}

#[tokio::test]
async fn send_fails_if_queue_is_unavailable() {
    let server = MockServer::start().await;
    Mock::given(method("POST")).respond_with(ResponseTemplate::new(500)).mount(&server).await;
    assert!(matches!(queue(&server).send_pages(&ranges(1)).await, Err(SendError::Unavailable(_))));
}

#[tokio::test]
async fn only_failed_messages_are_resent() {
    let server = MockServer::start().await;
    answering(&server, &["1", "3"], false, 1).await;
    answering(&server, &[], false, 1).await;
    queue(&server).send_pages(&ranges(4)).await.unwrap();
    let again = entries(&server.received_requests().await.unwrap()[1]);
    assert_eq!(again.iter().map(|entry| entry["Id"].as_str().unwrap()).collect::<Vec<_>>(), ["1", "3"]);
}

#[tokio::test]
async fn send_fails_after_three_attempts() {
    let server = MockServer::start().await;
    answering(&server, &["0"], false, 3).await;
    let error = queue(&server).send_pages(&ranges(2)).await.unwrap_err();
    assert_eq!(error.to_string(), "the queue rejected 1 of the messages: Oops: busy");
}

#[tokio::test]
async fn permanent_rejections_are_not_retried() {
    let server = MockServer::start().await;
    answering(&server, &["0"], true, 1).await;
    assert!(matches!(queue(&server).send_pages(&ranges(2)).await, Err(SendError::NotTaken { count: 1, .. })));
}

#[tokio::test]
async fn send_pages_uses_batches_of_ten() {
    let server = MockServer::start().await;
    answering(&server, &[], false, 3).await;
    queue(&server).send_pages(&ranges(25)).await.unwrap();
    let requests = server.received_requests().await.unwrap();
    assert_eq!(requests.iter().map(|request| entries(request).len()).collect::<Vec<_>>(), [10, 10, 5]);
    let first = &entries(&requests[0])[0];
    assert_eq!(first["MessageAttributes"]["trace_id"]["StringValue"], "0123456789abcdef0123456789abcdef");
    let body: Value = serde_json::from_str(first["MessageBody"].as_str().unwrap()).unwrap();
    assert_eq!((&body["kind"], &body["first_page"]), (&json!("pages"), &json!(1)));
}

#[tokio::test]
async fn empty_send_makes_no_request() {
    let server = MockServer::start().await;
    queue(&server).send_pages(&[]).await.unwrap();
    assert_eq!(server.received_requests().await.unwrap().len(), 0);
}

#[tokio::test]
async fn length_reads_the_queue_attributes() {
    let server = MockServer::start().await;
    let told = json!({"ApproximateNumberOfMessages": "7", "ApproximateNumberOfMessagesNotVisible": "2"});
    for attributes in [told, json!({"ApproximateNumberOfMessages": "many"})] {
        let answer = ResponseTemplate::new(200).set_body_json(json!({ "Attributes": attributes }));
        Mock::given(method("POST")).respond_with(answer).up_to_n_times(1).mount(&server).await;
    }
    assert_eq!(queue(&server).length().await.unwrap(), QueueLength { waiting: 7, in_flight: 2 });
    assert!(matches!(queue(&server).length().await, Err(SendError::Unavailable(_))));
}
