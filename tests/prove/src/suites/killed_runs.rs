//! SIGKILL at and after every step of the work on runs of a watched list.

use super::{
    killing::{self, Moment, handles, sweep},
    pool::Pool,
    watched::{Watched, event},
};
use crate::Suite;
use futures::{FutureExt, future::BoxFuture};
use rand::{Rng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sisuiq_names::NameIndex;
use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};
use uuid::Uuid;

/// The functions with their steps in order.
const STEPS: [(&str, &[&str]); 2] = [
    ("fetch", &["run ordered", "run claimed", "files stored", "run ending", "run ended"]),
    ("process", &["run ordered", "run claimed", "list read", "names stored", "records stored", "run ended"]),
];
/// Versions of the list in a case.
const VERSIONS: usize = 3;
/// Entries of the largest list.
const LARGEST: u32 = 60;
/// Messages in any order to each function after the kills.
const MOST_MESSAGES: usize = 3;
/// Kills of a run; one more attempt fails it.
const MOST_KILLS: u32 = 3;

/// After kills the entries and their versions are those of a run that nothing disturbed.
pub const SUITE: Suite = Suite {
    name: "killed_runs",
    promise: "a list of up to 60 entries in three versions, whose runs are killed with SIGKILL up to three times at any step of fetching \
              and processing or after it, told by repeated messages in any order, and continued by one of them or by the schedule: entries, versions, counts and \
              indexes of names are those of a source that nothing disturbed",
    quick: 3,
    full: 150,
    run: |dose| killing::run(dose, case).boxed(),
};

fn case(pool: Pool<Place>, kills: Arc<AtomicU64>, mut chance: ChaCha8Rng) -> BoxFuture<'static, Result<(), String>> {
    async move {
        let place = pool.take(Place::make).await;
        let (calm, disturbed) = (place.0.adds_list().await, place.0.adds_list().await);
        let mut entries = BTreeMap::new();
        for version in 0..VERSIONS {
            change(&mut entries, version == 0, &mut chance);
            place.plays(&entries);
            let expected = place.runs_undisturbed(&calm).await?;
            let run = place.0.starts(&disturbed).await;
            for _ in 0..chance.random_range(1..=MOST_KILLS) {
                kills.fetch_add(u64::from(place.is_killed(&run, &mut chance).await?), Relaxed);
                place.0.releases().await;
            }
            if chance.random_bool(0.5) {
                handles(&place.0.world, "fetch", sweep()).await?;
            }
            for function in shuffled(&mut chance) {
                handles(&place.0.world, function, event(function, &run)).await?;
            }
            for _ in 0..2 {
                place.0.reads(&run).await?;
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

/// A world with sources of a list.
struct Place(Watched);

/// The counts of a run, the versions of the entries of its source (key, number, name, whether it is current), and the indexes of its names,
/// oldest first: entries, names, and the names themselves.
type Left = (Value, Vec<(String, i32, String, bool)>, Vec<(i32, i32, Vec<String>)>);

impl Place {
    async fn make() -> Self {
        Self(Watched::make(&[]).await)
    }

    fn plays(&self, entries: &BTreeMap<u32, u32>) {
        let entry = |(key, name): (&u32, &u32)| (*key, format!("NAME {name}, Of {key}"), "SDGT".to_owned());
        self.0.plays_list(entries.iter().map(entry));
    }

    async fn runs_undisturbed(&self, source: &str) -> Result<Left, String> {
        let run = self.0.starts(source).await;
        self.0.reads(&run).await?;
        Ok(self.left(&run, source).await)
    }

    async fn left(&self, run: &str, source: &str) -> Left {
        (self.counts(run).await, self.versions(source).await, self.indexes(source).await)
    }

    /// The indexes of a source, as screening opens them.
    async fn indexes(&self, source: &str) -> Vec<(i32, i32, Vec<String>)> {
        let source: Uuid = source.parse().unwrap();
        let sql = "SELECT run_id::text, object_key, sha256, entities, names FROM name_indexes WHERE source_id = $1 ORDER BY created_at";
        let rows = self.0.rows(sql, &[&source]).await;
        let bucket: String = self.0.world.environment().read(|reader| reader.named("DOCUMENTS_BUCKET")).unwrap();
        let mut indexes = Vec::new();
        for row in rows {
            let (key, sha256): (String, Vec<u8>) = (row.get("object_key"), row.get("sha256"));
            let object = self.0.world.s3().get_object().bucket(&bucket).key(key).send().await.unwrap();
            let bytes = object.body.collect().await.unwrap().to_vec();
            assert_eq!(Sha256::digest(&bytes).to_vec(), sha256);
            let index = NameIndex::open(bytes).unwrap();
            assert_eq!(index.list_version(), row.get::<_, String>("run_id"));
            let names = (0..).map_while(|number| index.entry(number)).map(|entry| entry.text.to_owned()).collect();
            indexes.push((row.get("entities"), row.get("names"), names));
        }
        indexes
    }

    /// Status and counts of a run.
    async fn counts(&self, run: &str) -> Value {
        let read = self.0.run(run).await;
        json!([read["status"], read["counts"], read["error"]])
    }

    async fn versions(&self, source: &str) -> Vec<(String, i32, String, bool)> {
        let source: Uuid = source.parse().unwrap();
        let sql = "SELECT key, number, name, valid_to IS NULL FROM list_entity_versions JOIN list_entities ON id = entity_id \
            WHERE source_id = $1 ORDER BY key, number";
        let rows = self.0.rows(sql, &[&source]).await;
        rows.iter().map(|row| (row.get(0), row.get(1), row.get(2), row.get(3))).collect()
    }

    /// Lets a process work on the run's present step, and kills it somewhere. Returns false if the work ended before.
    async fn is_killed(&self, run: &str, chance: &mut ChaCha8Rng) -> Result<bool, String> {
        let is_fetched = self.counts(run).await[0] == "processing";
        let (function, steps) = STEPS[usize::from(is_fetched)];
        let step = steps[chance.random_range(0..steps.len())];
        Moment { function, step, times: 1 }.kills(&self.0.world, event(function, run), chance).await
    }
}
