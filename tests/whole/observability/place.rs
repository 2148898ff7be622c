//! The server and three functions of a world. Their metrics are aggregated like in the local edge.

use super::model::{self, BROKEN};
use axum::{Router, routing::get};
use copilot::COPILOT;
use copilot::plan::{QUESTION, UNKNOWN, plan};
use http::{Method, StatusCode};
use serde_json::{Value, json};
use sisuiq_model::UserRole;
use sisuiq_sources::server::{Listening, Reply, SourceServer};
use sisuiq_telemetry::metrics::Collected;
use sisuiq_testing::{
    Mode, Proxy,
    pdf::{PageBuilder, PdfBuilder},
    runtime_api::RuntimeApi,
};
use std::{io::Write, ops::RangeInclusive, sync::Arc, time::Duration};
use tempfile::NamedTempFile;
use tokio::{net::TcpListener, time::timeout};
use world::{Form, Person, Program, Server, World};

const TABLE: &str = "Region,Outage start,Outage end,Customers affected\n\
                     Gulu,2024-01-05 08:00,2024-01-05 10:00,1200\n";
/// The address of the watched list.
const LIST: &str = "https://www.treasury.gov/ofac/sdn.csv";
/// Quota of questions per account and minute.
const QUESTIONS: u32 = 40;
/// Maximum time of an invocation.
const TIMEOUT: Duration = Duration::from_mins(1);

pub(super) struct Place {
    world: World,
    admin: Person,
    reader: Person,
    hasty: Person,
    analyst: Person,
    qdrant: Proxy,
    server: Server,
    ingest: Function,
    backup: Function,
    ocr: Function,
    predict_batch: Function,
    fetch: Function,
    process: Function,
    /// The path of a watched source.
    source: String,
    sources: SourceServer,
    _listening: Listening,
    screen_batch: Function,
    address: String,
    _registry: NamedTempFile,
}

/// An address of metrics and the key to read them.
pub(super) struct Target {
    pub(super) address: String,
    pub(super) key: String,
}

impl Place {
    pub(super) async fn make() -> Self {
        let registry = registry(&model::serve().await);
        let sources = SourceServer::new();
        let listening = sources.listen(([127, 0, 0, 1], 0).into()).await.unwrap();
        let world = World::with(
            COPILOT,
            &[
                ("ANSWER_CACHE_SECONDS", "60"),
                ("ANSWER_CACHE_SIMILARITY", "1"),
                ("LLM_PROVIDER", "first"),
                ("PROVIDERS_FILE", registry.path().to_str().unwrap()),
                ("RATE_LIMIT_CHAT", &format!("{QUESTIONS}/60s")),
                ("SOURCE_SERVER", &listening.address().to_string()),
            ],
        )
        .await;
        let admin = world.admin().await;
        admin.uploads("plan.pdf", &plan()).await;
        world.gives_up_after(5).await;
        make_dead_letters(&world).await;
        let (reader, hasty) = (world.user("alice").await, world.user("bob").await);
        let analyst = world.of_role(UserRole::Analyst).await;
        let qdrant = world.proxy_qdrant().await;
        let server = Server::start(&world, &[]).await;
        let (ingest, backup) = (Function::start(&world, "ingest").await, Function::start(&world, "backup").await);
        let ocr = Function::start(&world, "ocr").await;
        let predict_batch = Function::start(&world, "predict-batch").await;
        let (fetch, process) = (Function::start(&world, "fetch").await, Function::start(&world, "process").await);
        let screen_batch = Function::start(&world, "screen-batch").await;
        let functions = [&ingest, &backup, &ocr, &predict_batch, &fetch, &process, &screen_batch];
        let address = serve(functions.map(|function| function.collected.clone())).await;
        let list = json!({
            "name": "OFAC SDN list", "format": "ofac_sdn", "dataset": "US-Sanctions", "files": [{ "url": LIST }],
        });
        let added = admin.post("/api/v1/sources", list).await.is(201);
        let source = format!("/api/v1/sources/{}", added.text("id"));
        // sweeps start no runs of their own
        world.execute("UPDATE sources SET next_run_at = now() + interval '30 days'", &[]).await;
        Self {
            world,
            admin,
            reader,
            hasty,
            analyst,
            qdrant,
            server,
            ingest,
            backup,
            ocr,
            predict_batch,
            fetch,
            process,
            source,
            sources,
            _listening: listening,
            screen_batch,
            address,
            _registry: registry,
        }
    }

    pub(super) fn targets(&self) -> [Target; 2] {
        let key = self.admin.token.clone().unwrap();
        [self.server.address().to_string(), self.address.clone()].map(|address| Target { address, key: key.clone() })
    }

    /// Causes each metric once.
    pub(super) async fn does_everything(&self, round: u32) {
        let question = format!("{QUESTION} ({round})");
        let answer = self.asks(&self.reader, &question).await;
        assert_eq!(self.asks(&self.reader, &question).await["cache_hit"], true);
        self.streams(&question).await;
        let feedback = format!("/api/chat/answers/{}/feedback", answer["answer_id"].as_str().unwrap());
        self.sends(&self.reader, Method::PUT, &feedback, &json!({ "rating": "up" })).await;
        let broken = self.asks(&self.reader, &format!("{BROKEN} {QUESTION} ({round})")).await;
        assert_eq!(broken["degraded"], true, "{broken}");
        self.qdrant.set(Mode::Refuse).await;
        self.asks(&self.reader, &format!("{UNKNOWN} ({round})")).await;
        self.qdrant.set(Mode::Pass).await;
        self.exceeds_quota().await;
        self.ingests(round).await;
        self.ingest.does(json!({ "kind": "sweep" })).await;
        self.predict_batch.does(json!({ "kind": "sweep" })).await;
        self.reads_list(1..=2 * round).await;
        let subject = json!({ "name": "Fatou Fall" });
        self.analyst.post("/api/v1/knowledge/screen", subject).await.is(200);
        self.reads_list(1..=2 * round + 1).await;
        // otherwise subjects are taken again after minutes
        self.world.execute("UPDATE rescreenings SET settles_at = created_at", &[]).await;
        self.fetch.does(json!({ "kind": "sweep" })).await;
        self.screen_batch.does(json!({ "kind": "sweep" })).await;
        self.backup.does(json!({ "kind": "backup" })).await;
        self.backup.does(json!({ "kind": "drill" })).await;
        self.backup.does(json!({ "kind": "note_erasures" })).await;
    }

    /// Ingests a file and a table through the queue.
    async fn ingests(&self, round: u32) {
        let page = format!("The line to Gulu was renewed {round} times.");
        let file = PdfBuilder::of_texts(&[&page]).page(PageBuilder::default().picture()).build();
        let document = self.admin.puts("line.pdf", &file).await;
        let input = json!({ "name": "outages.csv", "size": TABLE.len() });
        let table = Form::of(&self.admin.post("/api/ingest/data/uploads", input).await.is(201));
        assert!(table.post(TABLE.as_bytes()).await.is_success());
        for key in [document.key.as_str(), table.key()] {
            let notice = self.world.landed(key).await;
            let queue = self.world.queue_url();
            self.world.sqs().send_message().queue_url(queue).message_body(notice).send().await.unwrap();
        }
        loop {
            let waiting = self.world.waiting_records().await;
            if waiting["Records"] == json!([]) {
                break;
            }
            let answered = self.ingest.does(waiting).await;
            assert_eq!(answered["batchItemFailures"], json!([]));
        }
        self.recognises(&document.id, 2).await;
    }

    /// Reads a watched list of entries with these numbers and one name.
    async fn reads_list(&self, numbers: RangeInclusive<u32>) {
        let nulls = "-0- ,".repeat(7);
        let row = |number| format!("{number},\"FALL, Fatou\",\"individual\",\"SDGT\",{nulls}-0- \r\n");
        let rows = numbers.map(row).collect::<String>() + "\u{1a}";
        self.sources.on(LIST, Reply::file("text/csv", rows));
        let run = self.admin.post(&format!("{}/run", self.source), json!({})).await.is(202);
        for (function, kind) in [(&self.fetch, "fetch_source"), (&self.process, "process_source")] {
            let answered = function.does(message(&json!({ "kind": kind, "run_id": run["id"] }))).await;
            assert_eq!(answered["batchItemFailures"], json!([]));
        }
    }

    /// Recognises the text on a page of a document.
    async fn recognises(&self, document: &str, page: u32) {
        let order = json!({ "kind": "recognise", "document_id": document, "version": 1, "page": page });
        let answered = self.ocr.does(message(&order)).await;
        assert_eq!(answered["batchItemFailures"], json!([]));
    }

    async fn exceeds_quota(&self) {
        let question = json!({ "message": QUESTION, "mode": "strategy_qa" });
        for _ in 0..=QUESTIONS {
            let token = self.hasty.token.as_deref();
            let answer = self.server.send(Method::POST, "/api/chat", token, Some(&question)).await.unwrap();
            if answer.status() == StatusCode::TOO_MANY_REQUESTS {
                return;
            }
        }
        panic!("{QUESTIONS} questions and one more are answered");
    }

    async fn asks(&self, person: &Person, question: &str) -> Value {
        let asked = json!({ "message": question, "mode": "strategy_qa" });
        self.sends(person, Method::POST, "/api/chat", &asked).await
    }

    /// Asks for a streamed answer, whose first byte has its own objective.
    async fn streams(&self, question: &str) {
        let asked = json!({ "message": question, "mode": "strategy_qa" });
        let token = self.reader.token.as_deref();
        let answer = self.server.send(Method::POST, "/api/chat/stream", token, Some(&asked)).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
    }

    async fn sends(&self, person: &Person, method: Method, path: &str, body: &Value) -> Value {
        let answer = self.server.send(method, path, person.token.as_deref(), Some(body)).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}: {}", String::from_utf8_lossy(answer.body()));
        serde_json::from_slice(answer.body()).unwrap()
    }

    /// All metrics as text.
    pub(super) async fn metrics(&self) -> String {
        let token = self.admin.token.as_deref();
        let own = self.server.send(Method::GET, "/metrics", token, None).await.unwrap().into_body();
        let (fetch, process, screen_batch) = (&self.fetch, &self.process, &self.screen_batch);
        let functions = [&self.ingest, &self.backup, &self.ocr, &self.predict_batch, fetch, process, screen_batch];
        let functions = functions.map(|function| function.collected.render());
        [String::from_utf8(own).unwrap(), functions.concat()].concat()
    }
}

/// The event of a message of a queue.
fn message(body: &Value) -> Value {
    let record = json!({
        "messageId": "1", "receiptHandle": "1", "body": body.to_string(), "attributes": {}, "messageAttributes": {},
        "md5OfBody": "", "eventSource": "aws:sqs", "eventSourceARN": "arn:aws:sqs:eu-west-1:000000000000:queue",
        "awsRegion": "eu-west-1"
    });
    json!({ "Records": [record] })
}

/// Makes the dead-letter queues whose length functions measure, as the template does.
async fn make_dead_letters(world: &World) {
    for setting in [
        "OCR_DEAD_LETTERS_URL",
        "PREDICT_BATCH_DEAD_LETTERS_URL",
        "FETCH_DEAD_LETTERS_URL",
        "PROCESS_DEAD_LETTERS_URL",
        "SCREEN_BATCH_DEAD_LETTERS_URL",
    ] {
        let url: String = world.environment().read(|reader| reader.named(setting)).unwrap();
        let name = url.rsplit('/').next().unwrap().to_owned();
        world.sqs().create_queue().queue_name(name).send().await.unwrap();
    }
}

/// A function in its own process, and the metrics in its log.
struct Function {
    program: Program,
    api: RuntimeApi,
    collected: Arc<Log>,
}

/// The metrics of a log, of which the first lines are already read.
struct Log {
    collected: Collected,
    read: std::sync::Mutex<usize>,
}

impl Log {
    fn render(&self) -> String {
        self.collected.render()
    }
}

impl Function {
    async fn start(world: &World, name: &str) -> Self {
        let api = RuntimeApi::start().await;
        let program = Program::start(world, name, &api.variables(name));
        let collected = Arc::new(Log { collected: Collected::new().unwrap(), read: std::sync::Mutex::default() });
        Self { program, api, collected }
    }

    /// Invokes the function, waits until it has logged its metrics, and returns its response.
    async fn does(&self, event: Value) -> Value {
        let answer = timeout(TIMEOUT, self.api.invoke(event)).await.map(Result::unwrap);
        let answer = answer.unwrap_or_else(|_| panic!("it does not answer: {}", self.program.log()));
        self.api.idle().await;
        let log = self.program.log();
        let mut read = self.collected.read.lock().unwrap();
        for line in log.lines().skip(*read) {
            self.collected.collected.take(line);
        }
        *read = log.lines().count();
        answer.unwrap_or_else(|error| panic!("{error}: {log}"))
    }
}

/// Serves the functions' metrics and returns the address.
async fn serve(functions: [Arc<Log>; 7]) -> String {
    let render = async move || functions.iter().map(|log| log.render()).collect::<String>();
    let routes = Router::new().route("/metrics", get(render));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move { axum::serve(listener, routes).await });
    address
}

/// A registry with one provider, which has prices and a budget.
fn registry(url: &str) -> NamedTempFile {
    let mut file = NamedTempFile::new().unwrap();
    write!(
        file,
        "providers:\n  - {{ id: first, name: first, category: model, kind: openai, connection_uri: '{url}', \
         models: {{ standard: m }}, auth: {{ api_key_env_var: OPENAI_API_KEY }}, \
         retry_policy: {{ attempts: 1, backoff_factor: 0.01 }}, cost_rules: {{ param_multipliers: {{ m: \
         {{ input_tokens: 0.000001, output_tokens: 0.000002 }} }} }}, budget: {{ daily_usd: 100.0 }} }}\n"
    )
    .unwrap();
    file
}
