//! SIGKILL at and after every step of the work on files of subjects to screen.

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
use sisuiq_clock::Clock;
use sisuiq_model::UserRole;
use sisuiq_sources::server::{Listening, Reply, SourceServer};
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering::Relaxed},
};
use uuid::Uuid;
use world::{Form, World};

/// The steps in their order. The last three are repeated with each chunk.
const STEPS: [&str; 7] = [
    "screening ordered",
    "screening read",
    "screening begun",
    "screening file deleted",
    "screening searched",
    "screening storing",
    "screening stored",
];
/// Place of the first step that is repeated.
const REPEATED: usize = 4;
const AT_ONCE: usize = 2;
/// Rows of the largest file.
const LARGEST: usize = 600;
/// Rows of a chunk.
const CHUNK: usize = 200;
/// Messages about a file, of each of both kinds.
const MOST_MESSAGES: usize = 3;
const URL: &str = "https://www.treasury.gov/ofac/sdn.csv";
const PATH: &str = "/api/v1/knowledge/screen/batch";
/// What a row is about: nobody, somebody on the list, somebody who resembles another one, and nothing to search for.
const NAMES: [&str; 4] = ["Gertrude Applewhite", "Arkady Volkonsky", "Mahmud Harbani", "CORP"];

/// After kills no row is lost, none is screened twice, and no alert is opened twice.
pub const SUITE: Suite = Suite {
    name: "killed_screenings",
    promise: "a file of up to 600 subjects, of which some are on a list and some are wrong, whose work is killed with SIGKILL up to three \
              times at any step or after it, told by messages that come up to three times in any order, and continued by one of them or by \
              the schedule: its counts, results and alerts are those of a file that nothing disturbed, and the file is gone",
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
        let names: Vec<&str> =
            (0..chance.random_range(1..=LARGEST)).map(|_| NAMES[chance.random_range(0..NAMES.len())]).collect();
        let calm = place.uploads(&names).await;
        place.handles(messages(std::slice::from_ref(&calm.arrived))).await?;
        let expected = place.left(&calm).await;
        if expected.counts["status"] != "done" || expected.lines.len() != names.len() {
            return Err(format!("an undisturbed file is left as {expected:?}"));
        }
        let disturbed = place.uploads(&names).await;
        for _ in 0..chance.random_range(1..=3) {
            let step = chance.random_range(0..STEPS.len());
            let chunks = if step < REPEATED { 1 } else { names.len().div_ceil(CHUNK) };
            let times = chance.random_range(1..=chunks);
            let moment = Moment { function: "screen-batch", step: STEPS[step], times };
            let event = messages(&disturbed.messages(&mut chance));
            kills.fetch_add(u64::from(moment.kills(&place.world, event, &mut chance).await?), Relaxed);
        }
        if chance.random_bool(0.5) {
            place.handles(json!({ "kind": "sweep", "idle_seconds": 0 })).await?;
        }
        for _ in 0..2 {
            place.handles(messages(&disturbed.messages(&mut chance))).await?;
            let found = place.left(&disturbed).await;
            if found != expected {
                return Err(format!("{found:?} instead of {expected:?}"));
            }
        }
        pool.give_back(place).await;
        Ok(())
    }
    .boxed()
}

/// A world with a list, and a server that plays its source.
struct Place {
    world: World,
    _listening: Listening,
}

/// A file of subjects that was uploaded.
struct Uploaded {
    id: String,
    /// The start of the references of its subjects, by which they differ from those of other files.
    mark: String,
    /// The notification that the file has arrived.
    arrived: String,
}

impl Uploaded {
    /// Messages about the file in a random order.
    fn messages(&self, chance: &mut ChaCha8Rng) -> Vec<String> {
        let ordered = json!({ "kind": "screen_batch", "batch_id": self.id }).to_string();
        let mut all = vec![self.arrived.clone(); chance.random_range(1..=MOST_MESSAGES)];
        all.extend(vec![ordered; chance.random_range(0..=MOST_MESSAGES)]);
        all.shuffle(chance);
        all
    }
}

/// What is left of a file that was worked on.
#[derive(Debug, PartialEq)]
struct Left {
    counts: Value,
    /// The results by row, without ids of alerts and references.
    lines: Vec<String>,
    /// The alerts of its subjects: entry, score and status.
    alerts: Vec<(String, f64, String)>,
    has_file: bool,
}

impl Place {
    async fn make() -> Self {
        let server = SourceServer::new();
        let listening = server.listen(([127, 0, 0, 1], 0).into()).await.unwrap();
        let world = World::with(COPILOT, &[("SOURCE_SERVER", &listening.address().to_string())]).await;
        world.prepare_storage().await;
        let row = |(number, name): (u32, &str)| {
            format!("{number},\"{name}\",\"individual\",\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n")
        };
        let rows = [(1, "VOLKONSKY, Arkady"), (2, "AL-HARBANI, Mahmoud Yusuf"), (3, "CHEN, Cai")].map(row).concat();
        server.on(URL, Reply::file("text/csv", format!("{rows}\u{1a}")));
        let admin = world.admin().await;
        let settings =
            json!({ "name": "List", "format": "ofac_sdn", "dataset": "US-Sanctions", "files": [{ "url": URL }] });
        let source = admin.post("/api/v1/sources", settings).await.is(201).text("id").to_owned();
        admin.post(&format!("/api/v1/sources/{source}/run"), json!({})).await.is(202);
        world.delivers_runs().await;
        world.of_role(UserRole::Compliance).await;
        Self { world, _listening: listening }
    }

    async fn uploads(&self, names: &[&str]) -> Uploaded {
        let mark = Uuid::new_v4().simple().to_string();
        let row = |(number, name): (usize, &&str)| format!("{mark}-{number},{name}\n");
        let rows: String = names.iter().enumerate().map(row).collect();
        let content = format!("id,name\n{rows}");
        let compliance = self.world.logs_in("compliance").await;
        let input = json!({ "file_name": "customers.csv", "size": content.len() });
        let created = compliance.post(PATH, input).await.is(201);
        assert!(Form::of(&created).post(content.as_bytes()).await.is_success(), "the file is not taken");
        let id = created.text("id").to_owned();
        let arrived = self.world.landed(&format!("screening/{id}/1.csv")).await;
        Uploaded { id, mark, arrived }
    }

    async fn left(&self, file: &Uploaded) -> Left {
        let compliance = self.world.logs_in("compliance").await;
        let path = format!("{PATH}/{}", file.id);
        let batch = compliance.get(&path).await.is(200);
        let counts = json!({
            "status": batch["status"], "rows": batch["rows"], "alerts": batch["alerts_opened"], "error": batch["error"],
            "row_errors": batch["row_errors"].as_array().map(Vec::len), "lists": batch["lists"],
        });
        let results = compliance.get(&format!("{path}/results")).await;
        let table = results.body.as_str().unwrap_or_default().replace(&file.mark, "");
        let lines = table.lines().skip(1).map(without_alert).collect();
        let sql = "SELECT key, score, status FROM screening_alerts JOIN list_entities ON list_entities.id = entity_id \
            WHERE subject ->> 'reference' LIKE $1 ORDER BY key, score, status";
        let connection = self.world.database().connection().await.unwrap();
        let rows = connection.query(sql, &[&format!("{}%", file.mark)]).await.unwrap();
        let alerts = rows.iter().map(|row| (row.get(0), row.get(1), row.get(2))).collect();
        let prefix = format!("screening/{}/", file.id);
        let listing = self.world.s3().list_object_versions().bucket(self.world.bucket()).prefix(prefix).send().await;
        let has_file = !listing.unwrap().versions().is_empty();
        Left { counts, lines, alerts, has_file }
    }

    /// Handles an event in this process, with the time of the killed ones.
    async fn handles(&self, event: Value) -> Result<(), String> {
        let state = screen_batch::State::from_environment(&self.world.environment(), &Clock::system()).await;
        let handled = screen_batch::handle(state.expect("the settings are complete"), event).await;
        let failures = handled.map_err(|error| error.to_string())?.batch_item_failures;
        if failures.is_empty() { Ok(()) } else { Err("a message failed".to_owned()) }
    }
}

/// A line of results without the id of its alert, the only id of 36 characters and two quotation marks before the last two columns.
fn without_alert(line: &str) -> String {
    let mut cells: Vec<&str> = line.rsplitn(4, ',').collect();
    if cells.get(2).is_some_and(|cell| cell.len() == 38) {
        cells.remove(2);
    }
    cells.reverse();
    cells.join(",")
}
