//! SIGKILL at and after every step of the work on files of subjects to screen.

use super::{
    killing::{self, Moment, handles, messages, sweep},
    pool::Pool,
    subjects::{FILES, Uploaded, uploads},
    watched::Watched,
};
use crate::Suite;
use futures::{FutureExt, future::BoxFuture};
use rand::{Rng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use sisuiq_model::UserRole;
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering::Relaxed},
};

const FUNCTION: &str = "screen-batch";
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
/// Rows of the largest file.
const LARGEST: usize = 600;
/// Rows of a chunk.
const CHUNK: usize = 200;
/// Messages about a file, of each of both kinds.
const MOST_MESSAGES: usize = 3;
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
    run: |dose| killing::run(dose, case).boxed(),
};

fn case(pool: Pool<Place>, kills: Arc<AtomicU64>, mut chance: ChaCha8Rng) -> BoxFuture<'static, Result<(), String>> {
    async move {
        let place = pool.take(Place::make).await;
        let world = &place.0.world;
        let names: Vec<&str> =
            (0..chance.random_range(1..=LARGEST)).map(|_| NAMES[chance.random_range(0..NAMES.len())]).collect();
        let calm = uploads(world, &names, None).await;
        handles(world, FUNCTION, messages(std::slice::from_ref(&calm.arrived))).await?;
        let expected = place.left(&calm).await;
        if expected.counts["status"] != "done" || expected.lines.len() != names.len() {
            return Err(format!("an undisturbed file is left as {expected:?}"));
        }
        let disturbed = uploads(world, &names, None).await;
        for _ in 0..chance.random_range(1..=3) {
            let step = chance.random_range(0..STEPS.len());
            let chunks = if step < REPEATED { 1 } else { names.len().div_ceil(CHUNK) };
            let times = chance.random_range(1..=chunks);
            let moment = Moment { function: FUNCTION, step: STEPS[step], times };
            let event = messages(&disturbed.messages(&mut chance));
            kills.fetch_add(u64::from(moment.kills(world, event, &mut chance).await?), Relaxed);
        }
        if chance.random_bool(0.5) {
            handles(world, FUNCTION, sweep()).await?;
        }
        for _ in 0..2 {
            handles(world, FUNCTION, messages(&disturbed.messages(&mut chance))).await?;
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

/// A world with a list.
struct Place(Watched);

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
        let watched = Watched::make(&[]).await;
        let entries = [(1, "VOLKONSKY, Arkady"), (2, "AL-HARBANI, Mahmoud Yusuf"), (3, "CHEN, Cai")];
        watched.plays_list(entries.map(|(key, name)| (key, name.to_owned(), "SDGT".to_owned())));
        let source = watched.adds_list().await;
        let run = watched.starts(&source).await;
        watched.reads(&run).await.unwrap();
        watched.world.of_role(UserRole::Compliance).await;
        Self(watched)
    }

    async fn left(&self, file: &Uploaded) -> Left {
        let compliance = self.0.world.logs_in("compliance").await;
        let path = format!("{FILES}/{}", file.id);
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
        let rows = self.0.rows(sql, &[&format!("{}%", file.mark)]).await;
        let alerts = rows.iter().map(|row| (row.get(0), row.get(1), row.get(2))).collect();
        let prefix = format!("screening/{}/", file.id);
        let listing =
            self.0.world.s3().list_object_versions().bucket(self.0.world.bucket()).prefix(prefix).send().await;
        let has_file = !listing.unwrap().versions().is_empty();
        Left { counts, lines, alerts, has_file }
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
