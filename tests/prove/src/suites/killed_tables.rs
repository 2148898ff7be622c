//! SIGKILL at and after every step of the reading of tables.

use super::{
    killing::{self, Moment, messages, sweep},
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
use world::{Form, Person, World};

/// The steps of reading a table, in their order.
const STEPS: [&str; 6] = ["noticed", "pinned", "fetched", "framed", "copied", "computed"];
/// Rows of the largest table.
const LARGEST: usize = 2_000;

/// After kills no table is lost and no copy is left over.
pub const SUITE: Suite = Suite {
    name: "killed_tables",
    promise: "a table of up to 2,000 rows, new or with other corrections, whose reading is killed with SIGKILL up to three times at any \
              step or after it, and continued by its message or by the sweep: it ends ready with every row once, exactly one copy \
              is in the bucket, that of its newest revision, and after a deletion nothing",
    quick: 4,
    full: 120,
    run: |dose| killing::run(dose, case).boxed(),
};

fn case(pool: Pool<Place>, kills: Arc<AtomicU64>, mut chance: ChaCha8Rng) -> BoxFuture<'static, Result<(), String>> {
    async move {
        let place = pool.take(Place::make).await;
        let rows = chance.random_range(1..=LARGEST);
        let table = place.uploads(rows).await;
        let mut revision = 1;
        if chance.random_bool(0.5) {
            place.handles(&table.event).await?;
            place.patches(&table, &json!({ "mapping": { "separator": "," } })).await;
            revision = 2;
        }
        let event = if revision == 1 { table.event.clone() } else { table.reading() };
        for _ in 0..chance.random_range(1..=3) {
            kills.fetch_add(u64::from(place.is_killed(&event, &mut chance).await?), Relaxed);
        }
        if chance.random_bool(0.5) {
            place.handles(&sweep()).await?;
        }
        for _ in 0..2 {
            place.handles(&event).await?;
            place.is_whole(&table, rows, revision).await?;
        }
        place.deletes(&table).await?;
        pool.give_back(place).await;
        Ok(())
    }
    .boxed()
}

/// A world with a user.
struct Place {
    world: World,
    alice: Person,
}

/// An uploaded table and the event of its notification.
struct Table {
    id: String,
    event: Value,
}

impl Table {
    fn path(&self) -> String {
        format!("/api/datasets/{}", self.id)
    }

    /// The event of the message that it is to be read again.
    fn reading(&self) -> Value {
        event(&json!({ "kind": "read_dataset", "dataset_id": self.id }).to_string())
    }
}

fn event(body: &str) -> Value {
    messages(&[body.to_owned()])
}

impl Place {
    async fn make() -> Self {
        let world = World::new(COPILOT).await;
        world.ingest().await;
        let alice = world.user("alice").await;
        Self { world, alice }
    }

    /// The user with a new session.
    async fn alice(&self) -> Person {
        self.world.logs_in(&self.alice.name).await
    }

    async fn uploads(&self, rows: usize) -> Table {
        let lines = (0..rows).fold(String::new(), |lines, row| lines + &format!("{row},값{}\n", row % 7));
        let file = format!("n,s\n{lines}");
        let input = json!({ "file_name": "a.csv", "size": file.len() });
        let form = Form::of(&self.alice().await.post("/api/datasets/uploads", input).await.is(201));
        assert!(form.post(file.as_bytes()).await.is_success());
        let event = event(&self.world.landed(form.key()).await);
        Table { id: form.id, event }
    }

    async fn patches(&self, table: &Table, change: &Value) {
        self.alice().await.patch(&table.path(), change.clone()).await.is(200);
    }

    /// Handles an event in this process.
    async fn handles(&self, event: &Value) -> Result<(), String> {
        let failures = self.world.invoke_ingest(event.clone()).await.batch_item_failures;
        if failures.is_empty() { Ok(()) } else { Err("the message failed".to_owned()) }
    }

    /// The keys below `frames/` of all versions and delete markers of a table.
    async fn copies(&self, table: &Table) -> Vec<String> {
        let prefix = format!("frames/{}/", table.id);
        let request = self.world.s3().list_object_versions().bucket(self.world.bucket()).prefix(prefix);
        let listed = request.send().await.unwrap();
        let versions = listed.versions().iter().filter_map(|version| version.key());
        let markers = listed.delete_markers().iter().filter_map(|marker| marker.key());
        let mut keys: Vec<String> = versions.chain(markers).map(str::to_owned).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// Checks that every row is there once, and one copy.
    async fn is_whole(&self, table: &Table, rows: usize, revision: i32) -> Result<(), String> {
        let alice = self.alice().await;
        let read = alice.get(&table.path()).await.is(200);
        if (&read["status"], &read["rows"]) != (&json!("ready"), &json!(rows)) {
            return Err(format!("{} with {} rows", read["status"], read["rows"]));
        }
        let page = alice.get(&format!("{}/rows?limit=5000&columns=n", table.path())).await.is(200);
        let expected: Vec<Value> = (0..rows).map(|row| json!([row])).collect();
        if page["rows"] != json!(expected) {
            return Err(format!("other rows: {}", page.body));
        }
        let copies = self.copies(table).await;
        let expected = format!("frames/{}/{revision}", table.id);
        if copies == [expected] { Ok(()) } else { Err(format!("copies {copies:?} of revision {revision}")) }
    }

    async fn deletes(&self, table: &Table) -> Result<(), String> {
        self.alice().await.delete(&table.path()).await.is(200);
        self.handles(&event(&json!({ "kind": "delete_table", "snapshot_id": table.id }).to_string())).await?;
        let left = self.copies(table).await;
        if left.is_empty() { Ok(()) } else { Err(format!("{left:?} are left")) }
    }

    /// Lets a process handle an event, and kills it at a random step. Returns false if the work ended before.
    async fn is_killed(&self, event: &Value, chance: &mut ChaCha8Rng) -> Result<bool, String> {
        let step = STEPS[chance.random_range(0..STEPS.len())];
        Moment { function: "ingest", step, times: 1 }.kills(&self.world, event.clone(), chance).await
    }
}
