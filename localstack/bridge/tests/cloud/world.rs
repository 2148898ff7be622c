//! A queue with dead letters, a bucket that notifies it, a folder for originals and a function.

use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::{Arc, Mutex},
    time::Duration,
};

use aws_sdk_s3::types::{
    BucketVersioningStatus, Event, NotificationConfiguration, QueueConfiguration, VersioningConfiguration,
};
use aws_sdk_sqs::{
    config::{BehaviorVersion, Credentials, Region},
    types::QueueAttributeName,
};
use bridge::{Bridge, Invoker, Polling, originals::Originals};
use serde_json::{Value, json};
use sisuiq_template::{Gateway, Queue, QueueSource, Template};
use tempfile::TempDir;
use tokio::{sync::watch, task::JoinHandle};
use uuid::Uuid;
use wiremock::{Mock, MockServer, Request, ResponseTemplate, matchers::path};

const TIMEOUT: Duration = Duration::from_secs(30);
const VARIABLE: &str = "SISUIQ_TEST_AWS_ENDPOINT_URL";
const REGION: &str = "eu-west-1";
pub(crate) const MAX_RECEIVES: u32 = 2;

pub(crate) struct World {
    pub(crate) s3: aws_sdk_s3::Client,
    pub(crate) sqs: aws_sdk_sqs::Client,
    pub(crate) name: String,
    pub(crate) queue: String,
    pub(crate) dead_letters: String,
    pub(crate) functions: MockServer,
    pub(crate) folder: TempDir,
}

/// A running bridge.
pub(crate) struct Running {
    stop: watch::Sender<bool>,
    task: JoinHandle<anyhow::Result<()>>,
}

pub(crate) fn endpoint() -> String {
    #[expect(clippy::disallowed_methods, reason = "tests learn from the environment where the local cloud is")]
    let address = std::env::var(VARIABLE);
    address.unwrap_or_else(|_| panic!("{VARIABLE} is not set: run `cargo dev test`, or name a local S3 and SQS"))
}

pub(crate) fn variables() -> BTreeMap<&'static str, String> {
    [
        ("AWS_ENDPOINT_URL", endpoint()),
        ("AWS_ACCESS_KEY_ID", "test".to_owned()),
        ("AWS_SECRET_ACCESS_KEY", "test".to_owned()),
        ("AWS_REGION", REGION.to_owned()),
    ]
    .into()
}

fn clients() -> (aws_sdk_s3::Client, aws_sdk_sqs::Client) {
    let credentials = || Credentials::new("test", "test", None, None, "test");
    let s3 = aws_sdk_s3::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .endpoint_url(endpoint())
        .region(Region::new(REGION))
        .credentials_provider(credentials())
        .force_path_style(true)
        .build();
    let sqs = aws_sdk_sqs::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .endpoint_url(endpoint())
        .region(Region::new(REGION))
        .credentials_provider(credentials())
        .build();
    (aws_sdk_s3::Client::from_conf(s3), aws_sdk_sqs::Client::from_conf(sqs))
}

impl World {
    pub(crate) async fn new() -> Self {
        let (s3, sqs) = clients();
        let name = format!("bridge-{}", Uuid::new_v4().simple());
        let made = sqs.create_queue().queue_name(format!("{name}-dead")).send().await.unwrap();
        let dead_letters = made.queue_url.unwrap();
        let redrive = json!({
            "deadLetterTargetArn": attribute(&sqs, &dead_letters, QueueAttributeName::QueueArn).await,
            "maxReceiveCount": MAX_RECEIVES,
        });
        let queue = sqs.create_queue().queue_name(&name);
        let queue = queue.attributes(QueueAttributeName::RedrivePolicy, redrive.to_string()).send().await.unwrap();
        Self {
            s3,
            queue: queue.queue_url.unwrap(),
            sqs,
            name,
            dead_letters,
            functions: MockServer::start().await,
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// Makes the function answer each event in this way.
    pub(crate) async fn function(&self, answer: impl Fn(&Value) -> ResponseTemplate + Send + Sync + 'static) {
        Mock::given(path("/2015-03-31/functions/ingest/invocations"))
            .respond_with(move |request: &Request| answer(&request.body_json().unwrap()))
            .mount(&self.functions)
            .await;
    }

    /// A versioned bucket without notifications.
    pub(crate) async fn bucket(&self) {
        let place = aws_sdk_s3::types::CreateBucketConfiguration::builder().location_constraint(REGION.into()).build();
        self.s3.create_bucket().bucket(&self.name).create_bucket_configuration(place).send().await.unwrap();
        let versions = VersioningConfiguration::builder().status(BucketVersioningStatus::Enabled).build();
        self.s3.put_bucket_versioning().bucket(&self.name).versioning_configuration(versions).send().await.unwrap();
    }

    /// Makes the bucket announce uploads and removals to the queue.
    pub(crate) async fn notify(&self) {
        let announced = QueueConfiguration::builder()
            .queue_arn(attribute(&self.sqs, &self.queue, QueueAttributeName::QueueArn).await)
            .events(Event::S3ObjectCreated)
            .events(Event::S3ObjectRemoved)
            .build()
            .unwrap();
        let configuration = NotificationConfiguration::builder().queue_configurations(announced).build();
        let request = self.s3.put_bucket_notification_configuration().bucket(&self.name);
        request.notification_configuration(configuration).send().await.unwrap();
    }

    /// Uploads an object and returns its version.
    pub(crate) async fn upload(&self, key: &str, bytes: &str) -> String {
        let body = bytes.as_bytes().to_vec().into();
        let request = self.s3.put_object().bucket(&self.name).key(key).content_type("application/pdf").body(body);
        request.send().await.unwrap().version_id.unwrap()
    }

    pub(crate) async fn send(&self, body: &str) {
        self.sqs.send_message().queue_url(&self.queue).message_body(body).send().await.unwrap();
    }

    /// Sends bodies so that they can be received as one batch.
    pub(crate) async fn send_together(&self, bodies: &[&str]) {
        let entries = bodies.iter().map(|body| {
            let entry = aws_sdk_sqs::types::SendMessageBatchRequestEntry::builder();
            entry.id(Uuid::new_v4().to_string()).message_body(*body).build().unwrap()
        });
        let request = self.sqs.send_message_batch().queue_url(&self.queue);
        request.set_entries(Some(entries.collect())).send().await.unwrap();
    }

    pub(crate) async fn originals(&self) -> Originals {
        Originals::open(self.folder.path()).await.unwrap()
    }

    pub(crate) async fn start(&self) -> Running {
        let polling = Polling { visibility: Duration::from_secs(1), wait: Duration::ZERO, concurrency: 2 };
        let bridge = Bridge {
            s3: self.s3.clone(),
            sqs: self.sqs.clone(),
            invoker: Invoker::new(&self.functions.uri()).unwrap(),
            originals: self.originals().await,
            polling,
        };
        let (stop, stopped) = watch::channel(false);
        let template = self.template();
        Running { stop, task: tokio::spawn(async move { bridge.run(&template, stopped).await }) }
    }

    fn template(&self) -> Template {
        let queue = Queue {
            logical_id: "Work".into(),
            name: Some(self.name.clone()),
            visibility_timeout: Duration::from_secs(30),
            retention: Duration::from_hours(1),
            redrive: None,
        };
        let source = QueueSource {
            function: "ingest".into(),
            function_timeout: Duration::from_secs(20),
            queue,
            batch_size: 5,
            batching_window: Duration::ZERO,
            maximum_concurrency: None,
            reports_item_failures: true,
        };
        Template {
            functions: Vec::new(),
            layers: Vec::new(),
            routes: Vec::new(),
            queues: Vec::new(),
            queue_sources: vec![source],
            schedules: Vec::new(),
            alarms: Vec::new(),
            gateway: Gateway::default(),
            gateway_responses: BTreeMap::new(),
        }
    }

    /// Waits until the queue has no message, neither visible nor in flight.
    pub(crate) async fn queue_is_empty(&self) {
        let counts = [
            QueueAttributeName::ApproximateNumberOfMessages,
            QueueAttributeName::ApproximateNumberOfMessagesNotVisible,
        ];
        eventually("the queue is empty", async || {
            let mut left = 0;
            for count in &counts {
                left += attribute(&self.sqs, &self.queue, count.clone()).await.parse::<u32>().unwrap();
            }
            left == 0
        })
        .await;
    }

    /// The body of the next dead letter.
    pub(crate) async fn dead_letter(&self) -> String {
        let found = Mutex::new(None);
        eventually("there is a dead letter", async || {
            let received = self.sqs.receive_message().queue_url(&self.dead_letters).send().await.unwrap();
            let body = received.messages().first().and_then(|message| message.body.clone());
            let arrived = body.is_some();
            *found.lock().unwrap() = body;
            arrived
        })
        .await;
        found.into_inner().unwrap().unwrap()
    }

    /// The path of an original's copy.
    pub(crate) fn copy(&self, sha256: &str) -> PathBuf {
        self.folder.path().join(sha256)
    }
}

impl Running {
    /// Stops the bridge and waits for its end.
    pub(crate) async fn stop(self) {
        self.stop.send_replace(true);
        self.task.await.unwrap().unwrap();
    }

    /// The error with which the bridge ends by itself.
    pub(crate) async fn error(self) -> String {
        format!("{:#}", self.task.await.unwrap().unwrap_err())
    }
}

/// The SQS records that the function received, shared with the test.
#[derive(Clone, Default)]
pub(crate) struct Seen(Arc<Mutex<Vec<Value>>>);

impl Seen {
    pub(crate) fn note(&self, event: &Value) {
        self.0.lock().unwrap().extend(event["Records"].as_array().unwrap().iter().cloned());
    }

    pub(crate) fn records(&self) -> Vec<Value> {
        self.0.lock().unwrap().clone()
    }

    /// Counts the deliveries of a body.
    pub(crate) fn times(&self, body: &str) -> usize {
        self.records().iter().filter(|record| record["body"] == body).count()
    }
}

pub(crate) async fn attribute(sqs: &aws_sdk_sqs::Client, url: &str, name: QueueAttributeName) -> String {
    let answer = sqs.get_queue_attributes().queue_url(url).attribute_names(name.clone()).send().await.unwrap();
    answer.attributes.unwrap()[&name].clone()
}

/// Polls a condition until it is true.
pub(crate) async fn eventually(what: &str, is_so: impl AsyncFn() -> bool) {
    let looking = async {
        while !is_so().await {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    assert!(tokio::time::timeout(TIMEOUT, looking).await.is_ok(), "in vain: {what}");
}
