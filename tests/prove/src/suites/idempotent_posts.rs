//! The same request, sent many times concurrently.

use super::pool::Pool;
use crate::{Dose, Outcome, Suite, Worst};
use copilot::COPILOT;
use futures::{FutureExt, future::join_all};
use http::Method;
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering::SeqCst},
};
use uuid::Uuid;
use world::{Person, Reply, World};

/// Requests with the same idempotency key take effect once.
pub const SUITE: Suite = Suite {
    name: "idempotent_posts",
    promise: "of 50 requests at once with one Idempotency-Key one does its work; each gets its very answer, or 409 and gets \
              it when asking again; of 8 questions at once one is stored and answers all; with another body the key is \
              refused; after a failure or a crash before the answer it can be used again",
    quick: 4,
    full: 200,
    run: |dose| run(dose).boxed(),
};

const AT_ONCE: usize = 2;
const REQUESTS: usize = 50;
const QUESTIONS: usize = 8;

#[derive(Clone, Default)]
struct Setting {
    worlds: Pool<Place>,
    conflicts: Arc<AtomicU64>,
}

struct Place {
    world: World,
    alice: Person,
    documents: i64,
    conversations: i64,
}

async fn run(dose: Dose) -> Outcome {
    let setting = Setting::default();
    let conflicts = Arc::clone(&setting.conflicts);
    let failures = dose.run(AT_ONCE, move |_, chance| case(setting.clone(), chance)).await;
    let requests = dose.cases * (REQUESTS + QUESTIONS) as u64;
    let worst = format!("{requests} requests, {} of them 409 at first", conflicts.load(SeqCst));
    dose.outcome(failures, Worst(worst))
}

async fn case(setting: Setting, mut chance: ChaCha8Rng) -> Result<(), String> {
    let mut place = setting.worlds.take(async || Place::make().await).await;
    let key = Uuid::from_u128(chance.random()).to_string();
    let body = json!({ "name": format!("{key}.pdf"), "size": chance.random_range(1..1_000_000) });
    if chance.random_bool(0.25) {
        let failed = place.undone("documents", || place.creates(&key, &body)).await;
        expect("while it cannot work", &failed, 500)?;
    }
    let replies = join_all((0..REQUESTS).map(|_| place.creates(&key, &body))).await;
    let conflicts = replies.iter().filter(|reply| reply.status == 409).count();
    setting.conflicts.fetch_add(conflicts as u64, SeqCst);
    let again = place.creates(&key, &body).await;
    place.documents += 1;
    place.check(&replies, &again).await?;
    let other = place.creates(&key, &json!({ "name": "other.pdf", "size": 1 })).await;
    expect("another body", &other, 422)?;
    place.asks(&key, chance.random_bool(0.25)).await?;
    setting.worlds.give_back(place).await;
    Ok(())
}

impl Place {
    async fn make() -> Self {
        let world = World::new(COPILOT).await;
        world.prepare_storage().await;
        let alice = world.user("alice").await;
        Self { world, alice, documents: 0, conversations: 0 }
    }

    async fn creates(&self, key: &str, body: &Value) -> Reply {
        let request = self.alice.request(&Method::POST, "/api/documents").header("idempotency-key", key);
        let request = request.header("content-type", "application/json").body(body.to_string().into());
        self.world.send(request.unwrap()).await
    }

    /// Sends a request whose transaction fails, as when a function dies before the commit.
    async fn undone(&self, table: &str, request: impl AsyncFnOnce() -> Reply) -> Reply {
        self.world.execute(&format!("ALTER TABLE {table} ADD CONSTRAINT closed CHECK (false) NOT VALID"), &[]).await;
        let failed = request().await;
        self.world.execute(&format!("ALTER TABLE {table} DROP CONSTRAINT closed"), &[]).await;
        failed
    }

    /// Asks one question concurrently. Its key is claimed only when an answer is stored, so no request is rejected and
    /// all get the answer that was stored first.
    async fn asks(&mut self, key: &str, fails_first: bool) -> Result<(), String> {
        let (key, body) = (format!("{key}-asked"), json!({ "message": format!("What is {key}?") }));
        if fails_first {
            let failed = self.undone("chat_messages", || self.alice.asks_once(&key, &body)).await;
            expect("while it cannot be stored", &failed, 500)?;
        }
        let replies = join_all((0..QUESTIONS).map(|_| self.alice.asks_once(&key, &body))).await;
        let again = self.alice.asks_once(&key, &body).await;
        self.conversations += 1;
        expect("asked again", &again, 200)?;
        for reply in &replies {
            expect("one of many questions", reply, 200)?;
            if reply.body != again.body {
                return Err(format!("one of many questions: {} instead of {}", reply.body, again.body));
            }
        }
        let fresh = replies.iter().filter(|reply| reply.header("idempotency-replayed").is_empty()).count();
        let connection = self.world.database().connection().await.map_err(|error| error.to_string())?;
        let sql = "SELECT (SELECT count(*) FROM chat_sessions), (SELECT count(*) FROM chat_messages)";
        let row = connection.query_one(sql, &[]).await.map_err(|error| error.to_string())?;
        let (sessions, messages): (i64, i64) = (row.get(0), row.get(1));
        if (fresh, sessions, messages) != (1, self.conversations, 2 * self.conversations) {
            return Err(format!("{fresh} were stored; {sessions} conversations with {messages} messages"));
        }
        let other = self.alice.asks_once(&key, &json!({ "message": "What else?" })).await;
        expect("another question", &other, 422)
    }

    async fn check(&self, replies: &[Reply], again: &Reply) -> Result<(), String> {
        if again.status != 201 || again.header("idempotency-replayed") != "true" {
            return Err(format!("asked again: {} {}", again.status, again.body));
        }
        for reply in replies {
            match reply.status.as_u16() {
                201 if reply.body == again.body => {}
                409 if reply.header("retry-after") == "1" => {}
                status => return Err(format!("one of many: {status} {} instead of {}", reply.body, again.body)),
            }
        }
        let fresh =
            replies.iter().filter(|reply| reply.status == 201 && reply.header("idempotency-replayed").is_empty());
        let fresh = fresh.count();
        let connection = self.world.database().connection().await.map_err(|error| error.to_string())?;
        let stored: i64 = connection.query_one("SELECT count(*) FROM documents", &[]).await.unwrap().get(0);
        if (fresh, stored) != (1, self.documents) {
            return Err(format!("{fresh} did the work; {stored} documents instead of {}", self.documents));
        }
        Ok(())
    }
}

fn expect(what: &str, reply: &Reply, status: u16) -> Result<(), String> {
    if reply.status == status { Ok(()) } else { Err(format!("{what}: {} {}", reply.status, reply.body)) }
}
