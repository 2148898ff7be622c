//! A queue with a dead-letter queue, the bridge that acts as its event source mapping, and the ingestion function.
//!
//! A failed message becomes visible immediately instead of after its visibility timeout. Everything else is as
//! deployed.

use aws_sdk_sqs::types::{QueueAttributeName, SendMessageBatchRequestEntry};
use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, State},
    http::StatusCode,
    routing::post,
};
use bridge::{Bridge, Invoker, Polling, originals::Originals};
use copilot::ingestion::scenario::Scenario;
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

/// Deliveries before a message moves to the dead-letter queue, as in the template.
pub(super) const MAX_RECEIVES: u32 = 5;
const POLL: Duration = Duration::from_millis(50);
/// Consecutive observations of an empty queue before it counts as empty.
const EMPTY_LOOKS: u32 = 20;
/// Time limit for emptying the queue, so that the suite fails instead of hanging.
const TIMEOUT: Duration = Duration::from_mins(20);
const POLLING: Polling = Polling { visibility: Duration::from_secs(20), wait: Duration::ZERO, concurrency: 2 };

/// The queue of a scenario and the delivery of its messages.
pub(super) struct Deliveries {
    pub(super) scenario: Scenario,
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
    /// Number of deliveries by message body.
    handed_over: Arc<Mutex<HashMap<String, u32>>>,
    sqs: aws_sdk_sqs::Client,
    queue: String,
}

impl Deliveries {
    /// Adds a dead-letter queue to the scenario's queue and starts delivering messages to an ingestion.
    pub(super) async fn begin(scenario: Scenario, ingest: ingest::State) -> Self {
        let (sqs, queue) = (scenario.world().sqs().clone(), scenario.world().queue_url());
        let dead_letters = scenario.world().gives_up_after(MAX_RECEIVES).await;
        let handed_over = Arc::default();
        let function = Function { ingest: Arc::new(Mutex::new(ingest)), handed_over, sqs: sqs.clone(), queue };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let app = Router::new().route("/2015-03-31/functions/{name}/invocations", post(invoke));
        let app = app.layer(DefaultBodyLimit::disable()).with_state(function.clone());
        let folder = tempfile::tempdir().unwrap();
        let bridge = Bridge {
            s3: scenario.world().s3().clone(),
            sqs,
            invoker: Invoker::new(&address).unwrap(),
            originals: Originals::open(folder.path()).await.unwrap(),
            polling: POLLING,
        };
        let template = template(scenario.world().bucket());
        let (stop, stopped) = watch::channel(false);
        Self {
            scenario,
            function,
            dead_letters,
            stop,
            bridge: tokio::spawn(async move { bridge.run(&template, stopped).await }),
            serving: tokio::spawn(async move { axum::serve(listener, app).await }),
            _originals: folder,
        }
    }

    /// Replaces the ingestion that receives the messages.
    pub(super) fn deploy(&self, ingest: ingest::State) {
        *self.function.ingest.lock().unwrap() = ingest;
    }

    /// Sends at most ten messages in one request, so that they can be received as one batch.
    pub(super) async fn send_together(&self, bodies: &[String]) {
        let entry = |(place, body): (usize, &String)| {
            SendMessageBatchRequestEntry::builder().id(place.to_string()).message_body(body).build().unwrap()
        };
        let entries = bodies.iter().enumerate().map(entry).collect();
        let request = self.function.sqs.send_message_batch().queue_url(&self.function.queue);
        let sent = request.set_entries(Some(entries)).send().await.unwrap();
        assert!(sent.failed().is_empty(), "{:?}", sent.failed());
    }

    /// Waits until the queue contains no message, neither waiting nor in flight.
    ///
    /// A local queue does not count a message while it hands it out, shows it again or moves it to the dead-letter
    /// queue. Therefore only many empty observations in a row are reliable.
    pub(super) async fn until_settled(&self) {
        let deadline = Instant::now() + TIMEOUT;
        let mut empty_looks = 0;
        while empty_looks < EMPTY_LOOKS {
            assert!(Instant::now() < deadline, "the queue never becomes empty");
            let is_empty = count(&self.function.sqs, &self.function.queue).await == 0;
            empty_looks = if is_empty { empty_looks + 1 } else { 0 };
            sleep(POLL).await;
        }
    }

    /// Number of messages in the dead-letter queue.
    pub(super) async fn dead_letter_count(&self) -> u32 {
        count(&self.function.sqs, &self.dead_letters).await
    }

    /// Bodies of the messages in the dead-letter queue. The messages are not deleted.
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

    /// Number of deliveries of messages with this body.
    pub(super) fn times(&self, body: &str) -> u32 {
        self.function.handed_over.lock().unwrap().get(body).copied().unwrap_or_default()
    }

    /// Bodies that were delivered more than once, with their numbers of deliveries.
    pub(super) fn repeated(&self) -> HashMap<String, u32> {
        let all = self.function.handed_over.lock().unwrap();
        all.iter().filter(|(_, times)| **times > 1).map(|(body, times)| (body.clone(), *times)).collect()
    }

    /// URLs of the dead-letter queue and of the queue.
    pub(super) fn addresses(&self) -> [&str; 2] {
        [&self.dead_letters, &self.function.queue]
    }

    /// Stops the bridge as a deployment does: batches in flight are finished.
    pub(super) async fn end(self) {
        self.stop.send_replace(true);
        self.bridge.await.unwrap().unwrap();
        self.serving.abort();
    }
}

/// Invokes the function as the Lambda service does: one invocation, one response.
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
    /// Ends the visibility timeout of failed messages.
    async fn show_again(&self, records: &[Value], failed: &[&str]) {
        for record in records.iter().filter(|record| failed.iter().any(|id| record["messageId"] == *id)) {
            let handle = record["receiptHandle"].as_str().unwrap_or_default();
            let request = self.sqs.change_message_visibility().queue_url(&self.queue).receipt_handle(handle);
            request.visibility_timeout(0).send().await.unwrap();
        }
    }
}

/// The template with only the mapping from this queue to `ingest`.
fn template(queue: &str) -> Template {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../template.yaml");
    let mut template = Template::load(&path, "dev").unwrap();
    template.schedules.clear();
    // the outbox uses another queue, which this world does not have
    template.queue_sources.retain(|source| source.function == "ingest");
    for source in &mut template.queue_sources {
        source.queue.name = Some(queue.to_owned());
    }
    template
}

/// Number of waiting and in-flight messages, read in one request.
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
