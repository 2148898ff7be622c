//! Copies of originals, from the upload until after a restart.

use std::sync::{Arc, Mutex};

use bridge::originals::{Restored, keep_up, restore};
use serde_json::{Value, json};
use wiremock::ResponseTemplate;

use crate::world::{Seen, World, eventually};

/// SHA-256 of `first` and of `second`.
const FIRST: &str = "a7937b64b8caa58f03721bb6bacf5c78cb235febe0e70b1b84cd99541461a08e";
const SECOND: &str = "16367aacb67a4a017c8da8ab95682ccb390863780f7114dda0a0e0c55644c7c4";

fn done() -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(json!({}))
}

/// A notification of S3 about an object.
fn notice(world: &World, event: &str, key: &str, version: &str, sequencer: &str) -> String {
    let object = json!({"key": key, "versionId": version, "sequencer": sequencer, "size": 5, "eTag": "x"});
    json!({"Records": [{"eventName": event, "s3": {"bucket": {"name": world.name}, "object": object}}]}).to_string()
}

#[tokio::test]
async fn original_is_copied_before_invocation() {
    let world = World::new().await;
    world.bucket().await;
    world.notify().await;
    let (copy, copied) = (world.copy(FIRST), Arc::new(Mutex::new(Vec::new())));
    let noted = Arc::clone(&copied);
    world
        .function(move |event: &Value| {
            for record in event["Records"].as_array().unwrap() {
                if record["body"].as_str().unwrap().contains("ObjectCreated") {
                    noted.lock().unwrap().push(std::fs::read_to_string(&copy).ok());
                }
            }
            done()
        })
        .await;
    world.upload("docs/a b+ü%.pdf", "first").await;
    let running = world.start().await;
    eventually("the upload was delivered", async || !copied.lock().unwrap().is_empty()).await;
    running.stop().await;
    assert_eq!(*copied.lock().unwrap(), [Some("first".to_owned())]);
    let known = world.originals().await.all().await;
    assert_eq!(known["docs/a b+ü%.pdf"].sha256, FIRST);
    assert_eq!(known["docs/a b+ü%.pdf"].content_type.as_deref(), Some("application/pdf"));
}

#[tokio::test]
async fn a_removed_original_is_forgotten() {
    let (world, seen) = (World::new().await, Seen::default());
    let noted = seen.clone();
    world
        .function(move |event| {
            noted.note(event);
            done()
        })
        .await;
    world.bucket().await;
    world.notify().await;
    world.upload("docs/a", "first").await;
    let running = world.start().await;
    eventually("the copy is there", async || world.copy(FIRST).exists()).await;
    world.s3.delete_object().bucket(&world.name).key("docs/a").send().await.unwrap();
    eventually("the copy is gone", async || !world.copy(FIRST).exists()).await;
    world.queue_is_empty().await;
    running.stop().await;
    assert!(world.originals().await.all().await.is_empty());
    assert!(seen.records().iter().any(|record| record["body"].as_str().unwrap().contains("ObjectRemoved")));
}

#[tokio::test]
async fn later_key_versions_are_ignored() {
    let world = World::new().await;
    world.bucket().await;
    let originals = world.originals().await;
    let (first, second) = (world.upload("docs/a", "first").await, world.upload("docs/a", "second").await);
    for (event, version, sequencer) in [
        ("ObjectCreated:Post", &first, "01"),
        ("ObjectCreated:Post", &second, "02"),
        ("ObjectRemoved:Delete", &second, "03"),
    ] {
        keep_up(&originals, &world.s3, &notice(&world, event, "docs/a", version, sequencer)).await.unwrap();
    }
    assert_eq!(originals.all().await["docs/a"].sha256, FIRST);
    assert!(!world.copy(SECOND).exists());
}

#[tokio::test]
async fn late_upload_notice_restores_nothing() {
    let world = World::new().await;
    world.bucket().await;
    let originals = world.originals().await;
    let version = world.upload("docs/a", "first").await;
    let removal = notice(&world, "ObjectRemoved:DeleteMarkerCreated", "docs/a", "marker", "02");
    keep_up(&originals, &world.s3, &removal).await.unwrap();
    let upload = notice(&world, "ObjectCreated:Post", "docs/a", &version, "01");
    keep_up(&originals, &world.s3, &upload).await.unwrap();
    assert!(originals.all().await.is_empty());
    let newer = notice(&world, "ObjectCreated:Post", "docs/a", &version, "03");
    keep_up(&originals, &world.s3, &newer).await.unwrap();
    assert!(originals.all().await.contains_key("docs/a"));
}

#[tokio::test]
async fn concurrent_notices_leave_one_copy() {
    let world = World::new().await;
    world.bucket().await;
    let originals = world.originals().await;
    let large = "first".repeat(400_000);
    let version = world.upload("docs/a", &large).await;
    let upload = notice(&world, "ObjectCreated:Post", "docs/a", &version, "01");
    let [a, b, c, d] = std::array::from_fn(|_| keep_up(&originals, &world.s3, &upload));
    let (a, b, c, d) = tokio::join!(a, b, c, d);
    assert!([a, b, c, d].iter().all(Result::is_ok));
    let known = originals.all().await;
    assert!(std::fs::read_to_string(originals.file(&known["docs/a"].sha256)).unwrap() == large);
}

#[tokio::test]
async fn other_messages_are_passed_on() {
    let world = World::new().await;
    world.bucket().await;
    let originals = world.originals().await;
    let gone = notice(&world, "ObjectCreated:Post", "docs/gone", "00000000000000000000000000000000", "01");
    let test = r#"{"Service":"Amazon S3","Event":"s3:TestEvent"}"#;
    for body in ["", "not json", "{}", test, &gone] {
        keep_up(&originals, &world.s3, body).await.unwrap();
    }
    assert!(originals.all().await.is_empty());
}

#[tokio::test]
async fn restore_is_idempotent() {
    let (before, after) = (World::new().await, World::new().await);
    before.bucket().await;
    after.bucket().await;
    let originals = before.originals().await;
    for (key, bytes) in [("docs/a", "first"), ("docs/b ü", "second"), ("docs/same", "first")] {
        let version = before.upload(key, bytes).await;
        let upload = notice(&before, "ObjectCreated:Post", &key.replace(' ', "+"), &version, "01");
        keep_up(&originals, &before.s3, &upload).await.unwrap();
    }
    let restored = restore(&originals, &after.s3, &after.name).await.unwrap();
    assert_eq!(restored, Restored { put: 3, there: 0, damaged: 0 });
    let again = restore(&before.originals().await, &after.s3, &after.name).await.unwrap();
    assert_eq!(again, Restored { put: 0, there: 3, damaged: 0 });
    let object = after.s3.get_object().bucket(&after.name).key("docs/b ü").send().await.unwrap();
    assert_eq!(object.content_type(), Some("application/pdf"));
    assert_eq!(object.version_id(), originals.all().await["docs/b ü"].version_id.as_deref());
    assert_eq!(object.body.collect().await.unwrap().into_bytes(), "second");
}

#[tokio::test]
async fn restore_skips_damaged_copies() {
    let (before, after) = (World::new().await, World::new().await);
    before.bucket().await;
    after.bucket().await;
    let originals = before.originals().await;
    for (key, bytes) in [("docs/a", "first"), ("docs/b", "second"), ("docs/c", "third"), ("docs/d", "fourth")] {
        let version = before.upload(key, bytes).await;
        let upload = notice(&before, "ObjectCreated:Post", key, &version, "01");
        keep_up(&originals, &before.s3, &upload).await.unwrap();
    }
    let known = originals.all().await;
    std::fs::write(originals.file(FIRST), "forged").unwrap();
    std::fs::remove_file(originals.file(&known["docs/b"].sha256)).unwrap();
    after.upload("docs/c", "something else").await;
    let restored = restore(&originals, &after.s3, &after.name).await.unwrap();
    assert_eq!(restored, Restored { put: 1, there: 0, damaged: 3 });
    let held = after.s3.get_object().bucket(&after.name).key("docs/c").send().await.unwrap();
    assert_eq!(held.body.collect().await.unwrap().into_bytes(), "something else");
    assert!(after.s3.head_object().bucket(&after.name).key("docs/a").send().await.is_err());
}

#[tokio::test]
async fn damaged_index_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("index.json"), "{").unwrap();
    let error = bridge::originals::Originals::open(folder.path()).await.unwrap_err();
    assert!(error.to_string().ends_with("index.json is damaged"), "{error}");
}
