//! SIGKILL at and after every step of the work on batches of predictions.

use super::{
    killing::{self, Moment, handles, messages, sweep},
    pool::Pool,
};
use crate::Suite;
use copilot::COPILOT;
use futures::{FutureExt, future::BoxFuture};
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering::Relaxed},
};
use world::{Person, World};

const FUNCTION: &str = "predict-batch";
/// The steps, in their order. All but the first are repeated with each chunk.
const STEPS: [&str; 4] = ["batch ordered", "batch predicted", "batch storing", "batch stored"];
/// Accidents of the largest batch.
const LARGEST: usize = 100;
/// Accidents of a chunk.
const CHUNK: usize = 20;

/// After kills no result is lost and none differs.
pub const SUITE: Suite = Suite {
    name: "killed_batches",
    promise: "a batch of up to 100 accidents, of which some are invalid, whose work is killed with SIGKILL up to three times at any \
              step or after it, delivered twice, and continued by a message or by the schedule: what can be read meanwhile is the \
              beginning of the results of a batch that nothing disturbed, and in the end it has exactly these",
    quick: 4,
    full: 200,
    run: |dose| killing::run(dose, case).boxed(),
};

fn case(pool: Pool<Place>, kills: Arc<AtomicU64>, mut chance: ChaCha8Rng) -> BoxFuture<'static, Result<(), String>> {
    async move {
        let place = pool.take(Place::make).await;
        let accidents = accidents(&mut chance);
        let undisturbed = place.sends(&accidents).await;
        handles(&place.world, FUNCTION, undisturbed.event()).await?;
        let expected = place.results(&undisturbed).await;
        if (expected.0.as_str(), expected.1.len()) != ("success", accidents.len()) {
            return Err(format!("an undisturbed batch is {} with {} results", expected.0, expected.1.len()));
        }
        let batch = place.sends(&accidents).await;
        for _ in 0..chance.random_range(1..=3) {
            kills.fetch_add(u64::from(place.is_killed(&batch, accidents.len(), &mut chance).await?), Relaxed);
            let (status, results) = place.results(&batch).await;
            if expected.1.get(..results.len()) != Some(results.as_slice()) {
                return Err(format!("a {status} batch has other results: {results:?}"));
            }
        }
        if chance.random_bool(0.5) {
            handles(&place.world, FUNCTION, sweep()).await?;
        }
        for _ in 0..2 {
            handles(&place.world, FUNCTION, batch.event()).await?;
            let found = place.results(&batch).await;
            if found != expected {
                return Err(format!("{found:?} instead of {expected:?}"));
            }
        }
        pool.give_back(place).await;
        Ok(())
    }
    .boxed()
}

/// Accidents of random hours, of which one in five is invalid.
fn accidents(chance: &mut ChaCha8Rng) -> Vec<Value> {
    let number = chance.random_range(1..=LARGEST);
    let hours = (0..number).map(|_| if chance.random_bool(0.2) { 24 } else { chance.random_range(0..24) });
    hours.map(accident).collect()
}

fn accident(hour: i32) -> Value {
    json!({
        "weather": "맑음", "road_surface": "건조", "road_type": "교차로 - 교차로안", "accident_type": "차대차",
        "district": "대구광역시 중구 동성로1가", "accident_hour": hour, "accident_year": 2021, "accident_month": 12,
        "accident_day": 8,
    })
}

/// A world with a user.
struct Place {
    world: World,
    alice: Person,
}

/// A batch that was sent.
struct Batch {
    id: String,
    results: String,
}

impl Batch {
    /// The event of its message.
    fn event(&self) -> Value {
        messages(&[json!({ "kind": "predict_batch", "batch_id": self.id }).to_string()])
    }
}

impl Place {
    async fn make() -> Self {
        let world = World::new(COPILOT).await;
        let alice = world.user("alice").await;
        Self { world, alice }
    }

    async fn sends(&self, accidents: &[Value]) -> Batch {
        let alice = self.world.logs_in(&self.alice.name).await;
        let sent = alice.post("/api/predict/eclo/batch", json!({ "accidents": accidents })).await.is(202);
        Batch { id: sent.text("batch_id").to_owned(), results: sent.text("results_url").to_owned() }
    }

    /// The status and the results.
    async fn results(&self, batch: &Batch) -> (String, Vec<Value>) {
        let alice = self.world.logs_in(&self.alice.name).await;
        let read = alice.get(&batch.results).await.is(200);
        (read.text("status").to_owned(), read["results"].as_array().cloned().unwrap_or_default())
    }

    /// Lets a process work on the batch, and kills it at a random step. Returns false if the work ended before.
    async fn is_killed(&self, batch: &Batch, accidents: usize, chance: &mut ChaCha8Rng) -> Result<bool, String> {
        let step = STEPS[chance.random_range(0..STEPS.len())];
        let chunks = if step == STEPS[0] { 1 } else { accidents.div_ceil(CHUNK) };
        let times = chance.random_range(1..=chunks);
        Moment { function: FUNCTION, step, times }.kills(&self.world, batch.event(), chance).await
    }
}
