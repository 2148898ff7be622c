//! Requests that come many times at once.

use super::pool::Pool;
use crate::{
    prove::{Dose, Outcome, Suite, Worst},
    world::{Person, Reply, World},
};
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

/// What is asked once is done once.
pub const SUITE: Suite = Suite {
    name: "idempotent_posts",
    promise: "of 50 requests at once with one Idempotency-Key one does its work; each gets its very answer, or 409 and gets \
              it when asking again; with another body the key is refused; after a failure or a crash before the answer it can \
              be used again",
    quick: 4,
    full: 200,
    run: |dose| run(dose).boxed(),
};

const AT_ONCE: usize = 2;
const REQUESTS: usize = 50;

#[derive(Clone, Default)]
struct Setting {
    worlds: Pool<Place>,
    conflicts: Arc<AtomicU64>,
}

struct Place {
    world: World,
    alice: Person,
    documents: i64,
}

async fn run(dose: Dose) -> Outcome {
    let setting = Setting::default();
    let conflicts = Arc::clone(&setting.conflicts);
    let failures = dose.run(AT_ONCE, move |_, chance| case(setting.clone(), chance)).await;
    let worst = format!("{} requests, {} of them 409 at first", dose.cases * REQUESTS as u64, conflicts.load(SeqCst));
    dose.outcome(failures, Worst(worst))
}

async fn case(setting: Setting, mut chance: ChaCha8Rng) -> Result<(), String> {
    let mut place = setting.worlds.take(async || Place::make().await).await;
    let key = Uuid::from_u128(chance.random()).to_string();
    let body = json!({ "name": format!("{key}.pdf"), "size": chance.random_range(1..1_000_000) });
    if chance.random_bool(0.25) {
        place.fails_first(&key, &body).await?;
    }
    let replies = join_all((0..REQUESTS).map(|_| place.creates(&key, &body))).await;
    let conflicts = replies.iter().filter(|reply| reply.status == 409).count();
    setting.conflicts.fetch_add(conflicts as u64, SeqCst);
    let again = place.creates(&key, &body).await;
    place.documents += 1;
    place.check(&replies, &again).await?;
    let other = place.creates(&key, &json!({ "name": "other.pdf", "size": 1 })).await;
    if other.status != 422 {
        return Err(format!("another body: {} {}", other.status, other.body));
    }
    setting.worlds.give_back(place).await;
    Ok(())
}

impl Place {
    async fn make() -> Self {
        let world = World::new().await;
        world.prepare_storage().await;
        let alice = world.user("alice").await;
        Self { world, alice, documents: 0 }
    }

    async fn creates(&self, key: &str, body: &Value) -> Reply {
        let request = self.alice.request(&Method::POST, "/api/documents").header("idempotency-key", key);
        let request = request.header("content-type", "application/json").body(body.to_string().into());
        self.world.send(request.unwrap()).await
    }

    /// The work is done and then undone, as when a function dies before it has committed it.
    async fn fails_first(&self, key: &str, body: &Value) -> Result<(), String> {
        let close = "ALTER TABLE documents ADD CONSTRAINT closed CHECK (false) NOT VALID";
        let open = "ALTER TABLE documents DROP CONSTRAINT closed";
        self.world.execute(close, &[]).await;
        let failed = self.creates(key, body).await;
        self.world.execute(open, &[]).await;
        if failed.status == 500 {
            Ok(())
        } else {
            Err(format!("while it cannot work: {} {}", failed.status, failed.body))
        }
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
