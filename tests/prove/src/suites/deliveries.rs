//! A queue with dead letters, the bridge that delivers it as an event source mapping does, and the ingestion behind it.
//!
//! Only the wait is short: a message that failed is handed out again at once instead of when its visibility ends.

use aws_sdk_sqs::types::{QueueAttributeName, SendMessageBatchRequestEntry};
use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, State},
    http::StatusCode,
    routing::post,
};
use bridge::{Bridge, Invoker, Polling, originals::Originals};
use copilot::ingestion::story::Story;
use serde_json::{Value, json};
use sisuiq_template::Template;
use std::{
    collections::HashMap,
    path::Path,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};
use tempfile::TempDir;
use tokio::{net::TcpListener, sync::watch, task::JoinHandle, time::sleep};

/// As often as the template says.
pub(super) const MAX_RECEIVES: u32 = 5;
const POLL: Duration = Duration::from_millis(50);
/// So many looks at an empty queue, one after the other, show that it stays empty.
const EMPTY_LOOKS: u32 = 20;
/// A queue that takes longer fails the suite instead of hanging it.
const PATIENCE: Duration = Duration::from_mins(20);
const POLLING: Polling = Polling { visibility: Duration::from_secs(20), wait: Duration::ZERO, concurrency: 2 };

/// The queue of a story, and what became of its messages.
pub(super) struct Deliveries {
    pub(super) story: Story,
    function: Function,
    dead_letters: String,
    stop: watch::Sender<bool>,
    bridge: JoinHandle<anyhow::Result<()>>,
    serving: JoinHandle<std::io::Result<()>>,
    _originals: TempDir,
}

/// The function that the bridge invokes.
#[derive(Clone)]
struct Function {
    ingest: Arc<Mutex<ingest::State>>,
    /// How often each body was handed over.
    handed_over: Arc<Mutex<HashMap<String, u32>>>,
    sqs: aws_sdk_sqs::Client,
    queue: String,
}

impl Deliveries {
    /// Gives the story's queue its dead letters, and begins to deliver it to an ingestion.
    pub(super) async fn begin(story: Story, ingest: ingest::State) -> Self {
        let (sqs, queue) = (story.world().sqs().clone(), story.world().queue_url());
        let dead_letters = story.world().gives_up_after(MAX_RECEIVES).await;
        let handed_over = Arc::default();
        let function = Function { ingest: Arc::new(Mutex::new(ingest)), handed_over, sqs: sqs.clone(), queue };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let app = Router::new().route("/2015-03-31/functions/{name}/invocations", post(invoke));
        let app = app.layer(DefaultBodyLimit::disable()).with_state(function.clone());
        let folder = tempfile::tempdir().unwrap();
        let bridge = Bridge {
            s3: story.world().s3().clone(),
            sqs,
            invoker: Invoker::new(&address).unwrap(),
            originals: Originals::open(folder.path()).await.unwrap(),
            polling: POLLING,
        };
        let template = template(story.world().bucket());
        let (stop, stopped) = watch::channel(false);
        Self {
            story,
            function,
            dead_letters,
            stop,
            bridge: tokio::spawn(async move { bridge.run(&template, stopped).await }),
            serving: tokio::spawn(async move { axum::serve(listener, app).await }),
            _originals: folder,
        }
    }

    /// From now on this ingestion gets the messages.
    pub(super) fn deploy(&self, ingest: ingest::State) {
        *self.function.ingest.lock().unwrap() = ingest;
    }

    /// Sends at most ten messages so that they can be received as one batch.
    pub(super) async fn send_together(&self, bodies: &[String]) {
        let entry = |(place, body): (usize, &String)| {
            SendMessageBatchRequestEntry::builder().id(place.to_string()).message_body(body).build().unwrap()
        };
        let entries = bodies.iter().enumerate().map(entry).collect();
        let request = self.function.sqs.send_message_batch().queue_url(&self.function.queue);
        let sent = request.set_entries(Some(entries)).send().await.unwrap();
        assert!(sent.failed().is_empty(), "{:?}", sent.failed());
    }

    /// Waits until the queue holds no message, neither waiting nor under way.
    ///
    /// A local queue counts a message nowhere while it is handed out, shown again or moved to the dead letters. So one
    /// look at an empty queue says little; many in a row do.
    pub(super) async fn until_settled(&self) {
        let deadline = Instant::now() + PATIENCE;
        let mut empty_looks = 0;
        while empty_looks < EMPTY_LOOKS {
            assert!(Instant::now() < deadline, "the queue never becomes empty");
            let is_empty = count(&self.function.sqs, &self.function.queue).await == 0;
            empty_looks = if is_empty { empty_looks + 1 } else { 0 };
            sleep(POLL).await;
        }
    }

    /// How many messages were given up and wait for somebody to look after them.
    pub(super) async fn given_up(&self) -> u32 {
        count(&self.function.sqs, &self.dead_letters).await
    }

    /// The bodies of the messages that were given up; they stay where they are.
    pub(super) async fn dead_letters(&self) -> Vec<String> {
        let mut bodies = Vec::new();
        loop {
            let request = self.function.sqs.receive_message().queue_url(&self.dead_letters);
            let received = request.max_number_of_messages(10).visibility_timeout(600).send().await.unwrap();
            let messages = received.messages.unwrap_or_default();
            if messages.is_empty() {
                return bodies;
            }
            bodies.extend(messages.into_iter().filter_map(|message| message.body));
        }
    }

    /// How often a message with this body was handed to the ingestion.
    pub(super) fn times(&self, body: &str) -> u32 {
        self.function.handed_over.lock().unwrap().get(body).copied().unwrap_or_default()
    }

    /// The bodies that were handed over more than once.
    pub(super) fn repeated(&self) -> HashMap<String, u32> {
        let all = self.function.handed_over.lock().unwrap();
        all.iter().filter(|(_, times)| **times > 1).map(|(body, times)| (body.clone(), *times)).collect()
    }

    /// The addresses of the dead letters and of the queue.
    pub(super) fn addresses(&self) -> [&str; 2] {
        [&self.dead_letters, &self.function.queue]
    }

    /// Ends the bridge as a deployment does: batches under way are finished.
    pub(super) async fn end(self) {
        self.stop.send_replace(true);
        self.bridge.await.unwrap().unwrap();
        self.serving.abort();
    }
}

/// What the Lambda service does: one invocation, one answer.
async fn invoke(State(function): State<Function>, Json(event): Json<Value>) -> (StatusCode, Json<Value>) {
    let records = event["Records"].as_array().cloned().unwrap_or_default();
    for record in &records {
        let body = record["body"].as_str().unwrap_or_default().to_owned();
        *function.handed_over.lock().unwrap().entry(body).or_default() += 1;
    }
    let ingest = function.ingest.lock().unwrap().clone();
    match ingest::handle(ingest, event).await {
        Ok(answer) => {
            let failures = answer.batch_item_failures.iter();
            let failed: Vec<&str> = failures.map(|failure| failure.item_identifier.as_str()).collect();
            function.show_again(&records, &failed).await;
            (StatusCode::OK, Json(serde_json::to_value(answer).unwrap()))
        }
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, Json(json!({ "errorMessage": error.to_string() }))),
    }
}

impl Function {
    /// Ends the visibility timeout of messages that failed.
    async fn show_again(&self, records: &[Value], failed: &[&str]) {
        for record in records.iter().filter(|record| failed.iter().any(|id| record["messageId"] == *id)) {
            let handle = record["receiptHandle"].as_str().unwrap_or_default();
            let request = self.sqs.change_message_visibility().queue_url(&self.queue).receipt_handle(handle);
            request.visibility_timeout(0).send().await.unwrap();
        }
    }
}

/// The template's mapping of queue to function, for the queue of this name.
fn template(queue: &str) -> Template {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../template.yaml");
    let mut template = Template::load(&path, "dev").unwrap();
    template.schedules.clear();
    // the outbox has a queue of its own, which this world's is not
    template.queue_sources.retain(|source| source.function == "ingest");
    for source in &mut template.queue_sources {
        source.queue.name = Some(queue.to_owned());
    }
    template
}

/// Messages that wait or are under way, read in one request.
async fn count(sqs: &aws_sdk_sqs::Client, queue: &str) -> u32 {
    use QueueAttributeName::{ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible};
    let [waiting, under_way] =
        attributes(sqs, queue, [ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible]).await;
    waiting.parse::<u32>().unwrap() + under_way.parse::<u32>().unwrap()
}

async fn attributes<const N: usize>(
    sqs: &aws_sdk_sqs::Client,
    queue: &str,
    names: [QueueAttributeName; N],
) -> [String; N] {
    let request = sqs.get_queue_attributes().queue_url(queue).set_attribute_names(Some(names.to_vec()));
    let mut found = request.send().await.unwrap().attributes.unwrap();
    names.map(|name| found.remove(&name).unwrap())
}
