//! Traces from the edge through all programs and stores.

use super::functions;
use copilot::COPILOT;
use copilot::ingestion::Process;
use copilot::plan::{QUESTION, world_with_plan};
use copilot::provider::Provider;
use serde_json::{Value, json};
use sisuiq_telemetry::TraceId;
use sisuiq_testing::{Collector, Sent, Stack, pdf::PdfBuilder};
use std::time::{Duration, Instant};
use tokio::time::sleep;
use world::{Person, Program, Server, World};

/// The client's trace id.
const TRACE: &str = "5f1c0a6b7d8e4f90a1b2c3d4e5f60718";
/// Maximum time until spans are exported on a busy machine.
const EXPORT: Duration = Duration::from_secs(30);
const GLANCE: Duration = Duration::from_millis(20);

/// The edge in front of the server. Both export spans to a collector.
struct Place {
    collector: Collector,
    edge: Program,
    address: String,
    _server: Server,
}

impl Place {
    async fn before(world: &World) -> Self {
        let collector = Collector::start().await;
        let exporter = exporter(&collector);
        let server = Server::start(world, &exporter).await;
        let mut own = exporter.clone();
        own.push(("EDGE_LISTEN", "127.0.0.1:0".to_owned()));
        own.push(("FUNCTIONS_URL", functions::serve(server.address()).await));
        own.push(("TEMPLATE_PATH", concat!(env!("CARGO_MANIFEST_DIR"), "/../../template.yaml").to_owned()));
        let edge = Program::start(world, "edge", &own);
        let address = format!("http://{}", edge.listening().await);
        Self { collector, edge, address, _server: server }
    }

    async fn posts(&self, person: &Person, path: &str, body: &Value) -> Value {
        let request = reqwest::Client::new().post(format!("{}{path}", self.address)).header("x-trace-id", TRACE);
        let request = request.bearer_auth(person.token.as_deref().unwrap()).header("content-type", "application/json");
        let answer = request.body(body.to_string()).send().await.unwrap();
        assert!(answer.status().is_success(), "{} {}", answer.status(), self.edge.log());
        serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap()
    }

    /// Waits until the trace has a span of each of these hops, and returns its spans.
    async fn spans(&self, hops: &[(&str, &str)]) -> Vec<Sent> {
        let trace = TRACE.parse::<TraceId>().unwrap().to_hex();
        let deadline = Instant::now() + EXPORT;
        loop {
            let mut sent = self.collector.sent();
            sent.retain(|sent| hex::encode(&sent.span.trace_id) == trace);
            let missing: Vec<_> = hops.iter().filter(|hop| find(&sent, hop).is_none()).collect();
            if missing.is_empty() {
                return sent;
            }
            assert!(Instant::now() < deadline, "{missing:?} are not among {sent:?}");
            sleep(GLANCE).await;
        }
    }
}

fn exporter(collector: &Collector) -> Vec<(&'static str, String)> {
    vec![
        ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint().to_owned()),
        ("OTEL_BSP_SCHEDULE_DELAY", "100".to_owned()),
    ]
}

/// The first span of a service whose name has this prefix.
fn find<'sent>(sent: &'sent [Sent], (service, name): &(&str, &str)) -> Option<&'sent Sent> {
    sent.iter().find(|sent| sent.service == *service && sent.span.name.starts_with(name))
}

/// Checks that the parent of each span except the first is in the trace.
fn hang_together(sent: &[Sent], first: &(&str, &str)) {
    let first = &find(sent, first).unwrap().span.span_id;
    let is_known = |id: &[u8]| sent.iter().any(|sent| sent.span.span_id == id);
    let loose: Vec<_> =
        sent.iter().filter(|sent| sent.span.span_id != *first && !is_known(&sent.span.parent_span_id)).collect();
    assert!(loose.is_empty(), "the parents of {loose:?} are missing");
}

#[tokio::test]
async fn question_trace_covers_all_stores() {
    let mut provider = Provider::start().await;
    provider.says("To be reliable.").await;
    provider.ends().await;
    let (world, alice, _plan) = world_with_plan(&provider.settings()).await;
    let place = Place::before(&world).await;
    let asked = json!({ "message": QUESTION, "mode": "strategy_qa" });
    let reply = place.posts(&alice, "/api/chat", &asked).await;
    assert_eq!(reply["model"], "test-model");
    let hops = [
        ("sisuiq-edge", "POST /api/chat"),
        ("sisuiq-server", "POST /api/chat"),
        ("sisuiq-server", "chat.turn"),
        ("sisuiq-server", "db.query"),
        ("sisuiq-server", "qdrant "),
        ("sisuiq-server", "Secrets Manager.GetSecretValue"),
        ("sisuiq-server", "chat test-model"),
    ];
    let sent = place.spans(&hops).await;
    hang_together(&sent, &hops[0]);
    let [edge, request] = [&hops[0], &hops[1]].map(|hop| find(&sent, hop).unwrap());
    assert_eq!(request.span.parent_span_id, edge.span.span_id);
    let said = format!("{:?}", sent.iter().map(|sent| &sent.span).collect::<Vec<_>>());
    for secret in [QUESTION, "To be reliable", alice.token.as_deref().unwrap(), alice.password()] {
        assert!(!said.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn upload_trace_crosses_the_queue() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let document =
        alice.uploads("plan.pdf", &PdfBuilder::of_texts(&["The line to Gulu is renewed in 2027."]).build()).await;
    let place = Place::before(&world).await;
    place.posts(&alice, &format!("{}/reindex", document.path()), &json!({})).await;
    let records = world.waiting_records().await;
    let mut settings: Vec<(String, String)> = world.variables().into_iter().collect();
    settings.extend(exporter(&place.collector).into_iter().map(|(name, value)| (name.to_owned(), value)));
    let ingest = Process::start(&Stack::from_process().binaries, &settings).await;
    let answered = ingest.invoke(records).await.expect("the function lives").expect("the batch is taken");
    assert_eq!(answered["batchItemFailures"], json!([]));
    let hops = [
        ("sisuiq-edge", "POST /api/documents/{id}/reindex"),
        ("sisuiq-server", "POST /api/documents/{id}/reindex"),
        ("sisuiq-server", "SQS.SendMessage"),
        ("sisuiq-ingest", "ingest.message"),
        ("sisuiq-ingest", "S3.GetObject"),
        ("sisuiq-ingest", "db.query"),
        ("sisuiq-ingest", "qdrant "),
    ];
    let sent = place.spans(&hops).await;
    hang_together(&sent, &hops[0]);
    let message = find(&sent, &hops[3]).unwrap();
    let sender = sent.iter().find(|sent| sent.span.span_id == message.span.parent_span_id).unwrap();
    assert_eq!(sender.service, "sisuiq-server");
}
