//! SIGKILL at and after every step of the work on runs of a watched list.

use super::{
    killing::{Moment, messages},
    pool::Pool,
};
use crate::{Dose, Outcome, Suite, Worst};
use copilot::COPILOT;
use futures::{FutureExt, future::BoxFuture};
use rand::{Rng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sisuiq_clock::Clock;
use sisuiq_names::NameIndex;
use sisuiq_sources::server::{Listening, Reply, SourceServer};
use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};
use uuid::Uuid;
use world::World;

/// The functions with their steps in order.
const STEPS: [(&str, &[&str]); 2] = [
    ("fetch", &["run ordered", "run claimed", "files stored", "run ending", "run ended"]),
    ("process", &["run ordered", "run claimed", "list read", "names stored", "records stored", "run ended"]),
];
const AT_ONCE: usize = 2;
/// Versions of the list in a case.
const VERSIONS: usize = 3;
/// Entries of the largest list.
const LARGEST: u32 = 60;
/// Messages in any order to each function after the kills.
const MOST_MESSAGES: usize = 3;
/// Kills of a run; one more attempt fails it.
const MOST_KILLS: u32 = 3;
const URL: &str = "https://www.treasury.gov/ofac/sdn.csv";

/// After kills the entries and their versions are those of a run that nothing disturbed.
pub const SUITE: Suite = Suite {
    name: "killed_runs",
    promise: "a list of up to 60 entries in three versions, whose runs are killed with SIGKILL up to three times at any step of fetching \
              and processing or after it, told by repeated messages in any order, and continued by one of them or by the schedule: entries, versions, counts and \
              indexes of names are those of a source that nothing disturbed",
    quick: 3,
    full: 150,
    run: |dose| run(dose).boxed(),
};

async fn run(dose: Dose) -> Outcome {
    let pool = Pool::<Place>::default();
    let kills = Arc::new(AtomicU64::new(0));
    let killed = Arc::clone(&kills);
    let failures = dose.run(AT_ONCE, move |_, chance| case(pool.clone(), Arc::clone(&killed), chance)).await;
    dose.outcome(failures, Worst(format!("{} kills", kills.load(Relaxed))))
}

fn case(pool: Pool<Place>, kills: Arc<AtomicU64>, mut chance: ChaCha8Rng) -> BoxFuture<'static, Result<(), String>> {
    async move {
        let place = pool.take(Place::make).await;
        let (calm, disturbed) = (place.adds_source().await, place.adds_source().await);
        let mut entries = BTreeMap::new();
        for version in 0..VERSIONS {
            change(&mut entries, version == 0, &mut chance);
            place.plays(&entries);
            let expected = place.runs_undisturbed(&calm).await?;
            let run = place.starts(&disturbed).await;
            for _ in 0..chance.random_range(1..=MOST_KILLS) {
                kills.fetch_add(u64::from(place.is_killed(&run, &mut chance).await?), Relaxed);
                // as if the time of the claim had passed
                place.world.execute("UPDATE source_runs SET held_until = NULL", &[]).await;
            }
            if chance.random_bool(0.5) {
                place.handles("fetch", json!({ "kind": "sweep", "idle_seconds": 0 })).await?;
            }
            for function in shuffled(&mut chance) {
                place.handles(function, event(function, &run)).await?;
            }
            for _ in 0..2 {
                place.finishes(&run).await?;
                let found = place.left(&run, &disturbed).await;
                if found != expected {
                    return Err(format!("version {version}: {found:?} instead of {expected:?}"));
                }
            }
        }
        pool.give_back(place).await;
        Ok(())
    }
    .boxed()
}

/// Messages to both functions, up to three to each, in any order: those for processing may come before the files.
fn shuffled(chance: &mut ChaCha8Rng) -> Vec<&'static str> {
    let mut functions: Vec<&str> =
        STEPS.iter().flat_map(|(function, _)| vec![*function; chance.random_range(0..=MOST_MESSAGES)]).collect();
    functions.shuffle(chance);
    functions
}

/// Changes some entries, adds some and removes few.
fn change(entries: &mut BTreeMap<u32, u32>, is_first: bool, chance: &mut ChaCha8Rng) {
    if is_first {
        entries.extend((0..chance.random_range(10..LARGEST)).map(|key| (key, 0)));
        return;
    }
    let keys: Vec<u32> = entries.keys().copied().collect();
    for key in &keys {
        if chance.random_bool(0.2) {
            entries.insert(*key, chance.random_range(1..1_000));
        }
    }
    for key in keys.iter().take(keys.len() / 10) {
        entries.remove(key);
    }
    entries.extend((0..chance.random_range(0..5)).map(|_| (chance.random_range(LARGEST..1_000), 0)));
}

/// A world with an administrator, and a server that plays the source.
struct Place {
    world: World,
    server: SourceServer,
    _listening: Listening,
}

/// The counts of a run, the versions of the entries of its source (key, number, name, whether it is current), and the indexes of its names,
/// oldest first: entries, names, and the names themselves.
type Left = (Value, Vec<(String, i32, String, bool)>, Vec<(i32, i32, Vec<String>)>);

impl Place {
    async fn make() -> Self {
        let server = SourceServer::new();
        let listening = server.listen(([127, 0, 0, 1], 0).into()).await.unwrap();
        let world = World::with(COPILOT, &[("SOURCE_SERVER", &listening.address().to_string())]).await;
        world.prepare_storage().await;
        world.admin().await;
        Self { world, server, _listening: listening }
    }

    async fn adds_source(&self) -> String {
        let settings = json!({
            "name": Uuid::new_v4(), "format": "ofac_sdn", "dataset": "US-Sanctions", "files": [{ "url": URL }],
        });
        let admin = self.world.logs_in("admin").await;
        let source = admin.post("/api/v1/sources", settings).await.is(201).text("id").to_owned();
        // sweeps start no runs of their own
        self.world.execute("UPDATE sources SET next_run_at = now() + interval '30 days'", &[]).await;
        source
    }

    fn plays(&self, entries: &BTreeMap<u32, u32>) {
        let row = |(key, name): (&u32, &u32)| {
            format!(
                "{key},\"NAME {name}, Of {key}\",\"individual\",\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"
            )
        };
        let rows: String = entries.iter().map(row).collect();
        self.server.on(URL, Reply::file("text/csv", format!("{rows}\u{1a}")));
    }

    async fn starts(&self, source: &str) -> String {
        let admin = self.world.logs_in("admin").await;
        let path = format!("/api/v1/sources/{source}/run");
        admin.post(&path, json!({})).await.is(202).text("id").to_owned()
    }

    async fn runs_undisturbed(&self, source: &str) -> Result<Left, String> {
        let run = self.starts(source).await;
        self.finishes(&run).await?;
        Ok(self.left(&run, source).await)
    }

    async fn left(&self, run: &str, source: &str) -> Left {
        (self.counts(run).await, self.versions(source).await, self.indexes(source).await)
    }

    /// The indexes of a source, as screening opens them.
    async fn indexes(&self, source: &str) -> Vec<(i32, i32, Vec<String>)> {
        let source: Uuid = source.parse().unwrap();
        let connection = self.world.database().connection().await.unwrap();
        let sql = "SELECT run_id::text, object_key, sha256, entities, names FROM name_indexes WHERE source_id = $1 ORDER BY created_at";
        let rows = connection.query(sql, &[&source]).await.unwrap();
        let bucket: String = self.world.environment().read(|reader| reader.named("DOCUMENTS_BUCKET")).unwrap();
        let mut indexes = Vec::new();
        for row in rows {
            let (key, sha256): (String, Vec<u8>) = (row.get("object_key"), row.get("sha256"));
            let object = self.world.s3().get_object().bucket(&bucket).key(key).send().await.unwrap();
            let bytes = object.body.collect().await.unwrap().to_vec();
            assert_eq!(Sha256::digest(&bytes).to_vec(), sha256);
            let index = NameIndex::open(bytes).unwrap();
            assert_eq!(index.list_version(), row.get::<_, String>("run_id"));
            let names = (0..).map_while(|number| index.entry(number)).map(|entry| entry.text.to_owned()).collect();
            indexes.push((row.get("entities"), row.get("names"), names));
        }
        indexes
    }

    /// Handles the messages of a run in this process.
    async fn finishes(&self, run: &str) -> Result<(), String> {
        for (function, _) in STEPS {
            self.handles(function, event(function, run)).await?;
        }
        Ok(())
    }

    /// Status and counts of a run.
    async fn counts(&self, run: &str) -> Value {
        let admin = self.world.logs_in("admin").await;
        let read = admin.get(&format!("/api/v1/sources/runs/{run}")).await.is(200);
        json!([read["status"], read["counts"], read["error"]])
    }

    async fn versions(&self, source: &str) -> Vec<(String, i32, String, bool)> {
        let source: Uuid = source.parse().unwrap();
        let connection = self.world.database().connection().await.unwrap();
        let sql = "SELECT key, number, name, valid_to IS NULL FROM list_entity_versions JOIN list_entities ON id = entity_id \
            WHERE source_id = $1 ORDER BY key, number";
        let rows = connection.query(sql, &[&source]).await.unwrap();
        rows.iter().map(|row| (row.get(0), row.get(1), row.get(2), row.get(3))).collect()
    }

    /// Handles an event in this process, with the time of the killed ones.
    async fn handles(&self, function: &str, event: Value) -> Result<(), String> {
        let (environment, clock) = (self.world.environment(), Clock::system());
        let handled = if function == "fetch" {
            let state = fetch::State::from_environment(&environment, &clock).await.unwrap();
            fetch::handle(state, event).await.map_err(|error| error.to_string())?
        } else {
            let state = process::State::from_environment(&environment, &clock).await.unwrap();
            process::handle(state, event).await.map_err(|error| error.to_string())?
        };
        if handled.batch_item_failures.is_empty() { Ok(()) } else { Err("the message failed".to_owned()) }
    }

    /// Lets a process work on the run's present step, and kills it somewhere. Returns false if the work ended before.
    async fn is_killed(&self, run: &str, chance: &mut ChaCha8Rng) -> Result<bool, String> {
        let is_fetched = self.counts(run).await[0] == "processing";
        let (function, steps) = STEPS[usize::from(is_fetched)];
        let step = steps[chance.random_range(0..steps.len())];
        Moment { function, step, times: 1 }.kills(&self.world, event(function, run), chance).await
    }
}

/// The event of a run's message for a function.
fn event(function: &str, run: &str) -> Value {
    messages(&[json!({ "kind": format!("{function}_source"), "run_id": run }).to_string()])
}
