//! The server, used for long.

use super::plan::{NAME, QUESTION, reader};
use crate::{
    prove::{Dose, Outcome, Suite, Worst},
    world::{Server, World},
};
use futures::FutureExt;
use http::{Method, StatusCode};
use serde_json::{Value, json};
use sisuiq_testing::Proxy;

/// Nothing piles up.
pub const SUITE: Suite = Suite {
    name: "soak",
    promise: "after a warm-up of as many rounds, memory grows by at most 2 % over all rounds of every kind of request, \
              and neither files, sockets nor connections to the stores become more",
    quick: 15,
    full: 3_000,
    run: |dose| run(dose).boxed(),
};

/// By how much memory may grow, in percent.
const GROWTH: u64 = 102;

struct Place {
    server: Server,
    clients: Proxy,
    database: Proxy,
    qdrant: Proxy,
    document: String,
    login: Value,
    token: String,
    _world: World,
}

/// Method, path, token, body and the status that is expected.
type Request<'round> = (&'round Method, &'round str, Option<&'round str>, Option<&'round Value>, u16);

/// What a process holds.
#[derive(Clone, Copy, Debug)]
struct Held {
    memory: u64,
    /// Those of clients are theirs: how many they keep open is not up to the server.
    descriptors: usize,
    connections: usize,
}

async fn run(dose: Dose) -> Outcome {
    let place = Place::make().await;
    let mut failures = Vec::new();
    for _ in dose.numbers() {
        place.round().await.expect("the warm-up succeeds");
    }
    let before = place.held();
    for number in dose.numbers() {
        failures.extend(place.round().await.err().map(|fault| dose.fails(number, fault)));
        dose.advance();
    }
    let after = place.held();
    let last = dose.first + dose.cases.saturating_sub(1);
    failures.extend(more(before, after).map(|fault| dose.fails(last, fault)));
    let worst = Worst(format!(
        "memory {} to {} KiB, descriptors {} to {}, connections {} to {}",
        before.memory / 1_024,
        after.memory / 1_024,
        before.descriptors,
        after.descriptors,
        before.connections,
        after.connections,
    ));
    dose.outcome(failures, worst)
}

fn more(before: Held, after: Held) -> Option<String> {
    let has_grown = after.memory * 100 > before.memory * GROWTH;
    let has_more = after.descriptors > before.descriptors || after.connections > before.connections;
    (has_grown || has_more).then(|| format!("{before:?} became {after:?}"))
}

impl Place {
    async fn make() -> Self {
        let world = World::new().await;
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
            token: user.token.clone().expect("alice is logged in"),
            _world: world,
        }
    }

    /// Each kind of request once, those that fail included.
    async fn round(&self) -> Result<(), String> {
        let document = format!("/api/documents/{}", self.document);
        let (get, post) = (Method::GET, Method::POST);
        let question = json!({ "message": QUESTION });
        let promise = json!({ "name": NAME, "size": 1_000 });
        let token = Some(self.token.as_str());
        let requests: [Request<'_>; 13] = [
            (&post, "/api/auth/login", None, Some(&self.login), 200),
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
            let answer = self.server.send(method.clone(), path, token, body).await;
            let answer = answer.map_err(|error| format!("{method} {path}: {error}"))?;
            if answer.status() != StatusCode::from_u16(expected).unwrap() {
                let body = String::from_utf8_lossy(answer.body()).into_owned();
                return Err(format!("{method} {path}: {}: {body}", answer.status()));
            }
        }
        Ok(())
    }

    fn held(&self) -> Held {
        Held {
            memory: self.server.program.resident(),
            descriptors: self.server.program.descriptors() - self.clients.open(),
            connections: self.database.open() + self.qdrant.open(),
        }
    }
}
