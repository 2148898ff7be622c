//! SIGKILL at and after every step of the work on runs of a watched law.

use super::{
    acts::published,
    killed_ingestion::{Stored, stored},
    killing::{self, Moment, catches_up, messages, sweep},
    pool::Pool,
    watched::{Watched, event},
};
use crate::Suite;
use copilot::ingestion::{
    REINDEX_STEPS,
    scenario::{Scenario, Uploaded},
};
use futures::{FutureExt, future::BoxFuture};
use rand::{Rng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use sisuiq_model::{DocumentId, UserRole};
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering::Relaxed},
};
use uuid::Uuid;

const URL: &str = "https://eur-lex.europa.eu/act.html";
/// Versions of the law in a case.
const VERSIONS: usize = 3;
/// Articles of the longest law, which has two ranges of pages.
const LARGEST: usize = 14;
/// Kills of a run; one more attempt fails it.
const MOST_KILLS: usize = 3;
/// Messages in any order before each part of the work.
const MOST_MESSAGES: usize = 2;

/// The parts of the work on a run, in their order.
const PARTS: [Part; 5] = [Part::Fetch, Part::Plan, Part::Read, Part::Settle, Part::Reindex];

/// A part of the work on a run.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Part {
    /// The text is fetched, and becomes a document.
    Fetch,
    /// Its pages are counted.
    Plan,
    /// Its pages become searchable.
    Read,
    /// The run ends, and the text before ends with it.
    Settle,
    /// The text before gets its last day.
    Reindex,
}

impl Part {
    /// The function that does it, and its steps.
    const fn steps(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::Fetch => {
                ("fetch", &["run ordered", "run claimed", "files stored", "run ending", "run ended", "law sent"])
            }
            Self::Plan => ("ingest", &["noticed", "pinned", "fetched", "planning", "planned", "sent"]),
            Self::Read => {
                ("ingest", &["ordered", "downloaded", "read", "storing", "stored", "indexed", "counting", "counted"])
            }
            Self::Settle => ("fetch", &["run ordered", "law taken over", "run ended"]),
            Self::Reindex => ("ingest", &REINDEX_STEPS),
        }
    }
}

/// After kills the documents and their days are those of a run that nothing disturbed.
pub const SUITE: Suite = Suite {
    name: "killed_laws",
    promise: "a law of up to 14 articles in up to three versions, some of them the same or unreadable, whose runs are killed with SIGKILL up to \
              three times at any step of fetching and ingesting or after it, told by repeated messages in any order, and continued by one of \
              them or by the schedules: status of the run, documents with their days, passages, provisions and vectors are those of a source that \
              nothing disturbed, and there is no other document or file",
    quick: 2,
    full: 100,
    run: |dose| killing::run(dose, case).boxed(),
};

fn case(pool: Pool<Place>, kills: Arc<AtomicU64>, mut chance: ChaCha8Rng) -> BoxFuture<'static, Result<(), String>> {
    async move {
        let place = pool.take(Place::make).await;
        let (calm, disturbed) = (place.adds().await, place.adds().await);
        let mut articles = vec![0; chance.random_range(1..=LARGEST)];
        let mut made = 0;
        for version in 0..chance.random_range(1..=VERSIONS) {
            place.watched.server.on(URL, published(&mut articles, &mut chance));
            let run = place.watched.starts(&calm).await;
            place.finishes(&run).await?;
            let expected = place.left(&run, &calm).await?;
            made += usize::from(expected.run[0] == "done");
            if expected.documents.len() != made {
                return Err(format!("{made} undisturbed texts are left as {expected:?}"));
            }
            let run = place.watched.starts(&disturbed).await;
            let killed = (0..chance.random_range(1..=MOST_KILLS)).filter_map(|_| PARTS.choose(&mut chance).copied());
            let killed: Vec<Part> = killed.collect();
            for part in PARTS {
                for _ in 0..chance.random_range(0..=MOST_MESSAGES) {
                    let repeated = *PARTS[..4].choose(&mut chance).unwrap();
                    place.does(repeated, &run, false).await?;
                }
                for _ in killed.iter().filter(|killed| **killed == part) {
                    kills.fetch_add(u64::from(place.is_killed(part, &run, &mut chance).await?), Relaxed);
                }
                place.does(part, &run, chance.random_bool(0.5)).await?;
            }
            for _ in 0..2 {
                place.finishes(&run).await?;
                let found = place.left(&run, &disturbed).await?;
                if found != expected {
                    return Err(format!("version {version}, killed at {killed:?}: {found:?} instead of {expected:?}"));
                }
            }
        }
        pool.give_back(place).await;
        Ok(())
    }
    .boxed()
}

/// A world with sources of law.
struct Place {
    watched: Watched,
    scenario: Scenario,
}

/// What is left of a run.
#[derive(Debug, PartialEq)]
struct Left {
    run: Value,
    /// Failures and files of the source.
    source: String,
    /// The documents of the source, oldest first: days, labels, ranges and provisions, and what is stored of their text.
    documents: Vec<(String, Stored)>,
    /// Documents and files that no run made, and messages that nobody can handle.
    astray: Vec<String>,
}

impl Place {
    async fn make() -> Self {
        let watched = Watched::make(&[("INGEST_RANGE_PAGES", "2")]).await;
        watched.world.ingest().await;
        let owner = watched.world.admits("owner", UserRole::User).await;
        let scenario = Scenario::of(watched.world.clone(), owner);
        Self { watched, scenario }
    }

    async fn adds(&self) -> String {
        self.watched.adds("law", "EU-Sanctions", URL).await
    }

    /// Does a part of the work in this process, by its message or as the schedule does. What is done may be repeated, or come too early.
    async fn does(&self, part: Part, run: &str, by_schedule: bool) -> Result<(), String> {
        let world = &self.watched.world;
        catches_up(world);
        match part {
            Part::Fetch | Part::Settle => {
                self.watched.releases().await;
                if by_schedule {
                    world.sweeps_sources().await;
                } else {
                    world.delivers_fetch(run).await;
                }
                return Ok(());
            }
            Part::Plan if !by_schedule => {
                let Some(notice) = self.notice(run).await else { return Ok(()) };
                let failures = world.deliver(&[notice]).await.batch_item_failures;
                return if failures.is_empty() { Ok(()) } else { Err("the notice of a file failed".to_owned()) };
            }
            Part::Plan | Part::Reindex => drop(world.invoke_ingest(sweep()).await),
            Part::Read => {}
        }
        // ranges that are read again and embedded at once may ask for another delivery
        world.deliver_all().await;
        Ok(())
    }

    /// Does all parts of the work, each by its message.
    async fn finishes(&self, run: &str) -> Result<(), String> {
        for part in PARTS {
            self.does(part, run, false).await?;
        }
        Ok(())
    }

    /// Lets a process do a part of the work, and kills it somewhere. Returns false if the work ended before.
    async fn is_killed(&self, part: Part, run: &str, chance: &mut ChaCha8Rng) -> Result<bool, String> {
        let world = &self.watched.world;
        catches_up(world);
        self.watched.releases().await;
        let event = match part {
            Part::Fetch | Part::Settle => event("fetch", run),
            Part::Plan => messages(&self.notice(run).await.into_iter().collect::<Vec<_>>()),
            Part::Reindex => {
                world.invoke_ingest(sweep()).await;
                world.waiting_records().await
            }
            Part::Read => world.waiting_records().await,
        };
        let (function, steps) = part.steps();
        let step = steps[chance.random_range(0..steps.len())];
        Moment { function, step, times: 1 }.kills(world, event, chance).await
    }

    /// The notice that the text of a run can be ingested, once it can.
    async fn notice(&self, run: &str) -> Option<String> {
        let run: Uuid = run.parse().unwrap();
        let sql =
            "SELECT object_key FROM document_versions JOIN source_runs USING (document_id) WHERE source_runs.id = $1";
        let key: String = self.watched.rows(sql, &[&run]).await.first()?.get(0);
        let world = &self.watched.world;
        let found = world.s3().head_object().bucket(world.bucket()).key(&key).send().await;
        if found.is_err() {
            return None;
        }
        Some(world.landed(&key).await)
    }

    async fn left(&self, run: &str, source: &str) -> Result<Left, String> {
        let source: Uuid = source.parse().unwrap();
        let read = self.watched.run(run).await;
        let files = "SELECT failures || ' failures, ' || (SELECT coalesce(string_agg(encode(sha256, 'hex'), ' '), '') FROM source_files WHERE source_id = id) \
            FROM sources WHERE id = $1";
        let files = self.watched.texts(files, &[&source]).await.concat();
        let mut documents = Vec::new();
        for row in self.watched.rows(include_str!("killed_laws.sql"), &[&source]).await {
            let document = Uploaded::stored(DocumentId(row.get("id")), row.get("object_key"));
            documents.push((row.get("labels"), stored(&self.scenario, &document).await?));
        }
        let run = json!([read["status"], read["counts"], read["error"]]);
        Ok(Left { run, source: files, documents, astray: self.astray().await })
    }

    async fn astray(&self) -> Vec<String> {
        let world = &self.watched.world;
        let unknown = "SELECT name::text FROM documents WHERE id NOT IN (SELECT document_id FROM source_runs WHERE document_id IS NOT NULL)";
        let known = self.watched.texts("SELECT object_key::text FROM document_versions", &[]).await;
        let listed = world.s3().list_objects_v2().bucket(world.bucket()).prefix("docs/").send().await.unwrap();
        let files = listed.contents().iter().filter_map(|object| object.key().map(str::to_owned));
        let files = files.filter(|key| !known.contains(key));
        self.watched.texts(unknown, &[]).await.into_iter().chain(files).chain(world.waiting().await).collect()
    }
}
