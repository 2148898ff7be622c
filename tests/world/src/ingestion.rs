//! Delivery of the bucket's notifications and the queue's messages to the ingestion, without waiting.

use super::{Handler, World, settings::REGION};
use serde_json::{Value, json};
use sisuiq_events::SqsBatchResponse;
use std::sync::Arc;

/// Number of times that the queue is read before failing messages are left in it.
const ROUNDS: usize = 50;

/// A received message.
#[derive(Clone, Debug)]
struct Message {
    id: String,
    body: String,
    attributes: Value,
    handle: String,
}

impl World {
    /// The ingestion, which is created once.
    ///
    /// # Panics
    /// The product has none.
    pub async fn ingest(&self) -> Arc<dyn Handler> {
        let running = || self.inner.running.lock().expect("no test panicked holding the functions");
        let known = running().ingest.clone();
        if let Some(ingest) = known {
            return ingest;
        }
        self.prepare_storage().await;
        self.prepare_collection().await;
        let make = self.inner.product.ingest.expect("the product takes files");
        let ingest = make(self.environment(), self.clock().clone()).await.expect("the settings are complete");
        running().ingest = Some(ingest.clone());
        ingest
    }

    /// Runs the sweep for stuck work, like the schedule.
    pub async fn sweeps(&self) {
        let swept = self.ingest().await.handle(json!({ "kind": "sweep" })).await;
        swept.expect("nothing stands in the way of the sweep");
    }

    /// A message body with S3's notification about the current object of this key.
    pub async fn landed(&self, key: &str) -> String {
        let found = self.inner.cloud.s3.head_object().bucket(&self.inner.name).key(key).send().await;
        let found = found.expect("there is an object under the key");
        let object = json!({
            "key": key,
            "size": found.content_length(),
            "eTag": found.e_tag().unwrap_or_default().trim_matches('"'),
            "versionId": found.version_id(),
            "sequencer": "0055AED6DCD90281E5",
        });
        self.notice("ObjectCreated:Post", &object)
    }

    /// A message body with S3's notification that a delete marker hides the object of this key.
    #[must_use]
    pub fn hidden(&self, key: &str) -> String {
        self.notice("ObjectRemoved:DeleteMarkerCreated", &json!({ "key": key, "sequencer": "0055AED6DCD90281E6" }))
    }

    fn notice(&self, event: &str, object: &Value) -> String {
        let record = json!({
            "eventVersion": "2.1",
            "eventSource": "aws:s3",
            "awsRegion": REGION,
            "eventTime": self.clock().now(),
            "eventName": event,
            "s3": { "s3SchemaVersion": "1.0", "bucket": { "name": self.inner.name }, "object": object },
        });
        json!({ "Records": [record] }).to_string()
    }

    /// The keys of all tables in the bucket.
    pub async fn tables(&self) -> Vec<String> {
        let listed = self.inner.cloud.s3.list_objects_v2().bucket(&self.inner.name).prefix("data/").send().await;
        let listed = listed.expect("the bucket can be listed");
        listed.contents().iter().filter_map(|object| object.key().map(str::to_owned)).collect()
    }

    /// Delivers a batch of bodies to the ingestion for the first time.
    pub async fn deliver(&self, bodies: &[String]) -> SqsBatchResponse {
        self.deliver_at(1, bodies).await
    }

    /// Delivers a batch of bodies to the ingestion with this receive count. The message ids are `message-0` and so on.
    pub async fn deliver_at(&self, attempt: u32, bodies: &[String]) -> SqsBatchResponse {
        let messages: Vec<Message> = bodies
            .iter()
            .enumerate()
            .map(|(place, body)| Message {
                id: format!("message-{place}"),
                body: body.clone(),
                attributes: json!({ "ApproximateReceiveCount": attempt.to_string() }),
                handle: String::new(),
            })
            .collect();
        self.handle(&messages).await
    }

    /// Invokes the ingestion with an event, such as that of its schedule.
    pub async fn invoke_ingest(&self, event: Value) -> SqsBatchResponse {
        let ingest = Box::pin(self.ingest()).await;
        ingest.handle(event).await.expect("the invocation succeeds")
    }

    /// Delivers the queue's messages to the ingestion until none is left, and returns the number of failed deliveries. A
    /// message that fails repeatedly stays in the queue.
    pub async fn deliver_all(&self) -> usize {
        let mut failed = 0;
        for _ in 0..ROUNDS {
            let messages = self.receive().await;
            if messages.is_empty() {
                break;
            }
            let failures = self.handle(&messages).await.batch_item_failures;
            let has_failed = |message: &&Message| failures.iter().any(|failure| failure.item_identifier == message.id);
            for message in messages.iter().filter(|message| !has_failed(message)) {
                self.forget(message).await;
            }
            failed += failures.len();
        }
        failed
    }

    /// The bodies of the messages in the queue, which stay there.
    pub async fn waiting(&self) -> Vec<String> {
        self.prepare_storage().await;
        self.receive().await.into_iter().map(|message| message.body).collect()
    }

    /// The messages in the queue as the event of a function. They stay in the queue.
    pub async fn waiting_records(&self) -> Value {
        let records: Vec<Value> = self.receive().await.iter().map(record).collect();
        json!({ "Records": records })
    }

    async fn handle(&self, messages: &[Message]) -> SqsBatchResponse {
        let records: Vec<Value> = messages.iter().map(record).collect();
        self.invoke_ingest(json!({ "Records": records })).await
    }

    async fn receive(&self) -> Vec<Message> {
        use aws_sdk_sqs::types::MessageSystemAttributeName::All;
        let queue = self.queue_url();
        let request = self.inner.cloud.sqs.receive_message().queue_url(&queue).max_number_of_messages(10);
        let request = request.wait_time_seconds(0).message_system_attribute_names(All);
        let received = request.send().await.expect("the queue answers").messages.unwrap_or_default();
        let attributes = |message: &aws_sdk_sqs::types::Message| {
            let known = message.attributes.iter().flatten();
            known.map(|(name, value)| (name.as_str().to_owned(), json!(value))).collect()
        };
        received
            .into_iter()
            .map(|message| Message {
                attributes: attributes(&message),
                id: message.message_id.unwrap_or_default(),
                body: message.body.unwrap_or_default(),
                handle: message.receipt_handle.unwrap_or_default(),
            })
            .collect()
    }

    async fn forget(&self, message: &Message) {
        let delete = self.inner.cloud.sqs.delete_message().queue_url(self.queue_url()).receipt_handle(&message.handle);
        delete.send().await.expect("a message can be deleted");
    }

    /// The address of the world's queue.
    #[must_use]
    pub fn queue_url(&self) -> String {
        self.environment().read(|reader| reader.named("INGEST_QUEUE_URL")).expect("the settings are complete")
    }

    /// Makes messages of the world's queue dead letters after this number of receives, and returns the dead-letter queue's URL.
    pub async fn gives_up_after(&self, receives: u32) -> String {
        use aws_sdk_sqs::types::QueueAttributeName::{QueueArn, RedrivePolicy};
        self.prepare_storage().await;
        let sqs = self.sqs();
        let url: String = self
            .environment()
            .read(|reader| reader.named("INGEST_DEAD_LETTERS_URL"))
            .expect("the settings are complete");
        let name = url.rsplit('/').next().expect("an address has parts");
        let made = sqs.create_queue().queue_name(name).send().await.expect("a queue can be made");
        let url = made.queue_url.expect("a queue has an address");
        let asked = sqs.get_queue_attributes().queue_url(&url).attribute_names(QueueArn);
        let told = asked.send().await.expect("the queue answers").attributes.unwrap_or_default();
        let policy = json!({ "deadLetterTargetArn": told.get(&QueueArn), "maxReceiveCount": receives });
        let request = sqs.set_queue_attributes().queue_url(self.queue_url());
        request.attributes(RedrivePolicy, policy.to_string()).send().await.expect("a policy can be set");
        url
    }

    /// The name of the world's bucket.
    #[must_use]
    pub fn bucket(&self) -> &str {
        &self.inner.name
    }

    /// S3.
    #[must_use]
    pub fn s3(&self) -> &aws_sdk_s3::Client {
        &self.inner.cloud.s3
    }

    /// SQS.
    #[must_use]
    pub fn sqs(&self) -> &aws_sdk_sqs::Client {
        &self.inner.cloud.sqs
    }
}

fn record(message: &Message) -> Value {
    json!({
        "messageId": message.id,
        "receiptHandle": message.handle,
        "body": message.body,
        "attributes": message.attributes,
        "messageAttributes": {},
        "eventSource": "aws:sqs",
        "eventSourceARN": format!("arn:aws:sqs:{REGION}:000000000000:ingest"),
        "awsRegion": REGION,
    })
}
