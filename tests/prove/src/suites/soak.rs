//! Long use of the server.

use super::plan::{NAME, QUESTION, reader};
use crate::{Dose, Outcome, Suite, Worst};
use copilot::COPILOT;
use futures::{FutureExt, future::try_join_all};
use http::{Method, StatusCode};
use serde_json::{Value, json};
use sisuiq_testing::Proxy;
use std::time::{Duration, Instant};
use tokio::time::sleep;
use world::{Server, World};

/// Memory, files and connections do not grow over time.
pub const SUITE: Suite = Suite {
    name: "soak",
    promise: "while two clients send every kind of request again and again, each at half its pace (a case is a second of it), memory \
              grows by at most 2 % after a warm-up of 10 minutes (25 % after one of seconds), and neither files, sockets nor connections to the \
              stores become more",
    quick: 3,
    full: 3_600,
    run: |dose| run(dose).boxed(),
};

/// Maximum memory after minutes of use, in percent of the memory before.
const GROWTH: u64 = 102;
/// Maximum memory after seconds of use, while threads with memory of their own still start.
const EARLY_GROWTH: u64 = 125;
/// Number of concurrent clients.
const CLIENTS: usize = 2;
/// The longest warm-up, in seconds.
const WARM_UP: u64 = 600;

struct Place {
    server: Server,
    clients: Proxy,
    database: Proxy,
    qdrant: Proxy,
    document: String,
    login: Value,
    _world: World,
}

/// Method, path, token, body and the status that is expected.
type Request<'round> = (&'round Method, &'round str, Option<&'round str>, Option<&'round Value>, u16);

/// Resources of the server process.
#[derive(Clone, Copy, Debug)]
struct Held {
    memory: u64,
    /// Open files and sockets, without the clients' connections, whose number depends on the clients.
    descriptors: usize,
    connections: usize,
}

async fn run(dose: Dose) -> Outcome {
    let place = Place::make().await;
    let mut failures = Vec::new();
    for _ in dose.numbers().take(usize::try_from(WARM_UP).unwrap()) {
        place.second().await.expect("the warm-up succeeds");
    }
    let before = place.held();
    let mut rounds = 0;
    for number in dose.numbers() {
        match place.second().await {
            Ok(more) => rounds += more,
            Err(fault) => failures.push(dose.fails(number, fault)),
        }
        dose.advance();
    }
    let after = place.held();
    let last = dose.first + dose.cases.saturating_sub(1);
    let growth = if dose.cases < WARM_UP { EARLY_GROWTH } else { GROWTH };
    failures.extend(more(before, after, growth).map(|fault| dose.fails(last, fault)));
    let worst = Worst(format!(
        "{rounds} rounds, memory {} to {} KiB, descriptors {} to {}, connections {} to {}",
        before.memory / 1_024,
        after.memory / 1_024,
        before.descriptors,
        after.descriptors,
        before.connections,
        after.connections,
    ));
    dose.outcome(failures, worst)
}

fn more(before: Held, after: Held, growth: u64) -> Option<String> {
    let has_grown = after.memory * 100 > before.memory * growth;
    let has_more = after.descriptors > before.descriptors || after.connections > before.connections;
    (has_grown || has_more).then(|| format!("{before:?} became {after:?}"))
}

impl Place {
    async fn make() -> Self {
        let world = World::new(COPILOT).await;
        let (user, document) = reader(&world).await;
        let (database, qdrant) = (world.proxy_database().await, world.proxy_qdrant().await);
        let mut server = Server::start(&world, &[]).await;
        let clients = server.proxy().await;
        Self {
            server,
            clients,
            database,
            qdrant,
            document: document.id,
            login: json!({ "email": user.email(), "password": user.password() }),
            _world: world,
        }
    }

    /// Runs all clients for a second and returns the number of their rounds.
    async fn second(&self) -> Result<usize, String> {
        let begun = Instant::now();
        let client = async || {
            let mut rounds = 0;
            while begun.elapsed() < Duration::from_secs(1) {
                let round = Instant::now();
                self.round().await?;
                sleep(round.elapsed()).await;
                rounds += 1;
            }
            Ok::<_, String>(rounds)
        };
        Ok(try_join_all((0..CLIENTS).map(|_| client())).await?.into_iter().sum())
    }

    /// Sends each kind of request once, including failing ones.
    async fn round(&self) -> Result<(), String> {
        let token = self.log_in().await?;
        let document = format!("/api/documents/{}", self.document);
        let (get, post) = (Method::GET, Method::POST);
        let question = json!({ "message": QUESTION });
        let promise = json!({ "name": NAME, "size": 1_000 });
        let token = Some(token.as_str());
        let requests: [Request<'_>; 12] = [
            (&get, "/api/auth/me", token, None, 200),
            (&get, "/api/auth/me", None, None, 401),
            (&get, "/api/documents", token, None, 200),
            (&get, &document, token, None, 200),
            (&get, &format!("{document}/pages/1"), token, None, 200),
            (&post, "/api/documents", token, Some(&promise), 201),
            (&post, "/api/documents", token, Some(&question), 422),
            (&post, "/api/chat", token, Some(&question), 200),
            (&post, "/api/chat/stream", token, Some(&question), 200),
            (&get, "/api/chat/sessions", token, None, 200),
            (&get, "/api/health/ready", None, None, 200),
            (&get, "/api/nothing", token, None, 404),
        ];
        for (method, path, token, body, expected) in requests {
            self.ask((method, path, token, body, expected)).await?;
        }
        Ok(())
    }

    /// Takes a token of a new session, because the previous one may have ended.
    async fn log_in(&self) -> Result<String, String> {
        let body = self.ask((&Method::POST, "/api/auth/login", None, Some(&self.login), 200)).await?;
        let body: Value = serde_json::from_slice(&body).map_err(|error| error.to_string())?;
        Ok(body["access_token"].as_str().ok_or("a login gives no token")?.to_owned())
    }

    /// Sends a request and returns the body. An answer with another status is an error.
    async fn ask(&self, (method, path, token, body, expected): Request<'_>) -> Result<Vec<u8>, String> {
        let answer = self.server.send(method.clone(), path, token, body).await;
        let answer = answer.map_err(|error| format!("{method} {path}: {error}"))?;
        if answer.status() == StatusCode::from_u16(expected).unwrap() {
            return Ok(answer.into_body());
        }
        Err(format!("{method} {path}: {}: {}", answer.status(), String::from_utf8_lossy(answer.body())))
    }

    fn held(&self) -> Held {
        Held {
            memory: self.server.program.resident(),
            descriptors: self.server.program.descriptors() - self.clients.open(),
            connections: self.database.open() + self.qdrant.open(),
        }
    }
}
