//! Batches, partial failures, retries and dead letters.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use serde_json::{Value, json};
use wiremock::ResponseTemplate;

use crate::world::{MAX_RECEIVES, Seen, World, eventually};

fn done() -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(json!({"batchItemFailures": []}))
}

/// Fails the messages with this body and no other.
fn failing(event: &Value, body: &str) -> ResponseTemplate {
    let records = event["Records"].as_array().unwrap();
    let failed: Vec<Value> = records
        .iter()
        .filter(|record| record["body"] == body)
        .map(|record| json!({"itemIdentifier": record["messageId"]}))
        .collect();
    ResponseTemplate::new(200).set_body_json(json!({"batchItemFailures": failed}))
}

#[tokio::test]
async fn missing_queue_is_named() {
    let world = World::new().await;
    world.sqs.delete_queue().queue_url(&world.queue).send().await.unwrap();
    let error = world.start().await.error().await;
    assert!(error.contains(&format!("there is no queue {}", world.name)), "{error}");
}

#[tokio::test]
async fn only_failing_messages_become_dead_letters() {
    let (world, seen) = (World::new().await, Seen::default());
    let noted = seen.clone();
    world
        .function(move |event| {
            noted.note(event);
            failing(event, "poisoned")
        })
        .await;
    world.send_together(&["good", "poisoned", "also good"]).await;
    let running = world.start().await;
    assert_eq!(world.dead_letter().await, "poisoned");
    world.queue_is_empty().await;
    running.stop().await;
    assert_eq!((seen.times("good"), seen.times("also good")), (1, 1));
    let counts: Vec<_> = seen
        .records()
        .into_iter()
        .filter(|record| record["body"] == "poisoned")
        .map(|record| record["attributes"]["ApproximateReceiveCount"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(counts, (1..=MAX_RECEIVES).map(|count| count.to_string()).collect::<Vec<_>>());
}

#[tokio::test]
async fn crash_redelivers_the_whole_batch() {
    let (world, seen) = (World::new().await, Seen::default());
    let (noted, crashed) = (seen.clone(), AtomicBool::new(false));
    world
        .function(move |event| {
            noted.note(event);
            if crashed.swap(true, Ordering::SeqCst) {
                done()
            } else {
                ResponseTemplate::new(500).set_body_string("boom")
            }
        })
        .await;
    world.send("only").await;
    let running = world.start().await;
    eventually("the message was delivered again", async || seen.times("only") == 2).await;
    world.queue_is_empty().await;
    running.stop().await;
}

#[tokio::test]
async fn long_run_is_not_delivered_twice() {
    let (world, seen) = (World::new().await, Seen::default());
    let noted = seen.clone();
    world
        .function(move |event| {
            noted.note(event);
            done().set_delay(Duration::from_millis(2_500))
        })
        .await;
    world.send("slow").await;
    let running = world.start().await;
    eventually("the message was delivered", async || seen.times("slow") > 0).await;
    world.queue_is_empty().await;
    running.stop().await;
    assert_eq!(seen.times("slow"), 1);
}

#[tokio::test]
async fn stop_waits_for_running_batch() {
    let (world, seen) = (World::new().await, Seen::default());
    let noted = seen.clone();
    world
        .function(move |event| {
            noted.note(event);
            done().set_delay(Duration::from_millis(500))
        })
        .await;
    world.send("last").await;
    let running = world.start().await;
    eventually("the message was delivered", async || seen.times("last") == 1).await;
    running.stop().await;
    world.queue_is_empty().await;
}

#[tokio::test]
async fn a_record_names_its_queue() {
    let (world, seen) = (World::new().await, Seen::default());
    let noted = seen.clone();
    world
        .function(move |event| {
            noted.note(event);
            done()
        })
        .await;
    world.send("hello").await;
    let running = world.start().await;
    eventually("the message was delivered", async || seen.times("hello") == 1).await;
    world.queue_is_empty().await;
    running.stop().await;
    let record = seen.records().remove(0);
    assert_eq!(record["eventSourceARN"], format!("arn:aws:sqs:eu-west-1:000000000000:{}", world.name));
    assert_eq!(record["eventSource"], "aws:sqs");
    assert_eq!(record["awsRegion"], "eu-west-1");
    assert!(record["receiptHandle"].as_str().is_some_and(|handle| !handle.is_empty()));
}
