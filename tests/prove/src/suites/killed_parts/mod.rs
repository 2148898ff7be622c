//! The local stack while its parts are killed under load.

mod client;
mod parts;

use crate::{Dose, Outcome, Suite, Worst};
use client::{Acknowledged, Client, Progress};
use futures::FutureExt;
use parts::Part;
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};
use tokio::time::{sleep, timeout};

/// The environment variable with the path of the file in which the supervisor lists the processes of the stack.
pub const STATE: &str = "SISUIQ_TEST_STATE";

/// Acknowledged writes survive the death of any part of the stack.
pub const SUITE: Suite = Suite {
    name: "killed_parts",
    promise: "whichever part of the local stack is killed with SIGKILL while files are uploaded, questions asked and answers rated \
              (Postgres, Qdrant, the edge, the bridge or a process of a function; not the emulators of S3, SQS and the Runtime API): \
              within a minute another has taken its place, everything is ready, and files, questions and ratings are taken again; \
              and every one that was acknowledged, before and after, is there, each file ready to be asked about",
    quick: 6,
    full: 66,
    run: |dose| run(dose).boxed(),
};

/// Parts that are killed in rotation.
const PARTS: [&str; 11] = [
    "postgres",
    "qdrant",
    "edge",
    "bridge",
    "ingest-1",
    "chat-1",
    "documents-1",
    "ingest-2",
    "chat-2",
    "auth-1",
    "ingest-3",
];
const READY: Duration = Duration::from_mins(1);
const GLANCE: Duration = Duration::from_millis(50);
/// Longest delay of the kill after something of each kind was acknowledged, in milliseconds.
const BEFORE: u64 = 2_500;

#[derive(Clone, Default)]
struct Tally {
    before: Arc<AtomicU64>,
    after: Arc<AtomicU64>,
    slowest: Arc<AtomicU64>,
}

async fn run(dose: Dose) -> Outcome {
    let tally = Tally::default();
    let noted = tally.clone();
    let failures = dose.run(1, move |number, chance| case(noted.clone(), number, chance)).await;
    let [before, after, slowest] = [tally.before, tally.after, tally.slowest].map(|count| count.load(Relaxed));
    let worst = format!("at work again after {slowest} ms; acknowledged {before} before and {after} after the kill");
    dose.outcome(failures, Worst(worst))
}

async fn case(tally: Tally, number: u64, mut chance: ChaCha8Rng) -> Result<(), String> {
    let name = PARTS[usize::try_from(number % PARTS.len() as u64).unwrap()];
    let client = Client::logged_in().await?;
    let over = Arc::new(AtomicBool::new(false));
    let progress = Progress::default();
    let uploading = tokio::spawn(client.clone().uploads(number, progress.clone(), Arc::clone(&over)));
    let asking = tokio::spawn(client.clone().asks(number, progress.clone(), Arc::clone(&over)));
    let at_work = timeout(READY, progress.grows_beyond([0; 3])).await;
    sleep(Duration::from_millis(chance.random_range(0..BEFORE))).await;
    let (killed, before) = (Part::of(name)?, progress.so_far());
    killed.kill()?;
    let began = Instant::now();
    let ready = timeout(READY, async {
        while Part::of(name).is_ok_and(|part| part == killed) || !client.is_ready().await {
            sleep(GLANCE).await;
        }
        // other processes may have answered meanwhile, so only further progress shows that the part works
        progress.grows_beyond(progress.so_far()).await;
    });
    let ready = ready.await.map_err(|_| format!("{name} is not back within a minute"));
    let took = began.elapsed();
    over.store(true, Relaxed);
    let mut all = uploading.await.map_err(|error| error.to_string())?;
    all.append(asking.await.map_err(|error| error.to_string())?);
    at_work.map_err(|_| "nothing was acknowledged before anything was killed".to_owned())?;
    ready?;
    let there = Client::logged_in().await?.finds(&all).await;
    there.map_err(|detail| format!("{name} was killed: {detail}"))?;
    let before: u64 = before.iter().sum();
    tally.before.fetch_add(before, Relaxed);
    tally.after.fetch_add(all.len() - before, Relaxed);
    tally.slowest.fetch_max(u64::try_from(took.as_millis()).unwrap(), Relaxed);
    Ok(())
}

impl Acknowledged {
    fn append(&mut self, other: Self) {
        self.documents.extend(other.documents);
        self.answers.extend(other.answers);
        self.ratings.extend(other.ratings);
    }

    fn len(&self) -> u64 {
        (self.documents.len() + self.answers.len() + self.ratings.len()) as u64
    }
}
