//! SIGKILL at and after every step of the screening of earlier subjects with what is new on a list.

use super::{
    killing::{self, Moment, handles, messages, sweep},
    pool::Pool,
    subjects::{Uploaded, uploads},
    watched::Watched,
};
use crate::Suite;
use futures::{FutureExt, future::BoxFuture};
use jiff::SignedDuration;
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use sisuiq_model::UserRole;
use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};
use uuid::Uuid;

const FUNCTION: &str = "screen-batch";
/// The steps in their order. The last three are repeated with each chunk.
const STEPS: [&str; 6] = [
    "rescreening ordered",
    "rescreening taking",
    "rescreening taken",
    "rescreening searched",
    "rescreening storing",
    "rescreening stored",
];
/// Place of the first step that is repeated.
const REPEATED: usize = 3;
/// Subjects of the largest file.
const LARGEST: usize = 450;
/// Subjects of a chunk.
const CHUNK: usize = 200;
/// Subjects that are screened while a version before still serves.
const LATE: usize = 3;
/// Versions of the list after the first one.
const VERSIONS: usize = 2;
const MOST_KILLS: usize = 3;
const MOST_MESSAGES: usize = 3;
/// Subjects by name, and whom the list names then.
const NAMES: [(&str, &str); 6] = [
    ("Arkady Volkonsky", "VOLKONSKY, Arkady"),
    ("Mahmud Harbani", "AL-HARBANI, Mahmoud Yusuf"),
    ("Cai Chen", "CHEN, Cai"),
    ("Gertrude Applewhite", "APPLEWHITE, Gertrude"),
    ("Dora Diaz", "DIAZ, Dora"),
    ("Fatou Fall", "FALL, Fatou"),
];

/// After kills everybody who is listed by now has one alert.
pub const SUITE: Suite = Suite {
    name: "killed_rescreenings",
    promise: "up to 450 subjects that are screened again with the new and changed entries of two versions of a list, some of them screened \
              while a version before served, and some cleared before, by processes that are killed with SIGKILL up to three times at any step or after it, \
              told by repeated messages, and continued by one of them or by the schedule: alerts, counts and records of the audit are those of a \
              list whose work nothing disturbed",
    quick: 2,
    full: 60,
    run: |dose| killing::run(dose, case).boxed(),
};

fn case(pool: Pool<Place>, kills: Arc<AtomicU64>, mut chance: ChaCha8Rng) -> BoxFuture<'static, Result<(), String>> {
    async move {
        let place = pool.take(Place::make).await;
        let mut list = BTreeMap::from([(0, 0), (1, 0)]);
        place.plays(&list);
        let names = drawn(LARGEST, &mut chance);
        let (mut calm, mut disturbed) = (place.screens(&names).await?, place.screens(&names).await?);
        for version in 0..VERSIONS {
            let cleared = chance.random_range(0..=LATE);
            place.clears(&calm, cleared).await;
            place.clears(&disturbed, cleared).await;
            change(&mut list, &mut chance);
            place.plays(&list);
            let late = drawn(LATE, &mut chance);
            calm.versions.push(place.reads(&calm.source).await?);
            handles(&place.0.world, FUNCTION, order(&calm, 1)).await?;
            place.settles(&calm, &late).await;
            handles(&place.0.world, FUNCTION, order(&calm, 1)).await?;
            let expected = place.left(&calm).await;
            if expected.counts["status"] != "done" || expected.records.len() != 1 {
                return Err(format!("undisturbed work is left as {expected:?}"));
            }
            disturbed.versions.push(place.reads(&disturbed.source).await?);
            let all = chance.random_range(1..=MOST_KILLS);
            let early = chance.random_range(0..=all);
            for (is_first, number) in [(true, early), (false, all - early)] {
                let subjects = if is_first { names.len() } else { late.len() };
                for _ in 0..number {
                    kills.fetch_add(u64::from(place.is_killed(&disturbed, subjects, &mut chance).await?), Relaxed);
                }
                place.continues(&disturbed, &mut chance).await?;
                if is_first {
                    place.settles(&disturbed, &late).await;
                }
            }
            for _ in 0..2 {
                let found = place.left(&disturbed).await;
                if found != expected {
                    return Err(format!("version {version}: {found:?} instead of {expected:?}"));
                }
                place.continues(&disturbed, &mut chance).await?;
            }
        }
        pool.give_back(place).await;
        Ok(())
    }
    .boxed()
}

/// One to `most` subjects.
fn drawn(most: usize, chance: &mut ChaCha8Rng) -> Vec<&'static str> {
    (0..chance.random_range(1..=most)).map(|_| NAMES[chance.random_range(0..NAMES.len())].0).collect()
}

/// Changes an entry or two, and adds those that are new. An entry is the place of its name, with the number of its changes.
fn change(list: &mut BTreeMap<usize, u32>, chance: &mut ChaCha8Rng) {
    for _ in 0..chance.random_range(1..=2) {
        let changes = list.entry(chance.random_range(0..NAMES.len())).or_default();
        *changes += 1;
    }
}

/// Messages that earlier subjects of a list have to be screened.
fn order(subjects: &Subjects, number: usize) -> Value {
    messages(&vec![json!({ "kind": "rescreen", "run_id": subjects.current() }).to_string(); number])
}

/// The event of repeated messages, or of the schedule.
fn told(subjects: &Subjects, chance: &mut ChaCha8Rng) -> Value {
    if chance.random_bool(0.5) { order(subjects, chance.random_range(1..=MOST_MESSAGES)) } else { sweep() }
}

/// A world with a list and a compliance officer.
struct Place(Watched);

/// Subjects that were screened with the list of a source.
struct Subjects {
    source: String,
    /// The runs that read the versions of the list.
    versions: Vec<String>,
    file: Uploaded,
}

impl Subjects {
    /// The run that read the current version.
    fn current(&self) -> &String {
        &self.versions[self.versions.len() - 1]
    }
}

/// What is left of the screening of earlier subjects.
#[derive(Debug, PartialEq)]
struct Left {
    counts: Value,
    /// The alerts of the source: subject, entry, status, reason of the opening, score, version of the entry, and decisions.
    alerts: Vec<String>,
    /// Details of the records of the audit log, without ids.
    records: Vec<String>,
    /// Identities that are left.
    waiting: Vec<String>,
}

impl Place {
    async fn make() -> Self {
        let watched = Watched::make(&[]).await;
        watched.world.of_role(UserRole::Compliance).await;
        Self(watched)
    }

    fn plays(&self, list: &BTreeMap<usize, u32>) {
        let entry = |(place, changes): (&usize, &u32)| {
            let key = u32::try_from(*place).unwrap() + 1;
            (key, NAMES[*place].1.to_owned(), format!("P{changes}"))
        };
        self.0.plays_list(list.iter().map(entry));
    }

    /// Reads the current version of a list. Returns the id of the run.
    async fn reads(&self, source: &str) -> Result<String, String> {
        let run = self.0.starts(source).await;
        self.0.reads(&run).await?;
        Ok(run)
    }

    /// Reads the list as a new source, and screens subjects with it.
    async fn screens(&self, names: &[&str]) -> Result<Subjects, String> {
        let world = &self.0.world;
        let source = self.0.adds_list().await;
        let versions = vec![self.reads(&source).await?];
        let file = uploads(world, names, Some(&source)).await;
        handles(world, FUNCTION, messages(std::slice::from_ref(&file.arrived))).await?;
        let subjects = Subjects { source, versions, file };
        for _ in 0..2 {
            // they were screened with this version
            handles(world, FUNCTION, order(&subjects, 1)).await?;
            self.settles(&subjects, &[]).await;
        }
        Ok(subjects)
    }

    /// Ends the time in which the version before may serve, with more subjects that it served.
    async fn settles(&self, subjects: &Subjects, late: &[&str]) {
        let Subjects { source, versions, file } = subjects;
        let (world, runs) = (&self.0.world, versions.iter().map(|run| run.parse().unwrap()).collect::<Vec<Uuid>>());
        let compliance = world.logs_in("compliance").await;
        let mark = format!("{}-late-{}", file.mark, versions.len());
        for (number, name) in late.iter().enumerate() {
            let input = json!({ "name": name, "reference": format!("{mark}-{number}"), "sources": [source] });
            compliance.post("/api/v1/knowledge/screen", input).await.is(200);
        }
        let ours = format!("{mark}-%");
        let sql = "UPDATE screenings SET list_versions = $1 WHERE subject ->> 'reference' LIKE $2";
        world.execute(sql, &[&runs[..runs.len() - 1].to_vec(), &ours]).await;
        world.execute("DELETE FROM screening_alerts WHERE subject ->> 'reference' LIKE $1", &[&ours]).await;
        let sql = "UPDATE rescreenings SET settles_at = now() WHERE run_id = $1";
        world.execute(sql, &[&runs[runs.len() - 1]]).await;
    }

    /// Decides that the first open alerts of subjects are no match.
    async fn clears(&self, Subjects { source, .. }: &Subjects, number: usize) {
        let (world, source) = (&self.0.world, source.parse::<Uuid>().unwrap());
        let compliance = world.logs_in("compliance").await;
        let sql = "SELECT alerts.id::text, entity_version FROM screening_alerts AS alerts JOIN list_entities ON list_entities.id = entity_id \
            WHERE source_id = $1 AND status = 'open' ORDER BY substr(subject ->> 'reference', 33), key LIMIT $2";
        let year = world.clock().now() + SignedDuration::from_hours(24 * 365);
        for row in self.0.rows(sql, &[&source, &i64::try_from(number).unwrap()]).await {
            let decision = json!({
                "outcome": "not_match", "reason": "Born in another year.", "entity_version": row.get::<_, i32>(1),
                "expires_on": year.to_string()[..10],
            });
            let path = format!("/api/v1/knowledge/alerts/{}/decision", row.get::<_, String>(0));
            compliance.post(&path, decision).await.is(200);
        }
    }

    /// Lets a process work, and kills it at a random step. Returns false if the work ended before.
    async fn is_killed(&self, subjects: &Subjects, number: usize, chance: &mut ChaCha8Rng) -> Result<bool, String> {
        let step = chance.random_range(0..STEPS.len());
        let chunks = if step < REPEATED { 1 } else { number.div_ceil(CHUNK) };
        let times = chance.random_range(1..=chunks);
        let event = told(subjects, chance);
        Moment { function: FUNCTION, step: STEPS[step], times }.kills(&self.0.world, event, chance).await
    }

    async fn continues(&self, subjects: &Subjects, chance: &mut ChaCha8Rng) -> Result<(), String> {
        handles(&self.0.world, FUNCTION, told(subjects, chance)).await
    }

    async fn left(&self, subjects: &Subjects) -> Left {
        let (source, version) = (subjects.source.parse::<Uuid>().unwrap(), subjects.current());
        let mut counts = self.0.run(version).await["rescreened"].clone();
        counts["finished_at"] = Value::Null;
        let alerts = "SELECT jsonb_build_array(substr(subject ->> 'reference', 33), subject ->> 'name', key, status, opening, score, \
                entity_version, (SELECT count(*) FROM alert_decisions WHERE alert_id = alerts.id))::text \
            FROM screening_alerts AS alerts JOIN list_entities ON list_entities.id = entity_id WHERE source_id = $1 ORDER BY 1";
        let records = "SELECT (details::jsonb - 'run')::text FROM pending_audit_records \
            WHERE action = 'rescreen_subjects' AND details ->> 'run' = $1";
        let waiting = "SELECT subject_key::text FROM rescreening_subjects WHERE run_id::text = $1";
        Left {
            counts,
            alerts: self.0.texts(alerts, &[&source]).await,
            records: self.0.texts(records, &[version]).await,
            waiting: self.0.texts(waiting, &[version]).await,
        }
    }
}
